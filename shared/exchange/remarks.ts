// What stands in a source beside proposals, by its form: status notes, drafting notes, orientation, placeholders, citations, a
// party's name over its words, a legend of colours that are lost. Nothing is changed for it: each is told with its place, for a
// person to act on.
import { lineAt, type Pairs, type Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'

interface Form {
  readonly kind: ReportEntry['kind']
  readonly form: RegExp
  readonly says: string
}

/** Of all that stands in a bracket, in this order: the first that fits tells. */
const IN_BRACKETS: readonly Form[] = [
  {
    kind: 'citation',
    form: /^(?:sic!?|emphasis (?:added|supplied)|\^\d+|(?:english|french|spanish|arabic|russian|chinese) version|original: .+|on the reports? of .+|email protected)$/i,
    says: 'looks like a citation or an editor’s mark, not a proposal',
  },
  {
    kind: 'status',
    form: /^(?:agreed(?: ad ref(?:erendum)?)?|suggested for closure|closed|deleted|moved)\.?$/i,
    says: 'tells a state; set the paragraph’s rung by its act',
  },
  {
    kind: 'placeholder',
    form: /^(?:x{1,3}|…|\.{3}|#{2,}s?|(?:year|annex|article|paragraph|date|number) x|insert .+|placeholder\b.*|to be (?:determined|completed|inserted)|tbd)$/i,
    says: 'holds a place for words that are to come',
  },
  {
    kind: 'drafting',
    form: /^(?:note\b.*|(?:re)?mov(?:e|ed) .+|placement .+|see .+|.+ to be moved .*|negotiators’? note.*)$/i,
    says: 'looks like a note to the drafters',
  },
  { kind: 'nullMember', form: /^no (?:text(?: required)?|provision on .+)\.?$/i, says: 'stands for “no text” among alternatives' },
]

const STATUS_BEHIND = /\((?:agreed(?: ad ref(?:erendum)?)?|closed)\)\s*$/i
const BRACES = /\{[^{}]{1,400}\}/g
/** `Red and struck through: proposed deletions`, `Additional text = red with underline`. */
const LEGEND =
  /(?=.*\b(?:red|blue|green|bold|colou?rs?|underlin\w*|strike-?through|str(?:ike|uck) through|highlight\w*)\b)(?=.*\b(?:deletions?|additions?|additional|proposals?|proposed|deleted|added|new text)\b)(?=.*[=:–-])/i
/** A bracket that is longer tells nothing but itself. */
const LONGEST = 200

export function remarksOn(drafts: readonly Draft[], signs: readonly (readonly Sign[])[], pairs: Pairs, parties: Parties): ReportEntry[] {
  return drafts.flatMap((draft, i) => [...inBrackets(draft, signs[i]!, pairs), ...around(draft, parties)])
}

function inBrackets(draft: Draft, signs: readonly Sign[], pairs: Pairs): ReportEntry[] {
  const { text } = draft
  return signs.flatMap((sign) => {
    const close = pairs.get(sign)
    if (!sign.open || close === undefined || close.paragraph !== sign.paragraph || close.at - sign.at > LONGEST) return []
    const words = text.slice(Math.max(0, sign.at + 1), close.at).trim()
    const found = IN_BRACKETS.find(({ form }) => form.test(words))
    return found === undefined ? [] : [{ line: lineAt(draft, sign.at), kind: found.kind, message: `“[${words}]” ${found.says}.` }]
  })
}

function around(draft: Draft, parties: Parties): ReportEntry[] {
  const { text, label, type } = draft
  const entries: ReportEntry[] = []
  const tell = (at: number, kind: ReportEntry['kind'], message: string): void =>
    void entries.push({ line: lineAt(draft, at), kind, message })
  const status = STATUS_BEHIND.exec(text)
  if (status !== null) tell(status.index, 'status', `“${status[0].trim()}” tells a state; set the paragraph’s rung by its act.`)
  for (const match of text.matchAll(BRACES))
    tell(match.index, 'orientation', `“${match[0]}” is for orientation and no text to be agreed; take it out when it has served.`)
  if (text.length > LONGEST) return entries
  if (LEGEND.test(text) && label === '')
    tell(
      0,
      'flattened',
      'This explains colours or marks that plain words do not keep: what was added and what was to be deleted is not told apart.',
    )
  const heading = text.replace(/:$/, '').trim()
  if (label === '' && type !== 'title' && heading !== '' && !/[.;]$/.test(heading) && parties.clauses(heading) !== null)
    tell(0, 'party', `“${heading}” is the name of a party: what follows may be its proposal. It comes in as it stands.`)
  return entries
}
