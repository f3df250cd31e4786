// A text as it is laid before a meeting: stored form, what the record says of it, how much is open. Made of plain values, so
// that a thread can do it: a long text takes seconds.
import { ownDigest, wordsDigest } from '@chapeau/shared/brackets/words'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { NOBODY, type Bid } from '@chapeau/shared/ids'
import type { RecordContent } from '@chapeau/shared/protocol/api'
import { NO_FILES, type Files } from '@chapeau/shared/text/blocks'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import type { Body } from '@chapeau/shared/text/model'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, docFrom, metaMapOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { Proposals } from '../record/proposals.ts'
import type { StoredFile, TextListing } from '../storage/port.ts'
import { countIn, listingOf, textHash } from '../sync/committer.ts'

/** What a new text holds; `detail`: what the record says of where it came from. */
export interface NewText {
  readonly name: string
  readonly clientId: number
  readonly body: Body
  readonly meta: ReadonlyMap<string, unknown>
  readonly detail: NonNullable<RecordContent['detail']>
  readonly files?: Files
}

export interface Laying {
  readonly listing: TextListing
  readonly update: Uint8Array
  readonly textHash: string
  readonly wordings: readonly { readonly bid: Bid; readonly digest: string }[]
  readonly counts: ReturnType<typeof countIn>
  readonly detail: NewText['detail']
  readonly files: readonly StoredFile[]
}

/** In preparation, under its own name, unless `meta` says otherwise. */
export function layText({ name, clientId, body, meta, detail, files = NO_FILES }: NewText): Laying {
  const doc = docFrom(body, clientId)
  doc.transact(() => {
    const map = metaMapOf(doc)
    for (const [key, value] of meta) map.set(key, value)
    if (!map.has(metaKey.title)) map.set(metaKey.title, name)
    if (!map.has(metaKey.status)) map.set(metaKey.status, 'preparation')
  })
  return {
    listing: listingOf(doc, name),
    update: Y.encodeStateAsUpdate(doc),
    textHash: textHash(doc),
    wordings: new Proposals(bodyOf(doc), metaMapOf(doc), new Map()).settle().wordings,
    counts: countIn(doc),
    detail,
    files: [...files].map(([hash, file]) => ({ hash, ...file })),
  }
}

/** The entry that lays a text before a meeting is its record's first. */
const IMPORT_SEQ = 1
/** Characters of a reason, as everywhere. */
const MAX_RATIONALE = 4000

/**
 * What stands beside an imported body: labels, tables and pictures, reasons, stands, and whose words are not confirmed yet, for whatever a file says
 * of parties is the desk's word until they say so.
 */
export function besideImported({ body, labels, blocks, states, rationales, stands }: Imported): Map<string, unknown> {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  for (const [pid, block] of blocks) meta.set(metaKey.block(pid), block)
  for (const [pid, state] of states) meta.set(metaKey.state(pid), state)
  const reading = read(body, meta)
  for (const [bid, words] of rationales) meta.set(metaKey.rationale(bid), words.slice(0, MAX_RATIONALE))
  for (const { bid, by } of reading.brackets.values()) if (by !== NOBODY) meta.set(metaKey.unconfirmed(bid), by)
  for (const [bid, all] of stands) {
    const words = wordsDigest(reading, [bid])
    for (const { principal, stance } of all) {
      const own = stance === 'proposes' ? { own: ownDigest(reading, bid) } : {}
      meta.set(metaKey.stand(bid, principal), { stance, words, ...own, seq: IMPORT_SEQ } satisfies Stand)
    }
  }
  return meta
}
