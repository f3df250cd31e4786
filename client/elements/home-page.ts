// My meetings and their texts: the way in once one has a seat.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import type { MeAnswer, MeetingAnswer, Problem, SeatAnswer, TextSummary } from '@chapeau/shared/protocol/api'
import { getJson } from '../connection/http.ts'
import { seatName } from '../page/names.ts'
import { base } from '../styles/base.ts'
import './notice-page.ts'

interface Mine {
  readonly meeting: MeetingAnswer
  readonly seats: readonly SeatAnswer[]
}

const STATUS = {
  preparation: 'in preparation',
  issued: 'under negotiation',
  silent: 'under silence',
  adref: 'agreed ad ref',
  adopted: 'adopted',
} as const

@customElement('chapeau-home-page')
export class ChapeauHomePage extends LitElement {
  @state() private me: MeAnswer | null = null
  @state() private mine: readonly Mine[] = []
  @state() private problem: Problem | null = null

  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-height: 100dvh;
        padding: clamp(24px, 7vh, 84px) 20px;
      }
      main {
        max-width: 720px;
        margin: 0 auto;
      }
      .name {
        font: 600 20px/1 var(--serif);
        margin-bottom: 36px;
      }
      .name span {
        color: var(--ink-3);
      }
      h1 {
        font: 600 26px/1.25 var(--serif);
        margin: 0 0 4px;
        text-wrap: balance;
      }
      section {
        margin-bottom: 40px;
      }
      .seats {
        color: var(--ink-2);
        margin: 0 0 16px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        background: var(--paper);
        border: 1px solid var(--line);
        border-radius: 8px;
        box-shadow: var(--shade);
        overflow: hidden;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .text {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        align-items: baseline;
        gap: 2px 16px;
        padding: 16px 20px;
        color: inherit;
        text-decoration: none;
      }
      .text:hover {
        background: var(--well);
      }
      .text b {
        font: 600 18px/1.35 var(--serif);
      }
      .text span {
        color: var(--ink-2);
        font-size: 13px;
      }
      .none {
        padding: 16px 20px;
        margin: 0;
        color: var(--ink-2);
        list-style: none;
      }
      .ways {
        margin-top: 12px;
        display: flex;
        gap: 16px;
      }
      .ways a {
        color: var(--ink-2);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  override render(): TemplateResult {
    const { problem, me, mine } = this
    if (problem !== null) return this.#problem(problem)
    if (me === null) return html`<chapeau-notice-page busy heading="Opening your meetings…"></chapeau-notice-page>`
    if (mine.length === 0 && !me.operator) {
      return html`<chapeau-notice-page
        heading="You have no seat yet"
        text="Open the link you were invited with; it gives you a seat in a meeting."
      ></chapeau-notice-page>`
    }
    return html`<main>
      <div class="name">Chapeau <span aria-hidden="true">ˆ</span></div>
      ${mine.map((one) => this.#meeting(one))} ${me.operator ? html`<p class="ways"><a href="/setup">Set up a meeting</a></p>` : nothing}
    </main>`
  }

  #problem({ status, title, detail }: Problem): TemplateResult {
    if (status === 401 || status === 403) {
      return html`<chapeau-notice-page
        heading="You have no seat yet"
        text="Open the link you were invited with; it gives you a seat in a meeting."
      ></chapeau-notice-page>`
    }
    return html`<chapeau-notice-page heading=${title} text=${detail ?? ''} again="Try again"></chapeau-notice-page>`
  }

  #meeting({ meeting, seats }: Mine): TemplateResult {
    const desk = seats.find(({ role }) => role === 'chair' || role === 'secretariat')
    return html`<section aria-label=${meeting.name}>
      <h1>${meeting.name}</h1>
      <p class="seats">${seats.map(seatName).join(', ')}</p>
      <ul>
        ${meeting.texts.length === 0 ? html`<li class="none">There is no text in this meeting yet.</li>` : nothing}
        ${meeting.texts.map((text) => this.#text(text, seats))}
      </ul>
      ${desk === undefined ? nothing : html`<p class="ways"><a href=${`/m/${meeting.id}?seat=${desk.id}`}>Delegations, invitations, new text</a></p>`}
    </section>`
  }

  #text({ id, name, status, revision }: TextSummary, seats: readonly SeatAnswer[]): TemplateResult {
    return html`<li>
      <a class="text" href=${`/t/${id}?seat=${seats[0]!.id}`}
        ><b>${name}</b><span>${revision === '' ? '' : `${revision} · `}${STATUS[status]}</span></a
      >
    </li>`
  }

  async #load(): Promise<void> {
    const me = await getJson<MeAnswer>('/api/me')
    if (!me.ok) {
      this.problem = me.problem
      return
    }
    const byMeeting = new Map<string, SeatAnswer[]>()
    for (const seat of me.value.seats) byMeeting.set(seat.meeting.id, [...(byMeeting.get(seat.meeting.id) ?? []), seat])
    const mine: Mine[] = []
    for (const [id, seats] of byMeeting) {
      const meeting = await getJson<MeetingAnswer>(`/api/meetings/${id}?seat=${seats[0]!.id}`)
      if (meeting.ok) mine.push({ meeting: meeting.value, seats })
      else this.problem = meeting.problem
    }
    this.mine = mine
    this.me = me.value
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-home-page': ChapeauHomePage
  }
}
