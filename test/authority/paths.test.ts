// Which path judges what: the cheap ones must take what people do all day, whatever the length of the text, and must
// come to the result of the whole walk.
import { buildIndex } from '@chapeau/server/authority/index'
import type { Verdict } from '@chapeau/server/authority/types'
import { CHAIR } from '@chapeau/shared/ids'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { describe, expect, test } from 'vitest'
import { World, type Client } from '../support/world.ts'

const TEXT = [
  'Decides to act[ now – RUS] in all cases.',
  'Requests[ a report – USA] and [more of – delete, USA] the same.',
  'Notes[ that ships\nsail – RUS] in spring.',
  'Ends here.',
].join('\n')

type Doing = (rus: Client, world: World) => void
const doings: [string, 'keystroke' | 'touched' | 'whole', Doing][] = [
  ['a letter in an own bracket', 'keystroke', (rus) => rus.type(rus.at('now', true), ' and')],
  ['a letter taken from an own bracket', 'keystroke', (rus) => rus.erase('ow')],
  ['a letter in an own bracket’s second paragraph', 'keystroke', (rus) => rus.type(rus.at('sail'), 'may ')],
  ['a new addition', 'touched', (rus) => rus.propose(rus.at('cases'), 'the ')],
  ['a new addition in another’s', 'touched', (rus) => rus.propose(rus.at('report'), 'short ')],
  ['a proposal to delete', 'touched', (rus) => rus.wrap(rus.at('the same'), rus.at('the same', true), 'del')],
  ['a proposal to delete over two paragraphs', 'touched', (rus) => rus.wrap(rus.at('here'), rus.at('here', true), 'del')],
  ['a deletion from one paragraph into the third', 'touched', (rus) => rus.wrap(rus.at('same'), rus.at('in spring', true), 'del')],
  [
    'a paragraph in an own bracket',
    'touched',
    (rus) => rus.edit((body) => body.insertEmbed(rus.at('ow'), { p: rus.ids.make('RUS'), t: 'para', lvl: 0 })),
  ],
  ['an own bracket taken back', 'touched', (rus, world) => withdraw(rus, world.bids[0]!)],
  ['the last words of an own bracket', 'touched', (rus) => rus.erase(' now')],
  ['a paragraph proposed', 'touched', (rus) => proposeParagraph(rus)],
  ['a stray word', 'whole', (rus) => rus.type(rus.at('cases'), 'x')],
  ['another’s word taken', 'whole', (rus) => rus.erase('report')],
  ['half a bracket', 'whole', (rus, world) => rus.edit((body) => body.delete(rus.tokens(world.bids[0]!).to, 1))],
  ['bold in an own bracket', 'whole', (rus) => rus.edit((body) => body.format(rus.at('now'), 3, { bold: true }))],
]

function withdraw(rus: Client, bid: string): void {
  const { from, to } = rus.tokens(bid)
  rus.edit((body) => body.delete(from, to - from + 1))
}

function proposeParagraph(rus: Client): void {
  const bid = rus.ids.make('RUS')
  const pid = rus.ids.make('RUS')
  rus.edit((body) => {
    const at = rus.at('all cases.', true)
    body.insertEmbed(at, { c: bid })
    body.insert(at, 'A new one.')
    body.insertEmbed(at, { o: bid, by: 'RUS', kind: 'ins' })
    body.insertEmbed(at, { p: pid, t: 'para', lvl: 0, in: bid })
  })
}

describe('AU-11 what is fine is judged where it stands', () => {
  test.each(doings)('%s: %s', (_, path, doing) => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    doing(rus, world)
    const verdict = rus.send()
    expect(verdict).toMatchObject({ status: 'applied', path })
    expect(world.authority.index).toEqual(buildIndex(bodyOf(world.doc)))
  })

  test.each(doings)('%s comes to the same as a whole walk', (_, __, doing) => {
    const results = [true, false].map((shortcuts) => {
      const world = new World(TEXT, { shortcuts })
      const rus = world.client('RUS', { clientId: 1234 })
      doing(rus, world)
      const { opened, closed, changed, repairs } = rus.send() as Extract<Verdict, { status: 'applied' }>
      return { text: world.text, opened, closed, changed: [...changed].toSorted(), repairs }
    })
    expect(results[0]).toEqual(results[1])
  })

  test('the desk’s free typing in preparation is judged where it stands', () => {
    const world = new World(TEXT)
    const desk = world.client(CHAIR, { free: true })
    desk.type(desk.at('cases'), 'x')
    expect(desk.send()).toMatchObject({ path: 'keystroke', repairs: [] })
    desk.edit((body) => body.insertEmbed(desk.at('Ends'), { p: desk.ids.make(CHAIR), t: 'para', lvl: 0 }))
    expect(desk.send()).toMatchObject({ path: 'touched', repairs: [] })
  })

  test('a keystroke and a bracket look at as many items in a long text as in a short one', () => {
    const walked = [10, 1_000].map((paragraphs) => {
      const world = new World(`${TEXT}\n${'A paragraph of some words that nobody touches.\n'.repeat(paragraphs)}The end.`)
      const rus = world.client('RUS')
      rus.propose(rus.at('cases'), 'the ')
      return (rus.send() as Extract<Verdict, { status: 'applied' }>).walked
    })
    expect(walked[1]).toBe(walked[0])
  })
})

describe('AU-11 one update with many things in it', () => {
  test('own words deleted and brought back by undo before anything was sent keep their bracket', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('cases'), 'the ')
    rus.send()
    rus.pull()
    const { from, to } = rus.tokens(bid)
    rus.edit((body) => body.delete(from, to - from + 1))
    rus.undo.undo()
    expect(rus.send()).toMatchObject({ status: 'applied', repairs: [], opened: [], closed: [] })
    expect(world.text).toContain('in all [the  – RUS]cases')
    expect(rus.pull().tokens(bid)).toBeDefined()
  })

  test('an own paragraph deleted and brought back by undo before anything was sent is no second birth', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    proposeParagraph(rus)
    rus.send()
    const text = world.text
    rus.pull()
    rus.edit((body) => body.delete(rus.at('A new one.') - 2, 'A new one.'.length + 3))
    rus.undo.undo()
    expect(rus.send()).toMatchObject({ status: 'applied' })
    expect(world.text).toBe(text)
  })

  test('AU-9 two paragraphs under one id in one update are refused', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const pid = rus.ids.make('RUS')
    rus.edit((body) => [3, 9].forEach((at) => body.insertEmbed(at, { p: pid, t: 'para', lvl: 0 })))
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-9' })
    expect(world.text).toBe(TEXT)
  })
})

describe('AU-3 a bracket opens before it closes', () => {
  test('a new one the other way round goes, at the end of the text too', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.ids.make('RUS')
    rus.edit((body) => {
      body.insertEmbed(body.length, { o: bid, by: 'RUS', kind: 'ins' })
      body.insertEmbed(3, { c: bid })
    })
    expect(rus.send()).toMatchObject({ status: 'applied', opened: [] })
    expect(world.text).toBe(TEXT)
  })

  test('an own open token that is put behind its close is no bracket any more; its words stay proposed', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const { from } = rus.tokens(world.bids[0]!)
    rus.edit((body) => {
      body.delete(from, 1)
      body.insertEmbed(body.length, { o: world.bids[0]!, by: 'RUS', kind: 'ins' })
    })
    rus.send()
    expect(world.text).toBe(TEXT)
    expect(world.authority.index).toEqual(buildIndex(bodyOf(world.doc)))
  })
})
