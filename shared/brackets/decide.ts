// What a decision does to a text (DESIGN 4), as a plan over flat positions; a pure function that the server carries
// out and the page previews with.
//             ins                          del                       res
//   keep      words become standing text   words stay, bracket goes  words stay, bracket goes
//   remove    words go                     words go                  words go
// What is nested in removed words falls with them. What the person deciding had not seen stays proposed.
import { bisect } from '../bisect.ts'
import type { Bid, GroupId } from '../ids.ts'
import { isText, runLength, type Run } from '../text/model.ts'
import type { Bracket, Reading } from '../text/read.ts'
import { looseAt, stretches, type SeamUnit } from './seams.ts'
import { membersOf, nestedIn, replaceOf } from './tree.ts'
import { Units, type Unit } from './units.ts'

export type Outcome = 'keep' | 'remove'

/** A decision as asked for; `choose` with null keeps none of the group's members. */
export type Decision =
  | { readonly act: 'keep' | 'remove'; readonly target: Bid }
  | { readonly act: 'choose'; readonly group: GroupId; readonly target: Bid | null }

/** What the person deciding had not seen; on the page nothing. */
export interface Unseen {
  /** Whether the unit at a flat position came after what the person saw. */
  at(position: number): boolean
}

export const ALL_SEEN: Unseen = { at: () => false }

export interface DecisionPlan {
  /** Positions to delete, ascending and disjoint. */
  readonly cuts: readonly { readonly from: number; readonly to: number }[]
  /** Stretches of unseen words to wrap again as proposals of their authors. */
  readonly late: readonly { readonly from: number; readonly to: number }[]
  /** Brackets that end, each with what becomes of its words; nested ones that fall included. */
  readonly ended: readonly { readonly bracket: Bracket; readonly outcome: Outcome | 'falls' }[]
}

/** The outcome for each bracket that a decision names; null where the bracket or group is not there. */
export function outcomesOf(reading: Reading, decision: Decision): Map<Bid, Outcome> | null {
  if (decision.act === 'choose') return chooseOutcomes(reading, decision.group, decision.target)
  const bracket = reading.brackets.get(decision.target)
  if (bracket === undefined) return null
  const replace = replaceOf(reading, bracket.group)
  if (replace !== null) {
    const carriesOut = (bracket.kind === 'ins') === (decision.act === 'keep')
    return new Map([
      [replace.del.bid, carriesOut ? 'remove' : 'keep'],
      [replace.ins.bid, carriesOut ? 'keep' : 'remove'],
    ])
  }
  if (bracket.group !== null && bracket.kind === 'ins' && decision.act === 'keep')
    return chooseOutcomes(reading, bracket.group, bracket.bid)
  return new Map([[bracket.bid, decision.act]])
}

function chooseOutcomes(reading: Reading, group: GroupId, target: Bid | null): Map<Bid, Outcome> | null {
  const members = membersOf(reading, group)
  if (members.length === 0 || (target !== null && !members.some(({ bid }) => bid === target))) return null
  return new Map(members.map((member) => [member.bid, memberOutcome(member, target)]))
}

/** With a member chosen the standing words in the group give way to it; with none chosen they stay. */
function memberOutcome({ bid, kind }: Bracket, target: Bid | null): Outcome {
  if (kind === 'ins') return bid === target ? 'keep' : 'remove'
  return target === null ? 'keep' : 'remove'
}

/** The outcomes of several decisions; `contradicts` where two of them say different things about one bracket. */
export function outcomesOfAll(reading: Reading, decisions: readonly Decision[]): Map<Bid, Outcome> | 'gone' | 'contradicts' {
  const all = new Map<Bid, Outcome>()
  for (const decision of decisions) {
    const outcomes = outcomesOf(reading, decision)
    if (outcomes === null) return 'gone'
    for (const [bid, outcome] of outcomes) {
      const known = all.get(bid)
      if (known !== undefined && known !== outcome) return 'contradicts'
      all.set(bid, outcome)
    }
  }
  return all
}

/** The brackets whose words a decision rests on, in text order: what `seen` names. */
export function namedBy(reading: Reading, decision: Decision): Bid[] {
  return namedByAll(reading, [decision])
}

/** The same for several decisions. */
export function namedByAll(reading: Reading, decisions: readonly Decision[]): Bid[] {
  const outcomes = new Set(decisions.flatMap((decision) => [...(outcomesOf(reading, decision)?.keys() ?? [])]))
  return [...reading.brackets.keys()].filter((bid) => outcomes.has(bid))
}

/** Members whose proposal is carried out: an addition kept, a deletion made, a reservation lifted. */
export function carriedOut(reading: Reading, outcomes: ReadonlyMap<Bid, Outcome>): Bracket[] {
  return [...outcomes].flatMap(([bid, outcome]) => {
    const bracket = reading.brackets.get(bid)
    if (bracket === undefined) return []
    return (bracket.kind === 'del' ? 'remove' : 'keep') === outcome ? [bracket] : []
  })
}

export function planDecision(reading: Reading, outcomes: ReadonlyMap<Bid, Outcome>, unseen: Unseen = ALL_SEEN): DecisionPlan {
  const units = new Units(reading)
  const gone = new Set<number>()
  const late = new Set<number>()
  const ended: DecisionPlan['ended'][number][] = []
  const fallen = new Set<Bid>()
  // Outer brackets first: what falls with their words needs no outcome of its own.
  const decided = [...outcomes].map(([bid, outcome]) => ({ bracket: reading.brackets.get(bid)!, outcome }))
  for (const { bracket, outcome } of decided.sort((a, b) => a.bracket.from - b.bracket.from)) {
    if (fallen.has(bracket.bid)) continue
    gone.add(bracket.from)
    gone.add(bracket.to)
    ended.push({ bracket, outcome })
    if (outcome === 'remove') {
      for (const each of removeWords(reading, units, bracket, unseen, gone, late)) {
        if (fallen.has(each.bracket.bid)) continue
        fallen.add(each.bracket.bid)
        ended.push(each)
      }
    } else if (bracket.kind === 'ins') keepWords(reading, units, bracket, unseen, late)
  }
  for (const bracket of emptied(reading, units, gone)) {
    gone.add(bracket.from)
    gone.add(bracket.to)
    if (!ended.some((one) => one.bracket === bracket)) ended.push({ bracket, outcome: 'falls' })
  }
  const seams = new Set(
    decided.flatMap(({ bracket, outcome }) => (outcome === 'keep' && bracket.kind === 'ins' ? [bracket.from, bracket.to] : [])),
  )
  for (const position of looseAt((at) => seamUnit(units.at(at)), gone, seams)) gone.add(position)
  for (const position of emptiedParagraphs(reading, units, gone)) gone.add(position)
  return { cuts: stretches(gone), late: stretches(late), ended }
}

function removeWords(
  reading: Reading,
  units: Units,
  bracket: Bracket,
  unseen: Unseen,
  gone: Set<number>,
  late: Set<number>,
): DecisionPlan['ended'][number][] {
  const nested = nestedIn(reading, bracket.bid)
  const stay = new Set(nested.filter(({ from }) => unseen.at(from)).map(({ bid }) => bid))
  const falls = nested.filter(({ bid, parent }) => !stay.has(bid) && !(parent !== null && stay.has(parent)))
  for (let at = bracket.from + 1; at < bracket.to; at++) {
    const unit = units.at(at)!
    if (unit.within.some((bid) => stay.has(bid)) || isToken(unit)) continue
    if (unseen.at(at) && !unit.starter) late.add(at)
    else gone.add(at)
  }
  for (const { from, to } of falls) {
    gone.add(from)
    gone.add(to)
  }
  // A proposed paragraph goes with the bracket that proposes it.
  reading.paragraphs.forEach(({ raw }, index) => {
    if (raw.starter?.in === bracket.bid || falls.some(({ bid }) => bid === raw.starter?.in)) gone.add(reading.starts[index]!)
  })
  return falls.map((each) => ({ bracket: each, outcome: 'falls' as const }))
}

/** Words of the kept layer that were not seen stay proposed. */
function keepWords(reading: Reading, units: Units, bracket: Bracket, unseen: Unseen, late: Set<number>): void {
  for (let at = bracket.from + 1; at < bracket.to; at++) {
    const unit = units.at(at)!
    if (isToken(unit) || !unseen.at(at)) continue
    const layer = unit.within.findLast((bid) => reading.brackets.get(bid)?.kind === 'ins')
    if (layer === bracket.bid) late.add(at)
  }
}

function seamUnit(unit: Unit | undefined): SeamUnit | undefined {
  if (unit === undefined) return undefined
  if (unit.starter) return 'start'
  return typeof unit.value === 'string' ? unit.value : 'token'
}

const isToken = ({ value, starter }: Unit): boolean => typeof value !== 'string' && !starter

/** Brackets around what goes that are left without anything: there is nothing more to add, delete or reserve. The inner ones first. */
function emptied(reading: Reading, units: Units, gone: ReadonlySet<number>): Bracket[] {
  const going = [...gone].sort((a, b) => a - b)
  const all = new Set(gone)
  const found: Bracket[] = []
  for (const bracket of [...reading.brackets.values()].toReversed()) {
    // Most stand nowhere near: what goes is sorted, so the first behind its opening tells.
    if (all.has(bracket.from) || !((going[firstAbove(going, bracket.from)] ?? Infinity) < bracket.to)) continue
    const inside = Array.from({ length: bracket.to - bracket.from - 1 }, (_, i) => bracket.from + 1 + i)
    if (!inside.every((at) => all.has(at)) || !inside.some((at) => typeof units.at(at)!.value === 'string')) continue
    all.add(bracket.from).add(bracket.to)
    found.push(bracket)
  }
  return found
}

/** Index of the first of ascending numbers that is above a bound. */
function firstAbove(ascending: readonly number[], bound: number): number {
  return bisect(ascending.length, (i) => ascending[i]! <= bound)
}

/** Starts of paragraphs whose last words went: a label with nothing behind it is no paragraph. The first one stays, for a text begins with one. */
function emptiedParagraphs(reading: Reading, units: Units, gone: ReadonlySet<number>): number[] {
  const touched = new Set([...gone].map((at) => units.paragraphAt(at)))
  return [...touched].flatMap((index) => {
    const { raw, length } = reading.paragraphs[index]!
    const start = reading.starts[index]!
    if (index === 0 || raw.starter === null || gone.has(start)) return []
    const content = Array.from({ length: length - 1 }, (_, i) => start + 1 + i)
    const tookWords = content.some((at) => typeof units.at(at)!.value === 'string')
    return tookWords && content.every((at) => gone.has(at)) ? [start] : []
  })
}

/** The body as it would be after a plan, for a preview. */
export function bodyAfter(reading: Reading, plan: DecisionPlan): Run[] {
  const runs: Run[] = []
  let at = 0
  let next = 0
  // Both go through the text once, in its order.
  const gone = (position: number): boolean => {
    while (next < plan.cuts.length && plan.cuts[next]!.to <= position) next++
    return next < plan.cuts.length && plan.cuts[next]!.from <= position
  }
  for (const { raw } of reading.paragraphs) {
    for (const run of [...(raw.starter === null ? [] : [{ insert: raw.starter }]), ...raw.runs]) {
      if (!isText(run)) {
        if (!gone(at)) runs.push(run)
      } else {
        const kept = run.insert
          .split('')
          .filter((_, i) => !gone(at + i))
          .join('')
        if (kept !== '') runs.push({ ...run, insert: kept })
      }
      at += runLength(run)
    }
  }
  return runs
}
