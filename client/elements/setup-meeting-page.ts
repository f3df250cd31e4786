// A meeting's own page for its desk and the operator: texts, delegations, invitations, rules. It holds the meeting's
// state, sends what its parts ask for, and tells what came of it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { MeetingAnswer, Problem } from '@chapeau/shared/protocol/api'
import { RECORD_RULES, type MeetingRules } from '@chapeau/shared/policy'
import type { Answer } from '../connection/http.ts'
import { seatName } from '../page/names.ts'
import { base } from '../styles/base.ts'
import './notice-page.ts'
import './setup-delegations.ts'
import { SetupDesk, type MeetingState } from './setup-desk.ts'
import './setup-invitations.ts'
import { freshFrom, type FreshLink } from './setup-invitees.ts'
import './setup-links.ts'
import { ENTRIES } from '@chapeau/shared/text/waiting'
import { DECIDE_NAMES, ENTRY_NAMES } from './setup-names.ts'
import './setup-ladder.ts'
import './setup-record.ts'
import { setupFrame, setupStyles } from './setup-styles.ts'
import './setup-texts.ts'

@customElement('chapeau-meeting-page')
export class ChapeauMeetingPage extends LitElement {
  @property() meetingId = ''
  @property({ attribute: false }) seatId: string | null = null
  @state() private data: MeetingState | null = null
  @state() private problem: Problem | null = null
  @state() private busy = false
  /** What could not be done last; empty when all could. */
  @state() private failure = ''
  @state() private importFailure = ''
  @state() private links: readonly FreshLink[] = []
  #desk = new SetupDesk('')

  static override styles = [
    base,
    setupStyles,
    setupFrame,
    css`
      .meeting {
        display: grid;
        margin-top: 14px;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        gap: 14px;
      }
      .meeting .wide {
        grid-column: 1 / -1;
        margin: 0;
      }
      .seat {
        margin: 4px 0 0;
        color: var(--ink-2);
      }
      .sit {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
      }
      .sit,
      main > .notice {
        margin: 0;
      }
      @media (max-width: 599px) {
        .meeting {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#desk = new SetupDesk(this.meetingId)
    void this.#load()
  }

  override render(): TemplateResult {
    if (this.problem !== null) return noticeOf(this.problem)
    if (this.data === null) return html`<chapeau-notice-page busy heading="Opening the meeting…"></chapeau-notice-page>`
    const { meeting, invitations, seat } = this.data
    return html`<main
      @delegations-put=${this.#handleDelegations}
      @invitations-make=${this.#handleInvite}
      @invitation-revoke=${this.#handleRevoke}
      @links-done=${() => (this.links = [])}
      @text-import=${this.#handleImport}
      @record-agree=${this.#handleRecord}
      @ladder-agree=${this.#handleLadder}
    >
      <a class="name" href="/">Chapeau <span aria-hidden="true">ˆ</span><span class="sr">: my meetings</span></a>
      <div>
        <h1>${meeting.name}</h1>
        ${seat === null ? nothing : html`<p class="seat">You are here as ${seatName(seat)}.</p>`}
      </div>
      ${this.failure === '' ? nothing : html`<p class="notice alarm" role="alert">${this.failure}</p>`}
      ${seat === null ? this.#sit() : nothing}
      ${this.links.length === 0 ? nothing : html`<chapeau-setup-links .links=${this.links}></chapeau-setup-links>`}
      <chapeau-setup-texts
        .meetingId=${meeting.id}
        .texts=${meeting.texts}
        .delegations=${meeting.delegations}
        .seat=${seat}
        .busy=${this.busy}
        .failure=${this.importFailure}
        @import-close=${() => (this.importFailure = '')}
      ></chapeau-setup-texts>
      <chapeau-setup-delegations
        .delegations=${meeting.delegations}
        .invitations=${invitations}
        .busy=${this.busy}
      ></chapeau-setup-delegations>
      <chapeau-setup-invitations
        .delegations=${meeting.delegations}
        .invitations=${invitations}
        .busy=${this.busy}
      ></chapeau-setup-invitations>
      ${this.#meeting(meeting)}
      <chapeau-setup-ladder .rules=${meeting.rules.ladder ?? {}} .busy=${this.busy}></chapeau-setup-ladder>
      <chapeau-setup-record
        .rules=${meeting.rules.record ?? RECORD_RULES}
        .meetingId=${meeting.id}
        .busy=${this.busy}
      ></chapeau-setup-record>
    </main>`
  }

  #sit(): TemplateResult {
    return html`<div class="notice sit">
      <span>You set this meeting up without a seat in it. To open and issue its texts, sit down as its facilitator.</span>
      <button aria-disabled=${this.busy} @click=${this.#handleSit}>Take the facilitator’s seat</button>
    </div>`
  }

  #meeting({ name, rules }: MeetingAnswer): TemplateResult {
    return html`<form class="card" aria-labelledby="rules" @submit=${this.#handleChange}>
      <h2 id="rules">Name and rules</h2>
      <div class="meeting">
        <label>Name <input name="name" required maxlength="200" autocomplete="off" .value=${name} /></label>
        <label
          >Brackets are decided
          <select name="decide">
            ${(['consensus', 'chair'] as const).map(
              (rule) => html`<option value=${rule} .selected=${rule === rules.decide}>${DECIDE_NAMES[rule].name}</option>`,
            )}
          </select>
        </label>
        <label
          >Proposals of delegations enter the text
          <select name="entry">
            ${ENTRIES.map((entry) => html`<option value=${entry} .selected=${entry === (rules.entry ?? 'direct')}>${ENTRY_NAMES[entry]}</option>`)}
          </select>
        </label>
        <p class="hint wide">${DECIDE_NAMES[rules.decide].says}</p>
      </div>
      <div class="foot"><button aria-disabled=${this.busy}>Save</button></div>
    </form>`
  }

  async #load(): Promise<void> {
    const loaded = await this.#desk.load(this.seatId)
    if (!loaded.ok) {
      // What is on screen stays; only a first load has nothing else to show.
      if (this.data === null) this.problem = loaded.problem
      else this.failure = saysOf(loaded.problem)
      return
    }
    this.data = loaded.value
    document.title = `${loaded.value.meeting.name} · Chapeau`
  }

  /** Does one thing at a time, and loads what came of it. Answers whether it was done. */
  async #do(work: () => Promise<Answer<unknown>>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    this.failure = ''
    const answer = await work()
    if (!answer.ok) this.failure = saysOf(answer.problem)
    await this.#load()
    this.busy = false
    return answer.ok
  }

  #handleDelegations = ({ detail }: HTMLElementEventMap['delegations-put']): void =>
    void this.#do(() => this.#desk.putDelegations(detail.wishes))

  #handleRevoke = ({ detail }: HTMLElementEventMap['invitation-revoke']): void => {
    this.links = this.links.filter(({ id }) => id !== detail.id)
    void this.#do(() => this.#desk.revoke(detail.id))
  }

  #handleInvite = async ({ detail }: HTMLElementEventMap['invitations-make']): Promise<void> => {
    await this.#do(async () => {
      for (const wish of detail.wishes) {
        const made = await this.#desk.invite(wish)
        if (!made.ok) return made
        // Each at once: a link made is not shown again, even when a later one fails.
        const fresh = freshFrom(made.value)
        if (fresh !== null) this.links = [...this.links, fresh]
      }
      return { ok: true, value: null }
    })
    await this.updateComplete
    this.renderRoot.querySelector('chapeau-setup-links')?.reveal()
  }

  #handleSit = (): void => void this.#do(() => this.#desk.sit())

  #handleChange = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const entry = ENTRIES.find((one) => one === form.get('entry')) ?? 'direct'
    const decide: MeetingRules['decide'] = form.get('decide') === 'chair' ? 'chair' : 'consensus'
    const name = form.get('name')
    if (typeof name === 'string') void this.#do(() => this.#desk.change({ name, rules: { decide, entry } }))
  }

  #handleLadder = ({ detail }: HTMLElementEventMap['ladder-agree']): void =>
    void this.#do(() => this.#desk.change({ rules: { ladder: detail.ladder } }))

  #handleRecord = ({ detail }: HTMLElementEventMap['record-agree']): void =>
    void this.#do(() => this.#desk.change({ rules: { record: detail.record } }))

  #handleImport = async ({ detail }: HTMLElementEventMap['text-import']): Promise<void> => {
    if (this.busy) return
    this.busy = true
    this.importFailure = ''
    const imported = await this.#desk.importFile(detail)
    if (!imported.ok) {
      this.importFailure = saysOf(imported.problem)
      this.busy = false
      return
    }
    const { textId } = imported.value
    const seat = this.data?.seat ?? null
    const issued = detail.issue && seat !== null ? await this.#desk.issue(textId, seat.id) : null
    if (seat !== null && (issued === null || issued.status === 'done')) {
      location.assign(`/t/${encodeURIComponent(textId)}?seat=${encodeURIComponent(seat.id)}`)
      return
    }
    this.renderRoot.querySelector('chapeau-setup-texts')?.done()
    this.failure = issued === null || issued.status === 'done' ? '' : `“${detail.name}” is in, but could not be issued: ${issued.message}`
    await this.#load()
    this.busy = false
  }
}

function noticeOf({ status, title, detail }: Problem): TemplateResult {
  if (status === 401 || status === 403 || status === 404) {
    return html`<chapeau-notice-page
      heading=${status === 403 ? 'This page is for the facilitator and the secretariat' : 'There is no such meeting among yours'}
      text=${status === 403 ? 'Your own way in is under “My meetings”.' : (detail ?? '')}
      home
    ></chapeau-notice-page>`
  }
  return html`<chapeau-notice-page heading=${title} text=${detail ?? ''} again="Try again" home></chapeau-notice-page>`
}

const saysOf = ({ title, detail }: Problem): string => (detail === undefined ? `${title}.` : `${title}: ${detail}`)

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-meeting-page': ChapeauMeetingPage
  }
}
