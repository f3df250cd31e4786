// Import and export of plain text: tables for the habits of negotiating texts, and the real ones there and back.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportHtml } from '@chapeau/shared/exchange/export-html'
import { exportText } from '@chapeau/shared/exchange/export-text'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read, type Reading } from '@chapeau/shared/text/read'
import { corpusFiles, corpusText, hasCorpus, NO_CORPUS } from '../support/corpus.ts'
import { text, usualRung } from '../support/builders.ts'

const imported = (source: string): Imported & { reading: Reading; meta: Map<string, unknown> } => {
  const result = importText(source, new IdMaker(1))
  const meta = new Map<string, unknown>([...result.labels].map(([pid, label]) => [metaKey.label(pid), label]))
  return { ...result, meta, reading: read(result.body, meta) }
}
const lines = (source: string): string[] => {
  const { reading, meta } = imported(source)
  return printNotation(reading, meta).split('\n')
}
const FRAME = {
  view: 'rolling',
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'T',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: '3fa9' },
  publicKey: 'MCow',
  rungName: usualRung,
} as const

describe('IM-1 labels are kept as printed', () => {
  const table: [string, string][] = [
    ['1. We reaffirm it.', '1.\tWe reaffirm it.'],
    ['2.5   States should encourage it.', '2.5\tStates should encourage it.'],
    ['2.bis We acknowledge it.', '2.bis\tWe acknowledge it.'],
    ['31 quater. Parties recognize it.', '31 quater.\tParties recognize it.'],
    ['35.2 ter Parties note it.', '35.2 ter\tParties note it.'],
    ['PP1 bis Mindful of it,', 'PP1 bis\tMindful of it,'],
    ['(a) first;', '- (a)\tfirst;'],
    ['Option 2: Parties consider it.', 'Option 2:\tParties consider it.'],
    ['● Prefers it.', '- ●\tPrefers it.'],
    ['\uf0b7 recommends it;', '- \uf0b7\trecommends it;'],
    ['12 February 2015', '# 12 February 2015'],
    ['1) What should be done?', '## 1)\tWhat should be done?'],
    ['Article 4 bis', '## Article 4 bis\t'],
  ]
  test.each(table)('%s', (source, expected) => expect(lines(source).at(-1)).toBe(expected))
  test('two paragraphs may have the same one', () => {
    expect(lines('2.5 The Committee meets.\n2.5 The Committee reports.')).toEqual([
      '2.5\tThe Committee meets.',
      '2.5\tThe Committee reports.',
    ])
  })
  test('a bracket before a label is around the paragraph', () => {
    expect(lines('Text.\n[2. This Agreement does not apply.]').at(-1)).toBe('[2.\tThis Agreement does not apply.]')
  })
})

describe('IM-2 wrapped lines are joined, labels and gaps start new paragraphs', () => {
  const wrapped = [
    '1.1 Every harbour that takes part should share what it knows of tides and',
    'currents with all harbours on the same coast, including seasonal-',
    'only ones.',
    '1.2 Pilots should be trained by the harbours themselves, in agreement with',
    'those who sail there.',
  ]
  const joined = [
    '1.1\tEvery harbour that takes part should share what it knows of tides and currents with all harbours on the same coast, including seasonal-only ones.',
    '1.2\tPilots should be trained by the harbours themselves, in agreement with those who sail there.',
  ]
  test('single-spaced', () => expect(lines(wrapped.join('\n'))).toEqual(joined))
  test('with a blank line between all lines', () => expect(lines(wrapped.join('\n\n'))).toEqual(joined))
  test('a number that the line before refers to is no label', () => {
    const source = ['[In pursuit of the objective of the Convention as stated in its', 'Article 2 in order to hold the sea where it is,]']
    expect(lines(source.join('\n'))).toEqual([
      '# [In pursuit of the objective of the Convention as stated in its Article 2 in order to hold the sea where it is,]',
    ])
    expect(lines('1. It applies to\n2. It meets.')).toEqual(['1.\tIt applies to 2. It meets.'])
    expect(lines('1. It applies.\n2. It meets;\n(a) yearly; and\n(b) in public.')).toHaveLength(4)
  })
  test('a heading in capitals goes on', () => {
    expect(lines('COMMISSION ON PORTS\nFOR DEVELOPMENT\nTHE CHAIR')).toEqual(['# COMMISSION ON PORTS FOR DEVELOPMENT', '## THE CHAIR'])
  })
  test.each(['\u000b', '\f', '\u0085', '\u2028'])('a soft break parts words (%j)', (sign) => {
    expect(lines(`one${sign}two.`)).toEqual(['one two.'])
  })
  test('one paragraph of 20,000 lines comes in whole', () => {
    const wrappedLine = 'words that go on [ and on and on and on and on and on and on until'
    const { report, reading } = imported(Array.from({ length: 20_000 }, () => wrappedLine).join('\n'))
    expect(report.counts).toMatchObject({ paragraphs: 1, brackets: 0, repairs: 20_000 })
    expect(report.entries.map(({ line }) => line)).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1))
    expect(reading.length).toBe(1 + 20_000 * (wrappedLine.length + 1) - 1)
  })
  test('lines that were not wrapped stay apart', () => {
    expect(lines('A short line.\nAnother one.\nA third.')).toEqual(['A short line.', 'Another one.', 'A third.'])
  })
})

describe('IM-3 page furniture is left out and reported', () => {
  test('page marks with their number and running header', () => {
    const source = [
      'One paragraph here.',
      '<<page 2>>',
      'ADP 2-8',
      '2',
      'Another paragraph.',
      '<<page 3>>',
      'ADP 2-8',
      '3',
      'The last.',
    ].join('\n')
    expect(lines(source)).toEqual(['One paragraph here.', 'Another paragraph.', 'The last.'])
    expect(imported(source).report.entries.map(({ line }) => line)).toEqual([2, 3, 4, 6, 7, 8])
  })
  test('a lone number without a row of pages is text', () => {
    expect(lines('1. One.\n14\nTwo.')).toContain('14')
  })
})

describe('IM-4 brackets are paired locally, one lost bracket never drags the rest', () => {
  const table: [string, string][] = [
    ['a [b [c] d] e', 'a [b [c] d] e'],
    ['[shall][should] it', '[shall][should] it'],
    ['within [ ] or [] months', 'within [ ] or [ ] months'],
    ['a [b\nIV. Next', 'a \\[b\n## IV.\tNext'],
    ['a \\[sic\\] b', 'a \\[sic\\] b'],
    ['a] b [c]', 'a\\] b [c]'],
    ['(j) [In the case:\n(i) it informs;\n(ii) it pays];', '- (j)\t[In the case:\n  - (i)\tit informs;\n  - (ii)\tit pays];'],
  ]
  test.each(table)('%s', (source, expected) => expect(lines(`1. x.\n${source}`).slice(1).join('\n')).toBe(expected))
  test('a label behind a bracket that is never closed stays among the words, and says so', () => {
    expect(lines('1. x.\n[2. y').at(-1)).toBe('\\[2. y')
    expect(imported('1. x.\n[2. y').report.entries).toMatchObject([
      { line: 2, kind: 'unpairedOpen' },
      { line: 2, kind: 'labelInWords' },
    ])
  })
  test('a placeholder holds no blank, not even one that does not break', () => {
    expect(lines('within [ \u00a0 ] months')).toEqual(['# within [ ] months'])
  })
  test('what finds no partner is listed with its line', () => {
    const { report } = imported('1. fine [now]\n2. The Council [shall be elected [for two years].\n3. It meets].\nIV. Next\n4. lost [here')
    expect(report.entries).toMatchObject([{ line: 5, kind: 'unpairedOpen' }])
    expect(report.counts.brackets).toBe(3)
  })
})

test('IM-5 control and direction characters are taken out and reported', () => {
  const { report } = imported('one\u0007\ntwo\u202e three')
  expect(report.entries.map(({ line, kind }) => [line, kind])).toEqual([
    [1, 'character'],
    [2, 'character'],
  ])
})

/** Words and brackets one by one, so that words glued together or torn apart are seen; a hyphen at a line's end joins. */
const wordsIn = (value: string): string[] =>
  value
    .replace(/(\p{L}-)[ \t]*\n\s*/gu, '$1')
    .replace(/\\([[\]\\])/g, '$1')
    .replace(/[[\]]/g, ' $& ')
    .split(/\s+/)
    .filter((word) => word !== '')

/** Furniture of the corpus, by file: what a person would cross out. Kept apart from the importer's own rules. */
const FURNITURE: Readonly<Record<string, (line: string, all: readonly string[]) => boolean>> = {
  'compilation-by-delegation.txt': (line) => /^\d{1,2}$/.test(line),
  'geneva-preamble.txt': (line) => /^<<page \d+>>$|^[23]$|^ADP 2-8 - agenda item 3$/.test(line),
  'geneva-loss-and-damage.txt': (line) => /^<<page \d+>>$|^3[123]$|^ADP 2-8 - agenda item 3$/.test(line),
  'conventions.txt': (line) => /^_{5,}$/.test(line),
}

describe.skipIf(!hasCorpus)(`IM-6 real texts come in whole and go out as they came (${hasCorpus ? corpusFiles().length : 0} files)`, () => {
  test.each(corpusFiles())('%s', (name) => {
    const source = corpusText(name)
    const { reading, meta, report } = imported(source)
    const out = exportText(reading, meta, FRAME).split('\n').slice(2).join('\n')
    const isFurniture = FURNITURE[name] ?? (() => false)
    const all = source.split(/\r?\n/).map((line) =>
      line
        .replace(/[\u0000-\u0008\u000c\ufeff]/g, '')
        .replace(/\ufffe/g, '-')
        .trim(),
    )
    const expected = all.filter((line) => !isFurniture(line, all)).join('\n')
    expect(wordsIn(out)).toEqual(wordsIn(expected))
    const dropped = report.entries.filter(({ kind }) => kind === 'furniture').map(({ line }) => line)
    expect(dropped).toEqual(all.flatMap((line, i) => (line !== '' && isFurniture(line, all) ? [i + 1] : [])))
  })
  test('adopted decisions have no bracket', () => expect(imported(corpusText('adopted-no-brackets.txt')).report.counts.brackets).toBe(0))
  test('a preamble whose sentences name articles loses no bracket', () => {
    const { entries, counts } = imported(corpusText('geneva-preamble.txt')).report
    const told = entries.filter(({ kind }) => kind !== 'furniture' && kind !== 'alternative' && kind !== 'character')
    expect(told.map(({ line, kind }) => `${line} ${kind}`)).toEqual([12, 117, 118, 134].map((line) => `${line} placeholder`))
    expect(counts.brackets).toBe(46)
  })
  test('the contribution keeps both paragraphs 2.5', () => {
    const { labels } = imported(corpusText('contribution.txt'))
    expect([...labels.values()].filter((label) => label === '2.5')).toHaveLength(2)
    expect([...labels.values()].filter((label) => /^\d\.\d$/.test(label))).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '1.5',
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '2.5',
      '2.5',
    ])
  })
})
describe.skipIf(hasCorpus)('without the corpus', () => {
  test.skip(`${NO_CORPUS}`, () => undefined)
})

const HABITS =
  '[|]|[ | ]|[]|\\|\\[|\t|\f|\u000b|\u00a0|\u2028|\r|\u0007| |1. |(a) |(i) |● |- |PP1 |Option 1: |Article 2 |<<page 2>>|2|3|4|5|of|its|to-|?|.|,'
const hostileLine = fc
  .array(fc.oneof(fc.constantFrom(...HABITS.split('|')), fc.stringMatching(/^[a-zA-Z]{1,8}$/)), { maxLength: 8 })
  .map((parts) => parts.join(''))
const friendlyLine = fc.stringMatching(/^[\p{L}\p{N}[\] .,;()-]{0,30}$/u)

test('IM-7 any text comes in without a character lost, and its brackets nest', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(friendlyLine, hostileLine), { maxLength: 20 }), (parts) => {
      const source = parts.join('\n')
      const { reading, labels, report } = imported(source)
      expect(reading.paragraphs.flatMap(({ strays }) => strays)).toEqual([])
      expect(reading.paragraphs.at(-1)?.exit ?? []).toEqual([])
      const dropped = new Set(report.entries.filter(({ kind }) => kind === 'furniture').map(({ line }) => line))
      const kept = source.split(/\r\n?|\n/).filter((_, i) => !dropped.has(i + 1))
      const literal = kept
        .join('\n')
        .replace(/\u0007/g, '')
        .replace(/[\f\u000b\u2028]/g, ' ')
        .replace(/\\([[\]\\])/g, '$1')
      expect(signsOf(reading, labels)).toBe(literal.replace(/\s+/g, ''))
    }),
    { numRuns: 800 },
  )
})

/** What a reading shows, blanks aside; the bracket that proposes a paragraph stands before its label. */
function signsOf(reading: Reading, labels: ReadonlyMap<string, string>): string {
  const shown = reading.paragraphs.map(({ raw, pieces }) => {
    const label = raw.starter === null ? '' : (labels.get(raw.starter.p) ?? '')
    const words = pieces.map((piece) => (piece.type === 'text' ? piece.text : piece.type === 'open' ? '[' : ']')).join('')
    return raw.starter?.in === undefined ? label + words : `[${label}${words.slice(1)}`
  })
  return shown.join('').replace(/\s+/g, '')
}

describe('EX-1 exports say which text, which view, as of when', () => {
  const { reading, meta } = text(
    '# Ports\n1\tPorts [should – RUS, EU] be [quite – delete, USA] <open>.\n[1 bis\tNew. – EU]\n- (a)\tan item',
  )
  test('plain text', () => {
    expect(exportText(reading, meta, FRAME)).toBe(
      [
        'Rolling text · as of 13:02 UTC, 14 March 2031 · Rev.2 + 14 changes\nRecord: entry 41, 3fa9. The next entry names this file. Key of this server: MCow',
        'Ports',
        '1 Ports [should – RUS, EU] be [quite – delete, USA] <open>.',
        '[1 bis New. – EU]',
        '    (a) an item',
      ].join('\n\n') + '\n',
    )
    expect(exportText(reading, meta, { ...FRAME, view: 'base' })).toContain('\n\n1 Ports  be quite <open>.')
  })
  test('EX-2 HTML is whole, escaped and without script', () => {
    const html = exportHtml(reading, meta, { ...FRAME, title: '<b>' })
    expect(html).toContain('<title>&#60;b&#62;</title>')
    expect(html).toContain('&#60;open&#62;')
    expect(html).toContain('<ins>should</ins><span class="close"> <span class="code">– <bdi dir="ltr">RUS, EU</bdi></span>]')
    expect(html).toContain('<del>quite</del>')
    expect(html).not.toMatch(/<script|https?:|src=/)
  })
})
