// A text as JSON: its published schema, what each view holds, that nothing of it is lost on the way back.
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formatsPlugin from 'ajv-formats'
import { format, resolveConfig } from 'prettier'
import { describe, expect, test } from 'vitest'
import { exportJson, type JsonFrame } from '@chapeau/shared/exchange/export-json'
import { printedHash } from '@chapeau/shared/exchange/heading'
import { textFileSchema, textJsonSchema, type TextFile } from '@chapeau/shared/exchange/json/file'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read, type Reading } from '@chapeau/shared/text/read'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { metaOf } from '@chapeau/shared/text/ytext'
import { sampleText } from '@chapeau/server/sample/sample'
import { newTally, Play } from '../properties/play.ts'
import { text, usualRung } from '../support/builders.ts'
import { readBack } from '../support/json-back.ts'

const PLAYS = 25
const STEPS = 60
const SCHEMA = join(import.meta.dirname, '../../docs/text.schema.json')

const FRAME: JsonFrame = {
  view: 'rolling',
  textId: 'text-1',
  since: () => new Date(Date.UTC(2031, 2, 4, 5, 6, 7)),
  nameOf: (code) => (code === 'RUS' ? 'Russian Federation' : code),
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: 'Ports & “harbours”',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

// The package is CommonJS under types written for modules: its export is the function itself.
const addFormats = formatsPlugin as unknown as typeof formatsPlugin.default
const ajv = new Ajv2020({ strict: true, allErrors: true })
addFormats(ajv)
const isText = ajv.compile(textJsonSchema())

function fileOf(reading: Reading, meta: Meta, view: View = 'rolling'): TextFile {
  const json: unknown = JSON.parse(exportJson(reading, meta, { ...FRAME, view }))
  expect(isText(json) ? [] : isText.errors).toEqual([])
  return textFileSchema.parse(json)
}

test('EX-11 the published schema is the one that files are checked against, and answers to JSON Schema itself', async () => {
  const made = await format(JSON.stringify(textJsonSchema()), { ...(await resolveConfig(SCHEMA)), filepath: SCHEMA })
  // Written anew by `npx vitest run test/exchange/json-export.test.ts -u`.
  await expect(made).toMatchFileSnapshot(SCHEMA)
  expect(ajv.validateSchema(textJsonSchema())).toBe(true)
})

test('EX-11 the schema refuses what is no text', () => {
  const good = fileOf(text('1\tPorts[ always – RUS] open.').reading, new Map())
  const broken: ((file: TextFile) => unknown)[] = [
    (file) => ({ ...file, extra: 1 }),
    (file) => ({ ...file, version: 2 }),
    ({ body, ...file }) => ({ ...file, corpus: body }),
    (file) => ({ ...file, body: [{ insert: { o: 'RUS:1.1', by: 'RUS', kind: 'add' } }] }),
    (file) => ({ ...file, body: [{ insert: 'x', attributes: { bold: false } }] }),
    (file) => ({ ...file, head: { ...file.head, hash: 'ab' } }),
    (file) => ({ ...file, asOf: 'yesterday' }),
  ]
  for (const change of broken) expect(isText(change(good))).toBe(false)
})

describe('EX-10 all that the room knows is in the rolling text, and comes back', () => {
  function comesBack(reading: Reading, meta: Meta): void {
    const file = fileOf(reading, meta)
    const back = readBack(file)
    const again = read(back.body, back.meta)
    expect(printNotation(again, back.meta)).toBe(printNotation(reading, meta))
    expect(exportJson(again, back.meta, FRAME)).toBe(exportJson(reading, meta, FRAME))
  }

  test('of the sample', () => {
    const { body, meta } = sampleText()
    comesBack(read(body, meta), meta)
  })

  test('of texts at random', () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= PLAYS; seed++) {
      const play = new Play(seed, newTally())
      for (let step = 0; step < STEPS; step++) play.step()
      const [reading, meta] = [play.chamber.reading, metaOf(play.chamber.doc)]
      comesBack(reading, meta)
      for (const view of VIEWS)
        for (const [key, value] of Object.entries(fileOf(reading, meta, view))) if (Array.isArray(value) && value.length > 0) seen.add(key)
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(['paragraphs', 'body', 'brackets', 'stands', 'structures', 'delegations', 'corrections']),
    )
  }, 120_000)

  test('formatting, placeholders, groups, what is nobody’s, crossing brackets, silence, statements', () => {
    const { reading, meta } = text(
      '# Ports\n1\tPorts [shall – delete, EU, group 1][should – EU, KEN, group 1] open[ ] \\[sic\\].\n[2\tShips sail.]',
    )
    const crossing = [
      ...reading.paragraphs.flatMap(({ raw }) => [{ insert: raw.starter! }, ...raw.runs]),
      { insert: { o: 'RUS:7.1', by: 'RUS', kind: 'ins' as const } },
      { insert: ' now', attributes: { bold: true as const, underline: true as const } },
      { insert: { o: 'EU:7.2', by: 'EU', kind: 'res' as const } },
      { insert: ' and', attributes: { italic: true as const } },
      { insert: { c: 'RUS:7.1' } },
      { insert: ' then' },
      { insert: { c: 'EU:7.2' } },
    ]
    const [first] = reading.paragraphs
    const pid = first!.raw.starter!.p
    meta.set(metaKey.silence, { deadline: '2031-01-02T03:04:05.000Z', zone: 'Europe/Zurich', rung: 'adref', anonymous: true, seq: 4 })
    meta.set(metaKey.breach(pid), { pid, by: '', reason: 'Not yet', seq: 5 })
    meta.set(metaKey.status, 'issued')
    meta.set(metaKey.caveat, true)
    meta.set(metaKey.statement('explanation', 'USA', 'text'), {
      kind: 'explanation',
      principal: 'USA',
      pid: null,
      words: 'We\nread',
      seq: 9,
    })
    meta.set(metaKey.objection(3, 'KEN'), { seq: 3, principal: 'KEN', reason: 'No', pid, note: 'Noted' })
    meta.set(metaKey.block(pid), {
      kind: 'table',
      header: 1,
      rows: [
        ['Port', 'Depth'],
        ['A', '9 m'],
      ],
    })
    meta.set(metaKey.concordance, { seq: 2, rows: [{ pid, from: '1', to: '2' }] })
    const again = read(crossing, meta)
    comesBack(again, meta)
    expect(fileOf(again, meta)).toMatchObject({
      status: 'silent',
      delegations: [{ code: 'EU' }, { code: 'KEN' }, { code: 'RUS', name: 'Russian Federation' }, { code: 'USA' }],
    })
  })
})

describe('EX-12 another view is a text of what it shows', () => {
  const { reading, meta, bids } = text('1\tPorts [shall – delete, EU] open[ always – RUS, KEN].\n[2\tShips sail. – EU]')
  meta.set(metaKey.rationale(bids[1]!), 'Safety')
  meta.set(metaKey.stand(bids[1]!, 'USA'), { stance: 'opposes', words: '', seq: 3 })
  const words = (file: TextFile): string =>
    file.body.map(({ insert }) => (typeof insert === 'string' ? insert : 'p' in insert ? '¶' : 'o' in insert ? '[' : ']')).join('')

  test('the words and brackets that it shows', () => {
    expect(VIEWS.map((view) => words(fileOf(reading, meta, view)))).toEqual([
      '¶Ports [shall] open[ always].¶[Ships sail.]',
      '¶Ports [shall] open[ always].¶[Ships sail.]',
      '¶Ports shall open.',
      '¶Ports  open always.¶Ships sail.',
    ])
    expect(fileOf(reading, meta, 'base')).toMatchObject({
      brackets: [],
      stands: [],
      paragraphs: [{ label: '1', text: 'Ports shall open.' }],
    })
  })
  test('its body reads as the view does', () => {
    for (const view of VIEWS) {
      const file = fileOf(reading, meta, view)
      const back = readBack(file)
      expect(fileOf(read(back.body, back.meta), back.meta, view).paragraphs).toEqual(file.paragraphs)
    }
  })
  test('a note stands where it hangs, with what of it the view shows', () => {
    const { reading: noted, meta: said } = text('1\tPorts[See [the – RUS] annex. – note] open.\n2\tEnd.')
    expect(VIEWS.map((view) => words(fileOf(noted, said, view)))).toEqual([
      '¶Ports[See [the] annex.] open.¶End.',
      '¶Ports[See [the] annex.] open.¶End.',
      '¶Ports[See  annex.] open.¶End.',
      '¶Ports[See the annex.] open.¶End.',
    ])
    expect(fileOf(noted, said, 'base').paragraphs.map((one) => one.text)).toEqual(['Ports open.', 'End.'])
  })
  test('without names nobody is named, not by an id either', () => {
    const file = exportJson(reading, meta, { ...FRAME, view: 'unattributed' })
    expect(file).not.toMatch(/RUS|EU|KEN|USA|Safety/)
    expect(fileOf(reading, meta, 'unattributed').brackets.map(({ id, kind, group }) => [id, kind, group])).toEqual([
      [':0.2', 'del', null],
      [':0.3', 'ins', null],
      [':0.5', 'ins', null],
    ])
  })
})

describe('EX-8 EX-10 the same text makes the same bytes', () => {
  test('whatever the order in which its members were made', () => {
    const { reading, meta, bids } = text('1\tPorts[ always – RUS] open.')
    const stand = { stance: 'opposes', words: '', seq: 3, reason: 'Vague' } as const
    const one = new Map<string, unknown>([...meta, [metaKey.stand(bids[0]!, 'EU'), stand], [metaKey.stand(bids[0]!, 'USA'), stand]])
    const turned = new Map<string, unknown>([...one].toReversed().map(([key, value]) => [key, turn(value)]))
    const again = reading.paragraphs.flatMap(({ raw }) => [{ insert: turn(raw.starter!) }, ...raw.runs.map((run) => turn(run))])
    expect(exportJson(read(again, turned), turned, FRAME)).toBe(exportJson(reading, one, FRAME))
  })
  test('its head is found also in a file that was laid out anew, and not in its words', () => {
    const { reading, meta } = text(`1\tPorts "head": {"seq": 1, "hash": "${'cd'.repeat(32)}"} Record: entry 4, ${'ef'.repeat(32)}.`)
    const file = exportJson(reading, meta, FRAME)
    expect(printedHash(file)).toBe('ab'.repeat(32))
    expect(printedHash(JSON.stringify(JSON.parse(file), null, 4))).toBe('ab'.repeat(32))
  })
})

/** The same object with its members the other way round, and of those it holds. */
function turn<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, one]) => [key, turn(one) as unknown]),
  ) as Value
}
