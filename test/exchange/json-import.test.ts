// A text as JSON comes in as what it was: through import and export again nothing of it is lost but what belongs to its old record. What
// is no such text is refused with what is wrong with it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { besideImported } from '@chapeau/server/access/laying'
import { sampleText } from '@chapeau/server/sample/sample'
import { exportJson, type JsonFrame } from '@chapeau/shared/exchange/export-json'
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport, Known } from '@chapeau/shared/exchange/import-source'
import { textFileSchema, type TextFile } from '@chapeau/shared/exchange/json/file'
import { fileName } from '@chapeau/shared/exchange/pictures'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import { IdMaker } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { Files } from '@chapeau/shared/text/blocks'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { isClose, isOpen, isStarter, isText, type Body, type Run } from '@chapeau/shared/text/model'
import { printNotation } from '@chapeau/shared/text/notation'
import { read, type Reading } from '@chapeau/shared/text/read'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { bodyOf, docFrom, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import { newTally, Play } from '../properties/play.ts'
import { randomText } from '../support/bodies.ts'
import { memberOf, text, usualRung } from '../support/builders.ts'
import { corpusFiles, corpusText, hasCorpus, NO_CORPUS } from '../support/corpus.ts'
import { essenceOf } from '../support/essence.ts'
import { DELEGATIONS, imported } from '../support/imports.ts'
import { pngOf } from '../support/pictures.ts'

const PLAYS = 12
const STEPS = 60

const FRAME: JsonFrame = {
  view: 'rolling',
  textId: 'text-1',
  since: () => null,
  nameOf: (code) => DELEGATIONS.find((one) => one.code === code)?.name ?? code,
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports & “harbours”',
  revision: '',
  changes: 0,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

const exported = (reading: Reading, meta: Meta, view: View = 'rolling'): string => exportJson(reading, meta, { ...FRAME, view })

const comesIn = (json: string, known: Partial<Known> = {}): FileImport | Unreadable =>
  importFile(new TextEncoder().encode(json), 'a.json', new IdMaker(77), { delegations: DELEGATIONS, ...known })

function landed(json: string, known: Partial<Known> = {}): FileImport {
  const file = comesIn(json, known)
  if (!file.ok) throw new Error(file.message)
  return file
}

/** As a room has it when it was laid before the meeting. */
function laid(body: Body, meta: ReadonlyMap<string, unknown>): { reading: Reading; meta: ReadonlyMap<string, unknown> } {
  return { reading: read(runsOf(bodyOf(docFrom(body, 5))), meta), meta }
}

/** Everybody whom a file names. */
const partiesOf = (json: string): Delegation[] =>
  textFileSchema.parse(JSON.parse(json)).delegations.map(({ code, name }) => ({ ...memberOf(code), name }))

function staysItself(body: Body, meta: ReadonlyMap<string, unknown>, view: View = 'rolling'): void {
  const before = laid(body, meta)
  const json = exported(before.reading, before.meta, view)
  const file = landed(json, { delegations: partiesOf(json) })
  const after = laid(file.body, besideImported(file))
  expect(essenceOf(exported(after.reading, after.meta, view))).toEqual(essenceOf(json))
}

test('IM-89 pictures come in with their bytes, each at its place; a table that nobody could read does not', () => {
  const png = pngOf(8, 4)
  const { reading, meta } = text('Ports open.\nA map\nA table')
  const [, second, third] = reading.paragraphs.map(({ raw }) => raw.starter!.p)
  const picture = { kind: 'picture', type: 'image/png', width: 60.5, height: 30, alt: 'A map', file: fileName(png) }
  meta.set(metaKey.block(second!), picture).set(metaKey.block(third!), { kind: 'table', header: 0, rows: [['x'.repeat(30_000)]] })
  const files: Files = new Map([[fileName(png), { type: 'image/png', bytes: png }]])
  const json = exportJson(reading, meta, { ...FRAME, files })
  const file = landed(json)
  expect([...file.files]).toEqual([...files])
  expect([...file.blocks.values()]).toEqual([picture])
  expect(file.report.entries.map(({ line, message }) => [line, message])).toEqual([
    [3, 'This table is too large to be kept; its line stays as a paragraph.'],
  ])
  const again = read(file.body, besideImported(file))
  const twice = JSON.parse(exportJson(again, besideImported(file), { ...FRAME, files: file.files })) as TextFile
  expect(twice.files).toEqual((JSON.parse(json) as TextFile).files)
})

describe('IM-89 a text as JSON comes in as what it was', () => {
  test('every kind of bracket, formatting, labels, levels, rungs, positions', () => {
    const { body, meta } = sampleText()
    for (const view of VIEWS) staysItself(body, meta, view)
  })

  test('holders, groups, sets, reasons, co-sponsors, conditions, notes, proposed paragraphs, placeholders, tables', () => {
    const { reading, meta, bids } = text(
      '# Ports\n1\tPorts [shall – delete, EU, group 1][should – EU, KEN, group 1] open[ ][See [the – EU] annex. – note].\n[2.\tShips sail – RUS].\nTable, 1 row, 2 columns',
    )
    const [first, second, , note] = bids as [string, string, string, string]
    const pids = reading.paragraphs.map(({ raw }) => raw.starter!.p)
    meta.set(metaKey.holder(second), 'RUS')
    meta.set(metaKey.set(first), 'EU:3.3').set(metaKey.set(note), 'EU:3.3')
    meta.set(metaKey.because(first), 'package').set(metaKey.rationale(first), 'Why.\nSo.')
    meta.set(metaKey.stand(first, 'USA'), {
      stance: 'opposes',
      words: '',
      seq: 3,
      reason: 'No',
      condition: { target: note, outcome: 'remove' },
    })
    meta.set(metaKey.stand(first, 'G77'), { stance: 'supports', words: 'other', seq: 4 })
    meta
      .set(metaKey.stand(pids[1]!, 'G77'), { stance: 'reserves', words: '', seq: 5 })
      .set(metaKey.stand('text', 'KEN'), { stance: 'supports', words: '', seq: 6 })
    meta.set(metaKey.state(pids[3]!), 'adref').set(metaKey.pending(pids[3]!), ['KEN']).set(metaKey.forum(pids[3]!), 'Plenary')
    meta.set(metaKey.block(pids[3]!), { kind: 'table', header: 0, rows: [['a', 'b\nc']] }).set(metaKey.caveat, true)
    staysItself(runsIn(reading), meta)
    const back = laid(
      ...(({ body, ...more }) => [body, besideImported({ body, ...more })] as const)(landed(exported(read(runsIn(reading), meta), meta))),
    )
    expect(printNotation(back.reading, back.meta).split('\n')[1]).toContain('[should – RUS, KEN, group 1]')
  })

  test('notes keep nothing from being agreed', () => {
    const { reading, meta } = text('1\tPorts open[See [the – EU] annex. – note].\n2\tShips sail[As in 2030. – note].')
    meta.set(metaKey.state(reading.paragraphs[1]!.raw.starter!.p), 'agreed')
    staysItself(runsIn(reading), meta)
  })

  test('texts at random, of people', () => {
    for (let seed = 1; seed <= PLAYS; seed++) {
      const play = new Play(seed, newTally())
      for (let step = 0; step < STEPS; step++) play.step()
      const { doc } = play.chamber
      const json = exported(play.chamber.reading, metaOf(doc))
      const file = landed(json, { delegations: partiesOf(json) })
      const after = laid(file.body, besideImported(file))
      expect(essenceOf(exported(after.reading, after.meta)), `seed ${seed}`).toEqual(essenceOf(json))
    }
  }, 60_000)

  test('bodies at random, brackets that cross among them', () => {
    fc.assert(
      fc.property(randomText, ({ body, meta }) => staysItself(whole(body, meta), meta)),
      { numRuns: 300 },
    )
  })

  test.skipIf(!hasCorpus).each(corpusFiles())(`%s${hasCorpus ? '' : ` (skipped: ${NO_CORPUS})`}`, (name) => {
    const before = imported(corpusText(name), name)
    staysItself(before.body, besideImported(before))
  })
})

const runsIn = ({ paragraphs }: Reading): Body => paragraphs.flatMap(({ raw }) => [{ insert: raw.starter! }, ...raw.runs])

/** What a server's text is: every token with its partner, no character that none is, nothing agreed in brackets; levels that are. */
function whole(body: Body, meta: Map<string, unknown>): Body {
  const closes = new Set(body.flatMap((run) => (!isText(run) && isClose(run.insert) ? [run.insert.c] : [])))
  const open = new Set<string>()
  const runs: Run[] = [{ insert: { p: ':3.1', t: 'para', lvl: 0 } }]
  for (const run of body) {
    if (isText(run)) runs.push({ ...run, insert: run.insert.replace(/\u0007/g, '') })
    else if (isStarter(run.insert)) {
      const { in: born, ...starter } = run.insert
      if (meta.get(metaKey.state(starter.p)) === 'agreed') meta.set(metaKey.state(starter.p), 'adref')
      runs.push({ insert: { ...starter, lvl: Math.min(8, starter.lvl), ...(born !== undefined && closes.has(born) ? { in: born } : {}) } })
    } else if (isOpen(run.insert) && closes.has(run.insert.o)) {
      open.add(run.insert.o)
      runs.push(run.insert.grp === undefined ? run : { insert: { ...run.insert, grp: ':6.1' } })
    } else if (isClose(run.insert) && open.delete(run.insert.c)) runs.push(run)
  }
  return runs.filter(({ insert }) => insert !== '')
}

describe('IM-96 parties are found by name, alias and code', () => {
  const { reading, meta } = text('1\tPorts [shall – delete, EU][now – RUS, KEN] open.')
  const json = (names: Readonly<Record<string, string>>): string =>
    exportJson(reading, meta, { ...FRAME, nameOf: (code) => names[code] ?? code })
  const holders = (file: FileImport): string[] => [...read(file.body, besideImported(file)).brackets.values()].map(({ holder }) => holder)

  test('a name says more than a code', () => {
    expect(holders(landed(json({ EU: 'United States', RUS: 'Russian Federation' })))).toEqual(['USA', 'RUS'])
  })
  test('who is nobody here is told once, what is proposed is nobody’s until somebody says whose', () => {
    const names = { EU: 'Union of Ports', KEN: 'Kenia Minor' }
    const others = DELEGATIONS.filter(({ code }) => code !== 'EU' && code !== 'KEN')
    const file = landed(json(names), { delegations: others })
    expect(holders(file)).toEqual(['', 'RUS'])
    expect([...file.authors]).toEqual([
      ['Union of Ports', ''],
      ['RUS', 'RUS'],
      ['Kenia Minor', ''],
    ])
    expect(file.report.entries.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'author: “Union of Ports” is no party that is known in this meeting; 1 proposal of theirs is nobody’s until the desk says whose.',
      'author: “Kenia Minor” is no party that is known in this meeting; 1 position of theirs is left out.',
    ])
    const said = landed(json(names), {
      delegations: others,
      authors: { 'Union of Ports': 'G77' },
      choices: { names: { 'Kenia Minor': 'USA' } },
    })
    expect(holders(said)).toEqual(['G77', 'RUS'])
    expect([...said.stands.values()].flat()).toEqual([{ principal: 'USA', stance: 'proposes' }])
  })
  test('proposals wait for their delegations', () => {
    const file = landed(json({}))
    const beside = besideImported(file)
    expect([...read(file.body, beside).brackets.keys()].map((bid) => beside.get(metaKey.unconfirmed(bid)))).toEqual(['EU', 'RUS'])
  })
  test('labels, shapes, rungs and holders can be chosen, and what cannot be says so', () => {
    const file = landed(json({}), {
      choices: { paragraphs: [{ n: 1, label: '7', type: 'item', state: 'parked' }], brackets: [{ n: 2, by: 'USA', stands: [] }] },
    })
    const after = laid(file.body, besideImported(file))
    expect(printNotation(after.reading, after.meta)).toBe('- 7\tPorts [shall – delete, EU][now – USA] open.')
    expect([...file.states.values()]).toEqual(['parked'])
    const wrong = (choices: NonNullable<Known['choices']>): string =>
      (({ ok, ...rest }) => (ok ? '' : (rest as Unreadable).message))(comesIn(json({}), { choices }))
    expect(wrong({ paragraphs: [{ n: 2, label: 'x' }] })).toContain('There is no paragraph 2')
    expect(wrong({ brackets: [{ n: 1, by: 'XXX' }] })).toContain('no delegation XXX')
    expect(wrong({ brackets: [{ n: 1, as: 'out' }] })).toContain('comes in whole')
    expect(wrong({ paragraphs: [{ n: 1, state: 'agreed' }] })).toContain('still holds brackets')
    const table = text('Table, 1 row, 1 column')
    table.meta.set(metaKey.block(table.reading.paragraphs[0]!.raw.starter!.p), { kind: 'table', header: 0, rows: [['a']] })
    const asParagraphs = comesIn(exported(table.reading, table.meta), { tables: 'paragraphs' })
    expect(asParagraphs.ok ? '' : asParagraphs.message).toContain('comes in whole')
  })
})

test('IM-97 what belongs to its old record is left out and told', () => {
  const { reading, meta } = text('1\tPorts open.\n2\tShips sail.')
  const [pid, second] = reading.paragraphs.map(({ raw }) => raw.starter!.p) as [string, string]
  meta.set(metaKey.status, 'issued')
  meta.set(metaKey.correction(3), { pid, before: 'Prots', after: 'Ports', seq: 3 })
  meta.set(metaKey.statement('explanation', 'USA', 'text'), { kind: 'explanation', principal: 'USA', pid: null, words: 'We', seq: 9 })
  meta.set(metaKey.structure('EU:9.9'), { by: 'EU', shape: { op: 'move', target: pid, after: null }, seq: 4 })
  meta.set(metaKey.block(second), { kind: 'picture', type: 'image/png', width: 1, height: 1, alt: 'x', file: 'ab'.repeat(32) })
  const file = landed(exportJson(reading, meta, { ...FRAME, revision: 'Rev.2' }))
  const told = file.report.entries.map(({ line, kind, message }) => `${line} ${kind}: ${message}`)
  expect(told[0]).toBe(
    '1 left: Of the record it was exported from is left out: its status “issued”, its revision “Rev.2”, 1 correction, 1 statement.',
  )
  expect(told[1]).toContain('1 proposed change of the text’s shape left out')
  expect(told[2]).toBe('2 left: The picture is not in the file; its words stay as a paragraph.')
  expect([...besideImported(file).keys()].filter((key) => !key.endsWith('/label'))).toEqual([])
})

describe('IM-98 what is no text as JSON is refused with what is wrong', () => {
  const { reading, meta } = text('1\tPorts [shall – delete, EU][now – RUS] open.\n2\tShips sail.')
  const good = (): TextFile => JSON.parse(exported(reading, meta)) as TextFile
  type Change = (file: TextFile) => unknown
  const cases: readonly (readonly [string, Change, string])[] = [
    ['another version', (file) => ({ ...file, version: 2 }), 'another version'],
    ['no text', () => ({ a: 1 }), 'no text that was exported here'],
    ['an array', () => [1], 'no text that was exported here'],
    ['a member too many', (file) => ({ ...file, x: 1 }), 'does not keep to the schema'],
    [
      'a wrong kind',
      (file) => ({ ...file, brackets: [file.brackets[0], { ...file.brackets[1], kind: 'add' }] }),
      'brackets, entry 2, kind',
    ],
    [
      'a bracket that never closes',
      (file) => ({ ...file, body: file.body.filter(({ insert }) => typeof insert === 'string' || !('c' in insert)) }),
      'is never closed',
    ],
    [
      'a bracket that never opens',
      (file) => ({ ...file, brackets: [], body: file.body.filter(({ insert }) => typeof insert === 'string' || !('o' in insert)) }),
      'closed and not open',
    ],
    [
      'a bracket that opens twice',
      (file) => ({ ...file, body: [...file.body, ...file.body.filter(({ insert }) => typeof insert !== 'string' && !('p' in insert))] }),
      'opens twice',
    ],
    [
      'a paragraph twice',
      (file) => ({ ...file, body: [...file.body, ...file.body.filter(({ insert }) => typeof insert !== 'string' && 'p' in insert)] }),
      'begins twice',
    ],
    ['lists in another order', (file) => ({ ...file, paragraphs: file.paragraphs.toReversed() }), 'paragraph 1 of its list'],
    ['a bracket listed twice', (file) => ({ ...file, brackets: [file.brackets[0], file.brackets[0]] }), 'listed twice'],
    ['a bracket that is not there', (file) => ({ ...file, brackets: [{ ...file.brackets[0], id: 'EU:8.8' }] }), 'not in its body'],
    [
      'agreed in brackets',
      (file) => ({ ...file, paragraphs: file.paragraphs.map((one) => ({ ...one, state: 'agreed' })) }),
      'paragraph 1 is agreed and holds brackets',
    ],
    ['longer than any', (file) => ({ ...file, body: [...file.body, { insert: 'x'.repeat(2_000_000) }] }), 'longer than any text'],
    ['paragraphs without end', (file) => ({ ...file, paragraphs: Array.from({ length: 20_001 }, () => 0) }), 'longer than any text'],
  ]
  test.each(cases)('%s', (_, change, why) => {
    const file = comesIn(JSON.stringify(change(good())))
    expect(file.ok ? '' : file.message).toContain(why)
  })
  test('brackets in brackets without end', () => {
    const file = good()
    const nest = Array.from({ length: 300 }, (_, i) => ({ insert: { o: `:4.${i}`, by: '', kind: 'ins' as const } }))
    const ends = nest.map(({ insert }) => ({ insert: { c: insert.o } })).toReversed()
    const deep = comesIn(JSON.stringify({ ...file, body: [...file.body, ...nest, ...ends] }))
    expect(deep.ok ? '' : deep.message).toContain('More than 200 brackets')
  })
  test.each([
    ['cut off', exported(reading, meta).slice(0, 500)],
    ['nests without end', `{"$schema": ${'['.repeat(200_000)}`],
    ['words', 'Ports open.'],
  ])('%s', (_, json) => {
    const file = comesIn(json)
    expect(file.ok ? '' : file.message).toContain('This is no JSON')
  })
  test('characters that no text holds are taken out and told', () => {
    const file = landed(exported(reading, meta).replaceAll('Ports ', 'Po\\u0007rts\\ud800\\n '))
    expect(file.body.some(({ insert }) => insert === 'Ports\ufffd  ')).toBe(true)
    expect(file.report.entries.map(({ kind }) => kind)).toEqual(['character'])
  })
})

test('IM-80 brackets in brackets without end are refused, whatever the file', () => {
  for (const source of ['[a'.repeat(300) + ']'.repeat(300), `${'[a\n\n'.repeat(300)}${']'.repeat(300)}`]) {
    const file = importFile(new TextEncoder().encode(source), 'a.txt', new IdMaker(7), { delegations: [] })
    expect(file.ok ? '' : file.message).toContain('More than 200 brackets')
  }
})
