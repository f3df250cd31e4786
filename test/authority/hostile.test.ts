// The authority against a client that no honest person runs: refused whole before anything is applied, or taken
// back; the text and everybody's names stay as they were.
import { describe, expect, test } from 'vitest'
import { MAX_UPDATE_BYTES } from '@chapeau/server/authority/precheck'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import * as Y from 'yjs'
import { World, type Client } from '../support/world.ts'

const TEXT = 'Decides to act[ now – USA].\nRequests a report.'

describe('AU-9 TX-2 what is no text is refused whole', () => {
  const attacks: [string, (rus: Client) => unknown][] = [
    ['an override beside the text', (rus) => rus.doc.getMap('meta').set('status', 'adopted')],
    ['another root', (rus) => rus.doc.getMap('roles').set('RUS', 'chair')],
    ['a nested type', (rus) => rus.edit((body) => body.insertEmbed(3, new Y.Map()))],
    ['an attribute of the text itself', (rus) => rus.edit((body) => body.setAttribute('x', 1))],
    ['an embed of another shape', (rus) => rus.edit((body) => body.insertEmbed(3, { image: 'x' }))],
    ['an embed with one key more', (rus) => rus.edit((body) => body.insertEmbed(3, { c: 'RUS:101.1', x: 1 }))],
    ['formatting that is not known', (rus) => rus.edit((body) => body.format(1, 3, { color: 'red' }))],
    ['control characters', (rus) => rus.type(3, 'a\u0007b')],
    ['characters that turn the direction', (rus) => rus.type(3, '\u202eevil')],
    ['a paragraph under another’s name', (rus) => rus.edit((body) => body.insertEmbed(3, { p: 'USA:101.1', t: 'para', lvl: 0 }))],
  ]
  test.each(attacks)('%s', (_, attack) => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    attack(rus)
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-9' })
    expect(world.text).toBe(TEXT)
    expect([...world.doc.share.keys()].filter((root) => !['body', 'meta'].includes(root))).toEqual([])
    expect(world.doc.getMap('meta').size).toBe(0)
  })
  test('the body declared as a map', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const doc = new Y.Doc()
    doc.clientID = rus.doc.clientID
    doc.getMap('body').set('x', 1)
    const verdict = world.authority.judge(Y.encodeStateAsUpdate(doc), rus.writer)
    expect(verdict).toMatchObject({ status: 'refused', rule: 'AU-9' })
    expect(world.text).toBe(TEXT)
  })
  test('words between the halves of a character', () => {
    const world = new World('Ships 🚢 sail.')
    const rus = world.client('RUS')
    const forged = new Y.Doc()
    forged.clientID = rus.doc.clientID
    // A client whose own text has two plain letters where the others have one character of two halves.
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(world.doc))
    const at = rus.at('🚢')
    forged.getText('body').insert(at + 1, 'x')
    const verdict = world.authority.judge(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(world.doc)), rus.writer)
    expect(verdict.status).not.toBe('applied')
    expect(world.text).toBe('Ships 🚢 sail.')
  })
  test('an update larger than any person types names the client id that is dead', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    rus.propose(3, 'x'.repeat(MAX_UPDATE_BYTES))
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-9', clientId: rus.doc.clientID })
    expect(world.authority.judge(new Uint8Array([9, 9, 9]), rus.writer)).toMatchObject({ status: 'refused', clientId: rus.doc.clientID })
  })
})

describe('AU-2 nobody signs with another’s client id', () => {
  test('words under a victim’s id and next clock', () => {
    const world = new World(TEXT)
    const usa = world.client('USA')
    usa.propose(usa.at(' report', true), ' soon')
    usa.send()
    const rus = world.client('RUS')
    rus.doc.clientID = usa.doc.clientID
    rus.type(3, 'evil')
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-2' })
    usa.type(usa.at('soon', true), 'er')
    expect(usa.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(world.text).toContain('[ sooner – USA]')
  })
  test('an id of the server’s range', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS', { clientId: SERVER_CLIENT_IDS_FROM + 1 })
    rus.type(3, 'evil')
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-2' })
  })
  test('an id that has written cannot be claimed', () => {
    const world = new World(TEXT)
    expect(world.authority.bind({ clientId: 1, principal: 'RUS', person: 'p', seat: 's', role: 'delegate' })).toBe(false)
  })
})

describe('SY-5 what builds on something missing is asked for again, and nothing is applied', () => {
  test('a gap in one’s own clock', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    rus.propose(3, 'a')
    const known = Y.encodeStateVector(rus.doc)
    rus.propose(3, 'b')
    expect(world.authority.judge(Y.encodeStateAsUpdate(rus.doc, known), rus.writer)).toMatchObject({ status: 'resync' })
    expect(world.doc.store.pendingStructs).toBeNull()
    expect(world.text).toBe(TEXT)
  })
  test('a delete of words not yet known', () => {
    const world = new World(TEXT)
    const usa = world.client('USA')
    usa.propose(usa.at('report', true), ' soon')
    const rus = world.client('RUS')
    Y.applyUpdate(rus.doc, Y.encodeStateAsUpdate(usa.doc))
    rus.edit((body) => body.delete(rus.at('soon'), 4))
    expect(world.authority.judge(Y.encodeStateAsUpdate(rus.doc, Y.encodeStateVector(rus.doc)), rus.writer)).toMatchObject({
      status: 'resync',
    })
    expect(world.doc.store.pendingDs).toBeNull()
    usa.send()
    expect(world.text).toContain('[ soon – USA]')
  })
})

describe('AU-3 forged, moved and stretched tokens are taken back', () => {
  const attacks: [string, (rus: Client, usa: string) => unknown, string][] = [
    [
      'a bracket in another’s name',
      (rus) => rus.wrap(rus.at('report'), rus.at('report'), 'ins', [{ insert: 'evil ' }], 'USA'),
      'Requests a [evil  – RUS]report.',
    ],
    [
      'a bracket whose id and name differ',
      (rus) =>
        rus.edit((body) => {
          const at = rus.at('report')
          body.insertEmbed(at, { c: 'RUS:101.9' })
          body.insert(at, 'evil ')
          body.insertEmbed(at, { o: 'RUS:101.9', by: 'RUS', kind: 'ins', grp: 'USA:1.1' })
        }),
      'Requests a [evil  – RUS]report.',
    ],
    [
      'another’s tokens taken away',
      (rus, usa) => rus.edit((body) => [rus.tokens(usa).to, rus.tokens(usa).from].forEach((at) => body.delete(at, 1))),
      'Requests a report.',
    ],
    ['another’s words deleted', (rus) => rus.erase(' now'), 'Requests a report.'],
    [
      'a lone close of another’s bracket',
      (rus, usa) => rus.edit((body) => body.insertEmbed(rus.at('report'), { c: usa })),
      'Requests a report.',
    ],
    [
      'a bracket opened and never closed',
      (rus) => rus.edit((body) => body.insertEmbed(rus.at('report'), { o: 'RUS:101.7', by: 'RUS', kind: 'del' })),
      'Requests a report.',
    ],
  ]
  test.each(attacks)('%s', (_, attack, second) => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const standing = world.standing
    attack(rus, world.bids[0]!)
    expect(rus.send().status).toBe('applied')
    expect(world.text).toBe(`Decides to act[ now – USA].\n${second}`)
    expect(world.standing).toBe(standing)
    expect(rus.pull().text).toBe(world.text)
  })
  test('an own close stretched over standing words', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('Requests', true), ' soon')
    rus.send()
    const standing = world.standing
    rus.edit((body) => {
      const { to } = rus.tokens(bid)
      body.insertEmbed(rus.at(' report', true), { c: bid })
      body.delete(to, 1)
    })
    rus.send()
    expect(world.standing).toBe(standing)
    expect(world.text).toContain('[ soon – RUS]')
  })
  test('own tokens taken away so that the words would stand', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('Requests', true), ' soon')
    rus.send()
    const standing = world.standing
    const { from, to } = rus.tokens(bid)
    rus.edit((body) => [to, from].forEach((at) => body.delete(at, 1)))
    rus.send()
    expect(world.standing).toBe(standing)
    expect(world.text).toContain('[ soon – RUS]')
  })
  test('a reservation born again as an addition', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.wrap(rus.at('Requests'), rus.at(' a report'), 'res')
    rus.send()
    const { from } = rus.tokens(bid)
    rus.edit((body) => {
      body.delete(from, 1)
      body.insertEmbed(from, { o: bid, by: 'RUS', kind: 'ins' })
    })
    rus.send()
    expect(world.standing).toBe('Decides to act.\nRequests a report.')
  })
})

describe('TX-3 ids are never used twice', () => {
  test('a bracket that was decided is not born again', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const bid = rus.propose(rus.at('report', true), ' soon')
    rus.send()
    world.decide(bid, 'remove')
    rus.pull()
    rus.edit((body) => {
      const at = rus.at('report', true)
      body.insertEmbed(at, { c: bid })
      body.insert(at, ' again')
      body.insertEmbed(at, { o: bid, by: 'RUS', kind: 'ins' })
    })
    expect(rus.send().status).toBe('applied')
    expect(world.text).toContain('report[ again – RUS]')
    expect(JSON.stringify(world.doc.getText('body').toDelta())).not.toContain(bid)
  })
  test('a paragraph that stands is not started a second time', () => {
    const world = new World(TEXT)
    const rus = world.client('RUS')
    const pid = rus.ids.make('RUS')
    rus.wrap(rus.at('report', true), rus.at('report', true), 'ins', [
      { insert: ' soon.' },
      { insert: { p: pid, t: 'para', lvl: 0 } },
      { insert: 'Then' },
    ])
    expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
    rus.edit((body) => body.insertEmbed(rus.at('Then', true), { p: pid, t: 'para', lvl: 0 }))
    expect(rus.send()).toMatchObject({ status: 'refused', rule: 'AU-9' })
  })
})
