// From an HTTP upgrade to a connection in a room. Who may not come in still gets a socket, and on it a close code:
// a refused upgrade looks like a lost network to a browser, and its client would try for ever.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { WebSocketServer, type RawData, type WebSocket } from 'ws'
import { sitterIn, type Sessions } from '../access/sessions.ts'
import { hashToken } from '../access/tokens.ts'
import type { Sitter } from '../access/actor.ts'
import { isOwnOrigin, tokenOf } from '../http/session.ts'
import {
  BYTE_BURST,
  BYTES_PER_SECOND,
  FRAME_BURST,
  FRAMES_PER_SECOND,
  MAX_EARLY_FRAMES,
  MAX_FRAME_BYTES,
  MAX_SOCKET_PAYLOAD_BYTES,
} from '../limits.ts'
import { TokenBucket } from '../bucket.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { TextStorage } from '../storage/port.ts'
import { Connection } from './connection.ts'
import { Crowd } from './crowd.ts'
import { readFrame } from './frames.ts'
import type { Room } from './room.ts'
import { ServerFull, type Rooms } from './rooms.ts'
import { DamagedText } from './soundness.ts'

export interface UpgradePorts {
  readonly sessions: Sessions
  readonly storage: TextStorage
  readonly rooms: Rooms
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly publicUrl: string
}

type Admission =
  | { readonly ok: true; readonly room: Room; readonly sitter: Sitter; readonly session: string }
  | { readonly ok: false; readonly code: number; readonly reason: string }

const PATH = /^\/sync\/([\w-]{1,64})$/

export interface Sockets {
  /** Takes no new sockets. */
  stop(): void
  /** Cuts those whose clients do not answer a close. */
  cut(): void
}

/** Serves `/sync/:textId?seat=` on a server. */
export function serveSockets(server: Server, ports: UpgradePorts): Sockets {
  const crowd = new Crowd()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_SOCKET_PAYLOAD_BYTES, perMessageDeflate: false })
  const handle = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Before there is a socket of ws, nobody else listens for its errors.
    const drop = (): void => void socket.destroy()
    socket.on('error', drop)
    if (!isOwnOrigin(request, ports.publicUrl)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      socket.off('error', drop)
      welcome(ws, socket, request, ports, crowd)
    })
  }
  server.on('upgrade', handle)
  return {
    stop: () => void server.off('upgrade', handle),
    cut: () => sockets.clients.forEach((ws) => ws.terminate()),
  }
}

function welcome(ws: WebSocket, socket: Duplex, request: IncomingMessage, ports: UpgradePorts, crowd: Crowd): void {
  const { metrics, log, clock } = ports
  const frames = new TokenBucket(FRAME_BURST, FRAMES_PER_SECOND)
  const flow = new TokenBucket(BYTE_BURST, BYTES_PER_SECOND)
  // Frames that come while we look at the session are kept in order.
  const early: Uint8Array[] = []
  let connected: { room: Room; connection: Connection } | null = null
  metrics.add('connections')
  ws.on('error', (error) => log.info({ error: error.message }, 'socket failed'))
  ws.on('message', (data: RawData, binary: boolean) => {
    // Who is shown out may go on sending until the close is answered; none of it is kept.
    if (ws.readyState !== ws.OPEN) return
    const bytes = bytesOf(data)
    const now = clock.now()
    const tooFast = !frames.allows(now) || !flow.allows(now)
    frames.spend(1, now)
    flow.spend(bytes.length, now)
    if (tooFast) ws.close(CLOSE.overloaded, 'That was too much at once. What you wrote is kept on your device and sent again.')
    else if (!binary) ws.close(CLOSE.badMessage, 'Only binary messages are known here.')
    else if (bytes.length > MAX_FRAME_BYTES) ws.close(CLOSE.tooLarge, 'This message is too large.')
    else if (connected !== null) connected.room.receive(connected.connection, readFrame(bytes))
    else if (early.length < MAX_EARLY_FRAMES) early.push(bytes)
    else ws.close(CLOSE.overloaded, 'Too much before the door was open.')
  })
  ws.on('close', () => {
    metrics.add('connections', -1)
    connected?.room.leave(connected.connection)
  })
  admit(request, ports).then(
    (admission) => {
      if (!admission.ok) {
        early.length = 0
        ws.close(admission.code, admission.reason)
        return
      }
      if (ws.readyState !== ws.OPEN) return
      const { room, sitter, session } = admission
      const full = crowd.enter(sitter.person.id)
      if (full !== null) {
        ws.close(CLOSE.overloaded, full)
        return
      }
      ws.once('close', () => crowd.leave(sitter.person.id))
      const connection = new Connection(sitter, ws, socket, session)
      connected = { room, connection }
      room.enter(connection)
      for (const bytes of early.splice(0)) room.receive(connection, readFrame(bytes))
    },
    (error: unknown) => {
      if (error instanceof ServerFull) {
        ws.close(CLOSE.overloaded, error.message)
        return
      }
      if (error instanceof DamagedText) {
        ws.close(CLOSE.damaged, 'This text does not match its record. It stays closed until the operator has looked at it.')
        return
      }
      log.error({ error: String(error) }, 'a text could not be opened')
      ws.close(CLOSE.storage, 'The text could not be opened. Please try again in a moment.')
    },
  )
}

async function admit(request: IncomingMessage, { sessions, storage, rooms }: UpgradePorts): Promise<Admission> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const textId = PATH.exec(url.pathname)?.[1]
  if (textId === undefined) return no(CLOSE.noSuchText, 'There is no such text.')
  const token = tokenOf(request)
  const visitor = token === null ? null : await sessions.visitor(token)
  if (token === null || visitor === null) return no(CLOSE.notJoined, 'Open your invitation link to join.')
  const text = await storage.text(textId)
  if (text === null) return no(CLOSE.noSuchText, 'There is no such text.')
  const sitter = sitterIn(visitor, text.meetingId, url.searchParams.get('seat'))
  if (sitter === null) return no(CLOSE.notAllowed, 'You have no such seat in this meeting.')
  const room = await rooms.open(textId)
  return room === null ? no(CLOSE.noSuchText, 'There is no such text.') : { ok: true, room, sitter, session: hashToken(token) }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

const no = (code: number, reason: string): Admission => ({ ok: false, code, reason })
