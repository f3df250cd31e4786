// What this connection has sent and the server has not yet confirmed to be on disk.
// Pure bookkeeping over frame numbers: no socket, no storage, no clock of its own.

/** A local update and the number of the sync frame that carried it; `null` while no frame has. */
interface Pending {
  readonly update: Uint8Array
  readonly clientId: number
  frame: number | null
}

/** y-websocket's sub-types of a sync message. */
const SYNC_STEP_2 = 1
const SYNC_UPDATE = 2

/**
 * Counts one connection's sync frames as the server does (every frame of type sync, from 1) and keeps
 * the updates until `saved n` covers the frame they went in. Survives reconnects: what was not confirmed
 * goes out again with the next sync step 2, which holds all the server lacks.
 */
export class Unsaved {
  #pending: Pending[] = []
  #frames = 0
  #synced = false

  /** Whether everything typed here is on the server's disk. */
  get empty(): boolean {
    return this.#pending.length === 0
  }

  /** The updates not yet confirmed, oldest first. */
  updates(clientId?: number): Uint8Array[] {
    return this.#pending.filter((item) => clientId === undefined || item.clientId === clientId).map(({ update }) => update)
  }

  /** A local change; to be called before the frame that carries it is reported by `sent`. */
  add(update: Uint8Array, clientId: number): void {
    this.#pending.push({ update, clientId, frame: null })
  }

  /** A new connection: numbers start again and nothing is confirmed any more. */
  connected(): void {
    this.#frames = 0
    this.#synced = false
    for (const item of this.#pending) item.frame = null
  }

  /** A sync frame left on this connection. */
  sent(subType: number): void {
    this.#frames++
    if (subType === SYNC_STEP_2) {
      this.#synced = true
      for (const item of this.#pending) item.frame ??= this.#frames
    } else if (subType === SYNC_UPDATE) {
      // Before step 2 the server may lack what this update builds on: only the update itself is in the frame.
      const carried = this.#synced ? this.#pending : this.#pending.slice(-1)
      for (const item of carried) item.frame ??= this.#frames
    }
  }

  /** The server has everything up to the n-th frame on disk. Returns whether nothing is left. */
  saved(n: number): boolean {
    this.#pending = this.#pending.filter(({ frame }) => frame === null || frame > n)
    return this.empty
  }

  /** Forgets what a dead client id had written; the person has been shown the words. */
  drop(clientId: number): void {
    this.#pending = this.#pending.filter((item) => item.clientId !== clientId)
  }
}
