// A table of a Word file while it is read (ECMA-376 part 1, 17.4): its rows as words, and its paragraphs as they stand. Words of merged
// cells stand in the first of them, the others are blank; a table within a table is words of the cell it stands in.
import type { SourceParagraph, SourceTable } from '../source.ts'

/** Cells of a row, and of a table, that are kept as rows; what is larger has its paragraphs only. */
const MOST_COLUMNS = 64
export const MOST_CELLS = 2_000

export class OpenTable {
  readonly paragraphs: SourceParagraph[] = []
  #rows: string[][] = []
  #cells = 0
  #tooLarge = false
  #row: string[] = []
  #lines: string[] = []
  #span = 1
  #header = 0
  /** Header rows stand at the top: the first that is none ends them. */
  #headed = true
  #isHeader = false
  #firstRow = false

  startRow(): void {
    this.#row = []
    this.#isHeader = false
  }

  startCell(): void {
    this.#lines = []
    this.#span = 1
  }

  /** What the properties of table, row or cell say. */
  property(name: string, value: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'w:gridSpan') this.#span = Math.min(MOST_COLUMNS, Math.max(1, Number(value) || 1))
    else if (name === 'w:gridBefore') this.#blanks(Math.min(MOST_COLUMNS, Number(value) || 0))
    else if (name === 'w:tblHeader') this.#isHeader = value !== '0' && value !== 'false'
    else if (name === 'w:tblLook') this.#firstRow = attributes['w:firstRow'] === '1' || ((parseInt(value, 16) || 0) & 0x20) !== 0
  }

  add(paragraph: SourceParagraph, line: string): void {
    this.paragraphs.push(paragraph)
    if (line !== '') this.#lines.push(line)
  }

  endCell(): void {
    this.#put(this.#lines.join('\n'))
    this.#blanks(this.#span - 1)
  }

  endRow(): void {
    if (!this.#tooLarge && this.#row.length > 0) this.#rows.push(this.#row)
    if (!this.#isHeader) this.#headed = false
    else if (this.#headed) this.#header++
  }

  /** `rows` is empty for a table that is too large for rows. */
  end(): SourceTable {
    const columns = Math.max(0, ...this.#rows.map((row) => row.length))
    const rows = this.#tooLarge ? [] : this.#rows.map((row) => [...row, ...Array.from({ length: columns - row.length }, () => '')])
    const header = Math.min(Math.max(this.#header, this.#firstRow ? 1 : 0), Math.max(0, rows.length - 1))
    return { kind: 'table', rows, header, paragraphs: this.paragraphs }
  }

  #blanks(count: number): void {
    for (let i = 0; i < count; i++) this.#put('')
  }

  #put(words: string): void {
    if (++this.#cells > MOST_CELLS || this.#row.length >= MOST_COLUMNS) this.#tooLarge = true
    if (this.#tooLarge) {
      this.#rows = []
      this.#row = []
    } else this.#row.push(words)
  }
}
