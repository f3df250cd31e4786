// Whose client id signs what: borrowed, squatted, relayed, replayed. A binding is for ever and for one person.
import { describe, expect, test } from 'vitest'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import * as Y from 'yjs'
import { blockOf, idAt, updateOf, type Content, type Place } from '../support/forge.ts'
import { Siege } from '../support/siege.ts'
import type { Client } from '../support/world.ts'

const TEXT = 'Decides to act.\nRequests a report.'

/** What a page would send that signs as somebody else. */
function signedAs(clientId: number, rus: Client, edit: (body: Y.Text) => unknown): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(rus.world.doc))
  doc.clientID = clientId
  edit(doc.getText('body'))
  return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(rus.world.doc))
}

describe('AU-2 nobody signs as another', () => {
  test('words under a victim’s id and next clock; the victim’s own come in [A22] [T10]', () => {
    const siege = new Siege(TEXT)
    const { eu } = siege
    eu.propose(eu.at('act', true), ' now')
    eu.send()
    siege.refused('AU-2', (rus) => signedAs(eu.doc.clientID, rus, (body) => body.insert(3, 'EVIL')))
    eu.type(eu.at(' now', true), ' really')
    expect(eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(siege.text).toContain('[ now really – EU]')
  })
  test('without a guard the victim’s words are lost without a word, and the texts differ [A23]', () => {
    const { world, eu, rus } = new Siege(TEXT)
    eu.propose(eu.at('act', true), ' now')
    const server = new Y.Doc()
    Y.applyUpdate(server, Y.encodeStateAsUpdate(eu.doc))
    const vector = Y.encodeStateVector(server)
    const twin = new Y.Doc()
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(server))
    twin.clientID = eu.doc.clientID
    twin.getText('body').insert(eu.at('now', true), ' EVIL')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(twin, vector))
    eu.type(eu.at('now', true), 'well')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(eu.doc, Y.encodeStateVector(server)))
    expect(server.getText('body').toJSON()).toContain('EVIL')
    expect(server.getText('body').toJSON()).not.toContain('well')
    expect(rus.pull().text).toBe(world.text)
  })
  test('a client id that its owner has not written under yet [A24] [T11]', () => {
    const siege = new Siege(TEXT)
    siege.refused('AU-2', (rus) => signedAs(siege.eu.doc.clientID, rus, (body) => body.insert(4, 'Z')))
    const claim = { clientId: siege.eu.doc.clientID, principal: 'RUS', person: 'RUS', seat: 'RUS', role: 'delegate' } as const
    expect(siege.world.authority.bind(claim)).toBe(false)
    expect(siege.world.authority.bind({ ...claim, principal: 'EU' })).toBe(false)
    expect(siege.world.authority.principalOf(siege.eu.doc.clientID)).toBe('EU')
  })
  test('a client id that nobody has bound', () =>
    new Siege(TEXT).refused('AU-2', (rus) => signedAs(4711, rus, (body) => body.insert(4, 'Z'))))
  test('a client id of the server’s range, the server’s own next clock included [D5]', () => {
    const siege = new Siege(TEXT)
    siege.refused('AU-2', (rus) => signedAs(rus.world.doc.clientID, rus, (body) => body.insert(4, 'Z')))
    siege.refused('AU-2', (rus) => signedAs(SERVER_CLIENT_IDS_FROM, rus, (body) => body.insert(4, 'Z')))
  })
  test('words of another that the server has not seen, relayed; both come in once their author has sent them [A27] [T11]', () => {
    const siege = new Siege(TEXT)
    const { eu, rus } = siege
    eu.propose(eu.at('act', true), ' now')
    expect(siege.world.authority.judge(Y.encodeStateAsUpdate(eu.doc, Y.encodeStateVector(siege.world.doc)), rus.writer)).toMatchObject({
      status: 'refused',
      rule: 'AU-2',
    })
    expect(eu.send()).toMatchObject({ status: 'applied', repairs: [] })
    Y.applyUpdate(rus.doc, Y.encodeStateAsUpdate(eu.doc))
    rus.propose(rus.at('report', true), ' soon')
    expect(rus.send()).toMatchObject({ status: 'applied', repairs: [] })
    expect(siege.text).toBe('Decides to act[ now – EU].\nRequests a report[ soon – RUS].')
  })
  test('own words beside borrowed ones: nothing of the update comes in', () => {
    const siege = new Siege(TEXT)
    siege.refused('AU-2', (rus) =>
      updateOf([
        blockOf(rus.doc.clientID, 0, [[new Y.ContentString('mine'), { after: idAt(rus.doc, 3) }]]),
        blockOf(siege.eu.doc.clientID, 0, [[new Y.ContentString('theirs'), { after: idAt(rus.doc, 3) }]]),
      ]),
    )
  })
  test('a client id that wrote before anyone was bound to it', () => {
    const { world } = new Siege(TEXT)
    expect(world.authority.bind({ clientId: 1, principal: 'RUS', person: 'p', seat: 's', role: 'delegate' })).toBe(false)
  })
})

describe('AU-2 captured updates', () => {
  test('another’s update sent once more is nothing, in whoever’s name [X22]', () => {
    const siege = new Siege(TEXT)
    const { eu } = siege
    const before = Y.encodeStateVector(eu.doc)
    eu.propose(eu.at('act', true), ' now')
    const captured = Y.encodeStateAsUpdate(eu.doc, before)
    eu.send()
    expect(siege.attack(() => captured)).toMatchObject({ status: 'applied', update: null, opened: [], closed: [] })
    expect(siege.text).toContain('[ now – EU]')
  })
  test('another’s update sent once more after its bracket was decided brings nothing back [X22]', () => {
    const siege = new Siege(TEXT)
    const { eu, world } = siege
    const before = Y.encodeStateVector(eu.doc)
    const bid = eu.propose(eu.at('act', true), ' now')
    const captured = Y.encodeStateAsUpdate(eu.doc, before)
    eu.send()
    world.decide(bid, 'remove')
    expect(siege.attack(() => captured)).toMatchObject({ status: 'applied', update: null })
    expect(siege.text).toBe(TEXT)
  })
  test('another’s deletion, captured and sent by RUS, is judged as RUS’s [X22]', () => {
    const siege = new Siege(TEXT)
    const { eu } = siege
    const bid = eu.propose(eu.at('act', true), ' now')
    eu.send()
    const before = Y.encodeStateVector(eu.doc)
    eu.edit((body) => body.delete(eu.tokens(bid).from + 1, 4))
    const captured = Y.encodeStateAsUpdate(eu.doc, before)
    eu.undo.undo()
    const verdict = siege.world.authority.judge(captured, siege.rus.writer)
    expect(verdict).toMatchObject({ status: 'applied' })
    expect(siege.text).toContain('[ now – EU]')
  })
  test('one’s own update after the right to write is gone [X23]', () => {
    const siege = new Siege(TEXT)
    const bytes = Y.encodeStateAsUpdate(siege.world.doc)
    siege.rus.propose(siege.rus.at('act', true), ' now')
    const update = Y.encodeStateAsUpdate(siege.rus.doc, Y.encodeStateVector(siege.world.doc))
    const demoted = { ...siege.rus.writer, mayWrite: false }
    expect(siege.world.authority.judge(update, demoted)).toMatchObject({ status: 'refused', rule: 'AU-4' })
    expect(Y.encodeStateAsUpdate(siege.world.doc)).toEqual(bytes)
  })
})

describe('AU-4 who reads only', () => {
  test('the whole of one’s page, the server’s deletions included, is no writing [A42] [T13] [X36]', () => {
    const siege = new Siege(TEXT, (world) => world.act((body) => body.delete(1, 3)))
    const watcher = siege.world.client('OBS', { mayWrite: false })
    expect(siege.attack(() => Y.encodeStateAsUpdate(watcher.doc), watcher)).toMatchObject({ status: 'applied', update: null })
    expect(siege.attack(() => Y.encodeStateAsUpdate(siege.rus.doc))).toMatchObject({ status: 'applied', update: null })
  })
  test.each([
    ['words', (watcher: Client) => watcher.type(5, 'x')],
    ['a deletion alone', (watcher: Client) => watcher.erase('Decides')],
    ['a bracket', (watcher: Client) => watcher.propose(5, 'x')],
    ['formatting', (watcher: Client) => watcher.edit((body) => body.format(1, 7, { bold: true }))],
  ])('%s of an observer [A21]', (_, write) => {
    const siege = new Siege(TEXT)
    const watcher = siege.world.client('OBS', { mayWrite: false })
    expect(siege.attack(() => write(watcher), watcher)).toMatchObject({ status: 'refused', rule: 'AU-4' })
    expect(siege.text).toBe(TEXT)
  })
  test('needless formatting is tidied by the server, so that no reader’s page deletes what others wrote [T1]', () => {
    const siege = new Siege(TEXT)
    const chair = siege.world.client('CHAIR', { free: true })
    const watcher = siege.world.client('OBS', { mayWrite: false })
    const own: unknown[] = []
    watcher.doc.on('update', (_: Uint8Array, origin: unknown) => origin !== 'server' && own.push(origin))
    const verdict = siege.attack(({ doc }) => {
      const needless = (at: number): [Content, Place] => [new Y.ContentFormat('bold', null as never), { after: idAt(doc, at) }]
      return updateOf([blockOf(doc.clientID, 0, [needless(3), needless(5)])])
    }, chair)
    expect(verdict).toMatchObject({ status: 'applied', repairs: [] })
    watcher.pull()
    expect(own).toEqual([])
    expect(Y.cleanupYTextFormatting(watcher.body)).toBe(0)
    expect(siege.attack(() => Y.encodeStateAsUpdate(watcher.doc), watcher)).toMatchObject({ status: 'applied', update: null })
  })
})
