// Random and mutated bytes on the socket and on the HTTP API of a real server: it neither ends nor stumbles, keeps
// nothing of it, and two people who write meanwhile notice nothing. A short form runs with all tests; MALFORMED makes
// it long (`pnpm malformed`) and prints what it saw.
import type { MeAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import * as decoding from 'lib0/decoding'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { sampleInvitation, spawnServer, type ChildServer } from '../support/child.ts'
import { Desk, frame } from '../support/desk.ts'
import { heapOf } from '../support/heap.ts'
import { Random } from '../support/random.ts'
import { joinWith, tempDir, type Someone } from '../support/server.ts'
import { readingOf, seen } from '../support/stage.ts'
import { bodyFrom, frameFrom, pieceFrom } from './bytes.ts'

const LONG = process.env['MALFORMED']
const COUNT = Number(LONG ?? 1_500)
const SEED = Number(process.env['MALFORMED_SEED'] ?? 1)
/** Heap that a warm server may come to hold more: caches of compiled code, pages of statements. A leak of one small frame each would be more. */
const MOST_GROWTH = 16 * 1024 * 1024

let dataDir: string
let server: ChildServer
let rus: Someone
let chair: Someone
let meetingId: string
let textId: string
let eu: Desk
let usa: Desk
let words = 0

beforeAll(async () => {
  dataDir = await tempDir()
  server = await spawnServer(dataDir, undefined, { inspect: true })
  rus = await join(/^Russian/)
  chair = await join(/^Chair/)
  const { seats } = (await (await rus.fetch('/api/me')).json()) as MeAnswer
  meetingId = seats[0]!.meeting.id
  textId = ((await (await rus.fetch(`/api/meetings/${meetingId}`)).json()) as MeetingAnswer).texts[0]!.id
  eu = new Desk(server, textId, await join(/^European/))
  usa = new Desk(server, textId, await join(/^United States/))
  await Promise.all([eu.synced(), usa.synced()])
}, 60_000)

async function join(name: RegExp): Promise<Someone> {
  return joinWith(server.url, await sampleInvitation(dataDir, name), name.source)
}

afterAll(async () => {
  eu.close()
  usa.close()
  await server.stop('SIGKILL')
  await rm(dataDir, { recursive: true, force: true })
})

/** Two people who write: what the one types the other reads. */
async function life(): Promise<void> {
  const word = `w${++words}x `
  eu.propose('EU', word, /[a-z]{5,}(?= [a-z])/.exec(eu.text)![0])
  await usa.until(() => usa.text.includes(word.trim()))
}

/** Nothing fell, nobody was cut off, both read the same. */
async function unharmed(): Promise<void> {
  await life()
  await eu.allSaved()
  expect(eu.text).toBe(usa.text)
  for (const desk of [eu, usa]) expect([desk.closedWith, desk.refused, desk.returned]).toEqual([null, [], []])
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('chapeau_drops_total 0\n')
  // At this level the server logs what went wrong on its side, and Node what nobody caught.
  expect(server.output()).not.toMatch(/"level":[56]0|Unhandled|Error:|FATAL/)
}

test('SY-90 malformed frames end their own connection at most', { timeout: 3_600_000 }, async () => {
  const random = new Random(SEED)
  const real = await realFrames()
  const closes = new Map<number, number>()
  let socket = await connect()
  let warm = 0
  for (let i = 0; i < COUNT; i++) {
    if (socket.readyState !== socket.OPEN) socket = await connect()
    const bytes = frameFrom(real, random)
    if (random.below(50) === 0) socket.send(Buffer.from(bytes).toString('latin1'))
    else socket.send(bytes, { binary: true, fin: true })
    if (i % 20 === 0) await answered(socket)
    if (i % 250 === 0) await life()
    if (i === COUNT >> 2) warm = await heapOf(server.inspector)
  }
  socket.close()
  await unharmed()
  const growth = (await heapOf(server.inspector)) - warm
  expect(growth, 'bytes that the server came to hold').toBeLessThan(MOST_GROWTH)
  if (LONG !== undefined) process.stdout.write(`${COUNT} frames: ${JSON.stringify({ closes: Object.fromEntries(closes), growth })}\n`)

  async function connect(): Promise<WebSocket> {
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${textId}?seat=${rus.seat}`, { headers: { cookie: rus.cookie } })
    ws.on('error', () => undefined)
    ws.on('close', (code) => closes.set(code, (closes.get(code) ?? 0) + 1))
    await once(ws, 'open')
    if (random.below(3) > 0) ws.send(frame(MESSAGE.hello, { clientIDs: [1 + random.below(2 ** 31)] }))
    return ws
  }
})

/** Waits until the server has come to what was sent, or has ended the connection. */
async function answered(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) return
  socket.ping()
  await Promise.race([once(socket, 'pong'), once(socket, 'close')])
}

/** What an honest page sends, to be broken. */
async function realFrames(): Promise<Uint8Array[]> {
  const sent: Uint8Array[] = []
  const desk = new Desk(server, textId, rus)
  desk.provider.on('status', ({ status }: { status: string }) => {
    if (status !== 'connected') return
    const ws = desk.provider.ws!
    const send = ws.send.bind(ws)
    ws.send = (data: Parameters<typeof send>[0]): void => {
      sent.push(Uint8Array.from(data as Uint8Array))
      send(data)
    }
  })
  await desk.synced()
  desk.propose('RUS', 'now ', /[a-z]{5,}(?= [a-z])/.exec(desk.text)![0])
  desk.strike('RUS', /[a-z]{5,}(?= [a-z])/.exec(desk.text)![0])
  desk.awareness.setLocalStateField('cursor', { anchor: 1, head: 2 })
  await desk.allSaved()
  desk.close()
  expect(sent.map((bytes) => decoding.readVarUint(decoding.createDecoder(bytes)))).toEqual(
    expect.arrayContaining([MESSAGE.sync, MESSAGE.awareness]),
  )
  return [...sent, frame(MESSAGE.hello, { clientIDs: [77], onBehalfOf: 'EU' })]
}

test('SY-91 malformed requests are answered, never with a fault of the server', { timeout: 3_600_000 }, async () => {
  const random = new Random(SEED)
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const statuses = new Map<number, number>()
  let warm = 0
  for (let i = 0; i < COUNT; i++) {
    const { status, where } = await ask(random, agent)
    expect(status, where).toBeLessThan(500)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    // Whoever writes too fast is held off; a flood that goes on needs new sessions.
    if (status === 429) [rus, chair] = await Promise.all([join(/^Russian/), join(/^Chair/)])
    if (i % 250 === 0) await life()
    if (i === COUNT >> 2) warm = await heapOf(server.inspector)
  }
  agent.destroy()
  await unharmed()
  const growth = (await heapOf(server.inspector)) - warm
  expect(growth, 'bytes that the server came to hold').toBeLessThan(MOST_GROWTH)
  expect(statuses.get(400)).toBeGreaterThan(0)
  if (LONG !== undefined) process.stdout.write(`${COUNT} requests: ${JSON.stringify({ statuses: Object.fromEntries(statuses), growth })}\n`)
})

/** A request to one of the routes with something wrong in it; 0 where Node itself ended it. */
async function ask(random: Random, agent: Agent): Promise<{ status: number; where: string }> {
  const target = [...readingOf(eu).brackets.keys()][0] ?? 'EU:1.1'
  const act = { id: randomUUID(), act: 'keep', target, seen: seen(eu, target) }
  const routes: [string, string, unknown][] = [
    ['POST', `/api/texts/${textId}/acts?seat=${rus.seat}`, act],
    ['POST', `/api/texts/${textId}/acts?seat=${rus.seat}`, { id: randomUUID(), act: 'stand', target, stance: 'supports' }],
    ['POST', `/api/texts/${textId}/acts?seat=${chair.seat}`, { id: randomUUID(), act: 'relabel', target: 'EU:1.1', label: 'x' }],
    ['POST', '/api/join', { invitation: 'x'.repeat(30), name: 'N' }],
    ['POST', `/api/meetings/${meetingId}/delegations`, { code: 'NEW', name: 'New', preset: 'member' }],
    ['POST', `/api/meetings/${meetingId}/invitations`, { delegation: 'RUS', role: 'delegate' }],
    ['PATCH', `/api/meetings/${meetingId}`, { name: 'M', rules: { decide: 'consensus' } }],
    ['POST', `/api/meetings/${meetingId}/texts?name=x`, 'a [b c'],
    ['GET', `/api/texts/${textId}`, null],
    ['GET', `/api/texts/${textId}/record?after=0`, null],
    ['GET', `/api/texts/${textId}/export.txt?view=rolling`, null],
    ['GET', `/api/texts/${textId}/export.docx?view=rolling&brackets=tracked&lines=1`, null],
    ['GET', `/api/texts/${textId}/brackets.csv`, null],
    ['GET', `/api/meetings/${meetingId}/invitations`, null],
    ['GET', `/api/texts/${textId}/quarantine/1`, null],
    ['DELETE', `/api/meetings/${meetingId}/invitations/x`, null],
    ['POST', '/api/leave-nothing', {}],
    ['GET', '/assets/x.js', null],
  ]
  const [method, path, body] = random.pick(routes)
  const parts = path.split(/(?<=[/?=])/)
  if (random.below(2) === 0) parts[1 + random.below(parts.length - 1)] = pieceFrom(random)
  const where = `${random.below(10) === 0 ? random.pick(['PUT', 'OPTIONS', 'HEAD', 'TRACE']) : method} ${parts.join('').replace(/[^\x21-\x7e]/g, '%20')}`
  const types = [
    'application/json',
    'application/json; charset=utf-7',
    'text/plain',
    'multipart/form-data',
    'application/json; charset=\u00e4',
    '',
  ]
  const headers = {
    cookie:
      random.below(10) === 0
        ? `${rus.cookie}${pieceFrom(random).replace(/[^\x21-\x7e]/g, '')}`
        : random.below(2) === 0
          ? rus.cookie
          : chair.cookie,
    'content-type': random.below(4) === 0 ? random.pick(types) : 'application/json',
  }
  return { status: await answerOf(where, headers, body === null ? null : bodyFrom(body, random), agent), where }
}

function answerOf(where: string, headers: Record<string, string>, body: Buffer | null, agent: Agent): Promise<number> {
  const [method, path] = where.split(/ (.*)/s) as [string, string]
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path: path.startsWith('/') ? path : `/${path}`, headers, agent }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    call.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(0) : reject(error)))
    if (body !== null) call.write(body)
    call.end()
  })
}
