// A text as it is when a file is printed from it, and where its units stand later (spec IM-63): by the ids that Yjs gave them,
// through what acts have moved; what the server wrote anew is found again by its words.
import { bisect } from '@chapeau/shared/bisect'
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { placesByWords, type Places } from '@chapeau/shared/exchange/compare/places'
import type { Reading } from '@chapeau/shared/text/read'
import { bodyOf, metaMapOf, runsOf } from '@chapeau/shared/text/ytext'
import type * as Y from 'yjs'
import { itemsOf } from '../authority/items.ts'
import type { Unit } from '../authority/moved.ts'
import { unitsBetween, type CharRange } from './provenance.ts'
import type { StoredPrint } from '../storage/port.ts'

/** The text as it stands, for whoever holds something against it later. */
export function printOf(doc: Y.Doc): Pick<StoredPrint, 'body' | 'meta' | 'units'> {
  const body = bodyOf(doc)
  return { body: runsOf(body), meta: Object.fromEntries(metaMapOf(doc).entries()), units: unitsBetween(body, 0, body.length) }
}

/** `liveOf`: the living unit that stands for one that was moved; null when it went. */
export interface Present {
  readonly body: Y.Text
  readonly reading: Reading
  readonly liveOf: (unit: Unit) => Unit | null
}

/** Where each position of an earlier text is now; `units` null: where they are known by their words alone. */
export function placesNow(before: Reading, units: readonly CharRange[] | null, { body, reading, liveOf }: Present): Places {
  if (units === null) return placesByWords(before, reading, null)
  const index = new UnitIndex(body)
  const places = new Int32Array(before.length).fill(-1)
  let at = 0
  for (const range of units) {
    index.place(range, places, at)
    for (let i = 0; i < range.length; i++) {
      const live = places[at + i]! < 0 ? liveOf({ client: range.client, clock: range.clock + i }) : null
      if (live !== null) places[at + i] = index.placeOf(live)
    }
    at += range.length
  }
  // Words that a repair or an undo put back have other ids, which are the server's.
  return placesByWords(before, reading, places, (position) => index.clientAt(position) >= SERVER_CLIENT_IDS_FROM)
}

interface Stretch {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly at: number
}

/** Living units of a body by id and by position. */
class UnitIndex {
  readonly #clients = new Map<number, Stretch[]>()
  readonly #order: Stretch[] = []

  constructor(body: Y.Text) {
    let at = 0
    for (const item of itemsOf(body)) {
      if (item.deleted || !item.countable) continue
      const stretch = { client: item.id.client, clock: item.id.clock, length: item.length, at }
      const known = this.#clients.get(stretch.client)
      if (known === undefined) this.#clients.set(stretch.client, [stretch])
      else known.push(stretch)
      this.#order.push(stretch)
      at += item.length
    }
    for (const stretches of this.#clients.values()) stretches.sort((a, b) => a.clock - b.clock)
  }

  /** Enters where the living units of a range stand, from an offset on. */
  place({ client, clock, length }: CharRange, places: Places, offset: number): void {
    const stretches = this.#clients.get(client) ?? []
    for (let i = Math.max(0, countTo(stretches, clock, ({ clock: from }) => from) - 1); i < stretches.length; i++) {
      const stretch = stretches[i]!
      if (stretch.clock >= clock + length) return
      const from = Math.max(clock, stretch.clock)
      const to = Math.min(clock + length, stretch.clock + stretch.length)
      for (let at = from; at < to; at++) places[offset + at - clock] = stretch.at + at - stretch.clock
    }
  }

  /** -1 for a unit that does not live. */
  placeOf({ client, clock }: Unit): number {
    const found = lastFrom(this.#clients.get(client) ?? [], clock, ({ clock: from }) => from)
    return found === null || clock >= found.clock + found.length ? -1 : found.at + clock - found.clock
  }

  clientAt(position: number): number {
    return lastFrom(this.#order, position, ({ at }) => at)?.client ?? 0
  }
}

const lastFrom = (stretches: readonly Stretch[], number: number, fromOf: (stretch: Stretch) => number): Stretch | null =>
  stretches[countTo(stretches, number, fromOf) - 1] ?? null

/** How many do not begin behind a number. */
const countTo = (stretches: readonly Stretch[], number: number, fromOf: (stretch: Stretch) => number): number =>
  bisect(stretches.length, (i) => fromOf(stretches[i]!) <= number)
