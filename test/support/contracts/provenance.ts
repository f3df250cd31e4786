// What every storage must hold about where words come from; a part of the storage contract.
import type { Storage } from '@chapeau/server/storage/port'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EMPTY, entriesBehind, MEETING, textNamed, type StorageHarness } from './storage.ts'

export function provenanceContract(name: string, harness: () => Promise<StorageHarness>): void {
  describe(`the storage contract on provenance, ${name}`, () => {
    let place: StorageHarness
    let storage: Storage

    beforeEach(async () => {
      place = await harness()
      storage = await place.open()
      await storage.putMeeting(MEETING, 0, [])
    })
    afterEach(async () => {
      await storage.close()
      await place.remove()
    })

    async function reopen(): Promise<void> {
      await storage.close()
      storage = await place.open()
    }

    test('ST-37 which words stood in which brackets, and what they are copies of, comes back by any part of them', async () => {
      await storage.createText(textNamed('t'), EMPTY)
      await storage.createText(textNamed('other'), EMPTY)
      const spans = [
        { client: 7, clock: 10, length: 5, bid: 'RUS:5.1' },
        { client: 7, clock: 10, length: 5, bid: '#3' as const },
        { client: 8, clock: 10, length: 5, bid: 'EU:6.1' },
      ]
      const copies = [{ client: 9, clock: 0, length: 5, of: { client: 7, clock: 10 } }]
      await storage.append('t', 1, { ...EMPTY, spans, copies })
      // The same words once more, and more behind them.
      await storage.append('t', 2, {
        ...EMPTY,
        spans: [
          { ...spans[0]!, length: 9 },
          { ...spans[1]!, length: 2 },
        ],
      })
      await reopen()
      const at = (client: number, clock: number, length: number): ReturnType<Storage['provenance']> =>
        storage.provenance('t', { client, clock, length })
      const [grown, kept] = [{ ...spans[0]!, length: 9 }, spans[1]!]
      expect((await at(7, 0, 11)).spans).toHaveLength(2)
      expect((await at(7, 12, 1)).spans).toEqual(expect.arrayContaining([grown, kept]))
      expect((await at(7, 15, 1)).spans).toEqual([grown])
      expect([(await at(7, 0, 10)).spans, (await at(7, 19, 5)).spans]).toEqual([[], []])
      expect(await at(9, 4, 1)).toEqual({ spans: [], copies })
      expect(await storage.provenance('other', { client: 7, clock: 0, length: 99 })).toEqual({ spans: [], copies: [] })
    })

    test('ST-38 entries are found by what they are about and by their numbers, each once and in order', async () => {
      const entries = entriesBehind({ seq: 0, hash: '' }, 4).map((one, i) => ({
        ...one,
        entry: { ...one.entry, target: ['RUS:5.1', 'EU:6.1', null, 'RUS:5.1'][i]! },
      }))
      await storage.createText(textNamed('t'), { ...EMPTY, entries })
      await storage.createText(textNamed('other'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 1) })
      await reopen()
      const found = async (targets: string[], seqs: number[]): Promise<number[]> =>
        (await storage.recordOf('t', targets, seqs)).map(({ entry }) => entry.seq)
      expect(await found(['RUS:5.1'], [])).toEqual([1, 4])
      expect(await found(['RUS:5.1', 'EU:6.1'], [3, 4, 99])).toEqual([1, 2, 3, 4])
      expect(await found(['G77:1.1'], [3])).toEqual([3])
      expect(await found([], [])).toEqual([])
      expect((await storage.recordOf('t', [], [2]))[0]?.content).toEqual(entries[1]!.content)
    })
  })
}
