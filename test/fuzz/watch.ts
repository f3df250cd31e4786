// What must hold after every update, whoever sent it: nobody's words changed by somebody else's hand, brackets are whole
// and in their own names, the index is what a walk over the whole text finds.
import { buildIndex } from '@chapeau/server/authority/index'
import type { Verdict } from '@chapeau/server/authority/types'
import { parseId, SERVER_CLIENT_IDS_FROM, type Bid, type Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter, isText } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { Assembly } from './assembly.ts'
import { flatOf, layersOf, type Flat } from './flat.ts'

interface Look {
  readonly flat: Flat
  readonly layers: ReadonlyMap<Bid, string>
}

export class Watch {
  readonly #assembly: Assembly
  #last: Look

  constructor(assembly: Assembly) {
    this.#assembly = assembly
    this.#last = this.#look()
  }

  /** An act may change anything that acts change; the text must still be whole. */
  afterAct(): void {
    this.#last = this.#look()
    this.#isWhole()
  }

  /** AU-1, AU-3, A4: an update by `principal` changed nobody's words but its own. */
  afterUpdate(principal: Principal, verdict: Verdict, updatesBefore: number): void {
    const before = this.#last
    const now = this.#look()
    this.#last = now
    if (verdict.status !== 'applied') {
      expect(now.layers, 'a refused update changed words').toEqual(before.layers)
      return
    }
    for (const [bid, words] of before.layers) {
      const holder = bid === '' ? '' : before.flat.brackets.get(bid)?.holder
      if (holder === principal && bid !== '') continue
      expect(now.layers.get(bid), `words of ${bid === '' ? 'standing text' : bid} after an update of ${principal}`).toBe(words)
    }
    for (const [bid, { open }] of now.flat.brackets) {
      if (before.flat.brackets.has(bid)) continue
      // Words that lose their bracket to its holder's hand stay proposed, by whoever typed them; the server writes that.
      const byServer = parseId(bid)!.clientId >= SERVER_CLIENT_IDS_FROM
      if (!byServer) expect(open.by, 'a bracket in another’s name').toBe(principal)
    }
    if (updatesBefore % 7 === 0 || verdict.path !== 'keystroke') this.#isWhole()
  }

  /** TX: every token has its partner behind it, names are those of the ids, nothing but the text is in the document. */
  #isWhole(): void {
    const { doc, authority } = this.#assembly
    const open = new Set<Bid>()
    const done = new Set<Bid>()
    const pids = new Set<string>()
    for (const run of runsOf(bodyOf(doc))) {
      if (isText(run)) continue
      const embed = run.insert
      if (isStarter(embed)) {
        expect(pids.has(embed.p), `paragraph ${embed.p} twice`).toBe(false)
        pids.add(embed.p)
      } else if (isOpen(embed)) {
        expect(open.has(embed.o) || done.has(embed.o), `open ${embed.o} twice`).toBe(false)
        expect(parseId(embed.o)!.principal).toBe(embed.by)
        open.add(embed.o)
      } else {
        expect(open.delete(embed.c), `close ${embed.c} without open`).toBe(true)
        done.add(embed.c)
      }
    }
    expect([...open], 'brackets that do not end').toEqual([])
    expect([...doc.share.keys()].filter((root) => root !== 'body' && root !== 'meta')).toEqual([])
    expect(doc.store.pendingStructs).toBeNull()
    expect(indexIn(authority.index)).toEqual(indexIn(buildIndex(bodyOf(doc))))
  }

  #look(): Look {
    const flat = flatOf(this.#assembly.doc)
    return { flat, layers: layersOf(flat) }
  }
}

/** An index by ids of items, to be compared. */
function indexIn(index: ReadonlyMap<Y.Item | null, readonly Bid[]>): Record<string, readonly Bid[]> {
  return Object.fromEntries([...index].map(([item, bids]) => [item === null ? '' : `${item.id.client}.${item.id.clock}`, bids]))
}
