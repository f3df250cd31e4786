// Puts batches on disk, one append in flight at a time, each behind the last (DESIGN 6: `afterSeq`). It seals the
// record's entries on the way. After a failure it must be thrown away together with its room.
import { convergenceOf, type Counts, type CountsAt } from '@chapeau/shared/brackets/convergence'
import { digest } from '@chapeau/shared/brackets/words'
import { statusOf } from '@chapeau/shared/text/meta'
import { printBlocks } from '@chapeau/shared/text/blocks'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, metaMapOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import { silenceOf } from '@chapeau/shared/text/silence'
import * as Y from 'yjs'
import type { SignedHead } from '@chapeau/shared/protocol/api'
import { FINAL } from '../acts/text.ts'
import { TEXT_HASH_EVERY } from '../limits.ts'
import { Chronicle } from '../record/chronicle.ts'
import type { Signer } from '../record/signing.ts'
import type { ChainHead, LoadedText, StoredEntry, StoredRevision, TextListing, TextStorage } from '../storage/port.ts'
import type { Batch } from './batch.ts'

/** Acts whose heads are signed. */
const SIGNED: ReadonlySet<string> = new Set([...FINAL, 'export'])

/** What a commit made true. */
export interface Committed {
  readonly update: Uint8Array | null
  /** The record's end, when it grew. */
  readonly recorded: ChainHead | null
  /** Tell the acts' callers; to be called after the broadcast. */
  settle(): void
}

export class Committer {
  readonly #storage: TextStorage
  readonly #text: LoadedText
  readonly #doc: Y.Doc
  readonly #chronicle: Chronicle
  readonly #signer: Signer
  #seq: number
  #uncompacted: number
  /** As it was last kept; null: not since the text was loaded. */
  #counted: Counts | null = null

  constructor(storage: TextStorage, text: LoadedText, doc: Y.Doc, signer: Signer) {
    this.#signer = signer
    this.#storage = storage
    this.#text = text
    this.#doc = doc
    this.#chronicle = new Chronicle(text.head)
    this.#seq = text.seq
    this.#uncompacted = text.updates.length
  }

  /** The record's end, with all that was sealed. */
  get head(): ChainHead {
    return this.#chronicle.head
  }

  /** Updates on disk since the text was last stored as one. */
  get uncompacted(): number {
    return this.#uncompacted
  }

  /** Stores a batch. Throws on a conflict too: somebody else owns the text then. */
  async commit(batch: Batch, at: Date): Promise<Committed> {
    const update = batch.updates.length === 0 ? null : Y.mergeUpdates(batch.updates)
    batch.seal()
    const entries = this.#seal(batch, at)
    const answers = batch.answers(entries)
    const result = await this.#storage.append(this.#text.id, this.#seq, {
      update,
      bindings: [...batch.bindings.values()],
      entries,
      closed: [...batch.closed],
      wordings: [...batch.wordings].map(([bid, words]) => ({ bid, digest: words })),
      acts: answers.map(({ stored }) => stored),
      summary: batch.listing ? listingOf(this.#doc, this.#text.name) : null,
      ...(batch.listing ? { deadline: silenceOf(metaOf(this.#doc))?.deadline ?? null } : {}),
      setAside: batch.setAside,
      heads: this.#signed(entries),
      undone: batch.undone,
      spans: batch.spans,
      copies: batch.copies,
      moves: batch.moves,
      asides: batch.asides,
      destroyed: batch.destroyed,
      ...(batch.printed === null ? {} : { printed: batch.printed }),
      ...this.#revision(entries),
      ...this.#count(entries),
    })
    if (result.status === 'conflict') throw new Error('another server has written to this text')
    this.#seq = result.seq
    if (update !== null) this.#uncompacted++
    const last = entries.at(-1)?.entry
    return {
      update,
      recorded: last === undefined ? null : { seq: last.seq, hash: last.hash },
      settle: () => {
        answers.forEach(({ settle }) => settle())
        batch.done.forEach((done) => done())
      },
    }
  }

  /** Stores the text as one update. To be called while everything in the document is on disk. */
  async compact(): Promise<void> {
    const before = this.#uncompacted
    await this.#storage.compact(this.#text.id, this.#seq, Y.encodeStateAsUpdate(this.#doc), textHash(this.#doc))
    this.#uncompacted -= before - 1
  }

  /** Issues and exports leave the house: their heads are signed. */
  #signed(entries: readonly StoredEntry[]): SignedHead[] {
    const { revision } = listingOf(this.#doc, this.#text.name)
    return entries.flatMap(({ entry: { act, seq, hash, textHash, at } }) =>
      SIGNED.has(act) && textHash !== undefined ? [this.#signer.sign({ text: this.#text.id, seq, hash, textHash, revision, at })] : [],
    )
  }

  /** A text that is named a revision is kept as it stands then. */
  #revision(entries: readonly StoredEntry[]): { readonly revision?: StoredRevision } {
    const named = entries.find(({ entry: { act } }) => act === 'issue' || act === 'revise')?.entry
    if (named === undefined) return {}
    const { revision } = listingOf(this.#doc, this.#text.name)
    const meta = Object.fromEntries(metaMapOf(this.#doc).entries())
    return { revision: { seq: named.seq, revision, at: named.at, body: runsOf(bodyOf(this.#doc)), meta } }
  }

  /** What is open is counted when something is recorded, and kept when it is not what it was. */
  #count(entries: readonly StoredEntry[]): { readonly counts?: CountsAt } {
    const last = entries.at(-1)?.entry
    if (last === undefined) return {}
    const { brackets, issues } = countIn(this.#doc)
    if (this.#counted?.brackets === brackets && this.#counted.issues === issues) return {}
    this.#counted = { brackets, issues }
    return { counts: { at: last.at, seq: last.seq, brackets, issues } }
  }

  #seal(batch: Batch, at: Date): StoredEntry[] {
    return batch.entries.map((attributed, i) => {
      const hashed = (batch.hashed && i === batch.entries.length - 1) || (this.#chronicle.head.seq + 1) % TEXT_HASH_EVERY === 0
      return this.#chronicle.write(attributed, at, hashed ? textHash(this.#doc) : undefined)
    })
  }
}

/** How much of a text is open. */
export function countIn(doc: Y.Doc): Counts {
  const meta = metaOf(doc)
  return convergenceOf(read(runsOf(bodyOf(doc)), meta), meta)
}

/** SHA-256 of the canonical rolling text: the whole notation, names and groups printed, and what tables and pictures hold. */
export function textHash(doc: Y.Doc): string {
  const meta = metaOf(doc)
  const reading = read(runsOf(bodyOf(doc)), meta)
  const blocks = printBlocks(reading, meta)
  return digest(printNotation(reading, meta) + (blocks === '' ? '' : `\n${blocks}`))
}

/** A text as lists show it. */
export function listingOf(doc: Y.Doc, name: string): TextListing {
  const meta = metaOf(doc)
  const revision = meta.get('rev')
  return { name, status: statusOf(meta), revision: typeof revision === 'string' ? revision : '' }
}
