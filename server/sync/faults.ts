// Client ids whose updates have brought a room down. A fault of ours in judging an update drops the room, and its
// client would send the same again after every reload: one person's keystroke would keep everybody out. So the second
// time the update is refused unjudged; its words stay with the person. Kept in memory: a restart tries again.
import * as Y from 'yjs'

/** How often an update may fail: once may be chance, such as a full disk. */
const TRIES = 2

export class Faults {
  readonly #counts = new Map<string, Map<number, number>>()

  /** Counts a fault in a text against the clients whose update was being judged. */
  add(textId: string, clientIds: Iterable<number>): void {
    const counts = this.#counts.get(textId) ?? new Map<number, number>()
    this.#counts.set(textId, counts)
    for (const clientId of clientIds) counts.set(clientId, (counts.get(clientId) ?? 0) + 1)
  }

  /** Client ids of a text that are not judged any more. */
  of(textId: string): ReadonlySet<number> {
    return new Set([...(this.#counts.get(textId) ?? [])].filter(([, count]) => count >= TRIES).map(([clientId]) => clientId))
  }
}

/** Clients that an update brings something new from; none when it cannot be read. */
export function writersIn(update: Uint8Array, doc: Y.Doc): number[] {
  try {
    const { structs } = Y.decodeUpdate(update)
    return [...new Set(structs.filter(({ id, length }) => id.clock + length > Y.getState(doc.store, id.client)).map(({ id }) => id.client))]
  } catch {
    return []
  }
}
