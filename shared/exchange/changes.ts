// The tracked changes of one paragraph as brackets that nest with those in its words: where a bracket of the words would be cut,
// the change stands in parts.
import { bisect } from '../bisect.ts'
import type { Principal } from '../ids.ts'
import type { Pairs, Sign } from './pairing.ts'
import type { Draft, NoteSpan } from './paragraphs.ts'
import type { SourceChange } from './source.ts'

export interface Change extends SourceChange {
  readonly from: number
  readonly to: number
  readonly by: Principal
}

export function changesIn(
  { spans = [] }: Draft,
  signs: readonly Sign[],
  pairs: Pairs,
  principalOf: (author: string) => Principal,
): Change[] {
  const [around, within]: [Change[], Change[]] = [[], []]
  for (const { from, to, change } of spans) {
    if (change === null) continue
    const { kind, author, of } = change
    // Words that one proposes and another would have deleted are in two brackets.
    if (of === undefined) add(around, { kind, author, from, to, by: principalOf(author) })
    else {
      add(around, { kind: 'ins', author: of, from, to, by: principalOf(of) })
      add(within, { kind, author, from, to, by: principalOf(author) })
    }
  }
  // One that is within another comes behind it, also where both have the same words.
  return [...around, ...within].flatMap((change) => whole(change, signs, pairs)).sort((a, b) => a.from - b.from || b.to - a.to)
}

/** What one author changed without a gap is one change. */
function add(changes: Change[], change: Change): void {
  const last = changes.at(-1)
  if (last !== undefined && last.to === change.from && last.kind === change.kind && last.author === change.author)
    changes[changes.length - 1] = { ...last, to: change.to }
  else changes.push(change)
}

/** Where a note stands among what closes and opens at its place: in the change that it came with, else between the two. */
export function rankOf({ at, change }: NoteSpan, changes: readonly Change[]): number {
  const isSame = ({ kind, author, from, to }: Change): boolean =>
    kind === change?.kind && author === change.author && at >= from && at <= to
  const around = change === null ? undefined : changes.find(isSame)
  return around === undefined ? 0.5 : at === around.to ? -1 : 1.5
}

/** The change without the brackets of the words that it holds one end of. */
function whole(change: Change, signs: readonly Sign[], pairs: Pairs): Change[] {
  const { from, to } = change
  const isIn = ({ at }: Sign): boolean => at >= from && at < to
  const cuts: Sign[] = []
  for (let i = firstFrom(signs, from); i < signs.length && isIn(signs[i]!); i++) {
    const sign = signs[i]!
    const partner = pairs.get(sign)
    if (partner !== undefined && (partner.paragraph !== sign.paragraph || !isIn(partner))) cuts.push(sign)
  }
  const parts: Change[] = []
  let start = from
  for (const { at } of cuts) {
    if (at > start) parts.push({ ...change, from: start, to: at })
    start = at + 1
  }
  if (to > start) parts.push({ ...change, from: start, to })
  return parts
}

/** Index of the first sign that does not stand before a position. */
function firstFrom(signs: readonly Sign[], from: number): number {
  return bisect(signs.length, (i) => signs[i]!.at < from)
}
