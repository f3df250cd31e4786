// Stands beyond a bracket's: on paragraphs, sections, alternatives, the text; by groups; on conditions; for some ears.
import { describe, expect, test } from 'vitest'
import { objectorsToClosing, targetsOver } from '@chapeau/shared/brackets/stands'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'
import { memberOf } from '../support/builders.ts'

const [eu, usa, ken] = [delegate('EU'), delegate('USA'), delegate('KEN')]
const TEXT =
  '## I. Ports\n1\tPorts should[ always – RUS] open.\n2\tShips [may – RUS, group 1][shall – EU, group 1] sail.\n## II. Ships\n3\tLast.'

const stands = (chamber: Chamber): string[] =>
  [...metaOf(chamber.doc).keys()].filter((key) => key.startsWith('stand/')).map((key) => key.slice('stand/'.length))

describe('AC-20 what a stand can be on', () => {
  test('a bracket, no text, a paragraph, a section, the text', () => {
    const chamber = new Chamber(TEXT)
    const group = chamber.reading.brackets.get(chamber.bids[1]!)!.group!
    const targets = [chamber.bids[0]!, `none:${group}`, chamber.pid(1), chamber.pid(0), 'text']
    for (const target of targets) expect(chamber.act({ act: 'stand', target, stance: 'supports' }, usa)).toMatchObject({ status: 'done' })
    expect(stands(chamber).sort()).toEqual(targets.map((target) => `${target}/USA`).sort())
    for (const target of ['none:RUS:9.9', 'RUS:9.9'])
      expect(chamber.act({ act: 'stand', target, stance: 'supports' }, usa)).toMatchObject({ rule: 'AC-2' })
  })
  test('one on a paragraph, its section or the text objects to closing the paragraph', () => {
    const chamber = new Chamber(TEXT)
    expect(targetsOver(chamber.reading, metaOf(chamber.doc), 2)).toEqual(['text', chamber.pid(2), chamber.pid(0)])
    chamber.act({ act: 'stand', target: chamber.pid(0), stance: 'reserves' }, usa)
    chamber.act({ act: 'stand', target: chamber.pid(4), stance: 'opposes' }, ken)
    const closing = [1, 2, 4].map((index) => objectorsToClosing(chamber.reading, metaOf(chamber.doc), index))
    expect(closing).toEqual([['USA'], ['USA'], ['KEN']])
  })
  test('to words that have changed it is refused', () => {
    const chamber = new Chamber(TEXT)
    const seen = { sv: '', words: '0'.repeat(64) }
    expect(chamber.act({ act: 'stand', target: chamber.pid(1), stance: 'opposes', seen }, usa)).toMatchObject({ rule: 'AC-2' })
  })
})

describe('AC-20 who hears of it', () => {
  test('by default the room hears objection and support, the facilitator the rest', () => {
    const chamber = new Chamber(TEXT)
    const target = chamber.bids[0]!
    for (const [stance, room] of [
      ['supports', true],
      ['opposes', true],
      ['reserves', true],
      ['canLiveWith', false],
      ['awaits', false],
    ] as const) {
      const outcome = chamber.act({ act: 'stand', target, stance }, usa)
      expect([stance, stands(chamber).length > 0, chamber.asides.size > 0]).toEqual([stance, room, !room])
      if (!room) expect(outcome).toMatchObject({ asides: [{ audience: ['chair', 'USA'] }] })
    }
  })
  test('AC-21 a new stand takes the former one’s place, and the room is told no more than that it is gone', () => {
    const chamber = new Chamber(TEXT)
    const target = chamber.bids[0]!
    chamber.act({ act: 'stand', target, stance: 'opposes' }, usa)
    const outcome = chamber.act({ act: 'stand', target, stance: 'canLiveWith', audience: 'own', reason: 'the capital is fine' }, usa)
    expect(stands(chamber)).toEqual([])
    expect(outcome).toMatchObject({
      entries: [
        { act: 'stand', content: { detail: { stance: null } } },
        { act: 'stand', audience: ['USA'], content: { rationale: 'the capital is fine' } },
      ],
    })
    if (outcome.status !== 'done') throw new Error('refused')
    expect(JSON.stringify(outcome.entries[0])).not.toContain('capital')
    expect(outcome.entries.every(({ undo }) => undo === undefined)).toBe(true)
    chamber.act({ act: 'stand', target, stance: null }, usa)
    expect([stands(chamber), chamber.asides.size]).toEqual([[], 0])
  })
  test('AC-4 what the facilitator was told aside warns, and is not recorded as an objection', () => {
    const chamber = new Chamber(TEXT)
    const target = chamber.bids[0]!
    chamber.act({ act: 'stand', target, stance: 'opposes', audience: 'chair' }, usa)
    expect(chamber.decide({ act: 'keep', target })).toMatchObject({ rule: 'AC-4', objectors: ['USA'] })
    const outcome = chamber.decide({ act: 'keep', target }, { over: ['USA'] })
    if (outcome.status !== 'done') throw new Error('refused')
    expect(outcome.entries[0]?.over).toBeUndefined()
    const own = new Chamber(TEXT)
    own.act({ act: 'stand', target: own.bids[0]!, stance: 'opposes', audience: 'own' }, usa)
    expect(own.decide({ act: 'keep', target: own.bids[0]! })).toMatchObject({ status: 'done' })
  })
})

describe('AC-22 groups and their members', () => {
  const group = memberOf('G77', ['KEN'])
  test('a member stands apart from a position that its group has taken, and not from none', () => {
    const chamber = new Chamber(TEXT)
    chamber.parties = new Map([['G77', group]])
    const target = chamber.bids[0]!
    expect(chamber.act({ act: 'dissociate', target, apart: true }, ken)).toMatchObject({ rule: 'AC-22' })
    chamber.act({ act: 'stand', target, stance: 'supports' }, delegate('G77'))
    expect(chamber.act({ act: 'dissociate', target, apart: true }, ken)).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'dissociate', target, apart: true }, eu)).toMatchObject({ rule: 'AC-22' })
    expect(metaOf(chamber.doc).get(metaKey.apart(target, 'KEN'))).toBe(true)
  })
})

describe('AC-23 stands on a condition', () => {
  test('warn the desk before either of the two is decided', () => {
    const chamber = new Chamber(TEXT)
    const [always, may] = chamber.bids
    const condition = { target: may!, outcome: 'keep' } as const
    chamber.act({ act: 'stand', target: always!, stance: 'canLiveWith', condition }, usa)
    const refusal = chamber.decide({ act: 'keep', target: always! })
    expect(refusal).toMatchObject({ rule: 'AC-23', objectors: ['USA'] })
    expect(refusal.status === 'refused' && refusal.message).toBe(
      'USA takes its position in 1 only if the words in 2 stay. Press again to decide all the same.',
    )
    const group = chamber.reading.brackets.get(may!)!.group!
    expect(chamber.decide({ act: 'choose', group, target: may! })).toMatchObject({ rule: 'AC-23' })
    expect(chamber.decide({ act: 'keep', target: always! }, { over: ['USA'] })).toMatchObject({ status: 'done' })
  })
  test('one second press names whose they are and who objects', () => {
    const chamber = new Chamber(TEXT)
    const [always, may] = chamber.bids
    chamber.act({ act: 'stand', target: always!, stance: 'opposes' }, eu)
    chamber.act({ act: 'stand', target: always!, stance: 'canLiveWith', condition: { target: may!, outcome: 'keep' } }, usa)
    const refusal = chamber.decide({ act: 'keep', target: always! })
    expect(refusal).toMatchObject({
      rule: 'AC-4',
      objectors: ['EU', 'USA'],
      message: 'EU objects. USA takes its position in 1 only if the words in 2 stay. Press again to decide over this; it will be recorded.',
    })
    expect(chamber.decide({ act: 'keep', target: always! }, { over: ['EU'] })).toMatchObject({ status: 'refused' })
    expect(chamber.decide({ act: 'keep', target: always! }, { over: ['EU', 'USA'] })).toMatchObject({ status: 'done' })
    const group = chamber.reading.brackets.get(may!)!.group!
    expect(chamber.decide({ act: 'choose', group, target: null })).toMatchObject({
      message: 'USA takes its position in words that have been decided only if the words in 2 stay. Press again to decide all the same.',
    })
    // As it was said: nobody needs to be warned.
    expect(chamber.decide({ act: 'choose', group, target: may! })).toMatchObject({ status: 'done' })
  })
})

test('AC-24 the desk shows its surfaces to the room, and takes them back', () => {
  const chamber = new Chamber(TEXT)
  expect(chamber.act({ act: 'show', what: 'matrix', on: true }, eu)).toMatchObject({ rule: 'AC-1' })
  chamber.act({ act: 'show', what: 'matrix', on: true }, chair)
  expect(metaOf(chamber.doc).get(metaKey.show('matrix'))).toBe(true)
  chamber.act({ act: 'show', what: 'matrix', on: false }, chair)
  expect(metaOf(chamber.doc).get(metaKey.show('matrix'))).toBeUndefined()
})
