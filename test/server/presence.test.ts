// Who is here: said by clients, stamped by the server.
import { KEEPALIVE_MS } from '@chapeau/server/limits'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import { ManualClock } from '../support/clock.ts'
import type { Desk } from '../support/desk.ts'
import { stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act now.'

test('SY-40 presence carries name, delegation and role of the seat, whatever the client says', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.awareness.setLocalState({ cursor: { at: 3 }, user: { name: 'The Chair', principal: 'CHAIR', role: 'chair' } })
  await eu.until(() => eu.awareness.states.has(rus.doc.clientID))
  expect(eu.awareness.states.get(rus.doc.clientID)).toEqual({
    cursor: { at: 3 },
    user: { name: 'RUS person', principal: 'RUS', role: 'delegate' },
  })
})

test('SY-41 presence for somebody else’s client id is dropped', async () => {
  const { desk, server } = await stage(NOTATION)
  const [rus, eu, usa] = [await desk('RUS'), await desk('EU'), await desk('USA')]
  eu.awareness.setLocalState({ cursor: { at: 1 } })
  await usa.until(() => usa.awareness.states.has(eu.doc.clientID))
  const foreign = server.metrics.value('foreign')
  rus.send(awarenessBytes(eu.doc.clientID, 99, { cursor: { at: 77 } }))
  rus.send(awarenessBytes(eu.doc.clientID, 99, null))
  rus.send(awarenessBytes(123, 1, { cursor: { at: 77 } }))
  await expect.poll(() => server.metrics.value('foreign')).toBeGreaterThanOrEqual(foreign + 3)
  rus.awareness.setLocalState({ cursor: { at: 2 } })
  await usa.until(() => usa.awareness.states.has(rus.doc.clientID))
  expect(usa.awareness.states.get(eu.doc.clientID)).toMatchObject({ cursor: { at: 1 }, user: { principal: 'EU' } })
  expect(usa.awareness.states.has(123)).toBe(false)
})

test('SY-42 an observer is seen to be here, its cursor is not', async () => {
  const { desk, observer } = await stage(NOTATION)
  const [rus, watcher] = [await desk('RUS'), await observer()]
  watcher.awareness.setLocalState({ cursor: { at: 3 } })
  await rus.until(() => rus.awareness.states.has(watcher.doc.clientID))
  expect(rus.awareness.states.get(watcher.doc.clientID)).toEqual({ user: { name: 'observer person', principal: null, role: 'observer' } })
})

test('SY-43 whoever leaves is gone from every screen, and a newcomer is told who is here', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.awareness.setLocalState({ cursor: { at: 3 } })
  await eu.until(() => eu.awareness.states.has(rus.doc.clientID))
  const usa = await desk('USA')
  await usa.until(() => usa.awareness.states.has(rus.doc.clientID))
  rus.close()
  await Promise.all([eu, usa].map((one) => one.until(() => !one.awareness.states.has(rus.doc.clientID))))
  expect([...eu.awareness.states.keys()]).not.toContain(rus.doc.clientID)
})

test('SY-44 whoever is quiet hears from the server before taking the line for dead', async () => {
  const clock = new ManualClock()
  const { desk } = await stage(NOTATION, { clock })
  const rus = await desk('RUS')
  clock.advance(KEEPALIVE_MS)
  expect(await heard(rus)).toEqual(Uint8Array.of(MESSAGE.awareness, 1, 0))
})

test('SY-44 a sender hears its own presence', async () => {
  const { desk } = await stage(NOTATION)
  const rus = await desk('RUS')
  rus.awareness.setLocalState({ cursor: { at: 3 } })
  expect((await heard(rus)).length).toBeGreaterThan(3)
})

/** The next presence that a desk hears. */
function heard(desk: Desk): Promise<Uint8Array> {
  return new Promise((resolve) =>
    desk.provider.ws!.addEventListener('message', ({ data }) => {
      const bytes = new Uint8Array(data as ArrayBuffer)
      if (bytes[0] === MESSAGE.awareness) resolve(bytes)
    }),
  )
}

function awarenessBytes(clientId: number, clock: number, state: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((inner) => {
        encoding.writeVarUint(inner, 1)
        encoding.writeVarUint(inner, clientId)
        encoding.writeVarUint(inner, clock)
        encoding.writeVarString(inner, JSON.stringify(state))
      }),
    )
  })
}

test('UI-71 SY-40 a person says their name later: presence and the record have it from then on, on an open socket', async () => {
  const { desk, chair, record } = await stage('1.\tStates should act.')
  const [rus, lead] = [await desk('RUS'), await chair()]
  const answer = await rus.fetch('/api/me', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '  A Delegate ' }),
  })
  expect(await answer.json()).toMatchObject({ person: { name: 'A Delegate' } })
  rus.awareness.setLocalStateField('cursor', { anchor: 1, head: 1 })
  await lead.until(() =>
    [...lead.awareness.getStates().values()].some((state) => (state['user'] as { name?: string } | undefined)?.name === 'A Delegate'),
  )
  rus.propose('RUS', ' now', 'act')
  await lead.until(() => lead.text.includes('– RUS]'))
  expect((await record()).find(({ entry }) => entry.act === 'propose')?.content?.personName).toBe('A Delegate')
  for (const name of ['x'.repeat(121), 5, null]) {
    const refused = await rus.fetch('/api/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
    expect(refused.status).toBe(400)
  }
})
