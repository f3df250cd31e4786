// The gavel before the whole room: one paragraph large, what is pending on it, and one key for its next rung.
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import { forumsIn } from '../../page/ladder.ts'
import {
  beforeTheRoom,
  gavelRows,
  gavelView,
  moved,
  type GavelInput,
  type GavelRange,
  type GavelStep,
  type GavelView,
} from '../../page/gavel.ts'
import { count } from '../../page/names.ts'
import type { OutlineRow } from '../../page/outline.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { Again } from '../decisions.ts'
import { wordsOf } from '../pieces.ts'
import { gavelStyles } from './gavel-styles.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-gavel .context=${context}></chapeau-gavel>`

/** Brackets named before the rest becomes a number. */
const NAMED = 6

@customElement('chapeau-gavel')
export class ChapeauGavel extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private range: GavelRange | null = null
  @state() private forum: string | null = null
  @state() private busy = false
  @state() private message = ''
  @state() private again: Again | null = null

  static override styles = [base, panelStyles, gavelStyles]

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#handleKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#handleKey)
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('section')?.focus()
  }

  override render(): TemplateResult {
    const view = this.#view()
    if (view === null) return html`<p>There is no paragraph to agree in this text.</p>`
    const { steps, next } = view
    return html`<section tabindex="-1" aria-labelledby="place" data-state=${view.state}>
      ${this.#head(view)}
      <div class="words">${view.rows.map((row) => this.#words(row, view.rows.length > 1))}</div>
      ${this.#pending(view)}
      <p class="message" role="status">${this.message}</p>
      <div class="gavel">
        <button
          class=${`knock ${this.#isAgain(next) ? 'over' : 'main'}`}
          aria-disabled=${next?.permission.ok === true && !this.busy ? nothing : 'true'}
          @click=${() => void this.#take(next)}
        >
          ${next === null ? 'Agreed' : this.#isAgain(next) ? `${next?.name ?? ''} all the same` : next.name}
          <kbd aria-hidden="true">Enter</kbd>
        </button>
        ${steps.filter(({ state }) => state !== next?.state).map((step) => this.#step(step))}
      </div>
      ${next !== null && !next.permission.ok ? html`<p class="why">${next.permission.message}</p>` : nothing}
    </section>`
  }

  #head(view: GavelView): TemplateResult {
    const { rows, range } = this.#where()
    const pendingOn = view.pending.length === 0 ? '' : `, pending ${view.pending.join(', ')}`
    const forums = forumsIn(this.context.store.record)
    return html`<header>
      <h2 id="place">${view.place}</h2>
      <p class="rung">${view.rung}${view.forums.length === 0 ? '' : ` in ${view.forums.join(', ')}`}${pendingOn}</p>
      <nav aria-label="Paragraphs">
        <button aria-keyshortcuts="ArrowLeft" @click=${() => this.#move(-1, false)}>‹ Previous</button>
        <span>${range.from + 1}${range.to > range.from ? `–${range.to + 1}` : ''} of ${rows.length}</span>
        <button aria-keyshortcuts="ArrowRight" @click=${() => this.#move(1, false)}>Next ›</button>
        <button aria-keyshortcuts="Shift+ArrowRight" @click=${() => this.#move(1, true)}>Take the next in</button>
        <label
          >Forum
          <input
            list="forums"
            maxlength="60"
            autocomplete="off"
            .value=${this.#forum}
            @input=${(event: Event) => (this.forum = (event.target as HTMLInputElement).value)}
          /><datalist id="forums">${forums.map((one) => html`<option value=${one}></option>`)}</datalist></label
        >
      </nav>
    </header>`
  }

  #words({ index, label }: OutlineRow, several: boolean): TemplateResult {
    const { drawn, store } = this.context
    const pieces = drawn.rolling.find((paragraph) => paragraph.index === index)?.pieces ?? []
    const brackets = store.sheet?.reading.brackets ?? new Map()
    return html`<p dir="auto" class=${several ? 'several' : ''}>
      ${several ? html`<b>${label}</b> ` : nothing}${wordsOf(pieces, brackets, drawn.hueOf)}
    </p>`
  }

  #pending({ brackets, stands }: GavelView): TemplateResult | typeof nothing {
    if (brackets.length === 0 && stands.length === 0) return nothing
    const named = brackets.slice(0, NAMED)
    return html`<div class="pending">
      ${stands.map(({ name, entries }) => html`<p><b>${name}</b> ${entries.map(({ principal }) => principal).join(', ')}</p>`)}
      ${
        brackets.length === 0
          ? nothing
          : html`<p>
              <b>${count(brackets.length, 'open bracket')}</b> ${named.map(
                ({ bid, name }) => html`<button class="quiet" dir="auto" @click=${() => this.#goTo(bid)}>${name}</button> `,
              )}${brackets.length > NAMED ? `and ${brackets.length - NAMED} more` : nothing}
            </p>`
      }
    </div>`
  }

  #step(step: GavelStep): TemplateResult {
    const { name, current, permission } = step
    return html`<button
      class=${this.#isAgain(step) ? 'over' : ''}
      aria-pressed=${current ? 'true' : 'false'}
      aria-disabled=${permission.ok && !current && !this.busy ? nothing : 'true'}
      title=${permission.ok ? nothing : permission.message}
      @click=${() => void this.#take(step)}
    >
      ${this.#isAgain(step) ? `${name} all the same` : name}
    </button>`
  }

  #isAgain(step: GavelStep | null): boolean {
    return this.again?.wish.act === 'setState' && this.again.wish.state === step?.state
  }

  #goTo(bid: string): void {
    this.context.close()
    this.context.select(bid)
  }

  /** Where the meeting sits: what was said last, until somebody says otherwise. */
  get #forum(): string {
    return (this.forum ?? forumsIn(this.context.store.record)[0] ?? '').trim()
  }

  #where(): { readonly rows: readonly OutlineRow[]; readonly range: GavelRange } {
    const rows = gavelRows(this.context.drawn.outline.rows)
    if (this.range !== null) return { rows, range: this.range }
    const at = Math.max(
      0,
      rows.findIndex(({ index }) => index >= (this.context.current ?? 0)),
    )
    return { rows, range: { from: at, to: at } }
  }

  get #input(): GavelInput | null {
    const { store, drawn } = this.context
    if (store.sheet === null) return null
    const { reading, meta } = store.sheet
    return { reading, meta, actor: store.actor, status: drawn.status, rules: store.opened?.meeting.rules, forum: this.#forum }
  }

  #view(): GavelView | null {
    const { rows, range } = this.#where()
    const input = this.#input
    return input === null ? null : gavelView(rows, range, input)
  }

  #move(step: 1 | -1, extend: boolean): void {
    const { rows, range } = this.#where()
    this.range = moved(range, step, rows.length, extend)
    this.again = null
    this.message = ''
  }

  async #take(step: GavelStep | null): Promise<void> {
    if (step === null || !step.permission.ok || step.current || this.busy) return
    const { again } = this
    const over = again !== null && this.#isAgain(step) ? { over: [...again.objectors], absent: [...again.absent] } : {}
    this.busy = true
    const result = await this.context.act(step.wish.act === 'setState' ? { ...step.wish, ...over } : step.wish)
    this.busy = false
    this.again = null
    this.message = result.status === 'done' ? '' : result.message
    if (result.status === 'refused' && (result.objectors ?? result.absent) !== undefined) this.#askAgain(step, result)
  }

  #askAgain(
    { wish }: GavelStep,
    { objectors = [], absent = [] }: { objectors?: readonly Principal[]; absent?: readonly Principal[] },
  ): void {
    const [view, input] = [this.#view(), this.#input]
    this.again = { wish, objectors, absent }
    if (view !== null && input !== null) this.message = beforeTheRoom(view, input, objectors, absent)
  }

  #handleKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0]
    if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof HTMLElement && target.matches('input'))) return
    const { key } = event
    if (key === 'Enter' && target instanceof HTMLElement && target.matches('button')) return
    if (key === 'Enter' || key.toUpperCase() === 'G') void this.#take(this.#view()?.next ?? null)
    else if (key === 'ArrowRight' || key === 'ArrowDown') this.#move(1, event.shiftKey)
    else if (key === 'ArrowLeft' || key === 'ArrowUp') this.#move(-1, event.shiftKey)
    else return
    event.preventDefault()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-gavel': ChapeauGavel
  }
}
