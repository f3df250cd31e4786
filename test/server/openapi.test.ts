// The description of the HTTP API against the server: the same routes, and answers as it says.
import { systemClock } from '@chapeau/server/clock'
import { Meetings } from '@chapeau/server/access/meetings'
import { Sessions } from '@chapeau/server/access/sessions'
import { executeAct } from '@chapeau/server/acts/execute'
import { buildApp } from '@chapeau/server/http/app'
import { openApiDocument } from '@chapeau/server/http/openapi/document'
import { describedRoutes } from '@chapeau/server/http/openapi/resources'
import { PAGES } from '@chapeau/server/http/pages'
import { JOIN_FAILURES, MAX_CHOICES_BYTES, MAX_IMPORT_BYTES, MAX_JSON_BYTES, WRITES_PER_MINUTE } from '@chapeau/server/limits'
import { silentLog } from '@chapeau/server/log'
import { Metrics } from '@chapeau/server/metrics'
import { openKey } from '@chapeau/server/record/keyfile'
import { openSqlite } from '@chapeau/server/storage/sqlite'
import { Rooms } from '@chapeau/server/sync/rooms'
import { openWorkshop } from '@chapeau/server/workshop/threads'
import { Validator } from '@seriousme/openapi-schema-validator'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Asking, type Asked, type Description } from '../support/asking.ts'
import { registeredRoutes } from '../support/registered.ts'
import { joinWith, seatFor, seed, startServer, tempDir } from '../support/server.ts'
import { CALLS, tokenOf, type Place } from './openapi-calls.ts'

const HTTP = join(import.meta.dirname, '../../server/http')
const HOW = `Describe a route of server/http/X.ts in server/http/openapi/X.ts (a new file is listed in resources.ts there), give its answer
a shape of its type in shared/protocol/api.ts, and call it in test/server/openapi-calls.ts, once for each status of its own.`
const LONG = Array.from({ length: 40 }, (_, i) => `${i + 1}.\tParagraph ${i} recalls what was said and asks for more of it.`)

test('SY-110 every route is described, and every described one is there', async () => {
  const dataDir = await tempDir()
  const storage = await openSqlite(join(dataDir, 'chapeau.db'))
  const signer = await openKey(join(dataDir, 'record.key'))
  const shared = { storage, clock: systemClock, log: silentLog, metrics: new Metrics(), signer }
  const rooms = new Rooms({ ...shared, execute: executeAct, silenced: () => undefined })
  onTestFinished(async () => {
    await rooms.close()
    await storage.close()
    await rm(dataDir, { recursive: true })
  })
  const [sessions, meetings] = [new Sessions(storage, systemClock), new Meetings(storage, systemClock)]
  const app = buildApp({
    ...shared,
    rooms,
    // Starts no thread before there is work.
    workshop: openWorkshop(),
    sessions,
    meetings,
    pdf: null,
    publicUrl: 'http://localhost',
    clientDir: dataDir,
    trustProxy: 0,
    ready: () => true,
  })
  const pages = new Set<string>(PAGES.map((path) => `GET ${path}`))
  const registered = [...registeredRoutes(app)].filter((route) => !pages.has(route))
  const described = new Set(describedRoutes().map(({ name }) => name))
  expect(registered.length).toBeGreaterThan(30)
  expect(
    registered.filter((route) => !described.has(route)),
    `registered and not described. ${HOW}`,
  ).toEqual([])
  expect(
    [...described].filter((route) => !registered.includes(route)),
    'described and not registered',
  ).toEqual([])
})

test('SY-110 query parameters that routes read are those that are described', async () => {
  const files = (await readdir(HTTP)).filter((name) => name.endsWith('.ts'))
  const sources = await Promise.all(files.map((name) => readFile(join(HTTP, name), 'utf8')))
  const read = new Set(sources.flatMap((source) => [...source.matchAll(/\bquery\(request, '(\w+)'\)/g)].map(([, name]) => name!)))
  const described = new Set(describedRoutes().flatMap(({ operation }) => Object.keys(operation.query ?? {})))
  expect(read.size).toBeGreaterThan(5)
  expect([...read].sort(), HOW).toEqual([...described].sort())
})

test('SY-110 the description is valid OpenAPI 3.1, has the version of the package, and is read without a session', async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const response = await fetch(`${server.url}/api/openapi.json`)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  const document = (await response.json()) as Record<string, unknown>
  expect(document).toEqual(openApiDocument())
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  const { version } = JSON.parse(await readFile(join(HTTP, '../package.json'), 'utf8')) as { version: string }
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version } })
})

test('SY-111 every described route answers as described, with every status that it names', async () => {
  const place = await opened()
  const { asking } = place
  for (const call of CALLS) await call(place)
  await refusedToAll(place)
  await tooOften(place)
  // Whoever is told so hears it while the server stops; test/server/pages.test.ts has the other answer.
  asking.seen.add('GET /readyz 503')
  // Whose Chromium fails hears it; test/server/pdf.test.ts has it.
  asking.seen.add('GET /api/texts/:id/export.:format 503')
  expect(
    asking.promised.filter((one) => !asking.seen.has(one)),
    `described and never seen. ${HOW}`,
  ).toEqual([])
}, 120_000)

async function opened(): Promise<Place> {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { meetingId, textId } = await seed(server, ['1.\tStates should act.', ...LONG].join('\n'), { status: 'preparation' })
  const { token } = await server.meetings.invite(null, null, null)
  return {
    server,
    meetingId,
    textId,
    asking: new Asking(server.url, openApiDocument() as unknown as Description),
    operator: await joinWith(server.url, token, 'Operator'),
    chair: await seatFor(server, meetingId, 'chair'),
    rus: await seatFor(server, meetingId, 'delegate', 'RUS'),
    onEnd: onTestFinished,
  }
}

/** What every route of a kind refuses: nobody's requests, what is not there, bodies that are none, and those that are too large. */
async function refusedToAll({ asking, chair }: Place): Promise<void> {
  const as = tokenOf(chair)
  const huge = Buffer.alloc(MAX_IMPORT_BYTES + MAX_CHOICES_BYTES + 1, 'x')
  for (const route of asking.routes) {
    const statuses = asking.statusesOf(route)
    const takesJson = asking.takes(route).includes('application/json')
    const some: Asked = takesJson ? { body: {} } : asking.takes(route).length > 0 ? { file: 'x' } : {}
    const times = async (status: number, asked: Asked): Promise<void> => {
      if (statuses.includes(status) && !asking.seen.has(`${route} ${status}`)) await asking.ask(route, { ...asked, expect: status })
    }
    await times(401, some)
    await times(404, { as, ...some })
    if (takesJson) await times(400, { as, file: '{', type: 'application/json' })
    await times(415, { as, body: { file: 'draft.docx' } })
    await times(413, { as, ...(takesJson ? { body: 'x'.repeat(MAX_JSON_BYTES) } : { file: huge }) })
  }
}

/** A session that writes without end, and an address from which joins fail without end. */
async function tooOften({ asking, server }: Place): Promise<void> {
  const as = 'x'.repeat(43)
  const write = (): Promise<Response> => fetch(`${server.url}/api/leave`, { method: 'POST', headers: { authorization: `Bearer ${as}` } })
  for (let i = 0; i < WRITES_PER_MINUTE; i++) await (await write()).arrayBuffer()
  const limited = asking.routes.filter((route) => asking.statusesOf(route).includes(429) && route !== 'POST /api/join')
  for (const route of limited) await asking.ask(route, { as, expect: 429 })
  for (let i = 0; i < JOIN_FAILURES; i++) await (await fetch(`${server.url}/api/join`, { method: 'POST' })).arrayBuffer()
  await asking.ask('POST /api/join', { body: { invitation: 'guessed' }, expect: 429 })
}
