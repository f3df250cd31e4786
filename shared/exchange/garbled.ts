// What a source has lost or mixed up on its way here, as far as its words show it: redlines that became plain words, digits of notes
// glued to labels, brackets a character away from their place, letters torn apart. Told, never mended (spec IM-48).
import type { Cut } from './attributions.ts'
import { lineAt, type Pairs, type Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'

const DOUBLED = /(?<![\p{L}’'-])(\p{L}{2,})\s\1(?![\p{L}’'-])/giu
/** Words that stand twice in good sentences. */
const MAY_DOUBLE = /^(?:had|that|is|her|his|do|so|very|bora|no|who|what|in|on)$/i
const RUN_TOGETHER =
  /(?<!\d)(?:19|20)\d{2}(?:19|20)\d{2}(?!\d)|\b(?:shall(?:should|may|must)|should(?:shall|may|must)|may(?:shall|should))\b/g
const TORN = /(?<!\p{L})(?:\p{Ll}{1,3} ){4,}\p{Ll}{1,3}(?!\p{L})/gu
const LONE = /(?<!\p{L})[b-hj-wyz](?!\p{L})/gu
const DOUBLE_SIGNS = /;;|,,|(?<!\.)\.\.(?!\.)/g
const MISSING_OPEN =
  /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}\p{N}.]{0,40}(?:[\s/,;]{1,3}(?:and\s)?\p{Lu}[\p{L}\p{N}.]{0,40}){0,12})\s(?:proposes?|opposes?)\s?:/gu
/** Findings of one kind in one paragraph. */
const MOST = 20
const AROUND = 20

interface Known {
  readonly pairs: Pairs
  readonly parties: Parties
  /** Where brackets name parties, by paragraph. */
  readonly lists: ReadonlyMap<number, readonly Cut[]>
}

export function garbledIn(drafts: readonly Draft[], signs: readonly (readonly Sign[])[], { pairs, parties, lists }: Known): ReportEntry[] {
  return [
    ...drafts.flatMap((draft, i) => [
      ...wordsOf(draft),
      ...edges(draft, signs[i]!, pairs),
      ...lostOpens(draft, signs[i]!, { pairs, parties, cuts: lists.get(i) ?? [] }),
    ]),
    ...labels(drafts),
  ]
}

function wordsOf(draft: Draft): ReportEntry[] {
  const { text } = draft
  const entries: ReportEntry[] = []
  // Where changes are tracked, what goes and what comes stand side by side as they should.
  const plain = (draft.spans ?? []).every(({ change }) => change === null)
  const doubled = plain ? first(text.matchAll(DOUBLED)).filter(([, word]) => !MAY_DOUBLE.test(word!)) : []
  for (const match of [...doubled, ...(plain ? first(text.matchAll(RUN_TOGETHER)) : [])]) {
    const message = `“${match[0]}”: words doubled or run together, as where a redline has become plain words. Nothing was guessed.`
    entries.push({ line: lineAt(draft, match.index), kind: 'flattened', message })
  }
  for (const { index, 0: words } of first(text.matchAll(TORN)))
    if ((words.match(LONE) ?? []).length >= 2) entries.push(told(draft, index, `“${words}” looks like a word torn apart`))
  if (text.startsWith('(['))
    entries.push(told(draft, 0, `“${near(text, 0)}”: the “[” stands behind a parenthesis that it may have been meant for`))
  for (const { index, 0: sign } of first(text.matchAll(DOUBLE_SIGNS)))
    entries.push(told(draft, index, `“${sign}”: a sign stands twice near “${near(text, index)}”`))
  return entries
}

const first = (matches: Iterable<RegExpExecArray>): RegExpExecArray[] => {
  const found: RegExpExecArray[] = []
  for (const match of matches) {
    found.push(match)
    if (found.length >= MOST) break
  }
  return found
}

/** A bracket of several words that closes one letter before a word's end. */
function edges(draft: Draft, signs: readonly Sign[], pairs: Pairs): ReportEntry[] {
  const { text } = draft
  return signs.flatMap((sign) => {
    const open = sign.open ? undefined : pairs.get(sign)
    if (open === undefined || open.paragraph !== sign.paragraph) return []
    const split = /\p{Ll}\p{Ll}$/u.test(text.slice(sign.at - 2, sign.at)) && /^\p{Ll}(?!\p{L})/u.test(text.slice(sign.at + 1, sign.at + 3))
    const several = text.slice(Math.max(open.at, sign.at - AROUND), sign.at).includes(' ')
    return split && several ? [told(draft, sign.at, `“${near(text, sign.at)}”: the “]” stands a letter away from the word’s end`)] : []
  })
}

/** An attribution before a `]` that nothing opens: its `[` was lost. */
function lostOpens(
  draft: Draft,
  signs: readonly Sign[],
  { pairs, parties, cuts }: Pick<Known, 'pairs' | 'parties'> & { readonly cuts: readonly Cut[] },
): ReportEntry[] {
  if (!signs.some((sign) => !sign.open && !pairs.has(sign))) return []
  return first(draft.text.matchAll(MISSING_OPEN)).flatMap(({ index, 0: words, 1: list }) => {
    const named = cuts.some(({ from, to }) => index < to && index + words.length > from)
    if (named || draft.text[index - 1] === '[' || !endsInNames(list!, parties)) return []
    return [told(draft, index, `A “[” seems to be missing before “${words}”`)]
  })
}

/** Whether parties' names end a list that words before it may have begun. */
function endsInNames(list: string, parties: Parties): boolean {
  const words = list.split(' ')
  return words.some((_, i) => parties.clauses(words.slice(i).join(' ')) !== null)
}

/** `Option 167` behind nothing or before `Option 2`: option 1 with the signs of two notes; `1514.` behind `14.` */
function labels(drafts: readonly Draft[]): ReportEntry[] {
  const before = new Map<string, number>()
  return drafts.flatMap((draft) => {
    const match = /^(\D*?)(\d{1,6})(\D*)$/.exec(draft.label)
    if (match === null) return []
    const [, head, digits, tail] = match
    const family = `${head!.trim()}#${tail!.trim()}`
    const expected = String((before.get(family) ?? 0) + 1)
    const rest = digits!.startsWith(expected) ? digits!.slice(expected.length) : ''
    // Notes hang at options; elsewhere it is the number before or after, one of two that a renumbering left.
    const options = /^(?:option|alternative|alt)\b/i.test(head!)
    const glued = rest !== '' && (options ? rest.length > 1 : Math.abs(Number(rest) - Number(expected)) === 1)
    if (!glued) {
      before.set(family, Number(digits))
      return []
    }
    before.set(family, Number(expected))
    return [told(draft, 0, `“${draft.label}” stands where ${expected} follows: “${rest}” may be the sign of a note, or an old number`)]
  })
}

const near = (text: string, at: number): string => text.slice(Math.max(0, at - AROUND), at + AROUND)

const told = (draft: Draft, at: number, what: string): ReportEntry => ({ line: lineAt(draft, at), kind: 'garbled', message: `${what}.` })
