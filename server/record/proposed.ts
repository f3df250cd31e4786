// What became of every proposal, as a table: a bracket a row, with the entries of the record that are about it, who typed it and for
// whom, its first and last words, and how it ended. Made of the record as its reader is shown it, and of the text as it is.
import type { Bid } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Reading } from '@chapeau/shared/text/read'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { DOES, numbersOf, placeIn } from './brackets.ts'
import { tableOf, type Column, type Table } from './table.ts'

/** Acts that are about brackets alone, and by which one is known to be one. */
const ABOUT_BRACKETS: ReadonlySet<string> = new Set(['propose', 'word', 'keep', 'remove', 'fall', 'emptied', 'withdraw', 'reinstate'])
const ENDS: ReadonlySet<string> = new Set(['keep', 'remove', 'fall', 'emptied', 'withdraw'])

/** A bracket's entries, oldest first; none for one that came with the text and was never spoken of. */
interface Row {
  readonly bid: Bid
  readonly lines: readonly RecordLine[]
}

/** Gathers from a record, page after page, what the table needs of it. */
export class Proposed {
  readonly #lines = new Map<string, RecordLine[]>()
  readonly #brackets = new Set<string>()

  /** `lines`: as the reader is shown them. */
  add(lines: readonly RecordLine[]): void {
    for (const line of lines) {
      const { target, act } = line.entry
      if (target === null) continue
      this.#lines.set(target, [...(this.#lines.get(target) ?? []), line])
      if (ABOUT_BRACKETS.has(act)) this.#brackets.add(target)
    }
  }

  /** Brackets in the order in which they came; those of the text that no entry is about last. */
  table(reading: Reading, meta: Meta): Table {
    const numbers = numbersOf(reading)
    const open = (bid: Bid): boolean => reading.brackets.has(bid)
    const known = [...this.#lines.keys()].filter((target) => this.#brackets.has(target) || open(target))
    const silent = [...reading.brackets.keys()].filter((bid) => !this.#lines.has(bid))
    const rows: Row[] = [...known, ...silent].map((bid) => ({ bid, lines: this.#lines.get(bid) ?? [] }))
    const first = ({ lines }: Row): RecordLine | undefined => lines[0]
    const end = ({ bid, lines }: Row): RecordLine | undefined =>
      open(bid) ? undefined : lines.findLast(({ entry }) => ENDS.has(entry.act))
    const columns: Column<Row>[] = [
      { name: 'bracket', width: 22, cell: ({ bid }) => bid },
      { name: 'number', width: 8, cell: ({ bid }) => numbers.get(bid) ?? '' },
      { name: 'paragraph', width: 12, cell: (row) => placeOf(row, reading, meta) },
      { name: 'does', width: 9, cell: (row) => doesOf(row, reading) },
      { name: 'first words', width: 40, cell: ({ lines }) => wordsAt(lines.find(({ entry }) => entry.act === 'propose')) },
      { name: 'last words', width: 40, cell: (row) => (open(row.bid) ? wordsOf(reading, row.bid) : lastWords(row)) },
      { name: 'proposed by', width: 14, cell: (row) => first(row)?.entry.by.principal ?? reading.brackets.get(row.bid)?.by ?? '' },
      { name: 'typed by the secretariat', width: 10, cell: (row) => (first(row)?.entry.by.onBehalfOf === undefined ? '' : 'yes') },
      { name: 'proposed (UTC)', width: 26, cell: (row) => first(row)?.entry.at ?? '' },
      { name: 'joined by', width: 16, cell: ({ lines }) => whoDid(lines, 'join') },
      { name: 'entries', width: 18, cell: ({ lines }) => lines.map(({ entry }) => entry.seq).join(' ') },
      { name: 'what became of it', width: 24, cell: (row) => becameOf(row, end(row), reading, meta) },
      { name: 'by entry', width: 8, cell: (row) => end(row)?.entry.seq ?? '' },
      { name: 'by', width: 12, cell: (row) => end(row)?.entry.by.principal ?? '' },
      { name: 'at (UTC)', width: 26, cell: (row) => end(row)?.entry.at ?? '' },
      { name: 'over the objection of', width: 18, cell: (row) => end(row)?.entry.over?.join(' ') ?? '' },
    ]
    return tableOf('trace', columns, rows)
  }
}

function placeOf({ bid, lines }: Row, reading: Reading, meta: Meta): string {
  const bracket = reading.brackets.get(bid)
  if (bracket !== undefined) return placeIn(reading, meta, bracket.first)
  return lines.findLast(({ entry }) => entry.paragraph !== null)?.entry.paragraph?.label ?? ''
}

function kindOf({ bid, lines }: Row, reading: Reading): BracketKind | null {
  const told = lines.findLast(({ content }) => content?.detail?.['kind'] !== undefined)?.content?.detail?.['kind']
  return reading.brackets.get(bid)?.kind ?? (told as BracketKind | undefined) ?? null
}

function doesOf(row: Row, reading: Reading): string {
  const kind = kindOf(row, reading)
  return kind === null ? '' : DOES[kind]
}

/** What an entry's content says; content that is not shown says nothing. */
function wordsAt(line: RecordLine | undefined): string {
  if (line === undefined) return ''
  return line.content === null ? WITHHELD : (line.content.after ?? '')
}

const WITHHELD = '(withheld)'

function lastWords({ lines }: Row): string {
  const told = lines.findLast(({ entry }) => entry.act === 'propose' || entry.act === 'word')
  const before = lines.findLast(({ content }) => content?.before !== undefined)?.content?.before
  return before ?? wordsAt(told)
}

const whoDid = (lines: readonly RecordLine[], act: string): string =>
  [...new Set(lines.filter(({ entry }) => entry.act === act).map(({ entry }) => entry.by.principal))].join(' ')

/** By what it was and how it was decided: the buttons' words (DESIGN 1). */
const KEPT: Readonly<Record<BracketKind, string>> = { ins: 'accepted', del: 'retained', res: 'lifted', note: 'kept' }
const REMOVED: Readonly<Record<BracketKind, string>> = { ins: 'dropped', del: 'deleted', res: 'deleted', note: 'deleted' }

function becameOf(row: Row, end: RecordLine | undefined, reading: Reading, meta: Meta): string {
  if (reading.brackets.has(row.bid)) return meta.get(metaKey.withdrawn(row.bid)) === undefined ? 'open' : 'open, withdrawn by its proposer'
  const kind = kindOf(row, reading) ?? 'ins'
  switch (end?.entry.act) {
    case 'keep':
      return KEPT[kind]
    case 'remove':
      return REMOVED[kind]
    case 'withdraw':
      return 'withdrawn'
    case 'fall':
      return 'fell with the words around it'
    case 'emptied':
      return 'taken back'
    default:
      return 'gone'
  }
}
