// Numbers alone in brackets: `within [3] months` is a proposal, `as shown before [3]` cites a source (spec IM-42). What stands around
// a number tells first; else it cites where it follows a word or a full stop and numbers of its kind rise through the text.
import type { Role } from '../protocol/choices.ts'
import type { Bracket } from './brackets.ts'
import type { Draft } from './paragraphs.ts'

const NUMBER = /^\d{1,4}(?:\.\d{1,3})?(?:\s?[,;–-]\s?\d{1,4})*$/
/** What counts something behind a number, and words before it that want one. */
const UNIT =
  /^\s?(?:%|°\s?[CF]?|per ?cent|degrees?|percentage|years?|months?|weeks?|days?|hours?|minutes?|times|members?|million|billion|trillion|thousand|hundred|tonnes?|met(?:re|er)s?|kilomet(?:re|er)s?|km|states|parties|copies)(?![\p{L}])/iu
const WANTS =
  /(?:^|[\s(])(?:in|by|below|above|under|over|least|most|than|every|within|until|before|after|since|from|to|between|exceed(?:ing)?|paragraphs?|articles?|sections?|annex(?:es)?|items?|options?|of|the|a|an|for|some|at)\s$/iu
const FOLLOWS_WORD = /[\p{L}\p{N}.,;:!?)”"’]\s?$/u
/** Behind another number, which says what this one is. */
const LISTED = /\](?:,|,? and|,? or|;)\s$/i
const NEAR = 24
/** A citation is at most so many numbers behind the one before: sources in between may be cited without a number of their own. */
const STEP = 4

export const isNumber = (words: string): boolean => NUMBER.test(words)

/** Of brackets that hold nothing but numbers, in the order of the text. */
export function citations(numbers: readonly Bracket[], drafts: readonly Draft[]): ReadonlyMap<Bracket, Role> {
  const roles = new Map<Bracket, Role>()
  const open: { readonly bracket: Bracket; readonly first: number; readonly last: number }[] = []
  let previous: Bracket | null = null
  for (const bracket of numbers) {
    const { text } = drafts[bracket.paragraph]!
    const before = text.slice(Math.max(0, bracket.at - NEAR), Math.max(0, bracket.at))
    const behind = text.slice(bracket.to + 1, bracket.to + 1 + NEAR)
    const listed = LISTED.test(before) && previous?.paragraph === bracket.paragraph ? previous : null
    previous = bracket
    const beside = bracket.parent !== null || /\]\s?\/?\s?$/.test(before) || /^\s?\/?\s?\[/.test(behind)
    const values = text
      .slice(bracket.at + 1, bracket.to)
      .split(/[^\d.]+/)
      .map(Number)
    const candidate = { bracket, first: values[0]!, last: values.at(-1)! }
    if (beside || UNIT.test(behind) || WANTS.test(before) || (listed !== null && roles.has(listed))) roles.set(bracket, 'proposal')
    else if ((listed !== null || FOLLOWS_WORD.test(before)) && candidate.first <= candidate.last) open.push(candidate)
  }
  open.forEach((one, i) => {
    const before = open[i - 1]
    const next = open[i + 1]
    const rises = (a: typeof one | undefined, b: typeof one | undefined): boolean =>
      a !== undefined && b !== undefined && b.first > a.last && b.first - a.last <= STEP
    if (rises(before, one) || rises(one, next)) roles.set(one.bracket, 'citation')
  })
  return roles
}
