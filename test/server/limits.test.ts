// What one client may cost the others: too many frames, sockets, texts, requests, and readers that do not read.
import type { Sitter } from '@chapeau/server/access/actor'
import { TokenBucket } from '@chapeau/server/bucket'
import { systemClock } from '@chapeau/server/clock'
import {
  FRAME_BURST,
  JOIN_FAILURES,
  MAX_BACKLOG_BYTES,
  MAX_CONNECTIONS_PER_PERSON,
  MAX_OPEN_TEXTS,
  WRITES_PER_MINUTE,
} from '@chapeau/server/limits'
import { Connection } from '@chapeau/server/sync/connection'
import { Rooms, ServerFull } from '@chapeau/server/sync/rooms'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { stage } from '../support/stage.ts'
import { seatFor, seed, startServer } from '../support/server.ts'

const NOTATION = '1.\tStates should act.'

test('SY-76 a bucket gives so much at once and so much again with time', () => {
  const bucket = new TokenBucket(10, 2)
  expect(bucket.allows(1_000)).toBe(true)
  bucket.spend(12, 1_000)
  expect([bucket.allows(1_000), bucket.allows(2_000), bucket.allows(2_001)]).toEqual([false, false, true])
})

test('SY-76 a flood of frames ends its connection with "later", and others notice nothing', async () => {
  const { desk } = await stage(NOTATION, { clock: { ...systemClock, now: () => 0 } })
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  for (let i = 0; i <= FRAME_BURST; i++) rus.send(Uint8Array.of(3))
  await rus.until(() => rus.closedWith !== null)
  expect(rus.closedWith).toBe(CLOSE.overloaded)
  eu.propose('EU', ' now', 'act')
  await eu.allSaved()
  expect(eu.closedWith).toBeNull()
})

test('SY-77 one person has so many sockets and no more; closing one makes room', async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { meetingId, textId } = await seed(server, NOTATION)
  const someone = await seatFor(server, meetingId, 'delegate', 'RUS')
  const other = await seatFor(server, meetingId, 'delegate', 'EU')
  const connect = async ({ cookie, seat }: typeof someone): Promise<WebSocket> => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${textId}?seat=${seat}`, { headers: { cookie } })
    onTestFinished(() => socket.terminate())
    await once(socket, 'open')
    // Asked for the text, the server answers once the socket is in its room.
    socket.send(Uint8Array.of(0, 0, 1, 0))
    return socket
  }
  const answered = (socket: WebSocket): Promise<number> =>
    Promise.race([once(socket, 'message').then(() => 0), once(socket, 'close').then(([code]) => code as number)])
  const sockets: WebSocket[] = []
  for (let i = 0; i < MAX_CONNECTIONS_PER_PERSON; i++) {
    sockets.push(await connect(someone))
    expect(await answered(sockets.at(-1)!)).toBe(0)
  }
  expect(await answered(await connect(someone))).toBe(CLOSE.overloaded)
  expect(await answered(await connect(other))).toBe(0)
  sockets[0]!.close()
  await once(sockets[0]!, 'close')
  await expect.poll(async () => answered(await connect(someone))).toBe(0)
})

test('SY-77 too many texts: one that nobody looks at is put away, and when all are looked at the next has to wait', async () => {
  const { server, textId, meetingId, desk } = await stage(NOTATION)
  await desk('RUS')
  const second = await seed(server, NOTATION)
  const { storage } = server
  const rooms = new Rooms(
    {
      storage,
      clock: systemClock,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      metrics: server.metrics,
      execute: () => ({ status: 'refused', rule: '', message: '' }),
      signer: {
        publicKey: '',
        sign: () => {
          throw new Error('not here')
        },
        signHeader: () => {
          throw new Error('not here')
        },
      },
    },
    1,
  )
  onTestFinished(() => rooms.close())
  const first = (await rooms.open(textId))!
  const other = (await rooms.open(second.textId))!
  expect(other).not.toBe(first)
  // Somebody looks at the one that is open now.
  ;(other.connections as Set<unknown>).add({ close: () => undefined })
  await expect(rooms.open(textId)).rejects.toThrow(ServerFull)
  ;(other.connections as Set<unknown>).clear()
  expect(await rooms.open(textId)).not.toBeNull()
  expect(MAX_OPEN_TEXTS).toBeGreaterThan(100)
  expect(meetingId).not.toBe('')
})

test('SY-78 a reader that does not read is closed before it costs more than its share of memory', async () => {
  const server = createServer()
  const sockets = new WebSocketServer({ server })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [ws, request] = (await once(sockets, 'connection')) as [WebSocket, { socket: Duplex }]
  await once(client, 'open')
  client.pause()
  const connection = new Connection({} as Sitter, ws, request.socket)
  const frame = new Uint8Array(256 * 1024)
  let sent = 0
  // Kernels hold some megabytes of their own; behind that it is our memory.
  for (; connection.open && sent < 400; sent++) connection.send([frame], 0)
  expect(connection.open).toBe(false)
  expect(ws.bufferedAmount).toBeLessThanOrEqual(MAX_BACKLOG_BYTES + 2 * frame.length)
  client.resume()
  const [code] = (await once(client, 'close')) as [number]
  expect(code).toBe(CLOSE.overloaded)
})

test('SY-79 writes of one session are limited, reading and other sessions are not', async () => {
  const { desk, textId } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const write = (who: typeof rus): Promise<Response> =>
    who.fetch(`/api/texts/${textId}/acts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  for (let i = 0; i < WRITES_PER_MINUTE; i++) expect((await write(rus)).status).toBe(400)
  const answer = await write(rus)
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).not.toBeNull()
  expect(await answer.json()).toMatchObject({ status: 429, title: 'Not so fast' })
  expect((await write(eu)).status).toBe(400)
  expect((await rus.fetch(`/api/texts/${textId}`)).status).toBe(200)
})

test('SY-79 guessing invitations ends soon; a hall that joins from one address does not', async () => {
  const server = await startServer()
  onTestFinished(() => server.close())
  const { meetingId } = await seed(server, NOTATION)
  const { token } = await server.meetings.invite(meetingId, null, 'observer')
  const join = async (invitation: string): Promise<number> => {
    const response = await fetch(`${server.url}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ invitation }),
    })
    return response.status
  }
  for (let i = 0; i <= Math.max(JOIN_FAILURES, WRITES_PER_MINUTE); i++) expect(await join(token)).toBe(200)
  for (let i = 0; i < JOIN_FAILURES; i++) expect(await join(`guess${i}`)).toBe(404)
  expect(await join('guess')).toBe(429)
})
