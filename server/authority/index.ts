// Where each paragraph starts and which brackets are open there, so that a keystroke is judged by looking at
// its own paragraph. Always equal to what a walk over the whole text would find; a test holds that.
import type { Bid } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { embedOf, itemsOf } from './items.ts'

/** Open brackets at each live starter; the null key is the text's beginning. */
export type EntryIndex = Map<Y.Item | null, readonly Bid[]>

export function buildIndex(body: Y.Text): EntryIndex {
  const closable = closableBids(body)
  const index: EntryIndex = new Map([[null, []]])
  const done = new Set<Bid>()
  let open: readonly Bid[] = []
  for (const item of itemsOf(body)) {
    const embed = item.deleted ? null : embedOf(item)
    if (embed === null) continue
    if (isStarter(embed)) index.set(item, open)
    else if (isOpen(embed)) {
      if (!done.has(embed.o) && closable.has(embed.o)) open = [...open, embed.o]
      done.add(embed.o)
    } else if (open.includes(embed.c)) open = open.filter((bid) => bid !== embed.c)
  }
  return index
}

function closableBids(body: Y.Text): Set<Bid> {
  const bids = new Set<Bid>()
  for (const item of itemsOf(body)) {
    const embed = item.deleted ? null : embedOf(item)
    if (embed !== null && 'c' in embed) bids.add(embed.c)
  }
  return bids
}
