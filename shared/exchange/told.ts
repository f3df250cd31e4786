// What an import tells of what it found and did: the entries of the report, and every piece by number for a page to show.
import { cannotGroup } from '../brackets/groups.ts'
import type { Bid } from '../ids.ts'
import type { Role } from '../protocol/choices.ts'
import type { Body } from '../text/model.ts'
import { read } from '../text/read.ts'
import type { Analysis } from './analysis.ts'
import { wordsIn, type Bracket } from './brackets.ts'
import type { Found, FoundBracket, FoundGroup } from './found.ts'
import { lineAt, type Sign } from './pairing.ts'
import type { Plan, Taken } from './plan.ts'
import type { ReportEntry } from './report.ts'
import { stateIn } from './roles.ts'

/** Characters of anything that are shown. */
const SHOWN = 80

const SAYS: Readonly<Partial<Record<Role, string>>> = {
  citation: 'looks like a citation or an editor’s mark, not a proposal; its brackets are characters like others',
  status: 'tells a state; set the paragraph’s rung by its act',
  placeholder: 'holds a place for words that are to come',
  drafting: 'looks like a note to the drafters',
  orientation: 'is for orientation and no text to be agreed; take it out when it has served',
  nullMember: 'stands for “no text” among alternatives',
  openMember: 'leaves room for another among alternatives',
  unknown: 'may be a proposal or cite a source: nothing around it tells',
}

export function foundIn(analysis: Analysis, plan: Plan): Found {
  const { drafts, notes, headings, options, requests, names } = analysis
  const groups = analysis.candidates.map((members) => ({ brackets: members.map(({ n }) => n) }))
  const grouped = new Set(groups.flatMap(({ brackets }) => brackets))
  return {
    paragraphs: drafts.map(({ text, lines }, i) => {
      const { type, level, label, state, out, join } = plan.shapes[i]!
      return { n: i + 1, line: lines[0]!.number, type, level, label, state, out, joined: join, words: text.slice(0, SHOWN) }
    }),
    brackets: analysis.brackets.all.map((bracket) => {
      const taken = plan.taken.get(bracket)!
      return foundBracket(
        analysis,
        bracket,
        taken.role === 'proposal' && grouped.has(bracket.n) ? { ...taken, role: 'alternative' } : taken,
      )
    }),
    notes: notes.map(({ paragraph, line, from, to, role, state }, i) => {
      const words = drafts[paragraph]!.text.slice(from, Math.min(to, from + SHOWN))
      return { n: i + 1, line, paragraph: paragraph + 1, role, state, words }
    }),
    groups: [...groups, ...options.map(({ members, last }): FoundGroup => ({ options: members.map((i) => i + 1), last: last + 1 }))],
    headings: headings.map(({ paragraph, line, parties, unknown, last }) => ({
      paragraph: paragraph + 1,
      line,
      parties,
      unknown,
      last: last + 1,
    })),
    names: names.found,
    requests,
  }
}

/** What is no proposal by its form, a line each. */
export function roleEntries(analysis: Analysis, plan: Plan): ReportEntry[] {
  const { drafts, brackets } = analysis
  return brackets.all.flatMap((bracket): ReportEntry[] => {
    const { role } = plan.taken.get(bracket)!
    const says = SAYS[role]
    const words = wordsIn(bracket, drafts, SHOWN).trim()
    // A bracket that holds nothing shows itself.
    if (says === undefined || role === 'proposal' || role === 'alternative' || words === '') return []
    const marks = bracket.last !== bracket.paragraph || bracket.to - bracket.at > SHOWN ? '…' : ''
    const attributed = !bracket.tracked && analysis.attributions.get(bracket.key as Sign)?.alone === true
    return attributed
      ? []
      : [{ line: lineAt(drafts[bracket.paragraph]!, bracket.at), kind: role, message: `“[${words}${marks}]” ${says}.` }]
  })
}

/** Why a set that a person chose cannot compete for one place; null where all can. */
export function wrongGroup(body: Body): string | null {
  const reading = read(body)
  const groups = new Map<string, Bid[]>()
  for (const { bid, group } of reading.brackets.values()) {
    if (group === null) continue
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [bid])
    else members.push(bid)
  }
  for (const members of groups.values()) {
    const wrong = cannotGroup(
      reading,
      members.map((bid) => ({ ...reading.brackets.get(bid)!, group: null })),
    )
    if (wrong !== null) return wrong
  }
  return null
}

function foundBracket(analysis: Analysis, bracket: Bracket, { role, as, opening }: Taken): FoundBracket {
  const { n, paragraph, last, tracked, at } = bracket
  const { drafts } = analysis
  const attribution = tracked ? undefined : analysis.attributions.get(bracket.key as Sign)
  const words = wordsIn(bracket, drafts, SHOWN)
  return {
    n,
    line: lineAt(drafts[paragraph]!, at),
    paragraph: paragraph + 1,
    last: last + 1,
    words,
    role,
    as,
    kind: opening.kind,
    by: opening.by,
    stands: opening.stands,
    names: attribution === undefined ? '' : drafts[attribution.paragraph]!.text.slice(attribution.cut.from, attribution.cut.to).trim(),
    tracked,
    state: role === 'status' ? stateIn(words) : null,
  }
}
