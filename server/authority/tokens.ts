// The token pass (DESIGN 3, A2, A3): which of the tokens that an update brought or deleted may stand as they are.
// Values in, decisions out; plan.ts reads layers on top of them, repair.ts carries them out.
import { parseId, type Bid, type Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter, type Open, type Token } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { embedOf, type Changes } from './items.ts'
import type { Registry } from './registry.ts'

export interface TokenContext {
  readonly principal: Principal
  readonly registry: Registry
  holderOf(bid: Bid): Principal | null
  /** Principal a client id is bound to. */
  principalOf(clientId: number): Principal | null
  /** New tokens that came too late for an agreed paragraph. */
  isLate(item: Y.Item): boolean
}

/** New tokens to take out again and deleted ones to put back. */
export interface TokenDecisions {
  readonly remove: Set<Y.Item>
  readonly restore: Set<Y.Item>
}

interface Edges {
  readonly open: Map<Bid, Y.Item[]>
  readonly close: Map<Bid, Y.Item[]>
}

/** Brackets that stood before an update, and that stand once the decisions are carried out: both halves needed. */
export function standing(tokens: TokenChanges, decisions: TokenDecisions | null): Set<Bid> {
  const side = (name: 'open' | 'close'): Set<Bid> => {
    const bids = new Set(tokens.live[name].keys())
    for (const [bid, items] of tokens.gone[name]) if (decisions === null || items.some((item) => decisions.restore.has(item))) bids.add(bid)
    if (decisions !== null)
      for (const [bid, items] of tokens.born[name]) if (items.some((item) => !decisions.remove.has(item))) bids.add(bid)
    return bids
  }
  const closes = side('close')
  return new Set([...side('open')].filter((bid) => closes.has(bid)))
}

/** All tokens around an update: `live` stood before and stand now, `born` are new, `gone` were deleted. */
export interface TokenChanges {
  readonly live: Edges
  readonly born: Edges
  readonly gone: Edges
  /** Tokens in the order of the text. */
  readonly order: ReadonlyMap<Y.Item, number>
}

export function tokenChangesOf(items: Iterable<Y.Item>, changes: Changes): TokenChanges {
  const edges = (): Edges => ({ open: new Map(), close: new Map() })
  const result = { live: edges(), born: edges(), gone: edges(), order: new Map<Y.Item, number>() }
  for (const item of items) {
    const embed = embedOf(item)
    if (embed === null || isStarter(embed)) continue
    const was = changes.was(item)
    if (!was && item.deleted) continue
    const group = was ? (item.deleted ? result.gone : result.live) : result.born
    const map = isOpen(embed) ? group.open : group.close
    const bid = idOf(embed)
    map.set(bid, [...(map.get(bid) ?? []), item])
    result.order.set(item, result.order.size)
  }
  return result
}

export const idOf = (token: Token): Bid => (isOpen(token) ? token.o : token.c)

/**
 * Decides on every token. `revert`: the update pulled others' words into a bracket of its writer or stretched
 * one over them, so all its token changes are taken back.
 */
export function decideTokens(tokens: TokenChanges, context: TokenContext, revert: boolean): TokenDecisions {
  const decisions: TokenDecisions = { remove: new Set(), restore: new Set() }
  keepOwnBirths(tokens, context, revert, decisions)
  restoreForeign(tokens, context, revert, decisions)
  dropTwins(tokens, decisions)
  dropInverted(tokens, decisions)
  dropHalves(tokens, decisions)
  return decisions
}

/** A new bracket needs its own name, a fresh id of its writer's, and both halves. */
function keepOwnBirths(tokens: TokenChanges, context: TokenContext, revert: boolean, { remove }: TokenDecisions): void {
  const born = new Set<Bid>()
  for (const [bid, items] of tokens.born.open) {
    const open = embedOf(items[0]!) as Open
    if (!revert && mayBeBorn(open, context) && !tokens.live.open.has(bid) && !items.some((item) => context.isLate(item))) born.add(bid)
    else items.forEach((item) => remove.add(item))
  }
  for (const [bid, items] of tokens.born.close) {
    if (!born.has(bid)) items.forEach((item) => remove.add(item))
  }
}

/** Whether a bracket may be born under this token's name and id; one that still stands cannot be born again. */
export function mayBeBorn(
  open: Open,
  { principal, registry, principalOf }: Pick<TokenContext, 'principal' | 'registry' | 'principalOf'>,
): boolean {
  const id = parseId(open.o)
  if (id === null || open.by !== principal || id.principal !== principal) return false
  // A bracket that stood before may have been born under another client: an import's, or an earlier page's.
  if (registry.open(open.o) === null && principalOf(id.clientId) !== principal) return false
  if (open.grp !== undefined && parseId(open.grp)?.principal !== principal) return false
  return registry.mayOpen(open)
}

/** A bracket's tokens go only by its holder's hand; everyone else's are put back. */
function restoreForeign(tokens: TokenChanges, context: TokenContext, revert: boolean, { restore }: TokenDecisions): void {
  for (const edges of [tokens.gone.open, tokens.gone.close]) {
    for (const [bid, items] of edges) {
      if (revert || context.holderOf(bid) !== context.principal) items.forEach((item) => restore.add(item))
    }
  }
}

/** Where a restored or still living token has a twin among the new ones, the new one goes (trap 17). */
function dropTwins(tokens: TokenChanges, { remove, restore }: TokenDecisions): void {
  for (const side of ['open', 'close'] as const) {
    for (const [bid, items] of tokens.born[side]) {
      const stands = tokens.live[side].has(bid) || (tokens.gone[side].get(bid) ?? []).some((item) => restore.has(item))
      const kept = items.filter((item) => !remove.has(item))
      kept.slice(stands ? 0 : 1).forEach((item) => remove.add(item))
    }
  }
}

/** A bracket opens before it closes; a new half that stands on the wrong side of its partner goes. */
function dropInverted(tokens: TokenChanges, { remove, restore }: TokenDecisions): void {
  const kept = (side: 'open' | 'close', bid: Bid): Y.Item | undefined =>
    [
      ...(tokens.live[side].get(bid) ?? []),
      ...(tokens.gone[side].get(bid) ?? []).filter((item) => restore.has(item)),
      ...(tokens.born[side].get(bid) ?? []).filter((item) => !remove.has(item)),
    ][0]
  for (const bid of new Set([...tokens.born.open.keys(), ...tokens.born.close.keys()])) {
    const open = kept('open', bid)
    const close = kept('close', bid)
    if (open === undefined || close === undefined || tokens.order.get(open)! < tokens.order.get(close)!) continue
    for (const side of ['open', 'close'] as const) for (const item of tokens.born[side].get(bid) ?? []) remove.add(item)
  }
}

/** Never leave half a bracket: what has no partner goes, whosever it is. */
function dropHalves(tokens: TokenChanges, { remove, restore }: TokenDecisions): void {
  const left = (side: 'open' | 'close'): Map<Bid, Y.Item[]> => {
    const map = new Map<Bid, Y.Item[]>()
    const enter = (bid: Bid, items: readonly Y.Item[]): void => {
      if (items.length > 0) map.set(bid, [...(map.get(bid) ?? []), ...items])
    }
    tokens.live[side].forEach((items, bid) => enter(bid, items))
    tokens.born[side].forEach((items, bid) =>
      enter(
        bid,
        items.filter((item) => !remove.has(item)),
      ),
    )
    tokens.gone[side].forEach((items, bid) =>
      enter(
        bid,
        items.filter((item) => restore.has(item)),
      ),
    )
    return map
  }
  const opens = left('open')
  const closes = left('close')
  for (const [mine, theirs] of [
    [opens, closes],
    [closes, opens],
  ] as const) {
    for (const [bid, items] of mine) {
      if (theirs.has(bid)) continue
      for (const item of items) {
        if (!restore.delete(item)) remove.add(item)
      }
    }
  }
}
