// The chain of a record (DESIGN 5): how an entry is sealed and how a chain is checked. Pure; the checker needs
// nothing but the lines themselves, so that anyone who holds a head can check them without the server.
import canonicalizePackage from 'canonicalize'
import { createHash } from 'node:crypto'
import type { RecordContent, RecordEntry, RecordLine } from '@chapeau/shared/protocol/api'
import type { ChainHead } from '../storage/port.ts'

/** What an entry says before it is numbered and sealed. */
export type UnsealedEntry = Omit<RecordEntry, 'seq' | 'contentHash' | 'prev' | 'hash'>

/** Seals an entry behind `head`. `salt`: unguessable, so that withheld words cannot be found by trying. */
export function seal(head: ChainHead, unsealed: UnsealedEntry, content: RecordContent, salt: string): RecordEntry {
  const entry = { ...unsealed, seq: head.seq + 1, contentHash: contentHash(content, salt), prev: head.hash }
  return { ...entry, hash: entryHash(entry) }
}

/** SHA-256 over salt and canonical content, hex. */
export function contentHash(content: RecordContent, salt: string): string {
  return sha256(`${salt}\n${canonical(content)}`)
}

/** SHA-256 over the canonical JSON of an entry without its own hash, hex. */
export function entryHash(entry: Omit<RecordEntry, 'hash'>): string {
  const { hash: _, ...rest } = entry as RecordEntry
  return sha256(canonical(rest))
}

export type ChainVerdict =
  /** `withheld`: entries whose content is not there; the chain holds all the same. */
  | { readonly ok: true; readonly head: ChainHead; readonly withheld: number }
  | { readonly ok: false; readonly seq: number; readonly reason: string }

/** Checks lines in order behind `from`, by default the whole chain. */
export function verifyChain(lines: Iterable<RecordLine>, from: ChainHead = { seq: 0, hash: '' }): ChainVerdict {
  let head = from
  let withheld = 0
  for (const { entry, content, salt } of lines) {
    const fault = faultOf(head, entry)
    if (fault !== null) return { ok: false, seq: entry.seq, reason: fault }
    if (content === null || salt === null) withheld++
    else if (contentHash(content, salt) !== entry.contentHash) return { ok: false, seq: entry.seq, reason: 'the content was altered' }
    head = { seq: entry.seq, hash: entry.hash }
  }
  return { ok: true, head, withheld }
}

function faultOf(head: ChainHead, entry: RecordEntry): string | null {
  if (entry.seq !== head.seq + 1) return `entry ${head.seq + 1} is missing`
  if (entry.prev !== head.hash) return 'it does not follow the entry before it'
  return entryHash(entry) === entry.hash ? null : 'the entry was altered'
}

// The package is CommonJS under types written for modules: its export is the function itself.
const canonicalizeJson = canonicalizePackage as unknown as (value: unknown) => string | undefined

/** JSON in the one form of RFC 8785; members that are undefined do not exist in JSON. */
export function canonical(value: unknown): string {
  const json = canonicalizeJson(JSON.parse(JSON.stringify(value)))
  if (json === undefined) throw new Error('nothing to canonicalize')
  return json
}

/** SHA-256, hex; of a string its UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
