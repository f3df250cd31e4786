// How long a text may be that comes in: everybody who opens it has all of it, and every act walks over it. The longest that is
// known has 400,000 characters.
import type { Body } from '../text/model.ts'
import type { Unreadable } from './source.ts'

export const MOST_CHARACTERS = 2_000_000
export const MOST_PARAGRAPHS = 20_000
export const MOST_BRACKETS = 40_000

const number = (n: number): string => String(n).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')

export const TOO_LONG: Unreadable = {
  ok: false,
  message: `This is longer than any text that is negotiated (${number(MOST_CHARACTERS)} characters, ${number(MOST_PARAGRAPHS)} paragraphs, ${number(MOST_BRACKETS)} brackets at most). Import it in parts.`,
}

/** Whether a body is longer than anybody can work on. */
export function isTooLong(body: Body): boolean {
  let [characters, paragraphs, brackets] = [0, 0, 0]
  for (const { insert } of body) {
    if (typeof insert === 'string') characters += insert.length
    else if ('p' in insert) paragraphs++
    else if ('o' in insert) brackets++
  }
  return characters > MOST_CHARACTERS || paragraphs > MOST_PARAGRAPHS || brackets > MOST_BRACKETS
}
