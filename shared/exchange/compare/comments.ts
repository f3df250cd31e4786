// Comments of a file beside those that it was printed with: a new one says why the difference at its place is proposed, or a
// bracket of whoever returns the file; every other one is told.
import type { Principal } from '../../ids.ts'
import { metaKey, type Meta } from '../../text/meta.ts'
import type { Reading } from '../../text/read.ts'
import type { Draft } from '../paragraphs.ts'
import type { SourceComment } from '../source.ts'
import type { BaseToken } from './based.ts'
import type { Difference, Note } from './difference.ts'
import type { Found } from './interpret.ts'
import type { Step } from './steps.ts'

export interface Commented {
  readonly drafts: readonly Draft[]
  readonly comments: ReadonlyMap<string, SourceComment>
  /** Words of the comments that the file was printed with. */
  readonly printed: readonly string[]
  readonly steps: readonly Step<BaseToken>[]
  readonly reading: Reading
  readonly meta: Meta
  readonly principal: Principal
}

/** Characters of a reason, as everywhere. */
const LONGEST_REASON = 4000

export function withComments(
  found: readonly Found[],
  commented: Commented,
): { readonly differences: Difference[]; readonly notes: Note[] } {
  const { drafts, comments, printed, steps } = commented
  const left = [...printed]
  const rationales = new Map<Found, string>()
  const differences: Difference[] = []
  const notes: Note[] = []
  const spans = new Map(drafts.flatMap(({ comments: all = [] }, line) => all.map((span) => [span.id, { ...span, line }] as const)))
  for (const [id, { author, words }] of comments) {
    const known = left.indexOf(words)
    if (known >= 0) left.splice(known, 1)
    if (known >= 0 || words === '') continue
    const span = spans.get(id)
    const at = span === undefined ? undefined : found.find((one) => one.line === span.line && one.from <= span.to && one.to >= span.from)
    const own = span === undefined || at !== undefined ? null : ownBracket(span, commented)
    if (at !== undefined) rationales.set(at, [rationales.get(at) ?? [], words].flat().join('\n').slice(0, LONGEST_REASON))
    else if (own !== null) differences.push({ ...own, insert: words.slice(0, LONGEST_REASON) })
    else
      notes.push({
        kind: 'comment',
        index: indexAt(span, steps, commented.reading),
        message: `A comment about no difference – ${author}: ${words}`,
      })
  }
  for (const words of left) notes.push({ kind: 'comment', index: -1, message: `A comment is gone: ${words}` })
  return { differences: [...found.map((one) => ({ ...one.difference, rationale: rationales.get(one) ?? '' })), ...differences], notes }
}

interface Place {
  readonly line: number
  readonly from: number
  readonly to: number
}

/** The innermost bracket of whoever returns the file that stands around a place, or begins in it. */
function ownBracket(place: Place, { steps, reading, meta, principal }: Commented): Difference | null {
  const places = placesIn(place, steps)
  const [first] = places
  if (first === undefined) return null
  const own = [...reading.brackets.values()]
    .filter(({ holder, from, to }) => holder === principal && ((from <= first && to >= places.at(-1)!) || places.includes(from)))
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0]
  if (own === undefined) return null
  const before = meta.get(metaKey.rationale(own.bid))
  const was = typeof before === 'string' ? before : ''
  const none = { stretch: [], left: -1, right: -1, paragraph: null, rationale: '' }
  return { ...none, kind: 'comment', principal, index: own.first, was, insert: '', bracket: own.bid }
}

function placesIn({ line, from, to }: Place, steps: readonly Step<BaseToken>[]): number[] {
  return steps
    .flatMap(({ base, file }) =>
      base !== null && file !== null && file.line === line && file.at >= from && file.at < to ? base.places : [],
    )
    .sort((a, b) => a - b)
}

function indexAt(place: Place | undefined, steps: readonly Step<BaseToken>[], { starts }: Reading): number {
  const [first] = place === undefined ? [] : placesIn(place, steps)
  return first === undefined ? -1 : starts.findLastIndex((start) => start <= first)
}
