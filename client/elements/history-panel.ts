// What happened, and where words come from: two buttons in the side pane and the dialog they open. It watches what the
// person has selected in the text; the record it is given, stories of words it asks the server for.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { RecordLine, TraceAnswer } from '@chapeau/shared/protocol/api'
import type { Reading } from '@chapeau/shared/text/read'
import { getJson } from '../connection/http.ts'
import {
  choicesIn,
  FEED_KINDS,
  feedOf,
  NO_FILTER,
  storiesOf,
  type FeedFilter,
  type FeedItem,
  type FeedKind,
  type Story,
} from '../page/feed.ts'
import { codeName, count, when } from '../page/names.ts'
import { base, dialogs } from '../styles/base.ts'
import { emit } from './events.ts'
import { feedStyles } from './feed-styles.ts'
import { pickedIn, type Picked } from './picked.ts'

/** Entries drawn at first; the rest on demand, so that a long record opens at once. */
const PAGE = 100

type Asked =
  | { readonly state: 'asking' }
  | { readonly state: 'told'; readonly stories: readonly Story[] }
  | { readonly state: 'failed'; readonly why: string }

@customElement('chapeau-history-panel')
export class ChapeauHistoryPanel extends LitElement {
  @property() textId = ''
  @property() seatId = ''
  @property({ attribute: false }) record: readonly RecordLine[] = []
  /** Brackets that stand in the text. */
  @property({ attribute: false }) brackets: Reading['brackets'] = new Map()
  /** Whether the person can bring back what fell. */
  @property({ type: Boolean }) restores = false
  /** Why something could not be brought back; empty for none. */
  @property() refusal = ''
  @state() private filter: FeedFilter = NO_FILTER
  @state() private shown = PAGE
  @state() private picked: Picked | null = null
  @state() private asked: Asked | null = null

  static override styles = [
    base,
    dialogs,
    feedStyles,
    css`
      :host {
        display: block;
        padding: 0 17px 17px;
      }
      .open {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('selectionchange', this.#handleSelection)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('selectionchange', this.#handleSelection)
  }

  override render(): TemplateResult {
    return html`<div class="open">
        <button @click=${this.#handleOpen}>What happened</button>
        <button aria-disabled=${this.picked === null} title="Select words in the text first" @click=${this.#handleAsk}>
          Who proposed this?
        </button>
      </div>
      <dialog aria-labelledby="title" closedby="any">
        <div>
          <h1 id="title">${this.asked === null ? 'What happened' : 'Who proposed this?'}</h1>
          ${this.asked === null ? this.#feed() : this.#stories(this.asked)}
          <form method="dialog" class="foot">
            ${this.asked === null ? nothing : html`<button type="button" @click=${() => (this.asked = null)}>The whole record</button>`}
            <button class="main" autofocus>Close</button>
          </form>
        </div>
      </dialog>`
  }

  #feed(): TemplateResult {
    const items = feedOf(this.record, this.filter)
    const { principals, paragraphs } = choicesIn(this.record)
    const choice = (
      name: 'principal' | 'paragraph' | 'kind',
      label: string,
      options: readonly (readonly [string, string])[],
    ): TemplateResult =>
      html`<label
        >${label}
        <select name=${name} @change=${(event: Event) => this.#narrow(name, (event.target as HTMLSelectElement).value)}>
          ${options.map(([value, words]) => html`<option value=${value} .selected=${this.filter[name] === value}>${words}</option>`)}
        </select></label
      >`
    return html`<div class="filters">
        ${choice('principal', 'By', [['', 'everybody'], ...principals.map((code) => [code, codeName(code)] as const)])}
        ${choice('paragraph', 'In', [['', 'all paragraphs'], ...paragraphs.map((label) => [label, label] as const)])}
        ${choice('kind', 'Show', Object.entries(FEED_KINDS))}
        ${
          this.filter.bracket === ''
            ? nothing
            : html`<button class="quiet" @click=${() => (this.filter = { ...this.filter, bracket: '' })}>Only one bracket ×</button>`
        }
      </div>
      ${this.refusal === '' ? nothing : html`<p class="notice alarm" role="alert">${this.refusal}</p>`}
      <p class="sum" role="status">${this.#sum(items.length)}</p>
      <ol>
        ${repeat(
          items.slice(0, this.shown),
          ({ seq }) => seq,
          (item) => this.#item(item, true),
        )}
      </ol>
      ${items.length > this.shown ? html`<button @click=${() => (this.shown += PAGE)}>Show more</button>` : nothing}`
  }

  #sum(found: number): string {
    if (this.record.length === 0) return 'Nothing has happened yet.'
    return found === 0 ? 'Nothing in the record is like this.' : count(found, 'entry', 'entries')
  }

  #item(item: FeedItem, leads: boolean): TemplateResult {
    const { seq, at, who, says, words, place, bid, withheld } = item
    return html`<li>
      <div>
        <b>${who}</b> ${says}${place === '' ? '' : html` <span class="place">in ${place}</span>`}
        ${words === '' ? nothing : html`<q dir="auto">${words}</q>`}
        ${withheld ? html`<i>The words are withheld or destroyed.</i>` : nothing}
      </div>
      <small>
        <time datetime=${at.toISOString()}>${when(at, new Date())}</time> · entry ${seq}
        ${leads && bid !== null ? html`<button class="quiet" @click=${() => this.#only(bid)}>All of this bracket</button>` : nothing}
        ${
          leads && this.restores && item.fell
            ? html`<button
                class="quiet"
                aria-label=${`Bring back what went in entry ${seq}`}
                @click=${() => emit(this, 'wish-make', { wish: { act: 'reinstate', seq } })}
              >
                Bring back
              </button>`
            : nothing
        }
        ${leads && item.pid !== null ? html`<button class="quiet" @click=${() => this.#go(item)}>Show in the text</button>` : nothing}
      </small>
    </li>`
  }

  #stories(asked: Asked): TemplateResult {
    if (asked.state === 'asking') return html`<p role="status">Asking the server…</p>`
    if (asked.state === 'failed') return html`<p role="alert">${asked.why}</p>`
    return html`${asked.stories.map(
      ({ words, who, items }) =>
        html`<section>
          <blockquote dir="auto">${words}</blockquote>
          <p>${who === '' ? 'These words came with the text; no delegation here typed them.' : html`Typed by <b>${who}</b>.`}</p>
          ${
            items.length === 0
              ? nothing
              : html`<ol>
                  ${items.map((item) => this.#item(item, false))}
                </ol>`
          }
        </section>`,
    )}`
  }

  #narrow(name: 'principal' | 'paragraph' | 'kind', value: string): void {
    this.filter = { ...this.filter, [name]: name === 'kind' ? (value as FeedKind) : value }
    this.shown = PAGE
  }

  #only(bracket: string): void {
    this.filter = { ...NO_FILTER, bracket }
  }

  /** Closes, and lets the page show the bracket, or the paragraph where that is gone. */
  #go({ bid, pid }: FeedItem): void {
    this.renderRoot.querySelector('dialog')?.close()
    if (bid !== null && this.brackets.has(bid)) emit(this, 'bracket-select', { bid })
    else emit(this, 'paragraph-go', { index: -1, id: pid })
  }

  #handleSelection = (): void => {
    // While the dialog is open what is selected is the dialog's own matter.
    if (this.renderRoot.querySelector('dialog')?.open !== true) this.picked = pickedIn(document.getSelection())
  }

  #handleOpen = (): void => {
    this.asked = null
    this.#show()
  }

  #handleAsk = async (): Promise<void> => {
    if (this.picked === null) return
    const { paragraph, words, at } = this.picked
    this.asked = { state: 'asking' }
    this.#show()
    const query = new URLSearchParams({ paragraph, words, at: String(at), seat: this.seatId })
    const answer = await getJson<TraceAnswer>(`/api/texts/${encodeURIComponent(this.textId)}/trace?${query}`)
    this.asked = answer.ok
      ? { state: 'told', stories: storiesOf(answer.value) }
      : { state: 'failed', why: answer.problem.detail ?? answer.problem.title }
  }

  #show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog !== null && !dialog.open) dialog.showModal()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-history-panel': ChapeauHistoryPanel
  }
}
