// Storages that misbehave on command, around a real one.
import type { Storage } from '@chapeau/server/storage/port'

type Append = Storage['append']

/** The same storage with another `append`. */
export function withAppend(storage: Storage, append: (real: Append) => Append): Storage {
  return { ...storage, append: append((...args) => storage.append(...args)) }
}

/** A gate in front of every append: closed, nothing reaches the disk and nothing is answered. */
export class Gate {
  #waiting: (() => void)[] = []
  #closed = false
  #onHeld: (() => void) | null = null

  wrap = (storage: Storage): Storage =>
    withAppend(storage, (real) => async (...args) => {
      if (this.#closed) {
        await new Promise<void>((resolve) => {
          this.#waiting.push(resolve)
          this.#onHeld?.()
        })
      }
      return real(...args)
    })

  close(): void {
    this.#closed = true
  }

  /** Resolves when an append waits at the gate. */
  held(): Promise<void> {
    return this.#waiting.length > 0 ? Promise.resolve() : new Promise((resolve) => (this.#onHeld = resolve))
  }

  open(): void {
    this.#closed = false
    for (const go of this.#waiting.splice(0)) go()
  }
}

/** Fails the next appends. */
export class Breaker {
  failures = 0
  /** Says that somebody else has appended, instead of throwing. */
  conflict = false

  wrap = (storage: Storage): Storage =>
    withAppend(storage, (real) => async (...args) => {
      if (this.failures === 0) return real(...args)
      this.failures--
      if (this.conflict) return { status: 'conflict' }
      throw new Error('disk full')
    })
}
