// What a room is given and what it tells: its ports, its meeting, its end.
import type { Principal } from '@chapeau/shared/ids'
import type { MeetingRules } from '@chapeau/shared/policy'
import type { Meta } from '@chapeau/shared/text/meta'
import type * as Y from 'yjs'
import type { Parties } from '../access/actor.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Signer } from '../record/signing.ts'
import type { LoadedText, TextStorage } from '../storage/port.ts'
import type { ExecuteAct } from './acting.ts'
import type { Room } from './room.ts'

export interface RoomPorts {
  readonly storage: TextStorage
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly execute: ExecuteAct
  readonly signer: Signer
  /** Called when a silence began, or has another deadline, or none. */
  readonly silenced?: () => void
}

/** A consistent look at a text, with everything in it on disk. */
export interface Look {
  readonly doc: Y.Doc
  readonly meta: Meta
  readonly text: LoadedText
  /** Who typed under a client id; null: nobody did, it is the server's or the import's. */
  authorOf(clientId: number): Principal | null
  /** Number and hash of the record's newest entry. */
  readonly head: { readonly seq: number; readonly hash: string }
}

/** What a room knows of its meeting. */
export interface House {
  readonly parties: Parties
  readonly rules: MeetingRules
  /** Client ids whose updates have failed before. */
  readonly faulty: ReadonlySet<number>
}

export interface RoomEvents {
  /** Nobody is connected any more. */
  idle(room: Room): void
  /** The room must not be used again. `culprits`: clients whose update made it fail. */
  ended(room: Room, culprits: readonly number[]): void
}
