// The router: which page an address shows. Pages load their own data.
import { html, LitElement, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import './entry-page.ts'
import './home-page.ts'
import './notice-page.ts'
import './text-page.ts'

@customElement('chapeau-app')
export class ChapeauApp extends LitElement {
  @state() private path = location.pathname

  override createRenderRoot(): HTMLElement {
    return this
  }

  override render(): TemplateResult {
    const [, kind = '', id = ''] = this.path.split('/').map(decodeURIComponent)
    const seat = new URLSearchParams(location.search).get('seat')
    if (kind === '') return html`<chapeau-home-page></chapeau-home-page>`
    if (kind === 'join' && id !== '') return html`<chapeau-entry-page .invitation=${id}></chapeau-entry-page>`
    if (kind === 't' && id !== '') return html`<chapeau-text-page .textId=${id} .seatId=${seat}></chapeau-text-page>`
    return html`<chapeau-notice-page heading="There is nothing at this address" home></chapeau-notice-page>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-app': ChapeauApp
  }
}
