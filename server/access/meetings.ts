// Setting up meetings: the meeting itself, its delegations, invitations and texts, each change an entry in the
// meeting's own chain. Who may do this is the caller's question; how texts are read from files is shared/exchange's.
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation, MeetingRules, Role } from '@chapeau/shared/policy'
import type { RecordContent } from '@chapeau/shared/protocol/api'
import type { EntryDraft } from '../acts/types.ts'
import type { Clock } from '../clock.ts'
import { Chronicle, type By } from '../record/chronicle.ts'
import type { Append, AppendResult, Invitation, Seat, Storage, StoredEntry, StoredMeeting, StoredText } from '../storage/port.ts'
import { layText, type Laying, type NewText } from './laying.ts'
import { hashToken, newId, newToken } from './tokens.ts'

/** Who sets up, for the record. */
export interface Doer {
  readonly by: By
  readonly personName: string
}

/** The server itself, at its first start. */
export const SERVER_DOER: Doer = { by: { principal: '', person: '', role: 'server' }, personName: '' }

/** Another program on the same data may get between; three tries see it through. */
const TRIES = 3
const DAY_MS = 24 * 60 * 60 * 1000

/** Writes behind the chain's end; a conflict where that is another by now. */
type Write = (afterSeq: number, entries: readonly StoredEntry[]) => Promise<AppendResult>

export class Meetings {
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #storage: Storage
  readonly #clock: Clock

  constructor(storage: Storage, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  async create(name: string, rules: MeetingRules, doer: Doer): Promise<StoredMeeting> {
    const meeting = { id: newId(), name, rules }
    await this.change(meeting, doer, 'convene')
    return meeting
  }

  /** Writes a meeting's name and rules. */
  async change(meeting: StoredMeeting, doer: Doer, act: 'convene' | 'amend' = 'amend'): Promise<void> {
    const { id, name, rules } = meeting
    const draft = { act, target: null, paragraph: null, content: { after: name, detail: { rules } } }
    await this.#chained(id, doer, draft, (after, entries) => this.#storage.putMeeting(meeting, after, entries))
  }

  /** Adds delegations, or changes those with the same codes. */
  async putDelegations(meetingId: string, delegations: readonly Delegation[], doer: Doer): Promise<void> {
    const draft = { act: 'delegations', target: null, paragraph: null, content: { detail: { delegations } } }
    await this.#chained(meetingId, doer, draft, (after, entries) => this.#storage.putDelegations(meetingId, delegations, after, entries))
  }

  /** A new invitation and its token, which is nowhere else. `meetingId` and `role` null: the operator's; `days`: how long it gives seats. */
  async invite(
    meetingId: string | null,
    delegation: Principal | null,
    role: Role | null,
    days: number | null = null,
  ): Promise<{ invitation: Invitation; token: string }> {
    const token = newToken()
    const now = this.#clock.now()
    const createdAt = new Date(now).toISOString()
    const expiresAt = days === null ? null : new Date(now + days * DAY_MS).toISOString()
    const invitation = { id: newId(), meetingId, delegation, role, tokenHash: hashToken(token), createdAt, revokedAt: null, expiresAt }
    await this.#storage.addInvitation(invitation)
    return { invitation, token }
  }

  /** Ends an invitation; answers the seats that end with it. */
  revoke(invitationId: string): Promise<Seat[]> {
    return this.#storage.revokeInvitation(invitationId, new Date(this.#clock.now()).toISOString())
  }

  /** Lays a text before the meeting, in preparation; brackets that come with it count as recorded by this one entry. */
  async addText(meetingId: string, text: NewText, doer: Doer): Promise<StoredText> {
    return this.addLaid(meetingId, layText(text), doer)
  }

  /** The same of a text that was made ready before. */
  async addLaid(
    meetingId: string,
    { listing, update, textHash, wordings, counts, detail, files }: Laying,
    doer: Doer,
  ): Promise<StoredText> {
    const stored: StoredText = { id: newId(), meetingId, ...listing }
    const draft = { act: 'import', target: null, paragraph: null, content: { after: listing.name, detail } }
    const entry = new Chronicle({ seq: 0, hash: '' }).write({ ...doer, draft }, new Date(this.#clock.now()), textHash)
    const first: Append = {
      update,
      bindings: [],
      entries: [entry],
      closed: [],
      wordings,
      acts: [],
      summary: null,
      counts: { seq: entry.entry.seq, at: entry.entry.at, ...counts },
    }
    await this.#storage.createText(stored, first, files)
    const laid = { act: 'text', target: null, paragraph: null, content: { after: listing.name, detail: { textId: stored.id } } }
    await this.#chained(meetingId, doer, laid, async (after, entries) => {
      const meeting = await this.#storage.meeting(meetingId)
      if (meeting === null) throw new Error(`no meeting ${meetingId}`)
      return this.#storage.putMeeting(meeting, after, entries)
    })
    return stored
  }

  /** Destroys the content of the meeting's own entries up to number `upTo`; null when there is no such entry. */
  async destroyContent(meetingId: string, upTo: number, doer: Doer, content: RecordContent): Promise<{ readonly seq: number } | null> {
    const { seq } = await this.#storage.head(meetingId)
    if (upTo < 1 || upTo > seq) return null
    const draft = { act: 'destroy', target: String(upTo), paragraph: null, content }
    return {
      seq: await this.#chained(meetingId, doer, draft, (after, entries) => this.#storage.destroyContent(meetingId, upTo, after, entries)),
    }
  }

  /** One change of a meeting after the other, in the order in which they were asked for. */
  #chained(meetingId: string, doer: Doer, draft: EntryDraft, write: Write): Promise<number> {
    const before = this.#last.get(meetingId) ?? Promise.resolve()
    const change = before.then(() => this.#append(meetingId, doer, draft, write))
    this.#last.set(
      meetingId,
      change.catch(() => undefined),
    )
    return change
  }

  async #append(meetingId: string, doer: Doer, draft: EntryDraft, write: Write): Promise<number> {
    for (let i = 0; i < TRIES; i++) {
      const head = await this.#storage.head(meetingId)
      const entry = new Chronicle(head).write({ ...doer, draft }, new Date(this.#clock.now()))
      if ((await write(head.seq, [entry])).status === 'appended') return entry.entry.seq
    }
    throw new Error('The meeting was changed by somebody else in the same moment.')
  }
}
