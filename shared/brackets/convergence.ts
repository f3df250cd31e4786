// How far a text still is from agreed: open brackets as printed, and the questions that they are; in all, by paragraph, by
// delegation, and over time (spec AC-130). The page and the exports count with this one function.
import type { Pid, Principal } from '../ids.ts'
import { labelOf, setOf, type Meta } from '../text/meta.ts'
import type { Bracket, Reading } from '../text/read.ts'

export interface Counts {
  /** Opening brackets as printed, notes aside. */
  readonly brackets: number
  /** Questions to decide: a group of competing brackets is one, a proposal at several places too. */
  readonly issues: number
}

export interface Convergence extends Counts {
  /** Paragraphs with open brackets, in the order of the text. An issue counts where it first stands. */
  readonly paragraphs: readonly (Counts & { readonly index: number; readonly pid: Pid | null; readonly label: string })[]
  /** By holder, the most first; '' for nobody's. An issue counts for each that holds a part of it. */
  readonly delegations: readonly (Counts & { readonly principal: Principal })[]
}

/** The counts at a moment: when (ISO 8601, UTC) and by which entry of the record. */
export interface CountsAt extends Counts {
  readonly at: string
  readonly seq: number
}

export function convergenceOf(reading: Reading, meta: Meta): Convergence {
  const seen = new Set<string>()
  const held = new Map<Principal, Set<string>>()
  const printed = new Map<Principal, number>()
  const paragraphs: Convergence['paragraphs'][number][] = []
  let brackets = 0
  reading.paragraphs.forEach(({ raw, pieces }, index) => {
    let here = 0
    let issues = 0
    for (const piece of pieces) {
      const bracket = piece.type === 'open' ? reading.brackets.get(piece.bid) : undefined
      if (bracket === undefined || bracket.kind === 'note') continue
      here++
      const issue = issueOf(bracket, meta)
      if (!seen.has(issue)) issues++
      seen.add(issue)
      printed.set(bracket.holder, (printed.get(bracket.holder) ?? 0) + 1)
      held.set(bracket.holder, (held.get(bracket.holder) ?? new Set()).add(issue))
    }
    brackets += here
    const pid = raw.starter?.p ?? null
    if (here > 0) paragraphs.push({ index, pid, label: pid === null ? '' : labelOf(meta, pid), brackets: here, issues })
  })
  const delegations = [...held].map(([principal, issues]) => ({ principal, brackets: printed.get(principal)!, issues: issues.size }))
  return {
    brackets,
    issues: seen.size,
    paragraphs,
    delegations: delegations.sort((a, b) => b.brackets - a.brackets || (a.principal < b.principal ? -1 : 1)),
  }
}

/** A series with no more than `most` moments: the last one of each stretch of time, and the very first. */
export function thinned(series: readonly CountsAt[], most: number): CountsAt[] {
  if (series.length <= most) return [...series]
  const times = series.map(({ at }) => Date.parse(at))
  const [from, to] = [times[0]!, times.at(-1)!]
  const stretch = (time: number): number => (to === from ? 0 : Math.min(most - 2, Math.floor(((time - from) / (to - from)) * (most - 1))))
  const last = series.filter((_, i) => i === series.length - 1 || stretch(times[i]!) !== stretch(times[i + 1]!))
  return last[0] === series[0] ? last : [series[0]!, ...last]
}

const issueOf = ({ bid, group }: Bracket, meta: Meta): string => (group === null ? (setOf(meta, bid) ?? bid) : group)
