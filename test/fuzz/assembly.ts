// The fuzz's server: a text under the real authority and the real acts, with a queue in each direction for every peer.
// It judges, broadcasts, and keeps what the record would keep.
import { Authority } from '@chapeau/server/authority/authority'
import type { Verdict, Writer } from '@chapeau/server/authority/types'
import { executeAct } from '@chapeau/server/acts/execute'
import type { ActOutcome, ActUndo } from '@chapeau/server/acts/types'
import { IdMaker, SERVER_CLIENT_IDS_FROM, type Bid, type Principal } from '@chapeau/shared/ids'
import type { Actor } from '@chapeau/shared/policy'
import type { Act } from '@chapeau/shared/protocol/acts'
import { metaKey, stateOf } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { docOf } from '../support/builders.ts'

const SERVER_ID = SERVER_CLIENT_IDS_FROM + 3

export type Wish = Act extends infer One ? (One extends Act ? Omit<One, 'id'> : never) : never

export class Assembly {
  readonly doc: Y.Doc
  readonly authority: Authority
  readonly closed = new Set<Bid>()
  /** Everything that entries of the record say, and what was set aside or given back. */
  readonly kept: string[] = []
  /** Entries that can be undone. */
  readonly undoable: number[] = []
  readonly #ids = new IdMaker(SERVER_ID)
  readonly #undo = new Map<number, ActUndo>()
  readonly #listeners = new Set<(update: Uint8Array) => void>()
  #seq = 0
  #next = 1_000

  constructor(notation: string) {
    const { doc } = docOf(notation)
    doc.clientID = SERVER_ID
    doc.transact(() => metaMapOf(doc).set(metaKey.status, 'issued'))
    this.doc = doc
    this.authority = this.#authorityOver(doc, true)
  }

  /** A client id that nobody has had. */
  newClientId(): number {
    return ++this.#next
  }

  onBroadcast(listener: (update: Uint8Array) => void): void {
    this.#listeners.add(listener)
  }

  judge(update: Uint8Array, writer: Writer): Verdict {
    const verdict = this.authority.judge(update, writer)
    if (verdict.status === 'applied') {
      verdict.closed.forEach((bid) => this.closed.add(bid))
      verdict.returned.forEach(({ words }) => this.kept.push(words))
      if (verdict.update !== null) this.#broadcast(verdict.update)
    }
    return verdict
  }

  act(wish: Wish, actor: Actor): ActOutcome {
    const seq = ++this.#seq
    const updates: Uint8Array[] = []
    const collect = (update: Uint8Array): unknown => updates.push(update)
    this.doc.on('update', collect)
    const outcome = executeAct(
      {
        doc: this.doc,
        actor,
        rules: { decide: 'chair' },
        makeId: (principal: Principal) => this.#ids.make(principal),
        principalOf: (clientId) => this.authority.principalOf(clientId),
        now: 0,
        seq,
        asides: new Map(),
        parties: new Map(),
        present: new Set(),
        entryOf: () => null,
        undoOf: (of) => this.#undo.get(of) ?? null,
      },
      { ...wish, id: '00000000-0000-4000-8000-000000000000' } as Act,
    )
    this.doc.off('update', collect)
    if (outcome.status === 'refused') return outcome
    this.authority.reindex()
    outcome.closed.forEach((bid) => this.closed.add(bid))
    if (outcome.undone !== undefined) this.#undo.delete(outcome.undone)
    for (const entry of outcome.entries) {
      this.kept.push(JSON.stringify(entry.content))
      if (entry.undo === undefined) continue
      this.#undo.set(seq, entry.undo)
      this.undoable.push(seq)
    }
    updates.forEach((update) => this.#broadcast(update))
    return outcome
  }

  /** A copy of the text under an authority that has no shortcuts, as it would be after a restart. */
  reloaded(): { doc: Y.Doc; authority: Authority } {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    doc.clientID = SERVER_ID
    return { doc, authority: this.#authorityOver(doc, false) }
  }

  #authorityOver(doc: Y.Doc, shortcuts: boolean): Authority {
    const known = [...(doc.store.clients.keys() as Iterable<number>)].flatMap((clientId) => this.authority?.bindingOf(clientId) ?? [])
    return new Authority(doc, {
      bindings: known,
      closed: this.closed,
      makeId: (principal) => this.#ids.make(principal),
      stateOf: (pid) => stateOf(metaOf(doc), pid),
      shortcuts,
    })
  }

  #broadcast(update: Uint8Array): void {
    for (const listener of this.#listeners) listener(update)
  }
}
