// Whose a bracket is by what it says itself: `[US: words]`, `[A/B propose; C oppose: words]`, `[words – EU; G77 delete]`,
// `[words (Eastland)]`, `[words EU]`. Only names of the meeting's parties count; everything else stays words.
import { NOBODY, type Principal } from '../ids.ts'
import type { Stance } from '../text/meta.ts'
import type { BracketKind } from '../text/model.ts'
import { guardAt } from '../text/notation.ts'
import type { Names } from './names.ts'
import { lineAt, type Pairs, type Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import { STANCE_OF, type Clause, type Parties, type Verb } from './parties.ts'

export interface Attribution {
  readonly by: Principal
  readonly kind: BracketKind
  /** It holds nothing else. */
  readonly alone: boolean
  /** Of others than its holder. */
  readonly stands: readonly { readonly principal: Principal; readonly stance: Stance }[]
  /** Index of the paragraph in which the names stand, and where. */
  readonly paragraph: number
  readonly cut: Cut
}

/** Words that are an attribution and none of the text's. */
export interface Cut {
  readonly from: number
  readonly to: number
}

/** By the sign that opens the bracket. */
export type Attributions = ReadonlyMap<Sign, Attribution>

/** Longest list of names. */
const LONGEST = 300

/** `names`: told of every name that nobody here has. */
export function attributionsIn(
  drafts: readonly Draft[],
  signs: readonly (readonly Sign[])[],
  pairs: Pairs,
  { parties, names }: { readonly parties: Parties; readonly names: Names },
): Attributions {
  const found = new Map<Sign, Attribution>()
  const places = new Map(signs.flatMap((each) => each.map((sign, i) => [sign, i] as const)))
  const besideOf = (sign: Sign, step: 1 | -1): number | null => signs[sign.paragraph]![places.get(sign)! + step]?.at ?? null
  for (const sign of signs.flat()) {
    const close = pairs.get(sign)
    if (!sign.open || close === undefined) continue
    const lead = sign.at < 0 ? null : leadOf(drafts[sign.paragraph]!.text, sign, besideOf(sign, 1), parties)
    const hit = lead ?? trailOf(drafts[close.paragraph]!.text, close, besideOf(close, -1), parties)
    if (hit === null) continue
    const paragraph = lead === null ? close.paragraph : sign.paragraph
    if ('strangers' in hit) {
      const at = lead === null ? close.at : sign.at
      for (const name of hit.strangers) names.add(name, lineAt(drafts[paragraph]!, at))
      continue
    }
    const { cut, note = false } = hit
    // A note runs on into no other paragraph.
    if (note && close.paragraph !== sign.paragraph) continue
    const alone = close.paragraph === sign.paragraph && cut.from === sign.at + 1 && cut.to === close.at
    found.set(sign, { ...attributionOf(hit.clauses), ...(note ? { kind: 'note' as const } : {}), alone, paragraph, cut })
  }
  return found
}

/** Where brackets name parties, by paragraph, in order. */
export function listsIn(attributions: Attributions): ReadonlyMap<number, readonly Cut[]> {
  const lists = new Map<number, Cut[]>()
  for (const { paragraph, cut } of attributions.values()) {
    const here = lists.get(paragraph)
    if (here === undefined) lists.set(paragraph, [cut])
    else here.push(cut)
  }
  for (const each of lists.values()) each.sort((a, b) => a.from - b.from)
  return lists
}

/** Backslashes before a bracket's last words that notation has put there, so that they read as nobody's name (spec TX-11). */
export function guardsIn(
  drafts: readonly Draft[],
  signs: readonly (readonly Sign[])[],
  pairs: Pairs,
): readonly (Cut & { readonly paragraph: number })[] {
  return signs.flatMap((each) =>
    each.flatMap((close, i) => {
      const { open, at, paragraph } = close
      const start = (each[i - 1]?.at ?? -1) + 1
      const tail = open || !pairs.has(close) ? '' : drafts[paragraph]!.text.slice(start, at)
      const sign = tail === '\\ ' ? 0 : (/(?<=^|\s)\\(?=– [^–]*$)/.exec(tail)?.index ?? -1)
      if (sign < 0 || guardAt(tail.slice(0, sign) + tail.slice(sign + 1)) !== sign) return []
      return [{ paragraph, from: start + sign, to: start + sign + 1 }]
    }),
  )
}

/** `note`: it says that it is a note, and names nobody. */
type Hit = { readonly clauses: readonly Clause[]; readonly cut: Cut; readonly note?: true } | { readonly strangers: readonly string[] }

const VERB_BEHIND = /^(proposes?|opposes?|deletes?|supports?|retains?|reserves?)\s*:\s*/i
const VERBS_BEHIND: Readonly<Record<string, Verb>> = {
  propose: 'propose',
  oppose: 'delete',
  delete: 'delete',
  support: 'retain',
  retain: 'retain',
  reserve: 'reserve',
}

/** Before the first colon behind what opens, or before the full stop behind a verb. */
function leadOf(text: string, { at }: Sign, following: number | null, parties: Parties): Hit | null {
  const inside = text.slice(at + 1, Math.min(following ?? text.length, at + 1 + LONGEST))
  const match = /^\s*([^:]+?)\s*:{1,2}\s*/.exec(inside) ?? /^\s*([^:.]+?\s(?:propose|oppose)s?)\.\s+/i.exec(inside)
  if (match === null) return null
  const list = match[1]!.replace(/(?<=[;,.])\d{1,3}(?=\s)/g, '')
  const clauses = parties.clauses(list)
  if (clauses === null) {
    const strangers = parties.strangers(list)
    return strangers.length === 0 ? null : { strangers }
  }
  // `[A: oppose: words]`: what the list says nothing of is said behind it.
  const behind = VERB_BEHIND.exec(inside.slice(match[0].length))
  const bare = clauses.every(({ verb }) => verb === null)
  const verb = behind === null || !bare ? null : VERBS_BEHIND[behind[1]!.toLowerCase().replace(/s$/, '')]!
  const length = match[0].length + (verb === null ? 0 : behind![0].length)
  return { clauses: verb === null ? clauses : clauses.map((clause) => ({ ...clause, verb })), cut: { from: at + 1, to: at + 1 + length } }
}

/** As notation prints words that only look like an attribution (spec TX-11). */
const ESCAPED = /(?:^|\s)\\–\s[^–]*$/

/** As notation prints a note of ours (spec TX-11). */
const NOTE = /(?:^|\s)– note$/

/** Behind the last dash, in the last parentheses, or the last word before what closes. */
function trailOf(text: string, { at }: Sign, before: number | null, parties: Parties): Hit | null {
  const start = Math.max(-1, before ?? -1) + 1
  const from = Math.max(start, at - LONGEST)
  const inside = text.slice(from, at)
  if (ESCAPED.test(inside)) return null
  const note = NOTE.exec(inside)
  if (note !== null) return { clauses: [], cut: { from: from + note.index, to: at }, note: true }
  let strangers: readonly string[] = []
  for (const match of [...inside.matchAll(/(?:^|\s|(?<=[.,;]))[–—−-]\s*/g)].reverse()) {
    const list = inside.slice(match.index + match[0].length)
    const clauses = parties.clauses(list)
    // Behind a slash the names are those of the last of several wordings: the bracket is not theirs as a whole.
    if (clauses !== null)
      return inside.slice(0, match.index).includes(' / ') ? null : { clauses, cut: { from: from + match.index, to: at } }
    if (strangers.length === 0) strangers = parties.strangers(list, true)
  }
  const braced = /\s*\(((?:[^()]|\([^()]*\))+)\)[.;,]?\s*$/.exec(inside)
  const named = braced === null ? null : parties.clauses(braced[1]!)
  if (named !== null) return { clauses: named, cut: { from: from + braced!.index, to: at } }
  if (braced !== null && strangers.length === 0) strangers = parties.strangers(braced[1]!)
  const last = /(?<=\S)\s+([A-Z][A-Z0-9]{1,11})$/.exec(inside)
  const party = last === null ? NOBODY : parties.party(last[1]!)
  if (party !== NOBODY && party === last![1])
    return { clauses: [{ parties: [party], verb: null }], cut: { from: from + last!.index, to: at } }
  return strangers.length === 0 ? null : { strangers }
}

/** Whoever proposes holds it; where nobody does, who wants it deleted or reserves. */
function attributionOf(clauses: readonly Clause[]): Pick<Attribution, 'by' | 'kind' | 'stands'> {
  const own = clauses.find(({ verb }) => verb === null || verb === 'propose')
  const leading = own ?? clauses.find(({ verb }) => verb === 'delete') ?? clauses.find(({ verb }) => verb === 'reserve')
  const [by = NOBODY, ...sponsors] = leading?.parties ?? []
  const kind: BracketKind = own !== undefined || leading === undefined ? 'ins' : leading.verb === 'delete' ? 'del' : 'res'
  const others = clauses.filter((clause) => clause !== leading)
  return {
    by,
    kind,
    stands: [
      ...sponsors.map((principal) => ({ principal, stance: 'proposes' as const })),
      ...others.flatMap(({ parties, verb }) => parties.map((principal) => ({ principal, stance: STANCE_OF[verb ?? 'propose'] }))),
    ].filter(({ principal }, i, all) => principal !== by && all.findIndex((one) => one.principal === principal) === i),
  }
}
