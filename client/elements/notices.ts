// What a text's page says while there is no text to show: on its way, away, or not for this seat.
import { html, type TemplateResult } from 'lit'
import type { Problem } from '@chapeau/shared/protocol/api'
import type { Link } from '../connection/line.ts'
import './notice-page.ts'

/** The page could not be opened at all. */
export function failedNotice({ status, title, detail }: Problem): TemplateResult {
  if (status === 401)
    return html`<chapeau-notice-page
      heading="You have no seat yet"
      text="Open the link you were invited with; it gives you a seat."
    ></chapeau-notice-page>`
  return html`<chapeau-notice-page
    heading=${title}
    text=${detail ?? ''}
    again=${status === 0 ? 'Try again' : ''}
    home
  ></chapeau-notice-page>`
}

/** The text has not come yet. */
export function loadingNotice(link: Link): TemplateResult {
  if (link.state === 'stopped') {
    return html`<chapeau-notice-page
      heading=${link.code === 4403 ? 'This seat may not open the text' : 'The text cannot be opened'}
      text=${
        link.code === 4410
          ? 'What is stored of this text does not match its record, so it stays closed. Nothing was changed. The operator finds the reason in the log and can restore a backup.'
          : 'Open your invitation again, or ask the facilitator.'
      }
      home
    ></chapeau-notice-page>`
  }
  const away = link.state === 'offline'
  return html`<chapeau-notice-page
    busy
    heading=${away ? 'Waiting for the server…' : 'Opening the text…'}
    text=${away ? 'It will open by itself as soon as the server answers.' : ''}
  ></chapeau-notice-page>`
}
