// A person's page without the page: y-websocket's own client on a text, which says hello and counts what is saved.
// Everything is awaited as an event; nothing here sleeps.
import { IdMaker, newClientId, type Bid, type GroupId, type Principal } from '@chapeau/shared/ids'
import { MESSAGE, type Hello, type Recorded, type Refused, type Returned, type Saved } from '@chapeau/shared/protocol/messages'
import { isText } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { shown } from './builders.ts'
import type { Someone, TestServer } from './server.ts'

export interface DeskOptions {
  readonly hello?: boolean
  readonly onBehalfOf?: Principal
  readonly doc?: Y.Doc
}

interface Bracketing {
  readonly by: Principal
  readonly kind: 'ins' | 'del'
  readonly from: number
  readonly to: number
  readonly words: string
  readonly grp?: GroupId
}

export class Desk {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly provider: WebsocketProvider
  readonly refused: Refused[] = []
  readonly returned: Returned[] = []
  readonly recorded: Recorded[] = []
  closedWith: number | null = null
  saved = 0
  sent = 0
  readonly #someone: Someone
  readonly #ids: IdMaker
  readonly #watchers = new Set<() => void>()

  constructor(server: Pick<TestServer, 'url'>, textId: string, someone: Someone, options: DeskOptions = {}) {
    this.doc = options.doc ?? newDoc()
    this.awareness = new Awareness(this.doc)
    this.#someone = someone
    this.#ids = new IdMaker(this.doc.clientID)
    this.provider = new WebsocketProvider(`${server.url.replace('http', 'ws')}/sync`, textId, this.doc, {
      awareness: this.awareness,
      connect: false,
      disableBc: true,
      params: { seat: someone.seat },
      maxBackoffTime: 100,
      WebSocketPolyfill: withCookie(someone.cookie),
    })
    this.provider.on('status', ({ status }) => {
      if (status === 'connected') this.#connected(options)
    })
    this.provider.on('connection-close', (event) => {
      this.closedWith = event?.code ?? null
      this.#changed()
    })
    this.#on<Saved>(MESSAGE.saved, ({ n }) => (this.saved = n))
    this.#on<Refused>(MESSAGE.refused, (message) => this.refused.push(message))
    this.#on<Returned>(MESSAGE.returned, (message) => this.returned.push(message))
    this.#on<Recorded>(MESSAGE.recorded, (message) => this.recorded.push(message))
    this.provider.on('sync', this.#changed)
    this.doc.on('update', this.#changed)
    this.awareness.on('update', this.#changed)
    this.provider.connect()
  }

  /** The session, as a browser would send it. */
  get cookie(): string {
    return this.#someone.cookie
  }

  /** What this person's screen says. */
  get text(): string {
    return shown(this.doc)
  }

  /** Position in the body of the first character of some words, or behind them. */
  find(words: string, where: 'before' | 'behind' = 'before'): number {
    const flat = runsOf(bodyOf(this.doc))
      .map((run) => (isText(run) ? run.insert : '\ufffc'))
      .join('')
    const at = flat.indexOf(words)
    if (at < 0) throw new Error(`"${words}" is not in ${this.text}`)
    return where === 'before' ? at : at + words.length
  }

  /** Types words behind others, as they are; the server sees to brackets. */
  type(words: string, behind: string): void {
    bodyOf(this.doc).insert(this.find(behind, 'behind'), words)
  }

  /** Deletes words for good, as an editor without a policy would. */
  erase(words: string): void {
    bodyOf(this.doc).delete(this.find(words), words.length)
  }

  /** Proposes an addition behind some words, as the editor does: one transaction, own tokens. */
  propose(by: Principal, words: string, behind: string): Bid {
    const at = this.find(behind, 'behind')
    return this.#bracket({ by, kind: 'ins', from: at, to: at, words })
  }

  /** Brackets standing words as a proposal to delete them. */
  strike(by: Principal, words: string): Bid {
    return this.#bracket({ by, kind: 'del', from: this.find(words), to: this.find(words, 'behind'), words: '' })
  }

  /** Proposes words in the place of others: a deletion and an addition that are decided as one. Answers the addition's id. */
  replace(by: Principal, words: string, instead: string): Bid {
    const grp = this.#ids.make(by)
    let bid: Bid = ''
    this.doc.transact(() => {
      const [from, to] = [this.find(words), this.find(words, 'behind')]
      bid = this.#bracket({ by, kind: 'ins', from: to, to, words: instead, grp })
      this.#bracket({ by, kind: 'del', from, to, words: '', grp })
    })
    return bid
  }

  /** Proposes a whole paragraph behind the one that ends with some words. */
  proposeParagraph(by: Principal, words: string, behind: string): Bid {
    const bid = this.#ids.make(by)
    const at = this.find(behind, 'behind')
    const body = bodyOf(this.doc)
    this.doc.transact(() => {
      body.insertEmbed(at, { p: this.#ids.make(by), t: 'para', lvl: 0, in: bid }, {})
      body.insertEmbed(at + 1, { o: bid, by, kind: 'ins' }, {})
      body.insert(at + 2, words)
      body.insertEmbed(at + 2 + words.length, { c: bid }, {})
    })
    return bid
  }

  /** Resolves once a condition holds; it is looked at after every event of this desk. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return
        this.#watchers.delete(look)
        resolve()
      }
      this.#watchers.add(look)
      look()
    })
  }

  synced(): Promise<void> {
    return this.until(() => this.provider.synced)
  }

  /** Resolves when all that was sent is on the server's disk. */
  allSaved(): Promise<void> {
    return this.until(() => this.sent > 0 && this.saved >= this.sent)
  }

  hello(hello: Hello): void {
    this.send(frame(MESSAGE.hello, hello))
  }

  /** Takes a new client id to type for another delegation from now on. */
  typeFor(onBehalfOf: Principal): void {
    this.doc.clientID = newClientId()
    this.awareness.clientID = this.doc.clientID
    this.hello({ clientIDs: [this.doc.clientID], onBehalfOf })
    this.awareness.setLocalState({})
  }

  /** Sends raw bytes on the socket. */
  send(bytes: Uint8Array): void {
    this.provider.ws?.send(new Uint8Array(bytes))
  }

  /** Speaks over HTTP as the same person. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    return this.#someone.fetch(path, init)
  }

  close(): void {
    this.provider.destroy()
    this.awareness.destroy()
  }

  #bracket({ by, kind, from, to, words, grp }: Bracketing): Bid {
    const bid = this.#ids.make(by)
    const body = bodyOf(this.doc)
    this.doc.transact(() => {
      body.insertEmbed(to, { c: bid }, {})
      if (words !== '') body.insert(to, words)
      body.insertEmbed(from, { o: bid, by, kind, ...(grp === undefined ? {} : { grp }) }, {})
    })
    return bid
  }

  #connected({ hello, onBehalfOf }: DeskOptions): void {
    const socket = this.provider.ws!
    this.saved = 0
    this.sent = 0
    const send = socket.send.bind(socket)
    socket.send = (data: Parameters<typeof send>[0]): void => {
      if ((data as Uint8Array)[0] === MESSAGE.sync) this.sent++
      send(data)
    }
    if (hello !== false) this.hello({ clientIDs: [this.doc.clientID], ...(onBehalfOf === undefined ? {} : { onBehalfOf }) })
  }

  #on<T>(type: number, handle: (message: T) => unknown): void {
    this.provider.messageHandlers[type] = (_encoder, decoder) => {
      handle(JSON.parse(decoding.readVarString(decoder)) as T)
      this.#changed()
    }
  }

  #changed = (): void => {
    for (const look of this.#watchers) look()
  }
}

/** One of our own messages as bytes. */
export function frame(type: number, message: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarString(encoder, JSON.stringify(message))
  })
}

function newDoc(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = newClientId()
  return doc
}

function withCookie(cookie: string): typeof globalThis.WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie } })
    }
  } as unknown as typeof globalThis.WebSocket
}
