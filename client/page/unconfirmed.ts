// What the secretariat has typed, or joined, for a delegation and it has not confirmed. Pure.
import { isUnconfirmed } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid } from '@chapeau/shared/ids'
import type { Actor } from '@chapeau/shared/policy'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Bracket, Reading } from '@chapeau/shared/text/read'

/** One proposal: a replace is one, with both its brackets. */
export interface TypedForUs {
  readonly bids: readonly Bid[]
  readonly words: string
}

const FIRST_WORDS = 60

/** In the order of the text; empty for whoever is not the delegation itself. */
export function typedForUs(reading: Reading, meta: Meta, { role, principal }: Actor): TypedForUs[] {
  if (role !== 'delegate' || principal === null) return []
  const groups = new Map<string, Bracket[]>()
  for (const bracket of reading.brackets.values()) {
    if (!isUnconfirmed(meta, bracket, principal)) continue
    const key = bracket.group ?? bracket.bid
    groups.set(key, [...(groups.get(key) ?? []), bracket])
  }
  return [...groups.values()].map((members) => ({
    bids: members.map(({ bid }) => bid),
    words: `${joins(members, principal)}${members.map((bracket) => sayOf(reading, bracket)).join(' ')}`,
  }))
}

/** Words of another that we are said to have joined. */
const joins = ([first]: readonly Bracket[], principal: string): string =>
  first === undefined || first.holder === principal ? '' : `join ${first.holder}: `

function sayOf(reading: Reading, { bid, kind }: Bracket): string {
  const words = wordsOf(reading, bid).replace(/\s+/g, ' ').trim()
  const first = words.length > FIRST_WORDS ? `${words.slice(0, FIRST_WORDS)}…` : words
  return kind === 'del' ? `delete “${first}”` : kind === 'res' ? `reserve on “${first}”` : `“${first}”`
}
