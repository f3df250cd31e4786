// The typist's line: who has the floor, large; a field that one key reaches, in which a code or a name gives the floor and a
// phrase is carried out in its name. After each speaker nobody has it, so that no words land under the name before.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { CHAIR, NOBODY, type Bid, type Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { RevisionAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import type { ActResult, Wish } from '../connection/acts.ts'
import { getJson } from '../connection/http.ts'
import { codeName, partyName } from '../page/names.ts'
import { completions, lineOf, PHRASES, planPhrase, type Here, type Line, type PhrasePlan } from '../page/phrases.ts'
import type { Sheet } from '../store.ts'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

/** Delegations offered while a code is typed. */
const OFFERED = 6
/** Revisions that are looked through for a paragraph that read otherwise. */
const LOOKED_UP = 5

@customElement('chapeau-typist')
export class ChapeauTypist extends LitElement {
  /** Whom words are typed for; null: the facilitator; `NOBODY`: nobody. */
  @property({ attribute: false }) floor: Principal | null = null
  /** A delegation says here what it proposes; the floor is its own. */
  @property({ type: Boolean }) own = false
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) sheet: Sheet | null = null
  @property({ attribute: false }) selected: Bid | null = null
  @property() textId = ''
  @property() seatId = ''
  /** Index of the paragraph that one is in. */
  @property({ attribute: false }) paragraph: number | null = null
  @property({ attribute: false }) act: (wish: Wish, as?: Principal) => Promise<ActResult> = () => new Promise(() => undefined)
  @state() private open = false
  @state() private typed = ''
  @state() private message = ''
  @state() private revisions: readonly RevisionAnswer[] | null = null
  /** The revision that the text was when they were looked up. */
  #revisionsOf: unknown = null
  /** Where the keyboard was before. */
  #before: HTMLElement | null = null

  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: sticky;
        top: -26px;
        z-index: 3;
        max-width: var(--measure);
        margin: -14px auto 18px;
        padding: 10px 16px;
        background: var(--paper);
        border: 1px solid var(--line-2);
        border-radius: var(--round);
        box-shadow: var(--shade);
        font: 14px/1.4 var(--sans);
      }
      .who {
        display: flex;
        gap: 12px;
        align-items: baseline;
        margin: 0;
      }
      .who b {
        font: 650 22px/1.2 var(--sans);
      }
      .who small {
        margin-inline-start: auto;
        color: var(--ink-3);
      }
      .nobody b {
        color: var(--alarm);
        font-size: 17px;
      }
      input {
        width: 100%;
        margin-top: 8px;
        padding: 9px 11px;
        font: 17px/1.3 var(--sans);
        border: 1px solid var(--line-2);
        border-radius: var(--round);
        background: var(--well);
      }
      .says {
        margin: 7px 0 0;
        color: var(--ink-2);
        min-height: 1.4em;
      }
      .offers {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        margin: 7px 0 0;
        color: var(--ink-2);
        font-size: 13px;
      }
      details {
        margin-top: 6px;
        font-size: 13px;
        color: var(--ink-2);
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr auto 1fr;
        gap: 3px 12px;
        margin: 6px 0 0;
      }
      dt {
        font-weight: 600;
        color: var(--ink);
      }
      dd {
        margin: 0;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#handlePageKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#handlePageKey)
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('open') && this.open) this.renderRoot.querySelector('input')?.focus()
  }

  override render(): TemplateResult {
    return html`<p class=${this.floor === NOBODY ? 'who nobody' : 'who'} role="status">
        ${this.#who()}
        <small
          >${this.own ? 'what we propose' : 'floor and phrases'}:
          <kbd>F</kbd>${this.own ? nothing : html`, in the text <kbd>Alt F</kbd>`}</small
        >
      </p>
      ${this.open ? this.#field() : nothing}
      ${this.open || this.message === '' ? nothing : html`<p class="says" role="alert">${this.message}</p>`}`
  }

  #who(): TemplateResult {
    const { floor } = this
    if (floor === NOBODY) return html`<b>Nobody has the floor</b>`
    const code = floor ?? CHAIR
    return html`<b>${codeName(code)}</b><span>${partyName(code, this.delegations)}</span>`
  }

  #field(): TemplateResult {
    const line = this.#line
    return html`<input
        aria-label="Who has the floor, and what is to be done"
        autocomplete="off"
        spellcheck="false"
        placeholder="RUS, or RUS shall>should"
        .value=${this.typed}
        @input=${(event: Event) => this.#type((event.target as HTMLInputElement).value)}
        @keydown=${this.#handleKey}
        @blur=${() => this.#blur()}
      />
      <p class="says" role="status">${this.message === '' ? this.#preview(line) : this.message}</p>
      ${this.#offers(line)}
      <details>
        <summary>Phrases</summary>
        <dl>
          ${PHRASES.map(
            ({ keys, says }) =>
              html`<dt>${keys}</dt>
                <dd>${says}</dd>`,
          )}
        </dl>
      </details>`
  }

  get #line(): Line {
    return lineOf(this.typed, this.delegations)
  }

  /** Whom a phrase would be by: whoever is named, or has the floor. */
  #speaker({ code }: Line): Principal | null {
    const floor = code ?? this.floor ?? CHAIR
    return floor === NOBODY ? null : floor
  }

  #plan(line: Line): PhrasePlan | null {
    const { sheet, selected, paragraph, revisions } = this
    if (line.phrase === null || sheet === null) return null
    const { reading, meta } = sheet
    const here: Here = { reading, meta, bracket: selected, paragraph, principal: this.#speaker(line), revisions }
    return planPhrase(line.phrase, here)
  }

  #preview(line: Line): string {
    if (this.typed.trim() === '')
      return this.own ? 'What do you propose? Esc: back.' : 'Enter: nobody has the floor. Esc: back to the text.'
    if (line.unknown !== '') return line.code === null && !this.own ? 'A code or a name, or a phrase.' : `“${line.unknown}” is no phrase.`
    const speaker = this.#speaker(line)
    if (line.phrase === null) return `Enter: the floor is ${codeName(speaker ?? '')}’s.`
    if (speaker === null) return 'Whose words are these? Begin with a code.'
    const plan = this.#plan(line)
    if (plan === null) return ''
    return plan.ok ? `Enter: ${codeName(plan.as ?? speaker)} ${plan.says}.` : plan.problem
  }

  #offers(line: Line): TemplateResult | typeof nothing {
    if (line.code !== null || line.phrase !== null) return nothing
    const offers = completions(this.typed, this.delegations, OFFERED)
    if (offers.length === 0) return nothing
    return html`<p class="offers">
      ${offers.map(({ code, name }, i) => html`<span>${i === 0 ? html`<kbd>Enter</kbd> ` : nothing}<b>${code}</b> ${name}</span>`)}
    </p>`
  }

  #type(value: string): void {
    this.typed = value
    this.message = ''
    if (this.#line.phrase?.do === 'previous') void this.#lookUp()
  }

  /** The newest revisions, looked up when a phrase asks for them, and again when there is a new one. */
  async #lookUp(): Promise<void> {
    const named = this.sheet?.meta.get('rev') ?? ''
    if (this.#revisionsOf === named) return
    this.#revisionsOf = named
    this.revisions = null
    const path = (rest: string): string =>
      `/api/texts/${encodeURIComponent(this.textId)}/revisions${rest}?seat=${encodeURIComponent(this.seatId)}`
    const list = await getJson<RevisionsAnswer>(path(''))
    const newest = list.ok ? [...list.value.revisions].sort((a, b) => b.seq - a.seq).slice(0, LOOKED_UP) : []
    const answers = await Promise.all(newest.map(({ seq }) => getJson<RevisionAnswer>(path(`/${seq}`))))
    this.revisions = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  }

  async #enter(): Promise<void> {
    const line = this.#line
    if (this.typed.trim() === '') return this.own ? this.#close() : this.#give(NOBODY)
    if (line.phrase === null) {
      const code = line.code ?? completions(this.typed, this.delegations, 1)[0]?.code
      if (code !== undefined) this.#give(code)
      return
    }
    const speaker = this.#speaker(line)
    const plan = this.#plan(line)
    if (speaker === null || plan === null || !plan.ok) return
    const result = await this.act(plan.wish, this.own ? undefined : (plan.as ?? speaker))
    if (result.status === 'done') this.#give(NOBODY)
    else this.message = result.message
  }

  /** Gives somebody the floor, and the keyboard back. */
  #give(floor: Principal): void {
    if (!this.own && floor !== (this.floor ?? CHAIR)) emit(this, 'typist-change', { principal: floor === CHAIR ? null : floor })
    this.#close()
  }

  #close(): void {
    this.open = false
    this.typed = ''
    this.message = ''
    this.#before?.focus()
    this.#before = null
  }

  /** Left by the mouse it closes, without taking the keyboard from where it went. */
  #blur(): void {
    if (this.typed === '') this.open = false
  }

  #handleKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#close()
    else if (event.key === 'Enter' && !event.isComposing) void this.#enter()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #handlePageKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0]
    const element = target instanceof HTMLElement ? target : null
    const typing = element?.isContentEditable === true
    if (event.ctrlKey || event.metaKey || event.isComposing || (!typing && element?.matches('input, textarea, select') === true)) return
    if (event.code !== 'KeyF' || event.altKey !== typing || event.shiftKey) return
    event.preventDefault()
    this.#before = element
    this.open = true
    this.message = ''
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-typist': ChapeauTypist
  }
}
