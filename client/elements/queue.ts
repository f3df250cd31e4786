// Which of the open brackets are stepped through, at the head of the side pane.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { BracketKind } from '@chapeau/shared/text/model'
import { codeName, KIND_NAMES } from '../page/names.ts'
import type { OutlineRow } from '../page/outline.ts'
import { placeIn, QUEUE_AGES, QUEUE_STANDS, WHOLE_QUEUE, type QueueFilter } from '../page/queue.ts'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

@customElement('chapeau-queue')
export class ChapeauQueue extends LitElement {
  @property({ attribute: false }) filter: QueueFilter = WHOLE_QUEUE
  @property({ attribute: false }) queue: readonly Bid[] = []
  @property({ attribute: false }) holders: readonly Principal[] = []
  /** Paragraphs with open brackets. */
  @property({ attribute: false }) paragraphs: readonly OutlineRow[] = []
  @property({ attribute: false }) selected: Bid | null = null

  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 14px 17px 0;
      }
      details {
        color: var(--ink-2);
        font-size: 12.5px;
      }
      .filters {
        display: grid;
        gap: 8px;
        margin-top: 8px;
      }
      label {
        display: grid;
        grid-template-columns: 40px 1fr;
        align-items: center;
        gap: 8px;
      }
      p {
        margin: 6px 0 0;
      }
    `,
  ]

  override render(): TemplateResult {
    const { filter, queue, holders, selected } = this
    const narrowed = JSON.stringify(filter) !== JSON.stringify(WHOLE_QUEUE)
    return html`<details ?open=${narrowed}>
      <summary>Step through some of them only</summary>
      <div class="filters">
        ${this.#choice('principal', 'By', [['', 'everybody'], ...holders.map((code) => [code, codeName(code)] as const)])}
        ${this.#choice('paragraph', 'In', [['', 'the whole text'], ...this.paragraphs.map(({ id, label, words }) => [id ?? '', label === '' ? words.slice(0, 30) : label] as const)])}
        ${this.#choice('kind', 'Kind', [['', 'all kinds'], ...KINDS.map((kind) => [kind, KIND_NAMES[kind]] as const)])}
        ${this.#choice('stand', 'Where', Object.entries(QUEUE_STANDS))} ${this.#choice('age', 'Age', Object.entries(QUEUE_AGES))}
      </div>
      ${
        narrowed
          ? html`<p>
              <span role="status"
                >${queue.length === 0 ? 'No bracket is like this.' : `${placeIn(queue, selected)} ${filter.only === null ? 'like this' : `from ${filter.only.name}`}`}</span
              >
              <button class="quiet" @click=${() => emit(this, 'queue-change', { filter: WHOLE_QUEUE })}>All brackets</button>
            </p>`
          : nothing
      }
    </details>`
  }

  #choice(name: Exclude<keyof QueueFilter, 'only'>, label: string, options: readonly (readonly [string, string])[]): TemplateResult {
    return html`<label
      >${label}
      <select @change=${(event: Event) => this.#narrow(name, (event.target as HTMLSelectElement).value)}>
        ${options.map(([value, words]) => html`<option value=${value} .selected=${this.filter[name] === value}>${words}</option>`)}
      </select></label
    >`
  }

  #narrow(name: Exclude<keyof QueueFilter, 'only'>, value: string): void {
    emit(this, 'queue-change', { filter: { ...this.filter, [name]: value } })
  }
}

const KINDS: readonly BracketKind[] = ['ins', 'del', 'res']

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-queue': ChapeauQueue
  }
}
