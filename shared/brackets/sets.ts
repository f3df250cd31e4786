// Sets (spec AC-51): one proposal at several places, with one decision for all of them. Pure; the panel's buttons and the act ask here.
import type { Bid } from '../ids.ts'
import { setOf, type Meta } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import type { Decision } from './decide.ts'

/** One place of a set: a bracket, or the halves of a replace. */
export interface SetPlace {
  /** The bracket that is named for it: the addition, where there is one. */
  readonly bracket: Bracket
  readonly bids: readonly Bid[]
}

/** The places of the set that a bracket belongs to, in text order; empty where it is in none, or the last one left. */
export function placesInSet(reading: Reading, meta: Meta, bid: Bid): SetPlace[] {
  const set = setOf(meta, bid)
  if (set === null) return []
  const places = new Map<string, SetPlace>()
  for (const bracket of reading.brackets.values()) {
    if (setOf(meta, bracket.bid) !== set) continue
    const key = bracket.group ?? bracket.bid
    const known = places.get(key)
    places.set(key, {
      bracket: known === undefined || bracket.kind === 'ins' ? bracket : known.bracket,
      bids: [...(known?.bids ?? []), bracket.bid],
    })
  }
  return places.size < 2 ? [] : [...places.values()]
}

/** What a decision on all places is made of: the proposal carried out everywhere, or nowhere. */
export function decisionsOnSet(places: readonly SetPlace[], outcome: 'accept' | 'drop'): Decision[] {
  return places.map(({ bracket: { bid, kind, group } }): Decision => {
    if (group !== null) return { act: 'choose', group, target: outcome === 'accept' ? bid : null }
    const keeps = (kind === 'del') !== (outcome === 'accept')
    return { act: keeps ? 'keep' : 'remove', target: bid }
  })
}
