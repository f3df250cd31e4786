// Web pages as texts: blocks as paragraphs, lists as browsers count them, changes of whom they name; nothing is fetched or run.
import { describe, expect, test } from 'vitest'
import { readHtml } from '@chapeau/shared/exchange/html/reader'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import type { ExportFrame } from '@chapeau/shared/exchange/heading'
import { importFile } from '@chapeau/shared/exchange/import-file'
import { fileName } from '@chapeau/shared/exchange/pictures'
import { IdMaker } from '@chapeau/shared/ids'
import type { Files } from '@chapeau/shared/text/blocks'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { text, usualRung } from '../support/builders.ts'
import { imported, notationOf, refused, said, told } from '../support/imports.ts'
import { pngOf } from '../support/pictures.ts'

/** What stands in a page's body; a paragraph before it, so that nothing is taken for a title. */
const lines = (body: string): string[] => said(`<!doctype html><title>t</title><p>x,</p>${body}`).split('\n').slice(1)

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

describe('IM-86 blocks are paragraphs', () => {
  test.each([
    ['paragraphs and blanks', '<p>Ports\n  are   open,</p>\n<div>Ships <b>sail</b>,</div>', ['Ports are open,', 'Ships sail,']],
    ['an open end', '<p>one,<p>two,', ['one,', 'two,']],
    ['words beside blocks', 'one,<div>two,<p>three,</p>four,</div>five,', ['one,', 'two,', 'three,', 'four,', 'five,']],
    ['breaks part words, two of them paragraphs', '<p>Ports<br>open,<br><br>ships sail,</p>', ['Ports open,', 'ships sail,']],
    ['headings', '<h1>Draft</h1><h2>Scope</h2><h3>Ports</h3><h1>Annex</h1>', ['# Draft', '## Scope', '### Ports', '## Annex']],
    ['a quotation', '<blockquote><p>one,</p></blockquote>', ['one,']],
    ['entities', '<p>A&amp;B &lt;x&gt; caf&eacute; &#x2013; &qqqq;,</p>', ['A&B <x> café – &qqqq;,']],
    ['brackets over elements', '<p>Ports [al<i>ways]</i> open,</p>', ['Ports [always] open,']],
    ['no scripts, styles, comments', '<p>one,<script>two</script><style>p{}</style><!-- three --></p><template>x</template>', ['one,']],
    ['hidden words and ways through the site', '<nav>a</nav><p hidden>b</p><p style="display:none">c</p><p>one,</p>', ['one,']],
  ])('%s', (_, body, expected) => expect(lines(body)).toEqual(expected))
  test('lists are counted as a browser counts them', () => {
    const body =
      '<ol type="a" start="3"><li>one,<li>two,<ol type="i"><li>three,</ol><li value="9">four,</ol>' +
      '<ul><li>five,<ul><li>six,</ul></ul><ol style="list-style-type: upper-roman"><li><p>seven,</p><p>of it,</p></ol><ol style="list-style:none"><li>eight,</ol>'
    const { labels, body: runs } = imported(`<html><p>x,</p>${body}`)
    expect([...labels.values()]).toEqual(['c.', 'd.', 'i.', 'i.', '•', '–', 'I.'].map((label, i) => (i === 3 ? 'i.' : label)))
    expect(notationOf({ labels, body: runs })).toContain('eight,')
  })
})

describe('IM-86 insertions and deletions are changes of whom they name', () => {
  test.each([
    ['by their data', 'Ports<ins data-author="Russian Federation" datetime="2031-01-02"> always</ins> open.', 'Ports[ always – RUS] open.'],
    [
      'by their title',
      'Ports <del title="EU">shall</del><ins title="EU">should</ins> open.',
      'Ports [shall – delete, EU, group 1][should – EU, group 1] open.',
    ],
    ['of nobody', 'Ports<del cite="http://x/y"> always</del> open.', 'Ports[ always – delete] open.'],
    [
      'a deletion in an addition',
      'Ports<ins title="EU"> very<del title="KEN"> very</del></ins> open.',
      'Ports[ very – EU][ very – delete, KEN] open.',
    ],
  ])('%s', (_, words, notation) => expect(lines(`<p>${words}</p>`)).toEqual([notation]))
  test('what is struck through by formatting comes in and is told', () => {
    const file = imported('<html><p>x,</p><p>Ports <s>never</s> <span style="text-decoration: line-through">late</span> open,</p>')
    expect([notationOf(file).split('\n')[1], told(file)]).toEqual(['Ports never late open,', ['flattened']])
  })
})

describe('IM-86 what is no running text', () => {
  test('tables are rows of cells, pictures are those that lie in the page, notes hang where they are referred to', () => {
    const read = readHtml(
      `<p>Ports<sup><a href="#fn1">1</a></sup> open<a href="#x">.</a></p><table><thead><tr><th>Port<th>Depth</thead><tr><td><p>North<p>West<td>3<table><tr><td>m</table></table>` +
        `<img alt="A port" width="4" src="data:image/png;base64,iVBORw0KGgo="><img src="http://x/y.png"><ol><li id="fn1">As in <i>2030</i>. <a href="#fnref1" class="footnote-back">↩</a></li></ol>`,
    )
    if (!read.ok) throw new Error(read.message)
    const { paragraphs, notes, entries } = read.source
    expect(
      [...notes!].map(([id, runs]) => [
        id,
        runs
          .map(({ text: words }) => words)
          .join('')
          .trim(),
      ]),
    ).toEqual([['fn1', 'As in 2030.']])
    expect(paragraphs[0]!.runs.map(({ text: words, note }) => note ?? words)).toEqual(['Ports', 'fn1', ' open.'])
    expect(paragraphs[1]!.block).toMatchObject({
      kind: 'table',
      header: 1,
      rows: [
        ['Port', 'Depth'],
        ['North\nWest', '3\nm'],
      ],
    })
    expect(paragraphs[2]!.block).toMatchObject({ kind: 'picture', type: 'image/png', width: 3, alt: 'A port' })
    expect(paragraphs).toHaveLength(3)
    expect(entries.map(({ kind }) => kind)).toEqual(['table', 'left'])
  })
  test('a reference to what is no note stays words', () => expect(lines('<p>m<sup><a href="#no">2</a></sup>,</p>')).toEqual(['m2,']))
  test.each([
    ['its own word', '<meta charset="iso-8859-2">', 'iso-8859-2'],
    ['none', '', 'windows-1252'],
  ])('characters are read by %s', (_, meta, encoding) => {
    const page = Buffer.concat([Buffer.from(`<html>${meta}<p>x,</p><p>Pr`), Buffer.from([0xf8]), Buffer.from(',</p>')])
    expect(said(page).split('\n')[1]).toBe(`Pr${new TextDecoder(encoding).decode(Uint8Array.from([0xf8]))},`)
  })
})

describe('IM-87 a page that was printed here comes back with the same words, labels, brackets and holders', () => {
  test.each([
    ['brackets in brackets', '# Ports\n1\tPorts [shall – delete, RUS] open[ always[ at night – KEN] – EU].'],
    ['labels of any kind', '## A.\tScope\nPP1 bis\tRecalling\n- (a)\tat night;\n  - (i)\tin winter;\nno label'],
    ['a proposed paragraph', '1\tPorts open.\n[1 bis\tShips sail. – EU]'],
    ['placeholders, nobody’s, literal brackets', '1\tBy [ ] or [ – EU] ports[ always] open \\[sic\\].'],
    ['what looks like markup', '1\tA <b> & "c" \\\\ d.'],
    ['another writing', '1\tتفتح الموانئ[ دائما – EU].'],
  ])('%s', (_, notation) => {
    const { reading, meta } = text(notation)
    expect(said(exportHtml(reading, meta, FRAME))).toBe(printNotation(reading, meta))
  })
})

describe('IM-87 tables and pictures of a page that was printed here come back', () => {
  const png = pngOf(8, 4)
  const files: Files = new Map([[fileName(png), { type: 'image/png', bytes: png }]])
  const { reading, meta } = text('1\tPorts open.\nTable, 2 rows, 2 columns\n2\tShips sail.\nA map\nPicture')
  const pids = reading.paragraphs.map(({ raw }) => raw.starter!.p)
  const rows = [
    ['Port', 'Ships'],
    ['North\nBay', '12'],
  ]
  const map = { kind: 'picture', type: 'image/png', width: 60, height: 30, alt: 'A map', file: fileName(png) }
  const gone = { ...map, alt: '', file: '0'.repeat(64) }
  meta.set(metaKey.block(pids[1]!), { kind: 'table', header: 1, rows }).set(metaKey.block(pids[3]!), map).set(metaKey.block(pids[4]!), gone)
  const frame: ExportFrame = { ...FRAME, files }

  test('under their lines, byte for byte; one whose bytes are gone is a line', () => {
    const back = importFile(new TextEncoder().encode(exportHtml(reading, meta, frame)), 'a.html', new IdMaker(7), { delegations: [] })
    if (!back.ok) throw new Error(back.message)
    expect(printNotation(read(back.body), new Map([...back.labels].map(([pid, label]) => [metaKey.label(pid), label])))).toBe(
      printNotation(reading, meta),
    )
    expect([...back.blocks.values()]).toEqual([{ kind: 'table', header: 1, rows }, map])
    expect([...back.files]).toEqual([...files])
    expect(back.report.entries.filter(({ kind }) => kind === 'left')).toHaveLength(1)
  })
})

describe('IM-85 pages that nobody wrote are read or refused', () => {
  const times = (words: string, n = 100_000): string => `<html>${words.repeat(n)}`
  test.each([
    ['nested spans', times('<span>'), 'nested without end'],
    ['nested lists', times('<ul><li>'), 'nested without end'],
    ['nested tables', times('<table><tr><td>'), 'nested without end'],
    ['paragraphs that are never closed', times('<p>a'), 'longer than any text'],
    ['citations without end', times('a [sic] '), 'longer than any text'],
    ['elements that are closed and were never opened', times('</b>x'), ''],
    ['attributes without end', `<html><p ${'a=b '.repeat(100_000)}>x`, ''],
    ['an attribute without end', `<html><p title="${'a'.repeat(3_000_000)}">x`, ''],
    ['comments that are never closed', times('<!--'), 'no words'],
    ['breaks', times('<br>a'), ''],
    ['entities', times('&amp;'), ''],
    ['a document type with entities', '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><html><p>&a;&c;', ''],
  ])('%s', (_, page, why) => {
    const message = refused(page)
    if (why === '') expect(message).toBe('')
    else expect(message).toContain(why)
  })
})
