// One text in memory: judges frames, performs acts, tells everybody (DESIGN 3 and 6). The order of storing and
// telling is the pipeline's; whose words may do what is the authority's. A room that fails is dropped: its sockets are
// closed, the text is loaded anew, clients send again what was not acknowledged.
import { IdMaker, type Principal } from '@chapeau/shared/ids'
import type { Actor, MeetingRules } from '@chapeau/shared/policy'
import type { Act } from '@chapeau/shared/protocol/acts'
import type { RecordContent } from '@chapeau/shared/protocol/api'
import { CLOSE } from '@chapeau/shared/protocol/messages'
import { changesIn, stateOf, type Meta } from '@chapeau/shared/text/meta'
import { bodyOf, metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import type { Parties, Sitter } from '../access/actor.ts'
import { Authority } from '../authority/authority.ts'
import { COMPACT_AFTER_UPDATES } from '../limits.ts'
import { Proposals, type Author } from '../record/proposals.ts'
import type { LoadedText } from '../storage/port.ts'
import type { FileBack } from '../acts/returned.ts'
import { performReturned, type Carry, type ReturnedOutcome } from './returning.ts'
import { performAct, performElapse, type Stage, type ActAnswer } from './acting.ts'
import { Asides } from './asides.ts'
import type { Batch } from './batch.ts'
import { Committer, listingOf, textHash, type Committed } from './committer.ts'
import { printOf } from '../record/prints.ts'
import type { Connection } from './connection.ts'
import { Coverage, stateVectorIn } from './coverage.ts'
import { broadcastOf, deliver } from './delivery.ts'
import { docOf } from './doc.ts'
import { writersIn } from './faults.ts'
import { awarenessFrame, recordedFrame, step1Frame, step2Frame, type Frame } from './frames.ts'
import type { House, Look, RoomEvents, RoomPorts } from './house.ts'
import { Makings } from './makings.ts'
import { Pipeline } from './pipeline.ts'
import { Presence } from './presence.ts'
import { Takings, type ExportWish, type TakingTurn } from './takings.ts'
import { Typing } from './typing.ts'

/** Acts about an entry of the record. */
const NAMING: ReadonlySet<string> = new Set(['object', 'noteObjection', 'reinstate'])

export class Room {
  readonly text: LoadedText
  /** How the meeting decides; replaced when it changes. */
  rules: MeetingRules
  #parties: Parties
  readonly #doc: Y.Doc
  readonly #ports: RoomPorts
  readonly #events: RoomEvents
  readonly #ids: IdMaker
  readonly #authority: Authority
  readonly #committer: Committer
  readonly #proposals: Proposals
  readonly #coverage: Coverage
  readonly #presence: Presence
  readonly #asides: Asides
  readonly #pipeline: Pipeline
  readonly #typing: Typing
  readonly #connections = new Set<Connection>()
  readonly #undone = new Set<number>()
  #taken: Promise<readonly [Takings, Makings]> | null = null
  /** Writers of the update that is being judged. */
  #culprits: readonly number[] = []
  #compacting = false
  #cancelRest: (() => void) | null = null
  #state: 'open' | 'closing' | 'ended' = 'open'

  constructor(text: LoadedText, { parties, rules, faulty }: House, ports: RoomPorts, events: RoomEvents) {
    this.text = text
    this.#parties = parties
    this.rules = rules
    this.#ports = ports
    this.#events = events
    const { clock, metrics } = ports
    this.#doc = docOf(text.updates)
    this.#ids = new IdMaker(this.#doc.clientID)
    this.#authority = new Authority(this.#doc, {
      bindings: text.bindings,
      closed: text.closed,
      moves: text.moves,
      makeId: (principal) => this.#ids.make(principal),
      stateOf: (pid) => stateOf(this.#meta, pid),
    })
    this.#proposals = new Proposals(bodyOf(this.#doc), this.#meta, text.wordings)
    this.#coverage = new Coverage(this.#doc, clock)
    this.#presence = new Presence((counter) => metrics.add(counter))
    this.#asides = new Asides(text.asides)
    this.#committer = new Committer(ports.storage, text, this.#doc, ports.signer)
    this.#pipeline = new Pipeline({
      committer: this.#committer,
      clock,
      deliver: (batch, committed) => this.#deliver(batch, committed),
      hasNews: () => this.#presence.pending,
      failed: (error) => this.#drop(error),
    })
    this.#typing = new Typing({
      doc: this.#doc,
      authority: this.#authority,
      proposals: this.#proposals,
      clock,
      log: ports.log,
      metrics,
      faulty,
      entry: () => this.rules.entry,
    })
    this.#pipeline.enqueue(() => this.#pipeline.batch.add(this.#proposals.unrecorded()))
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections
  }

  /** Takes over the meeting's delegations as they are now, for everybody who is connected too. */
  follow(parties: Parties): void {
    this.#parties = parties
    for (const connection of this.#connections) connection.follow(parties)
  }

  /** Takes a connection in; it gets the text when it asks for it. */
  enter(connection: Connection): void {
    if (this.#state !== 'open') {
      connection.close(CLOSE.storage, 'The text is being put away. Please try again in a moment.')
      return
    }
    this.#connections.add(connection)
  }

  /** Lets a closed connection go. */
  leave(connection: Connection): void {
    if (!this.#connections.delete(connection)) return
    this.#presence.remove(connection)
    this.#pipeline.schedule()
    if (this.#connections.size === 0) this.#events.idle(this)
  }

  /** Takes a frame in, in order. */
  receive(connection: Connection, frame: Frame): void {
    if (this.#state !== 'open' || connection.dismissed) return
    this.#ports.metrics.add('frames')
    const n = frame.type === 'step1' || frame.type === 'update' ? connection.countSync() : 0
    if (frame.type === 'step1') this.#pipeline.barrier<void>((done) => done(this.#join(connection, frame.stateVector, n))).catch(ignore)
    else this.#pipeline.enqueue(() => this.#take(connection, frame, n))
  }

  /** Looks at the text when everything judged so far is on disk. Rejects when the room ends before. */
  look<T>(see: (look: Look) => T): Promise<T> {
    return this.#pipeline.barrier((resolve) => resolve(see(this.#look)))
  }

  /** The text as a file to take away; the record says who took which (RE-9). Rejects when the room ends before. */
  export(wish: ExportWish): Promise<Uint8Array> {
    return this.taking((turn, resolve) => turn.takings.take(wish, turn, resolve))
  }

  /** A turn in which a file is taken away, or made of what was printed. Rejects when the room ends before. */
  async taking<T>(work: (turn: TakingTurn, resolve: (value: T) => void) => void): Promise<T> {
    this.#taken ??= this.#ports.storage.exports(this.text.id).then((lines) => [new Takings(lines), new Makings(lines)] as const)
    const [takings, makings] = await this.#taken
    this.#pipeline.enqueue(() => this.#pipeline.batch.add(this.#proposals.rested(this.#now, true)))
    return this.#pipeline.barrier<T>((resolve) => {
      const { batch } = this.#pipeline
      const look = this.#look
      const stamp = { asOf: new Date(this.#now), head: look.head, changes: changesIn(this.#meta) }
      const hash = textHash(this.#doc)
      const keep = (): void => {
        const { revision } = listingOf(this.#doc, this.text.name)
        const seq = look.head.seq + batch.entries.length + 1
        batch.printed = { hash, seq, revision, at: stamp.asOf.toISOString(), ...printOf(this.#doc) }
      }
      work({ takings, makings, look, stamp, textHash: hash, keep, record: (entry, done) => batch.record(entry, done) }, resolve)
    })
  }

  /** Destroys the content of entries up to number `upTo` for good, with an entry that says so. Rejects when the room ends before. */
  destroyContent(upTo: number, author: Author, content: RecordContent): Promise<{ readonly seq: number } | null> {
    return this.#pipeline.barrier<{ readonly seq: number } | null>((resolve) => {
      const { batch } = this.#pipeline
      const { seq } = this.#committer.head
      if (upTo < 1 || upTo > seq) {
        resolve(null)
        return
      }
      batch.entries.push({ ...author, draft: { act: 'destroy', target: String(upTo), paragraph: null, content } })
      batch.destroyed = upTo
      batch.done.push(() => {
        resolve({ seq: seq + 1 })
        // Words that were deleted from the text lie in its updates until they are stored as one.
        this.#compact()
      })
    })
  }

  /** Executes an act; the answer comes when it is on disk. Rejects when the room ends before. */
  async act(act: Act, request: string, sitter: Sitter): Promise<ActAnswer> {
    const undo = act.act === 'undo' ? await this.#ports.storage.undo(this.text.id, act.seq) : null
    const named = NAMING.has(act.act) && 'seq' in act ? await this.#ports.storage.record(this.text.id, act.seq - 1, 1) : []
    if ('seen' in act && act.seen !== undefined) {
      const vector = stateVectorIn(act.seen.sv)
      if (vector === null) return refusal('SY-24', 'What you had on screen could not be read.')
      const isOwn = (clientId: number): boolean => this.#authority.bindingOf(clientId)?.person === sitter.person.id
      if (!(await this.#coverage.wait(vector, isOwn))) return refusal('SY-24', 'Your latest words have not arrived yet. Please try again.')
    }
    return this.#pipeline.barrier<ActAnswer>((settle) => {
      const { batch } = this.#pipeline
      batch.add(this.#proposals.rested(this.#now, true))
      performAct(act, request, sitter, {
        ...this.#stage(batch),
        // What was read before the barrier may have been undone by the act before this one.
        undoOf: (seq) => (act.act === 'undo' && seq === act.seq && !this.#undone.has(seq) ? undo : null),
        entryOf: (seq) => named.flatMap(({ entry, content }) => (entry.seq === seq ? [{ ...entry, content }] : []))[0] ?? null,
        settle,
      })
      for (const seq of batch.undone) this.#undone.add(seq)
    })
  }

  /** What would become of a file that came back, or, where it is carried out, what became of it. Rejects when the room ends before. */
  returned(back: FileBack, actor: Actor, carry: Carry | null): Promise<ReturnedOutcome> {
    return this.#pipeline.barrier<ReturnedOutcome>((settle) => {
      const { batch } = this.#pipeline
      if (carry !== null) batch.add(this.#proposals.rested(this.#now, true))
      const stage = { ...this.#stage(batch), undoOf: () => null, entryOf: () => null, settle: () => undefined }
      performReturned(back, actor, carry, { ...stage, liveOf: (unit) => this.#authority.liveOf(unit), told: settle })
    })
  }

  /** What acts are performed on, now. */
  #stage(batch: Batch): Omit<Stage, 'undoOf' | 'entryOf' | 'settle'> {
    return {
      doc: this.#doc,
      batch,
      proposals: this.#proposals,
      authority: this.#authority,
      parties: this.#parties,
      present: this.#present,
      rules: this.rules,
      nextSeq: this.#committer.head.seq + batch.entries.length + 1,
      now: this.#now,
      silenced: () => this.#ports.silenced?.(),
      execute: this.#ports.execute,
      makeId: (principal) => this.#ids.make(principal),
      asides: this.#asides,
    }
  }

  /** Ends a silence whose deadline has passed. Rejects when the room ends before. */
  elapse(): Promise<void> {
    return this.#pipeline.barrier<void>((resolve) => {
      const { batch } = this.#pipeline
      const ended = performElapse({ ...this.#stage(batch), undoOf: () => null, entryOf: () => null, settle: () => undefined })
      if (ended) batch.done.push(resolve)
      else resolve()
    })
  }

  /** Saves everything, with what has not come to rest, then closes the sockets. Idempotent. */
  async close(code: number, reason: string): Promise<void> {
    if (this.#state !== 'open') return
    this.#state = 'closing'
    this.#pipeline.enqueue(() => this.#pipeline.batch.add(this.#proposals.rested(this.#now, true)))
    await this.#pipeline.drain()
    this.#end(code, reason)
  }

  /** Says something to those who have heard nothing since then, or they take the line for dead. */
  keepAlive(since: number): void {
    for (const connection of this.#connections) if (connection.spokenAt <= since) connection.send([awarenessFrame([])], this.#now)
  }

  get #look(): Look {
    return {
      doc: this.#doc,
      meta: this.#meta,
      text: this.text,
      head: this.#committer.head,
      authorOf: (clientId) => this.#authority.principalOf(clientId),
    }
  }

  /** Delegations with somebody connected. */
  get #present(): ReadonlySet<Principal> {
    const here = [...this.#connections].filter(({ joined, sitter }) => joined && sitter.seat.role === 'delegate')
    return new Set(here.flatMap(({ sitter }) => sitter.seat.delegation ?? []))
  }

  get #now(): number {
    return this.#ports.clock.now()
  }

  get #meta(): Meta {
    return metaOf(this.#doc)
  }

  #join(connection: Connection, stateVector: Uint8Array, n: number): void {
    let difference: Uint8Array
    try {
      difference = Y.encodeStateAsUpdate(this.#doc, stateVector)
    } catch {
      connection.close(CLOSE.badMessage, 'The state vector could not be read.')
      return
    }
    connection.joined = true
    const { head } = this.#committer
    const frames = [step2Frame(difference), awarenessFrame(this.#presence.all()), recordedFrame({ seq: head.seq, head: head.hash })]
    const aside = this.#asides.wholeFor(connection)
    if (aside !== null) frames.push(aside)
    // Whoever cannot write has nothing that we lack.
    if (connection.sitter.seat.role !== 'observer') frames.unshift(step1Frame(Y.encodeStateVector(this.#doc)))
    connection.send([...frames, ...connection.savedFrames(n)], this.#now)
  }

  #take(connection: Connection, frame: Frame, n: number): void {
    if (connection.dismissed) return
    switch (frame.type) {
      case 'update':
        this.#culprits = writersIn(frame.update, this.#doc)
        this.#typing.judge(connection, frame, n, this.#pipeline.batch)
        this.#culprits = []
        this.#coverage.check()
        this.#awaitRest()
        return
      case 'hello':
        this.#typing.hello(connection, frame.hello, this.#parties)
        return
      case 'awareness':
        this.#presence.receive(connection, frame.claims)
        return
      case 'queryAwareness':
        connection.send([awarenessFrame(this.#presence.all())], this.#now)
        return
      case 'bad':
        connection.close(CLOSE.badMessage, 'The server could not read a message.')
        return
      case 'step1':
        throw new Error('a join is a barrier')
    }
  }

  #deliver(batch: Batch, committed: Committed | null): void {
    if (committed !== null) {
      this.#ports.metrics.add('appends')
      this.#ports.metrics.add('entries', batch.entries.length)
    }
    const frames = broadcastOf(committed)
    const presence = this.#presence.take()
    if (presence.length > 0) frames.push(awarenessFrame(presence))
    deliver(this.#connections, batch, frames, this.#now)
    if (this.#committer.uncompacted >= COMPACT_AFTER_UPDATES) this.#compact()
    this.#awaitRest()
  }

  #compact(): void {
    if (this.#compacting) return
    this.#compacting = true
    this.#pipeline
      .barrier<void>((resolve) => resolve(this.#committer.compact()))
      .catch((error: unknown) => this.#ports.log.warn({ text: this.text.id, error: String(error) }, 'compacting failed; it is tried again'))
      .finally(() => (this.#compacting = false))
  }

  /** One timer for the proposal that may come to rest first. */
  #awaitRest(): void {
    const wait = this.#proposals.restIn(this.#now)
    if (wait === null || this.#cancelRest !== null || this.#state !== 'open') return
    this.#cancelRest = this.#ports.clock.after(wait, () => {
      this.#cancelRest = null
      this.#pipeline.enqueue(() => this.#pipeline.batch.add(this.#proposals.rested(this.#now, false)))
      this.#awaitRest()
    })
  }

  #drop(error: unknown): void {
    this.#ports.metrics.add('drops')
    this.#ports.log.error(
      { text: this.text.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      'room dropped',
    )
    this.#end(CLOSE.storage, 'The text could not be saved. Your words are kept on your device and sent again.')
  }

  #end(code: number, reason: string): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#cancelRest?.()
    this.#coverage.close()
    this.#pipeline.end(new Error('The room was closed.'))
    this.#events.ended(this, this.#culprits)
    for (const connection of this.#connections) connection.close(code, reason)
    this.#connections.clear()
    this.#doc.destroy()
  }
}

const refusal = (rule: string, message: string): ActAnswer => ({ refused: { rule, message } })

/** A join whose room ended needs no answer: its socket was closed. */
const ignore = (): void => undefined
