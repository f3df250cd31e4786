// Tables, pictures and notes of Word files: what comes in of them, what goes out again, and that the two are the same.
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport, Known } from '@chapeau/shared/exchange/import-source'
import { pictureIn } from '@chapeau/shared/exchange/pictures'
import { IdMaker } from '@chapeau/shared/ids'
import type { Block } from '@chapeau/shared/text/blocks'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf, usualRung } from '../support/builders.ts'
import { gifHead, jpegHead, pngOf } from '../support/pictures.ts'
import { hasOffice, loadedAndStored } from '../support/office.ts'
import { wordFaults } from '../support/word-check.ts'
import { del, ins, note, noteMark, p, picture, r, tbl, wordFile, type WordParts } from '../support/word.ts'

const DELEGATIONS = [memberOf('EU'), memberOf('KEN')]
const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'text',
  lines: false,
  textId: 'text-1',
  since: () => null,
  nameOf: (code) => code,
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports',
  revision: '',
  changes: 0,
  head: { seq: 1, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

function imported(bytes: Uint8Array, known: Partial<Known> = {}): FileImport {
  const result = importDocx(bytes, new IdMaker(7), { delegations: DELEGATIONS, ...known })
  if (!result.ok) throw new Error(result.message)
  return result
}

function metaOf({ labels, blocks, rationales }: FileImport): Meta {
  return new Map<string, unknown>([
    ...[...labels].map(([pid, label]) => [metaKey.label(pid), label] as const),
    ...[...blocks].map(([pid, block]) => [metaKey.block(pid), block] as const),
    ...[...rationales].map(([bid, words]) => [metaKey.rationale(bid), words] as const),
  ])
}

function notationOf(file: FileImport): string {
  const meta = metaOf(file)
  return printNotation(read(file.body, meta), meta)
}

const exported = (file: FileImport, frame: Partial<DocxFrame> = {}): Uint8Array =>
  exportDocx(read(file.body, metaOf(file)), metaOf(file), { ...FRAME, files: file.files, ...frame })

const said = (body: string, parts: WordParts = {}, known: Partial<Known> = {}): string => notationOf(imported(wordFile(body, parts), known))
const cell = (words: string): string => p(r(words))
const PORTS = tbl(
  [
    ['Port', 'Ships'],
    ['North', '12'],
    ['South', '7'],
  ].map((row) => row.map(cell)),
  true,
)

describe('IM-90 a table comes in as it is', () => {
  test('with a paragraph that says what it is', () => {
    const file = imported(wordFile(p(r('One.')) + PORTS + p(r('Two.'))))
    expect(notationOf(file)).toBe('One.\nTable, 3 rows, 2 columns\nTwo.')
    expect([...file.blocks.values()]).toEqual([
      {
        kind: 'table',
        header: 1,
        rows: [
          ['Port', 'Ships'],
          ['North', '12'],
          ['South', '7'],
        ],
      },
    ])
    expect(file.report.entries).toMatchObject([{ kind: 'table', line: 2, message: expect.stringContaining('not negotiated') as string }])
  })
  test.each<[string, string, (readonly string[])[]]>([
    [
      'merged cells: words in the first, the others blank',
      tbl([
        [`<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${cell('a')}`, cell('b')],
        [cell('c'), cell('d'), cell('e')],
      ]),
      [
        ['a', '', 'b'],
        ['c', 'd', 'e'],
      ],
    ],
    [
      'cells merged downwards',
      tbl([
        [`<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${cell('a')}`, cell('b')],
        [`<w:tcPr><w:vMerge/></w:tcPr>${p('')}`, cell('d')],
      ]),
      [
        ['a', 'b'],
        ['', 'd'],
      ],
    ],
    [
      'rows of different lengths',
      tbl([[cell('a')], [cell('b'), cell('c')]]),
      [
        ['a', ''],
        ['b', 'c'],
      ],
    ],
    ['several paragraphs in a cell', tbl([[cell('a') + cell('b')]]), [['a\nb']]],
    ['a table within a table', tbl([[cell('a') + tbl([[cell('b'), cell('c')]]) + p(''), cell('d')]]), [['a\nb\nc', 'd']]],
    ['blanks and breaks', tbl([[p(`${r(' a ')}<w:r><w:br/></w:r>${r(' b')}`)]]), [['a b']]],
  ])('%s', (_, table, rows) => {
    expect([...imported(wordFile(table)).blocks.values()]).toMatchObject([{ rows }])
  })
  test('a note in a cell stands there in parentheses, a comment is told', () => {
    const around = `<w:commentRangeStart w:id="3"/>${r('a')}<w:commentRangeEnd w:id="3"/>`
    const file = imported(
      wordFile(tbl([[p(around + noteMark(2)), cell('b')]]), {
        footnotes: note(2, p(r(' since 2030'))),
        comments: `<w:comment w:id="3" w:author="KEN">${p(r('Why?'))}</w:comment>`,
      }),
    )
    expect([...file.blocks.values()]).toMatchObject([{ rows: [['a (since 2030)', 'b']] }])
    expect(file.report.entries.map(({ kind }) => kind)).toContain('comment')
  })
})

describe('IM-91 words of a table that are negotiated come in as paragraphs', () => {
  test.each<[string, string, string]>([
    ['in brackets', tbl([[cell('Ports [always] open.'), cell('By day.')]]), 'Ports [always] open.\nBy day.'],
    ['tracked', tbl([[p(r('Ports open') + ins('EU', r(' always')) + r('.')), cell('By day.')]]), 'Ports open[ always – EU].\nBy day.'],
    ['deleted', tbl([[p(r('Ports') + del('KEN', ' always') + r(' open.'))]]), 'Ports[ always – delete, KEN] open.'],
  ])('%s', (_, table, notation) => {
    const file = imported(wordFile(p(r('First.')) + table))
    expect(notationOf(file)).toBe(`First.\n${notation}`)
    expect(file.blocks.size).toBe(0)
    expect(file.report.entries).toMatchObject([
      { kind: 'table', line: 2, message: expect.stringContaining('brackets or tracked') as string },
    ])
  })
  test('a person has them all as paragraphs, or all as they are', () => {
    const body = PORTS + p(r('and,')) + tbl([[cell('Ports [always] open.')]])
    expect(said(body, {}, { tables: 'paragraphs' })).toBe('# Port\nShips\nNorth\n12\nSouth\n7\nand,\nPorts [always] open.')
    expect(said(body, {}, { tables: 'blocks' })).toBe('Table, 3 rows, 2 columns\nand,\nTable, 1 row, 1 column')
  })
})

describe('IM-92 a picture comes in as it is', () => {
  const png = pngOf(8, 4)
  test('in a paragraph of its own, behind the words it stands in', () => {
    const file = imported(
      wordFile(p(r('Ports') + picture('a.png', 60, 30, 'A map [of ports]') + r(' open.')) + p(r('Two.')), { media: { 'a.png': png } }),
    )
    expect(notationOf(file)).toBe('Ports open.\nA map \\[of ports\\]\nTwo.')
    const [block] = file.blocks.values()
    expect(block).toMatchObject({ kind: 'picture', type: 'image/png', width: 60, height: 30, alt: 'A map [of ports]' })
    expect([...file.files]).toEqual([[block?.kind === 'picture' ? block.file : '', { type: 'image/png', bytes: png }]])
  })
  test('without words for it it is called what it is; the same one twice is kept once', () => {
    const file = imported(wordFile(p(picture('a.png')) + p(picture('b.png')), { media: { 'a.png': png, 'b.png': png } }))
    expect(notationOf(file)).toBe('Picture\nPicture')
    expect(file.files.size).toBe(1)
  })
  test('one in a table stands behind it', () => {
    expect(said(tbl([[p(picture('a.png') + r('Map')), cell('b')]]) + p(r('Two.')), { media: { 'a.png': png } })).toBe(
      'Table, 1 row, 2 columns\nPicture\nTwo.',
    )
  })
  test.each<[string, Record<string, Uint8Array>, string]>([
    ['a vector graphic', { 'a.png': new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>') }, 'no PNG, JPEG or GIF'],
    ['one that is not there', {}, 'not in the file'],
    ['one that is too large', { 'a.png': new Uint8Array([...png, ...new Uint8Array(2_200_000)]) }, 'too large; 2 MB is the most'],
    [
      'one that would unpack to more than a screen holds',
      { 'a.png': Object.assign(pngOf(1, 1), {}).map((byte, i) => ([16, 20].includes(i) ? 0x7f : byte)) },
      'too large to be shown',
    ],
  ])('%s is left out and told', (_, media, why) => {
    const file = imported(wordFile(p(r('One.') + picture('a.png')), { media }))
    expect(notationOf(file)).toBe('One.')
    expect(file.report.entries).toMatchObject([{ kind: 'left', line: 1, message: expect.stringContaining(why) as string }])
  })
  test('all of them together take no more than a text can carry', () => {
    const media = Object.fromEntries(
      [1, 2, 3, 4, 5].map((n) => [`${n}.png`, new Uint8Array([...pngOf(2, 2, [n, n, n]), ...new Uint8Array(1_500_000)])]),
    )
    const file = imported(
      wordFile(
        Object.keys(media)
          .map((name) => p(picture(name)))
          .join(''),
        { media },
      ),
    )
    expect(file.files.size).toBe(3)
    expect(file.report.entries.filter(({ kind }) => kind === 'left')).toHaveLength(2)
  })
  test('IM-93 pictures that unpack to far more than they say take no more room than pictures may', () => {
    const bombs = Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.png`, new Uint8Array(16 * 1024 * 1024)]))
    const bytes = wordFile(p(picture('z.png')) + ['a', 'b', 'c'].map((name) => p(picture(`${name}.png`))).join(''), {
      media: { 'z.png': png, ...bombs },
    })
    const file = imported(saysSmall(bytes))
    expect(file.files.size).toBe(1)
    expect(file.report.entries.filter(({ kind }) => kind === 'left')).toHaveLength(3)
  })
  test.each([
    ['PNG', pngOf(20, 10), { type: 'image/png', width: 15, height: 7.5 }],
    ['JPEG', jpegHead(20, 10), { type: 'image/jpeg', width: 15, height: 7.5 }],
    ['GIF', gifHead(20, 10), { type: 'image/gif', width: 15, height: 7.5 }],
    ['half a PNG', pngOf(20, 10).subarray(0, 20), null],
    ['a JPEG without a frame', jpegHead(20, 10).subarray(0, 9), null],
    ['a page', new TextEncoder().encode('<!doctype html><script>'), null],
  ])('its kind and size are told by its own bytes: %s', (_, bytes, sized) => expect(pictureIn(bytes)).toEqual(sized))
})

describe('IM-94 notes come in as brackets of the server', () => {
  const footnotes = `<w:footnote w:type="separator" w:id="0">${p('<w:r><w:separator/></w:r>')}</w:footnote>${note(2, p('<w:r><w:footnoteRef/></w:r>' + r(' See the annex.')))}`
  test.each<[string, string, WordParts, string]>([
    ['a footnote', p(r('Ports') + noteMark(2) + r(' open.')), { footnotes }, 'Ports[See the annex. – note] open.'],
    [
      'an endnote',
      p(r('Ports open.') + noteMark(1, 'endnote')),
      { endnotes: note(1, p(r('Last.')), 'endnote') },
      'Ports open.[Last. – note]',
    ],
    [
      'of several paragraphs',
      p(r('Ports.') + noteMark(3)),
      { footnotes: note(3, p(r('One.')) + p(r('Two.'))) },
      'Ports.[One. Two. – note]',
    ],
    [
      'with brackets',
      p(r('Ports [a') + noteMark(3) + r('] b')),
      { footnotes: note(3, p(r('See [annex – EU] or [more'))) },
      'Ports [a[See [annex – EU] or \\[more – note]] b',
    ],
    ['beside a bracket', p(r('Ports [a]') + noteMark(2) + r('[b] c')), { footnotes }, 'Ports [a][See the annex. – note][b] c'],
    [
      'in an addition',
      p(r('Ports') + ins('EU', r(' al') + noteMark(2) + r('ways')) + r(' open.')),
      { footnotes },
      'Ports[ al[See the annex. – note]ways – EU] open.',
    ],
    [
      'at the end of an addition',
      p(r('Ports') + ins('EU', r(' always') + noteMark(2)) + r(' open.')),
      { footnotes },
      'Ports[ always[See the annex. – note] – EU] open.',
    ],
    [
      'that was added itself',
      p(r('Ports') + ins('EU', noteMark(2)) + r(' open.')),
      { footnotes },
      'Ports[[See the annex. – EU] – note] open.',
    ],
    [
      'that was added, as Word tracks it in both parts',
      p(r('Ports') + ins('EU', noteMark(3)) + r(' open.')),
      { footnotes: note(3, p(ins('EU', r('New.')))) },
      'Ports[[New. – EU] – note] open.',
    ],
    [
      'with a tracked change',
      p(r('Ports') + noteMark(3) + r(' open.')),
      { footnotes: note(3, p(r('See ') + del('KEN', 'the ') + r('annex.'))) },
      'Ports[See [the  – delete, KEN]annex. – note] open.',
    ],
  ])('%s', (_, body, parts, notation) =>
    expect(
      said(p(r('First,')) + body, parts)
        .split('\n')[1]
        ?.replace(/^# /, ''),
    ).toBe(notation),
  )
  test('it is nobody’s, and no part of the title', () => {
    const { body, title } = imported(wordFile(p(r('Ports') + noteMark(2)), { footnotes }))
    expect(title).toBe('Ports')
    expect(body).toContainEqual({ insert: { o: expect.stringMatching(/^:/) as string, by: '', kind: 'note' } })
  })
  test.each<[string, string, WordParts, string]>([
    ['the same note twice', p(r('a') + noteMark(2) + r('b') + noteMark(2)), { footnotes }, 'the same note'],
    ['a mark without a note', p(r('a') + noteMark(9)), { footnotes: '' }, 'not in the file'],
    ['a note without words', p(r('a') + noteMark(3)), { footnotes: note(3, p('')) }, 'no words'],
    ['a note that hangs nowhere', p(r('a')), { footnotes }, 'See the annex.'],
  ])('told: %s', (_, body, parts, why) => {
    expect(imported(wordFile(body, parts)).report.entries).toMatchObject([
      { kind: 'note', message: expect.stringContaining(why) as string },
    ])
  })
})

/** The archive, each entry of its directory and each part of which says that it unpacks to 1,000 bytes (APPNOTE 4.3.7, 4.3.12). */
function saysSmall(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at + 30 < bytes.length; at++) {
    const signature = view.getUint32(at, true)
    if (signature === 0x02014b50) view.setUint32(at + 24, 1000, true)
    else if (signature === 0x04034b50) view.setUint32(at + 22, 1000, true)
  }
  return bytes
}

const WHOLE = wordFile(
  p(r('Ports')) +
    p(r('1. Ports [always – EU] open') + noteMark(2) + r('.')) +
    PORTS +
    p(picture('a.png', 120, 60, 'A map [of ports]')) +
    tbl([[cell('one\u00a0cell')]]) +
    p(r('2. Ships') + ins('KEN', r(' sail') + noteMark(3)) + r(' far.')),
  { media: { 'a.png': pngOf(8, 4) }, footnotes: note(2, p(r('See [annex – EU].'))) + note(3, p(r('Since 2030.'))) },
)

describe('EX-40 a Word file carries tables, pictures and notes as Word has them', () => {
  const bytes = exported(imported(WHOLE))
  const parts = unzipSync(bytes)
  const part = (name: string): string => strFromU8(parts[name]!)

  test('every part is well-formed, named and related', () => {
    for (const [name, xml] of Object.entries(parts))
      if (!name.startsWith('word/media/')) new SaxesParser({ xmlns: true }).write(strFromU8(xml)).close()
    const related = [...part('word/_rels/document.xml.rels').matchAll(/Target="([^"]+)"/g)].map(([, target]) => `word/${target}`)
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(related))
    expect(related).toContain('word/footnotes.xml')
    expect(part('[Content_Types].xml')).toContain('<Default Extension="png" ContentType="image/png"/>')
    for (const [, id] of part('word/document.xml').matchAll(/r:embed="([^"]+)"/g))
      expect(part('word/_rels/document.xml.rels')).toContain(`Id="${id}"`)
    expect(part('word/footnotes.xml').match(/<w:footnote /g)).toHaveLength(4)
    expect(part('word/document.xml').match(/<w:footnoteReference w:id="[12]"\/>/g)).toHaveLength(2)
    expect(part('word/document.xml')).not.toContain('note]')
  })
  test.each(['text', 'tracked'] as const)('it is valid, brackets as %s', (as) =>
    expect(wordFaults(exported(imported(WHOLE), { brackets: as }))).toEqual([]),
  )
  test('a text without any has no part for them', () => {
    const plain = unzipSync(exported(imported(wordFile(p(r('Ports open.'))))))
    expect(Object.keys(plain).filter((name) => /footnotes|media/.test(name))).toEqual([])
  })
  test('the same text makes the same bytes', () => expect(exported(imported(WHOLE))).toEqual(bytes))
  test.each(['base', 'accepted', 'unattributed'] as const)('in the view %s notes hang where they hung', (view) => {
    const shown = unzipSync(exported(imported(WHOLE), { view }))
    const notes = strFromU8(shown['word/footnotes.xml']!)
    expect(notes).toContain('See ')
    expect(notes.includes('Since 2030.')).toBe(view !== 'base')
    expect(strFromU8(shown['word/document.xml']!)).toContain('<w:tbl>')
  })
})

describe('EX-41 what went out untouched comes back the same', () => {
  test.each(['text', 'tracked'] as const)('brackets as %s', (brackets) => {
    const file = imported(WHOLE)
    const back = imported(exported(file, { brackets }))
    expect(notationOf(back)).toBe(notationOf(file))
    expect([...back.blocks.values()]).toEqual([...file.blocks.values()])
    expect([...back.files]).toEqual([...file.files])
    expect(back.report.entries.filter(({ kind }) => kind === 'left' || kind === 'note')).toEqual([])
  })
  test('with labels, with brackets in a table that a person kept as it is, and as the last thing of the text', () => {
    const file = imported(wordFile(p(r('One.')) + tbl([[cell('Ports [always]'), cell('')]])), { tables: 'blocks' })
    const [pid] = file.blocks.keys()
    const labelled: FileImport = { ...file, labels: new Map([[pid!, 'Table 1']]) }
    const back = imported(exported(labelled))
    expect(notationOf(back)).toBe('One.\nTable 1\tTable, 1 row, 2 columns')
    expect([...back.blocks.values()]).toEqual([...file.blocks.values()])
  })
  test('what is said of a bracket in a note comes back', () => {
    const file = imported(WHOLE)
    const inNote = [...read(file.body).brackets.values()].find(({ kind, parent }) => kind === 'ins' && parent !== null)!
    const back = imported(exported({ ...file, rationales: new Map([[inNote.bid, 'Too vague']]) }))
    const [[bid, words]] = [...back.rationales] as [[string, string]]
    expect(words).toContain('Too vague')
    expect(read(back.body).brackets.get(bid)).toMatchObject({ kind: 'ins', by: 'EU' })
  })
  test('a line whose table somebody has deleted stays a line, and is told', () => {
    const parts = unzipSync(exported(imported(WHOLE)))
    const xml = strFromU8(parts['word/document.xml']!).replace(/<w:tbl>.*?<\/w:tbl>/s, '')
    const back = imported(
      wordFile('', {
        raw: {
          ...Object.fromEntries(
            Object.entries(parts)
              .filter(([name]) => !name.includes('media'))
              .map(([name, part]) => [name, strFromU8(part)]),
          ),
          'word/document.xml': xml,
        },
      }),
    )
    expect(notationOf(back)).toContain('\nTable, 3 rows, 2 columns\n')
    expect(back.report.entries).toContainEqual(
      expect.objectContaining({ kind: 'left', message: expect.stringContaining('no longer in the file') as string }),
    )
  })
})

describe.skipIf(!hasOffice)('IM-84 what LibreOffice has saved again (skipped where it is not installed)', () => {
  const file = imported(WHOLE)
  test.each(['docx', 'odt'])('as .%s has the same tables, pictures and notes', { timeout: 120_000 }, async (as) => {
    const saved = await loadedAndStored(exported(file), 'docx', as)
    const back = importFile(saved, `a.${as}`, new IdMaker(7), { delegations: DELEGATIONS })
    if (!back.ok) throw new Error(back.message)
    expect(notationOf(back)).toBe(notationOf(file))
    expect([...back.blocks.values()].map(essence)).toEqual([...file.blocks.values()].map(essence))
    expect([...back.files]).toEqual([...file.files])
  })
})

/** Points are rounded by whoever saves a file. */
const essence = (block: Block): unknown =>
  block.kind === 'table' ? block : { ...block, width: Math.round(block.width), height: Math.round(block.height) }

describe('IM-95 however much of it there is', () => {
  const many = (n: number, one: (i: number) => string): string => Array.from({ length: n }, (_, i) => one(i)).join('')
  test('10,000 notes', () => {
    const file = imported(
      wordFile(
        many(10_000, (i) => p(r('a') + noteMark(i))),
        { footnotes: many(10_000, (i) => note(i, p(r(`[n${i}`)))) },
      ),
    )
    expect(read(file.body).brackets.size).toBe(10_000)
    expect(file.report.entries.length).toBeLessThan(20_100)
  })
  test('10,000 tables: as many as a text can carry are kept, the others are paragraphs', () => {
    const file = imported(wordFile(many(10_000, () => tbl([[cell('x')]]))))
    expect(file.blocks.size).toBe(2_000)
    expect(read(file.body).paragraphs).toHaveLength(10_000)
  })
  test('tables within tables, cells that span the world, one table of everything', () => {
    const deep = (n: number): string => (n === 0 ? cell('deep') : tbl([[deep(n - 1) + p('')]]))
    expect(said(deep(90))).toBe('Table, 1 row, 1 column')
    const wide = `<w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>${cell('a')}`
    expect(said(tbl([[wide]]))).toBe('Table, 1 row, 64 columns')
    expect(said(tbl(Array.from({ length: 9_000 }, () => [wide])))).toMatch(/^# a\na\n/)
    expect(() => said(tbl(Array.from({ length: 20_000 }, () => [wide])))).toThrow('longer than any text')
    expect(imported(wordFile(tbl([[cell('x'.repeat(30_000))]]))).report.entries[0]?.message).toContain('too large')
  })
  test('one note that hangs everywhere stands once', () => {
    const file = imported(
      wordFile(
        many(5_000, () => p(r('a') + noteMark(1))),
        { footnotes: note(1, p(r('x'.repeat(100_000)))) },
      ),
    )
    expect(JSON.stringify(file.body).length).toBeLessThan(1_000_000)
    expect(file.report.entries.length).toBeLessThanOrEqual(2_000)
  })
})
