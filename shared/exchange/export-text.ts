// Exports a text as plain text: a paragraph a line with its label, brackets in notation (spec EX).
import type { Block } from '../text/blocks.ts'
import type { Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, viewText, type ViewParagraph } from '../text/views.ts'
import { afterwordsOf } from './afterwords.ts'
import { frameLine, recordLine, type ExportFrame } from './heading.ts'

export function exportText(reading: Reading, meta: Meta, frame: ExportFrame): string {
  const view = viewOf(reading, meta, frame.view)
  const paragraphs = view.map((paragraph) => [lineOf(paragraph), ...rowsOf(paragraph.block)].join('\n'))
  const { caveat, parts } = afterwordsOf(meta)
  const before = caveat === '' ? [] : [caveat]
  const behind = [...notesOf(view), ...parts].map(({ heading, lines }) => [heading, ...lines].join('\n'))
  return `${[`${frameLine(frame)}\n${recordLine(frame)}`, ...before, ...paragraphs, ...behind].join('\n\n')}\n`
}

/** A table's rows below its line, cells parted by bars; of a picture its line says what it shows. */
export function rowsOf(block: Block | null | undefined): string[] {
  return block?.kind === 'table' ? block.rows.map((row) => row.map((cell) => cell.replaceAll('\n', ' / ')).join(' | ')) : []
}

function lineOf(paragraph: ViewParagraph): string {
  const words = [viewText(paragraph), ...(paragraph.proposals ?? [])].join(' ')
  const indent = '    '.repeat(paragraph.type === 'item' ? paragraph.level : 0)
  if (paragraph.label === '') return indent + words
  // The bracket that proposes a paragraph stands before its label.
  return paragraph.proposed && words.startsWith('[')
    ? `${indent}[${paragraph.label} ${words.slice(1)}`
    : `${indent}${paragraph.label} ${words}`
}

/** Notes that the view has beside its running text, each with the place where it hangs; none where they stand in brackets. */
function notesOf(view: readonly ViewParagraph[]): { readonly heading: string; readonly lines: readonly string[] }[] {
  const lines = view.flatMap((paragraph) =>
    (paragraph.notes ?? []).map(({ before, pieces }) => {
      const words = viewText({ ...paragraph, pieces: paragraph.pieces.slice(0, before) }).trimEnd()
      const near = words.length > NEAR ? `…${words.slice(-NEAR)}` : words
      const place = [paragraph.label, near === '' ? '' : `behind “${near}”`].filter((part) => part !== '').join(', ')
      return `${place === '' ? '' : `${place}: `}${viewText({ ...paragraph, pieces })}`
    }),
  )
  return lines.length === 0 ? [] : [{ heading: 'Notes', lines }]
}

/** Characters before a note by which its place is found. */
const NEAR = 40
