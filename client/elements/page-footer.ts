// The page's foot: the status bar with what it needs of the store.
import { html, type TemplateResult } from 'lit'
import type { Store } from '../store.ts'
import './status-bar.ts'

export function pageFooter({ link, saved, seq, opened }: Store, textId: string): TemplateResult {
  const seats = opened === null ? [] : opened.me.seats.filter(({ meeting }) => meeting.id === opened.meeting.id)
  return html`<footer>
    <chapeau-status-bar
      .link=${link}
      .saved=${saved}
      .seq=${seq}
      .textId=${textId}
      .seat=${opened?.seat ?? null}
      .seats=${seats}
      .person=${opened?.me.person.name ?? ''}
      .delegations=${opened?.meeting.delegations ?? []}
      .onBehalfOf=${opened?.onBehalfOf ?? null}
    ></chapeau-status-bar>
  </footer>`
}
