// One member of a crowd: a line to a server, and where it types a typist behind it. It reads nothing while a load runs.
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { Line, monotonic, type Arrived } from './line.ts'
import type { Gathering, Key, Member as Place, Typed } from './orders.ts'
import { Typist } from './typist.ts'
import { awarenessMessage, helloMessage, readMessage, step1Message, step2Message, updateMessage } from './wire.ts'

/** After so many keys a typist leaves its bracket to come to rest and opens the next one. */
const KEYS_PER_BRACKET = 40
const LETTERS = 'etaoin shrdlu cmfwyp vbgkjq'
/** Members of one process come from so many addresses of this machine, as people do. */
const ADDRESSES = 200

/** What a member has heard, read after the load. */
export interface Heard {
  readonly updates: readonly { readonly update: Uint8Array; readonly at: number }[]
  readonly clocks: Map<number, number>
  readonly messages: number
  readonly faults: readonly string[]
}

export class Member {
  readonly place: Place
  readonly line = new Line()
  readonly keys: Key[] = []
  readonly #typed: Typed[] = []
  presenceClock = 0
  readonly #gathering: Gathering
  #typist: Typist | null = null
  #bracket: { bid: string; words: string } | null = null
  #count = 0

  constructor(place: Place, gathering: Gathering) {
    this.place = place
    this.#gathering = gathering
  }

  /** Joins; resolves when it has the text. */
  async join(): Promise<void> {
    const { port, answers, hello, base, repeats } = this.#gathering
    const { path, cookie, clientId, types, principal } = this.place
    const from = `127.0.${1 + (Math.floor(clientId / ADDRESSES) % 200)}.${1 + (clientId % ADDRESSES)}`
    await this.line.open({ port, path, cookie, from })
    if (hello) this.line.send(helloMessage(clientId))
    const text = answers ? await this.#ask() : base
    if (types) this.#typist = new Typist(text, principal, clientId)
    this.#show(null)
    if (repeats) this.#repeatPresence()
  }

  /** One key and where the caret is then. */
  key(): void {
    const typist = this.#typist!
    const n = this.#count++
    const letter = LETTERS[n % LETTERS.length]!
    if (n % KEYS_PER_BRACKET === 0) {
      this.#rest()
      const paragraph = (this.place.clientId * 7 + n) % typist.paragraphs
      this.#bracket = { bid: typist.propose(paragraph, letter), words: letter }
    } else {
      typist.key(letter)
      this.#bracket!.words += letter
    }
    for (const update of typist.take()) {
      this.line.send(updateMessage(update))
      const clock = Y.getState(typist.doc.store, typist.clientId)
      this.keys.push({ text: this.place.text, clientId: typist.clientId, clock, at: monotonic() })
    }
    this.#show(typist.cursor)
  }

  /** All words typed so far, those in the bracket that is not left yet too. */
  account(): Typed[] {
    const current = this.#bracket === null ? [] : [{ text: this.place.text, ...this.#bracket }]
    return [...this.#typed, ...current]
  }

  /** Reads all that has come. */
  hear(): Heard {
    const updates: { update: Uint8Array; at: number }[] = []
    const clocks = new Map<number, number>()
    const messages = this.line.messages()
    const faults = this.line.ended === null ? [] : [this.line.ended]
    for (const { payload, at } of messages) {
      const heard = readMessage(payload)
      if (heard.type === 'update') updates.push({ update: heard.update, at })
      else if (heard.type === 'awareness') for (const [id, clock] of heard.clocks) clocks.set(id, clock)
      else if (heard.type === 'own' && (heard.number === MESSAGE.refused || heard.number === MESSAGE.returned)) faults.push(heard.json)
    }
    return { updates, clocks, messages: messages.length, faults }
  }

  #rest(): void {
    if (this.#bracket !== null) this.#typed.push({ text: this.place.text, ...this.#bracket })
    this.#bracket = null
  }

  #show(cursor: unknown): void {
    const { clientId, principal } = this.place
    const caret = cursor === null ? {} : { cursor: { anchor: cursor, head: cursor } }
    const state = { user: { name: `Delegate ${clientId}`, principal, role: 'delegate' }, ...caret }
    this.line.send(awarenessMessage(clientId, ++this.presenceClock, state))
  }

  /** Asks for the text and waits for the answer. */
  #ask(): Promise<Uint8Array> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (const { payload } of this.line.messages()) {
          const heard = readMessage(payload)
          if (heard.type !== 'update' || !heard.step2) continue
          this.line.onData = null
          resolve(heard.update)
          return
        }
      }
      this.line.onData = look
      this.line.send(step1Message())
      this.line.send(step2Message())
    })
  }

  /** y-websocket's client sends the presence it hears back to the server, once for every message. */
  #repeatPresence(): void {
    let read = this.line.messages().length
    this.line.onData = () => {
      const messages: Arrived[] = this.line.messages()
      for (const { payload } of messages.slice(read)) if (payload[0] === MESSAGE.awareness) this.line.send(payload)
      read = messages.length
    }
  }
}

/** Whether two members have heard the same updates in the same order. */
export function fingerprint(heard: Heard): string {
  const hash = createHash('sha256')
  for (const { update } of heard.updates) hash.update(update)
  return hash.digest('hex')
}
