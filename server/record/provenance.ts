// Where words come from (RE-20): which brackets they stood in, by the ids that Yjs gave their characters. Those stay when a
// proposal is accepted, for only the tokens go; where the server writes words anew, the copy is linked to what it is of.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { embedOf, isString, itemsOf } from '../authority/items.ts'

/** Characters that one client wrote one after the other. */
export interface CharRange {
  readonly client: number
  readonly clock: number
  readonly length: number
}

/** Characters that stood in a bracket, that an entry is about which no bracket leads to, or that an act wrote for somebody. */
export interface Span extends CharRange {
  readonly bid: Bid | EntryMark | AuthorMark
}

/** Whose words are that an act wrote. No bracket's id begins like this. */
export type AuthorMark = `@${Principal}`

export const markOfAuthor = (by: Principal): AuthorMark => `@${by}`

/** The author that is marked; null for anything else. */
export const markedAuthor = (of: Span['bid']): Principal | null => (of.startsWith('@') ? of.slice(1) : null)

/** An entry by its number. No bracket's id begins like this. */
export type EntryMark = `#${number}`

export const markOf = (seq: number): EntryMark => `#${seq}`

/** The number of a marked entry; null for a bracket. */
export function markedEntry(of: Span['bid']): number | null {
  return of.startsWith('#') ? Number(of.slice(1)) : null
}

/** Characters that the server wrote anew, and the ones they are copies of. */
export interface Copy extends CharRange {
  readonly of: { readonly client: number; readonly clock: number }
}

/** The words of every bracket that stands, transparent brackets and outer ones included. */
export function spansIn(body: Y.Text): Span[] {
  const spans: Span[] = []
  let open: readonly Bid[] = []
  for (const item of itemsOf(body)) {
    if (item.deleted) continue
    const embed = embedOf(item)
    if (embed !== null && !isStarter(embed)) open = isOpen(embed) ? [...open, embed.o] : open.filter((bid) => bid !== embed.c)
    if (isString(item)) for (const bid of open) spans.push({ bid, ...rangeOf(item) })
  }
  return spans
}

/** Spans of the given brackets, as far as their words are still in the text. */
export function leftOf(spans: readonly Span[], bids: ReadonlySet<Bid>, body: Y.Text): Span[] {
  const wanted = spans.filter(({ bid }) => bids.has(bid))
  if (wanted.length === 0) return []
  const left: Span[] = []
  for (const item of itemsOf(body)) {
    if (item.deleted || !isString(item)) continue
    const range = rangeOf(item)
    for (const span of wanted) {
      const part = overlapOf(range, span)
      if (part !== null) left.push({ bid: span.bid, ...part })
    }
  }
  return left
}

/** Ids of the live characters between two positions of the body; embeds count a position and are left out. */
export function rangesBetween(body: Y.Text, from: number, to: number): CharRange[] {
  return idsBetween(body, from, to, isString)
}

/** The same with embeds. */
export function unitsBetween(body: Y.Text, from: number, to: number): CharRange[] {
  return idsBetween(body, from, to, () => true)
}

function idsBetween(body: Y.Text, from: number, to: number, wanted: (item: Y.Item) => boolean): CharRange[] {
  const ranges: CharRange[] = []
  let at = 0
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    const begin = Math.max(from - at, 0)
    const end = Math.min(to - at, item.length)
    if (wanted(item) && begin < end) ranges.push({ client: item.id.client, clock: item.id.clock + begin, length: end - begin })
    at += item.length
    if (at >= to) break
  }
  return ranges
}

/** Links new characters to those they are copies of, in order; both lists name as many. */
export function copiesOf(originals: readonly CharRange[], copies: readonly CharRange[]): Copy[] {
  const links: Copy[] = []
  let i = 0
  let used = 0
  for (const copy of copies) {
    for (let done = 0; done < copy.length && i < originals.length;) {
      const original = originals[i]!
      const length = Math.min(copy.length - done, original.length - used)
      links.push({ client: copy.client, clock: copy.clock + done, length, of: { client: original.client, clock: original.clock + used } })
      done += length
      used += length
      if (used === original.length) {
        i++
        used = 0
      }
    }
  }
  return links
}

/** What two ranges have in common. */
export function overlapOf(a: CharRange, b: CharRange): CharRange | null {
  if (a.client !== b.client) return null
  const clock = Math.max(a.clock, b.clock)
  const end = Math.min(a.clock + a.length, b.clock + b.length)
  return clock < end ? { client: a.client, clock, length: end - clock } : null
}

const rangeOf = (item: Y.Item): CharRange => ({ client: item.id.client, clock: item.id.clock, length: item.length })
