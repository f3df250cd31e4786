// Where delegations stand, as a table: one stand a row, on a bracket, a group's "no text", a paragraph, a proposed change of shape or the
// whole text. Only what the room knows.
import { NO_TEXT, standsOn, type StandView } from '@chapeau/shared/brackets/stands'
import { shapeWords, structureOf } from '@chapeau/shared/brackets/structures'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { standsOf, type Meta, type Stance } from '@chapeau/shared/text/meta'
import { printParagraph } from '@chapeau/shared/text/notation'
import type { Reading } from '@chapeau/shared/text/read'
import { DOES, numbersOf, placeIn } from './brackets.ts'
import { tableOf, type Column, type Table } from './table.ts'

const STANCE_WORDS: Readonly<Record<Stance, string>> = {
  proposes: 'has joined',
  supports: 'supports',
  canLiveWith: 'can live with it',
  opposes: 'opposes',
  reserves: 'reserves',
  awaits: 'awaits instructions',
}

/** What a stand is about. */
interface Target {
  readonly on: string
  readonly paragraph: string
  /** As in the table of brackets; '' for others. */
  readonly bracket: number | ''
  readonly words: string
}

interface Row extends StandView {
  readonly target: Target
}

/** `at`: when an entry of the record was made; null where it does not say. */
export function standsTable(reading: Reading, meta: Meta, at: (seq: number) => string | null): Table {
  const index = standsOf(meta)
  const numbers = numbersOf(reading)
  const targetsOf = targetsIn(reading, meta, numbers)
  const rows: Row[] = [...index.keys()].flatMap((id) => {
    const target = targetsOf(id)
    // What stood on something that is gone is the record's.
    return target === null ? [] : standsOn(reading, meta, id, index).map((stand) => ({ ...stand, target }))
  })
  const columns: Column<Row>[] = [
    { name: 'on', width: 16, cell: ({ target }) => target.on },
    { name: 'paragraph', width: 12, cell: ({ target }) => target.paragraph },
    { name: 'bracket', width: 8, cell: ({ target }) => target.bracket },
    { name: 'words', width: 50, cell: ({ target }) => target.words },
    { name: 'delegation', width: 14, cell: ({ principal }) => principal },
    { name: 'stands', width: 18, cell: ({ stance }) => STANCE_WORDS[stance] },
    { name: 'to an earlier wording', width: 10, cell: ({ earlier }) => (earlier ? 'yes' : '') },
    { name: 'only if', width: 24, cell: ({ condition }) => (condition === undefined ? '' : conditionWords(numbers, condition)) },
    { name: 'why', width: 40, cell: ({ reason = '' }) => reason },
    { name: 'entry', width: 8, cell: ({ seq }) => seq },
    { name: 'since (UTC)', width: 26, cell: ({ seq }) => at(seq) ?? '' },
  ]
  return tableOf(
    'stands',
    columns,
    rows.toSorted((a, b) => a.seq - b.seq || (a.principal < b.principal ? -1 : 1)),
  )
}

/** The entries that the table speaks of. */
export function entriesOfStands(meta: Meta): number[] {
  return [...standsOf(meta).values()].flatMap((stands) => [...stands.values()].map(({ seq }) => seq))
}

function conditionWords(numbers: ReadonlyMap<string, number>, { target, outcome }: NonNullable<StandView['condition']>): string {
  const number = numbers.get(target)
  return `${number === undefined ? 'a bracket that is gone' : `bracket ${number}`} is ${outcome === 'keep' ? 'kept' : 'removed'}`
}

function targetsIn(reading: Reading, meta: Meta, numbers: ReadonlyMap<string, number>): (id: string) => Target | null {
  const paragraphs = new Map(reading.paragraphs.map(({ raw }, i) => [raw.starter?.p ?? '', i]))
  return (id) => {
    if (id === 'text') return { on: 'text', paragraph: '', bracket: '', words: '' }
    const bracket = reading.brackets.get(id)
    if (bracket !== undefined)
      return {
        on: DOES[bracket.kind],
        paragraph: placeIn(reading, meta, bracket.first),
        bracket: numbers.get(id)!,
        words: wordsOf(reading, id),
      }
    const structure = structureOf(meta, id)
    if (structure !== null) {
      const index = paragraphs.get(structure.shape.target)
      const place = index === undefined ? '' : placeIn(reading, meta, index)
      return { on: 'shape', paragraph: place, bracket: '', words: shapeWords(reading, meta, structure) }
    }
    if (id.startsWith(NO_TEXT)) return noText(reading, meta, id.slice(NO_TEXT.length), numbers)
    const index = paragraphs.get(id)
    return index === undefined
      ? null
      : { on: 'paragraph', paragraph: placeIn(reading, meta, index), bracket: '', words: printParagraph(reading, index, meta) }
  }
}

function noText(reading: Reading, meta: Meta, group: string, numbers: ReadonlyMap<string, number>): Target | null {
  const first = [...reading.brackets.values()].find((bracket) => bracket.group === group)
  if (first === undefined) return null
  return { on: 'no text', paragraph: placeIn(reading, meta, first.first), bracket: numbers.get(first.bid)!, words: '' }
}
