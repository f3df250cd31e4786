// Words pasted from elsewhere, held against one paragraph: what differs becomes proposals as with a file.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { viewText } from '@chapeau/shared/text/views'
import { broughtBack } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import '../returns/one-file.ts'
import { Returning } from '../returns/returning.ts'
import { returnStyles } from '../returns/styles.ts'
import type { DrawTool, ToolContext } from './host.ts'
import { goThrough, placeFor } from './returns.ts'

export const draw: DrawTool = (context) => html`<chapeau-pasted .context=${context}></chapeau-pasted>`

@customElement('chapeau-pasted')
export class ChapeauPasted extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private words = ''
  #returning: Returning | null = null
  #about = ''
  #leave: (() => void) | null = null

  static override styles = [
    base,
    returnStyles,
    css`
      blockquote {
        margin: 0 0 14px;
        padding: 10px 12px;
        background: var(--well);
        border-radius: 6px;
        font: 15.5px/1.5 var(--serif);
        max-height: 180px;
        overflow: auto;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: 130px;
        margin: 5px 0 12px;
        font: 16px/1.5 var(--serif);
        resize: vertical;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    // The paragraph stays the one that it was opened for, wherever the caret goes.
    const { current, drawn } = this.context
    const row = drawn.outline.rows.find(({ index }) => index === current)
    if (row?.id == null) return
    const place = placeFor(this.context, row.id)
    if (place === null) return
    this.#about = row.label
    this.#returning = new Returning(place)
    this.#leave = this.#returning.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('textarea')?.focus()
  }

  override render(): TemplateResult {
    const returning = this.#returning
    if (returning === null) return html`<p>Go to a paragraph first, then open this again.</p>`
    const { paragraph } = returning.place
    const now = this.context.drawn.rolling.find(({ id }) => id === paragraph)
    const [file] = returning.files
    return html`<h2>${this.#about === '' ? 'The paragraph as it stands' : `Paragraph ${this.#about} as it stands`}</h2>
      <blockquote dir="auto" tabindex="0">${now === undefined ? 'It is no longer in the text.' : viewText(now)}</blockquote>
      <form @submit=${this.#handleSubmit}>
        <label
          >Words to compare it with
          <textarea
            dir="auto"
            .value=${this.words}
            @input=${(event: Event) => (this.words = (event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <button class=${file === undefined ? 'main' : ''} aria-disabled=${this.words.trim() === '' ? 'true' : nothing}>Compare</button>
      </form>
      ${
        file === undefined
          ? nothing
          : html`<chapeau-one-file
                leads
                .returning=${returning}
                .file=${file}
                .hueOf=${this.context.drawn.hueOf}
                @return-go=${({ detail }: HTMLElementEventMap['return-go']) => this.#go(detail.bid)}
              ></chapeau-one-file>
              ${this.#after()}`
      }`
  }

  #after(): TemplateResult | typeof nothing {
    const seq = this.#returning?.files[0]?.carried?.seq ?? null
    if (seq === null) return nothing
    const { store } = this.context
    const bids = broughtBack(store.record, seq).filter((bid) => store.sheet?.reading.brackets.has(bid))
    if (bids.length === 0) return nothing
    return html`<button class="main" @click=${() => goThrough(this, this.context, 'pasted words', bids)}>
      Go through them in the text <kbd aria-hidden="true">J K</kbd>
    </button>`
  }

  #go(bid: string): void {
    this.context.close()
    this.context.select(bid)
  }

  #handleSubmit = (event: Event): void => {
    event.preventDefault()
    if (this.words.trim() === '' || this.#returning === null) return
    this.#returning.clear()
    this.#returning.take([{ name: '', blob: new Blob([this.words.trim()], { type: 'text/plain' }) }])
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-pasted': ChapeauPasted
  }
}
