// Changes that are set aside, over real sockets: the person is told, others notice nothing, chair and secretariat can
// look at what it was.
import type { QuarantineAnswer } from '@chapeau/shared/protocol/api'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { WALK_BURST_ITEMS, WALK_ITEMS_PER_SECOND } from '@chapeau/server/limits'
import { systemClock } from '@chapeau/server/clock'
import { Budget } from '@chapeau/server/sync/budget'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { stage } from '../support/stage.ts'

const LONG = Array.from(
  { length: 40 },
  (_, i) => `${i + 1}.\tParagraph ${i} recalls what was said and asks for more of it every year.`,
).join('\n')

async function listed(desk: { fetch(path: string): Promise<Response> }, textId: string): Promise<QuarantineAnswer['items']> {
  const response = await desk.fetch(`/api/texts/${textId}/quarantine`)
  expect(response.status).toBe(200)
  return ((await response.json()) as QuarantineAnswer).items
}

describe('AU-10 a deletion of everybody’s words', () => {
  test('is set aside: its author is told, others see nothing of it, the desk can look at it', async () => {
    const { desk, chair, secretariat, textId, record } = await stage(LONG)
    const [rus, eu, facilitator, typist] = [await desk('RUS'), await desk('EU'), await chair(), await secretariat()]
    const before = eu.text
    let seen = 0
    eu.doc.on('update', () => seen++)
    rus.doc.transact(() => bodyOf(rus.doc).delete(0, bodyOf(rus.doc).length))
    await rus.until(() => rus.refused.length > 0)
    expect(rus.refused[0]).toMatchObject({ rule: 'AU-10', clientId: rus.doc.clientID })
    expect(rus.refused[0]!.message).toContain('set aside')
    expect(eu.text).toBe(before)
    expect(seen).toBe(0)
    for (const who of [facilitator, typist]) {
      expect(await listed(who, textId)).toMatchObject([{ n: 1, principal: 'RUS', role: 'delegate', person: 'RUS person', rule: 'AU-10' }])
    }
    const bytes = await facilitator.fetch(`/api/texts/${textId}/quarantine/1`)
    expect(bytes.headers.get('content-disposition')).toContain('set-aside-1')
    const { structs, ds } = Y.decodeUpdate(new Uint8Array(await bytes.arrayBuffer()))
    expect(structs).toHaveLength(0)
    expect(ds.clients.size).toBeGreaterThan(0)
    const entry = (await record()).find(({ entry: { act } }) => act === 'refused')
    expect(entry?.entry.by).toMatchObject({ principal: 'RUS', role: 'delegate' })
    expect(entry?.content?.detail).toMatchObject({ rule: 'AU-10' })
  })

  test('is nobody’s to look at but the desk’s', async () => {
    const { desk, observer, textId } = await stage(LONG)
    for (const who of [await desk('EU'), await observer()]) {
      expect((await who.fetch(`/api/texts/${textId}/quarantine`)).status).toBe(403)
      expect((await who.fetch(`/api/texts/${textId}/quarantine/1`)).status).toBe(403)
    }
  })
})

test('AU-9 what a dead client id still sends is refused, and kept once', async () => {
  const { desk, chair, textId } = await stage(LONG)
  const [rus, eu, facilitator] = [await desk('RUS'), await desk('EU'), await chair()]
  const before = eu.text
  rus.doc.getMap('elsewhere').set('x', 1)
  await rus.until(() => rus.refused.length === 1)
  rus.propose('RUS', ' now', 'recalls')
  await rus.until(() => rus.refused.length === 2)
  expect(rus.refused.map(({ clientId }) => clientId)).toEqual([rus.doc.clientID, rus.doc.clientID])
  expect(eu.text).toBe(before)
  expect(await listed(facilitator, textId)).toHaveLength(1)
})

test('AU-9 a new document and client id of the same person is welcome at once, and its words count', async () => {
  const { desk, textId } = await stage(LONG)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.doc.getMap('elsewhere').set('x', 1)
  await rus.until(() => rus.refused.length === 1)
  const again = await desk('RUS')
  again.propose('RUS', ' now', 'recalls')
  await eu.until(() => eu.text.includes('[ now – RUS]'))
  expect(textId).not.toBe('')
})

test('AU-9 there is nothing at a number that was never given, and no other text’s', async () => {
  const { chair, textId } = await stage(LONG)
  const facilitator = await chair()
  for (const n of ['1', '0', '-1', 'x', '99999999999']) {
    expect((await facilitator.fetch(`/api/texts/${textId}/quarantine/${n}`)).status).toBe(404)
  }
})

describe('AU-12 whole walks are paid from a budget of the seat', () => {
  test('which a seat can overdraw once, and which time fills again', () => {
    const budget = new Budget()
    expect(budget.allows('a', 0)).toBe(true)
    budget.spend('a', WALK_BURST_ITEMS + WALK_ITEMS_PER_SECOND, 0)
    expect(budget.allows('a', 999)).toBe(false)
    expect(budget.allows('b', 999)).toBe(true)
    expect(budget.allows('a', 1_001)).toBe(true)
  })

  test('and who has spent it is asked to come back later; nobody else notices', async () => {
    // Time stands still, so that nothing of the budget comes back however slow the machine is.
    const { desk } = await stage(`${'A paragraph with some words in it.\n'.repeat(1_500)}The end.`, {
      clock: { ...systemClock, now: () => 0 },
    })
    const [rus, eu] = [await desk('RUS'), await desk('EU')]
    const closed: number[] = []
    rus.provider.on('connection-close', (event) => closed.push(event?.code ?? 0))
    // Every stray letter into standing words needs a walk and a repair; no editor sends such a thing twice in a row.
    const strays = Math.ceil(WALK_BURST_ITEMS / 3_000) + 10
    for (let i = 0; i < strays; i++) rus.doc.transact(() => bodyOf(rus.doc).insert(3 + 40 * (i % 400), 'x'))
    await rus.until(() => closed.length > 0)
    expect(closed[0]).toBe(CLOSE.overloaded)
    eu.propose('EU', ' now', 'The end')
    await eu.allSaved()
    expect(eu.text).toContain('[ now – EU]')
  })
})
