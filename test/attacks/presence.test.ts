// Presence forged on the wire: for others, for the dead, for those still to come, and with states that are none.
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import { newClientId } from '@chapeau/shared/ids'
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { besiege } from '../support/besieged.ts'
import type { Desk } from '../support/desk.ts'

/** A presence frame with these claims, each `[clientId, clock, state as JSON]`. */
function claim(...claims: readonly (readonly [number, number, string])[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, claims.length)
  for (const [clientId, clock, json] of claims) {
    encoding.writeVarUint(inner, clientId)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, json)
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  })
}

const CHAIR_USER = '{"user":{"name":"The Chair","principal":"CHAIR","role":"chair"},"cursor":{"at":1}}'

/** Resolves when another has seen this desk's newest presence, and so all that it sent before. */
async function seenBy(desk: Desk, other: Desk, mark: number): Promise<void> {
  desk.awareness.setLocalState({ cursor: { at: mark } })
  await other.until(() => (other.awareness.states.get(desk.doc.clientID)?.['cursor'] as { at?: number } | undefined)?.at === mark)
}

test('SY-41 of somebody who has left: the dead do not come back [X35]', async () => {
  const { rus, eu, desk } = await besiege()
  const usa = await desk('USA')
  await seenBy(usa, eu, 1)
  usa.close()
  await eu.until(() => !eu.awareness.states.has(usa.doc.clientID))
  rus.send(claim([usa.doc.clientID, 2 ** 40, CHAIR_USER]))
  rus.send(claim([usa.doc.clientID, 99, '{}'], [usa.doc.clientID, 100, 'null']))
  await seenBy(rus, eu, 7)
  expect(eu.awareness.states.has(usa.doc.clientID)).toBe(false)
})

test('SY-41 of somebody who is here: neither taken away nor moved [X35]', async () => {
  const { rus, eu, desk } = await besiege()
  const usa = await desk('USA')
  await seenBy(usa, eu, 1)
  rus.send(claim([usa.doc.clientID, 2 ** 40, 'null']))
  rus.send(claim([usa.doc.clientID, 2 ** 40, CHAIR_USER]))
  await seenBy(rus, eu, 7)
  expect(eu.awareness.states.get(usa.doc.clientID)).toMatchObject({ cursor: { at: 1 }, user: { principal: 'USA' } })
})

test('SY-40 SY-42 an observer on the id of a delegate still to come is shown as what it is, and gives way [X35]', async () => {
  const { eu, observer, desk } = await besiege()
  const [squatting, own] = [new Y.Doc(), new Y.Doc()]
  squatting.clientID = own.clientID = newClientId()
  const watcher = await observer({ doc: squatting })
  watcher.awareness.setLocalState({ cursor: { at: 1 }, user: { name: 'The Chair', principal: 'CHAIR', role: 'chair' } })
  await eu.until(() => eu.awareness.states.has(own.clientID))
  expect(eu.awareness.states.get(own.clientID)).toEqual({ user: { name: 'observer person', principal: null, role: 'observer' } })
  const usa = await desk('USA', { doc: own })
  for (let i = 0; i < 8; i++) usa.awareness.setLocalState({ cursor: { at: i } })
  await eu.until(() => (eu.awareness.states.get(own.clientID)?.['user'] as { principal?: string } | undefined)?.principal === 'USA')
  usa.propose('USA', ' all', 'They should')
  await eu.until(() => eu.text.includes('[ all – USA]'))
})

test.each([
  ['a list', '[1,2]'],
  ['a number', '7'],
  ['no JSON', '{"cursor":'],
  ['a prototype', '{"__proto__":{"user":{"principal":"CHAIR"}}}'],
  ['more than presence holds', JSON.stringify({ cursor: 'x'.repeat(100_000) })],
])('SY-40 a state that is %s is shown as nothing but whose it is', async (_, json) => {
  const { rus, eu } = await besiege()
  const clientId = newClientId()
  rus.hello({ clientIDs: [clientId] })
  rus.send(claim([clientId, 1, json]))
  await eu.until(() => eu.awareness.states.has(clientId))
  const state = eu.awareness.states.get(clientId)!
  expect(state['user']).toEqual({ name: 'RUS person', principal: 'RUS', role: 'delegate' })
  expect(JSON.stringify(state).length).toBeLessThan(5_000)
  expect(Object.getPrototypeOf(state)).toBe(Object.prototype)
})

test('SY-7 presence of more clients than anybody is ends the connection that sends it, and no other', async () => {
  const { rus, eu } = await besiege()
  rus.send(claim(...Array.from({ length: 5_000 }, (_, i) => [i, 1, '{}'] as const)))
  await rus.until(() => rus.closedWith !== null)
  expect(rus.closedWith).toBe(4400)
  expect(eu.closedWith).toBeNull()
})
