// How many sockets there are, in all and of one person: who opens more than anybody needs is asked to close some.
import { MAX_CONNECTIONS, MAX_CONNECTIONS_PER_PERSON } from '../limits.ts'

export class Crowd {
  #all = 0
  readonly #persons = new Map<string, number>()

  /** Counts a socket in; answers why not, in words for the person, or null. */
  enter(personId: string): string | null {
    const own = this.#persons.get(personId) ?? 0
    if (own >= MAX_CONNECTIONS_PER_PERSON) return 'You have this open in too many windows. Close some, and it opens here by itself.'
    if (this.#all >= MAX_CONNECTIONS) return 'The server is full. It opens by itself as soon as there is room.'
    this.#persons.set(personId, own + 1)
    this.#all++
    return null
  }

  leave(personId: string): void {
    const own = (this.#persons.get(personId) ?? 1) - 1
    if (own === 0) this.#persons.delete(personId)
    else this.#persons.set(personId, own)
    this.#all--
  }
}
