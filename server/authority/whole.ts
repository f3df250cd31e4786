// The whole path (DESIGN 3, step 2): every item of the text is looked at, and what cannot stand gets a plan of repair.
// It can judge anything; the two shorter paths are for what they can prove fine.
import type { Bid } from '@chapeau/shared/ids'
import { isOpen, isStarter, type Open } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { lateWords, type Late } from './agreed.ts'
import type { Ground } from './ground.ts'
import { embedOf, type Changes } from './items.ts'
import { planRepairs, type Fix, type Plan, type PlanContext } from './plan.ts'
import { decideTokens, standing, tokenChangesOf, type TokenChanges } from './tokens.ts'
import type { Writer } from './types.ts'

export interface Whole {
  readonly path: 'whole'
  readonly fixes: readonly Fix[]
  /** Brackets around anything that came or went. */
  readonly changed: ReadonlySet<Bid>
  readonly late: Late
}

/** Judges what an update did to the text. `items`: all of the body's, in order. */
export function judgeWhole(items: readonly Y.Item[], ground: Ground, changes: Changes, writer: Writer): Whole {
  const late = lateWords(items, changes, ground)
  const tokens = tokenChangesOf(items, changes)
  const planning = { changes, writer, late, tokens, revert: false }
  let plan = planWith(items, ground, planning)
  const revert = plan.swallowed
  if (revert) plan = planWith(items, ground, { ...planning, revert })
  const twins = twinsOf(plan, changes)
  if (twins.length > 0) {
    // What is taken out need not be anybody's late words; they are all that is given back.
    const gone = { ...late, items: new Set([...late.items, ...twins]) }
    plan = planWith(items, ground, { ...planning, late: gone, revert })
  }
  return { path: 'whole', fixes: plan.fixes, changed: changedBrackets(items, changes), late }
}

interface Planning {
  readonly changes: Changes
  readonly writer: Writer
  readonly late: Late
  readonly tokens: TokenChanges
  /** Take all token changes back. */
  readonly revert: boolean
}

function planWith(items: readonly Y.Item[], ground: Ground, { changes, writer, late, tokens, revert }: Planning): Plan {
  const { principal, free } = writer
  const { registry, principalOf } = ground
  const openOf = (bid: Bid): Open | null => {
    const born = tokens.born.open.get(bid)?.[0]
    return registry.open(bid) ?? (born === undefined ? null : (embedOf(born) as Open))
  }
  const kindOf = (bid: Bid): string | null => openOf(bid)?.kind ?? null
  const holderOf = (bid: Bid): string | null => {
    const open = openOf(bid)
    return open === null ? null : ground.holderOf(bid, open)
  }
  const decisions = decideTokens(tokens, { principal, registry, holderOf, principalOf, isLate: (item) => late.items.has(item) }, revert)
  const stood = standing(tokens, null)
  const stands = standing(tokens, decisions)
  const planContext: PlanContext = {
    principal,
    free,
    changes,
    tokens: decisions,
    late,
    stood: (bid) => stood.has(bid),
    returns: (bid) => registry.life(bid) === 'author',
    stands: (bid) => stands.has(bid),
    kindOf,
    holderOf,
    principalOf,
  }
  return planRepairs(items, planContext)
}

/** New starters of paragraphs that come back by the same repair: an undo that came too late. A paragraph stands once. */
function twinsOf({ fixes }: Plan, { fresh }: Changes): Y.Item[] {
  const restored = new Set(
    fixes.flatMap((fix) => (fix.do === 'reinsert' && typeof fix.content !== 'string' && isStarter(fix.content) ? [fix.content.p] : [])),
  )
  return fresh.filter((item) => {
    const embed = embedOf(item)
    return embed !== null && isStarter(embed) && restored.has(embed.p)
  })
}

function changedBrackets(items: readonly Y.Item[], changes: Changes): Set<Bid> {
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
