// The keystroke path (DESIGN 3, step 2): only characters came or went, so only their paragraphs are looked at.
// It never repairs: what it cannot prove fine goes to the whole path.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { EntryIndex } from './index.ts'
import { embedOf, isString, type Changes } from './items.ts'

export interface KeystrokeContext {
  readonly body: Y.Text
  readonly index: EntryIndex
  readonly principal: Principal
  readonly changes: Changes
  kindOf(bid: Bid): string | null
  holderOf(bid: Bid): Principal | null
}

/** Brackets whose words the keystroke changed; null when it is not provably fine. */
export function judgeKeystroke(context: KeystrokeContext): Set<Bid> | null {
  const { fresh, dead } = context.changes
  if (!fresh.every(isString) || ![...dead].every(isString)) return null
  const changed = new Set<Bid>()
  for (const start of startsOf([...fresh, ...dead])) {
    if (!paragraphIsFine(start, context, changed)) return null
  }
  return changed
}

/** The live starters of the paragraphs that hold these items; null is the text's beginning. */
function startsOf(items: readonly Y.Item[]): Set<Y.Item | null> {
  const starts = new Set<Y.Item | null>()
  const seen = new Set<Y.Item>()
  for (const item of items) {
    let at: Y.Item | null = item
    while (at !== null && !seen.has(at) && !isLiveStarter(at)) {
      seen.add(at)
      at = at.left
    }
    if (at === null || !seen.has(at)) starts.add(at)
  }
  return starts
}

function isLiveStarter(item: Y.Item): boolean {
  const embed = item.deleted ? null : embedOf(item)
  return embed !== null && isStarter(embed)
}

function paragraphIsFine(start: Y.Item | null, context: KeystrokeContext, changed: Set<Bid>): boolean {
  const { body, changes, principal } = context
  let open = context.index.get(start)
  if (open === undefined) return false
  let justOpened: Bid | null = null
  let item = start === null ? (body as unknown as { _start: Y.Item | null })._start : start.right
  for (; item !== null; item = item.right) {
    const embed = embedOf(item)
    const touched = changes.dead.has(item) || (!item.deleted && !changes.existed(item))
    if (embed !== null && !item.deleted) {
      if (isStarter(embed)) return true
      if (isOpen(embed)) {
        open = open.includes(embed.o) ? open : [...open, embed.o]
        justOpened = embed.o
      } else {
        // A bracket that the update may have emptied is for the whole path to close.
        if (justOpened === embed.c && changed.has(embed.c)) return false
        open = open.filter((bid) => bid !== embed.c)
        justOpened = null
      }
    } else if (touched && isString(item)) {
      const layer = open.findLast((bid) => context.kindOf(bid) === 'ins')
      if (layer === undefined || context.holderOf(layer) !== principal) return false
      changed.add(layer)
    }
    if (!item.deleted && isString(item)) justOpened = null
  }
  return true
}
