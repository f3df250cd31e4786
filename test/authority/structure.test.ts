// Updates as bytes: clock games, blocks and neighbours that no Yjs client would write. Nothing of them may be kept for
// later, and whoever sends them disturbs nobody else.
import { describe, expect, test } from 'vitest'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { blockOf, idAt, itemOf, updateOf, type Content, type Place } from '../support/forge.ts'
import { Siege, type Attack } from '../support/siege.ts'

const TEXT = '1\tDecides to act[ now – USA].\n2\tRequests a report.'
const words = (text: string): Content => new Y.ContentString(text)

/** The update of what RUS does now, and of nothing before. */
function updateOfDoing(rus: Parameters<Attack>[0], doing: () => unknown): Uint8Array {
  const before = Y.encodeStateVector(rus.doc)
  doing()
  return Y.encodeStateAsUpdate(rus.doc, before)
}

describe('SY-5 clock games', () => {
  test('the same update a second time is nothing [X1]', () => {
    const siege = new Siege(TEXT)
    let update: Uint8Array = new Uint8Array()
    siege.attack((rus) => (update = updateOfDoing(rus, () => rus.propose(rus.at('report', true), ' soon'))))
    const { text } = siege
    expect(siege.attack(() => update)).toMatchObject({ status: 'applied', update: null, path: 'none' })
    expect(siege.text).toBe(text)
  })
  test('an update that overlaps what is known brings only what is new [X2]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at('report', true), ' soon')
    siege.attack(() => undefined)
    siege.rus.type(siege.rus.tokens(bid).to, 'er')
    siege.ends('1\tDecides to act[ now – USA].\n2\tRequests a report[ sooner – RUS].', (rus) => Y.encodeStateAsUpdate(rus.doc))
  })
  test('clocks told a second time with other words change nothing for anybody [X3]', () => {
    const siege = new Siege(TEXT)
    siege.rus.propose(siege.rus.at('report', true), ' soon')
    siege.attack(() => undefined)
    const { text } = siege
    const verdict = siege.attack((rus) => {
      const twin = new Y.Doc()
      twin.clientID = rus.doc.clientID
      twin.getText('body').insert(0, 'late!')
      return Y.encodeStateAsUpdate(twin)
    })
    expect(verdict).toMatchObject({ status: 'applied', update: null })
    expect(siege.text).toBe(text)
  })
  test('a clock far ahead', () => {
    new Siege(TEXT).asksAgain((rus) => updateOf([blockOf(rus.doc.clientID, 2 ** 31, [[words('x'), { after: idAt(rus.doc, 3) }]])]))
  })
  test('a hole between two items, named as a Skip', () => {
    new Siege(TEXT).asksAgain(({ doc }) => {
      const id = doc.clientID
      const structs = [
        itemOf(id, 0, words('x'), { after: idAt(doc, 3) }),
        new Y.Skip(Y.createID(id, 1), 3),
        itemOf(id, 4, words('y'), { after: idAt(doc, 3) }),
      ]
      return updateOf([{ client: id, clock: 0, structs }])
    })
  })
  test('a delete of clocks that are not born, up to the end of numbers', () => {
    const siege = new Siege(TEXT)
    siege.asksAgain(() => updateOf([], { [siege.eu.doc.clientID]: [[0, 5]] }))
    siege.asksAgain((rus) => updateOf([], { [rus.doc.clientID]: [[0, 2 ** 40]] }))
    siege.asksAgain(() => updateOf([], { 4711: [[2 ** 31, 1]] }))
    expect(siege.text).toContain('EU goes on')
  })
  test('a delete of one’s own words in the update that brings them', () => {
    const siege = new Siege(TEXT)
    siege.ends(TEXT, ({ doc }) =>
      updateOf([blockOf(doc.clientID, 0, [[words('gone'), { after: idAt(doc, 3) }]])], { [doc.clientID]: [[0, 4]] }),
    )
  })
  test('words born deleted, as a page with its rubbish collected sends them [X7]', () => {
    const siege = new Siege(TEXT)
    siege.ends(TEXT, ({ doc }) => {
      const update = updateOf([blockOf(doc.clientID, 0, [[new Y.ContentDeleted(4), { after: idAt(doc, 3) }]])])
      const { clientID } = doc
      Y.applyUpdate(doc, update)
      doc.clientID = clientID
      return update
    })
    siege.rus.propose(siege.rus.at('report', true), ' soon')
    siege.ends('1\tDecides to act[ now – USA].\n2\tRequests a report[ soon – RUS].', () => undefined)
  })
  test('collected structs, and words beside them [X7]', () => {
    const siege = new Siege(TEXT)
    const verdict = siege.attack(({ doc }) => {
      const id = doc.clientID
      const structs = [new Y.GC(Y.createID(id, 0), 4), itemOf(id, 4, words('x'), { after: Y.createID(id, 3) })]
      return updateOf([{ client: id, clock: 0, structs }])
    })
    expect(verdict.status).toBe('applied')
    expect(siege.text).toBe(TEXT)
  })
})

describe('AU-9 blocks and neighbours', () => {
  const cases: [string, Attack][] = [
    [
      'a client in two blocks, of which Yjs would take the last only',
      ({ doc }) =>
        updateOf([
          blockOf(doc.clientID, 0, [[words('ab'), { after: idAt(doc, 3) }]]),
          blockOf(doc.clientID, 2, [[words('c'), { after: Y.createID(doc.clientID, 1) }]]),
        ]),
    ],
    ['an item beside itself', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[words('a'), { after: Y.createID(doc.clientID, 0) }]])])],
    [
      'an item beside one of its own that comes later',
      ({ doc }) =>
        updateOf([
          blockOf(doc.clientID, 0, [
            [words('a'), { before: Y.createID(doc.clientID, 1) }],
            [words('b'), { after: idAt(doc, 3) }],
          ]),
        ]),
    ],
    ['a place in meta', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[words('x'), { parent: 'meta' }]])])],
    [
      'a key of meta',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentAny(['adopted']), { parent: 'meta', key: 'status' }]])]),
    ],
    ['a key of the body', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[words('x'), { key: 'x' }]])])],
    [
      'an override by its neighbour in meta',
      ({ doc }) => {
        const label = metaMapOf(doc)._map.get('p/:1.1/label')!
        return updateOf([blockOf(doc.clientID, 0, [[words('9'), { after: label.lastId }]])])
      },
    ],
    [
      'bytes behind the update, to be handed on to everybody [X42]',
      (rus) => {
        const update = updateOfDoing(rus, () => rus.propose(rus.at('report', true), ' soon'))
        return Uint8Array.of(...update, ...new TextEncoder().encode('a message for other pages'))
      },
    ],
    [
      'a binary [X12]',
      ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentBinary(Uint8Array.of(1)), { after: idAt(doc, 3) }]])]),
    ],
    ['values', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentAny([1, 2]), { after: idAt(doc, 3) }]])])],
    ['JSON', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentJSON(['x']), { after: idAt(doc, 3) }]])])],
    ['a document', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[new Y.ContentDoc(new Y.Doc()), { after: idAt(doc, 3) }]])])],
    ['an empty string', ({ doc }) => updateOf([blockOf(doc.clientID, 0, [[words(''), { after: idAt(doc, 3) }]])])],
  ]
  test.each(cases)('%s', (_, attack) => {
    const siege = new Siege(TEXT)
    const { text } = siege
    siege.refused('AU-9', attack)
    expect(siege.text.startsWith(text)).toBe(true)
  })
})

describe('AU-9 what has no length is at a known clock, and is no less looked at [X11]', () => {
  const nothings: [string, Content][] = [
    ['values', new Y.ContentAny([])],
    ['JSON', new Y.ContentJSON([])],
    ['words', new Y.ContentString('')],
    ['deletions', new Y.ContentDeleted(0)],
  ]
  const places: [string, (siege: Siege) => readonly [client: number, place: Place]][] = [
    ['a key of meta', ({ rus }) => [rus.doc.clientID, { parent: 'meta', key: 'status' }]],
    ['another root', ({ rus }) => [rus.doc.clientID, { parent: 'roles', key: 'RUS' }]],
    ['a victim’s next clock', ({ eu }) => [eu.doc.clientID, { parent: 'meta', key: 'title' }]],
    ['the server’s next clock', ({ world }) => [world.doc.clientID, { parent: 'meta', key: 'status' }]],
    ['the clock of those who laid the text', () => [1, { parent: 'body' }]],
  ]
  const cases = nothings.flatMap(([what, content]) => places.map(([where, place]) => [what, where, content, place] as const))
  test.each(cases)('no %s at %s', (_what, _where, content, place) => {
    const siege = new Siege(TEXT)
    siege.refused('AU-9', (rus) => {
      const [client, at] = place(siege)
      const clock = Y.getState(siege.world.doc.store, client)
      const word = blockOf(rus.doc.clientID, 0, [
        ...(client === rus.doc.clientID ? [[content, at] as const] : []),
        [words('x'), { after: idAt(rus.doc, 3) }],
      ])
      return updateOf(client === rus.doc.clientID ? [word] : [blockOf(client, clock, [[content, at]]), word])
    })
  })
})

describe('SY-5 traps of the wire, shown on documents without a guard', () => {
  test('a gap waits and comes in with somebody else’s update; here it is never kept [A25] [T8]', () => {
    const unguarded = new Y.Doc()
    const mine = new Y.Doc()
    mine.getText('t').insert(0, 'a')
    const first = Y.encodeStateAsUpdate(mine)
    const vector = Y.encodeStateVector(mine)
    mine.getText('t').insert(1, 'EVIL')
    Y.applyUpdate(unguarded, Y.encodeStateAsUpdate(mine, vector))
    expect(unguarded.getText('t').toJSON()).toBe('')
    Y.applyUpdate(unguarded, first)
    expect(unguarded.getText('t').toJSON()).toBe('aEVIL')
    const siege = new Siege(TEXT)
    siege.asksAgain((rus) => {
      rus.propose(3, 'a')
      return updateOfDoing(rus, () => rus.type(3, 'EVIL'))
    })
    siege.rus.edit((body) => body.delete(3, 1))
  })
  test('a deletion of words not known yet is not kept for when they come [A26]', () => {
    const siege = new Siege(TEXT)
    const { eu, rus } = siege
    eu.propose(eu.at('report', true), ' soon')
    Y.applyUpdate(rus.doc, Y.encodeStateAsUpdate(eu.doc))
    const update = updateOfDoing(rus, () => rus.erase('soon'))
    expect(siege.world.authority.judge(update, rus.writer)).toMatchObject({ status: 'resync' })
    eu.send()
    expect(siege.text).toContain('[ soon – EU]')
  })
  test('a deletion that the server does not follow would leave two texts; here it comes back for both [T2]', () => {
    const siege = new Siege(TEXT)
    siege.ends(TEXT, (rus) => rus.erase('Decides'))
    expect(siege.rus.body.toJSON()).toBe(siege.world.doc.getText('body').toJSON())
  })
  test('a repair is a transaction of its own: the server’s client id stays what it is [T3]', () => {
    const siege = new Siege(TEXT)
    const { clientID } = siege.world.doc
    siege.ends(TEXT, (rus) => rus.erase('Decides'))
    siege.attack((rus) => rus.type(rus.at('act', true), ' soon'))
    expect(siege.world.doc.clientID).toBe(clientID)
  })
  test('five thousand keys offline are one struct, and come in in one stroke [T10]', () => {
    const siege = new Siege(TEXT)
    const bid = siege.rus.propose(siege.rus.at('report', true), ' ')
    siege.attack(() => undefined)
    const update = updateOfDoing(siege.rus, () => {
      for (let i = 0; i < 5_000; i++) siege.rus.type(siege.rus.tokens(bid).to, 'y')
    })
    expect(Y.decodeUpdate(update).structs).toHaveLength(1)
    expect(siege.attack(() => update)).toMatchObject({ status: 'applied', path: 'keystroke', repairs: [] })
  })
})
