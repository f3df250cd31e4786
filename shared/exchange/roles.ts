// What a bracket is, by its form and by what stands around it (spec IM-41): the tests in order, the first that fits tells.
// What fits none is a proposal.
import type { Role, Treatment } from '../protocol/choices.ts'
import type { ParagraphState } from '../text/meta.ts'
import type { Attributions, Cut } from './attributions.ts'
import type { Bracket, Brackets } from './brackets.ts'
import { citations, isNumber } from './citations.ts'
import type { Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'

/** A bracket that is longer is no note of any kind. */
const LONGEST = 200
const LANGUAGE = '(?:arabic|chinese|english|french|russian|spanish)'

const CITATION = new RegExp(
  [
    'sic!?',
    'emphasis (?:added|supplied|in (?:the )?original)',
    'footnotes? omitted',
    `${LANGUAGE}(?:(?:,| and|, and|/) ?${LANGUAGE})* (?:version|text|only)`,
    'original: .+',
    'on the (?:reports?|recommendation) of .+',
    'without (?:a )?vote',
    'by (?:a )?(?:recorded )?vote of .+',
    '\\^[\\w-]{1,20}',
    'email protected',
    '[\\w.+-]+@[\\w.-]+\\.\\w+',
    '(?:https?://|www\\.)\\S+',
  ]
    .map((form) => `^${form}$`)
    .join('|'),
  'i',
)
/** Behind a Markdown link's words, or a reference's name. */
const LINKED = /^(?:\((?:https?:|www\.|mailto:|#|\/)|: ?https?:)/
const STATUS = /^(?:agreed(?: ad ref(?:erendum)?\.?)?|suggested for closure|closed|deleted|moved|withdrawn|pending|reserved)\.?$/i
const RESERVES = /^.{1,80}?\b(?:reserves? (?:its|their) positions?|can go along with|joins? (?:the )?consensus|withdraws? (?:its|their))\b/i
const NULL_MEMBER = /^(?:no (?:text(?: (?:required|needed))?|provision(?: on .+)?|change)|none|noc)\.?$/i
const OPEN_MEMBER = /^(?:x{1,3}|other|others|…|\.{3})$/i
const PLACEHOLDER =
  /^(?:x{1,3}|…|\.{2,}|_{2,}|[#]{2,}s?|(?:years?|annex|articles?|paragraphs?|section|date|number|decision) [xyn]{1,3}|[xyn]{1,3} (?:years?|months?|days|per ?cent|%)|20xx|insert .+|placeholder\b.*|placement to be .+|to be (?:determined|completed|inserted|added|decided)\b.*|tb[dc])$/i
const DRAFTING =
  /^(?:(?:drafting |drafter|editorial |secretariat |facilitators?[’']? |chair[’']?s? |negotiators?[’']? )?notes?(?: (?:by|from|of|to) .{1,60})?[:.]|(?:re)?mov(?:e|ed) |placement |see |cf\. |.+ to be moved |rationale\b|(?:new )?(?:text|paragraph) (?:based on|moved from|from) )/i
const ORIENTATION = /^\{.*\}$/
/** Where two brackets touch: blanks, a slash or "or" between them. */
const TOUCHES_BEFORE = /\](?:\s*\/\s*|\s+or\s+|\s*)$/
const TOUCHES_BEHIND = /^(?:\s*\/\s*|\s+or\s+|\s*)\[/
const NEAR = 8

export function rolesOf(drafts: readonly Draft[], { all }: Brackets, attributions: Attributions): ReadonlyMap<Bracket, Role> {
  const roles = new Map<Bracket, Role>()
  const numbers: Bracket[] = []
  for (const bracket of all) {
    const role = roleOf(bracket, drafts, attributions.get(bracket.key as Sign))
    if (role === null) numbers.push(bracket)
    roles.set(bracket, role ?? 'unknown')
  }
  const cited = citations(numbers, drafts)
  for (const bracket of numbers) roles.set(bracket, cited.get(bracket) ?? 'unknown')
  return roles
}

/** What becomes of a bracket that is nobody's choice; `blank`: nothing stands in it. */
export function treatmentOf(role: Role, blank: boolean): Treatment {
  if (role === 'citation') return 'literal'
  return role === 'placeholder' || blank ? 'placeholder' : 'bracket'
}

/** The rung that words of a state speak of; null for those that speak of none. */
export function stateIn(words: string): ParagraphState | null {
  if (/\bad ref/i.test(words)) return 'adref'
  return /^\W*agreed\W*$/i.test(words) ? 'agreed' : null
}

/** Whether another bracket stands beside it with nothing between that would make them two. */
export function touches({ paragraph, at, last, to }: Bracket, drafts: readonly Draft[]): boolean {
  const before = drafts[paragraph]!.text.slice(Math.max(0, at - NEAR), Math.max(0, at))
  const behind = drafts[last]!.text.slice(to + 1, to + 1 + NEAR)
  return TOUCHES_BEFORE.test(before) || TOUCHES_BEHIND.test(behind)
}

/** Null for a number, which only the whole text can tell. */
function roleOf(bracket: Bracket, drafts: readonly Draft[], said: { readonly cut: Cut } | undefined): Role | null {
  const { paragraph, last, to, tracked, at } = bracket
  if (tracked || last !== paragraph || to - at > LONGEST) return 'proposal'
  const { text } = drafts[paragraph]!
  const from = Math.max(0, at + 1)
  const words = (said === undefined ? text.slice(from, to) : text.slice(from, said.cut.from) + text.slice(said.cut.to, to)).trim()
  if (words === '') return said === undefined && text[from] === ']' && touches(bracket, drafts) ? 'nullMember' : 'placeholder'
  if (said === undefined) {
    if (at >= 0 && (CITATION.test(words) || LINKED.test(text.slice(to + 1, to + 1 + NEAR)))) return 'citation'
    if (STATUS.test(words) || RESERVES.test(words)) return 'status'
    if (ORIENTATION.test(words)) return 'orientation'
  }
  // A part of a word is one whatever it is.
  if (/\p{L}$/u.test(text.slice(Math.max(0, at - 2), Math.max(0, at))) && !isNumber(words)) return 'proposal'
  if (NULL_MEMBER.test(words)) return 'nullMember'
  if (OPEN_MEMBER.test(words) && touches(bracket, drafts)) return 'openMember'
  if (PLACEHOLDER.test(words)) return 'placeholder'
  if (said === undefined && isNumber(words)) return null
  return said === undefined && DRAFTING.test(words) ? 'drafting' : 'proposal'
}
