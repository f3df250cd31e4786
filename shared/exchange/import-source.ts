// Imports what a word processor's reader found (spec IM): paragraphs with the labels that the program would count, brackets in
// their words, tracked changes as brackets of their authors' delegations, comments as reasons. Whatever the format was.
import { NOBODY, type IdMaker, type Principal } from '../ids.ts'
import type { Block, Files } from '../text/blocks.ts'
import type { Mark } from '../text/model.ts'
import { assembleAs, type Imported } from './assemble.ts'
import { keepBlocks, lineOfBlock, type KeptBlocks } from './blocks.ts'
import { AUTHOR } from './docx/frame.ts'
import { partiesOf, type Known } from './known.ts'
import { labelAt, type Label } from './labels.ts'
import { Hanging, noteSpan } from './notes.ts'
import { classify, headOf, type CommentSpan, type Draft, type NoteSpan, type Span } from './paragraphs.ts'
import { Parties } from './parties.ts'
import type { ReportEntry } from './report.ts'
import type { Source, SourceParagraph, SourceRun, Unreadable } from './source.ts'

/** A text that was read from a file, and who changed something in it: for which delegation, '' where that is not known. */
export interface FileImport extends Imported {
  readonly ok: true
  readonly authors: ReadonlyMap<string, Principal>
  /** Which text of ours it was printed from; null where it is none of ours. */
  readonly origin: Source['origin']
  readonly comments: Source['comments']
  /** Its pictures, by the SHA-256 of their bytes. */
  readonly files: Files
}

export type { Known }

export function importSource(source: Source, ids: IdMaker, known: Known): FileImport | Unreadable {
  const notes = source.notes ?? NO_NOTES
  const kept = keepBlocks(source.paragraphs, known.tables)
  const hanging = new Hanging(notes)
  const drafts = draftsOf(source, kept, hanging)
  hanging.lost()
  const parties = partiesOf(known)
  if (!(parties instanceof Parties)) return parties
  const { authors, entries } = authorsOf([...kept.paragraphs, ...[...notes.values()].map((runs) => ({ number: 1, runs }))], parties, known)
  const beside = { comments: source.comments, principalOf: (author: string) => authors.get(author) ?? NOBODY }
  const given = { found: [...source.entries, ...kept.entries, ...hanging.entries, ...entries], parties, beside, ours: isOurs(source) }
  const imported = assembleAs(drafts, ids, given, known.choices ?? {})
  return 'body' in imported
    ? { ok: true, ...imported, authors, origin: source.origin, comments: source.comments, files: kept.files }
    : imported
}

const NO_NOTES: ReadonlyMap<string, readonly SourceRun[]> = new Map()

/** Whom the authors of changes speak for, each who is not known told once. */
function authorsOf(
  paragraphs: readonly Pick<SourceParagraph, 'number' | 'runs'>[],
  parties: Parties,
  known: Known,
): { readonly authors: ReadonlyMap<string, Principal>; readonly entries: readonly ReportEntry[] } {
  const authors = new Map<string, Principal>()
  const entries: ReportEntry[] = []
  for (const { number, runs } of paragraphs) {
    for (const author of runs.flatMap(({ change }) => (change === null ? [] : [change.of, change.author]))) {
      if (author === undefined || authors.has(author)) continue
      const principal = known.authors?.[author] ?? parties.party(author)
      authors.set(author, principal)
      // Our own files say of words that are nobody's that they are.
      if (principal !== NOBODY || author === AUTHOR.nobody) continue
      const who = author === '' ? 'Somebody unnamed' : `“${author}”`
      const message = `${who} changed words here and speaks for no delegation that is known; the changes are nobody’s until the desk says whose.`
      entries.push({ line: number, kind: 'author', message })
    }
  }
  return { authors, entries }
}

/** Printed here, whether or not it says from which text. */
const isOurs = ({ origin, ours }: Source): boolean => origin !== null || ours === true

function draftsOf(source: Source, { paragraphs, blocks }: KeptBlocks, hanging: Hanging): Draft[] {
  const ours = isOurs(source)
  const drafts: Draft[] = []
  let before: SourceParagraph | null = null
  for (const paragraph of paragraphs) {
    const block = blocks.get(paragraph)
    const draft = block === undefined ? draftOf(paragraph, { drafts, before, ours, hanging }) : blockDraft(paragraph, block)
    before = paragraph
    if (draft !== null) drafts.push(draft)
  }
  return drafts
}

interface Beneath {
  readonly drafts: readonly Draft[]
  readonly before: SourceParagraph | null
  /** The file was printed here: what stands before the first tab is the label, whatever it looks like. */
  readonly ours: boolean
  readonly hanging: Hanging
}

/** What stands for a table or picture. In a file of ours its label stands before the line. */
function blockDraft(paragraph: SourceParagraph, block: Block): Draft {
  const { text: joined, tab } = joinedRuns(paragraph)
  const text = lineOfBlock(block)
  const cells = paragraph.block?.kind === 'table' ? (paragraph.block.paragraphs ?? []) : []
  const said = new Set(cells.flatMap(({ runs }) => runs.flatMap(({ comments }) => comments)))
  return {
    type: 'para',
    level: 0,
    label: tab > 0 ? joined.slice(0, tab) : paragraph.label.trim(),
    bracketed: false,
    text,
    lines: [{ from: 0, number: paragraph.number }],
    comments: [...said].map((id) => ({ id, from: 0, to: text.length })),
    block,
  }
}

/** Null for one without words and label. */
function draftOf(paragraph: SourceParagraph, { drafts, before, ours, hanging }: Beneath): Draft | null {
  const whole = joinedRuns(paragraph)
  const { text: joined, tab, spans, comments } = whole
  if (joined === '' && whole.notes.length === 0) return null
  const counted = paragraph.label.trim()
  const { label, bracketed } =
    counted === '' ? (typedLabel(joined, tab, ours) ?? headOf(joined)) : { label: countedLabel(counted), bracketed: false }
  const cut = label?.length ?? 0
  const text = joined.slice(cut)
  const moved = <T extends { from: number; to: number }>(all: readonly T[]): T[] =>
    all.map((one) => ({ ...one, from: Math.max(0, one.from - cut), to: one.to - cut })).filter(({ from, to }) => to > from)
  const { heading } = paragraph
  const shape =
    paragraph.shape ??
    (heading === 'title'
      ? { type: 'title' as const, level: 0 }
      : heading !== null && !bracketed
        ? { type: 'heading' as const, level: heading }
        : classify(label, text, drafts))
  return {
    ...shape,
    label: label?.text ?? '',
    bracketed,
    text,
    lines: [{ from: 0, number: paragraph.number }],
    spans: withoutCommonMarks(moved(spans)),
    comments: moved(comments),
    // Word inserts a paragraph by the end of the one before, or by its own.
    born: paragraph.born !== null || before?.born != null,
    ...hung(whole, cut, paragraph, hanging),
  }
}

/** The notes that hang in a paragraph's words, as drafts of their own. */
function hung(
  { notes, spans: beside, comments: about }: Joined,
  cut: number,
  { number, heading }: SourceParagraph,
  hanging: Hanging,
): Pick<Draft, 'notes'> {
  // A comment that stands around words too is about those.
  const said = new Set(about.map(({ id }) => id))
  const all = notes.flatMap(({ at, id, change, around }): NoteSpan[] => {
    const runs = hanging.runsOf(id, number)
    if (runs === null) return []
    const { text, spans, comments } = joinedRuns({ number, heading, label: '', born: null, runs })
    const more = around.filter((one) => !said.has(one)).map((one) => ({ id: one, from: 0, to: text.length }))
    const draft: Draft = {
      type: 'para',
      level: 0,
      label: '',
      bracketed: false,
      text,
      lines: [{ from: 0, number }],
      spans: withoutCommonMarks(spans),
      comments: [...comments, ...more],
    }
    const span = noteSpan({ at, change }, draft, beside)
    return [{ ...span, at: Math.max(0, at - cut) }]
  })
  return all.length === 0 ? {} : { notes: all }
}

/** A label that Word counts takes no room in the words. */
function countedLabel(text: string): Label {
  return { kind: labelAt(`${text} `)?.kind ?? 'number', text, length: 0 }
}

/** A bare number or letter before a tab, which would be a word before a blank. */
const BARE = /^\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?$/

/** What is typed before the first tab; null where headOf says better. */
function typedLabel(text: string, tab: number, ours: boolean): { label: Label | null; bracketed: boolean } | null {
  if (tab <= 0) return ours ? { label: null, bracketed: false } : null
  const head = text.slice(0, tab)
  const bracketed = head.startsWith('[') && !(ours && isBalanced(head))
  const words = head.slice(bracketed ? 1 : 0)
  if (!ours && !BARE.test(words)) return null
  const label = ours ? words.replace(ESCAPED, '$1') : words
  return { label: { kind: labelAt(`${label} `)?.kind ?? 'number', text: label, length: tab + 1 }, bracketed }
}

/** As text and Markdown print a bracket that is a character of the label. */
const ESCAPED = /\\([\\[\]])/g

/** Whether as many brackets open as close: `[c].` is a label, the first one of `[3.` proposes the paragraph. */
function isBalanced(head: string): boolean {
  const brackets = head.replace(ESCAPED, '').replace(/[^[\]]/g, '')
  return brackets.length === 2 * (brackets.split('[').length - 1)
}

/** Where a note hangs. */
interface Hung extends Pick<NoteSpan, 'at' | 'change'> {
  readonly id: string
  /** Comments that stand around its mark. */
  readonly around: readonly string[]
}

interface Joined {
  readonly text: string
  /** Where the blank stands that the first tab has become; -1 for none. */
  readonly tab: number
  readonly spans: Span[]
  readonly comments: CommentSpan[]
  readonly notes: readonly Hung[]
}

/** Runs in order as one string, blanks run together and none at either end, with what is said of its stretches. */
function joinedRuns({ runs }: SourceParagraph): Joined {
  // Parts and their length: a paragraph may be as long as the text, and looking at its end each time would copy it.
  const parts: string[] = []
  let length = 0
  let blank = true
  /** Where the blank stands that the first tab has become; -1 for none. */
  let tab = -1
  const spans: Span[] = []
  const comments = new Map<string, { id: string; from: number; to: number }>()
  const notes: Hung[] = []
  for (const { text: words, change, marks, comments: around, note } of runs) {
    const from = length
    if (note !== undefined) notes.push({ at: from, id: note, change, around })
    const cleaned = words.replace(FORBIDDEN, '').replace(/[ \t\r\n\u2028\u2029]+/g, ' ')
    const part: string = blank ? cleaned.replace(/^ /, '') : cleaned
    if (tab < 0 && words.includes('\t')) tab = from + words.slice(0, words.indexOf('\t')).replace(FORBIDDEN, '').length
    if (part === '') continue
    parts.push(part)
    length += part.length
    blank = part.endsWith(' ')
    spans.push({ from, to: length, change, marks })
    for (const id of around) {
      const known = comments.get(id)
      if (known === undefined) comments.set(id, { id, from, to: length })
      else known.to = length
    }
  }
  const text = parts.join('')
  const end = text.trimEnd().length
  const within = <T extends { from: number; to: number }>(all: readonly T[]): T[] =>
    all.flatMap((one) => (one.from >= end ? [] : [{ ...one, to: Math.min(end, one.to) }]))
  return {
    text: text.slice(0, end),
    tab: text[tab] === ' ' ? tab : -1,
    spans: within(spans),
    comments: within([...comments.values()]),
    notes: notes.map((note) => ({ ...note, at: Math.min(note.at, end) })),
  }
}

/** What no text holds: control characters and marks that turn its direction around. */
export const FORBIDDEN = /[\u0000-\u0008\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** A mark on all of a paragraph is how it is set, not what is stressed in it. */
function withoutCommonMarks(spans: readonly Span[]): Span[] {
  const common = new Set<Mark>((spans[0]?.marks ?? []).filter((mark) => spans.every(({ marks }) => marks.includes(mark))))
  return common.size === 0 ? [...spans] : spans.map((span) => ({ ...span, marks: span.marks.filter((mark) => !common.has(mark)) }))
}
