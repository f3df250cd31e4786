// The text's shape: paragraphs that move, split, merge and change their type, with everything that hangs on them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphDigest } from '@chapeau/shared/brackets/words'
import type { Pid } from '@chapeau/shared/ids'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { labelOf, metaKey, typeOf } from '@chapeau/shared/text/meta'
import { metaMapOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'

const FOUR = '1\tone[ more – RUS]\n2\ttwo\n3\tthree [words – delete, EU]\n4\tfour'

function move(chamber: Chamber, n: number, after: number | null): ActOutcome {
  return chamber.act({ act: 'move', target: chamber.pid(n), after: after === null ? null : chamber.pid(after) })
}

function split(chamber: Chamber, n: number, words: string): ActOutcome {
  const { raw } = chamber.reading.paragraphs[n]!
  const flat = raw.runs.map(({ insert }) => (typeof insert === 'string' ? insert : '\ufffc')).join('')
  const seen = { sv: chamber.seen([]).sv, words: paragraphDigest(chamber.reading, n) }
  return chamber.act({ act: 'split', target: chamber.pid(n), at: flat.indexOf(words), seen })
}

describe('AC-40 a paragraph is moved with all that is in it', () => {
  const table: [number, number | null, string][] = [
    [0, 1, '2\ttwo\n1\tone[ more – RUS]\n3\tthree [words – delete, EU]\n4\tfour'],
    [0, 3, '2\ttwo\n3\tthree [words – delete, EU]\n4\tfour\n1\tone[ more – RUS]'],
    [2, null, '3\tthree [words – delete, EU]\n1\tone[ more – RUS]\n2\ttwo\n4\tfour'],
    [3, 0, '1\tone[ more – RUS]\n4\tfour\n2\ttwo\n3\tthree [words – delete, EU]'],
    [2, 0, '1\tone[ more – RUS]\n3\tthree [words – delete, EU]\n2\ttwo\n4\tfour'],
  ]
  test.each(table)('the %i. behind the %s., and back by undo', (n, after, expected) => {
    const chamber = new Chamber(FOUR)
    const [pid, bids] = [chamber.pid(n), [...chamber.reading.brackets.keys()].toSorted()]
    expect(move(chamber, n, after)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(expected)
    expect(chamber.reading.paragraphs.some(({ raw }) => raw.starter?.p === pid)).toBe(true)
    expect([...chamber.reading.brackets.keys()].toSorted()).toEqual(bids)
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(FOUR)
  })
  test('what the overrides and stands say of it stays', () => {
    const chamber = new Chamber(FOUR)
    const pid = chamber.pid(2)
    chamber.act({ act: 'stand', target: pid, stance: 'reserves' }, delegate('USA'))
    chamber.act({ act: 'setState', targets: [pid], state: 'parked' })
    move(chamber, 2, 0)
    const meta = metaMapOf(chamber.doc)
    expect([meta.get(metaKey.state(pid)), labelOf(meta, pid)]).toEqual(['parked', '3'])
    expect(meta.get(metaKey.stand(pid, 'USA'))).toMatchObject({ stance: 'reserves' })
  })
  test('moved again and again it is still itself, and every step can be taken back', () => {
    const chamber = new Chamber(FOUR)
    for (const [n, after] of [
      [0, 2],
      [2, null],
      [0, 1],
      [1, 3],
    ] as const)
      expect(move(chamber, n, after)).toMatchObject({ status: 'done' })
    for (const seq of [4, 3, 2, 1]) expect(chamber.act({ act: 'undo', seq })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(FOUR)
  })
  test('a proposed paragraph goes with the bracket that proposes it', () => {
    const chamber = new Chamber('1\tone\n[1 bis\tnew – EU]\n2\ttwo')
    expect(move(chamber, 1, 2)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tone\n2\ttwo\n[1 bis\tnew – EU]')
    expect(chamber.decide({ act: 'remove', target: chamber.bids[0]! })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tone\n2\ttwo')
  })
  test('undo says so when somebody has written in it since', () => {
    const chamber = new Chamber(FOUR)
    move(chamber, 1, 3)
    const eu = chamber.copy('EU', 77)
    eu.getText('body').insert(chamber.reading.starts[3]! + 2, 'x')
    chamber.receive(eu)
    const before = chamber.text
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'refused', rule: 'AC-13' })
    expect(chamber.text).toBe(before)
  })
  const refusals: [string, string, number, number | null, RegExp][] = [
    ['a bracket runs over its edge', '1\tone [and\n2\tmore – delete, EU] two\n3\tthree', 0, 2, /bracket of EU runs over this paragraph/],
    ['a bracket is around the place', '1\tone\n2\ttwo [and\n3\tmore – delete, EU] three', 0, 1, /bracket of EU runs over the place/],
    ['it stands there', FOUR, 1, 0, /there already/],
  ]
  test.each(refusals)('refused: %s', (_, notation, n, after, message) => {
    const chamber = new Chamber(notation)
    expect(move(chamber, n, after)).toMatchObject({ status: 'refused', rule: 'AC-40', message: expect.stringMatching(message) })
    expect(chamber.text).toBe(notation)
  })
  test('an agreed paragraph stays where it is, and only the desk moves', () => {
    const chamber = new Chamber(FOUR)
    chamber.act({ act: 'setState', targets: [chamber.pid(1)], state: 'agreed' })
    expect(move(chamber, 1, 3)).toMatchObject({ status: 'refused', rule: 'AU-6' })
    expect(chamber.act({ act: 'move', target: chamber.pid(0), after: chamber.pid(3) }, delegate('EU'))).toMatchObject({ rule: 'AC-1' })
  })
})

describe('AC-41 paragraphs are split and merged', () => {
  test('a new paragraph begins at the words, the space goes, and the label is proposed', () => {
    const chamber = new Chamber('3\tone two[ three – EU] four\n4\tlast')
    expect(split(chamber, 0, ' two')).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('3\tone\n3 bis\ttwo[ three – EU] four\n4\tlast')
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('3\tone two[ three – EU] four\n4\tlast')
  })
  test('refused inside a bracket, at the edges, and on other words than were seen', () => {
    const chamber = new Chamber('3\tone [two three – delete, EU] four')
    expect(split(chamber, 0, 'three')).toMatchObject({ rule: 'AC-41', message: expect.stringContaining('bracket of EU') as string })
    expect(split(chamber, 0, 'one')).toMatchObject({ rule: 'AC-41' })
    const seen = { sv: chamber.seen([]).sv, words: '0'.repeat(64) }
    expect(chamber.act({ act: 'split', target: chamber.pid(0), at: 2, seen })).toMatchObject({ rule: 'AC-2' })
  })
  test('the next paragraph’s words come behind, with its stands and a trace of its label', () => {
    const chamber = new Chamber('1\tone\n2\ttwo[ more – EU]\n3\tthree')
    const [one, two] = [chamber.pid(0), chamber.pid(1)]
    chamber.act({ act: 'stand', target: two, stance: 'reserves' }, delegate('USA'))
    expect(chamber.act({ act: 'merge', target: one })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tone two[ more – EU]\n3\tthree')
    const meta = metaMapOf(chamber.doc)
    expect(meta.get(metaKey.mergedFrom(one))).toEqual([{ pid: two, label: '2' }])
    expect(meta.get(metaKey.stand(one, 'USA'))).toMatchObject({ stance: 'reserves' })
    expect(chamber.act({ act: 'undo', seq: 2 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tone\n2\ttwo[ more – EU]\n3\tthree')
    expect(labelOf(meta, two)).toBe('2')
  })
  test('refused for the last one, with a proposed one, and with an agreed one', () => {
    const chamber = new Chamber('1\tone\n[2\ttwo – EU]\n3\tthree\n4\tfour')
    const merge = (n: number): ActOutcome => chamber.act({ act: 'merge', target: chamber.pid(n) })
    expect(merge(3)).toMatchObject({ rule: 'AC-41' })
    expect(merge(0)).toMatchObject({ rule: 'AC-41', message: expect.stringContaining('EU proposes') as string })
    chamber.act({ act: 'setState', targets: [chamber.pid(3)], state: 'agreed' })
    expect(merge(2)).toMatchObject({ rule: 'AU-6' })
  })
})

test('AC-42 type and level are set and taken back', () => {
  const chamber = new Chamber('1\tone\n2\ttwo')
  const pid = chamber.pid(1)
  expect(chamber.act({ act: 'retype', target: pid, type: 'item', level: 2 })).toMatchObject({ status: 'done' })
  expect(typeOf(metaMapOf(chamber.doc), pid, 'para')).toBe('item')
  expect(chamber.act({ act: 'retype', target: pid, type: 'item', level: 2 })).toMatchObject({ status: 'refused', rule: 'AC-42' })
  chamber.act({ act: 'undo', seq: 1 })
  expect(typeOf(metaMapOf(chamber.doc), pid, 'para')).toBe('para')
})

describe('AC-43 AC-44 a change of shape is proposed, stood on, carried out or dropped', () => {
  const propose = (chamber: Chamber, target: Pid, after: Pid): ActOutcome => {
    const shape = { op: 'move', target, after } as const
    return chamber.act({ act: 'structure', shape, seen: { sv: '', words: '0'.repeat(64) } }, delegate('EU'))
  }
  const sidOf = (chamber: Chamber): string => [...metaMapOf(chamber.doc).keys()].find((key) => key.startsWith('s/'))!.slice(2)
  test('it is open until it is carried out, and its paragraph cannot be agreed', () => {
    const chamber = new Chamber('1\tone\n2\ttwo\n3\tthree')
    const [one, two] = [chamber.pid(0), chamber.pid(1)]
    expect(propose(chamber, one, two)).toMatchObject({ status: 'done', entries: [{ content: { after: 'move to after 2' } }] })
    expect(propose(chamber, one, two)).toMatchObject({ rule: 'AC-43' })
    expect(chamber.text).toBe('1\tone\n2\ttwo\n3\tthree')
    expect(chamber.act({ act: 'setState', targets: [one], state: 'agreed' })).toMatchObject({ rule: 'AC-43' })
    expect(chamber.act({ act: 'setState', targets: [two], state: 'agreed' })).toMatchObject({ status: 'done' })
    const sid = sidOf(chamber)
    expect(chamber.act({ act: 'carry', target: sid }, delegate('EU'))).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ act: 'carry', target: sid })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('2\ttwo\n1\tone\n3\tthree')
    expect(chamber.act({ act: 'carry', target: sid })).toMatchObject({ rule: 'AC-2' })
    chamber.act({ act: 'undo', seq: 6 })
    expect(chamber.text).toBe('1\tone\n2\ttwo\n3\tthree')
    expect(sidOf(chamber)).toBe(sid)
  })
  test('over an objection it takes a second press', () => {
    const chamber = new Chamber('1\tone\n2\ttwo\n3\tthree')
    propose(chamber, chamber.pid(0), chamber.pid(1))
    const sid = sidOf(chamber)
    expect(chamber.act({ act: 'stand', target: sid, stance: 'opposes' }, delegate('USA'))).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'carry', target: sid })).toMatchObject({ rule: 'AC-4', objectors: ['USA'] })
    expect(chamber.act({ act: 'carry', target: sid, over: ['USA'] })).toMatchObject({ status: 'done', entries: [{ over: ['USA'] }, {}] })
  })
  test('its author withdraws it, the desk lets it fall, nobody else touches it', () => {
    for (const [actor, act] of [
      [delegate('EU'), 'withdrawStructure'],
      [chair, 'dropStructure'],
    ] as const) {
      const chamber = new Chamber('1\tone\n2\ttwo\n3\tthree')
      propose(chamber, chamber.pid(0), chamber.pid(1))
      const target = sidOf(chamber)
      expect(chamber.act({ act: 'dropStructure', target }, delegate('USA'))).toMatchObject({ rule: 'AC-44' })
      expect(chamber.act({ act: 'dropStructure', target }, actor)).toMatchObject({ status: 'done', entries: [{ act }] })
      expect([...metaMapOf(chamber.doc).keys()].some((key) => key.startsWith('s/'))).toBe(false)
    }
  })
  test('a split finds its place again by the words behind it, or says that it cannot', () => {
    for (const [change, text] of [
      ['x ', '1\tx one\n1 bis\ttwo'],
      ['two two ', '1\ttwo two one\n1 bis\ttwo'],
      ['', null],
    ] as const) {
      const chamber = new Chamber('1\tone two')
      const seen = { sv: '', words: paragraphDigest(chamber.reading, 0) }
      const shape = { op: 'split', target: chamber.pid(0), at: 4 } as const
      expect(chamber.act({ act: 'structure', shape, seen }, delegate('EU'))).toMatchObject({ status: 'done' })
      const eu = chamber.copy('EU', 77)
      if (change === '') eu.getText('body').delete(6, 1)
      else eu.getText('body').insert(1, change)
      chamber.receive(eu)
      expect(chamber.act({ act: 'carry', target: sidOf(chamber) })).toMatchObject(text === null ? { rule: 'AC-44' } : { status: 'done' })
      if (text !== null) expect(chamber.text).toBe(text)
    }
  })
})

test('AC-13 AC-40 AC-41 whatever is moved, split, merged and decided comes back exactly, step by step', () => {
  const step = fc.record({ do: fc.nat(4), n: fc.nat(7), after: fc.integer({ min: -1, max: 7 }), at: fc.nat(40) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const chamber = new Chamber(
        '1\tone, two[ or more – RUS]\n2\tthree [words – delete, EU] and four\n[3\tfive – USA]\n4\tsix seven eight',
      )
      chamber.rules = { decide: 'chair' }
      const texts = [chamber.text]
      const done: number[] = []
      for (const { do: what, n, after, at } of steps) {
        const pids = chamber.reading.paragraphs.map(({ raw }) => raw.starter?.p ?? '')
        const target = pids[n % pids.length]!
        const bids = [...chamber.reading.brackets.keys()]
        const seen = { sv: chamber.seen([]).sv, words: paragraphDigest(chamber.reading, n % pids.length) }
        const outcome =
          what === 0
            ? chamber.act({ act: 'move', target, after: after < 0 ? null : pids[after % pids.length]! })
            : what === 1
              ? chamber.act({ act: 'split', target, at: at + 1, seen })
              : what === 2
                ? chamber.act({ act: 'merge', target })
                : bids.length === 0
                  ? null
                  : chamber.decide({ act: what === 3 ? 'keep' : 'remove', target: bids[n % bids.length]! })
        if (outcome?.status !== 'done') continue
        done.push(chamber.seq)
        texts.push(chamber.text)
      }
      for (const seq of done.toReversed()) {
        expect(chamber.text).toBe(texts.pop())
        expect(chamber.act({ act: 'undo', seq })).toMatchObject({ status: 'done' })
      }
      expect(chamber.text).toBe(texts[0])
    }),
    { numRuns: 300 },
  )
})
