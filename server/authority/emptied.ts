// Brackets left without content: found among the items an update touched, taken out in one pass. Which of them may
// go is the authority's matter.
import type { Bid } from '@chapeau/shared/ids'
import { isOpen, isStarter, type Open } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { embedOf, firstOf, type Delta } from './items.ts'

/** A bracket whose two tokens stand side by side. */
export interface Empty {
  readonly open: Open
  /** Its tokens, and before them the starter of the paragraph that it proposes. */
  readonly items: readonly Y.Item[]
}

/** Empty brackets among items that follow one another in the body. */
export function emptiesIn(items: Iterable<Y.Item>): Empty[] {
  const empties: Empty[] = []
  let open: { token: Open; item: Y.Item; starter: Y.Item | null } | null = null
  let starter: { item: Y.Item; in: Bid | undefined } | null = null
  for (const item of items) {
    if (item.deleted || !item.countable) continue
    const embed = embedOf(item)
    if (open !== null && embed !== null && 'c' in embed && embed.c === open.token.o) {
      empties.push({ open: open.token, items: [...(open.starter === null ? [] : [open.starter]), open.item, item] })
    }
    if (embed !== null && !isStarter(embed) && isOpen(embed)) {
      open = { token: embed, item, starter: starter !== null && starter.in === embed.o ? starter.item : null }
    } else open = null
    starter = embed !== null && isStarter(embed) ? { item, in: embed.in } : null
  }
  return empties
}

/** Takes live items out of the body, in one pass; must run inside a transaction. */
export function takeOut(body: Y.Text, gone: ReadonlySet<Y.Item>): void {
  const delta: Delta = []
  let kept = 0
  let left = gone.size
  for (let item = firstOf(body); item !== null && left > 0; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (!gone.has(item)) kept += item.length
    else {
      if (kept > 0) delta.push({ retain: kept })
      delta.push({ delete: item.length })
      kept = 0
      left--
    }
  }
  body.applyDelta(delta)
}
