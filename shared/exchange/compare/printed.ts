// A text as a view prints it, with where in the text each printed character stands: what a file that comes back is held against.
import type { Bid } from '../../ids.ts'
import { labelOf, levelOf, typeOf, type Meta } from '../../text/meta.ts'
import { attributionsOf, guardAt, isProposed } from '../../text/notation.ts'
import type { ParagraphReading, Reading } from '../../text/read.ts'
import { shownIn, type Shown, type View } from '../../text/views.ts'
import { changesOf } from '../docx/document.ts'
import type { BracketsAs } from '../docx/frame.ts'
import { FORBIDDEN } from '../import-source.ts'
import type { Draft, Span } from '../paragraphs.ts'

/** Where a printed character comes from. */
export interface Origin {
  /** Position in the text; of a bracket's sign its token's. */
  readonly at: number
  /** The bracket whose sign it is; null for words. */
  readonly sign: Bid | null
  /** The bracket that is printed as a tracked change of it; null for none. */
  readonly tracked: Bid | null
}

export interface PrintedLine {
  readonly draft: Draft
  /** Index in the reading of the paragraph that starts it. */
  readonly index: number
  /** Of each character of the draft's words. */
  readonly origins: readonly Origin[]
  /** Of the sign that stands before the label, where one does. */
  readonly before: Origin | null
}

/** Paragraphs without a word are left out, as whoever reads a file leaves them out. */
export function printedLines(reading: Reading, meta: Meta, view: View, brackets: BracketsAs): PrintedLine[] {
  const printer = new Printer(reading, meta, view, brackets === 'tracked' && view === 'rolling')
  reading.paragraphs.forEach((paragraph, index) => printer.add(paragraph, index))
  return printer.lines()
}

interface Char extends Origin {
  readonly char: string
  readonly change: Span['change']
}

interface Growing {
  readonly index: number
  readonly bracketed: boolean
  readonly before: Origin | null
  readonly chars: Char[]
}

class Printer {
  readonly #reading: Reading
  readonly #meta: Meta
  readonly #shown: Shown
  readonly #tracked: boolean
  readonly #names: ReadonlyMap<Bid, string>
  readonly #growing: Growing[] = []

  constructor(reading: Reading, meta: Meta, view: View, tracked: boolean) {
    this.#reading = reading
    this.#meta = meta
    this.#shown = shownIn(reading, view)
    this.#tracked = tracked
    this.#names = attributionsOf(reading, meta, { names: view !== 'unattributed', groups: false })
  }

  add(paragraph: ParagraphReading, index: number): void {
    const { starter } = paragraph.raw
    const joins = this.#growing.length > 0 && starter !== null && !this.#shown.starts(starter.p)
    const label = starter === null ? '' : labelOf(this.#meta, starter.p)
    const start = this.#reading.starts[index]!
    const [first] = paragraph.pieces
    const opens = !joins && label !== '' && isProposed(paragraph, this.#reading) && first?.type === 'open' && this.#prints(first.bid)
    const before = opens ? { at: start + first.at, sign: first.bid, tracked: null } : null
    const line = joins ? this.#growing.at(-1)! : { index, bracketed: opens, before, chars: [] }
    if (!joins) this.#growing.push(line)
    this.#pieces(paragraph, start, opens ? 1 : 0, line.chars)
  }

  lines(): PrintedLine[] {
    return this.#growing.map(({ index, bracketed, before, chars }) => {
      const kept = squeezed(chars)
      const starter = this.#reading.paragraphs[index]!.raw.starter
      const type = starter === null ? 'para' : typeOf(this.#meta, starter.p, starter.t)
      const level = starter === null ? 0 : levelOf(this.#meta, starter.p, starter.lvl)
      const label = starter === null ? '' : labelOf(this.#meta, starter.p)
      const text = kept.map(({ char }) => char).join('')
      const draft = { type, level, label, bracketed, text, lines: [{ from: 0, number: index + 1 }], spans: spansOf(kept) }
      return { draft, index, origins: kept, before }
    })
  }

  /** Whether a bracket stands in signs. */
  #prints(bid: Bid): boolean {
    const bracket = this.#reading.brackets.get(bid)
    return bracket !== undefined && this.#shown.bracket(bid) && !(this.#tracked && changesOf([bid], this.#reading).length > 0)
  }

  #pieces({ pieces }: ParagraphReading, start: number, from: number, out: Char[]): void {
    let empty = false
    pieces.slice(from).forEach((piece) => {
      const at = start + piece.at
      if (piece.type === 'text') {
        if (!this.#shown.words(piece.within)) return
        const { tracked, change } = this.#change(piece.within)
        for (let i = 0; i < piece.text.length; i++) {
          const char = piece.text[i]!
          if ('\\[]'.includes(char)) out.push({ at: at + i, sign: null, tracked, change, char: '\\' })
          out.push({ at: at + i, sign: null, tracked, change, char })
        }
        empty = false
      } else if (this.#prints(piece.bid)) {
        const names = this.#names.get(piece.bid) ?? ''
        const printed = piece.type === 'open' ? '[' : `${names === '' ? '' : ` – ${names}`}${names === '' && empty ? ' ]' : ']'}`
        const { tracked, change } = this.#change(enclosing(piece.bid, this.#reading))
        if (piece.type === 'close' && names === '') guardIn(out)
        for (const char of printed) out.push({ at, sign: piece.bid, tracked, change, char })
        empty = piece.type === 'open'
      }
    })
  }

  #change(within: readonly Bid[]): { readonly tracked: Bid | null; readonly change: Span['change'] } {
    const tracked = this.#tracked ? changesOf(within, this.#reading).at(-1) : undefined
    if (tracked === undefined) return { tracked: null, change: null }
    return { tracked: tracked.bracket.bid, change: { kind: tracked.tag, author: tracked.bracket.holder } }
  }
}

/** Puts the backslash before last words that would read as an attribution (spec TX-11). */
function guardIn(out: Char[]): void {
  const from = out.findLastIndex(({ sign }) => sign !== null) + 1
  const at = guardAt(
    out
      .slice(from)
      .map(({ char }) => char)
      .join(''),
  )
  if (at >= 0) out.splice(from + at, 0, { ...out[from + at]!, char: '\\' })
}

function enclosing(bid: Bid, { brackets }: Reading): Bid[] {
  const around: Bid[] = []
  for (let parent = brackets.get(bid)?.parent ?? null; parent !== null; parent = brackets.get(parent)?.parent ?? null)
    around.unshift(parent)
  return around
}

/** As whoever reads a file does: blanks run together, none at either end, no character that no text holds. */
function squeezed(chars: readonly Char[]): Char[] {
  const kept: Char[] = []
  for (const one of chars) {
    if (NO_TEXT_HOLDS.test(one.char)) continue
    if (!BLANK.test(one.char)) kept.push(one)
    else if (kept.length > 0 && kept.at(-1)!.char !== ' ') kept.push({ ...one, char: ' ' })
  }
  if (kept.at(-1)?.char === ' ') kept.pop()
  return kept
}

const BLANK = /[ \t\r\n\u2028\u2029]/
const NO_TEXT_HOLDS = new RegExp(FORBIDDEN.source)

function spansOf(chars: readonly Char[]): Span[] {
  const spans: Span[] = []
  chars.forEach(({ change }, at) => {
    const last = spans.at(-1)
    if (last !== undefined && last.change?.kind === change?.kind && last.change?.author === change?.author)
      spans[spans.length - 1] = { ...last, to: at + 1 }
    else spans.push({ from: at, to: at + 1, change, marks: [] })
  })
  return spans
}
