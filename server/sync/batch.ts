// What has been judged and not yet stored: it goes to disk in one append, and what it says to connections waits
// until then. Plain gathering; the committer seals and stores it.
import type { Bid } from '@chapeau/shared/ids'
import type { Returned } from '@chapeau/shared/protocol/messages'
import type { Move } from '../authority/moved.ts'
import type { Binding } from '../authority/types.ts'
import type { Attributed } from '../record/chronicle.ts'
import type { Author, Recording } from '../record/proposals.ts'
import type { Copy, Span } from '../record/provenance.ts'
import type { Aside, SetAside, StoredAct, StoredEntry, StoredPrint } from '../storage/port.ts'
import type { AsideNews } from './asides.ts'
import type { Connection } from './connection.ts'
import { returnedFrame } from './frames.ts'

/** Tells an act's caller what became of it once the batch is on disk. */
export interface PendingAct {
  readonly id: string
  readonly request: string
  /** Position of the act's first entry in the batch; its number is the answer. */
  readonly from: number
  readonly answer: (seq: number) => unknown
  readonly settle: (answer: unknown) => void
}

interface GivenBack {
  readonly author: Author
  readonly returned: Returned
}

export class Batch {
  readonly updates: Uint8Array[] = []
  readonly bindings = new Map<number, Binding>()
  readonly entries: Attributed[] = []
  readonly closed = new Set<Bid>()
  readonly wordings = new Map<Bid, string>()
  readonly acts: PendingAct[] = []
  readonly setAside: SetAside[] = []
  /** Entries that were undone. */
  readonly undone: number[] = []
  /** Words that stand on where brackets went, and words that were written anew. */
  readonly spans: Span[] = []
  readonly copies: Copy[] = []
  readonly moves: Move[] = []
  /** What is not for the room, as it is from now on. */
  readonly asides: Aside[] = []
  readonly asideNews: AsideNews[] = []
  /** Up to which entry content is destroyed; 0: none. */
  destroyed = 0
  /** The text that a file was printed from. */
  printed: StoredPrint | null = null
  /** Called when the batch is on disk, after it was told. */
  readonly done: (() => void)[] = []
  /** Whether title, status or revision may have changed. */
  listing = false
  /** Whether an entry must carry the text's hash. */
  hashed = false
  readonly #returned = new Map<Connection, Map<string, GivenBack>>()
  /** Frames that each connection gets with the commit. */
  readonly #letters = new Map<Connection, Uint8Array[]>()
  readonly #saved = new Map<Connection, number>()

  /** Whether there is nothing to store. */
  get idle(): boolean {
    return this.updates.length === 0 && this.entries.length === 0 && this.acts.length === 0 && this.#returned.size === 0
  }

  /** Whether there is nothing to store and nothing to say. */
  get empty(): boolean {
    return this.idle && this.#letters.size === 0 && this.#saved.size === 0
  }

  add(recording: Recording): void {
    this.entries.push(...recording.entries)
    if (recording.hashed) this.hashed = true
    for (const { bid, digest } of recording.wordings) this.wordings.set(bid, digest)
  }

  /** An entry that carries the text's hash; `done` is called when it is on disk. */
  record(entry: Attributed, done: () => void): void {
    this.entries.push(entry)
    this.hashed = true
    this.done.push(done)
  }

  close(bids: readonly Bid[]): void {
    for (const bid of bids) {
      this.closed.add(bid)
      this.wordings.delete(bid)
    }
  }

  /** A message that is true once the batch is on disk. */
  write(connection: Connection, frame: Uint8Array): void {
    const letters = this.#letters.get(connection)
    if (letters === undefined) this.#letters.set(connection, [frame])
    else letters.push(frame)
  }

  /** The connection's n-th sync frame is in this batch. */
  saves(connection: Connection, n: number): void {
    this.#saved.set(connection, n)
  }

  /** Words that go back to their author; what comes key by key is given back as one. */
  giveBack(connection: Connection, author: Author, returned: Returned): void {
    const places = this.#returned.get(connection) ?? new Map<string, GivenBack>()
    this.#returned.set(connection, places)
    const key = `${author.by.principal}/${returned.rule}/${returned.place}`
    const words = (places.get(key)?.returned.words ?? '') + returned.words
    places.set(key, { author, returned: { ...returned, words } })
  }

  /** Writes messages and entries for what is given back; to be called once, before the batch is stored. */
  seal(): void {
    const all = [...this.#returned].flatMap(([connection, places]) => [...places.values()].map((one) => ({ connection, ...one })))
    for (const { connection, author, returned } of all) {
      this.write(connection, returnedFrame(returned))
      const { rule, place, words } = returned
      const draft = { act: 'returned', target: null, paragraph: { id: null, label: place }, content: { after: words, detail: { rule } } }
      this.entries.push({ ...author, draft })
    }
    this.#returned.clear()
  }

  /** What a connection gets now that the batch is on disk. */
  lettersFor(connection: Connection): Uint8Array[] {
    return [...(this.#letters.get(connection) ?? []), ...connection.savedFrames(this.#saved.get(connection) ?? 0)]
  }

  /** The acts' answers by the numbers that their entries got. */
  answers(entries: readonly StoredEntry[]): { stored: StoredAct; settle: () => void }[] {
    return this.acts.map(({ id, request, from, answer, settle }) => {
      const seq = entries[from]?.entry.seq ?? 0
      const value = answer(seq)
      return { stored: { id, request, answer: value }, settle: () => settle(value) }
    })
  }
}
