// Several people on one text, over real sockets and a real file.
import { bodyOf } from '@chapeau/shared/text/ytext'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import { COMPACT_AFTER_UPDATES, ROOM_IDLE_MS } from '@chapeau/server/limits'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { shown } from '../support/builders.ts'
import { ManualClock } from '../support/clock.ts'
import { Desk, frame } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir } from '../support/server.ts'
import { stage } from '../support/stage.ts'
import { Gate } from '../support/storages.ts'

const NOTATION = '1.\tStates should act now.\n2.\tThey should report.'

test('SY-1 what two delegations type converges on both screens', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.type(' all', 'should')
  eu.type(' soon', 'report')
  await Promise.all([rus, eu].map((one) => one.until(() => one.text.includes('– RUS]') && one.text.includes('– EU]'))))
  expect(rus.text).toBe(eu.text)
  expect(rus.text).toBe('1.\tStates should[ all – RUS] act now.\n2.\tThey should report[ soon – EU].')
})

test('SY-2 a restart keeps every word, and the names with them', async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const server = await startServer({ dataDir })
  const place = await seed(server, NOTATION)
  const someone = await seatFor(server, place.meetingId, 'delegate', 'RUS')
  const rus = new Desk(server, place.textId, someone)
  await rus.synced()
  rus.type(' all', 'should')
  await rus.until(() => rus.text.includes('– RUS]'))
  await rus.allSaved()
  rus.close()
  await server.close()
  const again = await startServer({ dataDir })
  onTestFinished(() => again.close())
  const eu = new Desk(again, place.textId, await seatFor(again, place.meetingId, 'delegate', 'EU'))
  onTestFinished(() => eu.close())
  await eu.synced()
  expect(eu.text).toBe(rus.text)
  // The same session and seat still count, and the words still belong to their delegation.
  const back = new Desk(again, place.textId, someone)
  onTestFinished(() => back.close())
  await back.synced()
  back.type('x', '[ all'.slice(1))
  await eu.until(() => eu.text.includes('[ allx – RUS]'))
})

test('SY-3 nobody sees a word, and nothing is called saved, before it is on disk', async () => {
  const gate = new Gate()
  const { desk, server, textId } = await stage(NOTATION, { wrap: gate.wrap })
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  await rus.until(() => rus.saved >= rus.sent)
  const before = eu.text
  gate.close()
  const held = gate.held()
  rus.propose('RUS', ' all', 'should')
  await held
  // A newcomer waits too: what it is shown must survive.
  const late = server.rooms.open(textId).then((room) => room!.look(({ doc }) => shown(doc)))
  expect(eu.text).toBe(before)
  expect(rus.saved).toBeLessThan(rus.sent)
  gate.open()
  await eu.until(() => eu.text.includes('[ all – RUS]'))
  await rus.allSaved()
  expect(await late).toContain('all')
})

test('SY-4 words typed before hello are refused, and reading needs none', async () => {
  const { desk } = await stage(NOTATION)
  const eu = await desk('EU')
  const rus = await desk('RUS', { hello: false })
  expect(rus.text).toBe(eu.text)
  rus.type(' all', 'should')
  await rus.until(() => rus.refused.length > 0)
  expect(rus.refused[0]).toMatchObject({ rule: 'AU-4' })
  eu.type(' soon', 'report')
  await eu.until(() => eu.text.includes('– EU]'))
  expect(eu.text).not.toContain('all')
})

test('SY-5 an update with a gap before it is asked for again and arrives whole', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  // The first of two updates never leaves: the second builds on nothing the server knows.
  const { ws } = rus.provider
  const send = ws!.send.bind(ws)
  ws!.send = () => (ws!.send = send)
  rus.type(' all', 'should')
  rus.type(' of them', 'all')
  await eu.until(() => eu.text.includes('– RUS]'))
  expect(eu.text).toContain('[ all of them – RUS]')
  await rus.until(() => rus.saved > 0)
})

test('SY-7 a bad message ends one connection and no other', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.send(Uint8Array.of(77, 1, 2, 3))
  await rus.until(() => rus.closedWith !== null)
  expect(rus.closedWith).toBe(4400)
  eu.type(' soon', 'report')
  await eu.until(() => eu.text.includes('– EU]'))
  expect(eu.closedWith).toBeNull()
})

test.each([
  ['an unreadable state vector', Uint8Array.of(0, 0, 2, 255, 255)],
  ['a hello of another shape', frame(MESSAGE.hello, { clientIDs: ['1'] })],
  ['bytes behind the message', Uint8Array.of(3, 1)],
  ['nothing', new Uint8Array()],
])('SY-7 %s is a bad message', async (_, bytes) => {
  const { desk } = await stage(NOTATION)
  const rus = await desk('RUS')
  rus.send(bytes)
  await rus.until(() => rus.closedWith !== null)
  expect(rus.closedWith).toBe(4400)
})

test('SY-8 a text without readers is put away and found again as it was', async () => {
  const clock = new ManualClock()
  const { desk, server } = await stage(NOTATION, { clock })
  const rus = await desk('RUS')
  rus.type(' all', 'should')
  await rus.until(() => rus.text.includes('– RUS]'))
  await rus.allSaved()
  const { text } = rus
  rus.close()
  await expect.poll(() => server.metrics.value('connections')).toBe(0)
  clock.advance(ROOM_IDLE_MS)
  await expect.poll(() => server.metrics.value('rooms')).toBe(0)
  const eu = await desk('EU')
  expect(eu.text).toBe(text)
  expect(server.metrics.value('rooms')).toBe(1)
})

test('SY-8 many updates are stored as one, and nothing of them is lost', async () => {
  const { desk, server, textId } = await stage(NOTATION)
  const doc = new Y.Doc()
  for (const update of (await server.storage.load(textId))!.updates) Y.applyUpdate(doc, update)
  doc.clientID = SERVER_CLIENT_IDS_FROM
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let i = 0; i < COMPACT_AFTER_UPDATES; i++) bodyOf(doc).insert(1 + i, String(i % 10))
  const nothing = { bindings: [], entries: [], closed: [], wordings: [], acts: [], summary: null }
  await Promise.all(updates.map((update, i) => server.storage.append(textId, i + 1, { update, ...nothing })))
  const rus = await desk('RUS')
  rus.propose('RUS', ' all', 'should')
  await rus.allSaved()
  await expect.poll(async () => (await server.storage.load(textId))!.updates.length).toBeLessThan(5)
  rus.propose('RUS', ' soon', 'report')
  await rus.allSaved()
  const stored = new Y.Doc()
  for (const update of (await server.storage.load(textId))!.updates) Y.applyUpdate(stored, update)
  expect(shown(stored)).toBe(rus.text)
  expect(shown(stored)).toContain('[ soon – RUS]')
})

test('SY-11 a proposed paragraph gets the label before it with bis', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.proposeParagraph('RUS', 'Others may join.', 'act now.')
  await eu.until(() => eu.text.includes('bis'))
  eu.proposeParagraph('EU', 'All may join.', 'may join.\ufffc')
  await rus.until(() => rus.text.includes('ter'))
  expect(rus.text).toBe(
    '1.\tStates should act now.\n[1 bis.\tOthers may join. – RUS]\n[1 ter.\tAll may join. – EU]\n2.\tThey should report.',
  )
})

test('SY-12 the secretariat types for the delegation it names, others only for themselves', async () => {
  const { desk, secretariat, record } = await stage(NOTATION)
  const typist = await secretariat({ onBehalfOf: 'EU' })
  typist.type(' soon', 'report')
  await typist.until(() => typist.text.includes('[ soon – EU]'))
  const [, propose] = await record()
  expect(propose!.entry).toMatchObject({ act: 'propose', by: { principal: 'EU', role: 'secretariat', onBehalfOf: 'EU' } })
  // Another delegation, another client id; the words before stay whose they are.
  await typist.allSaved()
  typist.typeFor('USA')
  typist.type(' all', 'should')
  await typist.until(() => typist.text.includes('[ all – USA]'))
  expect(typist.text).toContain('[ soon – EU]')
  const rus = await desk('RUS')
  rus.hello({ clientIDs: [5], onBehalfOf: 'EU' })
  await rus.until(() => rus.refused.length > 0)
  expect(rus.refused[0]).toMatchObject({ rule: 'AU-2', clientId: null })
  typist.hello({ clientIDs: [6], onBehalfOf: 'ABC' })
  await typist.until(() => typist.refused.length > 0)
  expect(typist.refused[0]?.message).toContain('ABC')
})
