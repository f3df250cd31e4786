// Paragraphs as they are printed, in tokens: words, blanks and marks one by one, a bracket's signs each with all that is printed of
// its names. A file that comes back and what it was printed from are taken apart by the same rules, so that what was not touched
// is the same on both sides, whatever these make of it.
import { NOBODY, type Principal } from '../../ids.ts'
import type { BracketKind } from '../../text/model.ts'
import { attributionsIn, type Cut } from '../attributions.ts'
import { Names } from '../names.ts'
import { pairBrackets, type Sign } from '../pairing.ts'
import type { Draft } from '../paragraphs.ts'
import type { Parties } from '../parties.ts'
import type { SourceChange } from '../source.ts'

export interface Token {
  /** As it would be proposed; a bracket's sign as it is printed. */
  readonly text: string
  /** `break`: between two paragraphs that are compared as one. */
  readonly role: 'words' | 'open' | 'close' | 'label' | 'break'
  /** Of a sign: what its bracket says of itself; null for one that is not paired. */
  readonly says: Says | null
  readonly change: TokenChange | null
  /** Which paragraph, and where in its words; -1 before them. */
  readonly line: number
  readonly at: number
}

/** One for both signs of a bracket. */
export interface Says {
  readonly kind: BracketKind
  readonly by: Principal
  /** Everything that is printed of names and kind. */
  readonly names: string
}

/** `by`: the author's delegation, '' for nobody known; `ofBy`: of a deletion, that of whoever proposes the words. */
export interface TokenChange extends SourceChange {
  readonly by: Principal
  readonly ofBy: Principal
}

export interface Naming {
  readonly parties: Parties
  readonly principalOf: (author: string) => Principal
}

export const isBlank = ({ role, text }: Token): boolean => role === 'words' && text === ' '

export const BREAK: Token = { text: '\n', role: 'break', says: null, change: null, line: -1, at: -1 }

/** A paragraph's tokens each, in order. */
export function tokensOf(drafts: readonly Draft[], { parties, principalOf }: Naming): Token[][] {
  const { pairs, signs } = pairBrackets(drafts)
  const found = attributionsIn(drafts, signs, pairs, { parties, names: new Names(parties) })
  const cuts = new Map<number, Cut[]>()
  for (const { paragraph, cut } of found.values()) cuts.set(paragraph, [...(cuts.get(paragraph) ?? []), cut])
  const said = new Map<Sign, Says>()
  const sayOf = (open: Sign, close: Sign): Says => {
    const attribution = found.get(open)
    const names = cutText(drafts, open, close, cuts)
    return attribution === undefined
      ? { kind: bareKind(drafts[close.paragraph]!.text.slice(0, close.at)), by: NOBODY, names }
      : { kind: attribution.kind, by: attribution.by, names }
  }
  for (const sign of signs.flat()) {
    const partner = pairs.get(sign)
    if (!sign.open || partner === undefined) continue
    const says = sayOf(sign, partner)
    said.set(sign, says).set(partner, says)
  }
  return drafts.map((draft, line) => {
    const changed = changesAlong(draft, principalOf)
    const segments = signs[line]!.map((sign) => segmentOf(sign, cuts.get(line) ?? [], draft.text, said.get(sign) ?? null))
    return new Cutter(draft, line, changed).tokens(segments)
  })
}

/** A sign with what is printed of names beside it. */
interface Segment {
  readonly from: number
  readonly to: number
  readonly role: 'open' | 'close'
  readonly says: Says | null
}

function segmentOf({ at, open }: Sign, cuts: readonly Cut[], text: string, says: Says | null): Segment {
  if (says === null) return { from: at, to: at + 1, role: open ? 'open' : 'close', says }
  if (open) return { from: at, to: cuts.find(({ from }) => at >= 0 && from === at + 1)?.to ?? at + 1, role: 'open', says }
  const cut = cuts.find(({ to }) => to === at)
  const bare = BARE.exec(text.slice(0, at))?.[0].length ?? 0
  return { from: cut?.from ?? at - bare, to: at + 1, role: 'close', says }
}

/** What stands for a kind where no names are printed. */
const BARE = /(?: |^)– (delete|reserve|note)$/
const BARE_KINDS: Readonly<Record<string, BracketKind>> = { delete: 'del', reserve: 'res', note: 'note' }

const bareKind = (before: string): BracketKind => BARE_KINDS[BARE.exec(before.slice(-12))?.[1] ?? ''] ?? 'ins'

function cutText(drafts: readonly Draft[], open: Sign, close: Sign, cuts: ReadonlyMap<number, readonly Cut[]>): string {
  const leading = cuts.get(open.paragraph)?.find(({ from }) => open.at >= 0 && from === open.at + 1)
  const trailing = cuts.get(close.paragraph)?.find(({ to }) => to === close.at)
  const textOf = (paragraph: number, cut: Cut | undefined): string =>
    cut === undefined ? '' : drafts[paragraph]!.text.slice(cut.from, cut.to)
  return `${textOf(open.paragraph, leading)}${textOf(close.paragraph, trailing)}`.trim()
}

interface Stretch {
  readonly from: number
  readonly to: number
  readonly change: TokenChange | null
}

/** Tracked changes of a paragraph; neighbours of one kind and author are one. */
function changesAlong({ text, spans = [] }: Draft, principalOf: Naming['principalOf']): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  const add = (from: number, to: number, change: SourceChange | null): void => {
    const last = stretches.at(-1)
    if (from >= to) return
    if (last !== undefined && last.change?.kind === change?.kind && last.change?.author === change?.author)
      stretches[stretches.length - 1] = { ...last, to }
    else
      stretches.push({
        from,
        to,
        change: change === null ? null : { ...change, by: principalOf(change.author), ofBy: principalOf(change.of ?? '') },
      })
  }
  for (const { from, to, change } of spans) {
    add(at, from, null)
    add(Math.max(at, from), to, change)
    at = Math.max(at, to)
  }
  add(at, text.length, null)
  return stretches
}

/** Scripts without blanks between words: each letter is a word. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'].map((script) => `\\p{Script=${script}}`).join('')
const PIECES = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+|[ \\t\\r\\n\\u2028\\u2029]+|\\\\[[\\]\\\\]|[^]`, 'gu')

class Cutter {
  readonly #draft: Draft
  readonly #line: number
  readonly #changed: readonly Stretch[]
  readonly #tokens: Token[] = []
  #stretch = 0

  constructor(draft: Draft, line: number, changed: readonly Stretch[]) {
    this.#draft = draft
    this.#line = line
    this.#changed = changed
  }

  tokens(segments: readonly Segment[]): Token[] {
    const { text, label } = this.#draft
    const inside = segments.filter(({ to }) => to > 0)
    for (const { role, says, to } of segments) if (to <= 0) this.#push('[', role, -1, says)
    for (const [piece] of label.matchAll(PIECES)) this.#push(textOf(piece), 'label', -1, null)
    let at = 0
    for (const { from, to, role, says } of inside) {
      // A bracket that holds nothing but names: its first sign has them.
      const start = Math.max(from, at)
      // `[ ]` holds nothing: its blank is its sign's.
      const last = this.#tokens.at(-1)
      const empty = role === 'close' && last?.role === 'open' && last.says === says && text.slice(at, start).trim() === ''
      if (!empty) this.#words(at, start)
      if (start < to) this.#push(text.slice(start, to), role, start, says)
      at = Math.max(at, to)
    }
    this.#words(at, text.length)
    return this.#tokens
  }

  #words(from: number, to: number): void {
    const { text } = this.#draft
    for (let at = from; at < to;) {
      const end = Math.min(to, this.#changeAt(at)?.to ?? to)
      for (const match of text.slice(at, end).matchAll(PIECES)) this.#push(textOf(match[0]), 'words', at + match.index, null)
      at = end
    }
  }

  #push(text: string, role: Token['role'], at: number, says: Says | null): void {
    const change = this.#changeAt(Math.max(0, at))?.change ?? null
    this.#tokens.push({ text, role, says, change, line: this.#line, at })
  }

  /** Places come from left to right. */
  #changeAt(at: number): Stretch | undefined {
    while (this.#stretch < this.#changed.length && this.#changed[this.#stretch]!.to <= at) this.#stretch++
    return this.#changed[this.#stretch]
  }
}

const textOf = (piece: string): string =>
  /^[ \t\r\n\u2028\u2029]/.test(piece) ? ' ' : piece.length === 2 && piece[0] === '\\' ? piece[1]! : piece
