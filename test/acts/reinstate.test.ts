// What fell comes back: at its place, with its names, once.
import { describe, expect, test } from 'vitest'
import { withStance, standsOn } from '@chapeau/shared/brackets/stands'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf } from '@chapeau/shared/text/ytext'
import { Chamber, chair, delegate } from '../support/chamber.ts'

/** Decides on the n-th bracket, then brings back what the act's entry `which` is about. */
function decidedAndBack(notation: string, act: 'keep' | 'remove', n = 0, which = 0): { chamber: Chamber; outcome: ActOutcome } {
  const chamber = new Chamber(notation)
  const done = chamber.decide({ act, target: chamber.bids[n]! }, { over: ['EU', 'RUS', 'USA', 'IRN'] })
  if (done.status !== 'done') throw new Error(done.message)
  chamber.entries.set(1, done.entries[which]!)
  return { chamber, outcome: chamber.act({ act: 'reinstate', seq: 1 }) }
}

describe('AC-54 what fell comes back where it stood', () => {
  const same: [string, string, 'keep' | 'remove', number][] = [
    ['an addition', '1\tPorts[ always – RUS] open.', 'remove', 0],
    ['a deletion', '1\tPorts [always – delete, RUS] open.', 'keep', 0],
    ['a reservation', '1\tPorts [always open – reserve, RUS].', 'keep', 0],
    ['a replace', '1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.', 'keep', 0],
    ['a note', '1\tPorts[see 4 – note, RUS] open.', 'remove', 0],
    ['words at the beginning', '1\t[All – RUS] ports[ gladly – EU] open.', 'remove', 0],
    ['words inside a word', '1\tPorts open[ed – RUS] now.', 'remove', 0],
    ['words before a mark', '1\tPorts open [soon – RUS].', 'remove', 0],
    ['words behind others’', '1\tPorts[ gladly – EU][ soon – RUS] open.', 'remove', 1],
    ['a paragraph', '1\tPorts open.\n[1 bis\tShips sail. – RUS]\n2\tThe end.', 'remove', 0],
  ]
  test.each(same)('AC-54 %s', (_, notation, act, n) => {
    const { chamber, outcome } = decidedAndBack(notation, act, n)
    expect(outcome).toMatchObject({ status: 'done', entries: [{ act: 'reinstate', content: { detail: { of: chamber.bids[n], seq: 1 } } }] })
    expect(chamber.text).toBe(notation)
    expect(outcome.status === 'done' && outcome.entries[0]!.content.detail?.['near']).toBeUndefined()
    expect(chamber.act({ act: 'undo', seq: 2 })).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'reinstate', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'reinstate', seq: 1 })).toMatchObject({ status: 'refused', message: 'This stands in the text.' })
  })

  test('AC-54 both halves of a replace come back by either entry', () => {
    const { chamber } = decidedAndBack('1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.', 'keep', 0, 1)
    expect(chamber.text).toBe('1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open.')
  })

  test('AC-54 standing words that were deleted come back as words of whoever brings them back', () => {
    const { chamber } = decidedAndBack('1\tPorts [always – delete, RUS] open.', 'remove')
    expect(chamber.text).toBe('1\tPorts [always – CHAIR] open.')
  })

  test('AC-54 what fell with the words around it comes back for itself', () => {
    const { chamber } = decidedAndBack('1\tPorts[ open[ gladly – USA] – EU].', 'remove', 0, 1)
    expect(chamber.text).toBe('1\tPorts[ gladly – USA].')
  })

  test('AC-54 where the words around it have changed it stands at the end, and the entry says so', () => {
    const chamber = new Chamber('1\tPorts shall open[ soon – RUS].\n2\tMore.')
    chamber.decide({ act: 'remove', target: chamber.bids[0]! })
    const { sv } = chamber.seen([])
    expect(chamber.act({ act: 'move', target: chamber.pid(0), after: chamber.pid(1) })).toMatchObject({ status: 'done' })
    void sv
    expect(chamber.act({ act: 'reinstate', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('2\tMore.\n1\tPorts shall open[ soon – RUS].')
  })

  test('AC-54 where its paragraph is gone it comes back as one, with its label', () => {
    const chamber = new Chamber('1\tPorts open.\n2\t[Ships sail. – delete, EU]\n3\tThe end.')
    chamber.decide({ act: 'remove', target: chamber.bids[0]! })
    expect(chamber.text).toBe('1\tPorts open.\n3\tThe end.')
    expect(chamber.act({ act: 'reinstate', seq: 1 })).toMatchObject({ entries: [{ content: { detail: { near: true } } }] })
    expect(chamber.text).toBe('1\tPorts open.\n[2\tShips sail. – CHAIR]\n3\tThe end.')
  })
})

describe('AC-54 with all its names', () => {
  test('AC-54 holder, sponsors, stands and reason come back; a stand to an earlier wording stays one', () => {
    const chamber = new Chamber('1\tPorts[ soon – RUS] open.')
    const [bid] = chamber.bids
    chamber.act({ act: 'join', target: bid!, seen: chamber.seen([bid!]) }, delegate('IRN'))
    chamber.act({ act: 'stand', target: bid!, stance: 'opposes', seen: chamber.seen([bid!]) }, delegate('USA'))
    chamber.act({ act: 'explain', target: bid!, rationale: 'Time presses.' }, delegate('RUS'))
    const early = { stance: 'supports', words: 'a'.repeat(64), seq: 9 }
    chamber.doc.transact(() => metaMapOf(chamber.doc).set(metaKey.stand(bid!, 'EU'), early))
    chamber.decide({ act: 'remove', target: bid! })
    expect(chamber.act({ act: 'reinstate', seq: 4 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts[ soon – RUS, IRN] open.')
    const [back] = [...chamber.reading.brackets.keys()]
    const meta = metaOf(chamber.doc)
    expect(withStance(meta, back!, 'opposes')).toEqual(['USA'])
    expect(meta.get(metaKey.rationale(back!))).toBe('Time presses.')
    expect(standsOn(chamber.reading, meta, back!).map(({ principal, earlier }) => [principal, earlier])).toEqual([
      ['IRN', false],
      ['USA', false],
      ['EU', true],
    ])
  })

  test('AC-54 a withdrawn proposal comes back to who held it', () => {
    const chamber = new Chamber('1\tPorts[ soon – RUS] open.')
    chamber.act({ act: 'withdraw', target: chamber.bids[0]!, seen: chamber.seen([...chamber.bids]) }, delegate('RUS'))
    expect(chamber.text).toBe('1\tPorts open.')
    chamber.act({ act: 'reinstate', seq: 1 })
    expect(chamber.text).toBe('1\tPorts[ soon – RUS] open.')
  })
})

describe('AC-54 what cannot be brought back', () => {
  test('AC-54 what was kept stands; delegations do not bring back', () => {
    const kept = decidedAndBack('1\tPorts[ soon – RUS] open.', 'keep')
    expect(kept.outcome).toMatchObject({ status: 'refused', rule: 'AC-54', message: expect.stringContaining('stand in the text') })
    const dropped = decidedAndBack('1\tPorts[ soon – RUS] open.', 'remove').chamber
    expect(dropped.act({ act: 'reinstate', seq: 1 }, delegate('RUS'))).toMatchObject({ rule: 'AC-1' })
    expect(dropped.act({ act: 'reinstate', seq: 99 }, chair)).toMatchObject({ rule: 'AC-54' })
  })

  test('AC-54 what is destroyed in the record is gone', () => {
    const chamber = new Chamber('1\tPorts[ soon – RUS] open.')
    chamber.decide({ act: 'remove', target: chamber.bids[0]! })
    chamber.entries.set(1, { ...chamber.entries.get(1)!, content: null })
    expect(chamber.act({ act: 'reinstate', seq: 1 })).toMatchObject({ status: 'refused', message: expect.stringContaining('destroyed') })
  })

  test('AC-54 a deletion of words that are gone, and anything in an agreed paragraph', () => {
    const gone = new Chamber('1\tPorts [soon[ and gladly – delete, USA] – EU] open.')
    const fell = gone.decide({ act: 'remove', target: gone.bids[0]! })
    gone.entries.set(1, fell.status === 'done' ? fell.entries[1]! : gone.entries.get(1)!)
    expect(gone.act({ act: 'reinstate', seq: 1 })).toMatchObject({ message: expect.stringContaining('no longer in the paragraph') })
    const agreed = new Chamber('1\tPorts[ soon – RUS] open.')
    agreed.decide({ act: 'remove', target: agreed.bids[0]! })
    agreed.doc.transact(() => metaMapOf(agreed.doc).set(metaKey.state(agreed.pid(0)), 'agreed'))
    expect(agreed.act({ act: 'reinstate', seq: 1 })).toMatchObject({ status: 'refused', rule: 'AU-6' })
  })
})
