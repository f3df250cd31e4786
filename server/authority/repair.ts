// Carries a plan out (DESIGN 3, step 3): in a second transaction of the same tick, from right to left so that
// the plan's positions stay true. Repairs are written under the server's client id.
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Embed } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { commonMarks } from './items.ts'
import type { Fix } from './plan.ts'
import type { RepairNote } from './types.ts'

export interface RepairContext {
  readonly body: Y.Text
  makeId(principal: Principal): string
}

/** Repairs the body; must run inside a transaction. */
export function repair(fixes: readonly Fix[], context: RepairContext): RepairNote[] {
  return fixes.toReversed().map((fix) => carryOut(fix, context))
}

function carryOut(fix: Fix, context: RepairContext): RepairNote {
  const { body } = context
  switch (fix.do) {
    case 'removeToken':
      body.delete(fix.at, 1)
      return { rule: 'AU-3', what: 'removedToken', bid: fix.bid }
    case 'restoreToken':
      body.insertEmbed(fix.at, fix.embed, commonMarks(body, fix.at))
      return { rule: 'AU-3', what: 'restoredToken', bid: fix.bid }
    case 'takeOut':
      body.delete(fix.at, fix.length)
      return { rule: 'AU-6', what: 'returned' }
    case 'format':
      body.format(fix.from, fix.to - fix.from, fix.marks)
      return { rule: 'AU-1', what: 'reformatted' }
    case 'wrap':
      return { rule: 'AU-5', what: 'wrapped', bid: wrap(fix.from, fix.to, fix.by, 'ins', context) }
    case 'reinsert':
      return reinsert(fix, context)
  }
}

function reinsert(fix: Fix & { do: 'reinsert' }, context: RepairContext): RepairNote {
  const { body } = context
  const isWords = typeof fix.content === 'string'
  if (isWords) body.insert(fix.at, fix.content as string, fix.marks)
  else body.insertEmbed(fix.at, fix.content as Embed, fix.marks)
  const words = isWords ? { words: fix.content as string } : {}
  if (fix.lateBy === null) return { rule: 'AU-1', what: 'restored', ...words }
  const bid = wrap(fix.at, fix.at + (isWords ? (fix.content as string).length : 1), fix.lateBy, 'del', context)
  return { rule: 'AU-5', what: 'lateDelete', bid, ...words }
}

function wrap(from: number, to: number, by: Principal, kind: 'ins' | 'del', { body, makeId }: RepairContext): Bid {
  const bid = makeId(by)
  body.insertEmbed(to, { c: bid }, commonMarks(body, to))
  body.insertEmbed(from, { o: bid, by, kind }, commonMarks(body, from))
  return bid
}
