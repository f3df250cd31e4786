// What every storage must hold about where words come from; a part of the storage contract.
import type { Storage } from '@chapeau/server/storage/port'
import { describe, expect, test } from 'vitest'
import { EMPTY, textNamed, entriesBehind, placeFor, type StorageHarness } from './place.ts'

export function provenanceContract(name: string, harness: () => Promise<StorageHarness>): void {
  describe(`the storage contract on provenance, ${name}`, () => {
    const at = placeFor(harness)

    test('ST-37 which words stood in which brackets, and what they are copies of, comes back by any part of them', async () => {
      await at.storage.createText(textNamed('t'), EMPTY)
      await at.storage.createText(textNamed('other'), EMPTY)
      const spans = [
        { client: 7, clock: 10, length: 5, bid: 'RUS:5.1' },
        { client: 7, clock: 10, length: 5, bid: '#3' as const },
        { client: 8, clock: 10, length: 5, bid: 'EU:6.1' },
      ]
      const copies = [{ client: 9, clock: 0, length: 5, of: { client: 7, clock: 10 } }]
      await at.storage.append('t', 1, { ...EMPTY, spans, copies })
      // The same words once more, and more behind them.
      await at.storage.append('t', 2, {
        ...EMPTY,
        spans: [
          { ...spans[0]!, length: 9 },
          { ...spans[1]!, length: 2 },
        ],
      })
      await at.reopen()
      const held = (client: number, clock: number, length: number): ReturnType<Storage['provenance']> =>
        at.storage.provenance('t', { client, clock, length })
      const [grown, kept] = [{ ...spans[0]!, length: 9 }, spans[1]!]
      expect((await held(7, 0, 11)).spans).toHaveLength(2)
      expect((await held(7, 12, 1)).spans).toEqual(expect.arrayContaining([grown, kept]))
      expect((await held(7, 15, 1)).spans).toEqual([grown])
      expect([(await held(7, 0, 10)).spans, (await held(7, 19, 5)).spans]).toEqual([[], []])
      expect(await held(9, 4, 1)).toEqual({ spans: [], copies })
      expect(await at.storage.provenance('other', { client: 7, clock: 0, length: 99 })).toEqual({ spans: [], copies: [] })
    })

    test('ST-38 entries are found by what they are about and by their numbers, each once and in order', async () => {
      const entries = entriesBehind({ seq: 0, hash: '' }, 4).map((one, i) => ({
        ...one,
        entry: { ...one.entry, target: ['RUS:5.1', 'EU:6.1', null, 'RUS:5.1'][i]! },
      }))
      await at.storage.createText(textNamed('t'), { ...EMPTY, entries })
      await at.storage.createText(textNamed('other'), { ...EMPTY, entries: entriesBehind({ seq: 0, hash: '' }, 1) })
      await at.reopen()
      const found = async (targets: string[], seqs: number[]): Promise<number[]> =>
        (await at.storage.recordOf('t', targets, seqs)).map(({ entry }) => entry.seq)
      expect(await found(['RUS:5.1'], [])).toEqual([1, 4])
      expect(await found(['RUS:5.1', 'EU:6.1'], [3, 4, 99])).toEqual([1, 2, 3, 4])
      expect(await found(['G77:1.1'], [3])).toEqual([3])
      expect(await found([], [])).toEqual([])
      expect((await at.storage.recordOf('t', [], [2]))[0]?.content).toEqual(entries[1]!.content)
    })
  })
}
