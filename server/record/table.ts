// Tables to take away: one as CSV (RFC 4180), several as the sheets of one XLSX file (ECMA-376). No cell is a formula: in CSV what
// looks like one is disarmed, in XLSX words are words. The same tables make the same bytes.
import { stringify } from 'csv-stringify/sync'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import writeExcelFile from 'write-excel-file/node'

export interface Column<Row> {
  readonly name: string
  /** In characters, for a spreadsheet. */
  readonly width: number
  readonly cell: (row: Row) => string | number
}

export interface Table {
  readonly name: string
  readonly columns: readonly Pick<Column<unknown>, 'name' | 'width'>[]
  readonly rows: readonly (readonly (string | number)[])[]
}

export function tableOf<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  return { name, columns, rows: rows.map((row) => columns.map(({ cell }) => cell(row))) }
}

export function csvOf({ columns, rows }: Table): string {
  return stringify([columns.map(({ name }) => name), ...rows], { record_delimiter: 'windows', escape_formulas: true })
}

/** Characters that a cell can hold, in Excel and LibreOffice. */
const MOST_CHARACTERS = 32_767
/** The first moment that a zip file can name, by whatever clock. */
const NO_TIME = new Date(1980, 0, 1)

/** A sheet each; its first row stays in sight. */
export async function xlsxOf(tables: readonly Table[]): Promise<Uint8Array> {
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    data: [
      columns.map((column) => ({ value: column.name, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }))
  const parts = unzipSync(new Uint8Array(await writeExcelFile(sheets).toBuffer()))
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, name === STRINGS ? kept(part) : part])), {
    mtime: NO_TIME,
    level: 6,
  })
}

const STRINGS = 'xl/sharedStrings.xml'

/** Blanks at the ends of words stay. */
const kept = (part: Uint8Array): Uint8Array => strToU8(strFromU8(part).replaceAll('<t>', '<t xml:space="preserve">'))

function cellOf(value: string | number): SheetCell {
  if (typeof value === 'number') return { value, type: Number }
  return value === '' ? null : { value: value.slice(0, MOST_CHARACTERS), type: String, wrap: true, alignVertical: 'top' }
}

type SheetCell =
  { value: number; type: NumberConstructor } | { value: string; type: StringConstructor; wrap: true; alignVertical: 'top' } | null
