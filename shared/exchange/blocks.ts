// Tables and pictures of a source (spec IM-90 to IM-93): which come in as they are, and which as their cells' paragraphs. Words in brackets
// and tracked changes stay negotiable; what is too large to lie beside the text does too, or is left out.
import { blockWords, type Block, type Files, type PictureFile } from '../text/blocks.ts'
import { fileName, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES, pictureIn, pointsOf } from './pictures.ts'
import type { ReportEntry } from './report.ts'
import type { SourceParagraph, SourcePicture, SourceTable } from './source.ts'

/** As they are, or as their cells' paragraphs; undefined leaves it to what stands in them. */
export const TABLES_AS = ['blocks', 'paragraphs'] as const
export type TablesAs = (typeof TABLES_AS)[number] | undefined

export interface KeptBlocks {
  /** Tables that come in as paragraphs are these; pictures that are left out are gone. */
  readonly paragraphs: readonly SourceParagraph[]
  readonly blocks: ReadonlyMap<SourceParagraph, Block>
  readonly files: Files
  readonly entries: readonly ReportEntry[]
}

/** Everybody who reads the text loads what lies beside it. */
const MOST_BLOCKS = 2_000
const MOST_CELLS = 2_000
const MOST_TABLE_CHARACTERS = 20_000
export const MOST_BLOCK_CHARACTERS = 400_000
const MOST_ENTRIES = 2_000
const LONGEST_ALT = 500

export function keepBlocks(paragraphs: readonly SourceParagraph[], tables: TablesAs): KeptBlocks {
  const keeper = new Keeper(tables)
  for (const paragraph of paragraphs) keeper.take(paragraph)
  return keeper
}

/** How much of tables and pictures a text has room for. */
export class BlockRoom {
  #blocks = 0
  #characters = 0

  /** Whether a table of these rows still comes in, or with none a picture; then it is counted. */
  takes(rows: readonly (readonly string[])[]): boolean {
    const characters = rows.reduce((sum, row) => row.reduce((all, cell) => all + cell.length, sum), 0)
    const cells = rows.reduce((sum, row) => sum + row.length, 0)
    if (cells > MOST_CELLS || characters > MOST_TABLE_CHARACTERS) return false
    if (this.#blocks >= MOST_BLOCKS || this.#characters + characters > MOST_BLOCK_CHARACTERS) return false
    this.#blocks++
    this.#characters += characters
    return true
  }
}

class Keeper implements KeptBlocks {
  readonly paragraphs: SourceParagraph[] = []
  readonly blocks = new Map<SourceParagraph, Block>()
  readonly files = new Map<string, PictureFile>()
  readonly entries: ReportEntry[] = []
  readonly #tables: TablesAs
  readonly #room = new BlockRoom()
  #bytes = 0
  /** The same bytes may be shown in many places. */
  readonly #names = new Map<Uint8Array, string>()

  constructor(tables: TablesAs) {
    this.#tables = tables
  }

  take(paragraph: SourceParagraph): void {
    const { block } = paragraph
    if (block === undefined) this.paragraphs.push(paragraph)
    else if (block.kind === 'table') this.#table(paragraph, block)
    else this.#picture(paragraph, block)
  }

  #table(paragraph: SourceParagraph, table: SourceTable): void {
    const { rows, header } = table
    const open = isNegotiated(table)
    const tell = (message: string): void => this.#tell(paragraph, 'table', message)
    if (this.#tables === 'paragraphs' && !wasBlock(paragraph)) tell('A table begins here; its cells come in as paragraphs.')
    else if (open && this.#tables === undefined && !wasBlock(paragraph))
      tell('This table holds brackets or tracked changes: its cells come in as paragraphs, so that they can be negotiated.')
    else if (!rows.some((row) => row.length > 0) || !this.#room.takes(rows))
      tell('This table is too large to be kept as it is; its cells come in as paragraphs.')
    else {
      this.#keep(paragraph, { kind: 'table', header, rows: rows.map((row) => row.map(cleaned)) })
      if (open) tell('This table holds brackets or tracked changes; it comes in as it is, and they are not negotiated here.')
      else tell(`${blockWords(table)}: comes in as it is and is not negotiated here.`)
      return
    }
    this.paragraphs.push(...(table.paragraphs ?? linesOf(paragraph, table)))
  }

  #picture(paragraph: SourceParagraph, { bytes, width, height, alt }: SourcePicture): void {
    const sized = pictureIn(bytes)
    const known = this.#names.get(bytes) ?? (sized === null ? '' : fileName(bytes))
    const more = this.files.has(known) ? 0 : bytes.length
    const left = (why: string): void => this.#tell(paragraph, 'left', `A picture is left out: ${why}.`)
    if (sized === null) return left('it is no PNG, JPEG or GIF, or far too large to be shown')
    if (bytes.length > MAX_PICTURE_BYTES || this.#bytes + more > MAX_PICTURES_BYTES || !this.#room.takes([]))
      return left('this picture, or all of them together, are too large')
    this.#names.set(bytes, known)
    this.#bytes += more
    // A copy: what is a part of the file would keep all of it.
    if (more > 0) this.files.set(known, { type: sized.type, bytes: new Uint8Array(bytes) })
    const size = width > 0 && height > 0 ? pointsOf(width, height) : { width: sized.width, height: sized.height }
    const said = cleaned(alt.slice(0, LONGEST_ALT)).replace(/\s+/g, ' ').trim()
    const block: Block = { kind: 'picture', type: sized.type, ...size, alt: said, file: known }
    this.#keep(paragraph, block)
    this.#tell(paragraph, 'picture', `${blockWords(block)}: the picture comes in as it is and is not negotiated here.`)
  }

  #keep(paragraph: SourceParagraph, block: Block): void {
    this.paragraphs.push(paragraph)
    this.blocks.set(paragraph, block)
  }

  #tell({ number }: SourceParagraph, kind: ReportEntry['kind'], message: string): void {
    if (this.entries.length < MOST_ENTRIES) this.entries.push({ line: number, kind, message })
  }
}

/** Whether words of a table are open: in brackets, or changed by somebody. */
function isNegotiated({ rows, paragraphs = [] }: SourceTable): boolean {
  return (
    rows.some((row) => row.some((cell) => /[[\]]/.test(cell))) ||
    paragraphs.some(({ runs, born }) => born !== null || runs.some(({ change }) => change !== null))
  )
}

/** A file of ours says what was a block when it was taken away. */
const wasBlock = ({ runs }: SourceParagraph): boolean => runs.length > 0

/** Cells as paragraphs where the reader has none. */
function linesOf({ number }: SourceParagraph, { rows }: SourceTable): SourceParagraph[] {
  const lines = rows.flatMap((row) => row.flatMap((cell) => cell.split('\n'))).filter((line) => line !== '')
  return lines.map((text) => ({
    number,
    label: '',
    heading: null,
    born: null,
    runs: [{ text, marks: [], change: null, comments: [] }],
  }))
}

/** What no text holds goes; a line's end stays. */
const cleaned = (words: string): string =>
  words.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').replace(LONE, '')
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The line of a block as a draft's words: a bracket in it is a character. */
export const lineOfBlock = (block: Block): string => blockWords(block).replace(/[\\[\]]/g, '\\$&')
