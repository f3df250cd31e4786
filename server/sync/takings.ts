// Texts that were taken away as files (RE-9): the same file is given again, without a further entry, as long as the text
// prints the same. What was given is known from the record; a file is printed anew and must come out with the same hash.
import type { RecordContent, RecordLine } from '@chapeau/shared/protocol/api'
import type { View } from '@chapeau/shared/text/views'
import { sha256 } from '../record/chain.ts'
import type { Attributed } from '../record/chronicle.ts'
import type { Author } from '../record/proposals.ts'
import type { ChainHead } from '../storage/port.ts'
import type { Look } from './house.ts'
import { keyOf, madeOf, type Makings } from './makings.ts'

/** What of a file is not the text's: when it was printed and where the record stood. */
export interface Stamp {
  readonly asOf: Date
  /** The entry behind it speaks of the file. */
  readonly head: ChainHead
  /** Acts and proposals since the revision. */
  readonly changes: number
}

/** Prints a look at the text as a file; the same look and stamp make the same bytes. */
export type Print = (look: Look, stamp: Stamp) => Uint8Array

export interface ExportWish {
  readonly print: Print
  readonly view: View
  readonly format: string
  readonly author: Author
}

/** A turn of the room in which a file is taken away, with everything recorded that has come to rest. */
export interface TakingTurn {
  readonly takings: Takings
  readonly makings: Makings
  readonly look: Look
  readonly textHash: string
  readonly stamp: Stamp
  /** Keeps the text as it stands with the entry that is added next, for when the file comes back. */
  keep(): void
  /** Adds an entry; `done` is called when it is on disk. */
  record(entry: Attributed, done: () => void): void
}

interface Taking {
  readonly textHash: string
  readonly key: string
  readonly fileHash: string
  readonly stamp: Stamp
}

export class Takings {
  readonly #taken: Taking[]

  /** `lines`: the record's exports so far, oldest first. */
  constructor(lines: readonly RecordLine[]) {
    this.#taken = lines.flatMap((line) => takingIn(line) ?? [])
  }

  /** The file, the same again or for the first time; `done` is called with it when its entry is on disk. */
  take(wish: ExportWish, { look, textHash, stamp, keep, record }: TakingTurn, done: (file: Uint8Array) => void): void {
    const again = this.#again(wish, look, textHash)
    if (again !== null) {
      done(again)
      return
    }
    const file = wish.print(look, stamp)
    const fileHash = sha256(file)
    const detail = { view: wish.view, format: wish.format, asOf: stamp.asOf.toISOString(), changes: stamp.changes, text: textHash }
    const draft = { act: 'export', target: null, paragraph: null, content: { detail }, fileHash }
    keep()
    record({ ...wish.author, draft }, () => {
      this.#taken.push({ textHash, key: keyOf(wish), fileHash, stamp })
      done(file)
    })
  }

  /** The file that the same principal got before of the same text; null when there is none. */
  #again({ print, ...wish }: ExportWish, look: Look, textHash: string): Uint8Array | null {
    const key = keyOf(wish)
    for (const taking of this.#taken.toReversed()) {
      if (taking.textHash !== textHash || taking.key !== key) continue
      const file = print(look, taking.stamp)
      if (sha256(file) === taking.fileHash) return file
    }
    return null
  }
}

/** An export as the record tells it; null where its content is gone, and with it the time that was printed. */
function takingIn({ entry, content }: RecordLine): Taking | null {
  const { view, format, asOf, changes }: NonNullable<RecordContent['detail']> = content?.detail ?? {}
  if (madeOf(content) !== null) return null
  if (typeof asOf !== 'string' || typeof changes !== 'number' || entry.fileHash === undefined || entry.textHash === undefined) return null
  return {
    textHash: entry.textHash,
    key: `${String(view)}.${String(format)} ${entry.by.principal}`,
    fileHash: entry.fileHash,
    stamp: { asOf: new Date(asOf), head: { seq: entry.seq - 1, hash: entry.prev }, changes },
  }
}
