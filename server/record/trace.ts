// Who proposed some words, and what became of them (RE-20): from words on the screen to the characters they are, from
// there to the brackets these stand or stood in, through every copy that the server made.
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import type { Shown } from '@chapeau/shared/text/views'
import type * as Y from 'yjs'
import { embedOf, isString, itemsOf, stringOf } from '../authority/items.ts'
import type { TextStorage } from '../storage/port.ts'
import { markedAuthor, markedEntry, overlapOf, type CharRange, type Span } from './provenance.ts'

/** Words that are of one piece: their characters, and the brackets that they stand in now, innermost first. */
export interface Found {
  readonly words: string
  readonly range: CharRange
  readonly brackets: readonly Bid[]
}

/** Words of one author with one history. */
export interface Traced {
  readonly words: string
  /** Who typed them, or for whom an act wrote them; null: they came with the text. */
  readonly author: Principal | null
  readonly brackets: readonly Bid[]
  /** Numbers of entries about them beside those about their brackets. */
  readonly entries: readonly number[]
}

/** Copies of copies are followed so far; each is a repair or an undo of its own. */
const MOST_COPIES = 20

/** Finds words in a paragraph of what a view shows; of several places the one nearest to `at`, in characters from the paragraph's start. */
export function findWords(body: Y.Text, shown: Shown, { pid, words, at }: { pid: Pid | null; words: string; at: number }): Found[] {
  const pieces = piecesOf(body, shown, pid)
  const text = pieces.map((piece) => piece.words).join('')
  let from = -1
  for (let next = text.indexOf(words); next >= 0; next = text.indexOf(words, next + 1)) {
    if (from < 0 || Math.abs(next - at) < Math.abs(from - at)) from = next
  }
  if (from < 0 || words === '') return []
  const found: Found[] = []
  let place = 0
  for (const piece of pieces) {
    const begin = Math.max(from - place, 0)
    const end = Math.min(from + words.length - place, piece.words.length)
    if (begin < end) {
      const { client, clock } = piece.range
      found.push({ ...piece, words: piece.words.slice(begin, end), range: { client, clock: clock + begin, length: end - begin } })
    }
    place += piece.words.length
  }
  return found
}

function piecesOf(body: Y.Text, shown: Shown, wanted: Pid | null): Found[] {
  const pieces: Found[] = []
  let open: readonly Bid[] = []
  let pid: Pid | null = null
  let begun = false
  for (const item of itemsOf(body)) {
    if (item.deleted) continue
    const embed = embedOf(item)
    // A paragraph whose start is not in the view has joined the one before it, where there is one.
    if (embed !== null && isStarter(embed)) {
      if (!begun || shown.starts(embed.p)) pid = embed.p
      begun = true
    } else if (embed !== null) open = isOpen(embed) ? [embed.o, ...open] : open.filter((bid) => bid !== embed.c)
    else if (isString(item) && shown.words(open)) {
      begun = true
      if (pid !== wanted) continue
      pieces.push({ words: stringOf(item), range: { client: item.id.client, clock: item.id.clock, length: item.length }, brackets: open })
    }
  }
  return pieces
}

/** Follows found words to their authors and to all brackets they ever stood in. */
export async function trace(
  found: readonly Found[],
  textId: string,
  storage: TextStorage,
  authorOf: (clientId: number) => Principal | null,
): Promise<Traced[]> {
  const traced: Traced[] = []
  for (const { words, range, brackets } of found) {
    let at = 0
    for (const { origin, marks } of await originsOf(range, textId, storage, MOST_COPIES)) {
      add(traced, {
        words: words.slice(at, at + origin.length),
        // What an act wrote has the server's id, and its author beside it.
        author: authorOf(origin.client) ?? marks.map(markedAuthor).findLast((by) => by !== null) ?? null,
        brackets: [...new Set([...brackets, ...marks.filter((mark) => markedEntry(mark) === null && markedAuthor(mark) === null)])],
        entries: [...new Set(marks.flatMap((mark) => markedEntry(mark) ?? []))],
      })
      at += origin.length
    }
  }
  return traced
}

interface Origin {
  readonly origin: CharRange
  readonly marks: readonly Span['bid'][]
}

/** A range in parts of one origin each, in order. */
async function originsOf(range: CharRange, textId: string, storage: TextStorage, depth: number): Promise<Origin[]> {
  const { spans, copies } = await storage.provenance(textId, range)
  const end = range.clock + range.length
  const cuts = [...spans, ...copies].flatMap(({ clock, length }) => [clock, clock + length])
  const edges = [...new Set([range.clock, ...cuts.filter((cut) => cut > range.clock && cut < end), end])].toSorted((a, b) => a - b)
  const origins: Origin[] = []
  for (const [i, clock] of edges.slice(0, -1).entries()) {
    const part = { client: range.client, clock, length: edges[i + 1]! - clock }
    const marks = spans.filter((span) => overlapOf(span, part) !== null).map(({ bid }) => bid)
    const copy = copies.find((one) => overlapOf(one, part) !== null)
    if (copy === undefined || depth === 0) origins.push({ origin: part, marks })
    else {
      const original = { client: copy.of.client, clock: copy.of.clock + clock - copy.clock, length: part.length }
      const earlier = await originsOf(original, textId, storage, depth - 1)
      origins.push(...earlier.map((one) => ({ origin: one.origin, marks: [...marks, ...one.marks] })))
    }
  }
  return origins
}

/** Neighbours of one author with one history are one; what single entries say of a part of a proposal is said of all of it. */
function add(traced: Traced[], next: Traced): void {
  const last = traced.at(-1)
  const same = last !== undefined && last.author === next.author && sameIn(last.brackets, next.brackets)
  if (!same || (next.brackets.length === 0 && !sameIn(last.entries, next.entries))) traced.push(next)
  else traced[traced.length - 1] = { ...last, words: last.words + next.words, entries: [...new Set([...last.entries, ...next.entries])] }
}

function sameIn<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i])
}
