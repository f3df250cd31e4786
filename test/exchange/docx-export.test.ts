// The Word file that a text is taken away as: its parts, its words, whose they are, and that the same text makes the same bytes.
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { metaKey } from '@chapeau/shared/text/meta'
import { text, usualRung } from '../support/builders.ts'

const SINCE = new Date(Date.UTC(2031, 2, 4, 5, 6, 7))
const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'text',
  lines: false,
  textId: 'text-1',
  since: () => SINCE,
  nameOf: (code) => (code === 'RUS' ? 'Russian Federation' : code),
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports & “harbours”',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}
const TRACKED: DocxFrame = { ...FRAME, brackets: 'tracked' }

function partsOf(notation: string, frame = FRAME, said: (meta: Map<string, unknown>, bids: readonly string[]) => void = () => undefined) {
  const { reading, meta, bids } = text(notation)
  said(meta, bids)
  const bytes = exportDocx(reading, meta, frame)
  return { bytes, parts: Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)])) }
}

/** A document's paragraphs as a reader of the XML sees them: `+author{…}`, `-author{…}`, tabs as `→`. */
function wordsIn(xml: string): string[] {
  const paragraphs: string[] = []
  const parser = new SaxesParser({ xmlns: false })
  let inside = false
  parser.on('opentag', ({ name, attributes, isSelfClosing }) => {
    if (name === 'w:p') paragraphs.push('')
    if (name === 'w:tab' && inside) paragraphs.push(`${paragraphs.pop()}→`)
    if ((name === 'w:ins' || name === 'w:del') && !isSelfClosing)
      paragraphs.push(`${paragraphs.pop()}${name === 'w:ins' ? '+' : '-'}${String(attributes['w:author'])}{`)
    if (name === 'w:r') inside = true
  })
  parser.on('closetag', ({ name, isSelfClosing }) => {
    if ((name === 'w:ins' || name === 'w:del') && !isSelfClosing) paragraphs.push(`${paragraphs.pop()}}`)
    if (name === 'w:r') inside = false
  })
  parser.on('text', (words) => inside && paragraphs.push(`${paragraphs.pop()}${words}`))
  parser.write(xml).close()
  return paragraphs
}

const documentOf = (notation: string, frame = FRAME): string => partsOf(notation, frame).parts['word/document.xml']!

describe('EX-5 a Word file', () => {
  test('has every part that its parts name, each of them well-formed', () => {
    const { parts } = partsOf('1\tPorts[ always – RUS] open.')
    for (const part of Object.values(parts)) new SaxesParser({ xmlns: true }).write(part).close()
    const targets = [...parts['word/_rels/document.xml.rels']!.matchAll(/Target="([^"]+)"/g)].map(([, target]) => `word/${target}`)
    const types = [...parts['[Content_Types].xml']!.matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name)
    expect(Object.keys(parts)).toEqual(expect.arrayContaining([...targets, ...types]))
  })
  test('prints the text as the view shows it, labels as they are printed', () => {
    const notation = '# Ports\n## I. Use\n1\tPorts [shall – delete, RUS] open[ always – EU].\n- (a)\tby day\n[1 bis\tShips sail. – RUS]'
    expect(wordsIn(documentOf(notation))).toEqual([
      'Ports',
      'I. Use',
      '1→Ports [shall – delete, RUS] open[ always – EU].',
      '(a)→by day',
      '[1 bis→Ships sail. – RUS]',
    ])
    expect(wordsIn(documentOf(notation, { ...FRAME, view: 'base' }))).toEqual(['Ports', 'I. Use', '1→Ports shall open.', '(a)→by day'])
  })
  test('says which text it is of, as of when, where its record stood', () => {
    const { parts } = partsOf('1\tPorts open.')
    expect(parts['word/header.xml']).toContain('Ports &amp; “harbours”')
    expect(parts['word/header.xml']).toContain('Rolling text · as of 13:02 UTC, 14 March 2031 · Rev.2 + 14 changes')
    expect(parts['word/footer.xml']).toContain(`Record: entry 41, ${'ab'.repeat(32)}.`)
    expect([...parts['docProps/custom.xml']!.matchAll(/name="(\w+)"><vt:lpwstr>([^<]*)/g)].map(([, name, value]) => [name, value])).toEqual(
      [
        ['ChapeauText', 'text-1'],
        ['ChapeauEntry', '41'],
        ['ChapeauHash', 'ab'.repeat(32)],
        ['ChapeauRevision', 'Rev.2'],
        ['ChapeauView', 'rolling'],
        ['ChapeauBrackets', 'text'],
      ],
    )
  })
  test('tracks what is changed in it, and numbers lines where that is wished', () => {
    expect(partsOf('1\ta').parts['word/settings.xml']).toContain('<w:trackRevisions/>')
    expect(documentOf('1\ta')).not.toContain('lnNumType')
    expect(documentOf('1\ta', { ...FRAME, lines: true })).toContain('<w:lnNumType w:countBy="5" w:restart="continuous"/>')
  })
  test('holds no character that XML cannot, and what looks like XML as words', () => {
    expect(wordsIn(documentOf('1\t<w:p> & "quoted" \u0001end'))).toEqual(['1→<w:p> & "quoted" end'])
  })
  test('sets Arabic from right to left, each paragraph by its first letter', () => {
    const xml = documentOf('1\tيجب أن تفتح الموانئ\n2\tPorts open')
    const paragraphs = xml.split('<w:p>').slice(1)
    expect(paragraphs.map((paragraph) => [paragraph.includes('<w:bidi/>'), paragraph.includes('<w:rtl/>')])).toEqual([
      [true, true],
      [false, false],
    ])
  })
  test('EX-8 the same text and frame make the same bytes', () => {
    const notation = '1\tPorts[ always – RUS] open.'
    expect(partsOf(notation).bytes).toEqual(partsOf(notation).bytes)
  })
})

describe('EX-6 brackets as tracked changes', () => {
  test.each([
    ['an addition', '1\tPorts[ always – RUS] open.', '1→Ports+Russian Federation{ always} open.'],
    ['a deletion', '1\tPorts[ always – delete, EU] open.', '1→Ports-EU{ always} open.'],
    ['a replace', '1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.', '1→Ports -EU{shall}+EU{should} open.'],
    [
      'a deletion of added words',
      '1\tPorts[ [always – delete, EU] – RUS] open.',
      '1→Ports+Russian Federation{ }+Russian Federation{-EU{always}} open.',
    ],
    [
      'words added within words to be deleted',
      '1\tPorts [be[ well – RUS] paid – delete, EU].',
      '1→Ports -EU{be}+Russian Federation{ well}-EU{ paid}.',
    ],
    ['words added within added words', '1\tPorts[ and [very – KEN] loud – EU].', '1→Ports+EU{ and }+KEN{very}+EU{ loud}.'],
    ['a reservation stays in brackets', '1\tPorts [open – reserve, EU].', '1→Ports [open – reserve, EU].'],
    ['nobody’s words stay in brackets', '1\tPorts[ always] open.', '1→Ports[ always] open.'],
    ['a placeholder stays in brackets', '1\tby [ ] 2030', '1→by [ ] 2030'],
    [
      'a reservation on added words',
      '1\tPorts[ [open – reserve, EU] now – KEN].',
      '1→Ports+KEN{ }+KEN{[}+KEN{open}+KEN{ – reserve, EU}+KEN{]}+KEN{ now}.',
    ],
  ])('%s', (_, notation, words) => expect(wordsIn(documentOf(notation, TRACKED))).toEqual([words]))

  test('since when, and a number of its own for every change', () => {
    const xml = documentOf('1\tPorts[ always – RUS] open[ now – EU].', TRACKED)
    expect(xml.match(/w:date="2031-03-04T05:06:07Z"/g)).toHaveLength(2)
    const ids = [...xml.matchAll(/<w:(?:ins|del) w:id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
  test('a proposed paragraph has a proposed end, so that refusing it leaves none', () => {
    const xml = documentOf('1\tone\n[1 bis\ttwo – RUS]', TRACKED)
    expect(wordsIn(xml)).toEqual(['1→one', '+Russian Federation{1 bis}+Russian Federation{→}+Russian Federation{two}'])
    expect(xml).toMatch(/<w:rPr><w:ins w:id="\d+" w:author="Russian Federation" w:date="[^"]+"\/><\/w:rPr><\/w:pPr>/)
  })
})

describe('EX-7 what is said of brackets is in comments', () => {
  const said = (meta: Map<string, unknown>, bids: readonly string[]): void => {
    meta.set(metaKey.rationale(bids[0]!), 'Safety.\nAnd care.')
    meta.set(metaKey.stand(bids[0]!, 'USA'), { stance: 'opposes', words: '', seq: 3, reason: 'Too vague' })
    meta.set(metaKey.stand(bids[0]!, 'KEN'), { stance: 'proposes', words: '', seq: 4 })
  }
  test('why, and who stands where, around its words', () => {
    const { parts } = partsOf('1\tPorts[ always – RUS] open.', FRAME, said)
    expect([...parts['word/comments.xml']!.matchAll(/w:author="([^"]+)"/g)].map(([, author]) => author)).toEqual([
      'Russian Federation',
      'USA',
    ])
    expect(wordsIn(parts['word/comments.xml']!)).toEqual(['Safety.', 'And care.', 'Opposes: Too vague'])
    const xml = parts['word/document.xml']!
    for (const id of [0, 1]) {
      const [from, to, mark] = ['RangeStart', 'RangeEnd', 'Reference'].map((end) => xml.indexOf(`<w:comment${end} w:id="${id}"/>`))
      expect(from).toBeGreaterThan(0)
      expect(to).toBeGreaterThan(xml.indexOf('always'))
      expect(mark).toBeGreaterThan(to!)
    }
  })
  test('not in a view that names nobody', () => {
    const { parts } = partsOf('1\tPorts[ always – RUS] open.', { ...FRAME, view: 'unattributed' }, said)
    expect(parts['word/comments.xml']).not.toContain('w:author')
    expect(parts['word/document.xml']).not.toContain('commentRange')
  })
})
