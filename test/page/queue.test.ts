// The brackets one steps through.
import { neighbour } from '@chapeau/client/page/bracket'
import { holdersIn, placeIn, queueOf, WHOLE_QUEUE } from '@chapeau/client/page/queue'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { parseNotation } from '@chapeau/shared/text/notation'
import { describe, expect, test } from 'vitest'

const NOTATION = '1\tA [b – RUS] c [d – delete, EU].\n2\tE [f – RUS] g [h – reserve, USA].'

function queue(filter: Partial<typeof WHOLE_QUEUE>, stands: Record<string, [string, string]> = {}): number[] {
  const { body, meta, bids } = parseNotation(NOTATION)
  for (const [index, [principal, stance]] of Object.entries(stands)) {
    const bid = bids[Number(index)]!
    meta.set(metaKey.stand(bid, principal), { stance })
  }
  return queueOf(read(body, meta), meta, { ...WHOLE_QUEUE, ...filter }).map((bid) => bids.indexOf(bid))
}

describe('UI-90 the queue of open brackets', () => {
  test('is in text order, and narrows by delegation and kind', () => {
    expect(queue({})).toEqual([0, 1, 2, 3])
    expect(queue({ principal: 'RUS' })).toEqual([0, 2])
    expect(queue({ kind: 'del' })).toEqual([1])
    expect(queue({ principal: 'RUS', kind: 'del' })).toEqual([])
  })
  test('narrows by who opposes; a reservation has its holder against lifting it', () => {
    const stands: Record<string, [string, string]> = { 0: ['USA', 'opposes'], 2: ['EU', 'supports'] }
    expect(queue({ stand: 'contested' }, stands)).toEqual([0, 3])
    expect(queue({ stand: 'single' }, stands)).toEqual([0, 3])
    expect(queue({ stand: 'uncontested' }, stands)).toEqual([1, 2])
  })
  test('offers the delegations that hold brackets, and says where one is', () => {
    const { body, meta } = parseNotation(NOTATION)
    const reading = read(body, meta)
    expect(holdersIn(reading)).toEqual(['RUS', 'EU', 'USA'])
    const bids = queueOf(reading, meta, WHOLE_QUEUE)
    expect([placeIn(bids, null), placeIn(bids, bids[2]!), placeIn([], null)]).toEqual(['4', '3 of 4', '0'])
  })
  test('is gone through from a bracket that is not in it', () => {
    const { body, meta, bids } = parseNotation(NOTATION)
    const reading = read(body, meta)
    const order = queueOf(reading, meta, { ...WHOLE_QUEUE, principal: 'RUS' })
    expect(neighbour(reading, bids[1]!, 1, { order })).toBe(bids[2])
    expect(neighbour(reading, bids[3]!, 1, { order })).toBe(bids[0])
    expect(neighbour(reading, bids[1]!, -1, { order })).toBe(bids[0])
  })
})
