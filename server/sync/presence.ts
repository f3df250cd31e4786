// Who is here and where their cursors are. The server stamps each state from the seat: a client says where its
// cursor is, never who it is (DESIGN 6). Nothing here is stored.
import type { Counter } from '../metrics.ts'
import { MAX_PRESENCE_BYTES } from '../limits.ts'
import type { Connection } from './connection.ts'
import type { PresenceClaim, PresenceEntry } from './frames.ts'

interface Known {
  readonly connection: Connection
  readonly entry: PresenceEntry
}

export class Presence {
  readonly #known = new Map<number, Known>()
  readonly #changed = new Map<number, PresenceEntry>()
  readonly #count: (counter: Counter) => void

  constructor(count: (counter: Counter) => void) {
    this.#count = count
  }

  /** Whether something is to be told to the room. */
  get pending(): boolean {
    return this.#changed.size > 0
  }

  /** Takes in what a client says of itself; what it says of others is dropped. */
  receive(connection: Connection, claims: readonly PresenceClaim[]): void {
    for (const { clientId, clock, json } of claims) {
      if (!this.#mayShow(connection, clientId)) this.#count('foreign')
      else if (json === 'null') this.#leave(clientId, clock)
      else this.#show(connection, { clientId, clock, state: stamped(connection, clientId, json) })
    }
  }

  /** Everybody here, for one who has just come. */
  all(): PresenceEntry[] {
    return [...this.#known.values()].map(({ entry }) => entry)
  }

  /** What changed since the last call. */
  take(): PresenceEntry[] {
    const entries = [...this.#changed.values()]
    this.#changed.clear()
    return entries
  }

  /** Takes away all that a closed connection showed. */
  remove(connection: Connection): void {
    for (const [clientId, known] of this.#known) if (known.connection === connection) this.#leave(clientId, known.entry.clock)
  }

  #mayShow(connection: Connection, clientId: number): boolean {
    if (connection.presenceIds.has(clientId)) return true
    // Observers say no hello; they show themselves under one id that is nobody else's.
    if (connection.sitter.seat.role !== 'observer' || connection.presenceIds.size > 0 || this.#known.has(clientId)) return false
    connection.presenceIds.add(clientId)
    return true
  }

  #show(connection: Connection, entry: PresenceEntry): void {
    const known = this.#known.get(entry.clientId)
    // After a lost connection the same client comes back before its old socket is known to be dead.
    if (known !== undefined && known.connection === connection && known.entry.clock >= entry.clock) return
    this.#known.set(entry.clientId, { connection, entry })
    this.#changed.set(entry.clientId, entry)
  }

  #leave(clientId: number, clock: number): void {
    if (!this.#known.delete(clientId)) return
    this.#changed.set(clientId, { clientId, clock, state: null })
  }
}

function stamped(connection: Connection, clientId: number, json: string): PresenceEntry['state'] {
  const { person, seat } = connection.sitter
  const principal = connection.voices.get(clientId)?.actor.principal ?? null
  const user = { name: person.name, principal, role: seat.role }
  // Observers' cursors are not shown, and nobody's presence is a place to store things.
  const shows = seat.role !== 'observer' && json.length <= MAX_PRESENCE_BYTES
  return { ...(shows ? stateIn(json) : {}), user }
}

/** A state's members; none for anything that is no object. */
function stateIn(json: string): Record<string, unknown> {
  try {
    const state: unknown = JSON.parse(json)
    return typeof state === 'object' && state !== null && !Array.isArray(state) ? (state as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
