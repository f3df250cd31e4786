// From lines to paragraphs: wrapped lines are joined, labels and bullets start new ones. Where a source is typed with
// a blank line between all lines, blank lines mean nothing; a gap of several still does.
import type { Block } from '../text/blocks.ts'
import type { Mark, ParagraphType } from '../text/model.ts'
import { labelAt, type Label } from './labels.ts'
import { isBlank, type Line } from './lines.ts'
import type { SourceChange } from './source.ts'

export interface Draft {
  readonly type: ParagraphType
  readonly level: number
  /** As printed; '' for none. */
  readonly label: string
  /** A `[` stood before the label: it brackets the paragraph itself. */
  readonly bracketed: boolean
  readonly text: string
  /** Source line of each position: lines in order, each from the offset at which it begins. */
  readonly lines: readonly { readonly from: number; readonly number: number }[]
  /** Of a word processor's paragraph: whose changes its words are, and how they are marked; stretches in order. */
  readonly spans?: readonly Span[]
  /** Where comments stand around its words. */
  readonly comments?: readonly CommentSpan[]
  /** The paragraph itself is a tracked insertion. */
  readonly born?: boolean
  /** Notes that hang in its words, in order. */
  readonly notes?: readonly NoteSpan[]
  /** The table or picture that it stands for: its words only say what that is. */
  readonly block?: Block
}

/** A note, and the tracked change that its place stands in. */
export interface NoteSpan {
  readonly at: number
  readonly draft: Draft
  readonly change: SourceChange | null
}

export interface Span {
  readonly from: number
  readonly to: number
  readonly change: SourceChange | null
  readonly marks: readonly Mark[]
}

export interface CommentSpan {
  readonly id: string
  readonly from: number
  readonly to: number
}

/** Share of the widest line that a line must fill to be one that was wrapped. */
const FULL = 0.72
/** Nobody wraps more narrowly than this. */
const NARROWEST = 40
const BROKEN_WORD = /\p{L}-$/u
/** Longer lines are paragraphs of their own, typed without breaks. */
const LONGEST_WRAPPED = 160

/** No paragraph ends so: the number on the next line is what these words refer to, not its label. */
const REFERS = /(?:^|\s)(?:of|in|its|their|the|to|under|by|with|see|sub-?paragraphs?|paragraphs?|[Aa]rticles?|[Ss]ections?)$/
const LONGEST_REFERENCE = 16
/** A heading in capitals that goes on: both lines are in capitals where this is asked. */
const SHOUTED_ON = /^(?:FOR|OF|AND|ON|TO|IN|WITH|BY)\s(?!.*\p{Ll})/u
const UNLABELLED = { label: null, bracketed: false } as const

export function paragraphsOf(lines: readonly Line[]): Draft[] {
  const width = wrapWidth(lines)
  const gap = blankGap(lines)
  const bare = bareNumbers(lines)
  const blocks: { label: Label | null; bracketed: boolean; indent: number; lines: Line[] }[] = []
  let blanks = gap + 1
  for (const line of lines) {
    if (isBlank(line)) {
      blanks++
      continue
    }
    const last = blocks.at(-1)
    const referred = blanks <= gap && last !== undefined && REFERS.test(last.lines.at(-1)!.text.slice(-LONGEST_REFERENCE))
    const { label, bracketed } = referred
      ? UNLABELLED
      : bare.has(line)
        ? { label: bareLabel(line.text), bracketed: false }
        : headOf(line.text)
    if (label === null && last !== undefined && blanks <= gap && (referred || continues(last.lines.at(-1)!, line, width)))
      last.lines.push(line)
    else blocks.push({ label, bracketed, indent: line.indent, lines: [line] })
    blanks = 0
  }
  const drafts: Draft[] = []
  for (const block of blocks) drafts.push(draftOf(block, drafts))
  return drafts
}

/** A number without a sign behind it, before words that begin a sentence. */
const BARE = /^(\d{1,3})\s(?=[\p{Lu}[(“"])/u
/** So many in a row from 1 are labels; fewer may be words. */
const BARE_IN_SEQUENCE = 3
const ENDED = /[.;:?!)\]”"]$/

/** Lines that begin with 1, 2, 3 … without a dot, each behind what has ended: only the row shows that these are labels. */
function bareNumbers(lines: readonly Line[]): ReadonlySet<Line> {
  const found = new Set<Line>()
  let row: Line[] = []
  let before: Line | null = null
  const end = (): void => {
    if (row.length >= BARE_IN_SEQUENCE) for (const line of row) found.add(line)
    row = []
  }
  for (const line of lines) {
    const digits = before === null || isBlank(before) || ENDED.test(before.text) ? BARE.exec(line.text)?.[1] : undefined
    before = line
    if (digits === undefined) continue
    if (Number(digits) === 1) end()
    if (Number(digits) === row.length + 1) row.push(line)
  }
  end()
  return found
}

function bareLabel(text: string): Label {
  const [whole, digits] = BARE.exec(text)!
  return { kind: 'number', text: digits!, length: whole.length }
}

/** A label, also behind one opening bracket that is then around the paragraph. */
export function headOf(text: string): { label: Label | null; bracketed: boolean } {
  const plain = labelAt(text)
  if (plain !== null) return { label: plain, bracketed: false }
  if (!/^\[\s?[^[\s]/.test(text)) return { label: null, bracketed: false }
  const skipped = text.startsWith('[ ') ? 2 : 1
  const inner = labelAt(text.slice(skipped))
  // `[x]` and `[2030]` are brackets with words, not labels of what follows; so is a bracket that holds its label only.
  if (inner === null || inner.kind === 'bullet' || text[skipped + inner.text.length] === ']') return { label: null, bracketed: false }
  return { label: { ...inner, length: inner.length + skipped }, bracketed: true }
}

/** The usual width of a wrapped source; 0 where lines were not wrapped. */
function wrapWidth(lines: readonly Line[]): number {
  const lengths = lines.filter((line) => !isBlank(line)).map(({ text }) => text.length)
  const wrapped = lengths.filter((length) => length <= LONGEST_WRAPPED).sort((a, b) => a - b)
  const widest = wrapped[Math.floor(wrapped.length * 0.97)] ?? 0
  const full = wrapped.filter((length) => length >= widest * FULL).length
  return widest >= NARROWEST && full >= lengths.length * 0.3 ? widest : 0
}

/** How many blank lines still lie inside a paragraph: one where every other line of the source is blank. */
function blankGap(lines: readonly Line[]): number {
  const worded = lines.flatMap((line, i) => (isBlank(line) ? [] : [i]))
  const single = worded.filter((at, i) => i > 0 && at - worded[i - 1]! === 2).length
  return worded.length > 4 && single > worded.length * 0.6 ? 1 : 0
}

function continues(before: Line, line: Line, width: number): boolean {
  if (isShouting(before.text) !== isShouting(line.text)) return false
  const ended = /[.;:?!)\]”"]$/.test(before.text)
  const goesOn = /^[\p{Ll}\d,;)\]“"(–-]/u.test(line.text) || SHOUTED_ON.test(line.text)
  if (width === 0) return goesOn && !ended
  const full = before.text.length >= width * FULL
  if (full) return true
  return goesOn && !ended
}

function draftOf(
  block: { label: Label | null; bracketed: boolean; indent: number; lines: readonly Line[] },
  before: readonly Draft[],
): Draft {
  const { label, bracketed } = block
  // Parts and their length: a paragraph may be as long as the text, and looking at its end each time would copy it.
  const parts: string[] = []
  let length = 0
  const lines: { from: number; number: number }[] = []
  block.lines.forEach((line, i) => {
    const words = i === 0 && label !== null ? line.text.slice(label.length) : line.text
    // A hyphen at a line's end belongs to the word: what was broken there cannot be told from what was not.
    const glue = length === 0 || words === '' || BROKEN_WORD.test(parts.at(-1)!) ? '' : ' '
    lines.push({ from: length + glue.length, number: line.number })
    parts.push(glue + words)
    length += glue.length + words.length
  })
  const text = parts.join('')
  return { ...classify(label, text, before), label: label?.text ?? '', bracketed, text, lines }
}

export function classify(label: Label | null, text: string, before: readonly Draft[]): { type: ParagraphType; level: number } {
  const isTitle =
    before.length < 3 &&
    before.every((each) => each.type !== 'title' && each.label === '') &&
    label === null &&
    text.length < 200 &&
    !/[.;,]$/.test(text)
  switch (label?.kind) {
    case 'section':
    case 'article':
      return { type: 'heading', level: 1 }
    case 'number':
      return text.endsWith('?') ? { type: 'heading', level: 1 } : { type: 'para', level: 0 }
    case 'option':
      return text === '' || /^\{.*\}$/.test(text) ? { type: 'heading', level: 2 } : { type: 'para', level: 0 }
    case 'letter':
      return { type: 'item', level: 1 }
    case 'roman':
      return { type: 'item', level: romanLevel(before) }
    case 'bullet':
      return { type: 'item', level: bulletLevel(label.text, before) }
    default:
      if (isTitle) return { type: 'title', level: 0 }
      return isHeading(text) ? { type: 'heading', level: 1 } : { type: 'para', level: 0 }
  }
}

const lastItem = (before: readonly Draft[]): Draft | undefined => before.findLast(({ type }) => type === 'item')

/** `(i)` under `(h)` is the ninth letter; elsewhere it is the first roman number, one level deeper than a letter. */
function romanLevel(before: readonly Draft[]): number {
  const last = lastItem(before)
  if (last === undefined || before.at(-1)?.type !== 'item') return 1
  if (/^\(?h\)/.test(last.label)) return last.level
  return /^\(?[ivx]+[).]/.test(last.label) && last.level > 1 ? last.level : Math.min(last.level + 1, 2)
}

function bulletLevel(sign: string, before: readonly Draft[]): number {
  const last = before.at(-1)
  if (last === undefined || last.type !== 'item') return 1
  if (last.label === sign) return last.level
  return /^[–—-]$/.test(sign) ? Math.min(last.level + 1, 3) : 1
}

const isShouting = (text: string): boolean => /\p{Lu}{3}/u.test(text) && !/\p{Ll}/u.test(text)

function isHeading(text: string): boolean {
  if (text.length > 120) return false
  return isShouting(text) || /^(?:Preamble|Annex\b|Chapter\b|Section\b|Part\b).{0,60}$/i.test(text)
}
