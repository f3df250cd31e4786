// Keeps unsaved words on this device, per text and seat, until the server has them (IndexedDB).
// One entry per client id, so that two tabs never overwrite each other; a lock tells which tabs still live.
import { delMany, entries, set } from 'idb-keyval'
import type { Principal } from '@chapeau/shared/ids'

/** Words that did not reach the server: a Yjs update, the client id it was written under, and for whom. */
export interface Kept {
  readonly clientId: number
  readonly onBehalfOf: Principal | null
  readonly update: Uint8Array
}

/** One text's and seat's place in the browser's storage. */
export class Shelf {
  readonly #prefix: string
  readonly #written = new Set<number>()
  /** The last write; later ones queue behind it, so that a deletion never overtakes a write. */
  #last: Promise<void> = Promise.resolve()

  constructor(textId: string, seatId: string) {
    this.#prefix = `chapeau/unsaved/${textId}/${seatId}/`
  }

  /** Marks a client id as in use by this tab for as long as the page lives. */
  claim(clientId: number): void {
    if (!('locks' in navigator)) return
    void navigator.locks.request(this.#prefix + clientId, () => new Promise<never>(() => {}))
  }

  /** What earlier tabs left behind. Entries of tabs that still live are theirs. */
  async take(): Promise<Kept[]> {
    const living = new Set<string>()
    if ('locks' in navigator) {
      const { held } = await navigator.locks.query()
      for (const { name } of held ?? []) if (name !== undefined) living.add(name)
    }
    const all = await entries<string, Kept>()
    const left = all.filter(([key]) => typeof key === 'string' && key.startsWith(this.#prefix) && !living.has(key))
    for (const [, kept] of left) this.#written.add(kept.clientId)
    return left.map(([, kept]) => kept)
  }

  /** Writes an entry over the client id's earlier one. */
  put(kept: Kept): Promise<void> {
    this.#written.add(kept.clientId)
    return this.#queue(() => set(this.#prefix + kept.clientId, kept))
  }

  /** Removes all entries that this tab wrote or took over. */
  clear(): Promise<void> {
    if (this.#written.size === 0) return this.#last
    const keys = [...this.#written].map((clientId) => this.#prefix + clientId)
    this.#written.clear()
    return this.#queue(() => delMany(keys))
  }

  #queue(write: () => Promise<void>): Promise<void> {
    // Private windows may have no storage: the words are then safe only once saved, as the status line says.
    this.#last = this.#last.then(write).catch(() => undefined)
    return this.#last
  }
}
