// What stands in a source outside brackets and is by its form no text: states in parentheses, orientation in braces, notes to the
// drafters, places held for a number, the digits of notes; and a legend of colours that are lost. Nothing is changed for it: each is told
// with its place, and taken out where a person chooses so (spec IM-31, IM-43).
import type { ParagraphState } from '../text/meta.ts'
import type { FoundNote } from './found.ts'
import { lineAt } from './pairing.ts'
import type { Draft } from './paragraphs.ts'
import type { ReportEntry } from './report.ts'
import { stateIn } from './roles.ts'

/** A stretch of a paragraph. */
export interface Note {
  /** Index of the paragraph. */
  readonly paragraph: number
  readonly line: number
  readonly from: number
  readonly to: number
  readonly role: FoundNote['role']
  readonly state: ParagraphState | null
}

interface Form {
  readonly role: FoundNote['role']
  readonly form: RegExp
}

const FORMS: readonly Form[] = [
  { role: 'status', form: /\((?:agreed(?: ad ref(?:erendum)?\.?)?|closed|suggested for closure)\)(?=[.;]?\s*$)/gi },
  { role: 'status', form: /(?:^|(?<=^[–—-]\s?[^.]{1,24}\.\s))(?:Deleted|Moved|Closed|Withdrawn)\.?$/g },
  { role: 'placeholder', form: /\{placeholder\b[^{}]{0,300}\}/gi },
  { role: 'orientation', form: /\{(?!placeholder\b|(?:fn|note|footnote)\s?\d)[^{}]{1,400}\}/gi },
  { role: 'note', form: /\{(?:fn|note|footnote)\s?\d{1,3}\}/gi },
  { role: 'drafting', form: /\((?:[^()\s]{1,20} )?(?:internal |drafting )?note:[^()]{0,400}\)/gi },
  { role: 'drafting', form: /\((?:the )?(?:insertion|deletion|placement|inclusion) of [^()]{1,200}\)/gi },
  { role: 'drafting', form: /^(?:\d{1,3}\s+)?Negotiators?[’']? Notes?:.*$/g },
  { role: 'drafting', form: /^(?:Structural suggestions?\b|Rationale\b|Drafting notes?\b|Editorial notes?\b).*$/g },
  {
    role: 'placeholder',
    form: /\b(?:19|20)XX\b|\b[A-Z]{3} X{1,3}\b(?: billion| million)?|\b(?:[Aa]rticles?|[Aa]nnex|[Pp]aragraphs?|[Ss]ection|[Dd]ecision) [Xx]\b(?![-–.])|\bX[-–]X\b|\bX(?= (?:per ?cent|%|years?|months?|days)\b)|#{3,}s?/g,
  },
]
/** A note's digits behind a bracket: `]35]36`. */
const NOTE_SIGN = /(?<=\])\d{1,3}(?=[\s.,;:)\]]|$)/g

const SAYS: Readonly<Record<FoundNote['role'], string>> = {
  status: 'tells a state; set the paragraph’s rung by its act',
  orientation: 'is for orientation and no text to be agreed; take it out when it has served',
  drafting: 'looks like a note to the drafters',
  placeholder: 'holds a place for words that are to come',
  note: 'looks like the sign of a note',
}
/** `Red and struck through: proposed deletions`, `Additional text = red with underline`. */
const LEGEND =
  /(?=.*\b(?:red|blue|green|bold|colou?rs?|underlin\w*|strike-?through|str(?:ike|uck) through|highlight\w*)\b)(?=.*\b(?:deletions?|additions?|additional|proposals?|proposed|deleted|added|new text)\b)(?=.*[=:–-])/i
const LONGEST_LEGEND = 200
/** Of what is quoted. */
const SHOWN = 120

/** `glued`: signs of notes that hang at names. */
export function notesIn(drafts: readonly Draft[], glued: readonly string[]): Note[] {
  const notes = drafts.flatMap((draft, paragraph) => notesOf(draft, paragraph))
  const hanging = notes.filter(({ role }) => role === 'note').map(({ paragraph, from, to }) => drafts[paragraph]!.text.slice(from, to))
  const signs = new Set([...glued, ...hanging])
  if (signs.size === 0) return notes
  return drafts
    .flatMap((draft, paragraph) => noteOf(draft, paragraph, signs))
    .concat(notes)
    .sort((a, b) => a.paragraph - b.paragraph || a.from - b.from)
}

export function noteEntries(notes: readonly Note[], drafts: readonly Draft[]): ReportEntry[] {
  const told = notes.map(({ paragraph, line, from, to, role }): ReportEntry => {
    const words = drafts[paragraph]!.text.slice(from, Math.min(to, from + SHOWN))
    return { line, kind: role, message: `“${words}” ${SAYS[role]}.` }
  })
  const legends = drafts
    .filter(({ text, label }) => label === '' && text.length <= LONGEST_LEGEND && LEGEND.test(text))
    .map(({ lines }): ReportEntry => ({
      line: lines[0]!.number,
      kind: 'flattened',
      message: 'This explains colours or marks that plain words do not keep: what was added and what was to be deleted is not told apart.',
    }))
  return [...told, ...legends]
}

function notesOf(draft: Draft, paragraph: number): Note[] {
  const { text } = draft
  const found: Note[] = []
  for (const { role, form } of [...FORMS, { role: 'note' as const, form: NOTE_SIGN }]) {
    for (const { index, 0: words } of text.matchAll(form)) {
      const to = index + words.length
      // A bracket that holds nothing else is told as one.
      if (text[index - 1] === '[' && text[to] === ']') continue
      if (found.some((one) => one.from <= index && one.to >= to)) continue
      found.push({ paragraph, line: lineAt(draft, index), from: index, to, role, state: role === 'status' ? stateIn(words) : null })
      if (found.length >= MOST) return inOrder(found)
    }
  }
  return inOrder(found)
}

const inOrder = (notes: Note[]): Note[] => notes.sort((a, b) => a.from - b.from)

/** Of one paragraph: more are noise, and each is held against those before. */
const MOST = 200

/** A paragraph that begins with the sign of a note that hangs elsewhere. */
function noteOf(draft: Draft, paragraph: number, signs: ReadonlySet<string>): Note[] {
  const sign = /^(\d{1,3})(?:\s|$)/.exec(draft.text)?.[1]
  if (draft.label !== '' || sign === undefined || !signs.has(sign)) return []
  return [{ paragraph, line: draft.lines[0]!.number, from: 0, to: sign.length, role: 'note', state: null }]
}
