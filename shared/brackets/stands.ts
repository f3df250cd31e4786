// Stands (A8): who backs, who objects, and whether a stand was taken on the words as they are now. What is asked of a `meta`
// is answered for whoever it is put together for: the room, or one who has been told more (withAsides).
import type { Bid, Principal } from '../ids.ts'
import type { Delegation } from '../policy/parties.ts'
import { levelOf, metaKey, standsOf, typeOf, type Meta, type Stance, type Stand, type StandCondition } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import { structureOf } from './structures.ts'
import { namesOf, standsByWords } from './names.ts'
import { membersOf, replaceOf } from './tree.ts'
import { paragraphDigest, wordsDigest } from './words.ts'

/** All stands that the room may know, made once for many questions. */
export type StandIndex = ReturnType<typeof standsOf>

export interface StandView extends Stand {
  readonly principal: Principal
  /** The words have changed since: the stand is to an earlier wording until it is confirmed. */
  readonly earlier: boolean
}

/** The stands on one target, oldest first. */
export function standsOn(reading: Reading, meta: Meta, target: string, index: StandIndex = standsOf(meta)): StandView[] {
  const stands = index.get(target)
  if (stands === undefined) return []
  const now = standDigest(reading, target)
  return [...stands]
    .map(([principal, stand]) => ({ ...stand, principal, earlier: isEarlier(reading, target, stand, now) }))
    .sort((a, b) => a.seq - b.seq)
}

/** A co-sponsor stands by the proposal's own words, whatever others propose inside it. */
function isEarlier(reading: Reading, target: string, stand: Stand, now: string): boolean {
  if (stand.stance === 'proposes') return !standsByWords(reading, target, stand)
  return stand.words !== '' && stand.words !== now
}

/** Whether a principal holds a bracket, or has joined it, by somebody else's hand and has not confirmed that (AC-71). */
export function isUnconfirmed(meta: Meta, { bid, holder }: Bracket, principal: Principal | null): boolean {
  if (principal === null) return false
  if (holder === principal) return meta.get(metaKey.unconfirmed(bid)) === principal
  return (meta.get(metaKey.stand(bid, principal)) as Stand | undefined)?.unconfirmed === true
}

/** The digest of what a stand is about; '' where nobody can say, as for a whole text. */
export function standDigest(reading: Reading, target: string): string {
  if (reading.brackets.has(target)) return wordsDigest(reading, [target])
  const index = reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === target)
  return index < 0 ? '' : paragraphDigest(reading, index)
}

/** Whether a stand can be taken on it: a bracket, a group's "no text", a paragraph, the text. */
export function isStandTarget(reading: Reading, meta: Meta, target: string): boolean {
  if (target === 'text' || reading.brackets.has(target) || structureOf(meta, target) !== null) return true
  if (target.startsWith(NO_TEXT)) return membersOf(reading, target.slice(NO_TEXT.length)).length > 0
  return reading.paragraphs.some(({ raw }) => raw.starter?.p === target)
}

/** The target that is a group's alternative "no text". */
export const NO_TEXT = 'none:'

/** What a paragraph's closing is about beside itself: the headings of its sections, and the text. */
export function targetsOver(reading: Reading, meta: Meta, index: number): string[] {
  const targets = ['text']
  let level = Infinity
  for (let i = index; i >= 0; i--) {
    const starter = reading.paragraphs[i]?.raw.starter
    if (starter === null || starter === undefined) continue
    if (i === index) targets.push(starter.p)
    else if (typeOf(meta, starter.p, starter.t) === 'heading' && levelOf(meta, starter.p, starter.lvl) < level) {
      level = levelOf(meta, starter.p, starter.lvl)
      targets.push(starter.p)
    }
  }
  return targets
}

/** Who objects to closing a paragraph: whoever opposes or reserves on it, on its section or on the text. */
export function objectorsToClosing(reading: Reading, meta: Meta, index: number, stands: StandIndex = standsOf(meta)): Principal[] {
  const objectors = targetsOver(reading, meta, index).flatMap((target) => [
    ...withStance(meta, target, 'opposes', stands),
    ...withStance(meta, target, 'reserves', stands),
  ])
  return [...new Set(objectors)]
}

/** A stand that holds only on a condition, and whose. */
export interface ConditionalStand {
  readonly principal: Principal
  readonly target: string
  readonly condition: StandCondition
}

/** Conditional stands that decisions on some brackets touch: on the stand's own bracket, or on the one it hangs on. */
export function conditionsOn(bids: ReadonlySet<Bid>, stands: StandIndex): ConditionalStand[] {
  const found: ConditionalStand[] = []
  for (const [target, byPrincipal] of stands)
    for (const [principal, { condition }] of byPrincipal)
      if (condition !== undefined && (bids.has(target) || bids.has(condition.target))) found.push({ principal, target, condition })
  return found
}

/** A delegation's stand by itself or, unless it stands apart, by a group that it is a member of. */
export function standFor(
  stands: StandIndex,
  meta: Meta,
  target: string,
  delegation: Pick<Delegation, 'code'>,
  groups: readonly Pick<Delegation, 'code' | 'members'>[],
): { readonly stand: Stand; readonly by: Principal } | null {
  const own = stands.get(target)?.get(delegation.code)
  if (own !== undefined) return { stand: own, by: delegation.code }
  if (meta.get(metaKey.apart(target, delegation.code)) === true) return null
  for (const { code, members } of groups) {
    const stand = members.includes(delegation.code) ? stands.get(target)?.get(code) : undefined
    if (stand !== undefined) return { stand, by: code }
  }
  return null
}

/** Co-sponsors of the wording as it is, besides the holder, in the order in which they joined. */
export function sponsorsOf(reading: Reading, meta: Meta, bracket: Bracket): Principal[] {
  return namesOf(reading, bracket, standsOf(meta)).filter((principal) => principal !== bracket.holder)
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
