// What executing an act needs and yields (DESIGN 4). The room supplies the context and commits the outcome.
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import type { Actor, Ear, MeetingRules } from '@chapeau/shared/policy'
import type { RecordContent, RecordEntry } from '@chapeau/shared/protocol/api'
import type * as Y from 'yjs'
import type { Parties } from '../access/actor.ts'
import type { Aside } from '../storage/port.ts'
import type { Move } from '../authority/moved.ts'
import type { Copy, Span } from '../record/provenance.ts'

export interface ActContext {
  readonly doc: Y.Doc
  readonly actor: Actor
  readonly rules: MeetingRules
  /** Makes ids under the server's own client id. */
  makeId(principal: Principal): string
  /** Principal that a client id is bound to; null when unknown. */
  principalOf(clientId: number): Principal | null
  /** The server's wall clock, milliseconds since the epoch. */
  readonly now: number
  /** Sequence number that the act's first entry will get. */
  readonly seq: number
  /** What is not for the room. */
  readonly asides: ReadonlyMap<string, Aside>
  /** The meeting's delegations by code. */
  readonly parties: Parties
  /** Codes of delegations with somebody connected to the text. */
  readonly present: ReadonlySet<Principal>
  /** The entry with a number, where the act names one; null where there is none. */
  entryOf(seq: number): NamedEntry | null
  /** An earlier act's undo data, by the sequence number of its entry. */
  undoOf(seq: number): ActUndo | null
}

/** An entry that an act names. */
export type NamedEntry = Pick<RecordEntry, 'act' | 'target' | 'paragraph'> & { readonly content: RecordContent | null }

/** One entry to be recorded; the record adds number, time, person, hashes. */
export interface EntryDraft {
  readonly act: string
  readonly target: string | null
  readonly paragraph: { readonly id: Pid | null; readonly label: string } | null
  readonly seen?: { readonly sv: string; readonly words: string }
  readonly over?: readonly Principal[]
  readonly content: RecordContent
  /** Whose it is, where that is not whoever acts. */
  readonly principal?: Principal
  /** Who alone may read the content: the chain shows a sealed entry then, by nobody and about nothing. */
  readonly audience?: readonly Ear[]
  /** Of an export: SHA-256 of the file, hex. */
  readonly fileHash?: string
  /** Kept beside the entry, not in the chain: what `undo` needs. */
  readonly undo?: ActUndo
}

/** Plain data from which an act can be undone; see acts/undo.ts. */
export interface ActUndo {
  /** What the act's first entry was about; the entry of its undoing is about the same. */
  readonly target?: string | null
  readonly paragraph?: EntryDraft['paragraph']
  /** How many entries the act made. */
  readonly entries?: number
  readonly [more: string]: unknown
}

export type ActOutcome =
  | {
      readonly status: 'done'
      readonly entries: readonly EntryDraft[]
      readonly closed: readonly Bid[]
      /** The entry that was undone; it cannot be undone again. */
      readonly undone?: number
      /** Words that stand on where brackets went, and words that an entry is about which no bracket leads to. */
      readonly spans?: readonly Span[]
      /** Words that were written anew. */
      readonly copies?: readonly Copy[]
      /** The same with embeds, where late words are to follow. */
      readonly moves?: readonly Move[]
      /** What is not for the room, as it is from now on; a null value takes it away. */
      readonly asides?: readonly Aside[]
    }
  | {
      readonly status: 'refused'
      readonly rule: string
      readonly message: string
      readonly objectors?: readonly Principal[]
      readonly absent?: readonly Principal[]
      readonly words?: string
      /** What is in the way. */
      readonly brackets?: readonly Bid[]
    }
