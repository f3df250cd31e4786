// The tokens that a file had when it was printed, with where each stands in the text. What the reader of such files makes of an
// untouched one is the measure; the printing that knows places is laid beside it, and what it has no place for is beside the words.
import type { Bid } from '../../ids.ts'
import type { Draft } from '../paragraphs.ts'
import { alignParagraphs, type Likened } from './align.ts'
import type { Origin, PrintedLine } from './printed.ts'
import { letters, stepsBetween } from './steps.ts'
import { tokensOf, type Naming, type Token } from './tokens.ts'

export interface BaseToken extends Token {
  /** Positions in the text of its characters, or of its sign; none for what is printed beside the words. */
  readonly places: readonly number[]
  /** The bracket whose sign it is. */
  readonly sign: Bid | null
  /** The bracket that is printed as a tracked change of it. */
  readonly tracked: Bid | null
}

export interface BaseLine {
  readonly draft: Draft
  /** Index of the paragraph in the text; -1 for what is none. */
  readonly index: number
  readonly tokens: readonly BaseToken[]
}

export function basedLines(printed: readonly PrintedLine[], expected: readonly Draft[] | null, naming: Naming): BaseLine[] {
  const tokens = tokensOf(
    printed.map(({ draft }) => draft),
    { ...naming, principalOf: (author) => author },
  )
  const known = printed.map((line, i) => ({ draft: line.draft, index: line.index, tokens: placed(line, tokens[i]!) }))
  const words = known.filter((line) => line.tokens.length > 0)
  return expected === null ? words : beside(words, expected, tokensOf(expected, naming))
}

/** What alignment goes by. */
export function likened(draft: Draft, tokens: readonly Token[]): Likened {
  const told = tokens.map((token) => `${said(token)}${token.change === null ? '' : `${token.change.kind}${token.change.by}`}`)
  const words = tokens.flatMap((token) => {
    if (token.role !== 'words' || token.text === ' ') return []
    return [token.change?.kind === 'ins' ? `${token.text}+${token.change.by}` : token.text]
  })
  return { key: told.join('\u0001'), label: draft.label, words }
}

const said = ({ role, text, says }: Token): string => (says === null ? text : `${role} ${says.kind} ${says.by}`)

/** A base token's letters, each with its own place. */
export function baseLetters(token: BaseToken): BaseToken[] {
  if (token.role !== 'words' || token.places.length !== token.text.length) return [token]
  let at = 0
  return letters(token).map((letter) => {
    const places = token.places.slice(at, at + letter.text.length)
    at += letter.text.length
    return { ...token, ...letter, places }
  })
}

function placed({ draft, origins, before }: PrintedLine, tokens: readonly Token[]): BaseToken[] {
  return tokens.map((token, i) => {
    if (token.at < 0) return standing(token, before === null || token.role !== 'open' ? NOWHERE : [before.at], signOf(token, before), null)
    const end = tokens[i + 1]?.at ?? draft.text.length
    const own = origins.slice(token.at, end)
    const sign = own.find((origin) => origin.sign !== null) ?? null
    if (sign !== null) return standing(token, [sign.at], sign.sign, sign.tracked)
    // A literal bracket is printed as two characters of one place.
    const places = token.text.length < own.length ? own.slice(0, token.text.length) : own
    return standing(
      token,
      places.map(({ at }) => at),
      null,
      own[0]?.tracked ?? null,
    )
  })
}

const signOf = ({ role }: Token, before: Origin | null): Bid | null => (role === 'open' ? (before?.sign ?? null) : null)

/** The tokens that were read, each with the place of the printed one that it is. */
function beside(printed: readonly BaseLine[], drafts: readonly Draft[], read: readonly (readonly Token[])[]): BaseLine[] {
  const sides = [printed.map(({ draft, tokens }) => likened(draft, tokens)), drafts.map((draft, i) => likened(draft, read[i]!))] as const
  const lines: BaseLine[] = drafts.map((draft, i) => ({ draft, index: -1, tokens: read[i]!.map(without) }))
  for (const { base, file } of alignParagraphs(...sides)) {
    if (base.length === 0 || file.length === 0) continue
    const [first] = base
    const tokens = base.flatMap((at) => printed[at]!.tokens)
    for (const at of file) {
      const line = { draft: drafts[at]!, index: printed[first!]!.index, tokens: laid(tokens, read[at]!) }
      lines[at] = line
    }
  }
  return lines.filter(({ tokens }) => tokens.length > 0)
}

const without = (token: Token): BaseToken => standing(token, NOWHERE, null, null)

const NOWHERE: readonly number[] = []

/** Field by field: a long text has some hundred thousand tokens, and a spread of each takes ten times as long. */
function standing(
  { text, role, says, change, line, at }: Token,
  places: readonly number[],
  sign: Bid | null,
  tracked: Bid | null,
): BaseToken {
  return { text, role, says, change, line, at, places, sign, tracked }
}

function laid(printed: readonly BaseToken[], read: readonly Token[]): BaseToken[] {
  const same = printed.length === read.length && printed.every((token, i) => token.text === read[i]!.text && token.role === read[i]!.role)
  if (same) return printed.map(({ places, sign, tracked }, i) => standing(read[i]!, places, sign, tracked))
  return stepsBetween(printed, read, baseLetters).flatMap(({ base, file }) => {
    if (file === null) return []
    return [base === null ? without(file) : standing(file, base.places, base.sign, base.tracked)]
  })
}
