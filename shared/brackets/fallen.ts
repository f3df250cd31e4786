// What fell and can be brought back (spec AC-54): which entries of the record are about it, and where in the text it belongs.
import type { Pid } from '../ids.ts'
import { labelOf, type Meta } from '../text/meta.ts'
import type { BracketKind, ParagraphType } from '../text/model.ts'
import type { Bracket, Reading } from '../text/read.ts'
import { flatWords } from '../text/shape.ts'
import { replaceOf } from './tree.ts'
import { wordsOf } from './words.ts'

/** Where a bracket stood when it went, for finding the place again. */
export interface FormerPlace {
  /** The words of its paragraph before it. */
  readonly behind: string
  /** The character behind it; '' at the paragraph’s end. */
  readonly ahead: string
  /** The paragraph before its own; '' for none. */
  readonly after: Pid
  /** Of a bracket that proposed its paragraph as a whole. */
  readonly paragraph?: { readonly type: ParagraphType; readonly level: number; readonly label: string }
  /** Words of the other half, where it was half of a replace. */
  readonly other?: string
}

/** Characters that tell a place. */
const TELLS = 60

/** A bracket's place, while it stands. */
export function placeOf(reading: Reading, meta: Meta, bracket: Bracket): FormerPlace {
  const { raw } = reading.paragraphs[bracket.first]!
  const start = reading.starts[bracket.first]! + (raw.starter === null ? 0 : 1)
  const flat = flatWords(reading.paragraphs[bracket.first]!)
  const before = flat.slice(0, bracket.from - start)
  const rest = bracket.last === bracket.first ? flat.slice(bracket.to - start).replaceAll('\ufffc', '') : ''
  const replace = replaceOf(reading, bracket.group)
  const other = replace === null ? null : replace.del.bid === bracket.bid ? replace.ins : replace.del
  const starter = raw.starter
  return {
    behind: before.replaceAll('\ufffc', '').slice(-TELLS),
    ahead: rest.slice(0, 1),
    after: reading.paragraphs[bracket.first - 1]?.raw.starter?.p ?? '',
    ...(starter === null || starter.in !== bracket.bid
      ? {}
      : { paragraph: { type: starter.t, level: starter.lvl, label: labelOf(meta, starter.p) } }),
    ...(other === null ? {} : { other: wordsOf(reading, other.bid) }),
  }
}

/** What bringing back means: the bracket as it was, or words that were deleted as words proposed anew. */
export type BringingBack = 'bracket' | 'words'

/** Whether an entry tells of something that can be brought back; null where nothing went. */
export function bringsBack(act: string, kind: BracketKind): BringingBack | null {
  if (act === 'fall' || act === 'withdraw') return 'bracket'
  if (act === 'remove') return kind === 'ins' || kind === 'note' ? 'bracket' : 'words'
  return act === 'keep' && kind !== 'ins' ? 'bracket' : null
}

/**
 * The gap behind the words that stood before it, as a position behind the paragraph's starter, outside every bracket; `exact` false
 * where these words have changed: it is the paragraph's end then, before what closes its sentence.
 */
export function gapBehind(reading: Reading, index: number, behind: string): { readonly at: number; readonly exact: boolean } {
  const { words, at } = charactersOf(reading, index)
  const end = reading.paragraphs[index]!.length - 1
  // Its last space may have gone with it.
  for (const tells of [behind, behind.trimEnd(), behind.slice(-24), behind.slice(-10)]) {
    if (tells === '' && behind !== '') continue
    const found = tells === '' ? 0 : words.indexOf(tells)
    if (found < 0) continue
    const last = found + tells.length
    return { at: outside(reading, index, last === 0 ? 0 : at[last - 1]! + 1), exact: true }
  }
  const closing = /[\s.;:,]*$/u.exec(words)?.index ?? words.length
  return { at: outside(reading, index, closing === 0 ? end : at[closing - 1]! + 1), exact: false }
}

/** Spaces that went with a bracket and are missing around the gap where it comes back. */
export function missingSpaces(
  reading: Reading,
  index: number,
  gap: number,
  { behind, ahead }: FormerPlace,
): { readonly before: boolean; readonly after: boolean } {
  const flat = flatWords(reading.paragraphs[index]!)
  const left = flat.slice(0, gap).replaceAll('\ufffc', '').slice(-1)
  const right = flat.slice(gap).replaceAll('\ufffc', '').slice(0, 1)
  return { before: behind.endsWith(' ') && /^\S$/u.test(left), after: ahead === ' ' && /^[\p{L}\p{N}(“"«]$/u.test(right) }
}

/** Where some words stand nearest to a gap, as positions; null where they do not. */
export function stretchNear(
  reading: Reading,
  index: number,
  words: string,
  near: number,
): { readonly at: number; readonly length: number } | null {
  const { words: all, at } = charactersOf(reading, index)
  let best: { at: number; length: number } | null = null
  for (let found = all.indexOf(words); words !== '' && found >= 0; found = all.indexOf(words, found + 1)) {
    const from = at[found]!
    if (best === null || Math.abs(from - near) < Math.abs(best.at - near))
      best = { at: from, length: at[found + words.length - 1]! + 1 - from }
  }
  return best
}

/** A paragraph's characters without tokens, each with its position. */
function charactersOf(reading: Reading, index: number): { readonly words: string; readonly at: readonly number[] } {
  const flat = flatWords(reading.paragraphs[index]!)
  const at = flat.split('').flatMap((char, i) => (char === '\ufffc' ? [] : [i]))
  return { words: flat.replaceAll('\ufffc', ''), at }
}

/** The next gap that lies in no bracket, in a paragraph that one ends in. */
function outside(reading: Reading, index: number, gap: number): number {
  const start = reading.starts[index]! + 1
  let at = gap
  for (const { from, to, last } of reading.brackets.values())
    if (from < start + at && to >= start + at && last === index) at = to + 1 - start
  return at
}
