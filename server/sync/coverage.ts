// Acts wait until the server has their actor's own typing (DESIGN 4): a decision may overtake keystrokes on its way,
// because the one travels by HTTP and the others by socket.
import * as Y from 'yjs'
import type { Clock } from '../clock.ts'
import { ACT_WAIT_MS } from '../limits.ts'

interface Waiting {
  readonly vector: ReadonlyMap<number, number>
  readonly done: (covered: boolean) => void
}

export class Coverage {
  readonly #doc: Y.Doc
  readonly #clock: Clock
  readonly #waiting = new Set<Waiting>()

  constructor(doc: Y.Doc, clock: Clock) {
    this.#doc = doc
    this.#clock = clock
  }

  /**
   * Answers true once the document has all that the vector names, false when the time is over. Only what may still be
   * on its way is waited for: the actor's own words. Others' were on disk before the actor could see them.
   */
  wait(seen: ReadonlyMap<number, number>, isOwn: (clientId: number) => boolean): Promise<boolean> {
    const vector = new Map([...seen].filter(([client, clock]) => Y.getState(this.#doc.store, client) < clock))
    if (vector.size === 0) return Promise.resolve(true)
    if (![...vector.keys()].every(isOwn)) return Promise.resolve(false)
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ACT_WAIT_MS, () => waiting.done(false))
      const waiting: Waiting = {
        vector,
        done: (covered) => {
          cancel()
          this.#waiting.delete(waiting)
          resolve(covered)
        },
      }
      this.#waiting.add(waiting)
    })
  }

  /** To be called when the document has grown. */
  check(): void {
    for (const waiting of this.#waiting) if (this.#covers(waiting.vector)) waiting.done(true)
  }

  /** Lets everybody go; to be called when the room ends. */
  close(): void {
    for (const waiting of this.#waiting) waiting.done(false)
  }

  #covers(vector: ReadonlyMap<number, number>): boolean {
    return [...vector].every(([client, clock]) => Y.getState(this.#doc.store, client) >= clock)
  }
}

/** A state vector from base64; null when it is none. */
export function stateVectorIn(base64: string): Map<number, number> | null {
  try {
    return Y.decodeStateVector(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}
