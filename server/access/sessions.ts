// Who is at the other end: from an invitation to a person with seats, from a session's token back to them.
// Knows no HTTP; cookies and headers are http/session.ts.
import type { Clock } from '../clock.ts'
import { SESSION_DAYS } from '../limits.ts'
import type { MeetingStorage, Person, Seat } from '../storage/port.ts'
import type { Sitter } from './actor.ts'
import { hashToken, newId, newToken } from './tokens.ts'

/** A person and all their seats. */
export interface Visitor {
  readonly person: Person
  readonly seats: readonly Seat[]
}

export type Joining =
  /** `token`: the session's, when it is a new one. */
  | { readonly status: 'joined'; readonly visitor: Visitor; readonly seat: Seat | null; readonly token: string | null }
  | { readonly status: 'unknown' }
  | { readonly status: 'revoked' }
  | { readonly status: 'expired' }

const SESSION_MS = SESSION_DAYS * 24 * 60 * 60 * 1000
/** A session's last use is written at most this often. */
const SEEN_EVERY_MS = 60 * 60 * 1000

export class Sessions {
  readonly #storage: MeetingStorage
  readonly #clock: Clock

  constructor(storage: MeetingStorage, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  /** The visitor of a session's token; null when it is unknown or over. */
  async visitor(token: string): Promise<Visitor | null> {
    const session = await this.#storage.session(hashToken(token))
    const now = this.#clock.now()
    if (session === null || session.seenAt + SESSION_MS < now) return null
    if (session.seenAt + SEEN_EVERY_MS < now) await this.#storage.putSession({ ...session, seenAt: now })
    const person = await this.#storage.person(session.personId)
    return person === null ? null : { person, seats: await this.#storage.seats(person.id) }
  }

  /**
   * Takes the seat an invitation offers. Joining again with a session adds the seat to it; the same invitation
   * gives the same seat. `name`: what the person wants to be called, or null to keep or take a default.
   */
  async join(invitationToken: string, token: string | null, name: string | null): Promise<Joining> {
    const invitation = await this.#storage.invitationByToken(hashToken(invitationToken))
    if (invitation === null) return { status: 'unknown' }
    if (invitation.revokedAt !== null) return { status: 'revoked' }
    const known = token === null ? null : await this.visitor(token)
    const sits = known?.seats.some((seat) => seat.invitationId === invitation.id) === true
    // Whoever has the seat already keeps it; the link only gives no new ones.
    if (!sits && invitation.expiresAt !== null && Date.parse(invitation.expiresAt) <= this.#clock.now()) return { status: 'expired' }
    const operator = invitation.meetingId === null || known?.person.operator === true
    const person: Person = {
      id: known?.person.id ?? newId(),
      name: name ?? known?.person.name ?? '',
      operator,
    }
    await this.#storage.putPerson(person)
    const { meetingId, delegation, role } = invitation
    let seat = known?.seats.find((one) => one.invitationId === invitation.id) ?? null
    if (seat === null && meetingId !== null && role !== null) {
      seat = { id: newId(), personId: person.id, meetingId, delegation, role, invitationId: invitation.id }
      await this.#storage.addSeat(seat)
    }
    const fresh = known === null ? newToken() : null
    if (fresh !== null) await this.#storage.putSession({ tokenHash: hashToken(fresh), personId: person.id, seenAt: this.#clock.now() })
    return { status: 'joined', visitor: { person, seats: await this.#storage.seats(person.id) }, seat, token: fresh }
  }

  /** Ends a session; the seats stay with the invitation. */
  async leave(token: string): Promise<void> {
    await this.#storage.endSession(hashToken(token))
  }
}

/**
 * The seat that a visitor speaks from in a meeting: the one named, or the only one there. Null when there is none,
 * or several and none was named.
 */
export function sitterIn(visitor: Visitor, meetingId: string, seatId: string | null): Sitter | null {
  const seats = visitor.seats.filter((seat) => seat.meetingId === meetingId)
  const seat = seatId === null ? (seats.length === 1 ? seats[0] : undefined) : seats.find(({ id }) => id === seatId)
  return seat === undefined ? null : { person: visitor.person, seat }
}
