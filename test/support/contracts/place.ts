// Where a storage contract is held: fresh data for every test, opened, opened again, and removed; and what is put there.
import { Chronicle } from '@chapeau/server/record/chronicle'
import type { Append, ChainHead, Storage, StoredEntry, StoredText } from '@chapeau/server/storage/port'
import { afterEach, beforeEach } from 'vitest'

export interface StorageHarness {
  /** Opens the same data again and again. */
  open(): Promise<Storage>
  /** Removes the data. */
  remove(): Promise<void>
}

export const MEETING = { id: 'm', name: 'Meeting', rules: { decide: 'consensus' } } as const
export const EMPTY: Append = { update: null, bindings: [], entries: [], closed: [], wordings: [], acts: [], summary: null }
export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

export function textNamed(id: string): StoredText {
  return { id, meetingId: 'm', name: `Text ${id}`, status: 'preparation', revision: '' }
}

/** Entries that follow `head`, with unequal content and, for the first, undo data. */
export function entriesBehind(head: ChainHead, count: number): StoredEntry[] {
  const chronicle = new Chronicle(head)
  return Array.from({ length: count }, (_, i) =>
    chronicle.write(
      {
        draft: {
          act: 'keep',
          target: 'RUS:5.1',
          paragraph: { id: null, label: '1' },
          content: { after: `words ${head.seq + i}` },
          ...(i === 0 ? { undo: { was: head.seq } } : {}),
        },
        by: { principal: 'CHAIR', person: 'p', role: 'chair' },
        personName: 'A Person',
      },
      new Date('2026-02-03T04:05:06Z'),
    ),
  )
}

/** The storage that the tests around it use, on data of their own. */
export interface Place {
  readonly storage: Storage
  /** Closes the storage and opens it on the same data. */
  reopen(): Promise<void>
}

/** Sets a place up before each test and takes it away behind it; to be called where the tests are described. */
export function placeFor(make: () => Promise<StorageHarness>): Place {
  let harness: StorageHarness
  let storage: Storage
  beforeEach(async () => {
    harness = await make()
    storage = await harness.open()
    await storage.putMeeting(MEETING, 0, [])
  })
  afterEach(async () => {
    await storage.close()
    await harness.remove()
  })
  return {
    get storage() {
      return storage
    },
    reopen: async () => {
      await storage.close()
      storage = await harness.open()
    },
  }
}
