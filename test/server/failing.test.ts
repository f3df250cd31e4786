// What happens when the disk, another server or our own code fails: nothing acknowledged is lost, nothing is made up.
import { afterEach, expect, test, vi } from 'vitest'
import { Authority } from '@chapeau/server/authority/authority'
import type { Verdict, Writer } from '@chapeau/server/authority/types'
import { Desk } from '../support/desk.ts'
import { seatFor } from '../support/server.ts'
import { act, seen, stage } from '../support/stage.ts'
import { Breaker } from '../support/storages.ts'

const NOTATION = '1.\tStates should act now.\n2.\tThey should report.'

afterEach(() => vi.restoreAllMocks())

test.each([
  ['fails', false],
  ['finds that another server has written', true],
])('SY-30 an append that %s drops the room; clients come back and bring what was not saved', async (_, conflict) => {
  const breaker = new Breaker()
  breaker.conflict = conflict
  const { desk, server } = await stage(NOTATION, { wrap: breaker.wrap })
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.propose('RUS', ' all', 'should')
  await eu.until(() => eu.text.includes('[ all – RUS]'))
  await rus.allSaved()
  breaker.failures = 1
  const codes: (number | undefined)[] = []
  for (const one of [rus, eu]) one.provider.on('connection-close', (event) => codes.push(event?.code))
  rus.propose('RUS', ' soon', 'report')
  await eu.until(() => eu.text.includes('[ soon – RUS]'))
  expect(codes).toEqual([4501, 4501])
  expect(server.metrics.value('drops')).toBe(1)
  await rus.allSaved()
  expect(eu.text).toBe('1.\tStates should[ all – RUS] act now.\n2.\tThey should report[ soon – RUS].')
  expect(rus.text).toBe(eu.text)
})

test('SY-30 a word whose append failed is shown to nobody', async () => {
  const breaker = new Breaker()
  const { desk, server, textId, meetingId } = await stage(NOTATION, { wrap: breaker.wrap })
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  breaker.failures = 1
  rus.provider.on('connection-close', () => (rus.provider.shouldConnect = false))
  rus.propose('RUS', ' all', 'should')
  await eu.until(() => eu.closedWith === 4501)
  await eu.until(() => eu.provider.synced)
  const late = new Desk(server, textId, await seatFor(server, meetingId, 'delegate', 'USA'))
  await late.synced()
  expect([eu.text, late.text]).toEqual([NOTATION, NOTATION])
  late.close()
})

test('SY-31 an act whose append fails is answered 503, decides nothing, and can be sent again', async () => {
  const breaker = new Breaker()
  const { desk, chair, textId } = await stage(NOTATION, { wrap: breaker.wrap })
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  await rus.allSaved()
  const wish = { id: '6f1c1f5e-5a55-4a3e-9d38-2f0f6a1f2b11', act: 'keep', target: bid, seen: seen(lead, bid) }
  breaker.failures = 1
  expect((await act(lead, textId, wish)).status).toBe(503)
  expect((await act(lead, textId, wish)).status).toBe(200)
  await lead.until(() => lead.text.includes('should all act'))
})

test('SY-6 an update that brings the room down twice is refused, and everybody else goes on', async () => {
  const { desk, server } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const { judge } = Authority.prototype as { judge: (this: Authority, update: Uint8Array, writer: Writer) => Verdict }
  vi.spyOn(Authority.prototype, 'judge').mockImplementation(function (this: Authority, update, writer) {
    const verdict = judge.call(this, update, writer)
    if (writer.principal === 'RUS' && verdict.status === 'applied' && verdict.update !== null) throw new Error('a fault of ours')
    return verdict
  })
  rus.propose('RUS', ' all', 'should')
  await rus.until(() => rus.refused.length > 0)
  expect(rus.refused[0]).toMatchObject({ rule: 'SY-6', clientId: rus.doc.clientID })
  expect(server.metrics.value('drops')).toBe(2)
  await eu.until(() => eu.provider.synced)
  eu.propose('EU', ' soon', 'report')
  await eu.allSaved()
  expect(server.metrics.value('drops')).toBe(2)
  expect(eu.text).toBe('1.\tStates should act now.\n2.\tThey should report[ soon – EU].')
})

test('SY-32 stopping saves what is in flight and tells clients to come back later', async () => {
  const { desk, server } = await stage(NOTATION)
  const rus = await desk('RUS')
  rus.propose('RUS', ' all', 'should')
  await rus.until(() => server.metrics.value('frames') > 3)
  await Promise.all([server.close(), rus.until(() => rus.closedWith !== null)])
  expect(rus.closedWith).toBe(4500)
  await server.close()
})
