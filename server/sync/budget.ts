// What the longer paths of the authority may cost one seat: a bucket of looked-at items that fills with time. Kept by
// seat and not by connection, so that reconnecting does not refill it.
import { WALK_BURST_ITEMS, WALK_ITEMS_PER_SECOND } from '../limits.ts'

interface Bucket {
  spent: number
  at: number
}

export class Budget {
  readonly #buckets = new Map<string, Bucket>()

  /** Whether a seat may have another update judged now, in milliseconds since the epoch. */
  allows(seatId: string, now: number): boolean {
    return this.#bucket(seatId, now).spent < WALK_BURST_ITEMS
  }

  /** Counts what an update cost. An update that was begun is always finished, so a bucket can be in debt. */
  spend(seatId: string, items: number, now: number): void {
    if (items > 0) this.#bucket(seatId, now).spent += items
  }

  #bucket(seatId: string, now: number): Bucket {
    const known = this.#buckets.get(seatId)
    if (known === undefined) {
      const bucket = { spent: 0, at: now }
      this.#buckets.set(seatId, bucket)
      return bucket
    }
    known.spent = Math.max(0, known.spent - ((now - known.at) / 1000) * WALK_ITEMS_PER_SECOND)
    known.at = now
    return known
  }
}
