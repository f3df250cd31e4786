// What stands over a printed text: its title, and the line that exports carry, as of the moment of printing. Not seen on a screen.
import { html, LitElement, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { frameLine } from '@chapeau/shared/exchange/heading'
import type { View } from '@chapeau/shared/text/views'

@customElement('chapeau-print-head')
export class ChapeauPrintHead extends LitElement {
  @property() name = ''
  @property() view: View = 'rolling'
  @property() revision = ''
  @property({ type: Number }) changes = 0
  @state() private asOf = new Date()
  readonly #handlePrint = (): void => void (this.asOf = new Date())

  override createRenderRoot(): HTMLElement {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('beforeprint', this.#handlePrint)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('beforeprint', this.#handlePrint)
  }

  override render(): TemplateResult {
    const { name, view, revision, changes, asOf } = this
    return html`<p class="print-name" dir="auto">${name}</p>
      <p>${frameLine({ view, revision, changes, asOf })}</p>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-print-head': ChapeauPrintHead
  }
}
