// What brackets are, who is meant, what competes: rules of the import one by one, with what only looks alike.
import { describe, expect, test } from 'vitest'
import type { Imported } from '@chapeau/shared/exchange/assemble'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { importText } from '@chapeau/shared/exchange/import'
import { IdMaker } from '@chapeau/shared/ids'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf, text, usualRung } from '../support/builders.ts'

const DELEGATIONS = [
  { ...memberOf('NOR'), name: 'Northland', aliases: ['Coast'] },
  { ...memberOf('EAS'), name: 'Eastland', aliases: ['Coast', 'U.E.'] },
  memberOf('EU'),
  memberOf('AA'),
]
const imported = (...lines: string[]): Imported => importText(['1. First.', ...lines].join('\n\n'), new IdMaker(1), DELEGATIONS)
const roles = (...lines: string[]): string[] => imported(...lines).found.brackets.map(({ role }) => role)
const told = (...lines: string[]): string[] => imported(...lines).report.entries.map(({ line, kind }) => `${(line + 1) / 2 - 1} ${kind}`)

describe('IM-41 a bracket has a role by its form', () => {
  test.each([
    ['a citation before a state', '2. [sic] and [agreed]', ['citation', 'status']],
    ['a part of a word is no placeholder', '2. bo[x]es and authorit[y]', ['proposal', 'proposal']],
    ['an open place beside another, a placeholder alone', '2. [shall][X] open by [X] hours', ['alternative', 'openMember', 'placeholder']],
    ['what names its holder is a proposal', '2. [EU: see it] [see it]', ['proposal', 'drafting']],
    ['a placeholder that names its holder', '2. in [ – EU] years', ['placeholder']],
    ['words that begin like a note', '2. ports [notes the tides] and [seen from sea]', ['proposal', 'proposal']],
    ['what is agreed in a sentence', '2. ports [agreed upon by all]', ['proposal']],
    ['a long bracket is none', `2. [Note: ${'words '.repeat(60)}]`, ['proposal']],
    ['a link in brackets', '2. see [the site](https://ports.example) and [the site] (of ports)', ['citation', 'proposal']],
  ])('%s', (_, line, expected) => expect(roles(line)).toEqual(expected))

  test('in a file that was printed here every bracket is one', () => {
    const { reading, meta } = text('1\tPorts [\\[sic\\] – EU] open [sic] now.')
    const frame = {
      view: 'rolling',
      asOf: new Date(0),
      title: 'T',
      revision: '',
      changes: 0,
      head: { seq: 1, hash: '0'.repeat(64) },
      publicKey: '',
      rungName: usualRung,
      brackets: 'text',
      lines: false,
      textId: 'a-text',
      since: () => null,
      nameOf: (code: string) => code,
    } as const
    const back = importDocx(exportDocx(reading, meta, frame), new IdMaker(1), { delegations: DELEGATIONS })
    expect(back.ok && printNotation(read(back.body))).toBe('Ports [\\[sic\\] – EU] open [sic] now.')
  })
})

describe('IM-42 numbers in brackets', () => {
  test.each([
    ['touching', '2. [90][120] days', ['alternative', 'alternative']],
    ['within another', '2. [about [90]] of them', ['proposal', 'proposal']],
    ['before a unit', '2. Fees rise [3] per cent, tides [2] °C, boats [12] members', ['proposal', 'proposal', 'proposal']],
    ['behind what wants one', '2. in [2031], at least [3], below [2], paragraph [4]', ['proposal', 'proposal', 'proposal', 'proposal']],
    ['rising through the text', '2. as shown.[1] Tides vary [2], [4-6] and [7].', ['citation', 'citation', 'citation', 'citation']],
    ['alone', '2. Tides vary [2].', ['unknown']],
    ['falling', '2. Tides vary [9]. They turn [2].', ['unknown', 'unknown']],
    ['far apart', '2. Tides vary [1]. They turn [60].', ['unknown', 'unknown']],
  ])('%s', (_, line, expected) => expect(roles(line)).toEqual(expected))
  test('over paragraphs', () => expect(roles('2. Tides vary [1].', '3. They turn [2].')).toEqual(['citation', 'citation']))
})

test('IM-43 notes outside brackets are numbered', () => {
  const { found } = imported('2. Ports {Timing} open by 20XX. (Agreed)', '[Rationale: none]')
  expect(found.notes.map(({ n, line, role, words, state }) => [n, line, role, words, state])).toEqual([
    [1, 3, 'orientation', '{Timing}', null],
    [2, 3, 'placeholder', '20XX', null],
    [3, 3, 'status', '(Agreed)', 'agreed'],
  ])
})

describe('IM-44 names that nobody has', () => {
  test('are told once, with all their places', () => {
    const { found, report } = imported('2. [ZZ: shall] open [now – EU, ZZ].', '3. [soon – Westland]', '4. [ZZ/QQ propose: late]')
    expect(found.names).toEqual([
      { name: 'ZZ', lines: [3, 7], perhaps: [] },
      { name: 'Westland', lines: [5], perhaps: [] },
      { name: 'QQ', lines: [7], perhaps: [] },
    ])
    expect(report.entries.filter(({ kind }) => kind === 'party').map(({ line }) => line)).toEqual([3, 5, 7])
  })
  test('that two share name neither', () => {
    const { found } = imported('2. Ports [shall – Coast] open.')
    expect(found.names).toEqual([{ name: 'Coast', lines: [3], perhaps: ['NOR', 'EAS'] }])
    expect(found.brackets[0]).toMatchObject({ by: '', names: '' })
  })
  test('with and without dots', () => {
    expect(imported('2. [E.U: a] [UE: b] [the E.U.: c]').found.brackets.map(({ by }) => by)).toEqual(['EU', 'EAS', 'EU'])
  })
  test.each(['2. [Option 1: shall]', '2. [Note: shall]', '2. [Article 3: shall]', '2. ports [open – always]', '2. [that is: all]'])(
    'but not %s',
    (line) => expect(imported(line).found.names).toEqual([]),
  )
})

describe('IM-45 sentences in which parties say what they want', () => {
  test.each([
    ['2. Northland requests to delete paragraph 4.', ['NOR', 'delete']],
    ['Northland, EU: retain the text', ['NOR, EU', 'retain']],
    ['Eastland – “shall”', ['EAS', 'words']],
    ['2. Ports open. EU reserves its position on this.', ['EU', 'reserve']],
    ['EU demande la suppression du paragraphe.', ['EU', 'delete']],
  ])('%s', (line, expected) => {
    const [request] = imported(line).found.requests
    expect([request?.parties.join(', '), request?.wants]).toEqual(expected)
    expect(imported(line).found.brackets).toEqual([])
  })
  test.each([
    '2. Ports request that EU act.',
    '2. The board requests a report.',
    '2. EU ports are open.',
    '2. [ports – Northland; EU delete]',
  ])('but not %s', (line) => expect(imported(line).found.requests).toEqual([]))
})

describe('IM-46 names over words and behind them', () => {
  const headings = (...lines: string[]): unknown[] =>
    imported(...lines).found.headings.map(({ paragraph, parties, unknown, last }) => [
      paragraph - 1,
      parties.join(),
      unknown.join(),
      last - 1,
    ])
  test('up to the next names, or the next heading', () => {
    expect(headings('Northland', '2. Ports.', '3. Ships.', 'EU / Westland:', '4. Tides.', 'II. Fees', '5. Fees.')).toEqual([
      [1, 'NOR', '', 3],
      [4, 'EU', 'Westland', 5],
    ])
  })
  test.each([
    ['(Led by Northland)', [[1, 'NOR', '', 1]]],
    ['2. Ports open (EU);', [[1, 'EU', '', 1]]],
    ['2. Northland', []],
    ['Northland is thanked.', []],
    ['2. Ports open (in summer);', []],
    ['2. Ports [open (EU)];', []],
  ])('%s', (line, expected) => expect(headings(line)).toEqual(expected))
})

describe('IM-47 what may compete for one place', () => {
  const groups = (...lines: string[]): unknown[] =>
    imported(...lines).found.groups.map((group) =>
      'brackets' in group ? group.brackets : { options: group.options.map((n) => n - 1), last: group.last - 1 },
    )
  test.each<[string, string[], unknown[]]>([
    ['whoever holds them', ['2. [EU: shall] / [AA: may] open'], [[1, 2]]],
    ['within another', ['2. [Ports [shall][may] open] now'], [[2, 3]]],
    ['not a deletion', ['2. [EU oppose: shall] [may] open'], []],
    ['not a placeholder or a citation', ['2. [ ] [shall] [sic] open'], []],
    ['not what follows as a list', ['2. [1. Ports open.] [2. Ships sail.]'], []],
    ['not what words part', ['2. [shall] and [may] open'], []],
    [
      'options with numbers of their own',
      ['Option 1:', '2. Ports.', 'Option 2:', '3. Ships.', '4. Tides.', 'II. Fees'],
      [{ options: [1, 3], last: 5 }],
    ],
    ['not option 1 and option 3', ['Option 1: Ports.', 'Option 3: Ships.'], []],
    ['not over a heading', ['Option 1: Ports.', 'II. Fees', 'Option 2: Ships.'], []],
    [
      'options within an option',
      ['Option 1: Ports.', 'Option (a): Quays.', 'Option (b): Piers.', 'Option 2: Ships.'],
      [
        { options: [1, 4], last: 4 },
        { options: [2, 3], last: 3 },
      ],
    ],
    ['an alternative by its label', ['PP3 Ports.', 'PP3 alt. Ships.', 'PP4 Tides.'], [{ options: [1, 2], last: 2 }]],
    ['letters below a choice only', ['Ports are:', 'a) [open]', 'b) [shut]'], []],
  ])('%s', (_, lines, expected) => expect(groups(...lines)).toEqual(expected))
})

describe('IM-48 what a source has lost is told', () => {
  test.each([
    ['doubled words', '2. Ports shall shall open.', ['1 flattened']],
    ['years run together', '2. by 20302035 at most', ['1 flattened']],
    ['a number from a renumbering', '4. Ports.', []],
    ['an attribution without its bracket', '2. In May EU propose: and ships] sail.', ['1 unpairedClose', '1 garbled']],
    ['a letter behind the bracket', '2. Ports [are opene]d daily.', ['1 garbled']],
  ])('%s', (_, line, expected) => expect(told(line)).toEqual(expected))
  test('numbers that the sequence contradicts', () => {
    expect(told('13. Ports.', '1514. Ships.')).toEqual([])
    expect(told('2. Ports.', '34. Ships.')).toEqual(['2 garbled'])
    expect(told('Option 167 Ports.')).toEqual(['1 garbled'])
    expect(told('Option 16: Ports.')).toEqual([])
  })
  test.each([
    '2. They had had it.',
    '2. That that is so is so.',
    '2. [Article][s 5 and 6] apply.',
    '2. in 2030, 2035',
    '2. licen[ced] pilots…',
  ])('but not %s', (line) => expect(told(line)).toEqual([]))
})
