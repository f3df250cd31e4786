// All that is found in the paragraphs of a source before anything is made of it: brackets by number, what each is, whose it says it is,
// and what stands around them (spec IM-40). Nothing here knows what a person chose, but for whom names mean.
import type { Principal } from '../ids.ts'
import type { Role } from '../protocol/choices.ts'
import { attributionsIn, listsIn, type Attributions } from './attributions.ts'
import { bracketsIn, type Bracket, type Brackets } from './brackets.ts'
import { candidatesIn } from './candidates.ts'
import type { FoundRequest } from './found.ts'
import { garbledIn } from './garbled.ts'
import { headingsIn, type Heading } from './headings.ts'
import { Names } from './names.ts'
import { lastOf, optionsIn, type OptionRun } from './options.ts'
import { lineAt, pairBrackets, type Pairs, type Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import { noteEntries, notesIn, type Note } from './remarks.ts'
import type { ReportEntry } from './report.ts'
import { commentsIn, requestMessage, requestsIn } from './requests.ts'
import { rolesOf } from './roles.ts'
import { slashes } from './slashes.ts'
import type { SourceComment } from './source.ts'

export interface Analysis {
  readonly drafts: readonly Draft[]
  readonly signs: readonly (readonly Sign[])[]
  readonly pairs: Pairs
  readonly brackets: Brackets
  readonly attributions: Attributions
  readonly roles: ReadonlyMap<Bracket, Role>
  readonly notes: readonly Note[]
  readonly headings: readonly Heading[]
  /** Brackets that look as if they competed for one place. */
  readonly candidates: readonly (readonly Bracket[])[]
  readonly options: readonly OptionRun[]
  readonly requests: readonly FoundRequest[]
  readonly names: Names
  readonly parties: Parties
  /** The file was printed here: every bracket in it is one. */
  readonly ours: boolean
  /** Signs without a partner. */
  readonly unpaired: readonly ReportEntry[]
  /** Everything else that is told and no piece of the above. */
  readonly entries: readonly ReportEntry[]
  /** Index of the paragraph with which the last of some options ends. */
  readonly endOfOption: (members: readonly number[]) => number
}

/** What an analysis is told beside the paragraphs. */
export interface Telling {
  readonly parties: Parties
  /** Of the authors of tracked changes. */
  readonly principalOf: (author: string) => Principal
  readonly comments: ReadonlyMap<string, SourceComment>
  readonly ours: boolean
}

export function analyse(drafts: readonly Draft[], { parties, principalOf, comments, ours }: Telling): Analysis {
  const names = new Names(parties)
  const who = { parties, names }
  const { pairs, signs, entries: unpaired } = pairBrackets(drafts)
  const brackets = bracketsIn(drafts, signs, pairs, principalOf)
  const attributions = attributionsIn(drafts, signs, pairs, who)
  const roles = rolesOf(drafts, brackets, attributions)
  const glued = gluedIn(drafts, attributions)
  const notes = notesIn(
    drafts,
    glued.flatMap(({ digits }) => digits),
  )
  const { headings, entries: over } = headingsIn(drafts, signs, who)
  const lists = listsIn(attributions)
  const requests = [...requestsIn(drafts, { headings, lists }, who), ...commentsIn(drafts, comments, who)].sort((a, b) => a.line - b.line)
  const begins = new Set(brackets.all.filter((one) => holdsBeginning(one, drafts)).map(({ paragraph }) => paragraph))
  const options = optionsIn(drafts, (paragraph) => begins.has(paragraph))
  const entries = [
    ...over,
    ...noteEntries(notes, drafts),
    ...requests.map((request): ReportEntry => ({ line: request.line, kind: 'request', message: requestMessage(request) })),
    ...slashes(drafts, [...attributions.values(), ...headings]),
    ...(ours ? [] : garbledIn(drafts, signs, { pairs, parties, lists })),
    ...glued.map(gluedEntry),
    ...sameLabels(drafts),
  ]
  return {
    drafts,
    signs,
    pairs,
    brackets,
    attributions,
    roles,
    notes,
    headings,
    candidates: candidatesIn(drafts, brackets, { attributions, roles }),
    options,
    requests,
    names,
    parties,
    ours,
    unpaired,
    entries,
    endOfOption: (members) => lastOf(members, drafts),
  }
}

/** Whether a bracket opens before all of a paragraph, its label too. */
const holdsBeginning = ({ at, tracked, paragraph }: Bracket, drafts: readonly Draft[]): boolean =>
  !tracked && (at === -1 || (at === 0 && drafts[paragraph]!.label === ''))

interface Glued {
  readonly line: number
  readonly names: string
  readonly digits: readonly string[]
}

/** Digits that hang at a name or a verb of an attribution go with it: somebody may look for the note. */
function gluedIn(drafts: readonly Draft[], attributions: Attributions): Glued[] {
  return [...attributions.values()].flatMap(({ paragraph, cut }) => {
    const draft = drafts[paragraph]!
    const names = draft.text.slice(cut.from, cut.to)
    const digits = [...names.matchAll(/(?<=[A-Z]{2}|[;,.])\d{1,3}(?=[\s/,;:]|$)/g)].map(([sign]) => sign)
    return digits.length === 0 ? [] : [{ line: lineAt(draft, cut.from), names: names.trim(), digits }]
  })
}

const gluedEntry = ({ line, names, digits }: Glued): ReportEntry => ({
  line,
  kind: 'note',
  message: `“${names}”: ${digits.join(', ')} may be signs of notes; they go with the names.`,
})

/** Options are counted anew for every place. */
const COUNTED = /^(?!option|alt).*\d/i

/** Numbers are printed twice under alternatives, or by mistake: a reference to one of them says too little. */
function sameLabels(drafts: readonly Draft[]): ReportEntry[] {
  const places = new Map<string, number[]>()
  for (const { label, type, lines } of drafts) {
    if (type === 'item' || !COUNTED.test(label)) continue
    const here = places.get(label)
    if (here === undefined) places.set(label, [lines[0]!.number])
    else here.push(lines[0]!.number)
  }
  return [...places].flatMap(([label, lines]) =>
    lines.length < 2
      ? []
      : [{ line: lines[1]!, kind: 'sameLabel' as const, message: `${lines.length} paragraphs are labelled “${label}”; each keeps it.` }],
  )
}
