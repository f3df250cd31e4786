// A text as a row of units with the layer each is in: how the fuzz's peers choose what to touch, and how it is checked
// that nobody's words changed by somebody else's hand. Deliberately not the authority's own code.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { holderOf, type Meta } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, isText, type Embed, type Open } from '@chapeau/shared/text/model'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import type * as Y from 'yjs'

export interface Unit {
  readonly at: number
  /** A character, or null for an embed. */
  readonly char: string | null
  readonly embed: Embed | null
  /** Innermost open addition around it; null is standing text. */
  readonly layer: Bid | null
  readonly holder: Principal | null
  /** Position among the units of the paragraph's starter; -1 before the first. */
  readonly paragraph: number
}

export interface Flat {
  readonly units: readonly Unit[]
  /** Brackets with both halves, by id. */
  readonly brackets: ReadonlyMap<Bid, { readonly open: Open; readonly holder: Principal; readonly from: number; readonly to: number }>
}

export function flatOf(doc: Y.Doc): Flat {
  const meta = metaOf(doc)
  const units: Unit[] = []
  const opens = new Map<Bid, { open: Open; from: number }>()
  const brackets = new Map<Bid, { open: Open; holder: Principal; from: number; to: number }>()
  let stack: { bid: Bid; holder: Principal; ins: boolean }[] = []
  let paragraph = -1
  let at = 0
  const push = (char: string | null, embed: Embed | null, born?: { layer: Bid; holder: Principal }): void => {
    const inner = stack.findLast(({ ins }) => ins)
    units.push({ at, char, embed, layer: born?.layer ?? inner?.bid ?? null, holder: born?.holder ?? inner?.holder ?? null, paragraph })
    at++
  }
  for (const run of runsOf(bodyOf(doc))) {
    if (isText(run)) {
      for (const char of run.insert) push(char, null)
      continue
    }
    const embed = run.insert
    if (isStarter(embed)) {
      const inner = embed.in === undefined ? undefined : bornIn(embed.in, doc, meta)
      paragraph = units.length
      push(null, embed, inner)
    } else if (isOpen(embed)) {
      push(null, embed)
      const holder = holderOf(meta, embed.o, embed.by)
      stack = [...stack, { bid: embed.o, holder, ins: embed.kind === 'ins' }]
      if (!opens.has(embed.o)) opens.set(embed.o, { open: embed, from: at - 1 })
    } else {
      stack = stack.filter(({ bid }) => bid !== embed.c)
      push(null, embed)
      const open = opens.get(embed.c)
      if (open !== undefined && !brackets.has(embed.c))
        brackets.set(embed.c, { ...open, holder: holderOf(meta, embed.c, open.open.by), to: at - 1 })
    }
  }
  return { units, brackets }
}

/** A starter born in a bracket that still stands belongs to that one, though it is printed before its token. */
function bornIn(bid: Bid, doc: Y.Doc, meta: Meta): { layer: Bid; holder: Principal } | undefined {
  for (const run of runsOf(bodyOf(doc))) {
    if (!isText(run) && !isStarter(run.insert) && isOpen(run.insert) && run.insert.o === bid)
      return { layer: bid, holder: holderOf(meta, bid, run.insert.by) }
  }
  return undefined
}

/** What each layer says, standing text under `''`; a paragraph's start counts as a line break. */
export function layersOf({ units }: Flat): Map<Bid, string> {
  const layers = new Map<Bid, string>([['', '']])
  for (const { char, embed, layer } of units) {
    if (embed !== null && !isStarter(embed)) {
      if (isOpen(embed) && embed.kind === 'ins' && !layers.has(embed.o)) layers.set(embed.o, '')
      continue
    }
    const key = layer ?? ''
    layers.set(key, (layers.get(key) ?? '') + (char ?? '\n'))
  }
  return layers
}
