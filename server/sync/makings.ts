// Files that are made outside the room's turn of what was printed in one: a PDF of a page (spec EX-29). Their entry comes when
// they are there, and says which entry the printed text stood at, and the hashes of that text and of what was printed.
import type { RecordContent, RecordLine } from '@chapeau/shared/protocol/api'
import { sha256 } from '../record/chain.ts'
import type { ExportWish, Stamp, TakingTurn } from './takings.ts'

/** What is to be made into a file. */
export interface PrintedSource {
  readonly source: Uint8Array
  readonly stamp: Stamp
  /** Of the text that was printed. */
  readonly textHash: string
  /** What the same principal was given before of the same text; null: nothing. */
  readonly again: { readonly source: Uint8Array; readonly stamp: Stamp; readonly fileHash: string } | null
}

export interface MadeFile {
  readonly wish: ExportWish
  readonly printed: PrintedSource
  readonly file: Uint8Array
}

interface Making {
  readonly key: string
  readonly textHash: string
  readonly sourceHash: string
  readonly fileHash: string
  readonly stamp: Stamp
}

export class Makings {
  readonly #made: Making[]

  /** `lines`: the record's exports so far, oldest first. */
  constructor(lines: readonly RecordLine[]) {
    this.#made = lines.flatMap((line) => makingIn(line) ?? [])
  }

  /** In a turn of the room: the source of a new file, and of the newest one that was made of the same. */
  printed(wish: ExportWish, { look, stamp, textHash }: TakingTurn): PrintedSource {
    const key = keyOf(wish)
    for (const made of this.#made.toReversed()) {
      if (made.key !== key || made.textHash !== textHash) continue
      const source = wish.print(look, made.stamp)
      if (sha256(source) !== made.sourceHash) continue
      return { source: wish.print(look, stamp), stamp, textHash, again: { source, stamp: made.stamp, fileHash: made.fileHash } }
    }
    return { source: wish.print(look, stamp), stamp, textHash, again: null }
  }

  /** In a later turn: the file's entry; `done` is called when it is on disk. */
  record({ wish, printed, file }: MadeFile, { record }: TakingTurn, done: () => void): void {
    const { stamp, textHash } = printed
    const [fileHash, sourceHash] = [sha256(file), sha256(printed.source)]
    const { asOf, changes, head } = stamp
    const of = { entry: head.seq, hash: head.hash, text: textHash, source: sourceHash }
    const detail = { view: wish.view, format: wish.format, asOf: asOf.toISOString(), changes, of }
    const draft = { act: 'export', target: null, paragraph: null, content: { detail }, fileHash }
    record({ ...wish.author, draft }, () => {
      this.#made.push({ key: keyOf(wish), textHash, sourceHash, fileHash, stamp })
      done()
    })
  }
}

/** Who takes what away. */
export function keyOf({ view, format, author }: Omit<ExportWish, 'print'>): string {
  return `${view}.${format} ${author.by.principal}`
}

/** The entry whose text a made file is of; null where its content is gone, or the file was printed in the entry's own turn. */
export function madeOf(content: RecordContent | null): { entry: number; hash: string; text: string; source: string } | null {
  const of = content?.detail?.['of'] as Readonly<Record<string, unknown>> | undefined
  const { entry, hash, text, source } = of ?? {}
  if (typeof entry !== 'number' || typeof hash !== 'string' || typeof text !== 'string' || typeof source !== 'string') return null
  return { entry, hash, text, source }
}

function makingIn({ entry, content }: RecordLine): Making | null {
  const { view, format, asOf, changes }: NonNullable<RecordContent['detail']> = content?.detail ?? {}
  const of = madeOf(content)
  if (of === null || typeof asOf !== 'string' || typeof changes !== 'number' || entry.fileHash === undefined) return null
  return {
    key: `${String(view)}.${String(format)} ${entry.by.principal}`,
    textHash: of.text,
    sourceHash: of.source,
    fileHash: entry.fileHash,
    stamp: { asOf: new Date(asOf), head: { seq: of.entry, hash: of.hash }, changes },
  }
}
