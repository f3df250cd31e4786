// Several decisions in one act: together or not at all.
import { describe, expect, test } from 'vitest'
import { namedByAll, type Decision } from '@chapeau/shared/brackets/decide'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { Chamber, delegate } from '../support/chamber.ts'

function decideAll(chamber: Chamber, decisions: Decision[], seen = chamber.seen(namedByAll(chamber.reading, decisions))): ActOutcome {
  return chamber.act({ act: 'decide', decisions, seen })
}

const TEXT =
  '1\tPorts should[ always – RUS] open.\n2\tShips [may – delete, EU, group 1][shall – EU, group 1] sail[, and[ soon – USA] return – IRN].'

describe('AC-14 several decisions in one act', () => {
  test('are carried out together, recorded one by one behind one entry, and undone together', () => {
    const chamber = new Chamber(TEXT)
    const [always, may, , and] = chamber.bids
    const outcome = decideAll(chamber, [
      { act: 'keep', target: always! },
      { act: 'choose', group: chamber.reading.brackets.get(may!)!.group!, target: chamber.bids[2]! },
      { act: 'remove', target: and! },
    ])
    expect(chamber.text).toBe('1\tPorts should always open.\n2\tShips shall sail.')
    expect(outcome).toMatchObject({
      status: 'done',
      entries: [{ act: 'decide', target: null }, { act: 'keep' }, { act: 'remove' }, { act: 'keep' }, { act: 'remove' }, { act: 'fall' }],
    })
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(TEXT)
  })
  test('what falls with the words around it falls once, whatever was decided on it', () => {
    const chamber = new Chamber(TEXT)
    const [, , , and, soon] = chamber.bids
    const outcome = decideAll(chamber, [
      { act: 'keep', target: soon! },
      { act: 'remove', target: and! },
    ])
    expect(chamber.text).toContain('sail.')
    expect(outcome).toMatchObject({ entries: [{ act: 'decide' }, { act: 'remove' }, { act: 'fall' }] })
  })
  test('kept words leave the ones kept inside them in place', () => {
    const chamber = new Chamber(TEXT)
    const [, , , and, soon] = chamber.bids
    decideAll(chamber, [
      { act: 'keep', target: soon! },
      { act: 'keep', target: and! },
    ])
    expect(chamber.text).toContain('sail, and soon return.')
  })
  test('contradicting ones are refused, and nothing is done', () => {
    const chamber = new Chamber(TEXT)
    const target = chamber.bids[0]!
    expect(
      decideAll(chamber, [
        { act: 'keep', target },
        { act: 'remove', target },
      ]),
    ).toMatchObject({ rule: 'AC-14' })
    expect(chamber.text).toBe(TEXT)
  })
  test('AC-2 one changed word refuses all of them', () => {
    const chamber = new Chamber(TEXT)
    const decisions: Decision[] = [chamber.bids[0]!, chamber.bids[3]!].map((target) => ({ act: 'keep', target }))
    const seen = chamber.seen(namedByAll(chamber.reading, decisions))
    const doc = chamber.copy('RUS', 7)
    bodyOf(doc).delete(chamber.reading.brackets.get(chamber.bids[0]!)!.from + 2, 3)
    chamber.receive(doc)
    expect(decideAll(chamber, decisions, seen)).toMatchObject({ rule: 'AC-2' })
    expect([...chamber.reading.brackets.keys()]).toHaveLength(5)
  })
  test('AC-4 an objection to one of them asks for a second press', () => {
    const chamber = new Chamber(TEXT)
    chamber.act({ act: 'stand', target: chamber.bids[3]!, stance: 'opposes' }, delegate('CHN'))
    const decisions: Decision[] = [chamber.bids[0]!, chamber.bids[3]!].map((target) => ({ act: 'keep', target }))
    expect(decideAll(chamber, decisions)).toMatchObject({ rule: 'AC-4', objectors: ['CHN'] })
  })
})
