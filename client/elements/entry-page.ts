// Behind an invitation's link: takes the seat and goes on to the meeting's text. An invitation that is not
// known or was revoked is told here in words.
import { html, LitElement, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { MeAnswer, MeetingAnswer, Problem } from '@chapeau/shared/protocol/api'
import { getJson, postJson } from '../connection/http.ts'
import './notice-page.ts'

/** The answer to joining: who I am now, and the seat that the invitation gave; null for the operator's. */
interface Joined extends MeAnswer {
  readonly seat: string | null
}

@customElement('chapeau-entry-page')
export class ChapeauEntryPage extends LitElement {
  @property() invitation = ''
  @state() private problem: Problem | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#enter()
  }

  override render(): TemplateResult {
    if (this.problem === null) return html`<chapeau-notice-page busy heading="Taking your seat…"></chapeau-notice-page>`
    const { status, title, detail } = this.problem
    return html`<chapeau-notice-page
      heading=${status === 404 || status === 403 ? 'This link gives no seat' : title}
      text=${detail ?? ''}
      again=${status === 404 || status === 403 ? '' : 'Try again'}
      home
    ></chapeau-notice-page>`
  }

  async #enter(): Promise<void> {
    const joined = await postJson<Joined>('/api/join', { invitation: this.invitation })
    if (!joined.ok) {
      this.problem = joined.problem
      return
    }
    location.replace(await addressOf(joined.value))
  }
}

/** The text where a meeting has one only; else the list of meetings. */
async function addressOf({ seats, seat: seatId }: Joined): Promise<string> {
  const seat = seats.find(({ id }) => id === seatId)
  if (seat === undefined) return '/'
  const meeting = await getJson<MeetingAnswer>(`/api/meetings/${encodeURIComponent(seat.meeting.id)}?seat=${encodeURIComponent(seat.id)}`)
  const [text, ...others] = meeting.ok ? meeting.value.texts : []
  return text === undefined || others.length > 0 ? '/' : `/t/${encodeURIComponent(text.id)}?seat=${encodeURIComponent(seat.id)}`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-entry-page': ChapeauEntryPage
  }
}
