// Texts that were taken away as files (RE-9): the same file is given again, without a further entry, as long as the text
// prints the same. What was given is known from the record; a file is printed anew and must come out with the same hash.
import type { RecordContent, RecordLine } from '@chapeau/shared/protocol/api'
import type { View } from '@chapeau/shared/text/views'
import { sha256 } from '../record/chain.ts'
import type { Attributed } from '../record/chronicle.ts'
import type { Author } from '../record/proposals.ts'
import type { ChainHead } from '../storage/port.ts'
import type { Look } from './house.ts'

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

  /** The file that the same principal got before of the same text; null when there is none. */
  again({ print, ...wish }: ExportWish, look: Look, textHash: string): Uint8Array | null {
    const key = keyOf(wish)
    for (const taking of this.#taken.toReversed()) {
      if (taking.textHash !== textHash || taking.key !== key) continue
      const file = print(look, taking.stamp)
      if (sha256(file) === taking.fileHash) return file
    }
    return null
  }

  /** A file for the first time: its bytes, its entry, and what to call when the entry is on disk. */
  first(wish: ExportWish, look: Look, stamp: Stamp, textHash: string): { file: Uint8Array; entry: Attributed; done: () => void } {
    const file = wish.print(look, stamp)
    const fileHash = sha256(file)
    const detail = { view: wish.view, format: wish.format, asOf: stamp.asOf.toISOString(), changes: stamp.changes }
    const draft = { act: 'export', target: null, paragraph: null, content: { detail }, fileHash }
    const done = (): void => void this.#taken.push({ textHash, key: keyOf(wish), fileHash, stamp })
    return { file, entry: { ...wish.author, draft }, done }
  }
}

function keyOf({ view, format, author }: Omit<ExportWish, 'print'>): string {
  return `${view}.${format} ${author.by.principal}`
}

/** An export as the record tells it; null where its content is gone, and with it the time that was printed. */
function takingIn({ entry, content }: RecordLine): Taking | null {
  const { view, format, asOf, changes }: NonNullable<RecordContent['detail']> = content?.detail ?? {}
  if (typeof asOf !== 'string' || typeof changes !== 'number' || entry.fileHash === undefined || entry.textHash === undefined) return null
  return {
    textHash: entry.textHash,
    key: `${String(view)}.${String(format)} ${entry.by.principal}`,
    fileHash: entry.fileHash,
    stamp: { asOf: new Date(asOf), head: { seq: entry.seq - 1, hash: entry.prev }, changes },
  }
}
