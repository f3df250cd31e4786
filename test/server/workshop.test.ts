// Long work aside from everything else: files are read while other texts go on; what takes too much ends with its thread.
import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import type { Problem, TextAnswer } from '@chapeau/shared/protocol/api'
import type { FileToRead } from '@chapeau/server/workshop/jobs'
import { WorkFailed, WorkRefused, type Workshop } from '@chapeau/server/workshop/port'
import { openWorkshop, type WorkshopLimits } from '@chapeau/server/workshop/threads'
import { seatFor, seed, startServer } from '../support/server.ts'

const file = (bytes: Uint8Array): FileToRead => ({ bytes, name: 'a.txt', clientId: 1, known: { delegations: [] } })
const small = file(new TextEncoder().encode('1. Ports open.'))
/** Half as long as the longest text that is known. */
const long = new TextEncoder().encode(`1. Ports [shall][should] be open to all.\n\n`.repeat(5_000))
/** As many brackets as a text may have: more than fifty megabytes, where a short text takes less than twenty-four. */
const dense = new TextEncoder().encode('1. Ports [shall][should] be open.\n\n'.repeat(9_500))

function workshop(limits: Partial<WorkshopLimits> = {}): Workshop {
  const opened = openWorkshop({ threads: 1, ...limits })
  onTestFinished(() => opened.close())
  return opened
}

/** Why a job was refused. */
const refusal = (job: Promise<unknown>): Promise<unknown> =>
  job.then(
    () => 'done',
    (error: unknown) => (error instanceof WorkRefused ? error.why : error),
  )

test('SY-101 a decision in another text is answered while a long file is still being read', { timeout: 120_000 }, async () => {
  const events: string[] = []
  let started: () => void
  const reading = new Promise<void>((resolve) => (started = resolve))
  const server = await startServer({
    watch: (real) => ({
      ...real,
      do: async (name, ...given) => {
        const job = real.do(name, ...given)
        started()
        const done = await job
        events.push('read')
        return done
      },
    }),
  })
  onTestFinished(() => server.close())
  const { meetingId, textId } = await seed(server, '1.\tPorts open.')
  const chair = await seatFor(server, meetingId, 'chair')
  const laid = chair.fetch(`/api/meetings/${meetingId}/texts?name=Long`, { method: 'POST', body: long })
  await reading
  const { seq, paragraphs } = (await (await chair.fetch(`/api/texts/${textId}`)).json()) as TextAnswer
  const act = await chair.fetch(`/api/texts/${textId}/acts?seat=${chair.seat}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), act: 'setState', targets: [paragraphs[0]!.id], state: 'parked' }),
  })
  expect([act.status, await act.json()]).toEqual([200, { seq: seq + 1 }])
  events.push('decided')
  expect((await laid).status).toBe(201)
  expect(events).toEqual(['decided', 'read'])
})

test('SY-102 who comes too many is asked to come later; the others are done in their order', async () => {
  const { do: work } = workshop({ waiting: 1 })
  const jobs = [work('importFile', small), work('importFile', small), work('importFile', small)]
  expect(await Promise.all(jobs.map(refusal))).toEqual(['done', 'done', 'full'])
})

test('SY-102 a job that runs beyond its time ends with its thread', async () => {
  const { do: work } = workshop({ time: 1 })
  expect(await refusal(work('importFile', file(long)))).toBe('tooLong')
})

test(
  'SY-102 a job that takes more memory than there is for it ends with its thread; the next one is done',
  { timeout: 120_000 },
  async () => {
    const { do: work } = workshop({ memory: 36 })
    expect(await refusal(work('importFile', file(dense)))).toBe('tooLarge')
    expect(await refusal(work('importFile', small))).toBe('done')
  },
)

test('SY-103 a job that throws is a fault of ours, said with its place, and the thread goes on', async () => {
  const { do: work } = workshop()
  const fault = await refusal(work('importFile', null as never))
  expect(fault).toBeInstanceOf(WorkFailed)
  expect((fault as Error).message).toContain('jobs.ts')
  expect(await refusal(work('importFile', small))).toBe('done')
})

test('SY-104 closing refuses what runs, what waits, and what comes', async () => {
  const opened = workshop()
  const jobs = [opened.do('importFile', file(long)), opened.do('importFile', small)].map(refusal)
  await Promise.all([opened.close(), opened.close()])
  expect(await Promise.all([...jobs, refusal(opened.do('importFile', small))])).toEqual(['closed', 'closed', 'closed'])
})

test('SY-104 a server that stops while it reads a file says so', async () => {
  let started: () => void
  const reading = new Promise<void>((resolve) => (started = resolve))
  const server = await startServer({
    watch: (real) => ({
      ...real,
      do: (name, ...given) => {
        const job = real.do(name, ...given)
        started()
        return job
      },
    }),
  })
  const { meetingId } = await seed(server, '1.\tPorts open.')
  const chair = await seatFor(server, meetingId, 'chair')
  const laid = chair.fetch(`/api/meetings/${meetingId}/texts?name=Long`, { method: 'POST', body: long })
  await reading
  await server.close()
  const answer = await laid
  expect([answer.status, ((await answer.json()) as Problem).detail]).toEqual([503, 'The server is stopping.'])
})
