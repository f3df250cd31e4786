// Tables, pictures and notes under attack: what stands for a table takes no words whoever writes, the desk in preparation and the
// holder of a bracket around it too; a note's words are protected as the words around it are.
import { describe, expect, test } from 'vitest'
import { metaKey } from '@chapeau/shared/text/meta'
import { Siege, type Attack } from '../support/siege.ts'
import { World, type Client } from '../support/world.ts'

const TABLE = { kind: 'table', header: 1, rows: [['Port', 'Ships']] }
const TEXT = '1\tWelcomes it.\nTable, 1 row, 2 columns\n3\tRequests a report.'

const block =
  (pid: string) =>
  (world: World): void =>
    world.act((_, meta) => void meta.set(metaKey.block(pid), TABLE))

const remove = (client: Client, from: number, to: number): unknown => client.edit((body) => body.delete(from, to - from))
const start = (rus: Client, at: number, more: object = {}): unknown =>
  rus.edit((body) => body.insertEmbed(at, { p: rus.ids.make('RUS'), t: 'para', lvl: 0, ...more }))

describe('AU-30 a table takes no words', () => {
  const attacks: [string, Attack][] = [
    ['bare words', (rus) => rus.type(rus.at('row'), 'long ')],
    ['bare words at its end', (rus) => rus.type(rus.at('columns', true), ' more')],
    ['words deleted', (rus) => rus.erase('Table')],
    ['all its words deleted', (rus) => rus.erase('Table, 1 row, 2 columns')],
    ['its start deleted', (rus) => remove(rus, rus.at('Table') - 1, rus.at('Table'))],
    ['all of it deleted', (rus) => remove(rus, rus.at('Table') - 1, rus.at('columns', true))],
    ['a proposed addition', (rus) => rus.propose(rus.at('row'), 'long ')],
    ['a proposed deletion', (rus) => rus.wrap(rus.at('Table'), rus.at('columns', true), 'del')],
    ['a reservation that reaches over it', (rus) => rus.wrap(rus.at('it.'), rus.at(' a report'), 'res')],
    ['a split', (rus) => start(rus, rus.at(' row'))],
    ['bold', (rus) => rus.edit((body) => body.format(rus.at('Table'), 5, { bold: true }))],
  ]
  test.each(attacks)('of a delegation: %s', (_, attack) => {
    new Siege(TEXT, block(':1.2')).ends(TEXT, attack)
  })
  test('words for it are given back under this rule', () => {
    const verdict = new Siege(TEXT, block(':1.2')).ends(TEXT, (rus) => rus.propose(rus.at('row'), 'long '))
    expect(verdict).toMatchObject({ returned: [{ rule: 'AU-30', words: 'long ' }] })
  })
  test('behind it a paragraph is proposed as everywhere', () => {
    const siege = new Siege(TEXT, block(':1.2'))
    siege.ends('1\tWelcomes it.\nTable, 1 row, 2 columns\n[\tIt sails. – RUS]\n3\tRequests a report.', (rus) => {
      const bid = rus.propose(rus.at('columns', true), 'It sails.')
      start(rus, rus.tokens(bid).from, { in: bid })
    })
  })

  test.each<[string, (chair: Client) => unknown]>([
    ['words', (chair) => chair.type(chair.at('row'), 'long ')],
    ['words deleted', (chair) => chair.erase('Table')],
    ['all its words deleted', (chair) => chair.erase('Table, 1 row, 2 columns')],
    ['its start deleted, so that it would join the paragraph before', (chair) => remove(chair, chair.at('Table') - 1, chair.at('Table'))],
    ['its start deleted with its first words', (chair) => remove(chair, chair.at('Table') - 1, chair.at(', 1 row'))],
  ])('of the desk in preparation: %s', (_, edit) => {
    const world = new World(TEXT)
    block(':1.2')(world)
    const chair = world.client('CHAIR', { free: true })
    edit(chair)
    expect(chair.send()).toMatchObject({ status: 'applied' })
    expect(world.text).toBe(TEXT)
    expect(chair.pull().text).toBe(TEXT)
  })
  test('the desk deletes it whole in preparation, alone or with what stands around it', () => {
    for (const [from, to, left] of [
      ['Table', 'columns', '1\tWelcomes it.\n3\tRequests a report.'],
      [' it.', 'Requests', '1\tWelcomes a report.'],
    ] as const) {
      const world = new World(TEXT)
      block(':1.2')(world)
      const chair = world.client('CHAIR', { free: true })
      remove(chair, chair.at(from) - (from === 'Table' ? 1 : 0), chair.at(to, true))
      expect(chair.send()).toMatchObject({ status: 'applied', repairs: [] })
      expect(world.text).toBe(left)
    }
  })
  test('the holder of a bracket around it does not type in it either, and withdraws its bracket with the table in it', () => {
    const around = '1\tWelcomes it.[ More.\nTable, 1 row, 2 columns\nStill more. – EU]\n3\tRequests a report.'
    const world = new World(around)
    block(':1.2')(world)
    const eu = world.client('EU')
    eu.type(eu.at('row'), 'long ')
    expect(eu.send()).toMatchObject({ status: 'applied', returned: [{ rule: 'AU-30', words: 'long ' }] })
    expect(world.text).toBe(around)
    eu.pull().erase('row')
    eu.send()
    expect(world.text).toBe(around)
    eu.pull().type(eu.at('Still'), 'And ')
    expect(eu.send()).toMatchObject({ path: 'keystroke' })
    const { from, to } = eu.pull().tokens(world.bids[0]!)
    remove(eu, from, to + 1)
    expect(eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(world.text).toBe('1\tWelcomes it.\n3\tRequests a report.')
  })
  test('the shorter paths say what the whole one says', () => {
    for (const shortcuts of [true, false]) {
      const world = new World(TEXT, { shortcuts })
      block(':1.2')(world)
      const chair = world.client('CHAIR', { free: true })
      chair.type(chair.at('row'), 'long ')
      expect(chair.send()).toMatchObject({ path: 'whole', returned: [{ words: 'long ' }] })
      chair.pull().type(chair.at('report'), 'long ')
      chair.send()
      expect(world.text).toBe(TEXT.replace('report', 'long report'))
    }
  })
})

const NOTED = '1\tWelcomes it[See the annex. – note].\n2\tDecides[ soon[By May. – note] – EU].'

describe('TX-50 a note of nobody', () => {
  test.each<[string, Attack, string]>([
    ['bare words in it', (rus) => rus.type(rus.at('annex'), 'long '), NOTED.replace('annex', '[long  – RUS]annex')],
    ['words of it deleted', (rus) => rus.erase('annex'), NOTED],
    ['all its words deleted', (rus) => rus.erase('See the annex.'), NOTED],
    ['all of it deleted', (rus) => remove(rus, rus.at('See') - 1, rus.at('annex.', true) + 1), NOTED],
    ['its opening deleted', (rus) => remove(rus, rus.at('See') - 1, rus.at('See')), NOTED],
    ['stretched over the words behind it', (rus, { world }) => stretch(rus, world.bids[0]!, rus.at('Decides')), NOTED],
    ['of another’s words', (rus) => rus.erase('By May'), NOTED],
    [
      'forged in nobody’s name',
      (rus) => rus.wrap(rus.at('Decides'), rus.at('Decides'), 'note', [{ insert: 'x' }], ''),
      NOTED.replace('Decides', '[x – RUS]Decides'),
    ],
  ])('%s', (_, attack, text) => {
    new Siege(NOTED).ends(text, attack)
  })
  test('its words are negotiated like those around it, in its brackets', () => {
    const siege = new Siege(NOTED)
    siege.ends(NOTED.replace('annex', '[annex – delete, RUS]'), (rus) => rus.wrap(rus.at('annex'), rus.at('annex', true), 'del'))
    siege.ends(NOTED.replace('annex.', '[annex – delete, RUS].[ And more. – RUS]'), (rus) => rus.propose(rus.at('.', true), ' And more.'))
  })
  test('of a layer belongs to whoever holds that', () => {
    const world = new World(NOTED)
    const eu = world.client('EU')
    eu.type(eu.at('May'), '1 ')
    expect(eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(world.text).toBe(NOTED.replace('May', '1 May'))
  })
})

/** Takes the close away and puts another one further on. */
function stretch(rus: Client, bid: string, to: number): unknown {
  return rus.edit((body) => {
    body.insertEmbed(to, { c: bid })
    body.delete(rus.tokens(bid).to, 1)
  })
}
