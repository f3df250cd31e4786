// Late words for agreed paragraphs (A6), and any words for tables and pictures (AU-30): found in one walk, by the span of the
// bracket they came in, so that the repair can take them out again and give them back. The rest of the update stands.
import type { Bid, Pid } from '@chapeau/shared/ids'
import { isClose, isOpen, isStarter, type Embed, type Starter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { Ground } from './ground.ts'
import { embedOf, isString, stringOf, type Changes } from './items.ts'

export interface Late {
  /** New items to take out again: words, starters and tokens. */
  readonly items: ReadonlySet<Y.Item>
  /** Deleted items of agreed paragraphs, to put back unmarked. */
  readonly deleted: ReadonlySet<Y.Item>
  /** The words given back, by the paragraph they were meant for. */
  readonly words: ReadonlyMap<Pid, string>
}

const NOTHING: Late = { items: new Set(), deleted: new Set(), words: new Map() }

interface Span {
  readonly items: Y.Item[]
  pid: Pid | null
}

/** Which paragraphs take no words. */
export type Closed = Pick<Ground, 'isClosed' | 'isBlock'>

/** What of an update came too late, in the order of the text. */
export function lateWords(items: readonly Y.Item[], changes: Changes, closed: Closed): Late {
  const finder = new Finder(items, changes, closed)
  items.forEach((item, at) => finder.visit(item, at))
  return finder.found ? finder.late : NOTHING
}

class Finder {
  readonly late = { items: new Set<Y.Item>(), deleted: new Set<Y.Item>(), words: new Map<Pid, string>() }
  found = false
  readonly #changes: Changes
  readonly #closed: Closed
  readonly #fresh: ReadonlySet<Y.Item>
  /** Where each new close stands: what no close follows spans nothing. */
  readonly #closes: ReadonlyMap<Bid, number>
  readonly #spans = new Map<Bid, Span>()
  #agreed: Pid | null = null
  /** A proposed paragraph that began in an agreed one: welcome behind its words, late before them. */
  #cut: { readonly pid: Pid; readonly items: Y.Item[] } | null = null

  constructor(items: readonly Y.Item[], changes: Changes, closed: Closed) {
    this.#changes = changes
    this.#closed = closed
    this.#fresh = new Set(changes.fresh)
    this.#closes = closesAmong(items, this.#fresh)
  }

  visit(item: Y.Item, at: number): void {
    const isNew = this.#fresh.has(item)
    const embed = embedOf(item)
    if (embed !== null && isStarter(embed) && this.#isTorn(item, embed)) this.#mendBlock(item, embed)
    else if (embed !== null && isStarter(embed) && !item.deleted) this.#enter(embed, isNew)
    else if (this.#cut !== null && item.countable && this.#changes.was(item)) this.#mend(this.#cut)
    if (isNew) this.#born(item, embed, at)
    else if (this.#agreed !== null) this.#stood(item, this.#agreed)
  }

  #stood(item: Y.Item, agreed: Pid): void {
    for (const span of this.#spans.values()) span.pid = agreed
    if (!this.#changes.dead.has(item)) return
    this.late.deleted.add(item)
    this.found = true
  }

  #enter(starter: Starter, isNew: boolean): void {
    if (isNew && starter.in === undefined) return
    if (!isNew) this.#cut = null
    else if (this.#agreed !== null) this.#cut = { pid: this.#agreed, items: [] }
    this.#agreed = this.#closed.isClosed(starter.p) ? starter.p : null
  }

  /** Whether the start of a table or picture went and words of it are left: it stands whole or not at all. */
  #isTorn(item: Y.Item, { p }: Starter): boolean {
    if (!this.#changes.dead.has(item) || !this.#closed.isBlock(p)) return false
    for (let next = item.right; next !== null; next = next.right) {
      const embed = embedOf(next)
      if (embed !== null && isStarter(embed) && this.#changes.was(next)) return false
      if (this.#changes.was(next) && !next.deleted && (isString(next) || embed !== null)) return true
    }
    return false
  }

  #mendBlock(item: Y.Item, { p }: Starter): void {
    this.#cut = null
    this.#agreed = p
    this.late.deleted.add(item)
    this.found = true
  }

  /** Words of the agreed paragraph follow: the proposed one would cut it in two. */
  #mend(cut: { readonly pid: Pid; readonly items: readonly Y.Item[] }): void {
    for (const span of this.#spans.values()) span.pid = cut.pid
    this.#take(cut.items, cut.pid)
    this.#agreed = cut.pid
    this.#cut = null
  }

  #born(item: Y.Item, embed: Embed | null, at: number): void {
    this.#cut?.items.push(item)
    if (embed !== null && isOpen(embed) && (this.#closes.get(embed.o) ?? -1) > at) this.#spans.set(embed.o, { items: [], pid: null })
    for (const span of this.#spans.values()) {
      span.items.push(item)
      if (this.#agreed !== null) span.pid = this.#agreed
    }
    if (embed !== null && isClose(embed)) this.#settle(embed.c)
    else if (this.#agreed !== null && this.#spans.size === 0) this.#take([item], this.#agreed)
  }

  /** A new bracket ends: if it touched an agreed paragraph, all it brought is late. */
  #settle(bid: Bid): void {
    const span = this.#spans.get(bid)
    if (span === undefined) return
    this.#spans.delete(bid)
    if (span.pid !== null) this.#take(span.items, span.pid)
  }

  #take(items: readonly Y.Item[], pid: Pid): void {
    let words = ''
    for (const item of items) {
      if (!this.late.items.has(item) && isString(item)) words += stringOf(item)
      this.late.items.add(item)
    }
    this.late.words.set(pid, (this.late.words.get(pid) ?? '') + words)
    this.found ||= items.length > 0
  }
}

function closesAmong(items: readonly Y.Item[], fresh: ReadonlySet<Y.Item>): Map<Bid, number> {
  const closes = new Map<Bid, number>()
  items.forEach((item, at) => {
    const embed = fresh.has(item) ? embedOf(item) : null
    if (embed !== null && isClose(embed)) closes.set(embed.c, at)
  })
  return closes
}
