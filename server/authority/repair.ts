// Carries a plan out (DESIGN 3, step 3): in a second transaction of the same tick, in one pass over the body, so that
// a thousand repairs cost little more than one. Repairs are written under the server's client id.
import type { Principal } from '@chapeau/shared/ids'
import type { Embed, Marks } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import { copiesOf, rangesBetween, type CharRange, type Copy } from '../record/provenance.ts'
import { commonMarks, type Delta } from './items.ts'
import type { Fix } from './plan.ts'
import type { RepairNote } from './types.ts'

export interface RepairContext {
  readonly body: Y.Text
  makeId(principal: Principal): string
}

export interface Repaired {
  readonly notes: readonly RepairNote[]
  /** Words that came back as new characters. */
  readonly copies: readonly Copy[]
}

/** Repairs the body by fixes in the order of their places; must run inside a transaction. */
export function repair(fixes: readonly Fix[], context: RepairContext): Repaired {
  const places = fixes.flatMap(tokenPlaces)
  const marks = commonMarks(context.body, places)
  const writer = new Writer(new Map(places.map((place, i) => [place, marks[i]!])))
  const notes = fixes.map((fix) => write(fix, writer, context))
  context.body.applyDelta(writer.delta)
  const copies = writer.restored.flatMap(({ at, of }) => copiesOf([of], rangesBetween(context.body, at, at + of.length)))
  return { notes, copies }
}

/** Where a fix puts tokens; those take the formatting around them. */
function tokenPlaces(fix: Fix): number[] {
  if (fix.do === 'wrap') return [fix.from, fix.to]
  return fix.do === 'restoreToken' || (fix.do === 'reinsert' && fix.lateBy !== null) ? [fix.at] : []
}

/** Gathers the delta; places are those of the body before the repair. */
class Writer {
  readonly delta: Delta = []
  readonly #marks: ReadonlyMap<number, Marks>
  /** Words that came back: where they stand now, and what they are copies of. */
  readonly restored: { readonly at: number; readonly of: CharRange }[] = []
  #at = 0
  /** The same place in the body after the repair. */
  #now = 0

  constructor(marks: ReadonlyMap<number, Marks>) {
    this.#marks = marks
  }

  goTo(place: number): void {
    if (place <= this.#at) return
    this.delta.push({ retain: place - this.#at })
    this.#now += place - this.#at
    this.#at = place
  }

  remove(length: number): void {
    this.delta.push({ delete: length })
    this.#at += length
  }

  format(length: number, attributes: Readonly<Record<string, true | null>>): void {
    this.delta.push({ retain: length, attributes })
    this.#at += length
    this.#now += length
  }

  insert(content: string | Embed, attributes: Marks): void {
    this.delta.push({ insert: content, attributes })
    this.#now += typeof content === 'string' ? content.length : 1
  }

  /** Inserts what stood here before. */
  restore(content: string | Embed, attributes: Marks, of: { readonly client: number; readonly clock: number }): void {
    if (typeof content === 'string') this.restored.push({ at: this.#now, of: { ...of, length: content.length } })
    this.insert(content, attributes)
  }

  token(embed: Embed): void {
    this.insert(embed, this.#marks.get(this.#at) ?? {})
  }
}

function write(fix: Fix, writer: Writer, { makeId }: RepairContext): RepairNote {
  writer.goTo(fix.do === 'wrap' || fix.do === 'format' ? fix.from : fix.at)
  switch (fix.do) {
    case 'removeToken':
      writer.remove(1)
      return { rule: 'AU-3', what: 'removedToken', bid: fix.bid }
    case 'restoreToken':
      writer.token(fix.embed)
      return { rule: 'AU-3', what: 'restoredToken', bid: fix.bid }
    case 'takeOut':
      writer.remove(fix.length)
      return { rule: 'AU-6', what: 'returned' }
    case 'format':
      writer.format(fix.to - fix.from, fix.marks)
      return { rule: 'AU-1', what: 'reformatted' }
    case 'wrap': {
      const bid = makeId(fix.by)
      writer.token({ o: bid, by: fix.by, kind: 'ins' })
      writer.goTo(fix.to)
      writer.token({ c: bid })
      return { rule: 'AU-5', what: 'wrapped', bid }
    }
    case 'reinsert': {
      const words = typeof fix.content === 'string' ? { words: fix.content } : {}
      if (fix.lateBy === null) {
        writer.restore(fix.content, fix.marks, fix.of)
        return { rule: 'AU-1', what: 'restored', ...words }
      }
      const bid = makeId(fix.lateBy)
      writer.token({ o: bid, by: fix.lateBy, kind: 'del' })
      writer.restore(fix.content, fix.marks, fix.of)
      writer.token({ c: bid })
      return { rule: 'AU-5', what: 'lateDelete', bid, ...words }
    }
  }
}
