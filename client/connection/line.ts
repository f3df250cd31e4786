// The live half of the wire for one text and seat: document, presence, socket, and what is not yet saved.
// It owns their lifetimes and reports in plain values; it reads no text and decides nothing.
import { Awareness, removeAwarenessStates } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { newClientId, type Principal } from '@chapeau/shared/ids'
import {
  MESSAGE,
  type AsideMessage,
  type Hello,
  type Recorded,
  type Refused,
  type Returned,
  type Saved,
} from '@chapeau/shared/protocol/messages'
import { frame, messageIn, syncSubType, wordsIn } from './frames.ts'
import { Shelf, type Kept } from './shelf.ts'
import { Unsaved } from './unsaved.ts'

/** `stopped`: the server has said no for good; `later`: it asked to come back. */
export type Link =
  | { readonly state: 'connecting' | 'live' }
  | { readonly state: 'offline'; readonly later: boolean }
  | { readonly state: 'stopped'; readonly code: number }

/** What a line tells its owner. */
export interface LineEvents {
  /** A new document replaces the old one: at the start and after a refusal. */
  room(room: Room): void
  text(): void
  presence(): void
  link(link: Link): void
  synced(): void
  saved(all: boolean): void
  returned(message: Returned): void
  refused(message: Refused, words: string): void
  recorded(message: Recorded): void
  aside(message: AsideMessage): void
}

/** The document and presence that an editor works on. */
export interface Room {
  readonly doc: Y.Doc
  readonly awareness: Awareness
}

export interface LineOptions {
  readonly textId: string
  readonly seatId: string
  /** Whether this seat writes: others say no hello and keep nothing. */
  readonly writes: boolean
  readonly onBehalfOf: Principal | null
  /** `ws://host/sync`, without the text. */
  readonly url: string
  readonly WebSocket?: typeof WebSocket
}

/** How long a typist's change of delegation waits for what was typed before. */
const SETTLE_MS = 3000

export class Line {
  readonly #options: LineOptions
  readonly #events: LineEvents
  readonly #shelf: Shelf
  readonly #unsaved = new Unsaved()
  /** Whose words each client id of this page's life writes. */
  readonly #bound = new Map<number, Principal | null>()
  #room: Room | null = null
  #provider: WebsocketProvider | null = null
  #onBehalfOf: Principal | null
  #closed = false
  /** The server has said that this seat does not write. */
  #mute = false

  constructor(options: LineOptions, events: LineEvents) {
    this.#options = options
    this.#events = events
    this.#onBehalfOf = options.onBehalfOf
    this.#shelf = new Shelf(options.textId, options.seatId)
  }

  get allSaved(): boolean {
    return this.#unsaved.empty
  }

  /** Connects, with the words that an earlier tab could not save. */
  async open(): Promise<void> {
    const kept = this.#options.writes ? await this.#shelf.take().catch(() => []) : []
    if (!this.#closed) this.#start(kept)
  }

  /**
   * Changes whom a typist types for. Waits until all earlier words are saved, because they belong to
   * another; answers false when they could not be.
   */
  async typeFor(principal: Principal | null): Promise<boolean> {
    if (!(await this.#settled())) return false
    if (this.#room === null || this.#closed) return false
    this.#onBehalfOf = principal
    const { doc, awareness } = this.#room
    const state = awareness.getLocalState()
    removeAwarenessStates(awareness, [awareness.clientID], 'rotation')
    doc.clientID = newClientId()
    this.#claim(doc.clientID)
    this.#sayHello([doc.clientID], principal)
    // Presence follows the new client id, so that the room sees for whom these words are typed.
    awareness.clientID = doc.clientID
    awareness.setLocalState(state)
    return true
  }

  /** Tries to connect at once, also after the server had stopped this line. */
  reconnect(): void {
    this.#provider?.disconnect()
    this.#provider?.connect()
  }

  /** Leaves. Unsaved words stay on this device. */
  close(): void {
    this.#closed = true
    this.#stop()
  }

  #start(kept: readonly Kept[]): void {
    const doc = new Y.Doc()
    doc.clientID = newClientId()
    const awareness = new Awareness(doc)
    this.#room = { doc, awareness }
    this.#claim(doc.clientID)
    for (const { clientId, onBehalfOf, update } of kept) {
      this.#bound.set(clientId, onBehalfOf)
      this.#unsaved.add(update, clientId)
      Y.applyUpdate(doc, update, this)
    }
    // Before the provider's own listener: an update must be known before the frame that carries it.
    doc.on('update', this.#handleUpdate)
    awareness.on('change', () => this.#events.presence())
    this.#provider = this.#connect(doc, awareness)
    this.#events.room(this.#room)
    if (kept.length > 0) this.#events.saved(false)
  }

  #stop(): void {
    this.#provider?.destroy()
    this.#provider = null
    this.#room?.awareness.destroy()
    this.#room?.doc.destroy()
    this.#room = null
  }

  #connect(doc: Y.Doc, awareness: Awareness): WebsocketProvider {
    const { url, textId, seatId, WebSocket: socket } = this.#options
    const provider = new WebsocketProvider(url, textId, doc, {
      awareness,
      params: { seat: seatId },
      disableBc: true,
      connect: false,
      ...(socket === undefined ? {} : { WebSocketPolyfill: socket }),
    })
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#handleConnected(provider)
      if (status === 'connecting') this.#events.link({ state: 'connecting' })
    })
    provider.on('connection-close', (event) => {
      const code = event?.code ?? 0
      this.#events.link({ state: 'offline', later: code >= 4500 && code < 4600 })
    })
    provider.on('closed', ({ code }) => this.#events.link({ state: 'stopped', code }))
    provider.on('sync', (synced) => {
      if (!synced) return
      this.#events.link({ state: 'live' })
      this.#events.synced()
    })
    this.#listen(provider)
    provider.connect()
    return provider
  }

  #listen(provider: WebsocketProvider): void {
    const on = <T>(type: number, handle: (message: T) => void): void => {
      provider.messageHandlers[type] = (_encoder, decoder) => handle(messageIn<T>(decoder))
    }
    on<Saved>(MESSAGE.saved, ({ n }) => this.#handleSaved(n))
    on<Returned>(MESSAGE.returned, (message) => this.#events.returned(message))
    on<Refused>(MESSAGE.refused, (message) => this.#handleRefused(message))
    on<AsideMessage>(MESSAGE.aside, (message) => this.#events.aside(message))
    on<Recorded>(MESSAGE.recorded, (message) => this.#events.recorded(message))
  }

  /** Runs before the provider's first frame: hello must be first, and every frame must be counted. */
  #handleConnected(provider: WebsocketProvider): void {
    const socket = provider.ws
    if (socket === null) return
    const send = socket.send.bind(socket)
    this.#unsaved.connected()
    socket.send = (data: Parameters<WebSocket['send']>[0]): void => {
      const subType = syncSubType(data)
      if (subType !== null) this.#unsaved.sent(subType)
      send(data)
    }
    if (this.#options.writes && !this.#mute) {
      const current = provider.doc.clientID
      for (const [principal, clientIDs] of this.#unsavedIds(current)) this.#sayHello(clientIDs, principal)
      this.#sayHello([current], this.#onBehalfOf)
    }
    refreshPresence(provider.awareness)
  }

  /** Earlier client ids whose words go out again, by whom they were typed for. */
  #unsavedIds(current: number): Map<Principal | null, number[]> {
    const ids = new Map<Principal | null, number[]>()
    for (const [clientId, principal] of this.#bound) {
      if (clientId === current || this.#unsaved.updates(clientId).length === 0) continue
      ids.set(principal, [...(ids.get(principal) ?? []), clientId])
    }
    return ids
  }

  #sayHello(clientIDs: readonly number[], principal: Principal | null): void {
    const hello: Hello = { clientIDs, ...(principal === null ? {} : { onBehalfOf: principal }) }
    const socket = this.#provider?.ws ?? null
    if (socket !== null && socket.readyState === socket.OPEN) socket.send(frame(MESSAGE.hello, hello))
  }

  #handleUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== this.#provider && origin !== this && this.#room !== null) {
      const { clientID } = this.#room.doc
      this.#unsaved.add(update, clientID)
      this.#keep(clientID)
      this.#events.saved(false)
    }
    this.#events.text()
  }

  #keep(clientId: number): void {
    const update = Y.mergeUpdates(this.#unsaved.updates(clientId))
    void this.#shelf.put({ clientId, onBehalfOf: this.#bound.get(clientId) ?? null, update })
  }

  #handleSaved(n: number): void {
    if (!this.#unsaved.saved(n)) return
    void this.#shelf.clear()
    this.#events.saved(true)
  }

  /**
   * The dead client id's document is dropped: its next difference would be refused for ever. Without a client id
   * the seat itself may not write: then no hello is said any more, which would only be refused again.
   */
  #handleRefused(message: Refused): void {
    // An identity that was never this page's: its words are not concerned.
    if (message.clientId !== null && !this.#bound.has(message.clientId)) return
    const dead = message.clientId ?? this.#room?.doc.clientID ?? 0
    const words = this.#room === null ? '' : wordsIn(this.#room.doc, this.#unsaved.updates(dead))
    if (message.clientId === null) this.#mute = true
    this.#unsaved.drop(dead)
    this.#bound.delete(dead)
    void this.#shelf.clear()
    const kept = [...this.#bound].flatMap(([clientId, onBehalfOf]): Kept[] => {
      const updates = this.#unsaved.updates(clientId)
      this.#unsaved.drop(clientId)
      return updates.length === 0 ? [] : [{ clientId, onBehalfOf, update: Y.mergeUpdates(updates) }]
    })
    this.#stop()
    this.#start(kept)
    this.#events.refused(message, words)
  }

  #claim(clientId: number): void {
    this.#bound.set(clientId, this.#onBehalfOf)
    this.#shelf.claim(clientId)
  }

  async #settled(): Promise<boolean> {
    const until = Date.now() + SETTLE_MS
    while (!this.#unsaved.empty && Date.now() < until && !this.#closed) await new Promise((resolve) => setTimeout(resolve, 50))
    return this.#unsaved.empty
  }
}

/**
 * After a lost connection: the others were told that this client had left, and only a newer state brings it back
 * to them; and their states come again as they were, which is news only to one who has forgotten their clocks.
 */
function refreshPresence(awareness: Awareness): void {
  for (const clientId of awareness.meta.keys()) if (clientId !== awareness.clientID) awareness.meta.delete(clientId)
  awareness.setLocalState(awareness.getLocalState())
}
