// Words that an act wrote anew at another place: where they were and where they are. Late words follow them (AU-21): what
// somebody typed between them before hearing of the move is carried to its place among them, in the same transaction,
// and judged there as if it had been typed there.
import type { Embed } from '@chapeau/shared/text/model'
import * as Y from 'yjs'
import { copiesOf, unitsBetween, type CharRange, type Copy } from '../record/provenance.ts'
import { commonMarks, embedOf, forgetPlaces, isString, itemsOf, stringOf, structAt } from './items.ts'

/**
 * Units written anew, and those they stand for, tokens and starters included. `home`: only to mark where moved words ended; what
 * is typed behind it stays where it is.
 */
export interface Move extends Copy {
  readonly home?: true
}

export interface Unit {
  readonly client: number
  readonly clock: number
}

export class Moved {
  /** By the client of the old units. */
  readonly #from = new Map<number, Move[]>()
  /** By the client of the new units. */
  readonly #to = new Map<number, Move[]>()

  constructor(moves: Iterable<Move> = []) {
    this.add(moves)
  }

  get none(): boolean {
    return this.#from.size === 0
  }

  add(moves: Iterable<Move>): void {
    for (const move of moves) {
      enter(this.#from, move.of.client, move)
      enter(this.#to, move.client, move)
    }
  }

  /** The nearest moved unit in a deleted item, from its end or its beginning; null for none. */
  edgeOf(item: Y.Item, end: 'first' | 'last'): { readonly unit: Unit; readonly home: boolean } | null {
    const { client, clock } = item.id
    let found: { unit: Unit; home: boolean } | null = null
    for (const { of, length, home = false } of this.#from.get(client) ?? []) {
      const from = Math.max(of.clock, clock)
      const to = Math.min(of.clock + length, clock + item.length)
      if (from >= to) continue
      const at = end === 'first' ? from : to - 1
      if (found === null || (end === 'first' ? at < found.unit.clock : at > found.unit.clock)) found = { unit: { client, clock: at }, home }
    }
    return found
  }

  /** The living unit that stands for one that was moved, however often; null when it went. */
  liveOf(doc: Y.Doc, unit: Unit): Unit | null {
    const known = new Set<string>()
    const waiting = [unit]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const key = `${next.client}/${next.clock}`
      if (known.has(key)) continue
      known.add(key)
      const struct = structAt(doc, Y.createID(next.client, next.clock))
      if (struct instanceof Y.Item && !struct.deleted) return next
      waiting.push(...this.#besides(next))
    }
    return null
  }

  *#besides({ client, clock }: Unit): Generator<Unit> {
    for (const move of this.#from.get(client) ?? [])
      if (within(clock, move.of.clock, move.length)) yield { client: move.client, clock: move.clock + clock - move.of.clock }
    for (const move of this.#to.get(client) ?? [])
      if (within(clock, move.clock, move.length)) yield { client: move.of.client, clock: move.of.clock + clock - move.clock }
  }
}

/** What followed: words for the account of who wrote what, units for those that come later still. */
export interface Followed {
  readonly copies: readonly Copy[]
  readonly moves: readonly Move[]
}

/** Carries fresh items that came to lie between moved units to where those are; must run inside the update's transaction. */
export function followMoved(body: Y.Text, moved: Moved, fresh: readonly Y.Item[]): Followed | null {
  if (moved.none) return null
  const doc = body.doc!
  const isFresh = new Set(fresh)
  const late = fresh.flatMap((item) => {
    if (!item.countable) return []
    const unit = anchorOf(item, moved, isFresh)
    const live = unit === null ? null : moved.liveOf(doc, unit)
    return live === null ? [] : [{ item, live }]
  })
  if (late.length === 0) return null
  forgetPlaces(body)
  const order = new Map([...itemsOf(body)].map((item, i) => [item, i]))
  const copies: Copy[] = []
  const moves: Move[] = []
  const behind = new Map<string, number>()
  for (const { item, live } of late.toSorted((a, b) => order.get(a.item)! - order.get(b.item)!)) {
    const key = `${live.client}/${live.clock}`
    const content = embedOf(item) ?? stringOf(item)
    body.delete(indexOf(body, item.id), item.length)
    const at = indexOf(body, live) + 1 + (behind.get(key) ?? 0)
    write(body, at, content)
    behind.set(key, (behind.get(key) ?? 0) + item.length)
    const links = copiesOf([rangeOf(item)], unitsBetween(body, at, at + item.length))
    moves.push(...links)
    if (isString(item)) copies.push(...links)
  }
  moved.add(moves)
  return { copies, moves }
}

/** The moved unit that a fresh item was typed behind; null where it was typed elsewhere. */
function anchorOf(item: Y.Item, moved: Moved, fresh: ReadonlySet<Y.Item>): Unit | null {
  const left = neighbourOf(item, 'left', moved, fresh)
  if (left === null || left.home) return null
  // At the outer edge of what was moved nobody can tell from the place alone; there it stays.
  return neighbourOf(item, 'right', moved, fresh) === null ? null : left.unit
}

function neighbourOf(
  from: Y.Item,
  side: 'left' | 'right',
  moved: Moved,
  fresh: ReadonlySet<Y.Item>,
): { readonly unit: Unit; readonly home: boolean } | null {
  for (let item = from[side]; item !== null; item = item[side]) {
    const edge = item.deleted ? moved.edgeOf(item, side === 'left' ? 'last' : 'first') : null
    if (edge !== null) return edge
    if (!item.deleted && item.countable && !fresh.has(item)) return null
  }
  return null
}

function write(body: Y.Text, at: number, content: string | Embed): void {
  const marks = commonMarks(body, [at])[0]!
  if (typeof content === 'string') body.insert(at, content, marks)
  else body.insertEmbed(at, content, marks)
}

/** Where a living unit stands in the body. */
function indexOf(body: Y.Text, { client, clock }: Unit): number {
  let at = 0
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    if (item.id.client === client && within(clock, item.id.clock, item.length)) return at + clock - item.id.clock
    at += item.length
  }
  throw new Error('a living unit is not in the body')
}

const rangeOf = (item: Y.Item): CharRange => ({ client: item.id.client, clock: item.id.clock, length: item.length })
const within = (clock: number, from: number, length: number): boolean => clock >= from && clock < from + length

function enter(map: Map<number, Move[]>, client: number, move: Move): void {
  const moves = map.get(client)
  if (moves === undefined) map.set(client, [move])
  else moves.push(move)
}
