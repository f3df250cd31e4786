// A text as it is laid before a meeting: stored form, what the record says of it, how much is open. Made of plain values, so
// that a thread can do it: a long text takes seconds.
import { standDigest } from '@chapeau/shared/brackets/stands'
import { ownDigest } from '@chapeau/shared/brackets/words'
import type { Imported, ImportedStand } from '@chapeau/shared/exchange/assemble'
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
export function besideImported({ body, labels, blocks, states, rationales, stands, beside }: Imported): Map<string, unknown> {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  for (const [pid, block] of blocks) meta.set(metaKey.block(pid), block)
  for (const [pid, state] of states) meta.set(metaKey.state(pid), state)
  for (const [key, value] of beside ?? []) meta.set(key, value)
  const reading = read(body, meta)
  for (const [bid, words] of rationales) meta.set(metaKey.rationale(bid), words.slice(0, MAX_RATIONALE))
  for (const { bid, holder } of reading.brackets.values()) if (holder !== NOBODY) meta.set(metaKey.unconfirmed(bid), holder)
  for (const [target, all] of stands) {
    const words = standDigest(reading, target)
    const own = all.some(({ stance }) => stance === 'proposes') ? ownDigest(reading, target) : ''
    for (const stand of all) meta.set(metaKey.stand(target, stand.principal), asStand(stand, { words, own }))
  }
  return meta
}

/** No words have this digest. */
const OTHER_WORDS = '0'

function asStand(
  { stance, earlier = false, reason, condition }: ImportedStand,
  now: { readonly words: string; readonly own: string },
): Stand {
  const { words, own } = earlier ? { words: OTHER_WORDS, own: OTHER_WORDS } : now
  return {
    stance,
    words,
    ...(stance === 'proposes' ? { own } : {}),
    ...(reason === undefined ? {} : { reason: reason.slice(0, MAX_RATIONALE) }),
    ...(condition === undefined ? {} : { condition }),
    seq: IMPORT_SEQ,
  }
}
