// Several people on one text, over real sockets and a real file.
import { bodyOf } from '@chapeau/shared/text/ytext'
import { afterEach, expect, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir, type TestServer } from '../support/server.ts'

const open: { close(): Promise<void> | void }[] = []
const keep = <T extends { close(): Promise<void> | void }>(one: T): T => {
  open.push(one)
  return one
}
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function deskOf(server: TestServer, place: { meetingId: string; textId: string }, code: string): Promise<Desk> {
  const desk = keep(new Desk(server, place.textId, await seatFor(server, place.meetingId, 'delegate', code)))
  await desk.synced()
  return desk
}

test('SY-1 what two delegations type converges on both screens', async () => {
  const server = keep(await startServer())
  const place = await seed(server, '1.\tStates should act now.')
  const rus = await deskOf(server, place, 'RUS')
  const eu = await deskOf(server, place, 'EU')
  bodyOf(rus.doc).insert(14, 'all ')
  bodyOf(eu.doc).insert(11, 'X')
  await Promise.all([rus, eu].map((desk) => desk.until(() => desk.text.includes('– RUS]') && desk.text.includes('– EU]'))))
  expect(rus.text).toBe(eu.text)
})

test('SY-2 a restart keeps every word', async () => {
  const dataDir = await tempDir()
  const server = keep(await startServer({ dataDir }))
  const place = await seed(server, '1.\tStates should act now.')
  const rus = await deskOf(server, place, 'RUS')
  bodyOf(rus.doc).insert(14, 'all ')
  await rus.until(() => rus.text.includes('– RUS]'))
  const before = rus.text
  rus.close()
  await server.close()
  const again = keep(await startServer({ dataDir }))
  const eu = await deskOf(again, place, 'EU')
  expect(eu.text).toBe(before)
})
