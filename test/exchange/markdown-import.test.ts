// Markdown as texts: its blocks are paragraphs, square brackets stay those of the text, and a file of ours comes back.
import { describe, expect, test } from 'vitest'
import { exportMarkdown } from '@chapeau/shared/exchange/export-markdown'
import { readMarkdown } from '@chapeau/shared/exchange/markdown/reader'
import { printNotation } from '@chapeau/shared/text/notation'
import { text, usualRung } from '../support/builders.ts'
import { imported, refused, said, told } from '../support/imports.ts'

/** A file's paragraphs; one stands before, so that nothing is taken for a title. */
const lines = (body: string): string[] => said(`x,\n\n${body}`, 'a.md').split('\n').slice(1)

describe('IM-88 blocks of Markdown are paragraphs', () => {
  test.each([
    ['wrapped lines', 'Ports\nare open,\n\nships sail,', ['Ports are open,', 'ships sail,']],
    ['lines that begin with a label', '(a) Ports,\n(b) ships\nand pilots,', ['- (a)\tPorts,', '- (b)\tships and pilots,']],
    ['headings', '# Draft\n\n## Scope\n\nAnnex\n---\n', ['# Draft', '## Scope', '## Annex']],
    [
      'typed numbers',
      '3. Ports,\n7. ships,\n   1) by day,\n\n- all,\n  - of them,',
      ['3.\tPorts,', '7.\tships,', '1)\tby day,', '- •\tall,', '  - –\tof them,'],
    ],
    ['a quotation', '> Ports\n> open,', ['Ports open,']],
    ['indented words are no program', '    Ports open,', ['Ports open,']],
    ['escapes and entities', '1\\. Ports \\*open\\* &amp; free,', ['1.\tPorts *open* & free,']],
    ['a program', '```\nPorts,\n```', ['Ports,']],
  ])('%s', (_, words, expected) => expect(lines(words)).toEqual(expected))
  test('emphasis is kept, what is struck through is told', () => {
    const file = imported('x,\n\nPorts *are* **open** <u>to</u> ~~all~~,', 'a.md')
    expect(file.body.flatMap(({ insert, attributes }) => (attributes === undefined ? [] : [[insert, attributes]]))).toEqual([
      ['are', { italic: true }],
      ['open', { bold: true }],
      ['to', { underline: true }],
    ])
    expect(told(file)).toEqual(['flattened'])
  })
})

describe('IM-88 square brackets stay the text’s', () => {
  test.each([
    ['beside parentheses', 'Ports [shall](must) [open](all) now,', 'Ports [shall](must) [open](all) now,'],
    ['one behind the other', 'Ports [shall][should] open,', 'Ports [shall][should] open,'],
    ['with a definition of their name', 'Ports [open],\n\n[open]: all day,', 'Ports [open],'],
    ['within emphasis', '*[Taking* account] of it,', '[Taking account] of it,'],
    ['with an attribution', '[US: Ports] are [open – EU],', '[Ports – USA] are [open – EU],'],
    ['a link is its words', 'See [the port](https://example.org/a_(b)),', 'See the port,'],
    ['escaped by a person who has brackets beside', 'Ports \\[sic\\] [open],', 'Ports \\[sic\\] [open],'],
    ['escaped by a converter, all of them', 'Ports \\[shall\\]/\\[should\\] open,', 'Ports [shall]/[should] open,'],
  ])('%s', (_, words, notation) => expect(lines(words.replace('US:', 'USA:'))[0]).toBe(notation))
})

test('IM-88 notes, tables, pictures; HTML is left out and told', () => {
  const read = readMarkdown(
    'Ports[^a] open[^b].\n\n[^a]: As in\n    2030.\n\n| Port | Depth |\n|---|---|\n| [North] | 3 |\n\n![x](http://x/y.png)<span>z</span>\n\n<div>gone</div>\n\n![A port](data:image/png;base64,iVBORw0KGgo=)',
  )
  if (!read.ok) throw new Error(read.message)
  const { paragraphs, notes, entries } = read.source
  expect(paragraphs[0]!.runs.map(({ text: words, note }) => note ?? words)).toEqual(['Ports', 'a', ' open[^b].'])
  expect([...notes!].map(([id, [run]]) => [id, run!.text])).toEqual([['a', 'As in 2030.']])
  expect(paragraphs[1]!.block).toMatchObject({
    kind: 'table',
    header: 1,
    rows: [
      ['Port', 'Depth'],
      ['[North]', '3'],
    ],
  })
  expect(paragraphs[2]!.runs.map(({ text: words }) => words)).toEqual(['z'])
  expect(paragraphs[3]!.block).toMatchObject({ kind: 'picture', type: 'image/png', alt: 'A port' })
  expect(entries.map(({ line, kind }) => [line, kind])).toEqual([
    [10, 'left'],
    [10, 'left'],
    [12, 'left'],
  ])
})

describe('IM-87 a Markdown file that was printed here comes back with the same words, labels, brackets and holders', () => {
  const frame = {
    view: 'rolling' as const,
    asOf: new Date(Date.UTC(2031, 2, 14)),
    title: 'Ports',
    revision: 'Rev.2',
    changes: 0,
    head: { seq: 41, hash: 'ab'.repeat(32) },
    publicKey: 'MCow',
    rungName: usualRung,
  }
  test.each([
    ['brackets in brackets', '# Ports\n1\tPorts [shall – delete, RUS] open[ always[ at night – KEN] – EU].'],
    [
      'labels of any kind',
      '## A.\tScope\n### 1.\tDeep\nPP1 bis\tRecalling\n- (a)\tat night;\n  - (i)\tin winter;\n- -\tdash\nno label\n1.\t2. two',
    ],
    ['a proposed paragraph', '1\tPorts open.\n[1 bis\tShips sail. – EU]\n[Unlabelled. – EU]'],
    ['placeholders, nobody’s, literal brackets', '1\tBy [ ] or [ – EU] ports[ always] open \\[sic\\].\n- [x] done\n- [ ] open'],
    ['only literal brackets', '1\tPorts open \\[sic\\].'],
    ['what looks like markup', '1\tA <b> & "c" \\\\ d *e* _f_ `g` ~~h~~ | i [j](k) [^l] $m$ # n.\n# no title\n> no quote'],
    ['another writing', '1\tتفتح الموانئ[ دائما – EU].'],
  ])('%s', (_, notation) => {
    const { reading, meta } = text(notation)
    expect(said(exportMarkdown(reading, meta, frame), 'a.md')).toBe(printNotation(reading, meta))
  })
})

describe('IM-85 Markdown that nobody wrote is read or refused', () => {
  test.each([
    ['quotes in quotes', '>'.repeat(100_000), 'nested without end'],
    ['lists in lists', `${'- '.repeat(100_000)}a`, 'nested without end'],
    ['lists each deeper', Array.from({ length: 500 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'), 'nested without end'],
    ['brackets that are not closed', '['.repeat(35_000), ''],
    ['links that are not closed', '[a](https://x'.repeat(35_000), ''],
    ['emphasis', '*a **b _c '.repeat(50_000), ''],
    ['tags that are not closed', '<a '.repeat(100_000), ''],
    ['comments that are not closed', 'a <!-- '.repeat(100_000), ''],
    ['code of every length', Array.from({ length: 1000 }, (_, i) => '`'.repeat(i)).join(' '), ''],
    ['notes that are not closed', '[^'.repeat(35_000), ''],
    ['notes of notes', '[^a]: [^a]\n'.repeat(50_000), 'no words'],
    ['columns', `${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${'|b\n'.repeat(5000)}`, ''],
  ])('%s', (_, words, why) => {
    const message = refused(words, 'a.md')
    if (why === '') expect(message).toBe('')
    else expect(message).toContain(why)
  })
})
