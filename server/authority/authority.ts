// The authority over one text (DESIGN 3): judges every update by what it does to whose words, repairs what honest
// races leave behind, refuses what no honest client sends. It knows no sockets and no storage: the room commits
// and broadcasts what comes out, and drops itself when anything here throws.
import { parseId, type Bid, type Pid, type Principal } from '@chapeau/shared/ids'
import { holderOf, labelOf, type ParagraphState } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, type Open } from '@chapeau/shared/text/model'
import { bodyOf, metaOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { lateWords, type Late } from './agreed.ts'
import { buildIndex, type EntryIndex } from './index.ts'
import { changesOf, embedOf, itemsOf, type Changes } from './items.ts'
import { judgeKeystroke } from './keystroke.ts'
import { planRepairs, type Fix, type Plan, type PlanContext } from './plan.ts'
import { precheck } from './precheck.ts'
import { Registry } from './registry.ts'
import { repair } from './repair.ts'
import { decideTokens, standing, tokenChangesOf, type TokenChanges, type TokenContext } from './tokens.ts'
import type { Binding, RepairNote, ReturnedWords, Verdict, Writer } from './types.ts'

export interface AuthorityOptions {
  readonly bindings: Iterable<Binding>
  /** Brackets that the record knows and the text no longer holds. */
  readonly closed?: Iterable<Bid>
  /** Makes ids under the server's own client id. */
  makeId(principal: Principal): string
  stateOf(pid: Pid): ParagraphState
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

/** What the first transaction found: fixes for the second, and who is concerned. */
interface Inspection {
  readonly path: 'keystroke' | 'whole'
  readonly fixes: readonly Fix[]
  readonly changed: ReadonlySet<Bid>
  readonly late: Late
}

export class Authority {
  readonly #doc: Y.Doc
  readonly #body: Y.Text
  readonly #options: AuthorityOptions
  readonly #bindings = new Map<number, Binding>()
  readonly #registry = new Registry()
  #index: EntryIndex

  constructor(doc: Y.Doc, options: AuthorityOptions) {
    this.#doc = doc
    this.#body = bodyOf(doc)
    this.#options = options
    for (const binding of options.bindings) this.#bindings.set(binding.clientId, binding)
    for (const bid of options.closed ?? []) this.#registry.closed(bid, 'act')
    this.#index = buildIndex(this.#body)
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

  /** Judges one update: applies it, repairs it, or says why not. Throws only on faults of our own. */
  judge(update: Uint8Array, writer: Writer): Verdict {
    const mayStart = (pid: Pid): boolean => this.#registry.mayStart(pid)
    const checked = precheck(update, { doc: this.#doc, body: this.#body, writer, mayStart })
    if (checked.status !== 'ok') return checked
    if (checked.empty)
      return { status: 'applied', update: null, opened: [], closed: [], changed: [], repairs: [], returned: [], path: 'none' }
    const updates: Uint8Array[] = []
    const collect = (bytes: Uint8Array): unknown => updates.push(bytes)
    this.#doc.on('update', collect)
    try {
      return this.#apply(update, writer, checked.clients, updates)
    } finally {
      this.#doc.off('update', collect)
    }
  }

  #apply(update: Uint8Array, writer: Writer, clients: readonly number[], updates: readonly Uint8Array[]): Verdict {
    let inspection: Inspection | null = null
    this.#doc.transact((transaction) => {
      Y.applyUpdate(this.#doc, update, APPLY)
      inspection = this.#inspect(changesOf(transaction, this.#body, clients), writer)
    }, APPLY)
    const { path, fixes, changed, late } = inspection as unknown as Inspection
    let notes: readonly RepairNote[] = []
    if (fixes.length > 0) this.#doc.transact(() => (notes = repair(fixes, { body: this.#body, makeId: this.#options.makeId })), REPAIR)
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null)
      throw new Error('an update was left pending behind the pre-check')
    const emptied = path === 'keystroke' ? [] : this.#closeEmptied(changed, writer.principal)
    const { opened, closed } = path === 'keystroke' ? { opened: [], closed: [] } : this.#follow()
    return {
      status: 'applied',
      update: updates.length === 0 ? null : Y.mergeUpdates([...updates]),
      opened,
      closed,
      changed: [...new Set([...changed, ...opened.map(({ o }) => o)])].filter((bid) => this.#registry.life(bid) === 'live'),
      repairs: [...notes, ...emptied],
      returned: this.#returned(late),
      path,
    }
  }

  #inspect(changes: Changes, writer: Writer): Inspection {
    const lookups = this.#lookups(null)
    const isAgreed = (pid: Pid): boolean => this.#options.stateOf(pid) === 'agreed'
    if (!writer.free) {
      const changed = judgeKeystroke({ ...lookups, body: this.#body, index: this.#index, principal: writer.principal, changes })
      // An agreed paragraph holds no bracket, so what is fine in one's own layer cannot lie in one.
      if (changed !== null)
        return { path: 'keystroke', fixes: [], changed, late: { items: new Set(), deleted: new Set(), words: new Map() } }
    }
    const items = [...itemsOf(this.#body)]
    const late = lateWords(items, changes, isAgreed)
    const tokens = tokenChangesOf(items, changes)
    let plan = this.#plan(items, { changes, late, tokens, writer }, false)
    if (plan.swallowed) plan = this.#plan(items, { changes, late, tokens, writer }, true)
    return { path: 'whole', fixes: plan.fixes, changed: this.#changedBrackets(items, changes), late }
  }

  #plan(
    items: readonly Y.Item[],
    { changes, late, tokens, writer }: { changes: Changes; late: Late; tokens: TokenChanges; writer: Writer },
    revert: boolean,
  ): Plan {
    const lookups = this.#lookups(tokens)
    const context: TokenContext = {
      ...lookups,
      principal: writer.principal,
      registry: this.#registry,
      isLate: (item) => late.items.has(item),
    }
    const decisions = decideTokens(tokens, context, revert)
    const planContext: PlanContext = {
      ...lookups,
      principal: writer.principal,
      free: writer.free,
      changes,
      tokens: decisions,
      late,
      stood: standing(tokens, null),
      stands: standing(tokens, decisions),
    }
    return planRepairs(items, planContext)
  }

  /** Kinds and holders of brackets, those that the update has just opened included. */
  #lookups(tokens: TokenChanges | null): Pick<PlanContext, 'kindOf' | 'holderOf' | 'principalOf'> {
    const openOf = (bid: Bid): Open | null => {
      const born = tokens?.born.open.get(bid)?.[0]
      return this.#registry.open(bid) ?? (born === undefined ? null : (embedOf(born) as Open))
    }
    const meta = metaOf(this.#doc)
    return {
      kindOf: (bid) => openOf(bid)?.kind ?? null,
      holderOf: (bid) => {
        const open = openOf(bid)
        return open === null ? null : holderOf(meta, bid, open.by)
      },
      principalOf: (clientId) => this.principalOf(clientId),
    }
  }

  /** Brackets around anything that came or went. */
  #changedBrackets(items: readonly Y.Item[], changes: Changes): Set<Bid> {
    const fresh = new Set(changes.fresh)
    const changed = new Set<Bid>()
    const open = new Set<Bid>()
    for (const item of items) {
      const embed = embedOf(item)
      if (fresh.has(item) || changes.dead.has(item)) open.forEach((bid) => changed.add(bid))
      if (embed === null || item.deleted || isStarter(embed)) continue
      if (isOpen(embed)) open.add(embed.o)
      else open.delete(embed.c)
    }
    return changed
  }

  /** Closes brackets that this update left without content; placeholders stay, and so do fresh `ins` to be typed into. */
  #closeEmptied(changed: ReadonlySet<Bid>, principal: Principal): RepairNote[] {
    const meta = metaOf(this.#doc)
    // Another's addition that only this writer's words had filled stays open for its own author to type into.
    const isWriters = (open: Open): boolean => changed.has(open.o) && holderOf(meta, open.o, open.by) === principal
    const empty = emptyBrackets(this.#body).filter(
      ({ open }) => open.ph !== 1 && (open.kind !== 'ins' || isWriters(open)) && this.#registry.life(open.o) !== null,
    )
    if (empty.length === 0) return []
    this.#doc.transact(() => {
      // A paragraph goes with the bracket that proposed it.
      for (const { at, proposes } of empty.toReversed()) this.#body.delete(proposes ? at - 1 : at, proposes ? 3 : 2)
    }, REPAIR)
    return empty.map(({ open }) => ({ rule: 'AU-3', what: 'closed', bid: open.o }))
  }

  /** Brings index and register up to date after a writer's update. */
  #follow(): { opened: Open[]; closed: Bid[] } {
    const known = new Set(this.#registry.live())
    this.#index = buildIndex(this.#body)
    const live = this.#enterLive()
    const closed = [...known].filter((bid) => !live.has(bid))
    for (const bid of closed) this.#registry.closed(bid, 'author')
    return { opened: [...live].filter((bid) => !known.has(bid)).map((bid) => this.#registry.open(bid)!), closed }
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

  #returned(late: Late): ReturnedWords[] {
    const meta = metaOf(this.#doc)
    return [...late.words].filter(([, words]) => words !== '').map(([pid, words]) => ({ rule: 'AU-6', place: labelOf(meta, pid), words }))
  }
}

/** Brackets whose two tokens stand side by side: the first one's position, and whether a starter born in it stands right before. */
function emptyBrackets(body: Y.Text): { open: Open; at: number; proposes: boolean }[] {
  const empty: { open: Open; at: number; proposes: boolean }[] = []
  let before: Open | null = null
  let starter: Bid | undefined
  let proposes = false
  let at = 0
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    const embed = embedOf(item)
    if (embed !== null && 'c' in embed && before?.o === embed.c) empty.push({ open: before, at: at - 1, proposes })
    before = embed !== null && !isStarter(embed) && isOpen(embed) ? embed : null
    proposes = before !== null && starter === before.o
    starter = embed !== null && isStarter(embed) ? embed.in : undefined
    at += item.length
  }
  return empty
}

/** The number part of the highest id that a client has used for itself in this body; 0 for none. */
export function highestNumber(body: Y.Text, clientId: number): number {
  let highest = 0
  for (const item of itemsOf(body)) {
    const embed = embedOf(item)
    if (embed === null) continue
    const id = parseId(isStarter(embed) ? embed.p : isOpen(embed) ? embed.o : embed.c)
    if (id?.clientId === clientId) highest = Math.max(highest, id.n)
  }
  return highest
}
