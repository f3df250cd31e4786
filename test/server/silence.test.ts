// Deadlines at a running server, across a restart, and under a wall clock that is changed.
import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readRecord } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { ManualClock } from '../support/clock.ts'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir, type Someone, type TestServer } from '../support/server.ts'
import { act } from '../support/stage.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOTATION = '1.\tPorts should open.\n2.\tShips may sail.'

/** A wall clock that can also be set without any time passing. */
class WallClock extends ManualClock {
  #set = 0
  override now(): number {
    return super.now() + this.#set
  }
  /** Timers know nothing of it. */
  set(ms: number): void {
    this.#set += ms
  }
}

interface House {
  readonly server: TestServer
  readonly textId: string
  readonly chair: Someone
}

async function house(dataDir: string, clock: WallClock): Promise<House> {
  const server = await startServer({ dataDir, clock })
  const { meetingId, textId } = await seed(server, NOTATION)
  return { server, textId, chair: await seatFor(server, meetingId, 'chair') }
}

async function silence({ server, textId, chair }: House, clock: WallClock, ms: number): Promise<void> {
  const desk = new Desk(server, textId, chair)
  await desk.synced()
  const deadline = new Date(clock.now() + ms).toISOString()
  expect(await act(desk, textId, { act: 'silence', deadline, zone: 'Europe/Zurich', rung: 'agreed' })).toMatchObject({ status: 200 })
  desk.close()
}

const statesOf = async (url: string, { cookie }: Someone, textId: string): Promise<string[]> => {
  const answer = await fetch(`${url}/api/texts/${textId}`, { headers: { cookie } })
  return ((await answer.json()) as { paragraphs: { state: string }[] }).paragraphs.map(({ state }) => state)
}

async function folder(): Promise<string> {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

test('SY-105 AC-88 a deadline that passes while the server runs, though nobody has the text open', async () => {
  const clock = new WallClock()
  const home = await house(await folder(), clock)
  onTestFinished(() => home.server.close())
  await silence(home, clock, 2 * HOUR)
  clock.advance(2 * HOUR - MINUTE)
  expect(await statesOf(home.server.url, home.chair, home.textId)).toEqual(['open', 'open'])
  await vi.waitFor(async () => {
    clock.advance(MINUTE)
    expect(await statesOf(home.server.url, home.chair, home.textId)).toEqual(['agreed', 'agreed'])
  })
  const read = readRecord(await (await home.chair.fetch(`/api/texts/${home.textId}/record.ndjson`)).text())
  if (read.status !== 'read') throw new Error(read.status)
  expect(verifyRecord(read.file)).toMatchObject({ ok: true })
  expect(read.file.lines.filter(({ entry }) => entry.act === 'silenceOver')).toHaveLength(1)
})

test('SY-105 one that passes while the server is down is kept at its start, once', async () => {
  const clock = new WallClock()
  const dataDir = await folder()
  const home = await house(dataDir, clock)
  await silence(home, clock, HOUR)
  await home.server.close()
  clock.advance(3 * HOUR)
  const again = await startServer({ dataDir, clock })
  onTestFinished(() => again.close())
  await vi.waitFor(async () => expect(await statesOf(again.url, home.chair, home.textId)).toEqual(['agreed', 'agreed']))
  clock.set(-2 * HOUR)
  clock.advance(5 * MINUTE)
  expect(await statesOf(again.url, home.chair, home.textId)).toEqual(['agreed', 'agreed'])
})

test('SY-105 a wall clock set back keeps it waiting; one set forward is noticed within a minute', async () => {
  const clock = new WallClock()
  const home = await house(await folder(), clock)
  onTestFinished(() => home.server.close())
  await silence(home, clock, HOUR)
  clock.set(-HOUR)
  clock.advance(HOUR + MINUTE)
  expect(await statesOf(home.server.url, home.chair, home.textId)).toEqual(['open', 'open'])
  clock.set(2 * HOUR)
  await vi.waitFor(async () => {
    clock.advance(MINUTE)
    expect(await statesOf(home.server.url, home.chair, home.textId)).toEqual(['agreed', 'agreed'])
  })
})
