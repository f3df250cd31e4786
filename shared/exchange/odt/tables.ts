// A table of an OpenDocument text on its way into a source (ODF 1.3 part 3, 9): rows of cells, and the cells' paragraphs.
import type { Element } from '../docx/parser.ts'
import type { SourceParagraph, SourceTable } from '../source.ts'

/** A row or cell may say that it is there a million times; a spreadsheet's empty rest is. */
const MOST_REPEATED = 50
/** Cells of one table that are told. */
const MOST_CELLS = 20_000

export class OpenTable {
  readonly #rows: string[][] = []
  readonly #paragraphs: SourceParagraph[] = []
  #cells = 0
  #headers = 0
  #inHeader = false
  #row: string[] | null = null
  #cell: string[] | null = null
  #rowTimes = 1
  #cellTimes = 1

  open({ name, attributes }: Element): void {
    if (name === 'table:table-header-rows') this.#inHeader = true
    else if (name === 'table:table-row') {
      this.#row = []
      this.#rowTimes = times(attributes['table:number-rows-repeated'])
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      this.#cell = []
      this.#cellTimes = times(attributes['table:number-columns-repeated'])
    }
  }

  close(name: string): void {
    if (name === 'table:table-header-rows') this.#inHeader = false
    else if (name === 'table:table-row') this.#endRow()
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#endCell()
  }

  /** A paragraph of the cell that is open; `line`: its words. */
  add(paragraph: SourceParagraph, line: string): void {
    this.#paragraphs.push(paragraph)
    if (line !== '') this.#cell?.push(line)
  }

  get table(): SourceTable {
    return { kind: 'table', rows: this.#rows, header: this.#headers, paragraphs: this.#paragraphs }
  }

  #endCell(): void {
    const words = (this.#cell ?? []).join('\n')
    this.#cell = null
    this.#repeat(words === '' ? 1 : this.#cellTimes, () => this.#row?.push(words))
  }

  #endRow(): void {
    const row = this.#row
    this.#row = null
    if (row === null) return
    this.#repeat(row.every((cell) => cell === '') ? 1 : this.#rowTimes, () => {
      this.#rows.push([...row])
      if (this.#inHeader) this.#headers++
    })
  }

  #repeat(count: number, run: () => void): void {
    for (let i = 0; i < count && this.#cells < MOST_CELLS; i++) {
      this.#cells++
      run()
    }
  }
}

const times = (value: string | undefined): number => Math.min(MOST_REPEATED, Math.max(1, Number(value) || 1))
