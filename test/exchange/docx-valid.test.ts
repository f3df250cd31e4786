// Whether exported Word files are valid, whatever the text: each element where the schema lets it stand, all that is referred to there.
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { read } from '@chapeau/shared/text/read'
import { VIEWS } from '@chapeau/shared/text/views'
import { sampleText } from '@chapeau/server/sample/sample'
import { randomText } from '../support/bodies.ts'
import { text, usualRung } from '../support/builders.ts'
import { wordFaults } from '../support/word-check.ts'

const FRAME: DocxFrame = {
  view: 'rolling',
  brackets: 'text',
  lines: false,
  textId: 'text-1',
  since: () => new Date(Date.UTC(2031, 2, 4, 5, 6, 7)),
  nameOf: (code) => code || 'Nobody known',
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports & “harbours”',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

const FRAMES: readonly DocxFrame[] = [
  ...VIEWS.map((view) => ({ ...FRAME, view })),
  { ...FRAME, lines: true },
  { ...FRAME, brackets: 'tracked' },
]

describe('EX-31 an exported Word file is valid', () => {
  test('for every text, in every view, with brackets as words and as tracked changes', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(randomText, fc.constantFrom(...FRAMES), ({ body, meta }, frame) => {
        expect(wordFaults(exportDocx(read(body, meta), meta, frame))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
  test.each(FRAMES.map((frame) => [frame.view, frame.brackets, frame] as const))('the sample text, %s, %s', (_view, _as, frame) => {
    const { body, meta } = sampleText()
    expect(wordFaults(exportDocx(read(body, meta), meta, frame))).toEqual([])
  })
})

describe('the checker finds', () => {
  const { reading, meta } = text('1\tPorts[ always – RUS] open.')
  const valid = exportDocx(reading, meta, { ...FRAME, brackets: 'tracked' })
  const broken = (path: string, from: string | RegExp, to: string): string[] => {
    const parts = unzipSync(valid)
    const xml = strFromU8(parts[path]!)
    expect(xml).toMatch(from)
    return wordFaults(zipSync({ ...parts, [path]: strToU8(xml.replace(from, to)) }))
  }
  const DOCUMENT = 'word/document.xml'
  test.each([
    ['properties behind the words', DOCUMENT, /(<w:pPr>.*?<\/w:pPr>)(.*?)<\/w:p>/, '$2$1</w:p>', 'holds w:pPr too late'],
    ['an element of no rule', DOCUMENT, '<w:tab/>', '<w:bell/>', 'w:bell is not known in w:r'],
    ['an element elsewhere', DOCUMENT, '<w:tab/>', '<w:sectPr/>', 'may not hold w:sectPr'],
    ['properties in another order', DOCUMENT, '<w:pgSz', '<w:lnNumType w:countBy="5"/><w:pgSz', 'holds w:pgSz too late'],
    ['a value of another type', DOCUMENT, 'w:date="2031', 'w:date="at 2031', 'has w:date='],
    ['a change of nobody', DOCUMENT, ' w:author="RUS"', '', 'lacks w:author'],
    ['a style that is none', DOCUMENT, 'w:val="ChapeauText"', 'w:val="Elsewhere"', 'Elsewhere, which is no style'],
    ['a header that is nowhere', DOCUMENT, 'r:id="header"', 'r:id="head"', 'refers to head'],
    ['a relationship to nothing', 'word/_rels/document.xml.rels', 'Target="footer.xml"', 'Target="foot.xml"', 'leads to word/foot.xml'],
    ['a part without a type', '[Content_Types].xml', /<Override PartName="\/word\/styles.xml"[^>]*>/, '', 'typed as any XML'],
    [
      'a range without its comment',
      DOCUMENT,
      '<w:sectPr>',
      '<w:p><w:commentRangeStart w:id="7"/></w:p><w:sectPr>',
      '7, which is no comment',
    ],
    ['words between elements', DOCUMENT, '<w:body>', '<w:body>words', 'holds words'],
  ])('%s', (_, path, from, to, fault) => {
    expect(broken(path, from, to).join('\n')).toContain(fault)
  })
  test('two changes of one number', () => {
    const parts = unzipSync(valid)
    const xml = strFromU8(parts[DOCUMENT]!)
    const twice = xml.replace(/(<w:p>.*?<\/w:p>)/, '$1<w:p><w:ins w:id="1000000" w:author="RUS"/></w:p>')
    expect(wordFaults(zipSync({ ...parts, [DOCUMENT]: strToU8(twice) }))).toContain('two of change 1000000')
  })
  test('what is not well formed', () => expect(() => broken(DOCUMENT, '</w:body>', '')).toThrow())
})
