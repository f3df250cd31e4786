// The words of a text as `word/document.xml`: a paragraph of a view each, labels typed as they are printed, brackets as words or
// as tracked changes of those whose they are (ECMA-376 part 1, 17.13.5), what is said of them as comments around them.
import { NOBODY, type Bid } from '../../ids.ts'
import type { Meta } from '../../text/meta.ts'
import { notesApart, type Running, type RunningPiece } from '../../text/notes.ts'
import type { Bracket, Reading } from '../../text/read.ts'
import { aroundStarter, viewOf, wordsIn, type ViewParagraph, type ViewPiece } from '../../text/views.ts'
import { afterwordsOf } from '../afterwords.ts'
import { edgesOf, type Edges } from '../edges.ts'
import { BlockPrinter, type Media } from './blocks.ts'
import { stamp, type Comment } from './comments.ts'
import { isRightToLeft, RIGHT_TO_LEFT } from './direction.ts'
import { BESIDE, type DocxFrame } from './frame.ts'
import { NAMESPACES } from './namespaces.ts'
import { attributesOf, escapeXml, PROLOGUE } from './xml.ts'

export interface DocxText {
  readonly reading: Reading
  readonly meta: Meta
  readonly frame: DocxFrame
  readonly comments: ReadonlyMap<Bid, readonly Comment[]>
}

export interface DocumentParts {
  readonly document: string
  /** `word/footnotes.xml`; null where the text has no notes. */
  readonly footnotes: string | null
  readonly media: readonly Media[]
}

export function documentParts(text: DocxText): DocumentParts {
  const { reading, meta, frame } = text
  const view = viewOf(reading, meta, frame.view)
  const printer = new Printer(text, edgesOf(view))
  const paragraphs = view.map((paragraph) => printer.paragraph(paragraph))
  const { parts } = afterwordsOf(meta)
  const behind = parts.flatMap(({ heading, lines }) => [plain(heading, BESIDE.after), ...lines.map((line) => plain(line, BESIDE.after))])
  // Word wants a paragraph between a table and the end.
  const words = [...paragraphs, ...behind].join('')
  const body = words.endsWith('</w:tbl>') ? words + plain('', BESIDE.after) : words
  return {
    document: `${PROLOGUE}<w:document ${NAMESPACES}><w:body>${body}${section(frame)}</w:body></w:document>`,
    footnotes: printer.footnotes.length === 0 ? null : footnotesPart(printer.footnotes),
    media: [...printer.blocks.media.values()],
  }
}

/** With the two separators that Word asks for (17.11.1). */
function footnotesPart(notes: readonly string[]): string {
  const separator = (id: number, type: string): string =>
    `<w:footnote w:type="${type}" w:id="${id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:${type}/></w:r></w:p></w:footnote>`
  return `${PROLOGUE}<w:footnotes ${NAMESPACES}>${separator(-1, 'separator')}${separator(0, 'continuationSeparator')}${notes.join('')}</w:footnotes>`
}

/** A4, an inch around. */
function section({ lines }: DocxFrame): string {
  const numbered = lines ? '<w:lnNumType w:countBy="5" w:restart="continuous"/>' : ''
  return `<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>${numbered}</w:sectPr>`
}

/** A paragraph of nothing but words. */
export function plain(words: string, style: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${isRightToLeft(words) ? '<w:bidi/>' : ''}</w:pPr>${run(words, '')}</w:p>`
}

/** A change that Word tracks: whose and since when. */
export interface Change {
  readonly tag: 'ins' | 'del'
  readonly bracket: Bracket
}

class Printer {
  readonly #text: DocxText
  readonly #tracked: boolean
  readonly #edges: Edges
  #changes = 0
  readonly blocks: BlockPrinter
  readonly footnotes: string[] = []

  constructor(text: DocxText, edges: Edges) {
    this.#text = text
    this.#edges = edges
    this.blocks = new BlockPrinter(text.frame.files)
    this.#tracked = text.frame.brackets === 'tracked' && text.frame.view === 'rolling'
  }

  paragraph(paragraph: ViewParagraph): string {
    const { label, state, proposed } = paragraph
    const { rungName } = this.#text.frame
    // The bracket that proposes a paragraph stands before its label.
    const { pieces, notes } = notesApart(paragraph, this.#text.reading.brackets)
    const [first, ...rest] = pieces
    const opens = proposed && label !== '' && first?.type === 'open'
    const around = this.#aroundStart(paragraph)
    const head = label === '' ? '' : this.#words(label, '', around) + this.#wrap('<w:r><w:tab/></w:r>', around)
    const words = opens ? rest : pieces
    const tail = [
      ...(paragraph.proposals ?? []).map((proposal) => ` ${proposal}`).map((words) => run(words, style(BESIDE.proposal))),
      ...(state === 'open' ? [] : [run(`  ${rungName(state)}`, style(BESIDE.state))]),
    ]
    const inNotation = wordsIn(words)
    const line = words.map((piece, i) =>
      piece.type === 'note' ? this.#note(piece.bid, notes) : this.#piece(piece, inNotation[i]!, words[i - 1]),
    )
    const printed = `<w:p>${this.#properties(paragraph, around)}${opens ? this.#piece(first, '') : ''}${head}${line.join('')}${tail.join('')}</w:p>`
    return paragraph.block === undefined ? printed : printed + this.blocks.print(paragraph.block)
  }

  /** Brackets around the paragraph's own start; none where they are printed as words. */
  #aroundStart({ index }: ViewParagraph): readonly Change[] {
    return this.#tracked ? changesOf(aroundStarter(this.#text.reading, index), this.#text.reading) : []
  }

  /** A footnote, and the mark that refers to it; what is said of brackets in it stands around the mark. */
  #note(bid: Bid, notes: Running['notes']): string {
    const words = notes.get(bid)!
    // A bracket that crosses the note's edge has one of its own edges elsewhere.
    const edges = (type: 'open' | 'close'): Comment[] =>
      words.flatMap((piece) => (piece.type === type && this.#edges.isEdge(piece) ? this.#said(piece.bid) : []))
    const around = this.#tracked ? changesOf(enclosing(bid, this.#text.reading), this.#text.reading) : []
    const id = this.footnotes.length + 1
    // Its place is taken before its words are printed: they may hold a note that could not stand apart.
    this.footnotes.push('')
    const inNotation = wordsIn(words)
    const printed = words.map((piece, i) => this.#piece(piece, inNotation[i]!, words[i - 1], false)).join('')
    const mark = `<w:r><w:rPr>${style('FootnoteReference')}</w:rPr><w:footnoteRef/></w:r>${run(' ', '')}`
    this.footnotes[id - 1] =
      `<w:footnote w:id="${id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>${mark}${printed}</w:p></w:footnote>`
    const reference = `<w:r><w:rPr>${style('FootnoteReference')}</w:rPr><w:footnoteReference w:id="${id}"/></w:r>`
    const starts = [...this.#said(bid), ...edges('open')].map(commentStart)
    const ends = [...this.#said(bid), ...edges('close')].map(commentEnd)
    return starts.join('') + this.#wrap(reference, around) + ends.join('')
  }

  #said(bid: Bid): readonly Comment[] {
    return this.#text.comments.get(bid) ?? []
  }

  #properties({ type, level, label, state, pieces, block }: ViewParagraph, around: readonly Change[]): string {
    const shade = state === 'open' ? '' : `<w:pBdr><w:left w:val="single" w:sz="18" w:space="6" w:color="${SHADES[state]}"/></w:pBdr>`
    const words = pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')
    const bidi = isRightToLeft(words) ? '<w:bidi/>' : ''
    const indent = label === '' || type === 'title' || type === 'heading' ? '' : indentOf(type === 'item' ? level : 0)
    const mark = around.map((change) => this.#mark(change)).join('')
    return `<w:pPr><w:pStyle w:val="${block === undefined ? styleOf(type, level) : BESIDE.block}"/>${shade}${bidi}${indent}${mark === '' ? '' : `<w:rPr>${mark}</w:rPr>`}</w:pPr>`
  }

  /** `printed`: its words in notation; `said`: whether comments stand around its brackets. */
  #piece(piece: ViewPiece, printed: string, before?: RunningPiece, said = true): string {
    if (piece.type !== 'text') return this.#token(piece, before, said && this.#edges.isEdge(piece) ? this.#said(piece.bid) : [])
    const changes = changesOf(piece.within, this.#text.reading)
    const marks = piece.marks ?? {}
    const struck = !this.#tracked && changes.some(({ tag }) => tag === 'del')
    const added = !this.#tracked && !struck && changes.some(({ tag }) => tag === 'ins')
    const properties = `${marks.bold ? '<w:b/><w:bCs/>' : ''}${marks.italic ? '<w:i/><w:iCs/>' : ''}${struck ? '<w:strike/>' : ''}${marks.underline || added ? '<w:u w:val="single"/>' : ''}`
    return this.#words(printed, properties, this.#tracked ? changes : [])
  }

  #token(piece: Exclude<ViewPiece, { type: 'text' }>, before: RunningPiece | undefined, comments: readonly Comment[]): string {
    const { bid } = piece
    const bracket = this.#text.reading.brackets.get(bid)
    const tracks = this.#tracked && bracket !== undefined && isTracked(bracket)
    const around = this.#tracked ? changesOf(enclosing(bid, this.#text.reading), this.#text.reading) : []
    if (piece.type === 'open') {
      return comments.map(commentStart).join('') + (tracks ? '' : this.#words('[', style('ChapeauBracket'), around))
    }
    const ends = comments.map(commentEnd)
    if (tracks) return ends.join('')
    const label = piece.label === '' ? '' : this.#words(` – ${piece.label}`, style('ChapeauCode'), around)
    // As notation prints it, a bracket without words holds a blank.
    const closes = label === '' && before?.type === 'open' ? ' ]' : ']'
    return `${label}${this.#words(closes, style('ChapeauBracket'), around)}${ends.join('')}`
  }

  /** Words in a run of their own, within the changes around them. */
  #words(words: string, properties: string, changes: readonly Change[]): string {
    const deleted = changes.some(({ tag }) => tag === 'del')
    return this.#wrap(run(words, properties, deleted), changes)
  }

  /** The first change is the outermost. */
  #wrap(inner: string, changes: readonly Change[]): string {
    return changes.reduceRight((xml, change) => `<w:${change.tag}${this.#attributes(change)}>${xml}</w:${change.tag}>`, inner)
  }

  #mark(change: Change): string {
    return `<w:${change.tag}${this.#attributes(change)}/>`
  }

  #attributes({ bracket: { bid, holder } }: Change): string {
    const { since, nameOf, asOf } = this.#text.frame
    return attributesOf({
      'w:id': 1_000_000 + this.#changes++,
      'w:author': nameOf(holder),
      'w:date': stamp(since(bid) ?? asOf),
    })
  }
}

const commentStart = ({ id }: Comment): string => `<w:commentRangeStart w:id="${id}"/>`
const commentEnd = ({ id }: Comment): string =>
  `<w:commentRangeEnd w:id="${id}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="${id}"/></w:r>`

const TRACKED: ReadonlySet<Bracket['kind']> = new Set(['ins', 'del'])

/** A change has an author: what is nobody's stays in brackets. */
const isTracked = ({ kind, placeholder, holder }: Bracket): boolean => TRACKED.has(kind) && !placeholder && holder !== NOBODY

/**
 * What Word can say of words in some brackets, outermost first: the innermost addition whose words they are, and a deletion
 * proposed within it. Word knows one author of an insertion, so additions around it are not told.
 */
export function changesOf(within: readonly Bid[], reading: Reading): Change[] {
  const brackets = within.flatMap((bid) => reading.brackets.get(bid) ?? []).filter(isTracked)
  const added = brackets.findLastIndex(({ kind }) => kind === 'ins')
  const deleted = brackets.findLast(({ kind }, i) => kind === 'del' && i > added)
  return [
    ...(added < 0 ? [] : [{ tag: 'ins' as const, bracket: brackets[added]! }]),
    ...(deleted === undefined ? [] : [{ tag: 'del' as const, bracket: deleted }]),
  ]
}

/** Brackets around a bracket, outermost first. */
function enclosing(bid: Bid, reading: Reading): Bid[] {
  const around: Bid[] = []
  let parent = reading.brackets.get(bid)?.parent ?? null
  while (parent !== null) {
    around.unshift(parent)
    parent = reading.brackets.get(parent)?.parent ?? null
  }
  return around
}

const style = (name: string): string => `<w:rStyle w:val="${name}"/>`

/** A run of words; a tab in them is Word's own. */
function run(words: string, properties: string, deleted = false): string {
  const tag = deleted ? 'w:delText' : 'w:t'
  const direction = RIGHT_TO_LEFT.test(words) ? '<w:rtl/>' : ''
  const inside = words
    .split('\t')
    .map((part) => (part === '' ? '' : `<${tag} xml:space="preserve">${escapeXml(part)}</${tag}>`))
    .join('<w:tab/>')
  return `<w:r>${properties + direction === '' ? '' : `<w:rPr>${properties}${direction}</w:rPr>`}${inside}</w:r>`
}

function styleOf(type: ViewParagraph['type'], level: number): string {
  if (type === 'title') return 'Title'
  if (type === 'heading') return `Heading${Math.min(3, Math.max(1, level))}`
  return type === 'item' ? `ChapeauItem${Math.min(DEEPEST, Math.max(1, level))}` : 'ChapeauText'
}

/** Deepest style of an item. */
export const DEEPEST = 8
/** A label's room, in twentieths of a point. */
const ROOM = 720

/** The label hangs before the words. */
export const indentOf = (level: number): string => `<w:ind w:left="${ROOM * (level + 1)}" w:hanging="${ROOM}"/>`

/** Colours at the side of what is on a rung. */
const SHADES = { open: '', parked: '8A857C', adref: 'D9A12E', agreed: '24693D' } as const
