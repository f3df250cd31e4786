// Proposals that wait to be seconded, which the room knows, or for the facilitator, which only it and their author know.
import type { Principal } from '../ids.ts'
import type { Edit, Seen } from '../protocol/acts.ts'
import type { Meta } from './meta.ts'

/** How proposals of delegations enter the text. */
export const ENTRIES = ['direct', 'seconded', 'queue'] as const
export type Entry = (typeof ENTRIES)[number]

export interface Waiting {
  /** Number of the entry by which it was submitted. */
  readonly seq: number
  readonly principal: Principal
  readonly for: Exclude<Entry, 'direct'>
  /** What will be written, on the words that its author saw. */
  readonly proposal: { readonly seen: Seen; readonly edits: Edit[]; readonly set?: true; readonly how?: string }
  readonly rationale: string
}

export const waitingKey = (seq: number): string => `q/${seq}`

/** What waits, oldest first; `meta` with what its reader was told aside. */
export function waitingIn(meta: Meta): Waiting[] {
  const found: Waiting[] = []
  for (const key of meta.keys()) if (key.startsWith('q/')) found.push(meta.get(key) as Waiting)
  return found.sort((a, b) => a.seq - b.seq)
}
