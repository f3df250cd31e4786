// Updates that do not enter a text: the client is told, the bytes are kept for chair and secretariat to look at, the
// record says that it happened. Says no word to anybody else.
import { createHash } from 'node:crypto'
import type { Refusal } from '../authority/types.ts'
import { wordsIn } from '../authority/words.ts'
import type { Clock } from '../clock.ts'
import { MAX_DEAD_IDS, MAX_SET_ASIDE_PER_SEAT } from '../limits.ts'
import type { Author } from '../record/proposals.ts'
import type { Batch } from './batch.ts'
import type { Connection } from './connection.ts'
import { refusedFrame } from './frames.ts'

export class Refusals {
  readonly #clock: Clock
  /** Client ids that were told to start anew; what still comes from them is refused without keeping it again. */
  readonly #dead = new Set<number>()
  readonly #kept = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether any client id is dead. */
  get any(): boolean {
    return this.#dead.size > 0
  }

  /** Whether an update is from a client id that is dead. */
  isDead(clientId: number): boolean {
    return this.#dead.has(clientId)
  }

  /** Refuses an update whole. `author`: null when it came before any hello. */
  refuse(connection: Connection, update: Uint8Array, { rule, message, clientId }: Refusal, author: Author | null, batch: Batch): void {
    batch.write(connection, refusedFrame({ rule, message, clientId }))
    // A foreign client id may be named in an update; only one's own dies by it.
    const own = clientId !== null && connection.voices.has(clientId)
    if (own && this.#dead.has(clientId)) return
    if (own) this.#bury(clientId)
    const { person, seat } = connection.sitter
    const kept = this.#kept.get(seat.id) ?? 0
    this.#kept.set(seat.id, kept + 1)
    if (kept >= MAX_SET_ASIDE_PER_SEAT) return
    const at = new Date(this.#clock.now()).toISOString()
    const principal = author?.by.principal ?? seat.delegation ?? ''
    const words = wordsIn(update)
    batch.setAside.push({ at, person: person.id, seat: seat.id, principal, role: seat.role, rule, message, words, bytes: update })
    const by = author?.by ?? { principal, person: person.id, role: seat.role }
    const digest = createHash('sha256').update(update).digest('hex')
    const content = { after: words, detail: { rule, bytes: update.length, digest } }
    batch.entries.push({ by, personName: person.name, draft: { act: 'refused', target: null, paragraph: null, content } })
  }

  #bury(clientId: number): void {
    this.#dead.add(clientId)
    // A set keeps the order of entry: the first is the oldest.
    if (this.#dead.size > MAX_DEAD_IDS) this.#dead.delete(this.#dead.values().next().value!)
  }
}
