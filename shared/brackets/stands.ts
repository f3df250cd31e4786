// Stands on brackets (A8): who backs, who objects, and whether a stand was taken on the words as they are now.
import type { Bid, Principal } from '../ids.ts'
import { standsOf, type Meta, type Stance, type Stand } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import { replaceOf } from './tree.ts'
import { wordsDigest } from './words.ts'

/** All stands that the room may know, made once for many questions. */
export type StandIndex = ReturnType<typeof standsOf>

export interface StandView extends Stand {
  readonly principal: Principal
  /** The words have changed since: the stand is to an earlier wording until it is confirmed. */
  readonly earlier: boolean
}

/** The room's stands on one target, oldest first. */
export function standsOn(reading: Reading, meta: Meta, target: Bid): StandView[] {
  const stands = standsOf(meta).get(target)
  if (stands === undefined) return []
  const now = wordsDigest(reading, [target])
  return [...stands]
    .map(([principal, stand]) => ({ ...stand, principal, earlier: stand.words !== '' && stand.words !== now }))
    .sort((a, b) => a.seq - b.seq)
}

/** Co-sponsors besides the holder, in the order in which they joined. */
export function sponsorsOf(meta: Meta, bracket: Bracket): Principal[] {
  return withStance(meta, bracket.bid, 'proposes').filter((principal) => principal !== bracket.holder)
}

export function withStance(meta: Meta, target: Bid, stance: Stance, stands: StandIndex = standsOf(meta)): Principal[] {
  return [...(stands.get(target) ?? [])]
    .filter(([, stand]) => stand.stance === stance)
    .sort(([, a], [, b]) => a.seq - b.seq)
    .map(([principal]) => principal)
}

/**
 * Who has objected to carrying out a proposal: whoever opposes it or its other half, and on lifting a reservation
 * whoever holds it. Dropping a proposal is nobody's objection: its holder may propose it again.
 */
export function objectorsTo(
  reading: Reading,
  meta: Meta,
  carriedOut: readonly Bracket[],
  stands: StandIndex = standsOf(meta),
): Principal[] {
  const objectors = new Set<Principal>()
  for (const bracket of carriedOut) {
    const replace = replaceOf(reading, bracket.group)
    const targets = replace === null ? [bracket.bid] : [replace.del.bid, replace.ins.bid]
    for (const target of targets) withStance(meta, target, 'opposes', stands).forEach((principal) => objectors.add(principal))
    if (bracket.kind === 'res' && bracket.holder !== '') objectors.add(bracket.holder)
  }
  return [...objectors]
}
