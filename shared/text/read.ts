// Reading: from the flat body to paragraphs whose brackets nest (DESIGN 2, spec TX-5 to TX-9).
// A pure function, the same on every peer. Concurrent edits leave tokens that cross, dangle or are
// doubled; reading makes a tree of them and never repairs the body: only the server does that.
//
// The walk keeps a stack of open brackets. A close that is not on top closes the brackets above it
// virtually and re-opens them behind it, so one bracket may print as several pieces. Each paragraph
// is read from the stack at its start, which lets an unchanged paragraph keep its last reading.
import type { Bid, GroupId, Principal } from '../ids.ts'
import { EMPTY_META, groupOf, holderOf, proposerOf, type Meta } from './meta.ts'
import {
  isClose,
  isOpen,
  isText,
  paragraphLength,
  paragraphsOf,
  runLength,
  type Body,
  type BracketKind,
  type Marks,
  type Open,
  type RawParagraph,
} from './model.ts'

/** Words between two tokens. `at`: position behind the paragraph's start; `within`: outermost first. */
export interface TextPiece {
  readonly type: 'text'
  readonly at: number
  readonly text: string
  readonly marks: Marks | undefined
  readonly within: readonly Bid[]
  readonly layer: Bid | null
}

/** A bracket's edge. Virtual edges stand at no token: crossing brackets are closed and re-opened there. */
export interface EdgePiece {
  readonly type: 'open' | 'close'
  readonly at: number
  readonly bid: Bid
  readonly virtual: boolean
}

export type Piece = TextPiece | EdgePiece

/** A real opening in a paragraph; `parent`: the innermost bracket around it. */
export interface Opening {
  readonly bid: Bid
  readonly at: number
  readonly parent: Bid | null
}

export interface Closing {
  readonly bid: Bid
  readonly at: number
}

export interface ParagraphReading {
  readonly raw: RawParagraph
  /** Brackets open at the start, outermost first; the same at the end. */
  readonly entry: readonly Bid[]
  readonly exit: readonly Bid[]
  readonly pieces: readonly Piece[]
  readonly opened: readonly Opening[]
  readonly closed: readonly Closing[]
  /** Positions of tokens without a partner, behind the paragraph's start. */
  readonly strays: readonly number[]
  readonly length: number
}

export interface Bracket {
  readonly bid: Bid
  readonly kind: BracketKind
  /** Proposer as born or attributed; `''` for nobody yet. */
  readonly by: Principal
  readonly holder: Principal
  readonly group: GroupId | null
  readonly placeholder: boolean
  /** Innermost bracket around this one's opening. */
  readonly parent: Bid | null
  /** Paragraph indexes and absolute positions of the two tokens. */
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

export interface Reading {
  readonly paragraphs: readonly ParagraphReading[]
  /** Absolute position at which each paragraph starts (its starter's, where it has one). */
  readonly starts: readonly number[]
  /** In the order of their opening. */
  readonly brackets: ReadonlyMap<Bid, Bracket>
  readonly length: number
}

/** Reads a whole body. */
export function read(body: Body, meta: Meta = EMPTY_META): Reading {
  return new Reader().read(paragraphsOf(body), meta)
}

interface Pair {
  open: Open
  openIn: RawParagraph
  openAt: number
  closeIn: RawParagraph | null
  closeAt: number
}

/** Reads again and again, keeping the readings of paragraphs whose object and entry stack are unchanged. */
export class Reader {
  readonly #tokens = new WeakMap<RawParagraph, readonly { at: number; embed: Open | { c: Bid } }[]>()
  readonly #cache = new WeakMap<RawParagraph, ParagraphReading>()
  /** Paragraphs read anew by the last call; for tests and benchmarks. */
  touched = 0

  read(raws: readonly RawParagraph[], meta: Meta = EMPTY_META): Reading {
    this.touched = 0
    const pairs = this.#pair(raws)
    const paragraphs: ParagraphReading[] = []
    const starts: number[] = []
    const brackets = new Map<Bid, Bracket>()
    let stack: readonly Bid[] = NONE
    let start = 0
    raws.forEach((raw, index) => {
      const reading = this.#paragraph(raw, stack, pairs)
      paragraphs.push(reading)
      starts.push(start)
      collect(brackets, reading, { index, start }, pairs, meta)
      stack = reading.exit
      start += reading.length
    })
    return { paragraphs, starts, brackets, length: start }
  }

  /** Pairs the first open of each id with the first close behind it. */
  #pair(raws: readonly RawParagraph[]): Map<Bid, Pair> {
    const pairs = new Map<Bid, Pair>()
    for (const raw of raws) {
      for (const { at, embed } of this.#tokensOf(raw)) {
        if (isOpen(embed)) {
          if (!pairs.has(embed.o)) pairs.set(embed.o, { open: embed, openIn: raw, openAt: at, closeIn: null, closeAt: -1 })
        } else {
          const pair = pairs.get(embed.c)
          if (pair?.closeIn === null) {
            pair.closeIn = raw
            pair.closeAt = at
          }
        }
      }
    }
    return pairs
  }

  #tokensOf(raw: RawParagraph): readonly { at: number; embed: Open | { c: Bid } }[] {
    let tokens = this.#tokens.get(raw)
    if (tokens === undefined) this.#tokens.set(raw, (tokens = tokensOf(raw)))
    return tokens
  }

  #paragraph(raw: RawParagraph, entry: readonly Bid[], pairs: ReadonlyMap<Bid, Pair>): ParagraphReading {
    const strays = this.#tokensOf(raw).filter(({ at, embed }) => !isPaired(pairs, raw, at, embed))
    const positions = strays.map(({ at }) => at)
    const known = this.#cache.get(raw)
    if (known !== undefined && sameList(known.entry, entry) && sameList(known.strays, positions)) return known
    this.touched++
    const reading = readParagraph(raw, entry, positions, pairs)
    this.#cache.set(raw, reading)
    return reading
  }
}

/** The innermost `ins` in a stack: the layer of what stands there; `null` is standing text. */
export function layerOf(stack: readonly Bid[], kindOf: (bid: Bid) => BracketKind | undefined): Bid | null {
  for (let i = stack.length - 1; i >= 0; i--) {
    const bid = stack[i]!
    if (kindOf(bid) === 'ins') return bid
  }
  return null
}

/** The stack of brackets open at an absolute position, as seen by a character typed there. */
export function stackAt(reading: Reading, position: number): readonly Bid[] {
  const index = paragraphAt(reading, position)
  const paragraph = reading.paragraphs[index]
  if (paragraph === undefined) return NONE
  let stack = paragraph.entry
  const behind = position - reading.starts[index]!
  for (const piece of paragraph.pieces) {
    if (piece.type === 'text') continue
    if (piece.at >= behind) break
    stack = piece.type === 'open' ? [...stack, piece.bid] : stack.filter((bid) => bid !== piece.bid)
  }
  return stack
}

/** Index of the paragraph that a character typed at `position` would belong to. */
export function paragraphAt(reading: Reading, position: number): number {
  let low = 0
  let high = reading.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    // A starter sits at its paragraph's start: what is typed right before it belongs to the one before.
    if (reading.starts[middle]! < position || middle === 0) low = middle
    else high = middle - 1
  }
  return low
}

/** Whose words stand at a layer: its holder, or `null` for standing text. */
export function ownerOf(reading: Reading, layer: Bid | null): Principal | null {
  return layer === null ? null : (reading.brackets.get(layer)?.holder ?? null)
}

const NONE: readonly Bid[] = Object.freeze([])

function tokensOf(raw: RawParagraph): { at: number; embed: Open | { c: Bid } }[] {
  const tokens: { at: number; embed: Open | { c: Bid } }[] = []
  let at = raw.starter === null ? 0 : 1
  for (const run of raw.runs) {
    if (!isText(run) && (isOpen(run.insert) || isClose(run.insert))) tokens.push({ at, embed: run.insert })
    at += runLength(run)
  }
  return tokens
}

function isPaired(pairs: ReadonlyMap<Bid, Pair>, raw: RawParagraph, at: number, embed: Open | { c: Bid }): boolean {
  const pair = pairs.get(isOpen(embed) ? embed.o : embed.c)
  if (pair === undefined || pair.closeIn === null) return false
  return isOpen(embed) ? pair.openIn === raw && pair.openAt === at : pair.closeIn === raw && pair.closeAt === at
}

function readParagraph(
  raw: RawParagraph,
  entry: readonly Bid[],
  strays: readonly number[],
  pairs: ReadonlyMap<Bid, Pair>,
): ParagraphReading {
  const pieces: Piece[] = []
  const opened: Opening[] = []
  const closed: Closing[] = []
  const kindOf = (bid: Bid): BracketKind | undefined => pairs.get(bid)?.open.kind
  let stack: readonly Bid[] = entry
  let at = raw.starter === null ? 0 : 1
  for (const run of raw.runs) {
    if (isText(run)) {
      const layer = layerOf(stack, kindOf)
      pieces.push({ type: 'text', at, text: run.insert, marks: run.attributes, within: stack, layer })
    } else if (!strays.includes(at)) {
      if (isOpen(run.insert)) {
        const bid = run.insert.o
        opened.push({ bid, at, parent: stack.at(-1) ?? null })
        pieces.push({ type: 'open', at, bid, virtual: false })
        stack = [...stack, bid]
      } else if (isClose(run.insert)) {
        closed.push({ bid: run.insert.c, at })
        stack = close(pieces, stack, run.insert.c, at)
      }
    }
    at += runLength(run)
  }
  return { raw, entry, exit: stack, pieces, opened, closed, strays, length: paragraphLength(raw) }
}

/** Closes `bid`; what was opened inside it and is still open is closed before and re-opened behind it. */
function close(pieces: Piece[], stack: readonly Bid[], bid: Bid, at: number): readonly Bid[] {
  const depth = stack.lastIndexOf(bid)
  if (depth < 0) return stack
  const above = stack.slice(depth + 1)
  for (const inner of above.toReversed()) pushClose(pieces, inner, at, true)
  pushClose(pieces, bid, at, false)
  for (const inner of above) pieces.push({ type: 'open', at, bid: inner, virtual: true })
  return [...stack.slice(0, depth), ...above]
}

/** A piece that encloses nothing is dropped where it is virtual, so that `[A[B..A]B]` reads as a nest. */
function pushClose(pieces: Piece[], bid: Bid, at: number, virtual: boolean): void {
  const last = pieces.at(-1)
  if (last?.type === 'open' && last.bid === bid && (virtual || last.virtual)) pieces.pop()
  else pieces.push({ type: 'close', at, bid, virtual })
}

/** Enters the brackets opened in a paragraph, and the ends of those closed in it. */
function collect(
  brackets: Map<Bid, Bracket>,
  reading: ParagraphReading,
  place: { readonly index: number; readonly start: number },
  pairs: ReadonlyMap<Bid, Pair>,
  meta: Meta,
): void {
  for (const { bid, at, parent } of reading.opened) {
    const { by, kind, grp, ph } = pairs.get(bid)!.open
    const from = place.start + at
    brackets.set(bid, {
      bid,
      kind,
      by: proposerOf(meta, bid, by),
      holder: holderOf(meta, bid, by),
      group: groupOf(meta, bid, grp),
      placeholder: ph === 1,
      parent,
      first: place.index,
      last: place.index,
      from,
      to: from,
    })
  }
  for (const { bid, at } of reading.closed) {
    const bracket = brackets.get(bid)
    if (bracket !== undefined) brackets.set(bid, { ...bracket, last: place.index, to: place.start + at })
  }
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]))
}
