// What the server asks of a storage (DESIGN 6). Adapters stand beside this file and only main.ts names one;
// test/support/contracts/storage.ts is the suite that every adapter must pass.
import type { CountsAt } from '@chapeau/shared/brackets/convergence'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Delegation, Ear, MeetingRules, Role } from '@chapeau/shared/policy'
import type { RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import type { PictureType } from '@chapeau/shared/text/blocks'
import type { Body } from '@chapeau/shared/text/model'
import type { TextStatus } from '@chapeau/shared/text/meta'
import type { ActUndo } from '../acts/types.ts'
import type { Binding } from '../authority/types.ts'
import type { Move } from '../authority/moved.ts'
import type { CharRange, Copy, Span } from '../record/provenance.ts'

/** A record entry ready for the chain, with what is kept beside it. */
export interface StoredEntry extends RecordLine {
  /** What `undo` needs; null for what cannot be undone. */
  readonly undo: ActUndo | null
}

/** Something that is not for the room: a value under a key like those of the overrides, and who hears of it. */
export interface Aside {
  readonly key: string
  readonly audience: readonly Ear[]
  readonly value: unknown
}

/** The answer an act got, kept so that a repeat of its id gets the same one. `request`: digest of the act. */
export interface StoredAct {
  readonly id: string
  readonly request: string
  readonly answer: unknown
}

/** Everything that becomes true together, or not at all. */
export interface Append {
  /** Merged Yjs update; null when only the record grows. */
  readonly update: Uint8Array | null
  readonly bindings: readonly Binding[]
  readonly entries: readonly StoredEntry[]
  /** Brackets that ended: their ids are never used again. */
  readonly closed: readonly Bid[]
  /** Digests of the wordings that the entries have recorded. */
  readonly wordings: readonly { readonly bid: Bid; readonly digest: string }[]
  readonly acts: readonly StoredAct[]
  /** New listing, where an act changed it. */
  readonly summary: TextListing | null
  /** When the silence ends that the text is in; null: it is in none. Absent: as before. */
  readonly deadline?: string | null
  /** What is not for the room, as it is from now on; a null value takes it away. */
  readonly asides?: readonly Aside[]
  /** Updates that were refused; kept for people to look at. */
  readonly setAside?: readonly SetAside[]
  /** Heads that were signed with these entries. */
  readonly heads?: readonly SignedHead[]
  /** Entries whose undo data are used up. */
  readonly undone?: readonly number[]
  /** Words that stood in brackets which went, or that single entries are about. */
  readonly spans?: readonly Span[]
  /** Words that were written anew, and what they are copies of. */
  readonly copies?: readonly Copy[]
  /** What was moved, for late words to follow. */
  readonly moves?: readonly Move[]
  /** A revision that was named with these entries, as it stands. */
  readonly revision?: StoredRevision
  /** The text as it was printed for the file that one of these entries speaks of; absent: nothing was printed. */
  readonly printed?: StoredPrint
  /** How much was open when these entries were written; absent: as before. */
  readonly counts?: CountsAt
  /** Up to which entry content, salts, undo data and what was set aside until then go for good; the entries stay. 0: none. */
  readonly destroyed?: number
}

/** An update that did not enter the text, and whose it was (AU-9, AU-10). */
export interface SetAside {
  readonly at: string
  readonly person: string
  readonly seat: string
  readonly principal: Principal
  readonly role: Role
  readonly rule: string
  readonly message: string
  /** The words that it would have brought, as far as they could be read. */
  readonly words: string
  readonly bytes: Uint8Array
}

/** As it is listed; `n` counts a text's from 1. */
export interface SetAsideListing extends Omit<SetAside, 'bytes'> {
  readonly n: number
  /** Bytes of the update. */
  readonly size: number
}

/** A text as it was named a revision: what every reader knew of it then. */
export interface StoredRevision extends RevisionListing {
  readonly body: Body
  readonly meta: Readonly<Record<string, unknown>>
}

/** A text as it was when a file was printed from it, for whatever comes back. */
export interface StoredPrint {
  /** Of the text, hex; a text that prints the same is kept once. */
  readonly hash: string
  /** Of the newest entry that speaks of such a file. */
  readonly seq: number
  readonly revision: string
  readonly at: string
  readonly body: Body
  readonly meta: Readonly<Record<string, unknown>>
  /** Which characters and tokens stood at its positions, in order. */
  readonly units: readonly CharRange[]
}

/** `seq`: of the entry that named it. */
export interface RevisionListing {
  readonly seq: number
  readonly revision: string
  readonly at: string
}

/** A picture of a text, under the SHA-256 of its bytes. */
export interface StoredFile {
  readonly hash: string
  readonly type: PictureType
  readonly bytes: Uint8Array
}

export type AppendResult = { readonly status: 'appended'; readonly seq: number } | { readonly status: 'conflict' }

export interface TextListing {
  readonly name: string
  readonly status: TextStatus
  readonly revision: string
}

export interface StoredText extends TextListing {
  readonly id: string
  readonly meetingId: string
}

/** A text as a room needs it. `seq`: number of its last append, which the next one must name. */
export interface LoadedText extends StoredText {
  readonly seq: number
  /** In order; the first may be a compacted state. */
  readonly updates: readonly Uint8Array[]
  readonly bindings: readonly Binding[]
  readonly closed: readonly Bid[]
  readonly wordings: ReadonlyMap<Bid, string>
  readonly asides: readonly Aside[]
  readonly moves: readonly Move[]
  readonly head: ChainHead
  /** The last hash that was recorded of the text, and how many of the updates it was taken of. */
  readonly hashed: { readonly hash: string; readonly updates: number } | null
}

/** Where a chain ends: number and hash of its newest entry; 0 and '' for an empty chain. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

export interface StoredMeeting {
  readonly id: string
  readonly name: string
  readonly rules: MeetingRules
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly operator: boolean
}

export interface Seat {
  readonly id: string
  readonly personId: string
  readonly meetingId: string
  readonly delegation: Principal | null
  readonly role: Role
  readonly invitationId: string
}

/** `meetingId` and `role` null: the operator's. Only the token's digest is kept. */
export interface Invitation {
  readonly id: string
  readonly meetingId: string | null
  readonly delegation: Principal | null
  readonly role: Role | null
  readonly tokenHash: string
  readonly createdAt: string
  readonly revokedAt: string | null
  /** From when on it gives no more seats; null: never. */
  readonly expiresAt: string | null
}

export interface Session {
  readonly tokenHash: string
  readonly personId: string
  /** Milliseconds since the epoch. */
  readonly seenAt: number
}

/** Texts with their updates, record and acts. */
export interface TextStorage {
  /** A new text with its first state, entries and pictures, as append number 1. Throws when the id is taken. */
  createText(text: StoredText, first: Append, files?: readonly StoredFile[]): Promise<void>
  /** Appends when `afterSeq` is the number of the text's last append; on disk when it answers. */
  append(textId: string, afterSeq: number, append: Append): Promise<AppendResult>
  load(textId: string): Promise<LoadedText | null>
  /** Replaces the updates up to append number `seq` by one state, `hash` being that text's; the history stays in the record. */
  compact(textId: string, seq: number, state: Uint8Array, hash: string): Promise<void>
  texts(meetingId: string): Promise<StoredText[]>
  text(textId: string): Promise<StoredText | null>
  actById(textId: string, actId: string): Promise<StoredAct | null>
  undo(textId: string, seq: number): Promise<ActUndo | null>
  /** Entries of a text's or meeting's chain behind number `after`, in order. */
  record(chainId: string, after: number, limit: number): Promise<RecordLine[]>
  head(chainId: string): Promise<ChainHead>
  /** Number of a chain's newest entry from before `at` whose content is there, entries that tell of destruction aside; 0: none. */
  lastContentBefore(chainId: string, at: string): Promise<number>
  /** A text's entries of files that were taken away, oldest first. */
  exports(textId: string): Promise<RecordLine[]>
  /** The deadlines of all texts that are in a silence procedure, the earliest first. */
  deadlines(): Promise<{ readonly textId: string; readonly deadline: string }[]>
  /** Heads of a text's record that were signed, oldest first. */
  heads(textId: string): Promise<SignedHead[]>
  /** Brackets that characters stood in, and what they are copies of. */
  provenance(textId: string, range: CharRange): Promise<{ readonly spans: readonly Span[]; readonly copies: readonly Copy[] }>
  /** Entries about any of some targets and entries of some numbers, in order, each once. */
  recordOf(chainId: string, targets: readonly string[], seqs: readonly number[]): Promise<RecordLine[]>
  /** Revisions that the text was named, oldest first. */
  revisions(textId: string): Promise<RevisionListing[]>
  revision(textId: string, seq: number): Promise<StoredRevision | null>
  /** The text with a hash as it was printed; null where none was, or its content is destroyed. */
  printed(textId: string, hash: string): Promise<StoredPrint | null>
  /** How much was open, oldest first; a moment for every change of it. */
  counts(textId: string): Promise<CountsAt[]>
  /** A picture of a text; they stay as long as the text does. */
  file(textId: string, hash: string): Promise<StoredFile | null>
  /** What was set aside, oldest first. */
  setAside(textId: string): Promise<SetAsideListing[]>
  setAsideBytes(textId: string, n: number): Promise<Uint8Array | null>
}

/** Meetings, people and how they get in. */
export interface MeetingStorage {
  /** Writes the meeting (new or changed) with the entries of its own chain behind number `afterSeq`. */
  putMeeting(meeting: StoredMeeting, afterSeq: number, entries: readonly StoredEntry[]): Promise<AppendResult>
  putDelegations(
    meetingId: string,
    delegations: readonly Delegation[],
    afterSeq: number,
    entries: readonly StoredEntry[],
  ): Promise<AppendResult>
  /** Adds entries to a meeting's own chain and destroys the content up to entry `upTo`, for good. */
  destroyContent(meetingId: string, upTo: number, afterSeq: number, entries: readonly StoredEntry[]): Promise<AppendResult>
  meeting(meetingId: string): Promise<StoredMeeting | null>
  meetings(): Promise<StoredMeeting[]>
  delegations(meetingId: string): Promise<Delegation[]>
  addInvitation(invitation: Invitation): Promise<void>
  invitations(meetingId: string): Promise<Invitation[]>
  invitationByToken(tokenHash: string): Promise<Invitation | null>
  /** Ends an invitation and the seats taken with it; answers those seats. */
  revokeInvitation(invitationId: string, at: string): Promise<Seat[]>
  putPerson(person: Person): Promise<void>
  person(personId: string): Promise<Person | null>
  addSeat(seat: Seat): Promise<void>
  seats(personId: string): Promise<Seat[]>
  putSession(session: Session): Promise<void>
  session(tokenHash: string): Promise<Session | null>
  endSession(tokenHash: string): Promise<void>
}

export interface Storage extends TextStorage, MeetingStorage {
  /** Answers when everything asked before is on disk and the file is released; later calls throw. */
  close(): Promise<void>
}
