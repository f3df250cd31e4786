// Deciding several brackets at once: choose which, see how the text would read and who was heard, decide in one act.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { bulkView, type BulkOutcome, type BulkScope, type BulkView } from '../../page/bulk.ts'
import { count } from '../../page/names.ts'
import type { Sheet } from '../../store.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-bulk .context=${context}></chapeau-bulk>`

/** Changed paragraphs that are shown before one asks for more. */
const SHOWN = 60

@customElement('chapeau-bulk')
export class ChapeauBulk extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private scope: BulkScope = 'uncontested'
  @state() private outcome: BulkOutcome = 'accept'
  @state() private all = false
  @state() private busy = false
  @state() private message = ''
  @state() private objectors: readonly Principal[] = []
  #view: { readonly sheet: Sheet; readonly key: string; readonly view: BulkView } | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      :host {
        display: grid;
        gap: 14px;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 6px 18px;
      }
      legend {
        padding: 0;
        margin-bottom: 4px;
        color: var(--ink-3);
        font-size: 12.5px;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .sum {
        font: 600 17px/1.4 var(--serif);
        margin: 0;
      }
      .sum small {
        font: 450 14px/1.4 var(--sans);
        color: var(--ink-2);
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      ol li {
        display: grid;
        grid-template-columns: 70px 1fr 1fr;
        gap: 14px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
        font: 15px/1.5 var(--serif);
        overflow-wrap: anywhere;
      }
      ol .before {
        color: var(--ink-3);
      }
      .goes {
        color: var(--ink-3);
        font-style: italic;
      }
      .heads {
        display: grid;
        grid-template-columns: 70px 1fr 1fr;
        gap: 14px;
        color: var(--ink-3);
        font-size: 12.5px;
      }
      .foot {
        position: sticky;
        bottom: 0;
        background: var(--paper);
        padding: 10px 0;
        border-top: 1px solid var(--line);
        display: flex;
        gap: 10px;
        align-items: center;
        flex-wrap: wrap;
      }
      @media (max-width: 760px) {
        ol li,
        .heads {
          grid-template-columns: 1fr;
        }
      }
    `,
  ]

  override render(): TemplateResult {
    const view = this.#current()
    if (view === null) return html`<p>The text is not here yet.</p>`
    return html`${this.#choices()}
      <p class="sum" role="status">
        ${view.brackets === 0 ? 'No bracket can be decided like this.' : `${this.#verb} ${count(view.brackets, 'bracket')}`}
        ${view.brackets === 0 ? nothing : html`<small> · heard: ${view.heard}</small>`}
      </p>
      ${view.left.map(({ why, bids }) => this.#left(why, bids))} ${this.#preview(view)} ${this.#foot(view)}`
  }

  get #verb(): string {
    return this.outcome === 'accept' ? 'Accept' : 'Drop'
  }

  #choices(): TemplateResult {
    const { queue, current, drawn } = this.context
    const row = drawn.outline.rows.find(({ index }) => index === current)
    const name = row === undefined ? 'none is selected' : row.label === '' ? `“${row.words.slice(0, 24)}…”` : row.label
    return html`<fieldset>
        <legend>Which brackets</legend>
        ${this.#radio('scope', 'uncontested', 'What nobody contests')} ${this.#radio('scope', 'paragraph', `This paragraph (${name})`)}
        ${this.#radio('scope', 'queue', `What the filters show (${queue.length})`)}
      </fieldset>
      <fieldset>
        <legend>Outcome</legend>
        ${this.#radio('outcome', 'accept', 'Accept: additions kept, deletions made')}
        ${this.#radio('outcome', 'drop', 'Drop: the text as it stands without them')}
      </fieldset>`
  }

  #radio(name: 'scope' | 'outcome', value: BulkScope | BulkOutcome, label: string): TemplateResult {
    return html`<label
      ><input
        type="radio"
        name=${name}
        value=${value}
        .checked=${this[name] === value}
        @change=${() => this.#set(name, value)}
      />${label}</label
    >`
  }

  #set(name: 'scope' | 'outcome', value: BulkScope | BulkOutcome): void {
    this.objectors = []
    this.message = ''
    if (name === 'scope') this.scope = value as BulkScope
    else this.outcome = value as BulkOutcome
  }

  #left(why: string, bids: readonly Bid[]): TemplateResult {
    return html`<details>
      <summary>${count(bids.length, 'bracket')} left out: ${why}</summary>
      <p>
        ${bids
          .slice(0, SHOWN)
          .map((bid, i) => html`<button class="quiet" @click=${() => this.#goTo(bid)}>${this.#nameOf(bid, i)}</button>`)}
        ${bids.length > SHOWN ? html`and ${bids.length - SHOWN} more` : nothing}
      </p>
    </details>`
  }

  #nameOf(bid: Bid, i: number): string {
    const { sheet } = this.context.store
    const { outline } = this.context.drawn
    const first = sheet?.reading.brackets.get(bid)?.first
    const row = outline.rows.find(({ index }) => index === first)
    return `${row === undefined || row.label === '' ? `no. ${i + 1}` : row.label} · ${sheet?.reading.brackets.get(bid)?.holder ?? ''}`
  }

  #goTo(bid: Bid): void {
    this.context.close()
    this.context.select(bid)
  }

  #preview({ preview }: BulkView): TemplateResult | typeof nothing {
    if (preview.length === 0) return nothing
    const shown = this.all ? preview : preview.slice(0, SHOWN)
    return html`<section aria-label="How the text would read">
      <div class="heads" aria-hidden="true"><span></span><span>as it stands</span><span>as it would read</span></div>
      <ol>
        ${shown.map(
          ({ label, before, after }) =>
            html`<li>
              <b>${label}</b>
              <span class="before" dir="auto">${before}</span>
              ${after === '' ? html`<span class="goes">the paragraph goes</span>` : html`<span dir="auto">${after}</span>`}
            </li>`,
        )}
      </ol>
      ${
        preview.length > shown.length
          ? html`<button @click=${() => (this.all = true)}>Show ${preview.length - shown.length} more paragraphs</button>`
          : nothing
      }
    </section>`
  }

  #foot(view: BulkView): TemplateResult {
    const over = this.objectors.length > 0
    return html`<div class="foot">
      <button
        class=${over ? 'over' : 'main'}
        aria-disabled=${view.brackets === 0 || this.busy ? 'true' : nothing}
        @click=${() => void this.#decide(view)}
      >
        ${this.busy ? 'One moment…' : over ? `${this.#verb} over ${this.objectors.join(', ')}` : `${this.#verb} ${count(view.brackets, 'bracket')}`}
      </button>
      <span role="status">${this.message}</span>
    </div>`
  }

  async #decide({ decisions, brackets }: BulkView): Promise<void> {
    if (this.busy || brackets === 0) return
    this.busy = true
    const over = this.objectors.length === 0 ? {} : { over: [...this.objectors] }
    const result = await this.context.act({ act: 'decide', decisions: [...decisions], ...over })
    this.busy = false
    this.objectors = result.status === 'refused' ? (result.objectors ?? []) : []
    this.message = result.status === 'done' ? `Done: ${count(brackets, 'bracket')} decided. U takes it back.` : result.message
  }

  /** Computed once for a text and a choice: it walks the whole text. */
  #current(): BulkView | null {
    const { store, queue, current } = this.context
    const { sheet, opened } = store
    if (sheet === null) return null
    const key = JSON.stringify([this.scope, this.outcome, current, this.scope === 'queue' ? queue : 0])
    if (this.#view === null || this.#view.sheet !== sheet || this.#view.key !== key) {
      const choice = { scope: this.scope, outcome: this.outcome, paragraph: current, queue }
      const view = bulkView(sheet.reading, sheet.meta, choice, opened?.meeting.delegations ?? [])
      this.#view = { sheet, key, view }
    }
    return this.#view.view
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-bulk': ChapeauBulk
  }
}
