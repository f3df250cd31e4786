// Tables and pictures in a file that comes back (spec IM-99): nothing of them is negotiated, so that what differs in them, or goes or
// comes, is told and never proposed.
import { blockOf, blockWords, NOT_NEGOTIATED, type Block } from '../../text/blocks.ts'
import type { Meta } from '../../text/meta.ts'
import type { Reading } from '../../text/read.ts'
import type { Draft } from '../paragraphs.ts'
import type { Note } from './difference.ts'
import type { Found } from './interpret.ts'

export class Blocks {
  readonly notes: Note[] = []
  readonly #reading: Reading
  readonly #meta: Meta
  readonly #told = new Set<number>()

  constructor(reading: Reading, meta: Meta) {
    this.#reading = reading
    this.#meta = meta
  }

  /** What the paragraph of an index stands for; null for one of words. */
  at(index: number): Block | null {
    return blockOf(this.#meta, this.#reading.paragraphs[index]?.raw.starter?.p)
  }

  /** Whether a paragraph that is new in the file stands for a table or a picture; then it is told. */
  isNew({ block, text }: Draft, index: number): boolean {
    if (block === undefined) return false
    this.notes.push({ kind: 'block', index, message: `New in the file: ${quoted(text)}. ${NOT_NEGOTIATED}` })
    return true
  }

  /** Tells where a file that holds tables and pictures as such holds another one, or none; `draft`: undefined where its line is gone too. */
  compare(index: number, draft: Draft | undefined): void {
    const block = this.at(index)
    if (block === null) return
    if (draft?.block === undefined) this.#tell(index, `${quoted(blockWords(block))} is not in the file.`)
    else if (!isSame(block, draft.block)) this.#tell(index, `${quoted(blockWords(block))} is another one in the file.`)
  }

  /** Differences less those in the lines of tables and pictures, which are told. */
  without(found: readonly Found[]): Found[] {
    return found.filter(({ difference: { kind, index, stretch } }) => {
      if (kind === 'paragraph' || kind === 'comment') return true
      const touched = [index, ...this.#paragraphsOf(stretch)].find((one) => this.at(one) !== null)
      if (touched === undefined) return true
      this.#tell(touched, `${quoted(blockWords(this.at(touched)!))} reads otherwise in the file.`)
      return false
    })
  }

  /** Indexes of those that stand for a block and that ascending positions are in. */
  #paragraphsOf(stretch: readonly number[]): number[] {
    const [first, last] = [stretch[0], stretch.at(-1)]
    if (first === undefined || last === undefined) return []
    const { starts, paragraphs } = this.#reading
    return paragraphs.flatMap((paragraph, i) =>
      this.at(i) !== null && starts[i]! <= last && starts[i]! + paragraph.length > first ? [i] : [],
    )
  }

  /** Once for each. */
  #tell(index: number, what: string): void {
    if (this.#told.has(index)) return
    this.#told.add(index)
    this.notes.push({ kind: 'block', index, message: `${what} ${NOT_NEGOTIATED}` })
  }
}

/** A picture is the same by its bytes, whatever size it is drawn in. */
function isSame(a: Block, b: Block): boolean {
  if (a.kind === 'table') return b.kind === 'table' && JSON.stringify(a.rows) === JSON.stringify(b.rows)
  return b.kind === 'picture' && a.file === b.file
}

const LONGEST_QUOTE = 80
const quoted = (words: string): string => `“${words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words}”`
