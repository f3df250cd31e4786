// The server is killed in the middle of work, again and again, and started on the same data; or its appends are made to
// fail. A short form runs with all tests; CRASH_ROUNDS makes it long (`pnpm crash`) and prints the account.
import type { MeAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { sampleInvitation, spawnServer, type ChildServer } from '../support/child.ts'
import { Desk } from '../support/desk.ts'
import { Random } from '../support/random.ts'
import { joinWith, tempDir } from '../support/server.ts'
import { stage } from '../support/stage.ts'
import { Breaker } from '../support/storages.ts'
import { Load, newAccount, type Account } from './load.ts'

const LONG = process.env['CRASH_ROUNDS']
const ROUNDS = Number(LONG ?? 4)
const SEED = Number(process.env['CRASH_SEED'] ?? 1)

function report(what: string, account: Account): void {
  if (LONG !== undefined) process.stdout.write(`${what}: ${JSON.stringify(account)}\n`)
}

test(
  'SY-50 killed at any moment, the server has lost nothing that it called saved, and everybody comes to the same text',
  { timeout: 3_600_000 },
  async () => {
    const random = new Random(SEED)
    const dataDir = await tempDir()
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
    let server: ChildServer = await spawnServer(dataDir)
    onTestFinished(() => void server.stop('SIGKILL'))
    const join = async (name: RegExp): Promise<{ desk: (textId: string) => Desk; text: () => Promise<string> }> => {
      const someone = await joinWith(server.url, await sampleInvitation(dataDir, name), String(name))
      return {
        desk: (textId) => new Desk(server, textId, someone, name.source.includes('Observer') ? { hello: false } : {}),
        text: async () => {
          const { seats } = (await (await someone.fetch('/api/me')).json()) as MeAnswer
          return ((await (await someone.fetch(`/api/meetings/${seats[0]!.meeting.id}`)).json()) as MeetingAnswer).texts[0]!.id
        },
      }
    }
    const [rus, eu, chair, observer] = [await join(/^Russian/), await join(/^European/), await join(/^Chair/), await join(/^Observer/)]
    const textId = await chair.text()
    const writers = new Map([
      ['RUS', rus.desk(textId)],
      ['EU', eu.desk(textId)],
    ])
    const load = new Load(textId, { writers, chair: chair.desk(textId), observer: observer.desk(textId) }, random)
    onTestFinished(() => load.close())
    const account = newAccount()
    await load.check(account)
    for (let round = 0; round < ROUNDS; round++) {
      await load.until(1 + random.below(60), async () => void (await server.stop('SIGKILL')))
      server = await spawnServer(dataDir, Number(new URL(server.url).port))
      await load.check(account)
    }
    expect(account.acknowledged).toBeGreaterThan(0)
    report(`${ROUNDS} kills`, account)
  },
)

test('SY-30 with appends that fail at any moment, nothing that was called saved is lost', { timeout: 3_600_000 }, async () => {
  const random = new Random(SEED)
  const breaker = new Breaker()
  const { server, textId, desk, chair, observer } = await stage(
    '1.\tStates should act together and report every year.\n2.\tThey should share what they learn.',
    { wrap: breaker.wrap },
  )
  const writers = new Map([
    ['RUS', await desk('RUS')],
    ['EU', await desk('EU')],
  ])
  const load = new Load(textId, { writers, chair: await chair(), observer: await observer() }, random)
  const account = newAccount()
  for (let round = 0; round < ROUNDS; round++) {
    const drops = server.metrics.value('drops')
    await load.until(1 + random.below(60), async () => {
      breaker.failures = 1 + random.below(3)
      // Writers go on typing into the failing disk until the room was dropped.
      for (const one of writers.values()) one.propose(writers.get('RUS') === one ? 'RUS' : 'EU', 'z ', 'share')
      await expect.poll(() => server.metrics.value('drops'), { timeout: 20_000 }).toBeGreaterThan(drops)
    })
    await load.check(account)
  }
  expect(account.acknowledged).toBeGreaterThan(0)
  report(`${ROUNDS} failing disks`, account)
})
