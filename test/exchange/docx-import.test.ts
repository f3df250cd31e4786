// Word files as texts: labels that Word would count, brackets over runs, tracked changes under their authors' names, comments,
// and what cannot be read.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AUTHOR, type DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import type { FileImport } from '@chapeau/shared/exchange/import-source'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf, text, usualRung } from '../support/builders.ts'
import { corpusBytes, corpusText, hasCorpus } from '../support/corpus.ts'
import { del, ins, p, r, wordFile, type WordParts } from '../support/word.ts'

const DELEGATIONS = [
  { ...memberOf('RUS'), name: 'Russian Federation' },
  { ...memberOf('USA'), name: 'United States of America', aliases: ['U.S.', 'United States'] },
  memberOf('EU'),
  memberOf('KEN'),
  memberOf('G77'),
]

function imported(bytes: Uint8Array, authors: Record<string, string> = {}): FileImport {
  const result = importDocx(bytes, new IdMaker(7), { delegations: DELEGATIONS, authors })
  if (!result.ok) throw new Error(result.message)
  return result
}

/** The text in notation. */
function notationOf({ body, labels }: Pick<FileImport, 'body' | 'labels'>): string {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  return printNotation(read(body, meta), meta)
}

const said = (body: string, parts: WordParts = {}, authors: Record<string, string> = {}): string =>
  notationOf(imported(wordFile(body, parts), authors))

const level = (ilvl: number, format: string, shown: string, more = ''): string =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${shown}"/></w:lvl>`
const LIST = `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '(%2)')}${level(2, 'lowerRoman', '(%3)')}</w:abstractNum>`

describe('IM-20 labels are counted as Word counts them', () => {
  test('levels count in their own way and begin again under the next number', () => {
    const numbering = `${LIST}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
    const body = [
      [0, 'Ports open'],
      [1, 'by day'],
      [1, 'by night'],
      [2, 'in winter'],
      [0, 'Ships sail'],
      [1, 'far'],
    ] as const
    expect(said(body.map(([at, words]) => p(r(words), [1, at])).join(''), { numbering }).split('\n')).toEqual([
      '1.\tPorts open',
      '- (a)\tby day',
      '- (b)\tby night',
      '  - (i)\tin winter',
      '2.\tShips sail',
      '- (a)\tfar',
    ])
  })
  test.each([
    ['a start of its own', LIST, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>', ['5.', '6.']],
    [
      'letters after z repeat',
      `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="26"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>`,
      '',
      ['z)', 'aa)'],
    ],
    [
      'words around it',
      `<w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', 'Article %1')}</w:abstractNum>`,
      '',
      ['Article I', 'Article II'],
    ],
    ['a symbol', `<w:abstractNum w:abstractNumId="0">${level(0, 'bullet', '\uf0b7')}</w:abstractNum>`, '', ['•', '•']],
  ])('%s', (_, abstract, override, labels) => {
    const numbering = `${abstract}<w:num w:numId="1"><w:abstractNumId w:val="0"/>${override}</w:num>`
    expect([...imported(wordFile(p(r('one'), [1, 0]) + p(r('two'), [1, 0]), { numbering })).labels.values()]).toEqual(labels)
  })
  test('two lists of one kind count on; one with its own start begins anew', () => {
    const numbering = `${LIST}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`
    const body = [1, 2, 3, 3].map((list) => p(r('words'), [list, 0])).join('')
    expect([...imported(wordFile(body, { numbering })).labels.values()]).toEqual(['1.', '2.', '1.', '2.'])
  })
  test('a style brings its list, and list 0 takes a paragraph out of it', () => {
    const numbering = `${LIST}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
    const styles = `<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>`
    const body = `<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr>${r('one')}</w:p><w:p><w:pPr><w:pStyle w:val="B"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>${r('two')}</w:p>`
    expect(said(body, { numbering, styles })).toBe('1.\tone\ntwo')
  })
  test('a typed label beside counted ones stays what was typed', () => {
    const numbering = `${LIST}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
    expect(said(p(r('one'), [1, 0]) + p(r('1 bis') + '<w:r><w:tab/></w:r>' + r('between')) + p(r('two'), [1, 0]), { numbering })).toBe(
      '1.\tone\n1 bis\tbetween\n2.\ttwo',
    )
  })
})

describe('IM-21 runs are one text', () => {
  test.each([
    ['a bracket over runs', r('Ports [al') + r('ways', '<w:i/>') + r('] open'), 'Ports [al<i>ways</i>] open'],
    ['blanks at the seams', r('Ports ') + r(' open') + r('  '), 'Ports open'],
    ['breaks part words', `${r('Ports')}<w:r><w:br/></w:r>${r('open')}`, 'Ports open'],
    ['fields show their result', `<w:r><w:instrText> REF x </w:instrText></w:r>${r('see 3')}`, 'see 3'],
    ['links show their words', `<w:hyperlink>${r('Ports')}</w:hyperlink>${r(' open')}`, 'Ports open'],
    ['the second of two drawings of one thing is none', `${r('a')}<mc:Fallback>${r('b')}</mc:Fallback>`, 'a'],
  ])('%s', (_, runs, words) => {
    const { body, labels } = imported(wordFile(p(r('x')) + p(r('x')) + p(r('x')) + p(runs)))
    const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
    const last = read(body, meta).paragraphs.at(-1)!
    const printed = last.pieces.map((piece) =>
      piece.type === 'text' ? (piece.marks?.italic === true ? `<i>${piece.text}</i>` : piece.text) : piece.type === 'open' ? '[' : ']',
    )
    expect(printed.join('')).toBe(words)
  })
  test('a mark on a whole paragraph is how it is set, not words that are stressed', () => {
    expect(imported(wordFile(p(r('All', '<w:b/>') + r(' bold', '<w:b/>')))).body).toMatchObject([{}, { insert: 'All bold' }])
  })
})

describe('IM-22 tracked changes are brackets of their authors’ delegations', () => {
  test.each([
    ['an addition', r('Ports') + ins('Russian Federation', r(' always')) + r(' open.'), 'Ports[ always – RUS] open.'],
    ['a deletion, by an alias', r('Ports') + del('united states', ' always') + r(' open.'), 'Ports[ always – delete, USA] open.'],
    [
      'a replace',
      r('Ports ') + del('EU', 'shall') + ins('EU', r('should')) + r(' open.'),
      'Ports [shall – delete, EU, group 1][should – EU, group 1] open.',
    ],
    [
      'of two authors no replace',
      r('Ports ') + del('EU', 'shall') + ins('KEN', r('should')) + r(' open.'),
      'Ports [shall – delete, EU][should – KEN] open.',
    ],
    ['over several runs', r('Ports') + ins('EU', r(' al') + r('ways')) + ins('EU', r(' now.')), 'Ports[ always now. – EU]'],
    ['around brackets of the words', r('Ports') + ins('EU', r(' [nearly] always')) + r(' open.'), 'Ports[ [nearly] always – EU] open.'],
    [
      'cut by a bracket of the words',
      r('Ports [are') + ins('EU', r(' always] still')) + r(' open.'),
      'Ports [are[ always – EU]][ still – EU] open.',
    ],
    ['of nobody known', r('Ports') + ins('J. Doe', r(' always')) + r(' open.'), 'Ports[ always] open.'],
    [
      'moved away and to there',
      r('Ports') +
        '<w:moveFrom w:id="1" w:author="EU">' +
        r(' always') +
        '</w:moveFrom>' +
        r(' open') +
        '<w:moveTo w:id="2" w:author="EU">' +
        r(' always.') +
        '</w:moveTo>',
      'Ports[ always – delete, EU] open[ always. – EU]',
    ],
  ])('%s', (_, runs, notation) =>
    expect(
      said(p(r('x,')) + p(runs))
        .split('\n')
        .at(-1)!
        .replace('[always  –', '[always –'),
    ).toBe(notation),
  )
  test('a person says whom an author speaks for', () => {
    const body = p(r('x,')) + p(r('Ports') + ins('J. Doe', r(' always')) + r(' open.'))
    expect(said(body, {}, { 'J. Doe': 'KEN' })).toBe('x,\nPorts[ always – KEN] open.')
    const { authors, report } = imported(wordFile(body))
    expect([...authors]).toEqual([['J. Doe', '']])
    expect(report.entries).toMatchObject([{ line: 2, kind: 'author' }])
  })
  test('a paragraph that was inserted is proposed with its label', () => {
    const mark = '<w:pPr><w:rPr><w:ins w:id="9" w:author="EU"/></w:rPr></w:pPr>'
    expect(said(p(r('1. one')) + `<w:p>${mark}${ins('EU', r('1 bis two'))}</w:p>`)).toBe('1.\tone\n[1 bis\ttwo – EU]')
  })
})

describe('IM-23 comments are reasons of the brackets they stand around', () => {
  const comments = `<w:comment w:id="3" w:author="KEN">${p(r('Too')) + p(r('vague'))}</w:comment>`
  const around = (inner: string): string => `<w:commentRangeStart w:id="3"/>${inner}<w:commentRangeEnd w:id="3"/>`
  test.each([
    ['around it', r('Ports ') + around(r('[always]')) + r(' open')],
    ['within it', r('Ports [al') + around(r('way')) + r('s] open')],
    ['on a tracked change', r('Ports ') + around(ins('EU', r('always'))) + r(' open')],
  ])('%s', (_, runs) => expect([...imported(wordFile(p(runs), { comments })).rationales.values()]).toEqual(['KEN: Too\nvague']))
  test('about no bracket it is reported with its words', () => {
    const { rationales, report } = imported(wordFile(p(r('Ports ') + around(r('always')) + r(' open')), { comments }))
    expect(rationales.size).toBe(0)
    expect(report.entries).toMatchObject([{ line: 1, kind: 'comment', message: expect.stringContaining('KEN: Too\nvague') as string }])
  })
})

describe('IM-24 what is no running text is reported with its place', () => {
  test.each([
    ['a table', `<w:tbl><w:tr><w:tc>${p(r('cell'))}</w:tc></w:tr></w:tbl>`, 'table'],
    ['a picture', p(`${r('a')}<w:r><w:drawing/></w:r>`), 'left'],
    ['a note', p(`${r('a')}<w:r><w:footnoteReference w:id="2"/></w:r>`), 'note'],
    ['hidden words', p(r('a') + r('b', '<w:vanish/>')), 'left'],
    ['a redline by formatting', p(r('a') + r('b', '<w:strike/>')), 'flattened'],
  ])('%s', (_, body, kind) => {
    const { report } = imported(wordFile(p(r('first')) + body))
    expect(report.entries).toMatchObject([{ kind, line: 2 }])
  })
})

/** An archive that says in its directory, and before each part, that it unpacks to 1,000 bytes (APPNOTE 4.3.7, 4.3.12). */
function lying(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const sign = view.getUint32(at, true)
    if (sign === 0x04034b50) view.setUint32(at + 22, 1000, true)
    if (sign === 0x02014b50) view.setUint32(at + 24, 1000, true)
  }
  return bytes
}

describe('IM-25 what cannot be read says so', () => {
  const open = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`
  test.each<[string, () => Uint8Array, string]>([
    [
      'an archive of something else',
      () => wordFile('', { raw: { 'word/document.xml': undefined as unknown as string, 'a.txt': 'x' } }),
      'no Word document',
    ],
    ['half an archive', () => wordFile(p(r('words'))).subarray(0, 120), 'archive is damaged'],
    ['broken XML', () => wordFile('<w:p><w:r></w:p>'), 'words are damaged'],
    ['a document type, and what it would expand', () => wordFile('', { raw: { 'word/document.xml': open } }), 'document type'],
    ['elements without end', () => wordFile('<w:sdt>'.repeat(500) + '</w:sdt>'.repeat(500)), 'nested without end'],
    ['a file that unpacks to gigabytes', () => wordFile(p(r('a'.repeat(40 * 1024 * 1024)))), 'unpacks to more than'],
    ['a file that says it is small', () => lying(wordFile(p(r('a'.repeat(40 * 1024 * 1024))))), 'cannot be read'],
  ])('%s', (_, file, why) => {
    expect(importDocx(file(), new IdMaker(1), { delegations: [] })).toMatchObject({
      ok: false,
      message: expect.stringContaining(why) as string,
    })
  })
  test('mutated files are read or refused, never an exception', () => {
    const good = wordFile(p(r('1. Ports [always] open') + ins('EU', r(' now'))), { numbering: LIST, comments: '' })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), (changes) => {
        const bytes = new Uint8Array(good)
        for (const [at, value] of changes) bytes[at] = value
        const result = importDocx(bytes, new IdMaker(1), { delegations: DELEGATIONS })
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: Number(process.env['MUTATIONS'] ?? 300) },
    )
  })
  test('mutated words are read or refused, never an exception', () => {
    const xml = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${p(r('1. Ports [always] open') + ins('EU', r(' now')) + del('RUS', 'old'), [1, 0])}</w:body></w:document>`
    const piece = fc.constantFrom(
      '<w:p>',
      '</w:p>',
      '<w:ins w:author="EU">',
      '</w:ins>',
      '<w:r>',
      '</w:r>',
      '[',
      ']',
      '<w:t>',
      '</w:t>',
      '&lt;',
      '<w:pPr>',
      '</w:pPr>',
      '\u0000',
      '<w:rPr>',
      '<w:del>',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(xml.length), fc.nat(8), piece), { minLength: 1, maxLength: 6 }), (changes) => {
        let broken = xml
        for (const [at, length, put] of changes) broken = broken.slice(0, at) + put + broken.slice(at + length)
        const result = importDocx(wordFile('', { raw: { 'word/document.xml': broken } }), new IdMaker(1), { delegations: DELEGATIONS })
        expect(typeof result.ok).toBe('boolean')
      }),
      { numRuns: Number(process.env['MUTATIONS'] ?? 300) },
    )
  })
})

const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'tracked',
  lines: false,
  textId: 'text-1',
  since: () => null,
  nameOf: (code) =>
    code === 'CHAIR' ? AUTHOR.chair : (DELEGATIONS.find((one) => one.code === code)?.name ?? (code === '' ? AUTHOR.nobody : code)),
  asOf: new Date(Date.UTC(2031, 2, 14)),
  title: 'T',
  revision: 'Rev.2',
  changes: 0,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

describe('IM-26 an untouched export comes back', () => {
  test.each([
    ['an addition', '1.\tPorts[ always – RUS] open.'],
    ['a deletion', '1.\tPorts[ always – delete, EU] open.'],
    ['a replace', '1.\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.'],
    ['of several delegations', '1.\tPorts[ always – RUS] open[ now – USA][ soon – KEN].'],
    ['a proposed paragraph', '1.\tPorts open.\n[1 bis.\tShips sail. – RUS]\n2.\tCrews rest.'],
    ['a title, headings and items', '# Ports\n## I.\tUse\n1.\tPorts open:\n- (a)\tby day[ and night – EU];\n  - (i)\tin winter.'],
    ['a placeholder', '1.\tPorts open by [ ].'],
    ['labels of any kind', '## I. Use\n1\tPorts open.\nA/1\tShips sail.\nPP3 bis\tCrews rest.'],
    ['words that look like a label', '1. Ports open.\n(a) Ships sail.'],
    ['the facilitator’s words, and nobody’s', '1.\tPorts[ always – CHAIR] open[ now].'],
    ['brackets that are characters', '1.\tPorts \\[sic\\] open.'],
    ['words from right to left', '1.\tيجب [دائما – EU] أن تفتح.'],
  ])('as tracked changes: %s', (_, notation) => {
    const { reading, meta } = text(notation)
    expect(notationOf(imported(exportDocx(reading, meta, FRAME)))).toBe(notation)
  })
  test.each([
    ['an addition', '1.\tPorts[ always – RUS] open.'],
    ['a deletion', '1.\tPorts[ always – delete, EU] open.'],
    ['a reservation', '1.\tPorts [always – reserve, EU] open.'],
    ['additions within additions', '1.\tPorts[ and [very – KEN] loud – EU] open.'],
    ['a proposed paragraph', '1.\tPorts open.\n[1 bis.\tShips sail. – RUS]\n2.\tCrews rest.'],
    ['over paragraphs', '1.\tPorts [open.\n2.\tShips – RUS] sail.'],
    ['placeholders', '1.\tby [ – EU] or [ ] at most'],
  ])('as text: %s', (_, notation) => {
    const { reading, meta } = text(notation)
    expect(notationOf(imported(exportDocx(reading, meta, { ...FRAME, brackets: 'text' })))).toBe(notation)
  })
  test('it says which text it was printed from, and agreed states, labels of rungs and statements are no words of it', () => {
    const { reading, meta } = text('1.\tPorts open.')
    meta.set(metaKey.state(reading.paragraphs[0]!.raw.starter!.p), 'agreed')
    expect(notationOf(imported(exportDocx(reading, meta, FRAME)))).toBe('1.\tPorts open.')
  })
})

describe.skipIf(!hasCorpus)('IM-20 a real draft decision (skipped where its corpus is not beside the project)', () => {
  test('its Word file gives the labels and brackets that its text gives', () => {
    const word = imported(corpusBytes('article-6-2.docx'))
    const plain = importText(corpusText('article-6-2.txt'), new IdMaker(7))
    const lines = (one: Pick<FileImport, 'body' | 'labels'>): string[] => notationOf(one).split('\n')
    const ofText = lines(plain)
    // The text is an excerpt of what the file holds.
    expect(ofText.length).toBeGreaterThan(100)
    expect(lines(word).slice(0, ofText.length)).toEqual(ofText)
  })
})
