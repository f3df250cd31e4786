// OpenDocument texts as texts: labels that the program would count, brackets over spans, tracked changes under their authors'
// names, comments, notes, and what cannot be read.
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { importFile } from '@chapeau/shared/exchange/import-file'
import { readOdt } from '@chapeau/shared/exchange/odt/reader'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { text, usualRung } from '../support/builders.ts'
import { DELEGATIONS, imported, notationOf, refused, said, told } from '../support/imports.ts'
import { counted, deletedAt, inserted, list, listStyle, odtFile, region, tp } from '../support/odt.ts'

const L = listStyle(
  'L',
  counted(1, '1', 'style:num-suffix="."') +
    counted(2, 'a', 'style:num-prefix="(" style:num-suffix=")"') +
    counted(3, 'i', 'style:num-prefix="(" style:num-suffix=")"'),
)

describe('IM-81 labels are counted as the list styles say', () => {
  test('levels count in their own way and begin again under the next number', () => {
    const inner = list('', [tp('by day'), tp('by night') + list('', [tp('in winter')])])
    expect(
      said(odtFile(list('L', [tp('Ports open') + inner, tp('Ships sail') + list('', [tp('far')])]), { styles: L })).split('\n'),
    ).toEqual(['1.\tPorts open', '- (a)\tby day', '- (b)\tby night', '  - (i)\tin winter', '2.\tShips sail', '- (a)\tfar'])
  })
  test.each([
    ['a start of its own', counted(1, '1', 'text:start-value="5" style:num-suffix="."'), ['5.', '6.']],
    ['letters after z repeat', counted(1, 'a', 'text:start-value="26" style:num-suffix=")"'), ['z)', 'aa)']],
    ['words around it', counted(1, 'I', 'style:num-prefix="Article "'), ['Article I', 'Article II']],
    ['as LibreOffice says it', counted(1, '1', 'loext:num-list-format="Option %1%:"'), ['Option 1:', 'Option 2:']],
    ['a symbol', '<text:list-level-style-bullet text:level="1" text:bullet-char="–"/>', ['–', '–']],
    ['a symbol of a font of symbols', '<text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>', ['•', '•']],
    ['none', counted(1, '', ''), []],
  ])('%s', (_, levels, labels) => {
    expect([...imported(odtFile(list('L', [tp('one,'), tp('two,')]), { styles: listStyle('L', levels) })).labels.values()]).toEqual(labels)
  })
  test('several levels are shown together', () => {
    const styles = listStyle('L', counted(1, '1', '') + counted(2, '1', 'text:display-levels="2"'))
    const body = list('L', [tp('one') + list('', [tp('under it'), tp('and again')])])
    expect([...imported(odtFile(body, { styles })).labels.values()]).toEqual(['1', '1.1', '1.2'])
  })
  test('a list begins anew unless it goes on; an item may say its number; what follows in it and headers have none', () => {
    const body =
      list('L', [tp('one,') + tp('of it,')], 'xml:id="a"') +
      list('L', [tp('two,')], 'text:continue-numbering="true"') +
      list('L', [tp('three,')]) +
      list('L', [tp('four,')], 'text:continue-list="a"') +
      '<text:list text:style-name="L"><text:list-item text:start-value="9"><text:p>five,</text:p></text:list-item><text:list-header><text:p>six,</text:p></text:list-header></text:list>'
    const { labels, body: runs } = imported(odtFile(body, { styles: L }))
    expect(notationOf({ body: runs, labels }).split('\n')).toEqual([
      '1.\tone,',
      'of it,',
      '2.\ttwo,',
      '1.\tthree,',
      '3.\tfour,',
      '9.\tfive,',
      'six,',
    ])
  })
  test('headings are counted by the outline; titles are titles', () => {
    const outline =
      '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/></text:outline-style>'
    const styles = `${outline}<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><style:style style:name="Title" style:family="paragraph"/>`
    const body = `${tp('Draft decision.', 'P1')}<text:h text:outline-level="1">Scope</text:h><text:h text:outline-level="2">Further</text:h>`
    expect(said(odtFile(body, { styles }))).toBe('# Draft decision.\n## I.\tScope\n### Further')
  })
})

describe('IM-81 spans are one text', () => {
  const styles =
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>' +
    '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"><style:text-properties fo:font-weight="bold" fo:font-style="normal"/></style:style>' +
    '<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>' +
    '<style:style style:name="T4" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
  test.each([
    ['a bracket over spans', 'Ports [al<text:span text:style-name="T1">ways</text:span>] open,', 'Ports [always] open,'],
    ['blanks, tabs and breaks part words', 'Ports<text:s text:c="3"/>are<text:tab/>not<text:line-break/>open,', 'Ports are not open,'],
    [
      'links and fields show their words',
      '<text:a xlink:href="http://x">Ports</text:a> <text:page-number>3</text:page-number>,',
      'Ports 3,',
    ],
    ['numbers that were printed are not counted twice', '<text:number>1.</text:number>Ports,', 'Ports,'],
  ])('%s', (_, words, notation) => expect(said(odtFile(tp('x,') + tp(words), { styles })).split('\n')[1]).toBe(notation))
  test('marks are those of the innermost style', () => {
    const words = 'a <text:span text:style-name="T1">b</text:span> <text:span text:style-name="T2">c</text:span>,'
    const { body } = imported(odtFile(tp(words), { styles }))
    expect(body.filter(({ attributes }) => attributes !== undefined)).toEqual([
      { insert: 'b', attributes: { italic: true } },
      { insert: 'c', attributes: { bold: true } },
    ])
  })
  test('hidden words are left out, words struck through come in; both are told', () => {
    const words = 'Ports <text:span text:style-name="T3">never</text:span> open <text:span text:style-name="T4">late</text:span>,'
    const file = imported(odtFile(tp('x,') + tp(words), { styles }))
    expect([notationOf(file).split('\n')[1], told(file)]).toEqual(['Ports open late,', ['left', 'flattened']])
  })
})

describe('IM-82 tracked changes are brackets of their authors’ delegations', () => {
  test.each([
    ['an addition', region('a', 'Russian Federation'), `Ports${inserted('a', ' always')} open.`, 'Ports[ always – RUS] open.'],
    ['a deletion', region('a', 'EU', tp(' always')), `Ports${deletedAt('a')} open.`, 'Ports[ always – delete, EU] open.'],
    [
      'a replace',
      region('a', 'EU', tp('shall')) + region('b', 'EU'),
      `Ports ${deletedAt('a')}${inserted('b', 'should')} open.`,
      'Ports [shall – delete, EU, group 1][should – EU, group 1] open.',
    ],
    [
      'a deletion over paragraphs',
      region('a', 'EU', tp(' open.') + tp('Ships sail.') + tp('All')),
      `Ports${deletedAt('a')} trade.`,
      'Ports[ open. – delete, EU]\n[Ships sail. – delete, EU]\n[All – delete, EU] trade.',
    ],
    [
      'deleted from one’s own addition',
      region('a', 'EU') + region('b', 'KEN', tp(' day')),
      `Ports${inserted('a', ` all${deletedAt('b')} always`)} open.`,
      'Ports[ all – EU][ day – delete, KEN][ always – EU] open.',
    ],
    ['of nobody known', region('a', 'J. Doe'), `Ports${inserted('a', ' always')} open.`, 'Ports[ always] open.'],
    [
      'a change of formatting is none',
      '<text:changed-region text:id="a"><text:format-change/></text:changed-region>',
      inserted('a', 'Ports open.'),
      'Ports open.',
    ],
  ])('%s', (_, changes, words, notation) => {
    expect(
      said(odtFile(tp('x,') + tp(words), { changes }))
        .split('\n')
        .slice(1)
        .join('\n'),
    ).toBe(notation)
  })
  test('a paragraph that was inserted is proposed with its label', () => {
    const body = `<text:p>1. one<text:change-start text:change-id="a"/></text:p><text:p>1 bis two<text:change-end text:change-id="a"/></text:p>`
    expect(said(odtFile(body, { changes: region('a', 'EU') }))).toBe('1.\tone\n[1 bis\ttwo – EU]')
  })
  test('comments are reasons of the brackets they stand around', () => {
    const said =
      '<office:annotation office:name="n"><dc:creator>KEN</dc:creator><dc:date>2031</dc:date><text:p>Too</text:p><text:p>vague</text:p></office:annotation>'
    const file = imported(odtFile(tp(`Ports ${said}[always]<office:annotation-end office:name="n"/> open`)))
    expect([...file.rationales.values()]).toEqual(['KEN: Too\nvague'])
  })
})

test('IM-83 notes, tables and pictures are told with their words and places', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  const note =
    '<text:note text:id="f" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>As in 2030.</text:p></text:note-body></text:note>'
  const frame =
    '<draw:frame svg:width="2.54cm" svg:height="1in"><draw:image xlink:href="Pictures/a.png"/><svg:title>A port</svg:title></draw:frame>'
  const table =
    '<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Port</text:p></table:table-cell><table:table-cell><text:p>Depth</text:p></table:table-cell></table:table-row></table:table-header-rows>' +
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>North</text:p><text:p>West</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000000"/></table:table-row></table:table>'
  const read = readOdt(odtFile(tp(`Ports${note} open.${frame}`) + table, { raw: { 'Pictures/a.png': png } }))
  if (!read.ok) throw new Error(read.message)
  const { paragraphs, notes } = read.source
  expect([...notes!.values()].map((runs) => runs.map((run) => run.text).join(''))).toEqual(['As in 2030.'])
  expect(paragraphs[0]!.runs.map((run) => [run.text, run.note])).toEqual([
    ['Ports', undefined],
    ['', [...notes!.keys()][0]],
    [' open.', undefined],
  ])
  expect(paragraphs[1]!.block).toEqual({ kind: 'picture', type: 'image/png', bytes: png, width: 72, height: 72, alt: 'A port' })
  const block = paragraphs[2]!.block
  expect(block).toMatchObject({ kind: 'table', header: 1 })
  expect(block?.kind === 'table' ? block.rows.slice(0, 2) : []).toEqual([
    ['Port', 'Depth'],
    ['North\nWest', ''],
  ])
  expect(block?.kind === 'table' ? block.rows.length : 0).toBe(51)
})

describe('IM-85 what cannot be read is refused by what it is', () => {
  test.each([
    ['without words', odtFile('', { raw: { 'content.xml': '' } }), 'its words are damaged'],
    ['protected', odtFile(tp('x'), { raw: { 'META-INF/manifest.xml': '<manifest:encryption-data/>' } }), 'protected by a password'],
    ['with a document type', odtFile('', { raw: { 'content.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' } }), 'document type'],
    ['cut off', odtFile(tp('x'.repeat(1000))).slice(0, 400), 'archive is damaged'],
  ])('%s', (_, file, why) => expect(refused(file)).toContain(why))
})

const hasOffice = (() => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!hasOffice)('IM-84 through LibreOffice (package libreoffice-writer-nogui; skipped where it is not installed)', () => {
  let folder: string
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chapeau-odt-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const NOTATION = '# Draft\n1\tPorts [shall – delete, RUS] open[ always – EU].\n- (a)\tat night;\n[2 bis\tShips sail. – KEN]'

  test.each(['text', 'tracked'] as const)(
    'a file of ours with brackets as %s that is saved as .odt comes back the same',
    { timeout: 180_000 },
    async (brackets) => {
      const { reading, meta } = text(NOTATION)
      // What is printed beside the words is none of them.
      meta.set(metaKey.state(reading.paragraphs[2]!.raw.starter!.p), 'agreed')
      const bytes = exportDocx(reading, meta, {
        view: 'rolling',
        brackets,
        lines: false,
        textId: 'text-1',
        since: () => null,
        nameOf: (code) => DELEGATIONS.find((one) => one.code === code)?.name ?? code,
        asOf: new Date(Date.UTC(2031, 2, 14)),
        title: 'Ports',
        revision: 'Rev.2',
        changes: 0,
        head: { seq: 41, hash: 'ab'.repeat(32) },
        publicKey: 'MCow',
        rungName: usualRung,
      })
      const source = join(folder, `${brackets}.docx`)
      await writeFile(source, bytes)
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
      await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', 'odt', '--outdir', folder, source])
      const read = importFile(await readFile(join(folder, `${brackets}.odt`)), 'x.odt', new IdMaker(7), { delegations: DELEGATIONS })
      if (!read.ok) throw new Error(read.message)
      expect(notationOf(read)).toBe(printNotation(reading, meta))
      expect(read.origin).toMatchObject({ textId: 'text-1', entry: 41, brackets })
    },
  )
})
