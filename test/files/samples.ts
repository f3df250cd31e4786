// Files that are changed at random, a few of every kind: as they are exported here, and written by hand with what other programs write.
import { strToU8, unzipSync } from 'fflate'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportJson } from '@chapeau/shared/exchange/export-json'
import { exportMarkdown } from '@chapeau/shared/exchange/export-markdown'
import { exportText } from '@chapeau/shared/exchange/export-text'
import { sampleText } from '@chapeau/server/sample/sample'
import type { Meta } from '@chapeau/shared/text/meta'
import { read, type Reading } from '@chapeau/shared/text/read'
import { text, usualRung } from '../support/builders.ts'
import { counted, deletedAt, inserted, list, listStyle, odtFile, region, tp } from '../support/odt.ts'
import { pngOf } from '../support/pictures.ts'
import { del, ins, note, noteMark, p, picture, r, tbl, wordFile } from '../support/word.ts'

export const FORMATS = ['docx', 'odt', 'html', 'txt', 'md', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** Parts of an archive by name, or a text. */
export type Sample = { readonly parts: Readonly<Record<string, Uint8Array>> } | { readonly words: string }

const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'text',
  lines: false,
  textId: 'text-1',
  since: () => new Date(Date.UTC(2031, 2, 4)),
  nameOf: (code) => code,
  asOf: new Date(Date.UTC(2031, 2, 14)),
  title: 'Ports',
  revision: 'Rev.2',
  changes: 3,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

const short = text(
  '# Ports\n## A.\tUse\n1.\tPorts [shall – delete, EU, group 1][should – EU, KEN, group 1] be open[ ] to [all [ships – USA] – RUS].\n- (a)\tby day;\n  - (i)\tin winter;\n[2.\tShips sail – RUS].\n3 bis.\tSee[See [the – EU] annex. – note] below.',
)

const words = `Draft decision on ports

Preamble
PP1 Recalling [its decision][their decisions] 1/CP.2,
PP1 bis [US: Noting that ports [are]/[may be] open,]
1. [Ports shall be open – EU, USA; G77 delete] [X] to all ships of the
   Parties{Timing} [Placeholder for text on fees].
Option 1: [A/B propose; C oppose: fees are to be paid.]
Option 2: No text.
(a) by day;
    (i) in winter; [Note: to be moved]
- 2 -
<<page 2>>
EU
2. EU requests to delete paragraph 1 [Agreed ad ref].
Alt 1 Ships [shall] [should] sail. ### [sic] [^1]
`

export function samplesOf(format: Format): readonly Sample[] {
  switch (format) {
    case 'docx':
      return [word(), ...exportedWord()].map((bytes) => ({ parts: unzipSync(bytes) }))
    case 'odt':
      return [openDocument(), openDocument('Rev')].map((bytes) => ({ parts: unzipSync(bytes) }))
    case 'html':
      return [{ words: page() }, { words: printed((reading, meta) => exportHtml(reading, meta, FRAME)) }]
    case 'txt':
      return [{ words }, { words: printed((reading, meta) => exportText(reading, meta, FRAME)) }]
    case 'md':
      return [{ words: markdown() }, { words: printed((reading, meta) => exportMarkdown(reading, meta, FRAME)) }]
    case 'json':
      return [{ words: printed((reading, meta) => exportJson(reading, meta, FRAME)) }, { words: sampleJson() }]
  }
}

const printed = (print: (reading: Reading, meta: Meta) => string): string => print(short.reading, short.meta)

function sampleJson(): string {
  const { body, meta } = sampleText()
  return exportJson(read(body, meta), meta, FRAME)
}

const exportedWord = (): Uint8Array[] =>
  (['text', 'tracked'] as const).map((brackets) => exportDocx(short.reading, short.meta, { ...FRAME, brackets }))

function word(): Uint8Array {
  const level = (n: number, format: string, says: string): string =>
    `<w:lvl w:ilvl="${n}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${says}"/></w:lvl>`
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}</w:abstractNum>` +
    '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Listed"/></w:abstractNum>' +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
  const styles =
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Base"/></w:style>' +
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
    '<w:style w:type="numbering" w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
  const comments = '<w:comment w:id="1" w:author="EU"><w:p><w:r><w:t>Why.</w:t></w:r></w:p></w:comment>'
  const body =
    p(r('Ports', '<w:b/>')) +
    p(r('Ports [al') + r('ways] open'), [1, 0]) +
    p(ins('EU', r('by day')) + del('USA', 'at night') + noteMark(1), [1, 1]) +
    p(`<w:commentRangeStart w:id="1"/>${r('[shall – RUS]')}<w:commentRangeEnd w:id="1"/>`, [2, 0]) +
    tbl(
      [
        [p(r('Port')), p(r('Depth'))],
        [p(r('North')), p(r('3'))],
      ],
      true,
    ) +
    p(picture('a.png'))
  return wordFile(body, {
    numbering,
    styles,
    comments,
    footnotes: note(1, p(r('As [in] 2030.'))),
    media: { 'a.png': pngOf(3, 2) },
  })
}

function openDocument(more = ''): Uint8Array {
  const styles =
    listStyle('L', counted(1, '1', 'style:num-suffix="."') + counted(2, 'a', 'style:num-prefix="(" style:num-suffix=")"')) +
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P2"/><style:style style:name="P2" style:family="paragraph"/>' +
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
  const table =
    '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell table:number-columns-spanned="1"><text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>b</text:p></table:table-cell></table:table-row></table:table>'
  const body =
    `<text:h text:outline-level="1">Use ${more}</text:h>` +
    list('L', [tp('Ports [al<text:span text:style-name="T1">ways]</text:span> open') + list('', [tp('by<text:s text:c="3"/>day')])]) +
    tp(
      `Ships ${inserted('c1', 'shall')} sail ${deletedAt('c2')}<text:note text:note-class="footnote"><text:note-body>${tp('As [in] 2030.')}</text:note-body></text:note>.`,
      'P1',
    ) +
    table +
    tp('[US: words – EU]<office:annotation><dc:creator>EU</dc:creator><text:p>Why.</text:p></office:annotation>')
  return odtFile(body, {
    styles,
    changes: region('c1', 'EU') + region('c2', 'USA', tp('words')),
    raw: { 'styles.xml': strToU8('<office:document-styles/>') },
  })
}

const page = (): string => `<!doctype html><html><head><meta charset="utf-8"><title>t</title><style>p{}</style></head><body>
<h1>Draft</h1><p style="margin-left: 2em">1. Ports [al<b>ways]</b> open <ins data-author="EU">now</ins><del title="USA">then</del><sup><a href="#fn1">1</a></sup></p>
<ol type="a" start="3"><li>one,<ul><li value="9">two &amp; &#x2013; &eacute;</ul></ol>
<table><thead><tr><th colspan="2">Port</thead><tr><td rowspan="2">North<td>3</table>
<img alt="A port" src="data:image/png;base64,${Buffer.from(pngOf(3, 2)).toString('base64')}"><blockquote><p>[US: words]</p></blockquote>
<ol><li id="fn1">As in 2030. <a href="#fnref1">↩</a></li></ol><script>x()</script></body></html>`

const markdown = (): string =>
  `# Draft\n\n## A. Use\n\n1. Ports [*always*] **open**[^1]\n   - (a) by day;\n     1. in winter\n\n> [US: words – EU]\n\n| Port | Depth |\n|---|---|\n| North | 3 |\n\n\`\`\`\ncode\n\`\`\`\n[a]: http://x/y "t"\n![alt](x.png) <b>html</b> &amp; \\[x\\]\n\n[^1]: As [in] 2030.\n`
