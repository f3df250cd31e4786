// The authority in honest hands: what races and late updates leave in the text, and that nothing typed is lost.
import { describe, expect, test } from 'vitest'
import { metaKey } from '@chapeau/shared/text/meta'
import * as Y from 'yjs'
import { World, type Client } from '../support/world.ts'

const TEXT = 'Decides to act.\nRequests the Secretary to report.'
const STANDING = TEXT

/** After a client has sent: the server's text, the same text everywhere, the standing words untouched. */
function settle(world: World, ...clients: Client[]): string {
  clients.forEach((client) => expect(client.send().status).toBe('applied'))
  clients.forEach((client) => expect(client.pull().text).toBe(world.text))
  return world.text
}

describe('AU-3 one writes in one’s own bracket and nests in others’', () => {
  test('typing in the own bracket takes the keystroke path [A1]', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    rus.propose(rus.at('act', true), ' now')
    expect(rus.send()).toMatchObject({ status: 'applied', path: 'touched', opened: [{ by: 'RUS', kind: 'ins' }] })
    rus.type(rus.at('now', true), ' and then')
    expect(rus.send()).toMatchObject({ status: 'applied', path: 'keystroke', repairs: [], changed: [expect.stringMatching(/^RUS:/)] })
    expect(world.text).toBe('Decides to act[ now and then – RUS].\nRequests the Secretary to report.')
  })
  test('a nested bracket of another stands', () => {
    const world = new World('Decides to act[ now and then – USA].')
    const rus = world.client('RUS')
    rus.propose(rus.at(' and then'), ' here')
    expect(settle(world, rus)).toBe('Decides to act[ now[ here – RUS] and then – USA].')
  })
  test('words typed bare into another’s bracket are wrapped in their author’s name', () => {
    const world = new World('Decides to act[ now – USA].')
    const rus = world.client('RUS')
    rus.type(rus.at('now', true), ' here')
    expect(settle(world, rus)).toBe('Decides to act[ now[ here – RUS] – USA].')
  })
  test('the holder of a bracket that was taken over writes in it', () => {
    const world = new World('Decides to act[ now – USA].')
    world.act((_, meta) => meta.set(metaKey.holder(world.bids[0]!), 'RUS'))
    const rus = world.client('RUS')
    rus.type(rus.at('now', true), ' here')
    expect(rus.send()).toMatchObject({ repairs: [] })
    expect(world.text).toContain('[ now here – RUS]')
  })
  test('an own ins emptied by its author is closed, a placeholder stays', () => {
    const world = new World('a[x – RUS] b [ – RUS] c')
    const rus = world.client('RUS')
    rus.erase('x')
    expect(settle(world, rus)).toBe('a b [ – RUS] c')
  })
  test('a fresh bracket with the caret in it is not closed', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('act', true), '')
    rus.send()
    expect(world.authority.principalOf(101)).toBe('RUS')
    rus.type(rus.tokens(bid).to, ' now')
    expect(settle(world, rus)).toContain('act[ now – RUS].')
  })
})

describe('AU-1 standing words change by nobody’s typing', () => {
  const cases: [string, (rus: Client) => unknown, string][] = [
    [
      'typed words are wrapped',
      (rus) => rus.type(rus.at('act', true), ' now'),
      'Decides to act[ now – RUS].\nRequests the Secretary to report.',
    ],
    ['deleted words come back', (rus) => rus.erase('Secretary'), TEXT],
    ['a deleted paragraph start comes back', (rus) => rus.edit((body) => body.delete(rus.at('Requests') - 1, 1)), TEXT],
    ['a deletion across paragraphs comes back', (rus) => rus.edit((body) => body.delete(rus.at(' act'), 20)), TEXT],
    [
      'a split is a proposal',
      (rus) => rus.edit((body) => body.insertEmbed(rus.at(' to act'), { p: rus.ids.make('RUS'), t: 'para', lvl: 0 })),
      'Decides[\n – RUS] to act.\nRequests the Secretary to report.',
    ],
    ['bold is taken back', (rus) => rus.edit((body) => body.format(rus.at('Decides'), 7, { bold: true })), TEXT],
    ['own tokens cannot swallow them', (rus) => rus.wrap(rus.at('Decides'), rus.at(' act'), 'ins'), TEXT],
  ]
  test.each(cases)('%s', (_, attempt, expected) => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    attempt(rus)
    expect(settle(world, rus)).toBe(expected)
    expect(world.standing).toBe(STANDING)
    const marks = (world.doc.getText('body').toDelta() as { attributes?: object }[]).map(({ attributes }) => attributes ?? {})
    expect(marks.every((each) => Object.keys(each).length === 0)).toBe(true)
  })
  test('free writing in preparation changes them without repair', () => {
    const world = new World(TEXT)
    const chair = world.client('CHAIR', { free: true })
    chair.type(chair.at('act', true), ' soon')
    chair.erase('Requests')
    expect(chair.send()).toMatchObject({ repairs: [] })
    expect(world.text).toBe('Decides to act soon.\n the Secretary to report.')
  })
})

describe('AU-5 nothing honest is lost in a race', () => {
  test('typed inside, kept meanwhile: the late words are proposed, the standing text unchanged', () => {
    const world = new World('Decides to act[ now and – RUS].')
    const rus = world.client('RUS')
    world.decide(world.bids[0]!, 'keep')
    rus.type(rus.at('now', true), 'XYZ')
    expect(settle(world, rus)).toBe('Decides to act now[XYZ – RUS] and.')
    expect(world.standing).toBe('Decides to act now and.')
  })
  test('typed inside, removed meanwhile', () => {
    const world = new World('Decides to act[ now and – RUS].')
    const rus = world.client('RUS')
    world.decide(world.bids[0]!, 'remove')
    rus.type(rus.at('now', true), 'XYZ')
    expect(settle(world, rus)).toBe('Decides to act[XYZ – RUS].')
  })
  test('six keystrokes in flight behind a decision stay in one late bracket', () => {
    const world = new World('Decides to act[ now and – RUS].')
    const rus = world.client('RUS')
    world.decide(world.bids[0]!, 'keep')
    const at = rus.at('now', true)
    'abcdef'.split('').forEach((letter, i) => {
      rus.type(at + i, letter)
      expect(rus.send().status).toBe('applied')
    })
    expect(world.text).toBe('Decides to act now[abcdef – RUS] and.')
    expect(rus.pull().text).toBe(world.text)
  })
  test('own words deleted, kept meanwhile: the deletion is proposed [A34]', () => {
    const world = new World('Decides to act.')
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('act', true), ' now and')
    rus.send()
    world.decide(bid, 'keep')
    rus.erase(' and')
    expect(settle(world, rus)).toBe('Decides to act now[ and – delete, RUS].')
  })
  test('own bracket withdrawn by typing, kept meanwhile', () => {
    const world = new World('Decides to act.')
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('act', true), ' now')
    rus.send()
    const { from, to } = rus.tokens(bid)
    world.decide(bid, 'keep')
    rus.edit((body) => body.delete(from, to - from + 1))
    expect(settle(world, rus)).toBe('Decides to act[ now – delete, RUS].')
  })
  test('a bracket nested in words that another withdraws at the same time survives on its own [A36]', () => {
    const world = new World('Decides to act[ now and then – USA].')
    const usa = world.client('USA')
    const rus = world.client('RUS')
    const { from, to } = usa.tokens(world.bids[0]!)
    usa.edit((body) => body.delete(from, to - from + 1))
    rus.propose(rus.at(' and then'), ' nested')
    expect(settle(world, usa, rus)).toBe('Decides to act[ nested – RUS].')
  })
  test('undo brings back the own bracket that its author closed', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('act', true), ' now')
    rus.send()
    const { from, to } = rus.tokens(bid)
    rus.edit((body) => body.delete(from, to - from + 1))
    rus.send()
    expect(world.text).toBe(TEXT)
    rus.undo.undo()
    expect(rus.send()).toMatchObject({ repairs: [] })
    expect(world.text).toContain('[ now – RUS]')
  })
  test('undo of a bracket that was decided leaves the standing text alone', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('act', true), ' now')
    rus.send()
    world.decide(bid, 'keep')
    rus.pull()
    rus.undo.undo()
    settle(world, rus)
    expect(world.standing).toBe('Decides to act now.\nRequests the Secretary to report.')
  })
  test('three hours offline in one update: half of it races with decisions, nothing is lost [A38]', () => {
    const world = new World('Decides to act.\nRequests a report.')
    const rus = world.client('RUS')
    const bids = Array.from({ length: 10 }, (_, i) => rus.propose(rus.at('act', true), ` t${i}!`))
    rus.send()
    bids.forEach((bid, i) => i % 2 === 0 && world.decide(bid, i % 4 === 0 ? 'remove' : 'keep'))
    const before = world.standing
    for (let i = 0; i < 10; i++) rus.type(rus.at(`t${i}!`, true), `<${i}>`)
    for (let i = 0; i < 5; i++) rus.propose(rus.at('report'), `new${i} `)
    const text = settle(world, rus)
    for (let i = 0; i < 10; i++) expect(text).toContain(`<${i}>`)
    for (let i = 0; i < 5; i++) expect(text).toContain(`new${i} `)
    expect(world.standing).toBe(before)
  })
  test('a bracket put inside a bold run keeps it bold [A17]', () => {
    const world = new World(TEXT)
    world.act((body) => body.format(1, 14, { bold: true }))
    const rus = world.client('RUS')
    rus.type(rus.at(' to act'), ' now')
    settle(world, rus)
    const bold = (world.doc.getText('body').toDelta() as { insert: unknown; attributes?: { bold?: true } }[])
      .filter(({ insert, attributes }) => typeof insert === 'string' && attributes?.bold === true)
      .map(({ insert }) => insert)
    expect(bold.join('')).toBe('Decides now to act')
  })
})

describe('AU-6 late words for an agreed paragraph are given back, the rest of the update stands', () => {
  const agreed = (): World => {
    const world = new World('1\tDecides to act.\n2\tRequests a report.')
    world.act((_, meta) => meta.set(metaKey.state(':1.1'), 'agreed'))
    return world
  }
  test('typed words', () => {
    const world = agreed()
    const rus = world.client('RUS')
    rus.propose(rus.at('act', true), ' now')
    rus.propose(rus.at('report', true), ' soon')
    expect(rus.send()).toMatchObject({ status: 'applied', returned: [{ rule: 'AU-6', place: '1', words: ' now' }] })
    expect(rus.pull().text).toBe('1\tDecides to act.\n2\tRequests a report[ soon – RUS].')
  })
  test('a proposed deletion', () => {
    const world = agreed()
    const rus = world.client('RUS')
    rus.wrap(rus.at('to'), rus.at('act'), 'del')
    rus.send()
    expect(rus.pull().text).toBe('1\tDecides to act.\n2\tRequests a report.')
  })
  test('a bracket that reaches into it from outside', () => {
    const world = agreed()
    const rus = world.client('RUS')
    rus.wrap(rus.at('act'), rus.at('a report'), 'res')
    rus.send()
    expect(rus.pull().text).toBe('1\tDecides to act.\n2\tRequests a report.')
  })
  test('bare typing and deleting', () => {
    const world = agreed()
    const rus = world.client('RUS')
    rus.type(rus.at('act', true), ' now')
    rus.erase('Decides ')
    expect(rus.send()).toMatchObject({ returned: [{ words: ' now' }] })
    expect(rus.pull().text).toBe('1\tDecides to act.\n2\tRequests a report.')
  })
  test('a new paragraph behind it is welcome', () => {
    const world = agreed()
    const rus = world.client('RUS')
    const bid = rus.ids.make('RUS')
    const at = rus.at('Requests') - 1
    rus.edit((body) => {
      body.insertEmbed(at, { p: rus.ids.make('RUS'), t: 'para', lvl: 0, in: bid })
      body.insertEmbed(at + 1, { o: bid, by: 'RUS', kind: 'ins' })
      body.insert(at + 2, 'Welcomes it.')
      body.insertEmbed(at + 14, { c: bid })
    })
    expect(rus.send()).toMatchObject({ repairs: [], returned: [] })
    expect(world.text).toBe('1\tDecides to act.\n[\tWelcomes it. – RUS]\n2\tRequests a report.')
  })
})

describe('AU-4 a seat without the right to write is refused whole', () => {
  test('new words', () => {
    const world = new World(TEXT)
    const obs = world.client('OBS', { mayWrite: false })
    obs.propose(5, 'x')
    expect(obs.send()).toMatchObject({ status: 'refused', rule: 'AU-4' })
    expect(world.text).toBe(TEXT)
  })
  test('a delete alone', () => {
    const world = new World(TEXT)
    const obs = world.client('OBS', { mayWrite: false })
    obs.erase('Decides')
    expect(obs.send()).toMatchObject({ status: 'refused', rule: 'AU-4' })
  })
  test('sync step 2 of a mere reader, with its whole delete set, is nothing', () => {
    const world = new World(TEXT)
    world.act((body) => body.delete(1, 3))
    const obs = world.client('OBS', { mayWrite: false })
    const verdict = world.authority.judge(Y.encodeStateAsUpdate(obs.doc), {
      principal: 'OBS',
      clientIds: new Set(),
      mayWrite: false,
      free: false,
    })
    expect(verdict).toMatchObject({ status: 'applied', update: null })
  })
})

describe('AU-3 an addition that holds nothing any more', () => {
  const proposed = (): { world: World; usa: Client; eu: Client } => {
    const world = new World('1\tDecides to act.\n[1 bis\t[ too – EU] – USA]')
    return { world, usa: world.client('USA'), eu: world.client('EU') }
  }
  test('stays open when another’s words were all it held', () => {
    const { world, eu } = proposed()
    const { from, to } = eu.tokens(world.bids[1]!)
    eu.edit((body) => body.delete(from, to - from + 1))
    expect(settle(world, eu)).toBe('1\tDecides to act.\n[1 bis\t– USA]')
  })
  test('goes with the paragraph it proposed when its author empties it', () => {
    const world = new World('1\tDecides to act.\n[1 bis\tToo. – USA]')
    const usa = world.client('USA')
    usa.erase('Too.')
    expect(settle(world, usa)).toBe('1\tDecides to act.')
  })
})

test('AU-3 undo brings back a bracket that was born under another client of its delegation', () => {
  const world = new World('Decides [now – delete, RUS] to act.')
  const rus = world.client('RUS')
  const { from, to } = rus.tokens(world.bids[0]!)
  rus.edit((body) => {
    body.delete(to, 1)
    body.delete(from, 1)
  })
  expect(settle(world, rus)).toBe('Decides now to act.')
  rus.undo.undo()
  expect(settle(world, rus)).toBe('Decides [now – delete, RUS] to act.')
})
