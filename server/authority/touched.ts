// The touched-paragraphs path (DESIGN 3, step 2): brackets and paragraphs came or went, all as their writer may. Only
// the stretches around them are walked: from a paragraph that stood before, whose entry brackets are indexed, up to
// where the brackets before and after the update are the same again. It never repairs: what it cannot prove fine goes
// to the whole path, and so does what is not worth the proof.
import type { Bid } from '@chapeau/shared/ids'
import { isOpen, isStarter, type Open, type Starter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { Ground } from './ground.ts'
import { embedOf, firstOf, type Changes } from './items.ts'
import { Planner, sameBids, type PlanContext } from './plan.ts'
import { mayBeBorn } from './tokens.ts'
import type { Writer } from './types.ts'

/** Items walked at most: behind that the whole path costs little more than the proof. */
const MOST_ITEMS = 4_000

/** A stretch of paragraphs as the update left it. */
interface Stretch {
  readonly items: readonly Y.Item[]
  /** Entry brackets of its live paragraphs. */
  readonly entries: ReadonlyMap<Y.Item, readonly Bid[]>
  readonly changed: ReadonlySet<Bid>
}

export interface Touched {
  readonly path: 'touched'
  readonly stretches: readonly Stretch[]
  readonly opened: readonly Open[]
  readonly closed: readonly Bid[]
  /** Brackets around anything that came or went. */
  readonly changed: ReadonlySet<Bid>
  /** Items looked at. */
  readonly walked: number
}

/** What the update did, when all of it is fine; null when that is not proven. */
export function judgeTouched(ground: Ground, changes: Changes, writer: Writer): Touched | null {
  const turnover = turnoverOf(ground, changes, writer)
  if (turnover === null) return null
  const plan = planContextOf(ground, { changes, writer, turnover })
  const walks = walksFrom(stableStarts([...changes.fresh, ...changes.dead], changes), { ground, changes, plan })
  if (walks === null || !walks.every(({ fine }) => fine)) return null
  return {
    path: 'touched',
    stretches: walks,
    opened: [...turnover.born.values()],
    closed: [...turnover.gone].filter((bid) => !turnover.born.has(bid)),
    changed: new Set(walks.flatMap((walk) => [...walk.changed])),
    walked: walks.reduce((sum, { items }) => sum + items.length, 0),
  }
}

interface Turnover {
  readonly born: ReadonlyMap<Bid, Open>
  readonly gone: ReadonlySet<Bid>
}

/** Brackets that came and went whole, by a hand that may; null when anything else happened to a token. */
function turnoverOf({ registry, holderOf, principalOf }: Ground, changes: Changes, writer: Writer): Turnover | null {
  const came = pairsOf(changes.fresh)
  const went = pairsOf(changes.dead)
  if (came === null || went === null) return null
  for (const [bid, open] of went) {
    if (registry.life(bid) !== 'live' || holderOf(bid, open) !== writer.principal) return null
  }
  for (const [bid, open] of came) {
    if (!mayBeBorn(open, { principal: writer.principal, registry, principalOf })) return null
    if (registry.life(bid) === 'live' && !went.has(bid)) return null
  }
  return { born: came, gone: new Set(went.keys()) }
}

/** The brackets that tokens among the items make; null when one is not whole. */
function pairsOf(items: Iterable<Y.Item>): Map<Bid, Open> | null {
  const opens = new Map<Bid, Open>()
  const closes = new Set<Bid>()
  for (const item of items) {
    const embed = embedOf(item)
    if (embed === null || isStarter(embed)) continue
    const [half, bid] = isOpen(embed) ? [opens, embed.o] : [closes, embed.c]
    if (half.has(bid)) return null
    if (isOpen(embed)) opens.set(bid, embed)
    else closes.add(bid)
  }
  return opens.size === closes.size && [...closes].every((bid) => opens.has(bid)) ? opens : null
}

/** The paragraphs that stood before and stand now, at or left of these items; null is the text's beginning. */
function stableStarts(items: readonly Y.Item[], changes: Changes): Set<Y.Item | null> {
  const starts = new Set<Y.Item | null>()
  const seen = new Set<Y.Item>()
  for (const item of items) {
    let at: Y.Item | null = item
    while (at !== null && !seen.has(at) && !isStable(at, changes)) {
      seen.add(at)
      at = at.left
    }
    if (at === null || !seen.has(at)) starts.add(at)
  }
  return starts
}

const starterIn = (item: Y.Item): Starter | null => {
  const embed = item.deleted ? null : embedOf(item)
  return embed !== null && isStarter(embed) ? embed : null
}

/** The start of a table or picture, also where it was deleted. */
function isBlockStart(item: Y.Item, ground: Ground): boolean {
  const embed = embedOf(item)
  return embed !== null && isStarter(embed) && ground.isBlock(embed.p)
}

const isStable = (item: Y.Item, changes: Changes): boolean => starterIn(item) !== null && changes.existed(item)

interface WalkContext {
  readonly ground: Ground
  readonly changes: Changes
  readonly plan: PlanContext
}

interface Walk extends Stretch {
  /** Whether everything in it is as its writer may have it. */
  readonly fine: boolean
  /** Starts of other stretches that this one goes over. */
  readonly passed: readonly Y.Item[]
}

/** One walk per stretch; null when they are too long, or go over one another in a way that is not worth following. */
function walksFrom(starts: ReadonlySet<Y.Item | null>, context: WalkContext): Walk[] | null {
  const walks = new Map<Y.Item | null, Walk>()
  const over = new Set<Y.Item | null>()
  let left = MOST_ITEMS
  for (const start of starts) {
    if (over.has(start)) continue
    const walk = walkFrom(start, starts, left, context)
    left -= walk.items.length
    if (left <= 0) return null
    for (const passed of walk.passed) {
      // A walk that comes from further left knows better which brackets are open there.
      if ((walks.get(passed)?.passed.length ?? 0) > 0) return null
      walks.delete(passed)
      over.add(passed)
    }
    walks.set(start, walk)
  }
  return [...walks.values()]
}

function walkFrom(start: Y.Item | null, starts: ReadonlySet<Y.Item | null>, most: number, context: WalkContext): Walk {
  const { ground, changes } = context
  const { body, index } = ground
  const entry = index.get(start)
  const planner = new Planner(context.plan, entry ?? [])
  const items: Y.Item[] = []
  const entries = new Map<Y.Item, readonly Bid[]>()
  const changed = new Set<Bid>()
  const passed: Y.Item[] = []
  let closed = false
  let item = start ?? firstOf(body)
  for (; item !== null && items.length < most; item = item.right) {
    const starter = starterIn(item)
    if (starter !== null && item !== start) {
      const stable = changes.existed(item)
      if (stable && planner.agrees && sameBids(planner.open, index.get(item) ?? [])) break
      if (stable && starts.has(item)) passed.push(item)
      entries.set(item, planner.open)
    }
    if (starter !== null) closed ||= ground.isClosed(starter.p)
    else if (changes.dead.has(item)) closed ||= isBlockStart(item, ground)
    planner.step(item)
    items.push(item)
    if (changes.dead.has(item) || !(item.deleted || changes.existed(item))) planner.open.forEach((bid) => changed.add(bid))
  }
  const fine = entry !== undefined && !closed && planner.agrees && planner.fixes.length === 0 && !planner.swallowed
  return { items, entries, changed, passed, fine }
}

/** The rules of a walk in which no token is put back or taken away. */
function planContextOf(
  { registry, holderOf, principalOf }: Ground,
  { changes, writer, turnover }: { changes: Changes; writer: Writer; turnover: Turnover },
): PlanContext {
  const { born, gone } = turnover
  const openOf = (bid: Bid): Open | null => born.get(bid) ?? registry.open(bid)
  return {
    principal: writer.principal,
    free: writer.free,
    changes,
    tokens: { remove: NONE, restore: NONE },
    late: { items: NONE, deleted: NONE, words: new Map() },
    stood: (bid) => registry.life(bid) === 'live',
    returns: (bid) => registry.life(bid) === 'author',
    stands: (bid) => born.has(bid) || (registry.life(bid) === 'live' && !gone.has(bid)),
    kindOf: (bid) => openOf(bid)?.kind ?? null,
    holderOf: (bid) => {
      const open = openOf(bid)
      return open === null ? null : holderOf(bid, open)
    },
    principalOf,
  }
}

const NONE: Set<Y.Item> = new Set()
