// The authority over one text (DESIGN 3): judges every update by what it does to whose words, repairs what honest
// races leave behind, refuses what no honest client sends. It knows no sockets and no storage: the room commits
// and broadcasts what comes out, and drops itself when anything here throws.
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import { isBlock } from '@chapeau/shared/text/blocks'
import { holderOf, labelOf, type ParagraphState } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, type Open } from '@chapeau/shared/text/model'
import { bodyOf, metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import type { Late } from './agreed.ts'
import { emptiesIn, takeOut, type Empty } from './emptied.ts'
import type { Ground } from './ground.ts'
import { buildIndex, type EntryIndex } from './index.ts'
import { changesOf, embedOf, itemsOf, type Changes } from './items.ts'
import { judgeKeystroke } from './keystroke.ts'
import { followMoved, Moved, type Followed, type Move, type Unit } from './moved.ts'
import { precheck } from './precheck.ts'
import { Registry } from './registry.ts'
import { repair, type Repaired } from './repair.ts'
import { judgeTouched, type Touched } from './touched.ts'
import type { Binding, RepairNote, ReturnedWords, Verdict, Writer } from './types.ts'
import { judgeWhole, type Whole } from './whole.ts'

export interface AuthorityOptions {
  readonly bindings: Iterable<Binding>
  /** Brackets that the record knows and the text no longer holds. */
  readonly closed?: Iterable<Bid>
  /** What acts have moved. */
  readonly moves?: Iterable<Move>
  /** Makes ids under the server's own client id. */
  makeId(principal: Principal): string
  stateOf(pid: Pid): ParagraphState
  /** False: everything is judged by a walk over the whole text; to hold the shorter paths against it. */
  readonly shortcuts?: boolean
}

/** Origin of the transactions in which the authority applies and repairs. */
export class AuthorityOrigin {
  readonly step: 'apply' | 'repair'
  constructor(step: 'apply' | 'repair') {
    this.step = step
  }
}

const APPLY = new AuthorityOrigin('apply')
const REPAIR = new AuthorityOrigin('repair')

type Applied = Extract<Verdict, { status: 'applied' }>

/** What the first transaction found. `walked`: items looked at by the longer paths. */
type Inspection = { readonly walked: number } & (
  { readonly path: 'keystroke'; readonly changed: ReadonlySet<Bid> } | Omit<Touched, 'walked'> | Whole
)

export class Authority {
  readonly #doc: Y.Doc
  readonly #body: Y.Text
  readonly #options: AuthorityOptions
  readonly #bindings = new Map<number, Binding>()
  readonly #registry = new Registry()
  readonly #ground: Ground
  readonly #moved: Moved
  /** What the last update's words followed, and the update with their following. */
  #followed: { readonly what: Followed; update: Uint8Array | null } | null = null
  #index: EntryIndex

  constructor(doc: Y.Doc, options: AuthorityOptions) {
    this.#doc = doc
    this.#body = bodyOf(doc)
    this.#options = options
    for (const binding of options.bindings) this.#bindings.set(binding.clientId, binding)
    for (const bid of options.closed ?? []) this.#registry.closed(bid, 'act')
    this.#moved = new Moved(options.moves)
    this.#index = buildIndex(this.#body)
    this.#ground = this.#makeGround()
    this.#enterLive()
  }

  /** Binds a client id for ever; false when it belongs to another person or principal (A2). */
  bind(binding: Binding): boolean {
    const known = this.#bindings.get(binding.clientId)
    if (known !== undefined) return known.principal === binding.principal && known.person === binding.person
    // An id that has written before it was bound cannot be claimed afterwards.
    if (Y.getState(this.#doc.store, binding.clientId) > 0) return false
    this.#bindings.set(binding.clientId, binding)
    return true
  }

  /** Lets go of a client id that has never written; whoever says hello with it next has it. */
  unbind(clientId: number): void {
    if (Y.getState(this.#doc.store, clientId) === 0) this.#bindings.delete(clientId)
  }

  bindingOf(clientId: number): Binding | null {
    return this.#bindings.get(clientId) ?? null
  }

  principalOf(clientId: number): Principal | null {
    return this.#bindings.get(clientId)?.principal ?? null
  }

  get index(): EntryIndex {
    return this.#index
  }

  /** Follows a change that the server itself made: an act, a label. Brackets it took away are decided. */
  reindex(): void {
    this.#index = buildIndex(this.#body)
    const live = this.#enterLive()
    for (const bid of this.#registry.live()) if (!live.has(bid)) this.#registry.closed(bid, 'act')
  }

  /** Late words follow these from here on. */
  move(moves: Iterable<Move>): void {
    this.#moved.add(moves)
  }

  /** The living unit that stands for one that acts have moved; null when it went. */
  liveOf(unit: Unit): Unit | null {
    return this.#moved.none ? null : this.#moved.liveOf(this.#doc, unit)
  }

  /** Judges one update: applies it, repairs it, or says why not. Throws only on faults of our own. */
  judge(update: Uint8Array, writer: Writer): Verdict {
    const checked = precheck(update, this.#ground, writer)
    if (checked.status !== 'ok') return checked
    if (checked.empty) return NOTHING
    const updates: Uint8Array[] = checked.asItCame ? [update] : []
    const apply = (): Inspection => this.#apply(update, writer, checked.clients)
    this.#followed = null
    const inspection = checked.asItCame ? apply() : this.#collect(updates, apply)
    const followed = this.#takeFollowed()
    if (followed?.update !== null && followed?.update !== undefined && checked.asItCame) updates[0] = followed.update
    // Letters that are fine need nothing behind them.
    const follow = (): Applied => this.#follow(inspection, writer)
    const applied = inspection.path === 'keystroke' ? follow() : this.#collect(updates, follow)
    const told = updates.length > 1 ? Y.mergeUpdates(updates) : (updates[0] ?? null)
    if (followed === null) return { ...applied, update: told }
    const { copies, moves } = followed.what
    return { ...applied, update: told, copies: [...copies, ...applied.copies], moves }
  }

  #apply(update: Uint8Array, writer: Writer, clients: readonly number[]): Inspection {
    let inspection: Inspection | null = null
    this.#doc.transact((transaction) => {
      Y.applyUpdate(this.#doc, update, APPLY)
      const changes = changesOf(transaction, this.#body, clients)
      const followed = followMoved(this.#body, this.#moved, changes.fresh)
      if (followed === null) inspection = this.#inspect(changes, writer)
      else {
        this.#follows(followed)
        // Yjs gives a document another client id when a foreign update brings words under its own; these are the server's.
        transaction.local = true
        const items = [...itemsOf(this.#body)]
        const now = changesOf(transaction, this.#body, [...clients, this.#doc.clientID])
        inspection = { ...judgeWhole(items, this.#ground, now, writer), walked: items.length }
      }
    }, APPLY)
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null)
      throw new Error('an update was left pending behind the pre-check')
    return inspection as unknown as Inspection
  }

  /** Keeps what followed, and the transaction's update with it: it is no longer as it came. */
  #follows(what: Followed): void {
    const followed: { what: Followed; update: Uint8Array | null } = { what, update: null }
    this.#followed = followed
    this.#doc.once('update', (bytes: Uint8Array) => (followed.update = bytes))
  }

  #takeFollowed(): { readonly what: Followed; readonly update: Uint8Array | null } | null {
    return this.#followed
  }

  #follow(inspection: Inspection, writer: Writer): Applied {
    const { path, walked } = inspection
    if (inspection.path === 'keystroke') return { ...NOTHING, path, walked, changed: this.#live(inspection.changed) }
    return inspection.path === 'touched' ? this.#followTouched(inspection, writer) : this.#followWhole(inspection, writer)
  }

  /** Gathers the updates that `work` makes; encoding them costs more than a keystroke itself. */
  #collect<T>(updates: Uint8Array[], work: () => T): T {
    const collect = (bytes: Uint8Array): unknown => updates.push(bytes)
    this.#doc.on('update', collect)
    try {
      return work()
    } finally {
      this.#doc.off('update', collect)
    }
  }

  #inspect(changes: Changes, writer: Writer): Inspection {
    if (this.#options.shortcuts !== false) {
      const changed = judgeKeystroke(this.#ground, changes, writer)
      if (changed !== null) return { path: 'keystroke', changed, walked: 0 }
      const touched = judgeTouched(this.#ground, changes, writer)
      if (touched !== null) return touched
    }
    const items = [...itemsOf(this.#body)]
    return { ...judgeWhole(items, this.#ground, changes, writer), walked: items.length }
  }

  #makeGround(): Ground {
    const indexNow = (): EntryIndex => this.#index
    return {
      doc: this.#doc,
      body: this.#body,
      registry: this.#registry,
      get index() {
        return indexNow()
      },
      holderOf: (bid, open) => holderOf(metaOf(this.#doc), bid, open.by),
      principalOf: (clientId) => this.principalOf(clientId),
      isClosed: (pid) => this.#options.stateOf(pid) === 'agreed' || isBlock(metaOf(this.#doc), pid),
      isBlock: (pid) => isBlock(metaOf(this.#doc), pid),
    }
  }

  /** Everything was fine: only the walked stretches are entered anew. */
  #followTouched(touched: Omit<Touched, 'walked'> & { walked: number }, writer: Writer): Applied {
    const { stretches, opened, changed, walked } = touched
    const empties = stretches.flatMap(({ items }) => this.#emptied(items, changed, writer))
    this.#takeOut(empties)
    const emptied = new Set(empties.map(({ open }) => open.o))
    for (const { items, entries } of stretches) {
      for (const item of items) if (item.deleted) this.#index.delete(item)
      for (const [item, entry] of entries) {
        if (item.deleted) this.#index.delete(item)
        else {
          this.#index.set(item, without(entry, emptied))
          const starter = embedOf(item)
          if (starter !== null && isStarter(starter)) this.#registry.started(starter, item)
        }
      }
    }
    const stood = (bid: Bid): boolean => this.#registry.life(bid) === 'live'
    const born = opened.filter(({ o }) => !emptied.has(o) && !stood(o))
    const closed = [...touched.closed, ...[...emptied].filter(stood)]
    for (const open of opened) this.#registry.born(open)
    for (const bid of [...closed, ...emptied]) this.#registry.closed(bid, 'author')
    const repairs = empties.map(({ open }) => closedNote(open.o))
    return {
      ...NOTHING,
      path: 'touched',
      walked,
      opened: born,
      closed,
      repairs,
      changed: this.#live([...changed, ...born.map(({ o }) => o)]),
    }
  }

  /** Repairs what cannot stand, then enters everything anew. */
  #followWhole({ fixes, changed, late, walked }: Whole & { walked: number }, writer: Writer): Applied {
    let repaired: Repaired = { notes: [], copies: [] }
    if (fixes.length > 0) this.#doc.transact(() => (repaired = repair(fixes, { body: this.#body, makeId: this.#options.makeId })), REPAIR)
    const empties = this.#emptied(itemsOf(this.#body), changed, writer)
    this.#takeOut(empties)
    const known = new Set(this.#registry.live())
    this.#index = buildIndex(this.#body)
    const live = this.#enterLive()
    const closed = [...known].filter((bid) => !live.has(bid))
    for (const bid of closed) this.#registry.closed(bid, 'author')
    const opened = [...live].filter((bid) => !known.has(bid)).map((bid) => this.#registry.open(bid)!)
    return {
      ...NOTHING,
      path: 'whole',
      walked: walked + fixes.length,
      opened,
      closed,
      changed: this.#live([...changed, ...opened.map(({ o }) => o)]),
      repairs: [...repaired.notes, ...empties.map(({ open }) => closedNote(open.o))],
      returned: this.#returned(late),
      copies: repaired.copies,
    }
  }

  /** Brackets that the update left without content; placeholders stay, and so do fresh `ins` to be typed into. */
  #emptied(items: Iterable<Y.Item>, changed: ReadonlySet<Bid>, { principal }: Writer): Empty[] {
    // Another's addition that only this writer's words had filled stays open for its own author to type into.
    const isWriters = (open: Open): boolean => changed.has(open.o) && this.#ground.holderOf(open.o, open) === principal
    // A paragraph that it proposes and that is not right before it keeps it: the words in between stand in that paragraph.
    const holdsParagraph = (empty: Empty): boolean =>
      this.#registry.proposedBy(empty.open.o).some((starter) => !empty.items.includes(starter))
    return emptiesIn(items).filter(
      (empty) =>
        empty.open.ph !== 1 &&
        (empty.open.kind !== 'ins' || (isWriters(empty.open) && this.#registry.life(empty.open.o) !== null)) &&
        !holdsParagraph(empty),
    )
  }

  /** A paragraph goes with the bracket that proposed it. */
  #takeOut(empties: readonly Empty[]): void {
    if (empties.length === 0) return
    this.#doc.transact(() => takeOut(this.#body, new Set(empties.flatMap(({ items }) => items))), REPAIR)
  }

  /** Enters every bracket and paragraph of the text; returns the brackets that stand. */
  #enterLive(): Set<Bid> {
    const live = new Set<Bid>()
    for (const item of itemsOf(this.#body)) {
      const embed = embedOf(item)
      if (embed === null) continue
      if (isStarter(embed)) this.#registry.started(embed, item)
      else if (isOpen(embed) && !item.deleted) {
        live.add(embed.o)
        this.#registry.born(embed)
      }
    }
    return live
  }

  #live(bids: Iterable<Bid>): Bid[] {
    return [...new Set(bids)].filter((bid) => this.#registry.life(bid) === 'live')
  }

  #returned(late: Late): ReturnedWords[] {
    const meta = metaOf(this.#doc)
    return [...late.words]
      .filter(([, words]) => words !== '')
      .map(([pid, words]) => ({ rule: isBlock(meta, pid) ? 'AU-30' : 'AU-6', place: labelOf(meta, pid), words }))
  }
}

/** Nothing new came. */
const NOTHING: Applied = {
  status: 'applied',
  update: null,
  opened: [],
  closed: [],
  changed: [],
  repairs: [],
  returned: [],
  copies: [],
  moves: [],
  path: 'none',
  walked: 0,
}

const closedNote = (bid: Bid): RepairNote => ({ rule: 'AU-3', what: 'closed', bid })

const without = (entry: readonly Bid[], gone: ReadonlySet<Bid>): readonly Bid[] =>
  gone.size === 0 ? entry : entry.filter((bid) => !gone.has(bid))
