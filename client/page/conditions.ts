// What a stand can hang on, and in which words: another bracket, decided this way or that.
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid } from '@chapeau/shared/ids'
import { labelOf, type Meta, type StandCondition } from '@chapeau/shared/text/meta'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import { codeName, placeName } from './names.ts'

interface Read {
  readonly reading: Reading
  readonly meta: Meta
}

/** The brackets of one paragraph, each in a line. */
export interface ConditionPlace {
  readonly place: string
  readonly brackets: readonly { readonly bid: Bid; readonly says: string }[]
}

/** Words of a bracket that are shown. */
const SHOWN = 48

/** Every bracket that a stand on `bid` can hang on, in the order of the text. */
export function conditionPlaces({ reading, meta }: Read, bid: Bid): ConditionPlace[] {
  const places = new Map<number, { bid: Bid; says: string }[]>()
  for (const bracket of reading.brackets.values()) {
    if (bracket.bid === bid || bracket.kind === 'note') continue
    const here = places.get(bracket.first) ?? []
    places.set(bracket.first, here)
    here.push({ bid: bracket.bid, says: `${codeName(bracket.holder)}: ${excerpt(reading, bracket)}` })
  }
  return [...places].map(([index, brackets]) => ({ place: placeOf({ reading, meta }, index), brackets }))
}

/** `if “all” in paragraph 7 stays`; of words that are decided only how. */
export function conditionSays({ target, outcome }: StandCondition, { reading, meta }: Read): string {
  const verb = outcome === 'keep' ? 'stays' : 'goes'
  const bracket = reading.brackets.get(target)
  if (bracket === undefined) return `if what it hung on ${verb}; that has been decided`
  return `if ${excerpt(reading, bracket)} in ${placeOf({ reading, meta }, bracket.first)} ${verb}`
}

function excerpt(reading: Reading, { bid }: Bracket): string {
  const words = wordsOf(reading, bid).replace(/\s+/g, ' ').trim()
  if (words === '') return '[ ]'
  return `“${words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words}”`
}

function placeOf({ reading, meta }: Read, index: number): string {
  return placeName(labelOf(meta, reading.paragraphs[index]?.raw.starter?.p ?? ''), index)
}
