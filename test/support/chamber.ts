// A text at the desk: acts executed on it as the room does, with what the person had on screen.
import { executeAct } from '@chapeau/server/acts/execute'
import type { ActContext, ActOutcome, ActUndo, NamedEntry } from '@chapeau/server/acts/types'
import { Moved } from '@chapeau/server/authority/moved'
import { namedBy, type Decision } from '@chapeau/shared/brackets/decide'
import { wordsDigest } from '@chapeau/shared/brackets/words'
import { CHAIR, IdMaker, SERVER_CLIENT_IDS_FROM, type Bid, type Pid, type Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Actor, type MeetingRules } from '@chapeau/shared/policy'
import type { Act, Seen } from '@chapeau/shared/protocol/acts'
import { metaKey } from '@chapeau/shared/text/meta'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf, metaMapOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import type { Parties } from '@chapeau/server/access/actor'
import type { Aside } from '@chapeau/server/storage/port'
import * as Y from 'yjs'
import { docOf, shown } from './builders.ts'

export const chair: Actor = { role: 'chair', principal: CHAIR, rights: null }
export const delegate = (principal: Principal): Actor => ({ role: 'delegate', principal, rights: PRESET_RIGHTS.member })

/** An act as a test asks for it. */
export type Wish = Act extends infer One ? (One extends Act ? Omit<One, 'id'> : never) : never

export class Chamber {
  readonly doc: Y.Doc
  readonly bids: readonly Bid[]
  rules: MeetingRules = { decide: 'consensus' }
  readonly #ids = new IdMaker(SERVER_CLIENT_IDS_FROM + 9)
  readonly #undo = new Map<number, ActUndo>()
  readonly authors = new Map<number, Principal>()
  readonly asides = new Map<string, Aside>()
  readonly moved = new Moved()
  /** The first entry of each act, by its number. */
  readonly entries = new Map<number, NamedEntry>()
  parties: Parties = new Map()
  /** Delegations with somebody connected. */
  present: ReadonlySet<Principal> = new Set()
  seq = 0
  now = Date.parse('2026-02-03T04:05:06Z')

  constructor(notation: string) {
    const { doc, bids } = docOf(notation)
    doc.clientID = SERVER_CLIENT_IDS_FROM + 9
    doc.transact(() => metaMapOf(doc).set(metaKey.status, 'issued'))
    this.doc = doc
    this.bids = bids
  }

  get reading(): Reading {
    return read(runsOf(bodyOf(this.doc)), metaOf(this.doc))
  }

  /** Id of the n-th paragraph. */
  pid(n: number): Pid {
    return this.reading.paragraphs[n]?.raw.starter?.p ?? ''
  }

  get text(): string {
    return shown(this.doc)
  }

  act(act: Wish, actor: Actor = chair): ActOutcome {
    const outcome = executeAct(this.context(actor), { ...act, id: '00000000-0000-4000-8000-000000000000' } as Act)
    this.take(outcome)
    return outcome
  }

  /** What an act finds; each counts one. */
  context(actor: Actor): ActContext {
    return {
      doc: this.doc,
      actor,
      rules: this.rules,
      makeId: (principal) => this.#ids.make(principal),
      principalOf: (clientId) => this.authors.get(clientId) ?? null,
      seq: ++this.seq,
      now: this.now,
      asides: this.asides,
      parties: this.parties,
      present: this.present,
      entryOf: (of) => this.entries.get(of) ?? null,
      undoOf: (of) => this.#undo.get(of) ?? null,
    }
  }

  /** Keeps what the room would keep of the act with the last number. */
  take(outcome: ActOutcome): void {
    const { seq } = this
    if (outcome.status === 'done') this.moved.add(outcome.moves ?? [])
    if (outcome.status === 'done')
      for (const aside of outcome.asides ?? [])
        if (aside.value === null) this.asides.delete(aside.key)
        else this.asides.set(aside.key, aside)
    if (outcome.status === 'done') this.entries.set(seq, outcome.entries[0]!)
    if (outcome.status === 'done') for (const { undo } of outcome.entries) if (undo !== undefined) this.#undo.set(seq, undo)
  }

  /** What somebody looking at `doc` now has on screen. */
  seen(bids: readonly Bid[], doc: Y.Doc = this.doc): Seen {
    const reading = read(runsOf(bodyOf(doc)), metaOf(doc))
    return { sv: Buffer.from(Y.encodeStateVector(doc)).toString('base64'), words: wordsDigest(reading, bids) }
  }

  decide(decision: Decision, options: { over?: Principal[]; seen?: Seen } = {}): ActOutcome {
    const seen = options.seen ?? this.seen(namedBy(this.reading, decision))
    return this.act({ ...decision, seen, ...(options.over === undefined ? {} : { over: options.over }) } as Wish)
  }

  /** A copy that somebody edits, to be brought in with `receive`. */
  copy(principal: Principal, clientId: number): Y.Doc {
    const doc = new Y.Doc()
    doc.clientID = clientId
    this.authors.set(clientId, principal)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    return doc
  }

  receive(doc: Y.Doc): void {
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.doc)))
  }
}
