// Stands, sponsorship, withdrawal, and the chamber's acts on paragraphs.
import { describe, expect, test } from 'vitest'
import { sponsorsOf, standsOn } from '@chapeau/shared/brackets/stands'
import { digest, paragraphDigest } from '@chapeau/shared/brackets/words'
import { labelOf, metaKey, statusOf, stateOf, withdrawnBy } from '@chapeau/shared/text/meta'
import { metaMapOf, metaOf, bodyOf } from '@chapeau/shared/text/ytext'
import { chair, delegate, Chamber, type Wish } from '../support/chamber.ts'

const eu = delegate('EU')
const usa = delegate('USA')
const rus = delegate('RUS')

describe('AC-5 a withdrawn proposal passes on, stays while others lean on it, or falls', () => {
  const withdraw = (chamber: Chamber) =>
    chamber.act({ act: 'withdraw', target: chamber.bids[0]!, seen: chamber.seen([chamber.bids[0]!]) }, eu)
  test('the next sponsor becomes holder', () => {
    const chamber = new Chamber('act[ now – EU, USA, RUS].')
    expect(withdraw(chamber)).toMatchObject({ status: 'done', closed: [] })
    expect(chamber.text).toBe('act[ now – USA, RUS].')
  })
  test('alone, an addition goes with its words', () => {
    const chamber = new Chamber('act[ now – EU].')
    expect(withdraw(chamber)).toMatchObject({ status: 'done', closed: [chamber.bids[0]] })
    expect(chamber.text).toBe('act.')
  })
  test('alone, a proposed deletion leaves the words', () => {
    const chamber = new Chamber('act[ now – delete, EU].')
    withdraw(chamber)
    expect(chamber.text).toBe('act now.')
  })
  test('with a supporter it stays until that one maintains it', () => {
    const chamber = new Chamber('act[ now – EU].')
    chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: 'supports' }, usa)
    withdraw(chamber)
    expect(withdrawnBy(metaOf(chamber.doc), chamber.bids[0]!)).toBe('EU')
    expect(chamber.act({ act: 'maintain', target: chamber.bids[0]! }, rus)).toMatchObject({ rule: 'AC-5' })
    expect(chamber.act({ act: 'maintain', target: chamber.bids[0]! }, usa)).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('act[ now – USA].')
    expect(withdrawnBy(metaOf(chamber.doc), chamber.bids[0]!)).toBeNull()
  })
  test('only its holder withdraws', () => {
    const chamber = new Chamber('act[ now – EU].')
    expect(chamber.act({ act: 'withdraw', target: chamber.bids[0]!, seen: chamber.seen(chamber.bids) }, usa)).toMatchObject({
      rule: 'AU-3',
    })
  })
})

describe('AU-8 stands and sponsorship belong to the wording that was seen', () => {
  test('a stand is shown as to an earlier wording once the words change', () => {
    const chamber = new Chamber('act[ now – EU].')
    chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: 'supports' }, usa)
    expect(standsOn(chamber.reading, metaOf(chamber.doc), chamber.bids[0]!)).toMatchObject([{ principal: 'USA', earlier: false }])
    bodyOf(chamber.doc).insert(6, 'or later ')
    expect(standsOn(chamber.reading, metaOf(chamber.doc), chamber.bids[0]!)).toMatchObject([{ principal: 'USA', earlier: true }])
  })
  test('joining words that have changed is refused with the present ones', () => {
    const chamber = new Chamber('act[ now – EU].')
    const seen = chamber.seen([chamber.bids[0]!])
    bodyOf(chamber.doc).insert(6, 'or later ')
    expect(chamber.act({ act: 'join', target: chamber.bids[0]!, seen }, usa)).toMatchObject({
      rule: 'AC-2',
      words: expect.stringContaining('or later'),
    })
  })
})

describe('AC-6 joining and taking stands', () => {
  test('sponsors are listed in the order in which they joined, and leave', () => {
    const chamber = new Chamber('act[ now – EU].')
    const bid = chamber.bids[0]!
    chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, rus)
    chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, usa)
    expect(chamber.text).toBe('act[ now – EU, RUS, USA].')
    expect(chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, rus)).toMatchObject({ rule: 'AC-6' })
    chamber.act({ act: 'leave', target: bid }, rus)
    expect(sponsorsOf(chamber.reading, metaOf(chamber.doc), chamber.reading.brackets.get(bid)!)).toEqual(['USA'])
  })
  test('AU-8 a co-sponsor’s name goes when the proposal’s own words change, stays when others propose inside it, and comes back by joining again', () => {
    const chamber = new Chamber('act[ now – EU].')
    const bid = chamber.bids[0]!
    chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, rus)
    expect(chamber.text).toBe('act[ now – EU, RUS].')
    const usas = chamber.copy('USA', 70)
    const at = 6
    usas.transact(() => {
      bodyOf(usas).insertEmbed(at, { c: 'USA:70.1' })
      bodyOf(usas).insert(at, 'ly')
      bodyOf(usas).insertEmbed(at, { o: 'USA:70.1', by: 'USA', kind: 'ins' })
    })
    chamber.receive(usas)
    expect(chamber.text).toMatch(/– EU, RUS\]\.$/)
    const eus = chamber.copy('EU', 71)
    bodyOf(eus).insert(5, ' and')
    chamber.receive(eus)
    expect(chamber.text).toMatch(/^act\[ and .* – EU\]\.$/)
    expect(standsOn(chamber.reading, metaOf(chamber.doc), bid)).toMatchObject([{ principal: 'RUS', stance: 'proposes', earlier: true }])
    // It does not fall to somebody who has not seen it.
    expect(chamber.act({ act: 'withdraw', target: bid, seen: chamber.seen([bid]) }, eu)).toMatchObject({
      entries: [{ content: { detail: { standsFor: ['RUS', 'USA'] } } }],
    })
    expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
    chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, rus)
    expect(chamber.text).toMatch(/– EU, RUS\]\.$/)
    bodyOf(eus).insert(5, ' ever')
    chamber.receive(eus)
    expect(chamber.act({ act: 'leave', target: bid }, rus)).toMatchObject({ status: 'done' })
  })
  test('AC-6 leaving takes back a joining, and no other stand', () => {
    const chamber = new Chamber('act[ now – EU].')
    const bid = chamber.bids[0]!
    chamber.act({ act: 'stand', target: bid, stance: 'opposes' }, usa)
    expect(chamber.act({ act: 'leave', target: bid }, usa)).toMatchObject({ rule: 'AC-6' })
    expect(standsOn(chamber.reading, metaOf(chamber.doc), bid)).toMatchObject([{ principal: 'USA', stance: 'opposes' }])
  })
  test('nobody supports its own proposal', () => {
    const chamber = new Chamber('act[ now – EU].')
    expect(chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: 'supports' }, eu)).toMatchObject({ rule: 'AC-6' })
  })
  test('a stand is taken back with null', () => {
    const chamber = new Chamber('act[ now – EU].')
    chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: 'opposes', reason: 'too soon' }, usa)
    chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: null }, usa)
    expect(standsOn(chamber.reading, metaOf(chamber.doc), chamber.bids[0]!)).toEqual([])
  })
  test('a rationale is the holder’s to give', () => {
    const chamber = new Chamber('act[ now – EU].')
    expect(chamber.act({ act: 'explain', target: chamber.bids[0]!, rationale: 'It is urgent.' }, eu)).toMatchObject({ status: 'done' })
    expect(metaMapOf(chamber.doc).get(metaKey.rationale(chamber.bids[0]!))).toBe('It is urgent.')
    expect(chamber.act({ act: 'explain', target: chamber.bids[0]!, rationale: 'x' }, usa)).toMatchObject({ rule: 'AU-3' })
  })
})

describe('AC-7 a bracket of nobody is attributed once', () => {
  test('by the chamber', () => {
    const chamber = new Chamber('act[ now].')
    expect(chamber.act({ act: 'attribute', target: chamber.bids[0]!, principal: 'EU' })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('act[ now – EU].')
    expect(chamber.act({ act: 'attribute', target: chamber.bids[0]!, principal: 'USA' })).toMatchObject({ rule: 'AC-7' })
  })
})

describe('AC-1 paragraphs are the chamber’s', () => {
  const acts: Wish[] = [
    { act: 'relabel', target: ':1.1', label: '9' },
    { act: 'setState', targets: [':1.1'], state: 'agreed' },
    { act: 'issue' },
  ]
  test.each(acts)('a delegate is refused $act', (act) => {
    expect(new Chamber('1\tact.').act(act, eu)).toMatchObject({ status: 'refused', rule: 'AC-1' })
  })
  test('a paragraph takes a new label, and undo gives back the old one', () => {
    const chamber = new Chamber('1\tact.')
    chamber.act({ act: 'relabel', target: ':1.1', label: '2.5' })
    expect(labelOf(metaOf(chamber.doc), ':1.1')).toBe('2.5')
    chamber.act({ act: 'undo', seq: 1 })
    expect(labelOf(metaOf(chamber.doc), ':1.1')).toBe('1')
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ rule: 'AC-13' })
  })
  test('AC-9 a paragraph with open brackets cannot be agreed', () => {
    const chamber = new Chamber('1\tact[ now – EU].')
    expect(chamber.act({ act: 'setState', targets: [':1.1'], state: 'agreed' })).toMatchObject({ rule: 'AC-9' })
    expect(chamber.act({ act: 'setState', targets: [':1.1'], state: 'parked' })).toMatchObject({ status: 'done' })
  })
  test('AC-9 a note is no open bracket, in a paragraph and in the text; what is proposed in it is', () => {
    const chamber = new Chamber('1\tact[See the annex. – note] now.')
    expect(chamber.act({ act: 'setState', targets: [':1.1'], state: 'agreed' })).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'adopt' })).toMatchObject({ status: 'done' })
    const open = new Chamber('1\tact[See the[ first – EU] annex. – note] now.')
    expect(open.act({ act: 'setState', targets: [':1.1'], state: 'agreed' })).toMatchObject({ rule: 'AC-9', brackets: [open.bids[1]] })
    expect(open.act({ act: 'adopt' })).toMatchObject({ rule: 'AC-9', message: 'This text has 1 open bracket.' })
  })
  test('AC-10 an agreed paragraph is reopened with a reason', () => {
    const chamber = new Chamber('1\tact.')
    chamber.act({ act: 'setState', targets: [':1.1'], state: 'agreed' })
    expect(chamber.act({ act: 'setState', targets: [':1.1'], state: 'open' })).toMatchObject({ rule: 'AU-6' })
    expect(chamber.act({ act: 'reopen', target: ':1.1', reason: 'a slip' })).toMatchObject({ status: 'done' })
    expect(stateOf(metaOf(chamber.doc), ':1.1')).toBe('open')
  })
  test('AC-12 a text in preparation is issued as the next revision', () => {
    const chamber = new Chamber('1\tact.')
    metaMapOf(chamber.doc).set(metaKey.status, 'preparation')
    chamber.act({ act: 'issue' })
    expect(statusOf(metaOf(chamber.doc))).toBe('issued')
    expect(metaMapOf(chamber.doc).get(metaKey.revision)).toBe('Rev.1')
    expect(chamber.act({ act: 'issue' })).toMatchObject({ rule: 'AC-12' })
  })
  test('AC-12 an issued text is named the next revision, as often as the desk wants, and that is not undone', () => {
    const chamber = new Chamber('1\tact[ now – RUS].')
    metaMapOf(chamber.doc).set(metaKey.revision, 'Rev.1')
    const revised = chamber.act({ act: 'revise' })
    expect(revised).toMatchObject({ status: 'done', entries: [{ act: 'revise', content: { before: 'Rev.1', after: 'Rev.2' } }] })
    expect(chamber.act({ act: 'revise' })).toMatchObject({ entries: [{ content: { after: 'Rev.3' } }] })
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ rule: 'AC-13' })
    expect(chamber.act({ act: 'revise' }, delegate('RUS'))).toMatchObject({ rule: 'AC-1' })
    metaMapOf(chamber.doc).set(metaKey.status, 'preparation')
    expect(chamber.act({ act: 'revise' })).toMatchObject({ rule: 'AC-12' })
  })
  test('AC-9 a text with open brackets is not adopted; one without is, and is reopened with a reason', () => {
    const chamber = new Chamber('1\tact[ now – RUS].')
    expect(chamber.act({ act: 'adopt' })).toMatchObject({ rule: 'AC-9', message: 'This text has 1 open bracket.' })
    chamber.decide({ act: 'keep', target: chamber.bids[0]! })
    expect(chamber.act({ act: 'adopt' })).toMatchObject({ status: 'done' })
    expect(statusOf(metaOf(chamber.doc))).toBe('adopted')
    expect(chamber.act({ act: 'adopt' })).toMatchObject({ rule: 'AU-6' })
    expect(chamber.act({ act: 'reopen', target: null, reason: 'New facts.' })).toMatchObject({ status: 'done' })
    expect(statusOf(metaOf(chamber.doc))).toBe('issued')
  })
})

describe('AC-11 a slip in standing words is corrected as an act', () => {
  const seen = (chamber: Chamber) => ({ sv: '', words: paragraphDigest(chamber.reading, 0) })
  test('standing words', () => {
    const chamber = new Chamber('1\tPorts shoud open[ now – EU].')
    expect(chamber.act({ act: 'correct', target: ':1.1', at: 7, remove: 'shoud', insert: 'should', seen: seen(chamber) })).toMatchObject({
      status: 'done',
    })
    expect(chamber.text).toBe('1\tPorts should open[ now – EU].')
  })
  test('words in a bracket are not standing', () => {
    const chamber = new Chamber('1\t[noow – EU]')
    expect(chamber.act({ act: 'correct', target: ':1.1', at: 2, remove: 'noow', insert: 'now', seen: seen(chamber) })).toMatchObject({
      rule: 'AC-11',
    })
  })
  test('a paragraph that has changed', () => {
    const chamber = new Chamber('1\tPorts shoud open.')
    expect(
      chamber.act({ act: 'correct', target: ':1.1', at: 7, remove: 'shoud', insert: 'should', seen: { sv: '', words: digest('x') } }),
    ).toMatchObject({ rule: 'AC-2' })
  })
})

test('AC-8 grouped brackets compete until they are ungrouped', () => {
  const chamber = new Chamber('Ports [should – EU][may – RUS] open.')
  chamber.act({ act: 'group', targets: [...chamber.bids] })
  expect(chamber.text).toBe('Ports [should – EU, group 1][may – RUS, group 1] open.')
  const group = chamber.reading.brackets.get(chamber.bids[0]!)!.group!
  chamber.act({ act: 'ungroup', group })
  expect(chamber.text).toBe('Ports [should – EU][may – RUS] open.')
  expect(chamber.act({ act: 'group', targets: [...chamber.bids] }, eu)).toMatchObject({ rule: 'AC-1' })
  expect(chair.role).toBe('chair')
})
