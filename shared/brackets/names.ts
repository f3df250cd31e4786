// Whose names stand under a proposal: its holder's, and those of co-sponsors who have seen the words as they are (A8).
import type { Bid, Principal } from '../ids.ts'
import type { Stand, standsOf } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import { ownDigest } from './words.ts'

/** Whether a co-sponsor joined the words as they are; one that came with an imported text did. */
export function standsByWords(reading: Reading, bid: Bid, { own }: Pick<Stand, 'own'>): boolean {
  return own === undefined || own === ownDigest(reading, bid)
}

/** The holder, then co-sponsors in the order in which they joined; those of an earlier wording are left out until they join again. */
export function namesOf(reading: Reading, bracket: Bracket, stands: ReturnType<typeof standsOf>): Principal[] {
  const sponsors = [...(stands.get(bracket.bid) ?? [])]
    .filter(([principal, stand]) => stand.stance === 'proposes' && principal !== bracket.holder)
    .filter(([, stand]) => standsByWords(reading, bracket.bid, stand))
    .sort(([, a], [, b]) => a.seq - b.seq)
    .map(([principal]) => principal)
  return bracket.holder === '' ? sponsors : [bracket.holder, ...sponsors]
}
