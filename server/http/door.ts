// Who may do what over HTTP: seats, texts and the desk of a meeting. The one place that turns a visitor into a "yes";
// acts themselves are judged again by policy.
import type { Request } from 'express'
import type { Sitter } from '../access/actor.ts'
import { sitterIn, type Sessions, type Visitor } from '../access/sessions.ts'
import type { Author } from '../record/proposals.ts'
import type { Doer } from '../access/meetings.ts'
import type { Storage, StoredMeeting, StoredText } from '../storage/port.ts'
import { query } from './body.ts'
import { HttpProblem } from './problem.ts'
import { visitorOf } from './session.ts'

export class Door {
  readonly #sessions: Sessions
  readonly #storage: Storage

  constructor(sessions: Sessions, storage: Storage) {
    this.#sessions = sessions
    this.#storage = storage
  }

  visitor(request: Request): Promise<Visitor> {
    return visitorOf(request, this.#sessions)
  }

  /** The operator. Throws 403 for anybody else. */
  async operator(request: Request): Promise<Visitor> {
    const visitor = await this.visitor(request)
    if (!visitor.person.operator) throw new HttpProblem(403, 'Only the operator of this server can do this.')
    return visitor
  }

  /** A meeting that the visitor has a seat in, or operates. */
  async meeting(request: Request, meetingId: string): Promise<{ visitor: Visitor; meeting: StoredMeeting }> {
    const visitor = await this.visitor(request)
    const meeting = await this.#storage.meeting(meetingId)
    // Whoever has no seat does not learn whether the meeting exists.
    if (meeting === null || !sees(visitor, meetingId)) throw new HttpProblem(404, 'There is no such meeting, or you have no seat in it.')
    return { visitor, meeting }
  }

  /** A meeting whose desk the visitor is at, or that the operator sets up. */
  async desk(request: Request, meetingId: string): Promise<{ meeting: StoredMeeting; doer: Doer }> {
    const { visitor, meeting } = await this.meeting(request, meetingId)
    const seat = visitor.seats.find((one) => one.meetingId === meetingId && (one.role === 'chair' || one.role === 'secretariat'))
    if (seat === undefined && !visitor.person.operator)
      throw new HttpProblem(403, 'Only the facilitator and the secretariat can do this.', 'AC-1')
    const { person } = visitor
    return { meeting, doer: { by: { principal: 'CHAIR', person: person.id, role: seat?.role ?? 'server' }, personName: person.name } }
  }

  /** The chair of a meeting. Throws 403 for anybody else, the secretariat and the operator too. */
  async chair(request: Request, meetingId: string): Promise<{ meeting: StoredMeeting; doer: Doer }> {
    const { visitor, meeting } = await this.meeting(request, meetingId)
    if (!visitor.seats.some((seat) => seat.meetingId === meetingId && seat.role === 'chair'))
      throw new HttpProblem(403, 'Only the facilitator can do this.', 'RE-15')
    const { person } = visitor
    return { meeting, doer: { by: { principal: 'CHAIR', person: person.id, role: 'chair' }, personName: person.name } }
  }

  /** A text of a meeting that the visitor has a seat in, or operates. */
  async text(request: Request, textId: string): Promise<{ visitor: Visitor; text: StoredText }> {
    const visitor = await this.visitor(request)
    const text = await this.#storage.text(textId)
    if (text === null || !sees(visitor, text.meetingId))
      throw new HttpProblem(404, 'There is no such text, or you have no seat in its meeting.')
    return { visitor, text }
  }

  /** Someone who takes a text away, as the record names them: from the seat they say, or any they have in the meeting. */
  async reader(request: Request, textId: string): Promise<{ text: StoredText; author: Author }> {
    const { visitor, text } = await this.text(request, textId)
    const { person } = visitor
    const seat =
      sitterIn(visitor, text.meetingId, query(request, 'seat'))?.seat ?? visitor.seats.find((one) => one.meetingId === text.meetingId)
    const own = seat?.role === 'delegate' ? (seat.delegation ?? '') : seat?.role === 'observer' || seat === undefined ? '' : 'CHAIR'
    return { text, author: { by: { principal: own, person: person.id, role: seat?.role ?? 'server' }, personName: person.name } }
  }

  /** The seat that a request speaks from: `?seat=`, or the only one in the text's meeting. */
  async sitter(request: Request, textId: string): Promise<{ sitter: Sitter; text: StoredText }> {
    const { visitor, text } = await this.text(request, textId)
    const sitter = sitterIn(visitor, text.meetingId, query(request, 'seat'))
    if (sitter === null) throw new HttpProblem(403, 'Say which of your seats you speak from.')
    return { sitter, text }
  }
}

function sees(visitor: Visitor, meetingId: string): boolean {
  return visitor.person.operator || visitor.seats.some((seat) => seat.meetingId === meetingId)
}
