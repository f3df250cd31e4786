// Decisions: what they do to the words, on what they rest, and how they are taken back.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { runsOf, bodyOf, metaMapOf } from '@chapeau/shared/text/ytext'
import { metaKey } from '@chapeau/shared/text/meta'
import { Chamber } from '../support/chamber.ts'

/** `target`: the n-th bracket in order of opening. */
function decided(notation: string, act: 'keep' | 'remove', target = 0): string {
  const chamber = new Chamber(notation)
  chamber.rules = { decide: 'chair' }
  expect(chamber.decide({ act, target: chamber.bids[target]! })).toMatchObject({ status: 'done' })
  return chamber.text
}

describe('AC-3 keep and remove by kind', () => {
  const table: [string, 'keep' | 'remove', string][] = [
    ['Ports should[ always – RUS] open.', 'keep', 'Ports should always open.'],
    ['Ports should[ always – RUS] open.', 'remove', 'Ports should open.'],
    ['in [day-to-day – delete, USA]matters', 'keep', 'in day-to-daymatters'],
    ['in[ daily – delete, USA] matters', 'remove', 'in matters'],
    ['prepare [an annual – reserve, IRN] report', 'keep', 'prepare an annual report'],
    ['prepare[ an annual – reserve, IRN] report', 'remove', 'prepare report'],
    ['a [ – EU] b', 'keep', 'a b'],
    ['[a [b – USA] c – EU]', 'keep', 'a [b – USA] c'],
    ['x[a [b – USA] c – EU]', 'remove', 'x'],
    ['one\n[1 bis\tproposed – EU]\ntwo', 'keep', 'one\n1 bis\tproposed\ntwo'],
    ['one\n[1 bis\tproposed – EU]\ntwo', 'remove', 'one\ntwo'],
    ['one\n2\t[two – delete, EU]\nthree', 'remove', 'one\nthree'],
    ['[one – delete, EU]\ntwo', 'remove', '\ntwo'],
    ['one[ and\nmore – EU] two', 'keep', 'one and\nmore two'],
    ['one[ and\nmore – EU] two', 'remove', 'one two'],
  ]
  test.each(table)('%s → %s → %s', (notation, act, expected) => expect(decided(notation, act)).toBe(expected))
  test('a nested bracket decided alone leaves the outer one', () => {
    expect(decided('[a [b – USA] c – EU]', 'keep', 1)).toBe('[a b c – EU]')
    expect(decided('[a[ b – USA] c – EU]', 'remove', 1)).toBe('[a c – EU]')
  })
})

describe('AC-3 groups', () => {
  const replace = 'Ports [shall – delete, EU, group 1][should – EU, group 1] open.'
  test('a replace is decided as one, from either half', () => {
    expect(decided(replace, 'remove', 0)).toBe('Ports should open.')
    expect(decided(replace, 'keep', 1)).toBe('Ports should open.')
    expect(decided(replace, 'keep', 0)).toBe('Ports shall open.')
    expect(decided(replace, 'remove', 1)).toBe('Ports shall open.')
  })
  const three = 'Ports [shall – delete, EU, group 1][should – EU, group 1][may – RUS, group 1] open.'
  const choose = (target: number | null): string => {
    const chamber = new Chamber(three)
    const group = chamber.reading.brackets.get(chamber.bids[0]!)!.group!
    expect(membersOf(chamber.reading, group)).toHaveLength(3)
    expect(chamber.decide({ act: 'choose', group, target: target === null ? null : chamber.bids[target]! })).toMatchObject({
      status: 'done',
    })
    return chamber.text
  }
  test('choosing keeps one and removes the rest, the standing words included', () => {
    expect(choose(1)).toBe('Ports should open.')
    expect(choose(2)).toBe('Ports may open.')
  })
  test('choosing none keeps the standing words', () => expect(choose(null)).toBe('Ports shall open.'))
  test('choosing the deletion leaves no text', () => expect(choose(0)).toBe('Ports open.'))
  test('accepting one of several is choosing it; dropping one leaves the others', () => {
    expect(decided(three, 'keep', 2)).toBe('Ports may open.')
    expect(decided(three, 'remove', 2)).toBe('Ports [shall – delete, EU, group 1][should – EU, group 1] open.')
  })
})

describe('AC-2 a decision rests on what was seen', () => {
  test('"not" deleted in the same moment: refused with the present words', () => {
    const chamber = new Chamber('Reports[, but not before 2030, – EU] are due.')
    const seen = chamber.seen([chamber.bids[0]!])
    const eu = chamber.copy('EU', 50)
    eu.getText('body').delete(1 + 'Reports'.length + 1 + ', but '.length, 'not '.length)
    chamber.receive(eu)
    expect(chamber.decide({ act: 'keep', target: chamber.bids[0]! }, { seen })).toMatchObject({
      status: 'refused',
      rule: 'AC-2',
      words: 'Reports[, but before 2030, – EU] are due.',
    })
    expect(chamber.text).toBe('Reports[, but before 2030, – EU] are due.')
  })
  test.each([
    ['keep', 'act now[XYZ – RUS] and.'],
    ['remove', 'act[XYZ – RUS].'],
  ] as const)('words typed meanwhile stay proposed by their author on %s', (act, expected) => {
    const chamber = new Chamber('act[ now and – RUS].')
    const seen = chamber.seen([chamber.bids[0]!])
    const rus = chamber.copy('RUS', 51)
    rus.getText('body').insert(1 + 'act'.length + 1 + ' now'.length, 'XYZ')
    chamber.receive(rus)
    expect(chamber.decide({ act, target: chamber.bids[0]! }, { seen })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(expected)
  })
  test('a bracket nested meanwhile survives the removal', () => {
    const chamber = new Chamber('act[ now and – RUS].')
    const seen = chamber.seen([chamber.bids[0]!])
    const usa = chamber.copy('USA', 52)
    const at = 1 + 'act'.length + 1 + ' now'.length
    usa.transact(() => {
      const body = usa.getText('body')
      body.insertEmbed(at, { c: 'USA:52.1' })
      body.insert(at, ' here')
      body.insertEmbed(at, { o: 'USA:52.1', by: 'USA', kind: 'ins' })
    })
    chamber.receive(usa)
    expect(chamber.decide({ act: 'remove', target: chamber.bids[0]! }, { seen })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('act[ here – USA].')
  })
  test('a bracket that is gone is refused', () => {
    const chamber = new Chamber('act[ now – RUS].')
    chamber.decide({ act: 'keep', target: chamber.bids[0]! })
    expect(chamber.decide({ act: 'keep', target: chamber.bids[0]! })).toMatchObject({ status: 'refused', rule: 'AC-2' })
  })
})

describe('AC-4 deciding over an objection takes a second press that names who objects', () => {
  const opposed = (): Chamber => {
    const chamber = new Chamber('act[ now – RUS] or [later – reserve, IRN].')
    metaMapOf(chamber.doc).set(metaKey.stand(chamber.bids[0]!, 'USA'), { stance: 'opposes', words: '', seq: 1 })
    return chamber
  }
  test('accepting', () => {
    const chamber = opposed()
    const decision = { act: 'keep', target: chamber.bids[0]! } as const
    expect(chamber.decide(decision)).toMatchObject({ status: 'refused', rule: 'AC-4', objectors: ['USA'] })
    expect(chamber.decide(decision, { over: ['USA'] })).toMatchObject({ status: 'done', entries: [{ over: ['USA'] }] })
  })
  test('dropping needs none; lifting a reservation names who reserves', () => {
    const chamber = opposed()
    expect(chamber.decide({ act: 'remove', target: chamber.bids[0]! })).toMatchObject({ status: 'done' })
    expect(chamber.decide({ act: 'keep', target: chamber.bids[1]! })).toMatchObject({ status: 'refused', objectors: ['IRN'] })
  })
  test('under the rule "chair" the decision stands at once', () => {
    const chamber = opposed()
    chamber.rules = { decide: 'chair' }
    expect(chamber.decide({ act: 'keep', target: chamber.bids[0]! })).toMatchObject({ status: 'done' })
  })
})

describe('AC-13 an act is undone by a new act, exactly or not at all', () => {
  const table = [
    ['Ports should[ always – RUS] open.', 'keep'],
    ['Ports should [always – RUS] open.', 'remove'],
    ['[a [b – USA] c – EU]', 'remove'],
    ['[a [b – USA] c – EU]', 'keep'],
    ['one\n[1 bis\tproposed – EU]\ntwo', 'remove'],
    ['one\n2\t[two – delete, EU]\nthree', 'remove'],
    ['one[ and\nmore – EU] two', 'remove'],
    ['Ports [shall – delete, EU, group 1][should – EU, group 1] open.', 'keep'],
  ] as const
  test.each(table)('%s after %s', (notation, act) => {
    const chamber = new Chamber(notation)
    const before = runsOf(bodyOf(chamber.doc))
    chamber.decide({ act, target: chamber.bids[0]! })
    expect(chamber.text).not.toBe(notation)
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(runsOf(bodyOf(chamber.doc))).toEqual(before)
    expect(chamber.text).toBe(notation)
  })
  test('RE-24 its entry is about what the act was about', () => {
    const chamber = new Chamber('1\tPorts should[ always – RUS] open.')
    const [bid] = chamber.bids
    chamber.decide({ act: 'keep', target: bid! })
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ entries: [{ act: 'undo', target: bid, paragraph: { label: '1' } }] })
  })
  test('refused when the paragraph was changed since', () => {
    const chamber = new Chamber('Ports should[ always – RUS] open.')
    chamber.decide({ act: 'keep', target: chamber.bids[0]! })
    bodyOf(chamber.doc).insert(3, 'x')
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'refused', rule: 'AC-13' })
  })
})

test('AC-3 a decision never changes words outside its target, spaces aside', () => {
  const words = fc.stringMatching(/^[a-z]{1,6}$/)
  const bracket = fc.record({ by: fc.constantFrom('EU', 'RUS', 'G77'), kind: fc.constantFrom('', 'delete, ', 'reserve, '), words })
  fc.assert(
    fc.property(words, bracket, words, bracket, words, fc.constantFrom('keep' as const, 'remove' as const), (a, x, b, y, c, act) => {
      const printed = ({ by, kind, words: inside }: typeof x): string => `[${inside} – ${kind}${by}]`
      const chamber = new Chamber(`${a} ${printed(x)} ${b} ${printed(y)} ${c}`)
      chamber.rules = { decide: 'chair' }
      chamber.decide({ act, target: chamber.bids[0]! })
      const kept = act === 'keep' ? ` ${x.words}` : ''
      expect(chamber.text).toBe(`${a}${kept} ${b} ${printed(y)} ${c}`)
      chamber.act({ act: 'undo', seq: 1 })
      expect(chamber.text).toBe(`${a} ${printed(x)} ${b} ${printed(y)} ${c}`)
    }),
  )
})
