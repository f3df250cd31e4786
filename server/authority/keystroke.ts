// The keystroke path (DESIGN 3, step 2): only characters came or went, so only their paragraphs are looked at.
// It never repairs: what it cannot prove fine goes to the whole path.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter, type Starter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { Ground } from './ground.ts'
import { embedOf, firstOf, isString, type Changes } from './items.ts'
import type { Writer } from './types.ts'

/** Brackets whose words the keystroke changed; null when it is not provably fine. */
export function judgeKeystroke(ground: Ground, changes: Changes, writer: Writer): Set<Bid> | null {
  const items = [...changes.fresh, ...changes.dead]
  if (!items.every(isString)) return null
  const changed = new Set<Bid>()
  for (const start of startsOf(items)) {
    if (!paragraphIsFine(start, ground, { changes, writer, changed })) return null
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

interface Keystroke {
  readonly changes: Changes
  readonly writer: Writer
  readonly changed: Set<Bid>
}

function paragraphIsFine(start: Y.Item | null, ground: Ground, { changes, writer, changed }: Keystroke): boolean {
  // An agreed paragraph holds no bracket, so what is fine in one's own layer cannot lie in one; a table may stand within a bracket.
  const pid = start === null ? null : (embedOf(start) as Starter).p
  if (pid !== null && (writer.free ? ground.isClosed(pid) : ground.isBlock(pid))) return false
  let open = ground.index.get(start)
  if (open === undefined) return false
  let justOpened: Bid | null = null
  let item = start === null ? firstOf(ground.body) : start.right
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
      const layer = open.findLastIndex((bid) => ground.registry.open(bid)?.kind === 'ins')
      if (!writer.free && (layer < 0 || holderOf(open[layer]!, ground) !== writer.principal)) return false
      open.slice(Math.max(layer, 0)).forEach((bid) => changed.add(bid))
    }
    if (!item.deleted && isString(item)) justOpened = null
  }
  return true
}

function holderOf(bid: Bid, { registry, holderOf: holder }: Ground): Principal | null {
  const open = registry.open(bid)
  return open === null ? null : holder(bid, open)
}
