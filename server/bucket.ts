// A token bucket: so much at once, so much again with time. Counting only; what follows from "no" is the caller's.

export class TokenBucket {
  readonly #capacity: number
  readonly #perSecond: number
  #spent = 0
  #at = 0

  constructor(capacity: number, perSecond: number) {
    this.#capacity = capacity
    this.#perSecond = perSecond
  }

  /** Whether anything may be spent now, in milliseconds since the epoch. */
  allows(now: number): boolean {
    this.#refill(now)
    return this.#spent < this.#capacity
  }

  /** Spends what something cost. What was begun is finished, so that a bucket can be in debt. */
  spend(amount: number, now: number): void {
    this.#refill(now)
    this.#spent += amount
  }

  #refill(now: number): void {
    this.#spent = Math.max(0, this.#spent - ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
  }
}
