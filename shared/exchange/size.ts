// How long a text may be that comes in: everybody who opens it has all of it, and every act walks over it. The longest that is
// known has 400,000 characters.
import type { Body } from '../text/model.ts'
import type { Draft } from './paragraphs.ts'
import type { Unreadable } from './source.ts'

export const MOST_CHARACTERS = 2_000_000
export const MOST_PARAGRAPHS = 10_000
export const MOST_BRACKETS = 20_000
/** Brackets in each other: every piece of words knows all that are around it. */
export const MOST_NESTED = 200

const number = (n: number): string => String(n).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')

export const TOO_LONG: Unreadable = {
  ok: false,
  message: `This is longer than any text that is negotiated (${number(MOST_CHARACTERS)} characters, ${number(MOST_PARAGRAPHS)} paragraphs, ${number(MOST_BRACKETS)} brackets at most). Import it in parts.`,
}

const TOO_DEEP: Unreadable = {
  ok: false,
  message: `More than ${number(MOST_NESTED)} brackets stand in each other here, as in no text that is negotiated. Look for signs that are never closed.`,
}

/**
 * Whether a source has more than anybody would sort by hand, before its brackets are looked at: paragraphs may be joined or left out, and
 * brackets turn out to be citations, but not the greater part of them.
 */
export function isBeyond(drafts: readonly Draft[]): boolean {
  if (drafts.length > 2 * MOST_PARAGRAPHS) return true
  let signs = 0
  for (const { text, spans = [] } of drafts) {
    for (const { change } of spans) if (change !== null) signs++
    for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) signs++
  }
  return signs > 2 * MOST_BRACKETS
}

/** Why a body is longer or deeper than anybody can work on; null for one that is not. */
export function tooMuchIn(body: Body): Unreadable | null {
  let [characters, paragraphs, brackets, nested] = [0, 0, 0, 0]
  for (const { insert } of body) {
    if (typeof insert === 'string') characters += insert.length
    else if ('p' in insert) paragraphs++
    else if ('o' in insert) {
      brackets++
      if (++nested > MOST_NESTED) return TOO_DEEP
    } else nested--
  }
  return characters > MOST_CHARACTERS || paragraphs > MOST_PARAGRAPHS || brackets > MOST_BRACKETS ? TOO_LONG : null
}
