// Which brackets can be accepted together, which are left and why, and how the text would read.
import { describe, expect, test } from 'vitest'
import { acceptAll, dropAll, heardOn, previewOf } from '@chapeau/shared/brackets/bulk'
import { metaKey } from '@chapeau/shared/text/meta'
import { parseNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'

function laid(notation: string): { reading: ReturnType<typeof read>; meta: Map<string, unknown>; bids: string[] } {
  const { body, meta, bids } = parseNotation(notation)
  return { reading: read(body, meta), meta, bids: [...bids] }
}

describe('AC-80 what is accepted together', () => {
  const left: [string, string][] = [
    ['A [b – reserve, RUS].', 'reservation'],
    ['A [b – RUS, group 1][c – EU, group 1].', 'alternatives'],
    ['A [ – RUS].', 'placeholder'],
    ['A [b [c – EU] – delete, RUS].', 'nested'],
  ]
  test.each(left)('%s is left: %s', (notation, why) => {
    const { reading, meta, bids } = laid(notation)
    const { left: found } = acceptAll(reading, meta, [bids[0]!], { uncontested: true })
    expect(found).toEqual([{ bid: bids[0], why }])
  })
  test('additions are kept, deletions made, replaces carried out, once each', () => {
    const { reading, meta, bids } = laid('A [b – RUS] [c – delete, EU] [d – delete, USA, group 1][e – USA, group 1].')
    expect(acceptAll(reading, meta, bids, { uncontested: true }).decisions).toEqual([
      { act: 'keep', target: bids[0] },
      { act: 'remove', target: bids[1] },
      { act: 'choose', group: reading.brackets.get(bids[2]!)!.group, target: bids[3] },
    ])
  })
  test('an objection or a reservation leaves it out only where the uncontested is meant', () => {
    for (const stance of ['opposes', 'reserves']) {
      const { reading, meta, bids } = laid('A [b – RUS].')
      meta.set(metaKey.stand(bids[0]!, 'EU'), { stance, words: '', seq: 1 })
      expect(acceptAll(reading, meta, bids, { uncontested: true })).toEqual({ decisions: [], left: [{ bid: bids[0], why: 'contested' }] })
      expect(acceptAll(reading, meta, bids, { uncontested: false }).decisions).toHaveLength(1)
    }
  })
  test('a withdrawn proposal and an agreed paragraph are left', () => {
    const withdrawn = laid('A [b – RUS].')
    withdrawn.meta.set(metaKey.withdrawn(withdrawn.bids[0]!), 'RUS')
    expect(acceptAll(withdrawn.reading, withdrawn.meta, withdrawn.bids, { uncontested: true }).left[0]?.why).toBe('withdrawn')
    const agreed = laid('1\tA [b – RUS].')
    agreed.meta.set(metaKey.state(agreed.reading.paragraphs[0]!.raw.starter!.p), 'agreed')
    expect(acceptAll(agreed.reading, agreed.meta, agreed.bids, { uncontested: false }).left[0]?.why).toBe('agreed')
    expect(dropAll(agreed.reading, agreed.meta, agreed.bids)).toEqual({ decisions: [], left: [{ bid: agreed.bids[0], why: 'agreed' }] })
  })
})

describe('UI-132 the preview', () => {
  test('shows the paragraphs that change, before and after, and those that go', () => {
    const { reading, meta, bids } = laid('1\tA [b – RUS].\n2\tC.\n3\t[D – delete, EU]')
    const { decisions } = acceptAll(reading, meta, bids, { uncontested: true })
    expect(previewOf(reading, meta, decisions)).toEqual([
      { index: 0, label: '1', before: 'A [b – RUS].', after: 'A b.' },
      { index: 2, label: '3', before: '[D – delete, EU]', after: '' },
    ])
  })
  test('counts who holds, joins or has taken a stand as heard', () => {
    const { reading, meta, bids } = laid('A [b – RUS, USA] [c – EU].')
    meta.set(metaKey.stand(bids[0]!, 'KEN'), { stance: 'canLiveWith', words: '', seq: 1 })
    expect([...heardOn(reading, meta, [bids[0]!])].sort()).toEqual(['KEN', 'RUS', 'USA'])
  })
})
