// What was taken away and comes in again untouched: real texts, through every format that is read and printed here.
import { describe, expect, test } from 'vitest'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportMarkdown } from '@chapeau/shared/exchange/export-markdown'
import { exportText } from '@chapeau/shared/exchange/export-text'
import type { ExportFrame } from '@chapeau/shared/exchange/heading'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import type { Run } from '@chapeau/shared/text/model'
import { parseNotation, printNotation } from '@chapeau/shared/text/notation'
import { read, type Reading } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { usualRung } from '../support/builders.ts'
import { corpusFiles, corpusText, hasCorpus, NO_CORPUS } from '../support/corpus.ts'
import { imported } from '../support/imports.ts'

const FRAME: ExportFrame = {
  view: 'rolling',
  asOf: new Date(Date.UTC(2031, 2, 14)),
  title: 'Ports',
  revision: 'Rev.2',
  changes: 0,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

const FORMATS: Readonly<Record<string, (reading: Reading, meta: Meta) => string>> = {
  md: (reading, meta) => exportMarkdown(reading, meta, FRAME),
  html: (reading, meta) => exportHtml(reading, meta, FRAME),
}

function textOf(file: string | Uint8Array, name: string): { reading: Reading; meta: Meta } {
  const { body, labels } = imported(file, name)
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  return { reading: read(body, meta), meta }
}

/** What is read on the page: types, labels and words with their brackets, holders and marks. */
const shownIn = ({ reading, meta }: { reading: Reading; meta: Meta }): unknown[] =>
  viewOf(reading, meta, 'rolling').map((paragraph) => [
    `${paragraph.type} ${paragraph.level}`,
    paragraph.label,
    viewText(paragraph),
    paragraph.pieces.flatMap((piece) => (piece.type === 'text' && piece.marks !== undefined ? [[piece.text, piece.marks]] : [])),
  ])

describe.each(Object.keys(FORMATS))('IM-87 through .%s', (format) => {
  test('words of some weight', () => {
    const before = textOf(
      '<html><h1>Draft</h1><p>1. Ports <b>are</b> <u>op</u>en <i>[all d</i>ay – EU],</p><ol type="a"><li>x,<ol><li>y,</ol></ol>',
      'a.html',
    )
    expect(shownIn(textOf(FORMATS[format]!(before.reading, before.meta), `a.${format}`))).toEqual(shownIn(before))
  })
  test.skipIf(!hasCorpus).each(corpusFiles())(`%s${hasCorpus ? '' : ` (skipped: ${NO_CORPUS})`}`, (name) => {
    // HTML knows no noncharacters (one of the texts has U+FFFE for a hyphen).
    const before = textOf(corpusText(name).replaceAll('\ufffe', '-'), name)
    expect(shownIn(textOf(FORMATS[format]!(before.reading, before.meta), `a.${format}`))).toEqual(shownIn(before))
  })
})

describe('TX-11 words that read like an attribution name nobody, taken away and brought in again', () => {
  const frame: DocxFrame = { ...FRAME, brackets: 'text', lines: false, textId: 'x', nameOf: (code) => code, since: () => null }
  const all: Readonly<Record<string, (reading: Reading, meta: Meta) => string | Uint8Array>> = {
    ...FORMATS,
    txt: (reading, meta) => exportText(reading, meta, FRAME),
    docx: (reading, meta) => exportDocx(reading, meta, frame),
  }
  const WORDS = '1.\tPorts are open [all day \\– RUS] and [night \\– delete, EU][at noon – USA] for [\\– G77].'
  test.each(Object.keys(all))('.%s', (format) => {
    const { body, meta } = parseNotation(WORDS)
    const reading = read(body, meta)
    const back = textOf(all[format]!(reading, meta), `a.${format}`)
    // Nor is what an export prints over the text a part of it.
    expect(printNotation(back.reading, back.meta)).toBe(WORDS)
  })
  test('in words of some weight, too', () => {
    const { body, meta } = parseNotation(WORDS)
    const bold = body.flatMap((run): Run[] => {
      if (typeof run.insert !== 'string' || !run.insert.includes('– RUS')) return [run]
      const [before, after] = run.insert.split('RUS')
      return [{ insert: before! }, { insert: `RUS${after}`, attributes: { bold: true as const } }]
    })
    const back = textOf(exportMarkdown(read(bold, meta), meta, FRAME), 'a.md')
    expect(printNotation(back.reading, back.meta).split('\n').at(-1)).toBe(WORDS)
  })
})

const NOTED =
  '1. Ports open.[As [always – EU] agreed. – note] Ships sail [at night – delete, RUS].\n\n2. Words \\– note, [a word \\– note].\n'

test.each(['txt', 'md', 'html'])('IM-94 a note that was printed here as .%s is a note again', (format) => {
  const before = textOf(NOTED, 'a.txt')
  const kindsIn = ({ reading }: { reading: Reading }): string[] =>
    [...reading.brackets.values()].map(({ kind, holder }) => `${kind} ${holder}`)
  expect(kindsIn(before)).toEqual(['note ', 'ins EU', 'del RUS', 'ins '])
  const printed = format === 'txt' ? exportText(before.reading, before.meta, FRAME) : FORMATS[format]!(before.reading, before.meta)
  expect(kindsIn(textOf(printed, `a.${format}`))).toEqual(kindsIn(before))
})
