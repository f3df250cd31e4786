// A clock that tests move by hand. Delays below a tenth of a second are pacing, not behaviour: they pass by themselves.
import type { Clock } from '@chapeau/server/clock'

const PACING_MS = 100

interface Alarm {
  readonly at: number
  readonly ring: () => void
}

export class ManualClock implements Clock {
  readonly #alarms = new Set<Alarm>()
  #now = Date.parse('2026-02-03T04:05:06Z')

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): () => void {
    if (ms < PACING_MS) {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    }
    const alarm: Alarm = { at: this.#now + ms, ring: callback }
    this.#alarms.add(alarm)
    return () => void this.#alarms.delete(alarm)
  }

  /** Lets so much time pass; what is due rings in its order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const next = [...this.#alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#alarms.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.ring()
    }
    this.#now = until
  }
}
