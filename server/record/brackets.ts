// The open brackets of a text as a table: one a row, with its place, its words, whose it is, who stands where on it, since when.
// It says what the room may know and no more.
import { namesOf } from '@chapeau/shared/brackets/names'
import { standsOn, type StandView } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid } from '@chapeau/shared/ids'
import { labelOf, metaKey, STANCES, standsOf, type Meta, type Stance } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import { tableOf, type Column, type Table } from './table.ts'

/** Stances that have a column; who has joined stands with the holder. */
const STANDING: Readonly<Record<Exclude<Stance, 'proposes'>, string>> = {
  supports: 'supported by',
  canLiveWith: 'can live with it',
  opposes: 'opposed by',
  reserves: 'reserved by',
  awaits: 'awaiting instructions',
}
/** What a bracket does, as the tables say it. */
export const DOES: Readonly<Record<BracketKind, string>> = { ins: 'add', del: 'delete', res: 'reserve', note: 'note' }

interface Row extends Bracket {
  readonly stands: readonly StandView[]
}

/** `since`: when a bracket was proposed; null where the record does not say. */
export function bracketsTable(reading: Reading, meta: Meta, since: (bid: Bid) => Date | null): Table {
  const numbers = numbersOf(reading)
  const groups = new Map<string, number>()
  for (const { group } of reading.brackets.values()) if (group !== null && !groups.has(group)) groups.set(group, groups.size + 1)
  const stances = STANCES.filter((stance): stance is keyof typeof STANDING => stance !== 'proposes')
  const index = standsOf(meta)
  const joinedBy = (row: Row): string =>
    namesOf(reading, row, index)
      .filter((principal) => principal !== row.holder)
      .join(' ')
  const columns: Column<Row>[] = [
    { name: 'number', width: 8, cell: ({ bid }) => numbers.get(bid)! },
    { name: 'paragraph', width: 12, cell: ({ first }) => placeIn(reading, meta, first) },
    { name: 'does', width: 9, cell: ({ kind }) => DOES[kind] },
    { name: 'words', width: 50, cell: ({ bid }) => wordsOf(reading, bid) },
    { name: 'within', width: 8, cell: ({ parent }) => (parent === null ? '' : numbers.get(parent)!) },
    { name: 'group', width: 8, cell: ({ group }) => (group === null ? '' : groups.get(group)!) },
    { name: 'proposed by', width: 14, cell: ({ holder }) => holder },
    { name: 'joined by', width: 16, cell: (row) => joinedBy(row) },
    ...stances.map((stance) => ({ name: STANDING[stance], width: 16, cell: ({ stands }: Row) => whoIn(stands, stance) })),
    { name: 'why', width: 40, cell: ({ bid }) => wordsIn(meta.get(metaKey.rationale(bid))) },
    { name: 'since (UTC)', width: 26, cell: ({ bid }) => since(bid)?.toISOString() ?? '' },
  ]
  const rows = [...reading.brackets.values()].map((bracket) => ({ ...bracket, stands: standsOn(reading, meta, bracket.bid, index) }))
  return tableOf('brackets', columns, rows)
}

/** By which the tables name open brackets: in the order of the text. */
export function numbersOf({ brackets }: Reading): ReadonlyMap<Bid, number> {
  return new Map([...brackets.keys()].map((bid, i) => [bid, i + 1]))
}

/** A paragraph by its label, else by its number in the text. */
export function placeIn(reading: Reading, meta: Meta, index: number): string {
  return labelOf(meta, reading.paragraphs[index]?.raw.starter?.p ?? '') || `no. ${index + 1}`
}

function whoIn(stands: readonly StandView[], stance: Stance): string {
  return stands
    .filter((stand) => stand.stance === stance)
    .map(({ principal, earlier }) => (earlier ? `${principal} (to an earlier wording)` : principal))
    .join(' ')
}

const wordsIn = (value: unknown): string => (typeof value === 'string' ? value : '')
