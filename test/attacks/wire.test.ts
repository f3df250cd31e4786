// The attacks of test/authority that matter most, once more over real sockets: what EU sees, what the record says, and
// that the room goes on.
import { newClientId } from '@chapeau/shared/ids'
import { bodyOf, metaMapOf } from '@chapeau/shared/text/ytext'
import { updateFrame } from '@chapeau/server/sync/frames'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { besiege, TEXT, twinOf, type Besieged } from '../support/besieged.ts'
import { blockOf, idAt, itemOf, updateOf } from '../support/forge.ts'

/** Edits a document of RUS's under a client id of its own, or makes bytes for that id. */
type Attack = (doc: Y.Doc, at: (words: string) => number) => Uint8Array | void

/** Sends an attack under a client id that RUS has said hello for. */
function send({ rus }: Besieged, attack: Attack): void {
  const clientId = newClientId()
  rus.hello({ clientIDs: [clientId] })
  const doc = twinOf(rus, clientId)
  const before = Y.encodeStateVector(doc)
  const forged = doc.transact(() => attack(doc, (words) => rus.find(words)))
  rus.send(updateFrame(forged ?? Y.encodeStateAsUpdate(doc, before)))
}

const word = (text: string): Y.ContentString => new Y.ContentString(text)

describe('AU-9 refused over the wire', () => {
  const refused: [string, string, Attack][] = [
    ['another root [A20]', 'AU-9', (doc) => void doc.getMap('roles').set('RUS', 'chair')],
    ['the text’s status [X10]', 'AU-9', (doc) => void metaMapOf(doc).set('status', 'preparation')],
    ['what the server says of the text taken away [X31]', 'AU-9', (doc) => metaMapOf(doc).delete('status')],
    ['a nested type [A20]', 'AU-9', (doc) => bodyOf(doc).insertEmbed(4, new Y.Map())],
    ['an attribute of the text [D2]', 'AU-9', (doc) => bodyOf(doc).setAttribute('x', 1)],
    ['a character that turns the direction [X19]', 'AU-9', (doc) => bodyOf(doc).insert(4, '\u202eevil')],
    [
      'body as a map [D1]',
      'AU-9',
      ({ clientID }) => {
        const doc = new Y.Doc()
        doc.clientID = clientID
        doc.getMap('body').set('x', 1)
        return Y.encodeStateAsUpdate(doc)
      },
    ],
    [
      'something of no length in meta [X11]',
      'AU-9',
      (doc) =>
        updateOf([
          blockOf(doc.clientID, 0, [
            [new Y.ContentAny([]), { parent: 'meta', key: 'status' }],
            [word('x'), { after: idAt(doc, 3) }],
          ]),
        ]),
    ],
    [
      'a client twice [X8]',
      'AU-9',
      (doc) =>
        updateOf([
          blockOf(doc.clientID, 0, [[word('ab'), { after: idAt(doc, 3) }]]),
          blockOf(doc.clientID, 2, [[word('c'), { after: idAt(doc, 3) }]]),
        ]),
    ],
    [
      'a word beside itself [X9]',
      'AU-9',
      ({ clientID }) => updateOf([blockOf(clientID, 0, [[word('a'), { after: Y.createID(clientID, 0) }]])]),
    ],
    ['bytes that are no update', 'AU-9', () => Uint8Array.of(1, 1, 1, 1, 200, 1)],
  ]
  test.each(refused)('%s', async (_, rule, attack) => {
    const scene = await besiege()
    const { rus, holds, server } = scene
    await holds(
      async () => {
        send(scene, attack)
        await rus.until(() => rus.refused.length === 1)
        expect(rus.refused[0]).toMatchObject({ rule })
      },
      { entries: ['refused RUS'] },
    )
    expect(server.metrics.value('drops')).toBe(0)
    expect(rus.text).toBe(scene.eu.text)
  })
})

describe('AU-1 AU-3 taken back over the wire', () => {
  const repaired: [string, Attack][] = [
    ['standing words deleted [A4]', (doc, at) => bodyOf(doc).delete(at('They'), 11)],
    ['the whole text deleted [A4]', (doc) => bodyOf(doc).delete(0, bodyOf(doc).length)],
    ['another’s words deleted [A13]', (doc, at) => bodyOf(doc).delete(at(' now'), 4)],
    ['another’s tokens deleted [A12]', (doc, at) => [at(' now') + 4, at(' now') - 1].forEach((place) => bodyOf(doc).delete(place, 1))],
    ['standing words in bold [A15]', (doc, at) => bodyOf(doc).format(at('States'), 6, { bold: true })],
    ['standing words swallowed [A9]', (doc, at) => wrap(doc, at('They'), at(' report'), 'ins')],
    ['standing words hidden in a note [X38]', (doc, at) => wrap(doc, at('They'), at(' report'), 'note')],
    ['another’s bracket pulled in [X39]', (doc, at) => wrap(doc, at(' now') - 1, at('.'), 'ins')],
    ['half a bracket [X13]', (doc) => bodyOf(doc).insertEmbed(4, { o: `RUS:${doc.clientID}.1`, by: 'RUS', kind: 'res' })],
  ]
  test.each(repaired)('%s', async (_, attack) => {
    const scene = await besiege()
    const { rus, eu, holds, server } = scene
    await holds(async () => {
      const { sent, saved } = { sent: rus.sent, saved: rus.saved }
      send(scene, attack)
      await rus.until(() => rus.saved > Math.max(saved, sent))
      await rus.until(() => rus.text === TEXT)
    })
    expect(rus.refused).toEqual([])
    expect(server.metrics.value('drops')).toBe(0)
    expect(JSON.stringify(bodyOf(eu.doc).toDelta())).not.toContain('bold')
  })
  test('words in another’s name are the writer’s, in the text and in the record [A7]', async () => {
    const scene = await besiege()
    await scene.holds(
      async () => {
        send(scene, (doc, at) => wrap(doc, at(' act'), at(' act'), 'ins', ' never', 'USA'))
        await scene.eu.until(() => scene.eu.text.includes('never'))
      },
      { after: TEXT.replace(' act', '[ never – RUS] act'), entries: ['propose RUS'] },
    )
  })
})

describe('SY-5 asked again over the wire', () => {
  test.each<[string, Attack]>([
    ['a clock far ahead [X4]', (doc) => updateOf([blockOf(doc.clientID, 2 ** 31, [[word('x'), { after: idAt(doc, 3) }]])])],
    [
      'a hole named as one [X5]',
      (doc) => {
        const id = doc.clientID
        const structs = [
          itemOf(id, 0, word('x'), { after: idAt(doc, 3) }),
          new Y.Skip(Y.createID(id, 1), 3),
          itemOf(id, 4, word('y'), { after: idAt(doc, 3) }),
        ]
        return updateOf([{ client: id, clock: 0, structs }])
      },
    ],
    ['a deletion of what is not born [X6]', (doc) => updateOf([], { [doc.clientID]: [[5, 2 ** 31]] })],
  ])('%s, and nothing of it is kept', async (_, attack) => {
    const scene = await besiege()
    const { server, holds } = scene
    await holds(async () => {
      const resyncs = server.metrics.value('resyncs')
      send(scene, attack)
      await expect.poll(() => server.metrics.value('resyncs')).toBe(resyncs + 1)
    })
    expect(server.metrics.value('drops')).toBe(0)
  })
})

test('SY-2 a restart gives the server another client id, so that no clock of its own counts twice [T9]', async () => {
  const { server, textId, rus, eu } = await besiege()
  const ids = new Set<number>()
  const own = async (): Promise<void> => {
    const room = await server.rooms.open(textId)
    ids.add(await room!.look(({ doc }) => doc.clientID))
  }
  await own()
  rus.erase('States')
  await rus.until(() => rus.text.startsWith('1.\tStates') && rus.saved >= rus.sent)
  const room = await server.rooms.open(textId)
  await room!.close(4500, 'restart')
  await eu.until(() => eu.provider.synced)
  await expect.poll(async () => (await own(), ids.size)).toBeGreaterThan(1)
  expect([...ids].every((id) => id >= 0xf000_0000)).toBe(true)
})

function wrap(doc: Y.Doc, from: number, to: number, kind: string, words = '', by = 'RUS'): void {
  const bid = `${by}:${doc.clientID}.1`
  const body = bodyOf(doc)
  body.insertEmbed(to, { c: bid })
  if (words !== '') body.insert(to, words)
  body.insertEmbed(from, { o: bid, by, kind })
}
