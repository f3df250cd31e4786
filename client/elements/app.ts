// The router: which page an address shows. Pages load their own data.
import { html, LitElement, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import { until } from 'lit/directives/until.js'
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
    if (kind === 'setup' || (kind === 'm' && id !== '')) return html`${until(setupPage(kind, id, seat), OPENING)}`
    return html`<chapeau-notice-page heading="There is nothing at this address" home></chapeau-notice-page>`
  }
}

const OPENING = html`<chapeau-notice-page busy heading="One moment…"></chapeau-notice-page>`

/** Pages that few people open are not part of everybody's first load. */
async function setupPage(kind: string, id: string, seat: string | null): Promise<TemplateResult> {
  try {
    if (kind === 'setup') await import('./setup-page.ts')
    else await import('./setup-meeting-page.ts')
  } catch {
    return html`<chapeau-notice-page heading="The page could not be loaded" again="Try again" home></chapeau-notice-page>`
  }
  return kind === 'setup'
    ? html`<chapeau-setup-page></chapeau-setup-page>`
    : html`<chapeau-meeting-page .meetingId=${id} .seatId=${seat}></chapeau-meeting-page>`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-app': ChapeauApp
  }
}
