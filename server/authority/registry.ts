// The register of brackets and paragraphs ever born in a text (TX-3): an id is never used for another one.
import type { Bid, Pid } from '@chapeau/shared/ids'
import type { Open, Starter } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'

/** How a bracket stands: `author`: closed by its author's own typing, which undo may take back; `act`: decided. */
export type Life = 'live' | 'author' | 'act'

export class Registry {
  readonly #brackets = new Map<Bid, { open: Open | null; life: Life }>()
  readonly #paragraphs = new Map<Pid, Set<Y.Item>>()
  readonly #proposed = new Map<Bid, Set<Y.Item>>()

  open(bid: Bid): Open | null {
    return this.#brackets.get(bid)?.open ?? null
  }

  life(bid: Bid): Life | null {
    return this.#brackets.get(bid)?.life ?? null
  }

  /** Enters a bracket that stands in the text. */
  born(open: Open): void {
    this.#brackets.set(open.o, { open, life: 'live' })
  }

  /** Marks a bracket as gone. Unknown ids are entered too, so that nobody can be born under them. */
  closed(bid: Bid, life: 'author' | 'act'): void {
    this.#brackets.set(bid, { open: this.open(bid), life })
  }

  /** Brackets that stand in the text as far as the register knows. */
  live(): Bid[] {
    return [...this.#brackets].filter(([, { life }]) => life === 'live').map(([bid]) => bid)
  }

  /** Whether `open` may stand as a new token: never used before, or taken back by its author's undo. Nothing decided comes back. */
  mayOpen(open: Open): boolean {
    const known = this.#brackets.get(open.o)
    if (known === undefined) return true
    return known.life !== 'act' && known.open !== null && sameOpen(known.open, open)
  }

  /** Enters a paragraph by the item that starts it, live or deleted. */
  started(starter: Starter, item: Y.Item): void {
    enter(this.#paragraphs, starter.p, item)
    if (starter.in !== undefined) enter(this.#proposed, starter.in, item)
  }

  /** Living starters of paragraphs that a bracket proposes. */
  proposedBy(bid: Bid): Y.Item[] {
    return [...(this.#proposed.get(bid) ?? [])].filter((item) => !item.deleted)
  }

  /** Whether a paragraph may be born under this id: it does not stand, or goes with the same update (undo may bring one's own back). */
  mayStart(pid: Pid, goes: (item: Y.Item) => boolean): boolean {
    return [...(this.#paragraphs.get(pid) ?? [])].every((item) => item.deleted || goes(item))
  }
}

function enter<Key>(map: Map<Key, Set<Y.Item>>, key: Key, item: Y.Item): void {
  const items = map.get(key)
  if (items === undefined) map.set(key, new Set([item]))
  else items.add(item)
}

function sameOpen(a: Open, b: Open): boolean {
  return a.o === b.o && a.by === b.by && a.kind === b.kind && a.grp === b.grp && a.ph === b.ph
}
