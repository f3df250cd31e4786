// Words that were given back to the person, kept on this device until they have taken note of them: a page that is
// loaded again still shows them.
import { del, get, set } from 'idb-keyval'
import type { GivenBack } from '../store.ts'

export class KeptWords {
  readonly #key: string
  #last: Promise<void> = Promise.resolve()

  constructor(textId: string, seatId: string) {
    this.#key = `chapeau/given-back/${textId}/${seatId}`
  }

  /** What an earlier page was given back and nobody has taken note of. */
  async take(): Promise<readonly GivenBack[]> {
    try {
      return (await get<readonly GivenBack[]>(this.#key)) ?? []
    } catch {
      // Private windows may have no storage.
      return []
    }
  }

  /** Up to which entry of the record this device has been told what was given back; null when it never was. */
  async heard(): Promise<number | null> {
    try {
      return (await get<number>(`${this.#key}/heard`)) ?? null
    } catch {
      return null
    }
  }

  /** Everything up to this entry has been told. */
  hear(seq: number): void {
    this.#write(() => set(`${this.#key}/heard`, seq))
  }

  /** Keeps exactly these; later calls queue behind earlier ones. */
  keep(words: readonly GivenBack[]): void {
    this.#write(() => (words.length === 0 ? del(this.#key) : set(this.#key, words)))
  }

  #write(write: () => Promise<void>): void {
    this.#last = this.#last.then(write).catch(() => undefined)
  }
}
