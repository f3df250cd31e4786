// A text under an authority, with delegations that edit copies of it and send what a real client would send.
import { Authority, type AuthorityOptions } from '@chapeau/server/authority/authority'
import type { Verdict, Writer } from '@chapeau/server/authority/types'
import { IdMaker, SERVER_CLIENT_IDS_FROM, type Bid, type Principal } from '@chapeau/shared/ids'
import { stateOf } from '@chapeau/shared/text/meta'
import { isText, type BracketKind, type Run } from '@chapeau/shared/text/model'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { bodyOf, metaMapOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { docOf, shown } from './builders.ts'

const SERVER_ID = SERVER_CLIENT_IDS_FROM + 7

export class World {
  readonly doc: Y.Doc
  readonly authority: Authority
  readonly bids: readonly Bid[]
  readonly #ids = new IdMaker(SERVER_ID)
  #nextClient = 100

  constructor(notation: string, options: Pick<AuthorityOptions, 'shortcuts'> = {}) {
    const { doc, bids } = docOf(notation)
    doc.clientID = SERVER_ID
    this.doc = doc
    this.bids = bids
    this.authority = new Authority(doc, {
      bindings: [],
      makeId: (principal) => this.#ids.make(principal),
      stateOf: (pid) => stateOf(metaOf(doc), pid),
      ...options,
    })
  }

  client(principal: Principal, options: Partial<Pick<Writer, 'mayWrite' | 'free'>> & { clientId?: number } = {}): Client {
    return new Client(this, principal, options.clientId ?? ++this.#nextClient, options)
  }

  /** The rolling text as the server has it. */
  get text(): string {
    return shown(this.doc, { groups: false })
  }

  get standing(): string {
    return viewOf(read(runsOf(bodyOf(this.doc)), metaOf(this.doc)), metaOf(this.doc), 'base')
      .map(viewText)
      .join('\n')
  }

  /** A change by the server itself, as an act makes it. */
  act(change: (body: Y.Text, meta: Y.Map<unknown>) => void): void {
    this.doc.transact(() => change(bodyOf(this.doc), metaMapOf(this.doc)))
    this.authority.reindex()
  }

  /** Decides a bracket as `keep` (tokens go) or `remove` (words go too). */
  decide(bid: Bid, outcome: 'keep' | 'remove'): void {
    const { from, to } = read(runsOf(bodyOf(this.doc))).brackets.get(bid)!
    this.act((body) => {
      if (outcome === 'remove') body.delete(from, to - from + 1)
      else {
        body.delete(to, 1)
        body.delete(from, 1)
      }
    })
  }
}

export class Client {
  readonly world: World
  readonly principal: Principal
  readonly doc = new Y.Doc()
  readonly body = bodyOf(this.doc)
  readonly ids: IdMaker
  readonly writer: Writer
  readonly undo: Y.UndoManager

  constructor(world: World, principal: Principal, clientId: number, options: Partial<Pick<Writer, 'mayWrite' | 'free'>>) {
    this.world = world
    this.principal = principal
    this.doc.clientID = clientId
    this.ids = new IdMaker(clientId)
    this.writer = { principal, clientIds: new Set([clientId]), mayWrite: options.mayWrite ?? true, free: options.free ?? false }
    world.authority.bind({ clientId, principal, person: principal, seat: principal, role: 'delegate' })
    this.pull()
    this.undo = new Y.UndoManager(this.body, { captureTimeout: 0, trackedOrigins: new Set(['typing']) })
  }

  edit(change: (body: Y.Text) => void): this {
    this.doc.transact(() => change(this.body), 'typing')
    return this
  }

  /** Position behind (`after`) or before the first occurrence of some words. */
  at(words: string, after = false): number {
    let position = 0
    for (const run of runsOf(this.body)) {
      const found = isText(run) ? run.insert.indexOf(words) : -1
      if (found >= 0) return position + found + (after ? words.length : 0)
      position += isText(run) ? run.insert.length : 1
    }
    throw new Error(`no "${words}" in ${printNotation(read(runsOf(this.body)))}`)
  }

  type(position: number, words: string): this {
    return this.edit((body) => body.insert(position, words))
  }

  erase(words: string): this {
    return this.edit((body) => body.delete(this.at(words), words.length))
  }

  /** An addition in this client's name, as the editing policy makes it. */
  propose(position: number, words: string): Bid {
    return this.wrap(position, position, 'ins', [{ insert: words }])
  }

  wrap(from: number, to: number, kind: BracketKind, words: readonly Run[] = [], by = this.principal): Bid {
    const bid = this.ids.make(by)
    this.edit((body) => {
      body.insertEmbed(to, { c: bid })
      for (const run of words.toReversed()) isText(run) ? body.insert(to, run.insert) : body.insertEmbed(to, run.insert)
      body.insertEmbed(from, { o: bid, by, kind })
    })
    return bid
  }

  /** Positions of a bracket's two tokens. */
  tokens(bid: Bid): { from: number; to: number } {
    return read(runsOf(this.body)).brackets.get(bid)!
  }

  send(): Verdict {
    const verdict = this.world.authority.judge(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.world.doc)), this.writer)
    return verdict
  }

  pull(): this {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.world.doc, Y.encodeStateVector(this.doc)), 'server')
    return this
  }

  get text(): string {
    return shown(this.doc, { groups: false })
  }
}
