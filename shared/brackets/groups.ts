// Groups (spec AC-50): which brackets can compete for one place, and what a group can be decided to. Pure; the act and the
// page's list of candidates ask the same questions.
import type { Bid, GroupId } from '../ids.ts'
import { labelOf, type Meta } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import type { Decision } from './decide.ts'
import { flatWords } from '../text/shape.ts'
import { membersOf } from './tree.ts'
import { wordsOf } from './words.ts'

/** Some brackets with everything that competes with any of them already, in text order: a replace is not torn apart. */
export function withGroups(reading: Reading, bids: readonly Bid[]): Bracket[] {
  const wanted = new Set(bids)
  const groups = new Set(bids.map((bid) => reading.brackets.get(bid)?.group ?? null).filter((group) => group !== null))
  return [...reading.brackets.values()].filter(({ bid, group }) => wanted.has(bid) || (group !== null && groups.has(group)))
}

/** Why some brackets cannot compete for one place; null when they can. */
export function cannotGroup(reading: Reading, members: readonly Bracket[]): string | null {
  if (members.length < 2) return 'Choose two or more brackets that compete for one place.'
  if (members.some(({ kind }) => kind === 'note')) return 'A note is no part of the running text and competes with nothing.'
  const outer = members.find((one) => members.some((other) => other.kind === 'ins' && other.from > one.from && other.to < one.to))
  if (outer !== undefined)
    return `One of these stands inside the words of ${outer.holder || 'another'}: it is a change to them, not an alternative.`
  if (new Set(members.map(({ group }) => group)).size === 1 && members[0]!.group !== null)
    return 'These are alternatives of one group already.'
  return members.every(({ kind }) => kind !== 'ins') ? 'At least one of them must propose words.' : null
}

/** Brackets that could compete with one: not grouped with it, in one of its paragraphs, and possible in themselves. */
export function candidatesFor(reading: Reading, bid: Bid): Bracket[] {
  const bracket = reading.brackets.get(bid)
  if (bracket === undefined) return []
  return [...reading.brackets.values()].filter(
    (other) =>
      other.bid !== bid &&
      other.first <= bracket.last &&
      other.last >= bracket.first &&
      (other.group === null || other.group !== bracket.group) &&
      cannotGroup(reading, withGroups(reading, [bid, other.bid])) === null,
  )
}

/** What a group can be decided to. `member`: the bracket whose words stand then; null for the words as they are, and for none. */
export interface GroupChoice {
  readonly is: 'member' | 'standing' | 'none'
  readonly member: Bracket | null
  readonly decision: Decision
}

/** The members in text order, then the standing words where the group is about some, then no text at all. */
export function choicesOf(reading: Reading, group: GroupId): GroupChoice[] {
  const members = membersOf(reading, group)
  const choose = (target: Bid | null): Decision => ({ act: 'choose', group, target })
  const standing = members.find(({ kind }) => kind === 'del' || kind === 'res')
  return [
    ...members.filter(({ kind }) => kind === 'ins').map((member): GroupChoice => ({ is: 'member', member, decision: choose(member.bid) })),
    ...(standing === undefined ? [] : [{ is: 'standing', member: standing, decision: choose(null) } satisfies GroupChoice]),
    { is: 'none', member: null, decision: choose(standing?.bid ?? null) },
  ]
}

/** Between brackets of an imported text that compete: nothing, a slash, or "or". */
const BETWEEN = /^\s*(?:\/|or)?\s*$/iu
/** Words that say themselves that they are one of several. */
const OPTION = /^\s*(?:option|alternative|alt\.?|variante?)\s*(?:\d+|[a-z]\b|[ivx]+\b)/iu

/** Of nobody and in no group: what a desk is asked about. */
const unattributed = ({ by, group, kind, placeholder }: Bracket): boolean => by === '' && group === null && kind === 'ins' && !placeholder

/** Brackets of an imported text, of those that `may`, that look as if they competed for one place. A person confirms them. */
export function likelyGroups(reading: Reading, meta: Meta, may: (bracket: Bracket) => boolean = unattributed): Bracket[][] {
  const found: Bracket[][] = []
  let run: Bracket[] = []
  const close = (): void => {
    if (run.length > 1 && cannotGroup(reading, run) === null) found.push(run)
    run = []
  }
  for (const bracket of reading.brackets.values()) {
    if (!may(bracket)) continue
    const last = run.at(-1)
    if (last !== undefined && last.to > bracket.to) continue
    if (last !== undefined && !competes(reading, meta, last, bracket)) close()
    run.push(bracket)
  }
  close()
  return found
}

function competes(reading: Reading, meta: Meta, one: Bracket, next: Bracket): boolean {
  if (one.parent !== next.parent) return false
  if (one.last === next.first) {
    const start = reading.starts[one.last]! + (reading.paragraphs[one.last]!.raw.starter === null ? 0 : 1)
    return BETWEEN.test(flatWords(reading.paragraphs[one.last]!).slice(one.to - start + 1, next.from - start))
  }
  return (
    next.first === one.last + 1 &&
    [one, next].every(({ bid, first }) => OPTION.test(wordsOf(reading, bid)) || OPTION.test(labelAt(reading, meta, first)))
  )
}

const labelAt = (reading: Reading, meta: Meta, index: number): string => labelOf(meta, reading.paragraphs[index]?.raw.starter?.p ?? '')
