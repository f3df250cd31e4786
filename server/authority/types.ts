// What the authority is asked and what it answers (DESIGN 3). Values only.
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Role } from '@chapeau/shared/policy'
import type { Open } from '@chapeau/shared/text/model'
import type { Move } from './moved.ts'
import type { Copy } from '../record/provenance.ts'

/** Whom a Yjs client id writes for; bound once by `hello`, kept for ever (A2). */
export interface Binding {
  readonly clientId: number
  readonly principal: Principal
  readonly person: string
  readonly seat: string
  readonly role: Role | 'server'
  /** The seat's own delegation when it types for another. */
  readonly typist?: true
}

/** What the writer of one update may do now; the room derives it from seat, rights and the text's status. */
export interface Writer {
  readonly principal: Principal
  /** Client ids that this connection has bound. */
  readonly clientIds: ReadonlySet<number>
  /** False: an observer, or a delegation without the right to propose; any new word is refused. */
  readonly mayWrite: boolean
  /** Changes standing words unmarked: chair and secretariat in preparation (A1). */
  readonly free: boolean
}

/** Words taken out again and given back to the person (A6). */
export interface ReturnedWords {
  readonly rule: string
  readonly place: string
  readonly words: string
}

export interface RepairNote {
  readonly rule: string
  readonly what: 'wrapped' | 'restored' | 'removedToken' | 'restoredToken' | 'lateDelete' | 'reformatted' | 'returned' | 'closed'
  readonly words?: string
  readonly bid?: Bid
}

export type Verdict =
  | {
      readonly status: 'applied'
      /** Update and repair, merged; what is stored and broadcast. Null when nothing new came. */
      readonly update: Uint8Array | null
      readonly opened: readonly Open[]
      readonly closed: readonly Bid[]
      /** Brackets whose words changed, opened ones included. */
      readonly changed: readonly Bid[]
      readonly repairs: readonly RepairNote[]
      readonly returned: readonly ReturnedWords[]
      /** Words of others that came back as new characters. */
      readonly copies: readonly Copy[]
      /** What followed words that had been moved. */
      readonly moves: readonly Move[]
      /** Which of the three paths judged it; for tests and metrics. */
      readonly path: 'none' | 'keystroke' | 'touched' | 'whole'
      /** Items that were looked at beyond a few paragraphs; what a connection's budget pays for. */
      readonly walked: number
    }
  /** A gap: nothing was applied; the client is asked for everything since the server's state vector. */
  | { readonly status: 'resync'; readonly reason: string }
  /** What no honest client sends: nothing was applied, the client id is dead. */
  | Refusal

/** `quarantined`: well formed, but more harm at once than any person does; set aside for people to look at. */
export interface Refusal {
  readonly status: 'refused' | 'quarantined'
  readonly rule: string
  /** In words for the person who wrote. */
  readonly message: string
  readonly clientId: number | null
}
