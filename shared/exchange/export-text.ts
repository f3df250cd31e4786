// Exports a text as plain text: a paragraph a line with its label, brackets in notation (spec EX).
import type { Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { viewOf, viewText, type ViewParagraph } from '../text/views.ts'
import { afterwordsOf } from './afterwords.ts'
import { frameLine, recordLine, type ExportFrame } from './heading.ts'

export function exportText(reading: Reading, meta: Meta, frame: ExportFrame): string {
  const paragraphs = viewOf(reading, meta, frame.view).map(lineOf)
  const { caveat, parts } = afterwordsOf(meta)
  const before = caveat === '' ? [] : [caveat]
  const behind = parts.map(({ heading, lines }) => [heading, ...lines].join('\n'))
  return `${[`${frameLine(frame)}\n${recordLine(frame)}`, ...before, ...paragraphs, ...behind].join('\n\n')}\n`
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
