// Which proposals the record knows in which wording (DESIGN 5). Typing is recorded when a proposal appears and when
// it comes to rest, never per key; this keeps the account between the two. Time comes in; nothing here waits.
import { digest } from '@chapeau/shared/brackets/words'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Open } from '@chapeau/shared/text/model'
import type * as Y from 'yjs'
import type { EntryDraft } from '../acts/types.ts'
import { REST_MS } from '../limits.ts'
import type { Attributed, By } from './chronicle.ts'
import { wordingsOf, type Wording } from './wordings.ts'

/** Who typed. */
export interface Author {
  readonly by: By
  readonly personName: string
}

/** Entries to write and the wordings that they record. */
export interface Recording {
  readonly entries: readonly Attributed[]
  readonly wordings: readonly { readonly bid: Bid; readonly digest: string }[]
  /** The last entry must carry the text's hash. */
  readonly hashed?: true
}

const NOTHING: Recording = { entries: [], wordings: [] }

/** Whom the record names when nobody's typing is at hand: a room that was loaded and found words unrecorded. */
const UNWITNESSED: Author = { by: { principal: '', person: '', role: 'server' }, personName: '' }

export class Proposals {
  readonly #body: Y.Text
  readonly #meta: Meta
  readonly #recorded: Map<Bid, string>
  readonly #stirred = new Map<Bid, { author: Author; at: number }>()
  /** Who edits standing words in preparation, and when last. */
  #editing: { author: Author; at: number } | null = null

  constructor(body: Y.Text, meta: Meta, recorded: ReadonlyMap<Bid, string>) {
    this.#body = body
    this.#meta = meta
    this.#recorded = new Map(recorded)
  }

  /** Brackets that have just been opened: one entry each. */
  appeared(opened: readonly Open[], author: Author): Recording {
    const wordings = wordingsOf(this.#body, this.#meta, new Set(opened.map(({ o }) => o)))
    return this.#record([...wordings.values()], 'propose', () => author)
  }

  /** Brackets whose words someone is changing. */
  stirred(bids: readonly Bid[], author: Author, now: number): void {
    for (const bid of bids) this.#stirred.set(bid, { author, at: now })
  }

  /** Standing words that the desk changes freely in preparation: an entry when it begins, one with the text's hash at rest. */
  edited(author: Author, now: number): Recording {
    const begins = this.#editing === null
    this.#editing = { author, at: now }
    return begins ? { entries: [{ ...author, draft: draftOf('edit', null, null, {}) }], wordings: [] } : NOTHING
  }

  /** Brackets that their authors emptied or took away. */
  ended(closed: readonly Bid[], author: Author): Recording {
    const entries = closed.filter((bid) => this.#recorded.has(bid)).map((bid) => ({ ...author, draft: draftOf('emptied', bid, null, {}) }))
    this.forget(closed)
    return { entries, wordings: [] }
  }

  forget(closed: readonly Bid[]): void {
    for (const bid of closed) {
      this.#recorded.delete(bid)
      this.#stirred.delete(bid)
    }
  }

  /** Milliseconds until something may have come to rest; null when nothing stirs. */
  restIn(now: number): number | null {
    const stirring = [...this.#stirred.values(), ...(this.#editing === null ? [] : [this.#editing])]
    const times = stirring.map(({ at }) => at + REST_MS - now)
    return times.length === 0 ? null : Math.max(0, Math.min(...times))
  }

  /** What has come to rest by now; with `all`, everything that stirs. */
  rested(now: number, all: boolean): Recording {
    const due = [...this.#stirred].filter(([, { at }]) => all || at + REST_MS <= now)
    const edited = this.#restedEdit(now, all)
    if (due.length === 0) return edited
    const authors = new Map(due.map(([bid, { author }]) => [bid, author]))
    for (const [bid] of due) this.#stirred.delete(bid)
    const wordings = wordingsOf(this.#body, this.#meta, new Set(authors.keys()))
    const words = this.#record([...wordings.values()], 'word', (bid) => authors.get(bid)!)
    return { ...edited, entries: [...words.entries, ...edited.entries], wordings: words.wordings }
  }

  /** What stands unrecorded in a text that was loaded, because the server had stopped before it came to rest. */
  unrecorded(): Recording {
    const wordings = [...wordingsOf(this.#body, this.#meta, 'all').values()]
    return this.#record(wordings, 'word', () => UNWITNESSED)
  }

  /** Follows an act, whose own entries say what it did: the wordings as they are now count as recorded. */
  settle(): Recording {
    const wordings = [...wordingsOf(this.#body, this.#meta, 'all').values()]
    return { ...this.#record(wordings, 'word', () => UNWITNESSED), entries: [] }
  }

  #restedEdit(now: number, all: boolean): Recording {
    if (this.#editing === null || !(all || this.#editing.at + REST_MS <= now)) return NOTHING
    const { author } = this.#editing
    this.#editing = null
    return { entries: [{ ...author, draft: draftOf('edited', null, null, {}) }], wordings: [], hashed: true }
  }

  #record(found: readonly Wording[], act: 'propose' | 'word', authorOf: (bid: Bid) => Author): Recording {
    const fresh = found
      .map((wording) => ({ wording, digest: digest(wording.words) }))
      .filter((one) => this.#recorded.get(one.wording.bid) !== one.digest)
    const entries = fresh.map(({ wording }) => {
      const known = this.#recorded.has(wording.bid)
      const author = authorOf(wording.bid)
      const principal: Principal = author === UNWITNESSED ? wording.holder : author.by.principal
      const draft = draftOf(known ? act : 'propose', wording.bid, wording.paragraph, {
        after: wording.words,
        detail: { kind: wording.kind },
      })
      return { draft, by: { ...author.by, principal }, personName: author.personName }
    })
    for (const { wording, digest: now } of fresh) this.#recorded.set(wording.bid, now)
    return { entries, wordings: fresh.map(({ wording, digest: now }) => ({ bid: wording.bid, digest: now })) }
  }
}

function draftOf(act: string, target: Bid | null, paragraph: EntryDraft['paragraph'], content: EntryDraft['content']): EntryDraft {
  return { act, target, paragraph, content }
}
