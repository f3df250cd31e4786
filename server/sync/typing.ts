// Typing in a room: `hello` binds client ids, updates are judged, and what they did goes into the batch. Knows no
// storage and no broadcast; every message to the typist leaves with the batch, when it is true.
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { statusOf } from '@chapeau/shared/text/meta'
import type { Entry } from '@chapeau/shared/text/waiting'
import type { Hello } from '@chapeau/shared/protocol/messages'
import { metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { actingAs, writerOf, type Parties } from '../access/actor.ts'
import type { Authority } from '../authority/authority.ts'
import type { Binding, Refusal, ReturnedWords, Verdict, Writer } from '../authority/types.ts'
import type { Clock } from '../clock.ts'
import { MAX_CLIENT_IDS, MAX_RESYNCS, MAX_UNWRITTEN_IDS } from '../limits.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Author, Proposals } from '../record/proposals.ts'
import { authorOf } from './acting.ts'
import type { Batch } from './batch.ts'
import type { Connection, Voice } from './connection.ts'
import { Budget } from './budget.ts'
import { writersIn } from './faults.ts'
import { followTyping, markUnconfirmed } from './follow.ts'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { refusedFrame, step1Frame } from './frames.ts'
import { Refusals } from './refusals.ts'

export interface TypingOptions {
  readonly doc: Y.Doc
  readonly authority: Authority
  readonly proposals: Proposals
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** Client ids whose updates are refused unjudged. */
  readonly faulty: ReadonlySet<number>
  /** How proposals enter the text, by the meeting's rules as they are now. */
  readonly entry: () => Entry | undefined
}

type Applied = Extract<Verdict, { status: 'applied' }>

const FAULTY = 'The server could not take in this change. It has been reported in its log.'
const DEAD = 'This identity has ended; please start with a new one.'

/** Before `hello` a connection may only say what the server has already. */
const MUTE: Writer = { principal: '', clientIds: new Set(), mayWrite: false, free: false }

export class Typing {
  readonly #options: TypingOptions
  /** Bound and not yet stored: a binding goes to disk with the first words under it. */
  readonly #unstored = new Map<number, Binding>()

  /** The same by seat, oldest first. */
  readonly #unwritten = new Map<string, number[]>()
  readonly #refusals: Refusals
  readonly #budget = new Budget()

  constructor(options: TypingOptions) {
    this.#options = options
    this.#refusals = new Refusals(options.clock)
  }

  /** Binds client ids to the seat's voice. One that is somebody else's is refused; the client takes another. */
  hello(connection: Connection, { clientIDs, onBehalfOf }: Hello, parties: Parties): void {
    const { sitter } = connection
    const now = this.#options.clock.now()
    const acting = actingAs(sitter, onBehalfOf, parties)
    if (!acting.ok) {
      connection.send([refusedFrame({ rule: acting.rule, message: acting.message, clientId: null })], now)
      return
    }
    const { actor, typist } = acting
    const voice: Voice = { actor, typist }
    connection.voice = voice
    for (const clientId of clientIDs) {
      const binding: Binding = {
        clientId,
        principal: actor.principal ?? '',
        person: sitter.person.id,
        seat: sitter.seat.id,
        role: sitter.seat.role,
        ...(typist ? { typist: true } : {}),
      }
      if (!this.#bind(connection, binding, voice)) {
        const message = 'This identity is taken; please start with a new one.'
        connection.send([refusedFrame({ rule: 'AU-2', message, clientId })], now)
      }
    }
  }

  /** Judges one sync frame. Throws only on faults of our own. */
  judge(connection: Connection, frame: { readonly update: Uint8Array; readonly step2: boolean }, n: number, batch: Batch): void {
    const { authority, doc, metrics, log } = this.#options
    const seatId = connection.sitter.seat.id
    const now = this.#options.clock.now()
    if (!this.#budget.allows(seatId, now)) {
      connection.close(CLOSE.overloaded, 'Your changes cost the server too much at once. They are kept on your device and sent again.')
      return
    }
    const voice = voiceOf(connection, frame.update, doc)
    const writer =
      voice === null ? MUTE : writerOf(voice.actor, statusOf(metaOf(doc)), new Set(connection.voices.keys()), this.#options.entry())
    const verdict = this.#deadIn(frame.update) ?? authority.judge(frame.update, writer)
    switch (verdict.status) {
      case 'applied':
        this.#budget.spend(seatId, verdict.walked, now)
        if (frame.step2) connection.hole = 0
        batch.saves(connection, n)
        if (verdict.update !== null && voice !== null) this.#applied(connection, voice, writer, verdict, batch)
        return
      case 'resync':
        metrics.add('resyncs')
        if (frame.step2 && connection.hole >= MAX_RESYNCS) {
          const message = 'These words build on something that never arrived here.'
          batch.write(connection, refusedFrame({ rule: 'SY-5', message, clientId: writersIn(frame.update, doc)[0] ?? null }))
          return
        }
        // Once is enough: whatever comes before the answer lacks the same.
        if (connection.hole === 0 || frame.step2) batch.write(connection, step1Frame(Y.encodeStateVector(doc)))
        if (connection.hole === 0 || frame.step2) connection.hole++
        return
      case 'refused':
      case 'quarantined':
        metrics.add('refused')
        log.warn({ seat: connection.sitter.seat.id, rule: verdict.rule, bytes: frame.update.length }, 'update refused')
        batch.saves(connection, n)
        this.#refusals.refuse(connection, frame.update, verdict, authorIn(connection, voice), batch)
        return
    }
  }

  /** Refuses what comes from a client id that is dead, or whose updates have brought the room down. */
  #deadIn(update: Uint8Array): Refusal | null {
    const { faulty, doc } = this.#options
    if (faulty.size === 0 && !this.#refusals.any) return null
    for (const clientId of writersIn(update, doc)) {
      if (faulty.has(clientId)) return { status: 'refused', rule: 'SY-6', message: FAULTY, clientId }
      if (this.#refusals.isDead(clientId)) return { status: 'refused', rule: 'AU-9', message: DEAD, clientId }
    }
    return null
  }

  #bind(connection: Connection, binding: Binding, voice: Voice): boolean {
    const { clientId } = binding
    if (connection.voices.size >= MAX_CLIENT_IDS || clientId >= SERVER_CLIENT_IDS_FROM) return false
    // Who writes nothing needs no binding; the id is for presence only.
    if (voice.actor.principal === null) {
      connection.presenceIds.add(clientId)
      return true
    }
    const known = this.#options.authority.bindingOf(clientId) !== null
    if (!this.#options.authority.bind(binding)) return false
    if (!known) this.#keepUnwritten(binding)
    connection.voices.set(clientId, voice)
    connection.presenceIds.add(clientId)
    return true
  }

  /** Binds an id that has not written; of a seat's many the oldest is let go, or ids without words would fill the memory. */
  #keepUnwritten(binding: Binding): void {
    this.#unstored.set(binding.clientId, binding)
    const ids = this.#unwritten.get(binding.seat) ?? []
    this.#unwritten.set(binding.seat, ids)
    ids.push(binding.clientId)
    if (ids.length <= MAX_UNWRITTEN_IDS) return
    const oldest = ids.shift()!
    if (this.#unstored.delete(oldest)) this.#options.authority.unbind(oldest)
  }

  #applied(connection: Connection, voice: Voice, writer: Writer, verdict: Applied, batch: Batch): void {
    const { doc, proposals, metrics, clock } = this.#options
    const author = authorOf(connection.sitter, voice.actor, voice.typist)
    metrics.add('updates')
    metrics.add('repairs', verdict.repairs.length)
    batch.updates.push(verdict.update!)
    // Letters alone open nothing.
    if (verdict.path !== 'keystroke') batch.updates.push(...followTyping(doc, verdict.update!, verdict.opened.length))
    if (voice.typist) batch.updates.push(...markUnconfirmed(doc, verdict.opened, author.by.principal))
    this.#storeBindings(connection, batch)
    batch.copies.push(...verdict.copies)
    batch.moves.push(...verdict.moves)
    batch.add(proposals.ended(verdict.closed, author))
    batch.close(verdict.closed)
    if (verdict.opened.length > 0) batch.add(proposals.appeared(verdict.opened, author))
    proposals.stirred(verdict.changed, author, clock.now())
    if (writer.free) batch.add(proposals.edited(author, clock.now()))
    for (const returned of verdict.returned) this.#giveBack(connection, author, returned, batch)
  }

  #storeBindings(connection: Connection, batch: Batch): void {
    for (const clientId of connection.voices.keys()) {
      const binding = this.#unstored.get(clientId)
      if (binding === undefined) continue
      batch.bindings.set(clientId, binding)
      this.#unstored.delete(clientId)
    }
  }

  #giveBack(connection: Connection, author: Author, { rule, place, words }: ReturnedWords, batch: Batch): void {
    const message = place === '' ? 'This paragraph is agreed.' : `Paragraph ${place} is agreed.`
    batch.giveBack(connection, author, { rule, message: `${message} Your words were not added; here they are.`, place, words })
  }
}

const authorIn = (connection: Connection, voice: Voice | null): Author | null =>
  voice === null ? null : authorOf(connection.sitter, voice.actor, voice.typist)

/** The voice that an update is in: of the client that brings something new; of several the one that said hello last. */
function voiceOf(connection: Connection, update: Uint8Array, doc: Y.Doc): Voice | null {
  const principals = new Set([...connection.voices.values()].map(({ actor }) => actor.principal))
  if (principals.size <= 1) return connection.voice
  const writers = writersIn(update, doc)
  return [...connection.voices].findLast(([clientId]) => writers.includes(clientId))?.[1] ?? connection.voice
}
