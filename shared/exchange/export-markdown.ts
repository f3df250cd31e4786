// Exports a text as Markdown (CommonMark 0.31; spec EX-13, EX-14). What a reader of the file sees, block by block, is the text in
// notation, and so it comes back:
//   - a block is a paragraph; `#` the title, `##` and deeper headings, list items the items, as deep as they are;
//   - what stands before a block's first tab is its label, whatever it looks like; a `[` before it proposes the paragraph;
//   - brackets are in notation, a bracket that is only a character has a backslash before it (`\\[` in the file);
//   - bold and italic are `**`, `*` or tags, underlined is `<u>`;
//   - block quotes hold what is printed beside the text and is none of its words: frame, caveat, proposed shapes, tables' cells,
//     notes of views that have them beside the text, statements.
import type { TableBlock } from '../text/blocks.ts'
import type { Meta } from '../text/meta.ts'
import { escapeText } from '../text/notation.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, wordsIn, type ViewParagraph, type ViewPiece } from '../text/views.ts'
import { afterwordsOf } from './afterwords.ts'
import { frameLine, recordLine, type ExportFrame } from './heading.ts'
import { Inline } from './markdown/inline.ts'

/** Deepest heading of Markdown. */
const DEEPEST = 6

export function exportMarkdown(reading: Reading, meta: Meta, frame: ExportFrame): string {
  const paragraphs = viewOf(reading, meta, frame.view)
  const { caveat, parts } = afterwordsOf(meta)
  const titled = paragraphs.some(({ type }) => type === 'title')
  const head = [...(titled ? [] : [frame.title]), frameLine(frame), recordLine(frame)]
  const before = caveat === '' ? [] : [quote([[caveat]])]
  const behind = parts.map(({ heading, lines }) => quote([[heading], ...lines.map((line) => line.split('\n'))]))
  return `${[quote([head]), ...before, ...blocksOf(paragraphs), ...behind].join('\n\n')}\n`
}

/** `depth`: how many lists are open where an item comes. */
function blocksOf(paragraphs: readonly ViewParagraph[]): string[] {
  const blocks: string[] = []
  let depth = 0
  for (const paragraph of paragraphs) {
    const words = wordsOf(paragraph)
    const beside = besideOf(paragraph)
    if (words !== '') {
      const level = paragraph.type === 'item' ? Math.max(1, paragraph.level) : 0
      blocks.push(leadOf(paragraph, level, depth) + words)
      depth = level
    }
    if (beside.length > 0) {
      blocks.push(quoted(beside))
      depth = 0
    }
  }
  return blocks
}

function leadOf({ type, level }: ViewParagraph, depth: number, open: number): string {
  if (type === 'title') return '# '
  if (type === 'heading') return `${'#'.repeat(Math.min(DEEPEST, Math.max(1, level) + 1))} `
  // An item that is deeper than its place opens the lists between.
  const within = Math.min(open, depth - 1)
  return type === 'item' ? '  '.repeat(within) + '- '.repeat(depth - within) : ''
}

function wordsOf({ type, label, proposed, pieces }: ViewParagraph): string {
  const line = new Inline()
  const [first, ...rest] = pieces
  const before = proposed && first?.type === 'open'
  if (before) line.raw('[')
  if (label !== '') {
    line.words(escapeText(label))
    line.raw('\t')
  }
  print(line, before ? rest : pieces, before)
  const block = line.block()
  // At an item's beginning these would be a box to tick.
  return type === 'item' ? block.replace(/^\[(?=[ xX]\])/, '\\[') : block
}

/** `opened`: a bracket was printed before the first piece. */
function print(line: Inline, pieces: readonly ViewPiece[], opened = false): void {
  const words = wordsIn(pieces)
  for (const [i, piece] of pieces.entries()) {
    if (piece.type === 'text') line.words(words[i]!, piece.marks)
    else if (piece.type === 'open') line.raw('[')
    else {
      const empty = i === 0 ? opened : pieces[i - 1]?.type === 'open'
      line.raw(piece.label === '' ? (empty ? ' ]' : ']') : ` – ${piece.label}]`)
    }
  }
}

/** What is printed behind a paragraph, in paragraphs of lines. */
function besideOf({ proposals = [], block, notes = [] }: ViewParagraph): string[][] {
  const table = block?.kind === 'table' ? [tableLines(block)] : []
  const said = notes.map(({ pieces }) => {
    const line = new Inline()
    line.words('Note: ')
    print(line, pieces)
    return [line.block()]
  })
  return [...table, ...said, ...proposals.map((one) => [plain(one)])]
}

/** As GitHub's tables are, whose first row is a header; a line of a cell is one. */
function tableLines({ rows, header }: TableBlock): string[] {
  const columns = Math.max(1, ...rows.map((row) => row.length))
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: columns }, (_, i) => (cells[i] ?? '').split('\n').map(plain).join('<br>')).join(' | ')} |`
  const lines = rows.map(line)
  return [...(header > 0 ? lines.slice(0, 1) : [line([])]), line([]).replaceAll('  ', ' --- '), ...lines.slice(header > 0 ? 1 : 0)]
}

/** A quote of paragraphs, each of lines that stay lines. */
const quote = (paragraphs: readonly (readonly string[])[]): string =>
  quoted(paragraphs.map((lines) => lines.map((line, i) => `${plain(line)}${i < lines.length - 1 ? '\\' : ''}`)))

const quoted = (paragraphs: readonly (readonly string[])[]): string =>
  paragraphs.map((lines) => lines.map((line) => `> ${line}`).join('\n')).join('\n>\n')

function plain(text: string): string {
  const line = new Inline()
  line.words(text)
  return line.block()
}
