// Groups (spec AC-50): which brackets can compete for one place, and what a group can be decided to. Pure; the act and the
// page's list of candidates ask the same questions.
import type { Bid, GroupId } from '../ids.ts'
import { labelOf, type Meta } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'
import type { Decision } from './decide.ts'
import { flatWords } from '../text/shape.ts'
import { membersOf } from './tree.ts'

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
/** Longer words are never between them. */
const LONGEST_BETWEEN = 12
/** Words that say themselves that they are one of several. */
const OPTION = /^\s*(?:option|alternative|alt\.?|variante?)\s*(?:\d+|[a-z]\b|[ivx]+\b)/iu
/** Paragraphs of a list in one line: they follow each other. */
const NUMBERED = /^\s*(\d{1,3})[.)]\s/

/** A bracket of an imported text as its reader sees it: the label of the paragraph in which it opens, and its first words. */
export interface Seen {
  readonly label: string
  readonly words: string
}

/** Whether two brackets look as if they competed. `between`: the words between them; null where the next opens the paragraph behind. */
export function looksCompeting(one: Seen, next: Seen, between: string | null): boolean {
  const [number, other] = [one, next].map(({ words }) => NUMBERED.exec(words)?.[1])
  if (number !== undefined && other !== undefined && number !== other) return false
  if (between !== null) return between.length <= LONGEST_BETWEEN && BETWEEN.test(between)
  return [one, next].every(({ words, label }) => OPTION.test(words) || OPTION.test(label))
}

/** Brackets in the order of their opening, in rows of those with one parent of which each competes with the one before. */
export function competingRows<One extends { readonly parent: unknown }>(
  all: Iterable<One>,
  competes: (one: One, next: One) => boolean,
): One[][] {
  const rows: One[][] = []
  const open = new Map<unknown, One[]>()
  for (const one of all) {
    const row = open.get(one.parent)
    if (row !== undefined && competes(row.at(-1)!, one)) row.push(one)
    else {
      const begun = [one]
      open.set(one.parent, begun)
      rows.push(begun)
    }
  }
  return rows.filter(({ length }) => length > 1)
}

/** Brackets of an imported text, of nobody and in no group, that look as if they competed for one place. A person confirms them. */
export function likelyGroups(reading: Reading, meta: Meta): Bracket[][] {
  const free = [...reading.brackets.values()].filter(
    ({ by, group, kind, placeholder }) => by === '' && group === null && kind === 'ins' && !placeholder,
  )
  return competingRows(free, comparing(reading, meta)).filter((row) => cannotGroup(reading, row) === null)
}

/** Words of a paragraph are put together once, however many brackets stand in it. */
function comparing(reading: Reading, meta: Meta): (one: Bracket, next: Bracket) => boolean {
  const flat = new Map<number, string>()
  const flatOf = (index: number): string => {
    const known = flat.get(index) ?? flatWords(reading.paragraphs[index]!)
    flat.set(index, known)
    return known
  }
  /** Where the words of a paragraph begin. */
  const startOf = (index: number): number => reading.starts[index]! + (reading.paragraphs[index]!.raw.starter === null ? 0 : 1)
  const seen = ({ first, last, from, to }: Bracket): Seen => {
    const at = from - startOf(first) + 1
    const end = last === first ? to - startOf(first) : Infinity
    return {
      label: labelOf(meta, reading.paragraphs[first]?.raw.starter?.p ?? ''),
      words: flatOf(first).slice(at, Math.min(end, at + SEEN)),
    }
  }
  return (one, next) => {
    if (one.last !== next.first && next.first !== one.last + 1) return false
    const start = startOf(one.last)
    const between = one.last === next.first ? flatOf(one.last).slice(one.to - start + 1, next.from - start) : null
    return looksCompeting(seen(one), seen(next), between)
  }
}

/** First words of a bracket that are looked at. */
const SEEN = 40
