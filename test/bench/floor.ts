// What forwarding costs at the very least: every message goes to everybody as it came, decoded by nobody, framed once and
// written as the same bytes to each socket. It answers nothing and keeps nothing; no server that sends each message at once
// can be cheaper in Node.
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { listen } from './peer.ts'

const texts = new Map<string, Set<Duplex>>()
const http = createServer()
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
http.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (connection) => welcome(connection, socket, request.url ?? '/'))
})
listen(http)

function welcome(connection: WebSocket, socket: Duplex, name: string): void {
  const everybody = texts.get(name) ?? new Set()
  texts.set(name, everybody)
  everybody.add(socket)
  connection.on('message', (data: Buffer) => forward(everybody, framed(data)))
  connection.on('close', () => everybody.delete(socket))
}

function forward(everybody: ReadonlySet<Duplex>, frame: Buffer): void {
  for (const socket of everybody) socket.write(frame)
}

/** A binary frame as servers send them: unmasked. */
function framed(payload: Buffer): Buffer {
  const { length } = payload
  const head = length < 126 ? 2 : 4
  if (length > 0xffff) throw new Error('a longer message than this measures')
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x82
  frame[1] = head === 2 ? length : 126
  if (head === 4) frame.writeUInt16BE(length, 2)
  payload.copy(frame, head)
  return frame
}
