// Turns drafts into sealed entries of one chain: number, time, person, salt, hashes. Holds the chain's end as it
// will be when what it sealed is on disk; whoever fails to store must throw the chronicle away.
import { randomBytes } from 'node:crypto'
import type { RecordEntry } from '@chapeau/shared/protocol/api'
import type { EntryDraft } from '../acts/types.ts'
import type { ChainHead, StoredEntry } from '../storage/port.ts'
import { seal } from './chain.ts'

export type By = RecordEntry['by']

/** A draft and whom it is by. `personName`: kept with the content, apart from the chain. */
export interface Attributed {
  readonly draft: EntryDraft
  readonly by: By
  readonly personName: string
}

const SALT_BYTES = 16

export class Chronicle {
  #head: ChainHead

  constructor(head: ChainHead) {
    this.#head = head
  }

  get head(): ChainHead {
    return this.#head
  }

  /** Seals a draft as the chain's next entry. `textHash`: of the text as it is with everything sealed so far. */
  write({ draft, by, personName }: Attributed, at: Date, textHash?: string): StoredEntry {
    const { act, target, paragraph, seen, over, fileHash, undo } = draft
    // The name has a salt of its own, so that it can be withheld while the words are shown.
    const content = personName === '' ? draft.content : { ...draft.content, personName, personSalt: saltOf() }
    const salt = saltOf()
    const entry = seal(
      this.#head,
      {
        at: at.toISOString(),
        act,
        by,
        target,
        paragraph,
        ...(seen === undefined ? {} : { seen }),
        ...(over === undefined ? {} : { over }),
        ...(textHash === undefined ? {} : { textHash }),
        ...(fileHash === undefined ? {} : { fileHash }),
      },
      content,
      salt,
    )
    this.#head = { seq: entry.seq, hash: entry.hash }
    return { entry, content, salt, undo: undo ?? null }
  }
}

const saltOf = (): string => randomBytes(SALT_BYTES).toString('hex')
