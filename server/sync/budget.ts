// What the longer paths of the authority may cost one seat. Kept by seat and not by connection, so that reconnecting does
// not refill it.
import { TokenBucket } from '../bucket.ts'
import { WALK_BURST_ITEMS, WALK_ITEMS_PER_SECOND } from '../limits.ts'

export class Budget {
  readonly #buckets = new Map<string, TokenBucket>()

  /** Whether a seat may have another update judged now, in milliseconds since the epoch. */
  allows(seatId: string, now: number): boolean {
    return this.#buckets.get(seatId)?.allows(now) ?? true
  }

  /** Counts the items of text that an update had looked at. */
  spend(seatId: string, items: number, now: number): void {
    if (items === 0) return
    const bucket = this.#buckets.get(seatId) ?? new TokenBucket(WALK_BURST_ITEMS, WALK_ITEMS_PER_SECOND)
    this.#buckets.set(seatId, bucket)
    bucket.spend(items, now)
  }
}
