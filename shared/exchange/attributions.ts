// Whose a bracket is by what it says itself: `[US: words]`, `[A/B propose; C oppose: words]`, `[words – EU; G77 delete]`,
// `[words (Eastland)]`, `[words EU]`. Only names of the meeting's parties count; everything else stays words.
import { NOBODY, type Principal } from '../ids.ts'
import type { Stance } from '../text/meta.ts'
import type { BracketKind } from '../text/model.ts'
import type { Pairs, Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import { STANCE_OF, type Clause, type Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'

export interface Attribution {
  readonly by: Principal
  readonly kind: BracketKind
  /** It holds nothing else. */
  readonly alone: boolean
  /** Of others than its holder. */
  readonly stands: readonly { readonly principal: Principal; readonly stance: Stance }[]
}

/** Words that are an attribution and none of the text's, by paragraph. */
export interface Cut {
  readonly from: number
  readonly to: number
}

export interface Attributions {
  /** By the sign that opens the bracket. */
  readonly found: ReadonlyMap<Sign, Attribution>
  readonly cuts: ReadonlyMap<number, readonly Cut[]>
  readonly entries: readonly ReportEntry[]
}

/** Longest list of names. */
const LONGEST = 300

export function attributionsIn(
  drafts: readonly Draft[],
  signs: readonly (readonly Sign[])[],
  pairs: Pairs,
  parties: Parties,
): Attributions {
  const found = new Map<Sign, Attribution>()
  const cuts = new Map<number, Cut[]>()
  const entries: ReportEntry[] = []
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
      const message = `${hit.strangers.join(', ')}: no party of this meeting is called so; the name stays among the words.`
      entries.push({ line: drafts[paragraph]!.lines[0]!.number, kind: 'party', message })
      continue
    }
    const { cut } = hit
    const alone = close.paragraph === sign.paragraph && cut.from === sign.at + 1 && cut.to === close.at
    found.set(sign, { ...attributionOf(hit.clauses), alone })
    const here = cuts.get(paragraph) ?? []
    cuts.set(paragraph, here)
    here.push(cut)
  }
  for (const each of cuts.values()) each.sort((a, b) => a.from - b.from)
  return { found, cuts, entries }
}

type Hit = { readonly clauses: readonly Clause[]; readonly cut: Cut } | { readonly strangers: readonly string[] }

/** Before the first colon behind what opens. */
function leadOf(text: string, { at }: Sign, following: number | null, parties: Parties): Hit | null {
  const next = following ?? text.length
  const match = /^\s*([^:]+?)\s*:{1,2}\s*/.exec(text.slice(at + 1, Math.min(next, at + 1 + LONGEST)))
  if (match === null) return null
  const clauses = parties.clauses(match[1]!.replace(/(?<=[;,.])\d{1,3}(?=\s)/g, ''))
  if (clauses !== null) return { clauses, cut: { from: at + 1, to: at + 1 + match[0].length } }
  const strangers = parties.strangers(match[1]!)
  return strangers.length === 0 ? null : { strangers }
}

/** Behind the last dash, in the last parentheses, or the last word before what closes. */
function trailOf(text: string, { at }: Sign, before: number | null, parties: Parties): Hit | null {
  const start = Math.max(-1, before ?? -1) + 1
  const from = Math.max(start, at - LONGEST)
  const inside = text.slice(from, at)
  let strangers: readonly string[] = []
  for (const match of [...inside.matchAll(/(?:^|\s|(?<=[.,;]))[–—-]\s*/g)].reverse()) {
    const list = inside.slice(match.index + match[0].length)
    const clauses = parties.clauses(list)
    if (clauses !== null) return { clauses, cut: { from: from + match.index, to: at } }
    if (strangers.length === 0) strangers = parties.strangers(list)
  }
  const braced = /\s*\(((?:[^()]|\([^()]*\))+)\)[.;,]?\s*$/.exec(inside)
  const named = braced === null ? null : parties.clauses(braced[1]!)
  if (named !== null) return { clauses: named, cut: { from: from + braced!.index, to: at } }
  const last = /(?<=\S)\s+([A-Z][A-Z0-9]{1,11})$/.exec(inside)
  const party = last === null ? NOBODY : parties.party(last[1]!)
  if (party !== NOBODY && party === last![1])
    return { clauses: [{ parties: [party], verb: null }], cut: { from: from + last!.index, to: at } }
  return strangers.length === 0 ? null : { strangers }
}

/** Whoever proposes holds it; where nobody does, who wants it deleted or reserves. */
function attributionOf(clauses: readonly Clause[]): Omit<Attribution, 'alone'> {
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
