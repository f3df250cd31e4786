// Stands, sponsorship, withdrawal, and the desk's acts on paragraphs.
import { describe, expect, test } from 'vitest'
import { sponsorsOf, standsOn } from '@chapeau/shared/brackets/stands'
import { digest, paragraphDigest } from '@chapeau/shared/brackets/words'
import { labelOf, metaKey, statusOf, stateOf, withdrawnBy } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf, bodyOf } from '@chapeau/shared/text/ytext'
import { chair, delegate, Desk } from '../support/desk.ts'

const eu = delegate('EU')
const usa = delegate('USA')
const rus = delegate('RUS')

describe('AC-5 a withdrawn proposal passes on, stays while others lean on it, or falls', () => {
  const withdraw = (desk: Desk) => desk.act({ act: 'withdraw', target: desk.bids[0]!, seen: desk.seen([desk.bids[0]!]) }, eu)
  test('the next sponsor becomes holder', () => {
    const desk = new Desk('act[ now – EU, USA, RUS].')
    expect(withdraw(desk)).toMatchObject({ status: 'done', closed: [] })
    expect(desk.text).toBe('act[ now – USA, RUS].')
  })
  test('alone, an addition goes with its words', () => {
    const desk = new Desk('act[ now – EU].')
    expect(withdraw(desk)).toMatchObject({ status: 'done', closed: [desk.bids[0]] })
    expect(desk.text).toBe('act.')
  })
  test('alone, a proposed deletion leaves the words', () => {
    const desk = new Desk('act[ now – delete, EU].')
    withdraw(desk)
    expect(desk.text).toBe('act now.')
  })
  test('with a supporter it stays until that one maintains it', () => {
    const desk = new Desk('act[ now – EU].')
    desk.act({ act: 'stand', target: desk.bids[0]!, stance: 'supports' }, usa)
    withdraw(desk)
    expect(withdrawnBy(metaOf(desk.doc), desk.bids[0]!)).toBe('EU')
    expect(desk.act({ act: 'maintain', target: desk.bids[0]! }, rus)).toMatchObject({ rule: 'AC-5' })
    expect(desk.act({ act: 'maintain', target: desk.bids[0]! }, usa)).toMatchObject({ status: 'done' })
    expect(desk.text).toBe('act[ now – USA].')
    expect(withdrawnBy(metaOf(desk.doc), desk.bids[0]!)).toBeNull()
  })
  test('only its holder withdraws', () => {
    const desk = new Desk('act[ now – EU].')
    expect(desk.act({ act: 'withdraw', target: desk.bids[0]!, seen: desk.seen(desk.bids) }, usa)).toMatchObject({ rule: 'AU-3' })
  })
})

describe('AU-8 stands and sponsorship belong to the wording that was seen', () => {
  test('a stand is shown as to an earlier wording once the words change', () => {
    const desk = new Desk('act[ now – EU].')
    desk.act({ act: 'stand', target: desk.bids[0]!, stance: 'supports' }, usa)
    expect(standsOn(desk.reading, metaOf(desk.doc), desk.bids[0]!)).toMatchObject([{ principal: 'USA', earlier: false }])
    bodyOf(desk.doc).insert(6, 'or later ')
    expect(standsOn(desk.reading, metaOf(desk.doc), desk.bids[0]!)).toMatchObject([{ principal: 'USA', earlier: true }])
  })
  test('joining words that have changed is refused with the present ones', () => {
    const desk = new Desk('act[ now – EU].')
    const seen = desk.seen([desk.bids[0]!])
    bodyOf(desk.doc).insert(6, 'or later ')
    expect(desk.act({ act: 'join', target: desk.bids[0]!, seen }, usa)).toMatchObject({
      rule: 'AC-2',
      words: expect.stringContaining('or later'),
    })
  })
})

describe('AC-6 joining and taking stands', () => {
  test('sponsors are listed in the order in which they joined, and leave', () => {
    const desk = new Desk('act[ now – EU].')
    const bid = desk.bids[0]!
    desk.act({ act: 'join', target: bid, seen: desk.seen([bid]) }, rus)
    desk.act({ act: 'join', target: bid, seen: desk.seen([bid]) }, usa)
    expect(desk.text).toBe('act[ now – EU, RUS, USA].')
    expect(desk.act({ act: 'join', target: bid, seen: desk.seen([bid]) }, rus)).toMatchObject({ rule: 'AC-6' })
    desk.act({ act: 'leave', target: bid }, rus)
    expect(sponsorsOf(desk.reading, metaOf(desk.doc), desk.reading.brackets.get(bid)!)).toEqual(['USA'])
  })
  test('nobody supports its own proposal', () => {
    const desk = new Desk('act[ now – EU].')
    expect(desk.act({ act: 'stand', target: desk.bids[0]!, stance: 'supports' }, eu)).toMatchObject({ rule: 'AC-6' })
  })
  test('a stand is taken back with null', () => {
    const desk = new Desk('act[ now – EU].')
    desk.act({ act: 'stand', target: desk.bids[0]!, stance: 'opposes', reason: 'too soon' }, usa)
    desk.act({ act: 'stand', target: desk.bids[0]!, stance: null }, usa)
    expect(standsOn(desk.reading, metaOf(desk.doc), desk.bids[0]!)).toEqual([])
  })
  test('a rationale is the holder’s to give', () => {
    const desk = new Desk('act[ now – EU].')
    expect(desk.act({ act: 'explain', target: desk.bids[0]!, rationale: 'It is urgent.' }, eu)).toMatchObject({ status: 'done' })
    expect(metaMapOf(desk.doc).get(metaKey.rationale(desk.bids[0]!))).toBe('It is urgent.')
    expect(desk.act({ act: 'explain', target: desk.bids[0]!, rationale: 'x' }, usa)).toMatchObject({ rule: 'AU-3' })
  })
})

describe('AC-7 a bracket of nobody is attributed once', () => {
  test('by the desk', () => {
    const desk = new Desk('act[ now].')
    expect(desk.act({ act: 'attribute', target: desk.bids[0]!, principal: 'EU' })).toMatchObject({ status: 'done' })
    expect(desk.text).toBe('act[ now – EU].')
    expect(desk.act({ act: 'attribute', target: desk.bids[0]!, principal: 'USA' })).toMatchObject({ rule: 'AC-7' })
  })
})

describe('AC-1 paragraphs are the desk’s', () => {
  const acts = [
    { act: 'relabel', target: ':1.1', label: '9' },
    { act: 'setState', target: ':1.1', state: 'agreed' },
    { act: 'issue' },
  ] as const
  test.each(acts)('a delegate is refused $act', (act) => {
    expect(new Desk('1\tact.').act(act, eu)).toMatchObject({ status: 'refused', rule: 'AC-1' })
  })
  test('a paragraph takes a new label, and undo gives back the old one', () => {
    const desk = new Desk('1\tact.')
    desk.act({ act: 'relabel', target: ':1.1', label: '2.5' })
    expect(labelOf(metaOf(desk.doc), ':1.1')).toBe('2.5')
    desk.act({ act: 'undo', seq: 1 })
    expect(labelOf(metaOf(desk.doc), ':1.1')).toBe('1')
    expect(desk.act({ act: 'undo', seq: 1 })).toMatchObject({ rule: 'AC-13' })
  })
  test('AC-9 a paragraph with open brackets cannot be agreed', () => {
    const desk = new Desk('1\tact[ now – EU].')
    expect(desk.act({ act: 'setState', target: ':1.1', state: 'agreed' })).toMatchObject({ rule: 'AC-9' })
    expect(desk.act({ act: 'setState', target: ':1.1', state: 'parked' })).toMatchObject({ status: 'done' })
  })
  test('AC-10 an agreed paragraph is reopened with a reason', () => {
    const desk = new Desk('1\tact.')
    desk.act({ act: 'setState', target: ':1.1', state: 'agreed' })
    expect(desk.act({ act: 'setState', target: ':1.1', state: 'open' })).toMatchObject({ rule: 'AU-6' })
    expect(desk.act({ act: 'reopen', target: ':1.1', reason: 'a slip' })).toMatchObject({ status: 'done' })
    expect(stateOf(metaOf(desk.doc), ':1.1')).toBe('open')
  })
  test('AC-12 a text in preparation is issued as the next revision', () => {
    const desk = new Desk('1\tact.')
    metaMapOf(desk.doc).set(metaKey.status, 'preparation')
    desk.act({ act: 'issue' })
    expect(statusOf(metaOf(desk.doc))).toBe('issued')
    expect(metaMapOf(desk.doc).get(metaKey.revision)).toBe('Rev.1')
    expect(desk.act({ act: 'issue' })).toMatchObject({ rule: 'AC-12' })
  })
})

describe('AC-11 a slip in standing words is corrected as an act', () => {
  const seen = (desk: Desk) => ({ sv: '', words: paragraphDigest(desk.reading, 0) })
  test('standing words', () => {
    const desk = new Desk('1\tPorts shoud open[ now – EU].')
    expect(desk.act({ act: 'correct', target: ':1.1', at: 7, remove: 'shoud', insert: 'should', seen: seen(desk) })).toMatchObject({
      status: 'done',
    })
    expect(desk.text).toBe('1\tPorts should open[ now – EU].')
  })
  test('words in a bracket are not standing', () => {
    const desk = new Desk('1\t[noow – EU]')
    expect(desk.act({ act: 'correct', target: ':1.1', at: 2, remove: 'noow', insert: 'now', seen: seen(desk) })).toMatchObject({
      rule: 'AC-11',
    })
  })
  test('a paragraph that has changed', () => {
    const desk = new Desk('1\tPorts shoud open.')
    expect(
      desk.act({ act: 'correct', target: ':1.1', at: 7, remove: 'shoud', insert: 'should', seen: { sv: '', words: digest('x') } }),
    ).toMatchObject({ rule: 'AC-2' })
  })
})

test('AC-8 grouped brackets compete until they are ungrouped', () => {
  const desk = new Desk('Ports [should – EU][may – RUS] open.')
  desk.act({ act: 'group', targets: [...desk.bids] })
  expect(desk.text).toBe('Ports [should – EU, group 1][may – RUS, group 1] open.')
  const group = desk.reading.brackets.get(desk.bids[0]!)!.group!
  desk.act({ act: 'ungroup', group })
  expect(desk.text).toBe('Ports [should – EU][may – RUS] open.')
  expect(desk.act({ act: 'group', targets: [...desk.bids] }, eu)).toMatchObject({ rule: 'AC-1' })
  expect(chair.role).toBe('chair')
})
