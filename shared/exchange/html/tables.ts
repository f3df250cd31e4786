// A table of a page on its way into a source: rows of cells, and the cells' paragraphs.
import type { SourceParagraph, SourceTable } from '../source.ts'

export class OpenTable {
  readonly #rows: string[][] = []
  readonly #paragraphs: SourceParagraph[] = []
  /** Rows that say what stands below, as long as no other row came. */
  #header = 0
  #row: string[] | null = null
  #cell: string[] | null = null
  #heads = true

  startRow(): void {
    this.endRow()
    this.#row = []
    this.#heads = true
  }

  startCell(isHead: boolean): void {
    this.endCell()
    if (this.#row === null) this.startRow()
    this.#cell = []
    if (!isHead) this.#heads = false
  }

  add(paragraph: SourceParagraph): void {
    this.#paragraphs.push(paragraph)
    const line = paragraph.runs
      .map(({ text, change }) => (change?.kind === 'del' ? '' : text))
      .join('')
      .replace(/\s+/g, ' ')
      .trim()
    if (line !== '') this.#cell?.push(paragraph.label === '' ? line : `${paragraph.label} ${line}`)
  }

  endCell(): void {
    if (this.#cell !== null) this.#row!.push(this.#cell.join('\n'))
    this.#cell = null
  }

  endRow(): void {
    this.endCell()
    if (this.#row === null || this.#row.length === 0) return
    if (this.#heads && this.#header === this.#rows.length) this.#header++
    this.#rows.push(this.#row)
    this.#row = null
  }

  end(): SourceTable {
    this.endRow()
    return { kind: 'table', rows: this.#rows, header: this.#header, paragraphs: this.#paragraphs }
  }
}
