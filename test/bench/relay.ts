// The peer to compare with: a plain relay as y-websocket's own server is. One document, no authority, no storage; every
// update and every awareness change is applied, encoded and sent to everybody at once. Functions are at the top level so
// that nothing is made anew for each message.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { createServer, type IncomingMessage } from 'node:http'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import { WebSocketServer, type WebSocket } from 'ws'
import * as Y from 'yjs'
import { baseFromArguments, listen } from './peer.ts'

const SYNC = 0
const AWARENESS = 1

/** A text with everybody on it. */
class Shared {
  readonly doc = new Y.Doc()
  readonly awareness = new Awareness(this.doc)
  /** Connections with the client ids that they show. */
  readonly connections = new Map<WebSocket, Set<number>>()

  constructor() {
    Y.applyUpdate(this.doc, baseFromArguments())
    this.awareness.setLocalState(null)
    this.doc.on('update', (update: Uint8Array) => this.#updated(update))
    this.awareness.on('update', (changes: Changes, origin: unknown) => this.#moved(changes, origin))
  }

  #updated(update: Uint8Array): void {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, SYNC)
    writeUpdate(encoder, update)
    this.#tell(encoding.toUint8Array(encoder))
  }

  #moved({ added, updated, removed }: Changes, origin: unknown): void {
    const shown = this.connections.get(origin as WebSocket)
    if (shown !== undefined) {
      for (const id of added) shown.add(id)
      for (const id of removed) shown.delete(id)
    }
    this.#tell(awarenessMessage(this.awareness, [...added, ...updated, ...removed]))
  }

  #tell(message: Uint8Array): void {
    for (const connection of this.connections.keys()) send(connection, message)
  }
}

interface Changes {
  readonly added: number[]
  readonly updated: number[]
  readonly removed: number[]
}

const texts = new Map<string, Shared>()
const http = createServer()
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
sockets.on('connection', welcome)
listen(http)

function welcome(connection: WebSocket, request: IncomingMessage): void {
  const name = request.url ?? '/'
  const shared = texts.get(name) ?? new Shared()
  texts.set(name, shared)
  shared.connections.set(connection, new Set())
  connection.binaryType = 'arraybuffer'
  connection.on('message', (data: ArrayBuffer) => receive(shared, connection, new Uint8Array(data)))
  connection.on('close', () => leave(shared, connection))
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, SYNC)
  writeSyncStep1(encoder, shared.doc)
  send(connection, encoding.toUint8Array(encoder))
  const known = [...shared.awareness.getStates().keys()]
  if (known.length > 0) send(connection, awarenessMessage(shared.awareness, known))
}

function receive(shared: Shared, connection: WebSocket, message: Uint8Array): void {
  const decoder = decoding.createDecoder(message)
  const type = decoding.readVarUint(decoder)
  if (type === SYNC) {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, SYNC)
    readSyncMessage(decoder, encoder, shared.doc, connection)
    if (encoding.length(encoder) > 1) send(connection, encoding.toUint8Array(encoder))
  } else if (type === AWARENESS) applyAwarenessUpdate(shared.awareness, decoding.readVarUint8Array(decoder), connection)
}

function leave(shared: Shared, connection: WebSocket): void {
  const shown = shared.connections.get(connection)
  shared.connections.delete(connection)
  removeAwarenessStates(shared.awareness, [...(shown ?? [])], null)
}

function awarenessMessage(awareness: Awareness, ids: number[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, AWARENESS)
  encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, ids))
  return encoding.toUint8Array(encoder)
}

function send(connection: WebSocket, message: Uint8Array): void {
  if (connection.readyState === connection.OPEN) connection.send(message)
}
