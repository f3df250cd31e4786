// A paragraph of a view as HTML: label, brackets and what is printed beside the words are elements of their own, so that a screen
// reader hears what a bracket is and a reader of the file finds the words exactly. Directions are each element's own (UAX 9):
// what is Latin beside Arabic words, such as a code, is set apart; the brackets are not, for they turn with the words in them.
import { toBase64 } from 'lib0/buffer'
import { NOBODY, type Bid, type GroupId } from '../../ids.ts'
import { blockWords, NO_FILES, type Block, type Files, type TableBlock } from '../../text/blocks.ts'
import type { BracketKind } from '../../text/model.ts'
import type { Bracket, Reading } from '../../text/read.ts'
import { wordsIn, type ViewParagraph, type ViewPiece } from '../../text/views.ts'
import type { Edges } from '../edges.ts'
import type { ExportFrame } from '../heading.ts'
import { attributes, escapeHtml } from './escape.ts'

/** What a paragraph is printed with. */
export interface Printing {
  readonly reading: Reading
  readonly frame: ExportFrame
  /** Numbers of what is said of a bracket. */
  readonly notes: ReadonlyMap<Bid, readonly number[]>
  /** Numbers of notes beside the running text. */
  readonly beside: ReadonlyMap<Bid, readonly number[]>
  readonly edges: Edges
  /** Numbers of the groups whose brackets compete for one place. */
  readonly groups: ReadonlyMap<GroupId, number>
}

/** `level`: of its heading, 1 to 6; null: it is none. */
export function paragraphHtml(paragraph: ViewParagraph, level: number | null, printing: Printing): string {
  const { type, label, state, pieces, proposed } = paragraph
  const [first, ...rest] = pieces
  // The bracket that proposes a paragraph stands before its label.
  const opens = proposed && label !== '' && first?.type === 'open'
  const words = opens ? rest : pieces
  const tag = level === null ? 'p' : `h${level}`
  const name = [...(type === 'item' ? ['item'] : []), ...(label !== '' && level === null ? ['labelled'] : [])].join(' ')
  const marks = attributes({
    class: name === '' ? undefined : name,
    dir: 'auto',
    lang: languageOf(words),
    'data-level': type === 'item' || type === 'heading' ? paragraph.level : undefined,
    'data-state': state === 'open' ? undefined : state,
    'data-block': paragraph.block?.kind,
  })
  const head = (opens ? openHtml(first.bid, printing) : '') + (label === '' ? '' : `${labelHtml(label)} `)
  const beside = [
    ...(paragraph.proposals ?? []).map((proposal) => ` <bdi class="proposal code">${escapeHtml(proposal)}</bdi>`),
    ...(state === 'open' ? [] : [` <bdi class="state">${escapeHtml(printing.frame.rungName(state))}</bdi>`]),
  ]
  const notes = paragraph.notes ?? []
  const refsAt = (i: number): string =>
    notes.flatMap(({ bid, before }) => (before === i ? (printing.beside.get(bid) ?? []).map(refHtml) : [])).join('')
  const skipped = pieces.length - words.length
  const inNotation = wordsIn(pieces)
  const inside = words.map((piece, i) => refsAt(i + skipped) + pieceHtml(piece, inNotation[i + skipped]!, words[i - 1], printing)).join('')
  const block = paragraph.block === undefined ? '' : blockHtml(paragraph.block, printing.frame.files)
  return `<${tag}${marks}>${head}${inside}${refsAt(pieces.length)}${beside.join('')}</${tag}>${block}`
}

/** What the paragraph before it stands for; nothing of it is negotiated. A picture whose bytes are gone is its words. */
function blockHtml(block: Block, files: Files = NO_FILES): string {
  if (block.kind === 'table') return tableHtml(block)
  const found = files.get(block.file)
  if (found === undefined) return ''
  const src = `data:${found.type};base64,${toBase64(found.bytes)}`
  // In pixels as the page counts them (CSS 2.2, 4.3.2).
  const [width, height] = [block.width, block.height].map((points) => Math.round(points / 0.75))
  return `\n<p class="picture"><img${attributes({ src, alt: blockWords(block), width, height })}></p>`
}

function tableHtml({ rows, header }: TableBlock): string {
  const cell = (words: string, isHead: boolean): string => {
    const tag = isHead ? 'th' : 'td'
    return `<${tag}${isHead ? ' scope="col"' : ''} dir="auto">${words.split('\n').map(escapeHtml).join('<br>')}</${tag}>`
  }
  return `\n<table>\n${rows.map((row, i) => `<tr>${row.map((words) => cell(words, i < header)).join('')}</tr>`).join('\n')}\n</table>`
}

/** A label of figures turns with its paragraph, one with letters stands by its own. */
function labelHtml(label: string): string {
  const words = escapeHtml(label)
  return `<span class="label">${/\p{L}/u.test(label) ? `<bdi>${words}</bdi>` : words}</span>`
}

export function piecesHtml(pieces: readonly ViewPiece[], printing: Printing): string {
  const inNotation = wordsIn(pieces)
  return pieces.map((piece, i) => pieceHtml(piece, inNotation[i]!, pieces[i - 1], printing)).join('')
}

/** `printed`: its words in notation. */
function pieceHtml(piece: ViewPiece, printed: string, before: ViewPiece | undefined, printing: Printing): string {
  if (piece.type === 'open') return openHtml(piece.bid, printing)
  if (piece.type === 'close') return closeHtml(piece, before, printing)
  let words = escapeHtml(printed)
  if (piece.marks?.bold) words = `<strong>${words}</strong>`
  if (piece.marks?.italic) words = `<em>${words}</em>`
  if (piece.marks?.underline) words = `<u>${words}</u>`
  const kinds = new Set(piece.within.map((bid): BracketKind | undefined => printing.reading.brackets.get(bid)?.kind))
  if (kinds.has('del')) return `<del>${words}</del>`
  return kinds.has('ins') ? `<ins>${words}</ins>` : words
}

function openHtml(bid: Bid, { reading, frame, groups }: Printing): string {
  const bracket = reading.brackets.get(bid)
  const named = frame.view === 'unattributed' ? undefined : bracket?.holder
  const marks = attributes({
    class: 'open',
    'data-kind': bracket?.kind,
    'data-placeholder': bracket?.placeholder ? '' : undefined,
    'data-holder': named,
    'data-group': bracket?.group === null || bracket === undefined ? undefined : groups.get(bracket.group),
  })
  return `<span${marks}>${bracket === undefined ? '' : said(`${nameOf(bracket)}${named === undefined || named === NOBODY ? '' : ` by ${named}`}: `)}[</span>`
}

function closeHtml(piece: Extract<ViewPiece, { type: 'close' }>, before: ViewPiece | undefined, { notes, edges }: Printing): string {
  const { bid, label } = piece
  // As notation prints it, a bracket without words holds a blank.
  const printed =
    label === '' ? (before?.type === 'open' ? ' ' : '') : ` <span class="code">– <bdi dir="ltr">${escapeHtml(label)}</bdi></span>`
  const refs = edges.isEdge(piece) ? (notes.get(bid) ?? []).map(refHtml) : []
  return `<span class="close">${printed}]${said(' end.')}</span>${refs.join('')}`
}

const refHtml = (n: number): string =>
  `<a class="ref" id="ref-${n}" href="#note-${n}" role="doc-noteref" dir="ltr" aria-label="Note ${n}">${n}</a>`

/** Words for those who hear the text; they are neither seen, copied nor printed. */
const said = (words: string): string => `<span class="said" dir="ltr" lang="en">${words}</span>`

const NAMES: Readonly<Record<BracketKind, string>> = {
  ins: 'Addition proposed',
  del: 'Deletion proposed',
  res: 'Reservation',
  note: 'Footnote',
}

function nameOf({ kind, holder, placeholder }: Bracket): string {
  if (placeholder) return 'Words still to be found'
  return kind === 'ins' && holder === NOBODY ? 'In brackets' : NAMES[kind]
}

/** The languages of the United Nations that are known by their letters; others are not guessed. */
const BY_SCRIPT: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Arabic}/u, 'ar'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Han}/u, 'zh'],
]

/** By the first letter, as the direction is; undefined: the page's own. */
function languageOf(pieces: readonly ViewPiece[]): string | undefined {
  const letter = /\p{L}/u.exec(pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join(''))?.[0]
  return letter === undefined ? undefined : BY_SCRIPT.find(([script]) => script.test(letter))?.[1]
}
