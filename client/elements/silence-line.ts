// One line above the text while it is under silence: until when, and how long that is.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { silenceLine, type SilenceView } from '../page/silence.ts'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

/** How often the time left is said anew. */
const TICK_MS = 1000

@customElement('chapeau-silence-line')
export class ChapeauSilenceLine extends LitElement {
  @property({ attribute: false }) view: SilenceView | null = null
  #timer: ReturnType<typeof setInterval> | null = null

  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: sticky;
        inset-block-start: 0;
        z-index: 2;
      }
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 16px;
        align-items: center;
        padding: 8px 20px;
        background: var(--well);
        border-bottom: 1px solid var(--line);
        font: 560 13.5px/1.4 var(--sans);
        font-variant-numeric: tabular-nums;
      }
      small {
        font-weight: 450;
        color: var(--ink-2);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.requestUpdate(), TICK_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.#timer !== null) clearInterval(this.#timer)
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    if (view === null) return nothing
    return html`<div>
      <span>${silenceLine(view, Date.now())}</span>
      ${view.own === '' ? nothing : html`<small>here: ${view.own}</small>`}
      <button class="quiet" @click=${() => emit(this, 'tool-open', { tool: 'silence' })}>Open</button>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-silence-line': ChapeauSilenceLine
  }
}
