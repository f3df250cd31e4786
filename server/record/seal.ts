// How an entry is sealed (DESIGN 5): its content's salted hash, its own hash, the link to the entry before it. Pure.
import type { RecordContent, RecordEntry } from '@chapeau/shared/protocol/api'
import type { ChainHead } from '../storage/port.ts'
import { canonical, sha256 } from './canonical.ts'

/** What the chain calls an entry that is for some ears only: by nobody, about nothing, all it says in its content. */
export const SEALED = 'sealed'

/** What an entry says before it is numbered and sealed. */
export type UnsealedEntry = Omit<RecordEntry, 'seq' | 'contentHash' | 'prev' | 'hash'>

/** Seals an entry behind `head`. `salt`: unguessable, so that withheld words cannot be found by trying. */
export function seal(head: ChainHead, unsealed: UnsealedEntry, content: RecordContent, salt: string): RecordEntry {
  const entry = { ...unsealed, seq: head.seq + 1, contentHash: contentHash(content, salt), prev: head.hash }
  return { ...entry, hash: entryHash(entry) }
}

/** SHA-256 over salt and canonical content, hex; the same with the person's name and without it. */
export function contentHash(content: RecordContent, salt: string): string {
  return sha256(`${salt}\n${canonical(withoutName(content))}`)
}

/** Content with the person's name replaced by its own salted hash, as it is shown where names are withheld. */
export function withoutName(content: RecordContent): RecordContent {
  const { personName, personSalt, ...rest } = content
  if (personName === undefined || personSalt === undefined || rest.personHash !== undefined) return content
  return { ...rest, personHash: sha256(`${personSalt}\n${personName}`) }
}

/** SHA-256 over the canonical JSON of an entry without its own hash, hex. */
export function entryHash(entry: Omit<RecordEntry, 'hash'>): string {
  const { hash: _, ...rest } = entry as RecordEntry
  return sha256(canonical(rest))
}
