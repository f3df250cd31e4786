// What the setup pages ask of the server about one meeting, one method a request. Holds no state and renders nothing.
import type { MeetingRules } from '@chapeau/shared/policy'
import type { MeAnswer, MeetingAnswer, InvitationAnswer, SeatAnswer } from '@chapeau/shared/protocol/api'
import { EMPTY_META } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { sendAct, type ActResult } from '../connection/acts.ts'
import type { TextWish } from './setup-events.ts'
import { deleteAt, getJson, patchJson, postForm, postJson, type Answer } from '../connection/http.ts'
import type { DelegationWish } from './setup-form.ts'
import type { InvitationWish } from './setup-invitees.ts'

/** All that the page shows of a meeting. */
export interface MeetingState {
  readonly meeting: MeetingAnswer
  readonly invitations: readonly InvitationAnswer[]
  /** My seat at the meeting's desk; null for an operator without one. */
  readonly seat: SeatAnswer | null
}

export class SetupDesk {
  readonly #meeting: string

  constructor(meetingId: string) {
    this.#meeting = `/api/meetings/${encodeURIComponent(meetingId)}`
  }

  /** `seatId`: the seat to act from; null takes the first at the desk. */
  async load(seatId: string | null): Promise<Answer<MeetingState>> {
    const [me, meeting, invitations] = await Promise.all([
      getJson<MeAnswer>('/api/me'),
      getJson<MeetingAnswer>(this.#meeting),
      getJson<InvitationAnswer[]>(`${this.#meeting}/invitations`),
    ])
    if (!me.ok) return me
    if (!meeting.ok) return meeting
    if (!invitations.ok) return invitations
    const value = { meeting: meeting.value, invitations: invitations.value }
    return { ok: true, value: { ...value, seat: deskSeat(me.value, meeting.value.id, seatId) } }
  }

  /** Rules that are not named stay. */
  change(change: { readonly name?: string; readonly rules?: Partial<MeetingRules> }): Promise<Answer<MeetingAnswer>> {
    return patchJson(this.#meeting, change)
  }

  /** Adds delegations, or changes those with the same codes. */
  putDelegations(wishes: readonly DelegationWish[]): Promise<Answer<MeetingAnswer>> {
    return postJson(`${this.#meeting}/delegations`, wishes)
  }

  /** The answer carries the link, this once. */
  invite(wish: InvitationWish): Promise<Answer<InvitationAnswer>> {
    return postJson(`${this.#meeting}/invitations`, wish)
  }

  revoke(id: string): Promise<Answer<null>> {
    return deleteAt(`${this.#meeting}/invitations/${encodeURIComponent(id)}`)
  }

  /** Takes the facilitator's seat oneself: an invitation like any other, used at once. */
  async sit(): Promise<Answer<MeAnswer>> {
    const made = await this.invite({ role: 'chair', delegation: null })
    if (!made.ok) return made
    return postJson('/api/join', { invitation: made.value.link?.split('/').at(-1) ?? '' })
  }

  importFile({ name, file, authors, choices, tables }: TextWish): Promise<Answer<{ readonly textId: string }>> {
    const query = new URLSearchParams({
      name,
      file: file.name,
      ...(Object.keys(authors).length === 0 ? {} : { authors: JSON.stringify(authors) }),
      ...(tables === undefined ? {} : { tables }),
    })
    return postForm(`${this.#meeting}/texts?${query.toString()}`, file, { choices })
  }

  /** Opens a text to the delegations' proposals. */
  issue(textId: string, seatId: string): Promise<ActResult> {
    return sendAct({ act: 'issue' }, { textId, seatId, onBehalfOf: null }, NOTHING_SHOWN)
  }
}

/** Issuing says nothing about words, so nothing needs to have been on screen. */
const NOTHING_SHOWN = { reading: read([]), heard: EMPTY_META, sv: new Uint8Array() }

/** A seat of the chair or the secretariat in a meeting; null when there is none. */
export function deskSeat({ seats }: MeAnswer, meetingId: string, seatId: string | null): SeatAnswer | null {
  const mine = seats.filter(({ role, meeting }) => meeting.id === meetingId && (role === 'chair' || role === 'secretariat'))
  return mine.find(({ id }) => id === seatId) ?? mine[0] ?? null
}
