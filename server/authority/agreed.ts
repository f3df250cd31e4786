// Late words for agreed paragraphs (A6): found in one walk, by the span of the bracket they came in, so that
// the repair can take them out again and give them back to the person. The rest of the update stands.
import type { Bid, Pid } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
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

/** What of an update came too late. `isAgreed` tells a paragraph's state. */
export function lateWords(items: Iterable<Y.Item>, changes: Changes, isAgreed: (pid: Pid) => boolean): Late {
  const fresh = new Set(changes.fresh)
  const late = { items: new Set<Y.Item>(), deleted: new Set<Y.Item>(), words: new Map<Pid, string>() }
  const spans = new Map<Bid, Span>()
  let agreed: Pid | null = null
  let found = false
  for (const item of items) {
    const embed = embedOf(item)
    if (embed !== null && isStarter(embed) && !item.deleted && (!fresh.has(item) || embed.in !== undefined)) {
      agreed = isAgreed(embed.p) ? embed.p : null
    }
    const isNew = fresh.has(item)
    if (isNew && embed !== null && isOpen(embed)) spans.set(embed.o, { items: [], pid: null })
    for (const span of spans.values()) {
      if (isNew) span.items.push(item)
      if (agreed !== null) span.pid = agreed
    }
    if (isNew && embed !== null && 'c' in embed) found = settle(spans, embed.c, late) || found
    else if (isNew && agreed !== null && spans.size === 0) found = take(late, [item], agreed) || found
    if (agreed !== null && changes.dead.has(item)) {
      late.deleted.add(item)
      found = true
    }
  }
  return found ? late : NOTHING
}

/** A new bracket ends: if it touched an agreed paragraph, all it brought is late. */
function settle(spans: Map<Bid, Span>, bid: Bid, late: Parameters<typeof take>[0]): boolean {
  const span = spans.get(bid)
  if (span === undefined) return false
  spans.delete(bid)
  return span.pid !== null && take(late, span.items, span.pid)
}

function take(late: { items: Set<Y.Item>; words: Map<Pid, string> }, items: readonly Y.Item[], pid: Pid): boolean {
  let words = ''
  for (const item of items) {
    if (!late.items.has(item) && isString(item)) words += stringOf(item)
    late.items.add(item)
  }
  late.words.set(pid, (late.words.get(pid) ?? '') + words)
  return items.length > 0
}
