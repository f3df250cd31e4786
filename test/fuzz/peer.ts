// What honest and hostile peers share: a copy of the text, a bound client id, and a line to the assembly that may lag
// or be cut.
import type { Verdict, Writer } from '@chapeau/server/authority/types'
import { IdMaker, type Principal } from '@chapeau/shared/ids'
import { bodyOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import type { Random } from '../support/random.ts'
import type { Assembly } from './assembly.ts'
import { flatOf, type Flat } from './flat.ts'

export class Peer {
  readonly assembly: Assembly
  readonly principal: Principal
  readonly random: Random
  doc!: Y.Doc
  body!: Y.Text
  ids!: IdMaker
  undo!: Y.UndoManager
  /** Whether its seat may write; taken and given by role changes. */
  mayWrite = true
  online = true
  readonly up: Uint8Array[] = []
  readonly down: Uint8Array[] = []

  constructor(assembly: Assembly, principal: Principal, random: Random) {
    this.assembly = assembly
    this.principal = principal
    this.random = random
    assembly.onBroadcast((update) => this.online && this.down.push(update))
    this.begin()
  }

  get flat(): Flat {
    return flatOf(this.doc)
  }

  get writer(): Writer {
    return { principal: this.principal, clientIds: new Set([this.doc.clientID]), mayWrite: this.mayWrite, free: false }
  }

  /** Starts with a new document and client id, as a page does that was refused. */
  begin(): void {
    this.doc = new Y.Doc()
    this.doc.clientID = this.assembly.newClientId()
    this.body = bodyOf(this.doc)
    this.ids = new IdMaker(this.doc.clientID)
    const { principal } = this
    this.assembly.authority.bind({ clientId: this.doc.clientID, principal, person: principal, seat: principal, role: 'delegate' })
    this.up.length = 0
    this.down.length = 0
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.assembly.doc), 'server')
    this.undo = new Y.UndoManager(this.body, { captureTimeout: 0, trackedOrigins: new Set(['typing']) })
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server' && this.online) this.up.push(update)
    })
  }

  edit(change: (body: Y.Text) => void): void {
    this.doc.transact(() => change(this.body), 'typing')
  }

  /** Takes in the next thing the server said. */
  hear(): void {
    const update = this.down.shift()
    if (update !== undefined) Y.applyUpdate(this.doc, update, 'server')
  }

  /** Sends the oldest thing that was not sent; null when there is none. */
  say(): Verdict | null {
    const update = this.up.shift()
    return update === undefined ? null : this.send(update)
  }

  send(update: Uint8Array): Verdict {
    const verdict = this.assembly.judge(update, this.writer)
    if (verdict.status === 'resync') return this.assembly.judge(this.difference(), this.writer)
    return verdict
  }

  goOffline(): void {
    this.online = false
    this.up.length = 0
    this.down.length = 0
  }

  /** Comes back: everything it has goes in one update, and it hears everything it lacks. */
  comeBack(): Verdict {
    this.online = true
    this.down.push(Y.encodeStateAsUpdate(this.assembly.doc, Y.encodeStateVector(this.doc)))
    return this.send(this.difference())
  }

  difference(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.assembly.doc))
  }
}
