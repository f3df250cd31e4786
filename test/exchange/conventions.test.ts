// Every convention of negotiating texts, a line each (conventions.ts) and what only a Word file can show; and the made-up text that holds
// them all, line by line.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf } from '../support/builders.ts'
import { corpusText, hasCorpus, NO_CORPUS } from '../support/corpus.ts'
import { p, r, wordFile } from '../support/word.ts'
import { AS_IT_IS, CONVENTIONS } from './conventions.ts'

const DELEGATIONS = [
  { ...memberOf('NOR'), name: 'Northland', aliases: ['N.L.'] },
  { ...memberOf('EAS'), name: 'Eastland' },
  { ...memberOf('IRN'), name: 'Iran (Islamic Republic of)' },
  { ...memberOf('G12'), name: 'Group of 12' },
  ...['AA', 'BB', 'CC', 'EU'].map((code) => memberOf(code)),
]
/** What stands before each line of the table, so that none is the title. */
const FIRST = ['1. First.', '']

const inNotation = ({ body, labels, stands }: Imported): string[] => {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  for (const [bid, all] of stands)
    all.forEach(({ principal, stance }, i) => meta.set(metaKey.stand(bid, principal), { stance, words: '', seq: i + 1 }))
  return printNotation(read(body, meta), meta).split('\n')
}

/** Numbers of lines and paragraphs count from the table's own. */
const groupsOf = ({ found }: Imported, before = 0): string[] =>
  found.groups.map((group) =>
    'brackets' in group
      ? `brackets ${group.brackets.join(' ')}`
      : `options ${group.options.map((n) => n - before).join(' ')} to ${group.last - before}`,
  )

describe('IM-40 every convention has a line', () => {
  test.each(CONVENTIONS)('$id $source', ({ source, reads, told = [], groups = [] }) => {
    const imported = importText([...FIRST, ...source].join('\n'), new IdMaker(1), DELEGATIONS)
    expect(inNotation(imported).slice(1)).toEqual(reads === AS_IT_IS ? source.filter((line) => line !== '') : reads)
    expect(imported.report.entries.map(({ line, kind }) => `${line - FIRST.length} ${kind}`)).toEqual(told)
    expect(groupsOf(imported, 1)).toEqual(groups)
  })

  const word = (body: string, parts: Parameters<typeof wordFile>[1] = {}): Imported => {
    const imported = importDocx(wordFile(body, parts), new IdMaker(1), { delegations: DELEGATIONS })
    if (!imported.ok) throw new Error(imported.message)
    return imported
  }
  const comment = (...lines: string[]): string =>
    `<w:comment w:id="4" w:author="A. Notetaker">${lines.map((line) => p(r(line))).join('')}</w:comment>`
  const IN_WORD = {
    P11: () => {
      const around = `<w:commentRangeStart w:id="4"/>${r('[may]')}<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>`
      const { rationales, found } = word(p(r('Draft')) + p(r('2. Pilots ') + around + r(' wait.')), {
        comments: comment('AA, BB – “shall”', 'CC requests to delete it.', 'To be looked at again.'),
      })
      expect([...rationales.values()]).toEqual([expect.stringContaining('A. Notetaker: AA, BB – “shall”')])
      expect(found.requests.map(({ paragraph, parties, wants }) => [paragraph, parties, wants])).toEqual([
        [2, ['AA', 'BB'], 'words'],
        [2, ['CC'], 'delete'],
      ])
    },
    O8: () => {
      const lvl = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
      const numbering = `<w:abstractNum w:abstractNumId="0">${lvl}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
      const body = p(r('Berths are free.'), [1, 0]) + p(r('1bis') + '<w:r><w:tab/></w:r>' + r('Quays are.')) + p(r('Pilots wait.'), [1, 0])
      expect(inNotation(word(body, { numbering }))).toEqual(['1.\tBerths are free.', '1bis\tQuays are.', '2.\tPilots wait.'])
    },
    O17: () => {
      const imported = word(p(r('Draft')) + p(r('2. Pilots [') + r('sh', '<w:b/>') + r('all][may') + r('] wait.')))
      expect(inNotation(imported)).toEqual(['# Draft', '2.\tPilots [shall][may] wait.'])
      expect(groupsOf(imported)).toEqual(['brackets 1 2'])
    },
  } as const
  test.each(Object.entries(IN_WORD))('%s in a Word file', (_, holds) => holds())

  const IDS = 'B8 A11 P11 H6 L7 S5 N2 F3 E5 R1 O17'.split(' ').flatMap((last) => {
    const [letter, count] = [last[0]!, Number(last.slice(1))]
    return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`)
  })
  const shown = new Set([...CONVENTIONS.map(({ id }) => id), ...Object.keys(IN_WORD)])
  test('none is missing', () => expect(IDS.filter((id) => !shown.has(id))).toEqual([]))

  const list = join(import.meta.dirname, '../../../shared/corpus/README.md')
  test.skipIf(!existsSync(list))(`nor is one of the list beside the real texts${existsSync(list) ? '' : `: ${NO_CORPUS}`}`, () => {
    const numbered = new Set([...readFileSync(list, 'utf8').matchAll(/(?<=^- |[.;] )([BAPHLSNFERO]\d{1,2}) /gm)].map(([, id]) => id!))
    expect(numbered.size).toBeGreaterThan(60)
    expect([...numbered].filter((id) => !shown.has(id))).toEqual([])
  })
})

/** By line of the made-up text: what each of its brackets is, in order, its holder or the mark of its role; what else is told. */
const WHOLE: Readonly<Record<number, string>> = {
  5: 's',
  6: '·',
  7: '· a a',
  8: '·',
  9: '· a a a',
  10: '·',
  12: 'status',
  13: '·NOR',
  14: '·G12',
  15: '· · alternative alternative',
  16: 'aRUS aEU a a',
  17: '·AA ·BB note',
  18: '·AA ·CC a a',
  19: 'aEAS aRUS a',
  20: 'party',
  21: 'x x x placeholder placeholder',
  22: '·',
  24: '· sameLabel',
  26: '· · a a',
  28: 'orientation',
  29: 'a a',
  30: 'sameLabel',
  31: '· ·',
  32: 'a a a a a a a',
  33: '· alternative alternative',
  34: 'a a · a a unpairedOpen',
  36: '· a a',
  37: '· · · + +',
  38: '·',
  40: '·',
  42: '· garbled garbled',
  44: 'a a',
  45: 'x',
  47: 'status',
  48: '· ·',
  51: 'orientation',
  52: '· d',
  53: 'orientation',
  54: 'a + placeholder',
  55: 's',
  56: 's',
  57: 'x',
  58: '0',
  59: 'x',
  60: 's',
  61: 'request',
  62: 'party party party',
  64: 'party party',
  65: 'request',
  68: 'c c c c · c',
  69: 'c c c',
  70: 'c c c',
  71: 'a a a a · a a',
  74: '· ·',
  76: '· unpairedOpen',
  77: 'furniture',
  78: '·CC note drafting',
  79: 'note',
  81: '·AA note',
}

/** A bracket in a letter or two. */
const MARKS = {
  proposal: '·',
  alternative: 'a',
  nullMember: '0',
  openMember: '+',
  placeholder: 'x',
  status: 's',
  drafting: 'd',
  orientation: 'o',
  citation: 'c',
  unknown: '?',
} as const

describe.skipIf(!hasCorpus)(`IM-40 the text that holds all conventions${hasCorpus ? '' : `: ${NO_CORPUS}`}`, () => {
  const parties = [...DELEGATIONS, { ...memberOf('RUS'), name: 'Russian Federation' }, memberOf('USA'), memberOf('DD')]
  const source = hasCorpus ? corpusText('conventions.txt').replace(/ §.*$/gm, '') : ''
  const imported = importText(source, new IdMaker(1), parties)

  test('line by line', () => {
    const { brackets } = imported.found
    const told = imported.report.entries.filter(({ kind }) => !(kind in MARKS) || kind === 'alternative')
    const notes = imported.found.notes
    const lines = new Set([...brackets, ...told, ...notes].map(({ line }) => line))
    const shown = [...lines]
      .sort((a, b) => a - b)
      .map((line) => {
        const here = brackets
          .filter((one) => one.line === line)
          .map(({ role, by, kind }) => `${MARKS[role]}${kind === 'ins' ? '' : kind}${by}`)
        const words = [
          ...notes.filter((one) => one.line === line).map(({ role }) => role),
          ...told.filter((one) => one.line === line && one.kind !== 'note').map(({ kind }) => kind),
        ]
        return [line, [here.join(' '), ...words].filter((part) => part !== '').join(' ')] as const
      })
    expect(Object.fromEntries(shown)).toEqual(WHOLE)
  })
  test('in numbers', () => {
    expect(imported.report.counts).toEqual({ paragraphs: 76, labels: 48, brackets: 93, attributions: 12, repairs: 3 })
    expect(Object.fromEntries(Object.entries(imported.found).map(([what, all]) => [what, all.length]))).toEqual({
      paragraphs: 76,
      brackets: 104,
      notes: 13,
      groups: 22,
      headings: 3,
      names: 3,
      requests: 2,
    })
  })
  test('types and levels of its paragraphs', () => {
    const shapes = imported.found.paragraphs.map(({ type, level }) => `${type[0]}${level === 0 ? '' : level}`)
    expect(shapes.join(' ')).toBe(
      't p p p p p p p p p p p p p p p p p p p p p p p p p p p p p p p p p p i1 i2 i2 i2 p i1 p p p p p h1 p h1 p p p p p p p p p p p p p i1 p p p p p p p p p p p p p',
    )
  })
})
