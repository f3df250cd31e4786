// A difference on the text as it stands now (spec IM-63 to IM-66): where its words are, whether something happened there since, and
// whether the same stands proposed already. Nothing here writes.
import { wordsOf } from '../../brackets/words.ts'
import { replaceOf } from '../../brackets/tree.ts'
import type { Bid, Principal } from '../../ids.ts'
import type { ComparedDifference } from '../../protocol/api.ts'
import type { Edit } from '../../protocol/acts.ts'
import { sponsorsOf } from '../../brackets/stands.ts'
import type { Meta } from '../../text/meta.ts'
import { isClose, isOpen, isText } from '../../text/model.ts'
import { paragraphAt, type Bracket, type Reading } from '../../text/read.ts'
import type { Difference } from './difference.ts'
import type { Places } from './places.ts'

export interface Now {
  readonly reading: Reading
  readonly meta: Meta
  /** Of each position of the base. */
  readonly places: Places
  /** Where the base's paragraphs begin now. */
  readonly starts: ReadonlySet<number>
}

/** What would become of a difference now. */
export interface Rebased {
  readonly difference: Difference
  readonly state: ComparedDifference['state']
  readonly message: string
  readonly with: Principal | null
  /** Brackets that are joined instead of proposing the same. */
  readonly join: readonly Bid[]
  readonly edits: readonly Edit[]
  /** Index of the paragraph now; -1 where it is gone. */
  readonly index: number
  /** Where it is, for whoever shows the words around it; equal ones for an addition. */
  readonly from: number
  readonly to: number
}

export function rebase(difference: Difference, base: Reading, now: Now): Rebased {
  switch (difference.kind) {
    case 'paragraph':
      return paragraph(difference, base, now)
    case 'comment':
      return comment(difference, now)
    case 'insert':
      return insertion(difference, base, now, null)
    default:
      return stretched(difference, base, now)
  }
}

const NOWHERE = { with: null, join: [], edits: [], index: -1, from: 0, to: 0 } as const
const GONE = 'The paragraph that this is in is no longer in the text.'

function comment(difference: Difference, { reading }: Now): Rebased {
  const bracket = reading.brackets.get(difference.bracket ?? '')
  if (bracket?.holder !== difference.principal)
    return { ...NOWHERE, difference, state: 'refused', message: 'The bracket that this explains is no longer yours.' }
  const { first: index, from, to } = bracket
  return { ...NOWHERE, difference, state: 'clean', message: '', index, from, to }
}

// Words that are there: to be deleted, replaced, or reserved on.

function stretched(difference: Difference, base: Reading, now: Now): Rebased {
  const { stretch, kind } = difference
  const alive = stretch.flatMap((place) => (now.places[place]! < 0 ? [] : [now.places[place]!])).sort((a, b) => a - b)
  if (alive.length === 0) {
    if (kind === 'delete') return { ...NOWHERE, difference, state: 'there', message: 'These words are no longer in the text.' }
    if (kind === 'reserve') return { ...NOWHERE, difference, state: 'refused', message: 'These words are no longer in the text.' }
    return insertion(difference, base, now, 'The words that this replaces are no longer in the text.')
  }
  const runs = runsOf(alive, now.reading)
  const edits = runs.map(({ from, to, index }, i): Edit => {
    const last = i === runs.length - 1
    return {
      ...place(now.reading, index, from),
      length: to - from,
      insert: last ? difference.insert : '',
      ...(kind === 'reserve' ? { reserve: true } : {}),
    }
  })
  const first = runs[0]!
  const where = { index: first.index, from: first.from, to: runs.at(-1)!.to, edits }
  const standing = runs.length === 1 ? standingOver(difference, first, now) : null
  if (standing !== null) return { difference, ...where, ...standing }
  if (alive.length < stretch.length)
    return { ...where, difference, with: null, join: [], state: 'conflict', message: 'Some of these words are no longer in the text.' }
  const still = runs.length === runsIn(stretch).length && isBeside(stretch, first, base, now)
  return { ...where, difference, with: null, join: [], state: still ? 'clean' : 'rebased', message: '' }
}

interface Run {
  readonly from: number
  readonly to: number
  readonly index: number
}

/** Positions that follow each other, in one paragraph. */
function runsOf(places: readonly number[], reading: Reading): Run[] {
  return runsIn(places).flatMap(([from, to]) => {
    const index = paragraphAt(reading, from + 1)
    const end = reading.starts[index]! + reading.paragraphs[index]!.length
    return to <= end ? [{ from, to, index }] : [{ from, to: end, index }, ...runsOf(range(end, to), reading)]
  })
}

function runsIn(places: readonly number[]): [number, number][] {
  const runs: [number, number][] = []
  for (const at of places) {
    const last = runs.at(-1)
    if (last?.[1] === at) last[1] = at + 1
    else runs.push([at, at + 1])
  }
  return runs
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** Whether what stood beside the words still does. */
function isBeside(stretch: readonly number[], { from }: Run, base: Reading, { places, reading }: Now): boolean {
  const [left, right] = [stretch[0]! - 1, stretch.at(-1)! + 1]
  const last = places[stretch.at(-1)!]!
  return (left < 0 || places[left] === from - 1) && (right >= base.length ? last === reading.length - 1 : places[right] === last + 1)
}

/** The same proposal where it stands already, another's or one's own. */
function standingOver(
  { kind, insert, principal }: Difference,
  { from, to }: Run,
  now: Now,
): Pick<Rebased, 'state' | 'with' | 'join' | 'message'> | null {
  const wanted = kind === 'reserve' ? 'res' : 'del'
  for (const bracket of now.reading.brackets.values()) {
    if (bracket.kind !== wanted || bracket.from + 1 !== from || bracket.to !== to) continue
    const pair = replaceOf(now.reading, bracket.group)
    if (kind === 'replace' ? pair === null || !isSaid(wordsOf(now.reading, pair.ins.bid), insert) : bracket.group !== null) continue
    const found = backed(kind === 'replace' ? [bracket, pair!.ins] : [bracket], principal, now)
    if (found !== null) return found
  }
  return null
}

/** Joined, or one's own already; null for what is nobody's, which cannot be joined. */
function backed(
  brackets: readonly Bracket[],
  principal: Principal,
  { reading, meta }: Now,
): Pick<Rebased, 'state' | 'with' | 'join' | 'message'> | null {
  const [first] = brackets
  if (first === undefined || first.holder === '') return null
  const join = brackets
    .filter((one) => one.holder !== principal && !sponsorsOf(reading, meta, one).includes(principal))
    .map(({ bid }) => bid)
  return join.length === 0
    ? { state: 'there', with: null, join, message: 'This stands proposed already.' }
    : { state: 'same', with: first.holder, join, message: '' }
}

/** The same words, whatever blanks stand beside them. */
const isSaid = (words: string, insert: string): boolean => plain(words) === plain(insert)
const plain = (words: string): string => words.replace(/\s+/g, ' ').trim()

// Words that are new.

function insertion(difference: Difference, base: Reading, now: Now, conflict: string | null): Rebased {
  const gap = gapOf(difference, base, now)
  if (gap === null) return { ...NOWHERE, difference, state: 'refused', message: GONE }
  const { index, from, to, sure } = gap
  const at = lowest(now.reading, index, from, to)
  const edits: Edit[] = [{ ...place(now.reading, index, at), length: 0, insert: difference.insert }]
  const where = { index, from: at, to: at, edits }
  const standing = standingIn(difference, gap, now)
  if (standing !== null) return { difference, ...where, ...standing }
  const message = conflict ?? (sure ? '' : 'The words beside it are no longer in the text.')
  const state = message !== '' ? 'conflict' : from === to ? 'clean' : 'rebased'
  return { ...where, difference, with: null, join: [], state, message }
}

interface Gap extends Run {
  /** Whether one of the words beside it still stands. */
  readonly sure: boolean
}

/** What it lies between now: the nearest units of its paragraph that still stand on either side. */
function gapOf({ index, left, right, stretch }: Difference, base: Reading, { places, reading }: Now): Gap | null {
  const paragraph = base.paragraphs[index]
  if (paragraph === undefined) return null
  const start = base.starts[index]!
  const end = start + paragraph.length
  const [first, last] = stretch.length === 0 ? [left >= 0 ? left : start, right >= 0 ? right : end] : [stretch[0]! - 1, stretch.at(-1)! + 1]
  let [before, behind] = [first, last]
  while (before >= start && places[before]! < 0) before--
  while (behind < end && places[behind]! < 0) behind++
  const headless = paragraph.raw.starter === null && before < start
  const from = before >= start ? places[before]! + 1 : headless ? 0 : -1
  const to = behind < end ? places[behind]! : -1
  if (from < 0 && to < 0) return null
  const now = paragraphAt(reading, from >= 0 ? from : to + 1)
  const limit = reading.starts[now]! + reading.paragraphs[now]!.length
  const isEnd = behind >= end
  if (from < 0) return { index: now, from: to, to, sure: behind === last }
  // Behind words that were moved elsewhere, or at whose side all is gone, it stands right behind the words before it.
  const beside = isEnd ? (last >= end ? limit : from) : to >= from && to <= limit && (behind === last || before !== first) ? to : from
  return { index: now, from, to: beside, sure: before === first || behind === last }
}

/** Behind what others wrote at a place, and in none of their brackets that it need not be in. */
function lowest(reading: Reading, index: number, from: number, to: number): number {
  let [best, depth, least] = [from, 0, 0]
  eachUnit(reading, index, from, to, (unit, at) => {
    depth += unit
    if (depth > least) return
    best = at + 1
    least = depth
  })
  return best
}

/** What each position between two does to the depth of brackets. */
function eachUnit(reading: Reading, index: number, from: number, to: number, visit: (step: number, at: number) => void): void {
  const { raw } = reading.paragraphs[index]!
  let at = reading.starts[index]! + (raw.starter === null ? 0 : 1)
  for (const run of raw.runs) {
    if (at >= to) return
    const length = isText(run) ? run.insert.length : 1
    const step = isText(run) ? 0 : isOpen(run.insert) ? 1 : isClose(run.insert) ? -1 : 0
    for (let i = Math.max(at, from); i < Math.min(at + length, to); i++) visit(step, i)
    at += length
  }
}

/** The same words in the gap: proposed, or standing. */
function standingIn(
  { insert, principal, kind }: Difference,
  { index, from, to }: Run,
  now: Now,
): Pick<Rebased, 'state' | 'with' | 'join' | 'message'> | null {
  if (to <= from) return null
  const { reading } = now
  let standing = ''
  for (const piece of reading.paragraphs[index]!.pieces) {
    if (piece.type !== 'text' || piece.layer !== null) continue
    const at = reading.starts[index]! + piece.at
    standing += piece.text.slice(Math.max(0, from - at), Math.max(0, to - at))
  }
  if (standing !== '' && isSaid(standing, insert)) return { state: 'there', with: null, join: [], message: 'The text says so already.' }
  for (const bracket of reading.brackets.values()) {
    if (bracket.kind !== 'ins' || bracket.from < from || bracket.to >= to || !isSaid(wordsOf(reading, bracket.bid), insert)) continue
    const pair = replaceOf(reading, bracket.group)
    if (bracket.group !== null && (kind !== 'replace' || pair === null)) continue
    const found = backed([bracket], principal, now)
    if (found !== null) return found
  }
  return null
}

// Paragraphs that are new.

function paragraph(difference: Difference, base: Reading, now: Now): Rebased {
  const { reading } = now
  let before = difference.index
  const isAlive = (index: number): boolean => now.places[base.starts[index]!]! >= 0 && base.paragraphs[index]!.raw.starter !== null
  while (before >= 0 && !isAlive(before)) before--
  if (before < 0) {
    const message = difference.index < 0 ? 'Nothing stands before the first paragraph; the facilitator can move one there.' : GONE
    return { ...NOWHERE, difference, state: 'refused', message }
  }
  const index = paragraphAt(reading, now.places[base.starts[before]!]! + 1)
  const end = reading.starts[index]! + reading.paragraphs[index]!.length
  const { type, level, label } = difference.paragraph!
  const shape = { type: type === 'title' ? ('heading' as const) : type, level, ...(label === '' ? {} : { label: label.slice(0, 60) }) }
  const edits: Edit[] = [{ pid: reading.paragraphs[index]!.raw.starter!.p, at: 0, length: 0, insert: difference.insert, paragraph: shape }]
  const where = { index, from: end, to: end, edits }
  const standing = standingBehind(difference, index, now)
  if (standing !== null) return { difference, ...where, ...standing }
  const conflict = before !== difference.index
  const message = conflict ? 'The paragraph before it is no longer in the text; it would stand behind the one before that.' : ''
  return { ...where, difference, with: null, join: [], state: conflict ? 'conflict' : 'clean', message }
}

/** The same paragraph right behind, or behind others that are new there. */
function standingBehind(
  { insert, principal }: Difference,
  index: number,
  now: Now,
): Pick<Rebased, 'state' | 'with' | 'join' | 'message'> | null {
  const { reading, starts } = now
  for (let i = index + 1; i < reading.paragraphs.length && !starts.has(reading.starts[i]!); i++) {
    const { raw, pieces } = reading.paragraphs[i]!
    const born = raw.starter?.in === undefined ? undefined : reading.brackets.get(raw.starter.in)
    if (born !== undefined && isSaid(wordsOf(reading, born.bid), insert)) return backed([born], principal, now)
    const words = pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')
    if (born === undefined && isSaid(words, insert)) return { state: 'there', with: null, join: [], message: 'The text says so already.' }
  }
  return null
}

/** A position as edits count: in its paragraph, behind its starter. */
function place(reading: Reading, index: number, at: number): Pick<Edit, 'pid' | 'at'> {
  const { starter } = reading.paragraphs[index]!.raw
  return { pid: starter?.p ?? '', at: at - reading.starts[index]! - (starter === null ? 0 : 1) }
}
