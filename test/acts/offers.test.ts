// The facilitator's wording beside others', offers and packages, and who hears of what.
import { describe, expect, test } from 'vitest'
import { answersTo, isAsked, offersOf } from '@chapeau/shared/brackets/offers'
import type { Decision } from '@chapeau/shared/brackets/decide'
import { namedByAll } from '@chapeau/shared/brackets/decide'
import type { Principal } from '@chapeau/shared/ids'
import type { Actor, Delegation } from '@chapeau/shared/policy'
import { withAsides, type Meta } from '@chapeau/shared/text/meta'
import { bodyOf, metaOf } from '@chapeau/shared/text/ytext'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { chair, Chamber, delegate } from '../support/chamber.ts'
import { memberOf } from '../support/builders.ts'

const [eu, rus, usa] = [delegate('EU'), delegate('RUS'), delegate('USA')]

function chamberOf(notation: string): Chamber {
  const chamber = new Chamber(notation)
  const party = (code: Principal): [Principal, Delegation] => [code, memberOf(code)]
  chamber.parties = new Map(['EU', 'RUS', 'USA'].map(party))
  return chamber
}

const seenOf = (chamber: Chamber, decisions: readonly Decision[]): ReturnType<Chamber['seen']> =>
  chamber.seen(namedByAll(chamber.reading, decisions))

const heardBy = (chamber: Chamber, ear: string): Meta =>
  withAsides(
    metaOf(chamber.doc),
    new Map([...chamber.asides.values()].filter(({ audience }) => audience.includes(ear)).map(({ key, value }) => [key, value])),
  )

describe('AC-60 the facilitator’s wording stands beside the originals', () => {
  const alternative = (chamber: Chamber, n: number, words: string): ActOutcome => {
    const targets = [chamber.bids[n]!]
    return chamber.act({ act: 'alternative', targets, words, seen: chamber.seen(targets) })
  }
  const table: [string, string, string][] = [
    ['an addition', 'role[ and duty – RUS] in', 'role[ and duty – RUS, group 1][ and task – CHAIR, group 1] in'],
    [
      'a replace',
      'we [shall – delete, EU, group 1][may – EU, group 1] open',
      'we [shall – delete, EU, group 1][may – EU, group 1][and task – CHAIR, group 1] open',
    ],
    ['a reservation', 'an [annual – reserve, IRN] report', 'an [annual – reserve, IRN, group 1][and task – CHAIR, group 1] report'],
  ]
  test.each(table)('%s', (_, before, after) => {
    const chamber = chamberOf(before)
    expect(alternative(chamber, 0, 'and task')).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(after)
    expect(chamber.act({ act: 'undo', seq: 1 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(before)
  })
  test('and is chosen like any other, or none is', () => {
    for (const [chosen, text] of [
      [true, 'role and task in'],
      [false, 'role in'],
    ] as const) {
      const chamber = chamberOf('role[ and duty – RUS] in')
      alternative(chamber, 0, 'and task')
      const own = [...chamber.reading.brackets.values()].find(({ holder }) => holder === 'CHAIR')!
      expect(chamber.decide({ act: 'choose', group: own.group!, target: chosen ? own.bid : null })).toMatchObject({ status: 'done' })
      expect(chamber.text).toBe(text)
    }
  })
  test('refused to delegations, for lone deletions, across paragraphs and without words', () => {
    const chamber = chamberOf('1\tx [a – delete, EU] [b – EU]\n2\t[c – EU]')
    const [a, b, c] = chamber.bids as [string, string, string]
    const ask = (targets: string[], words: string, actor: Actor = chair): ActOutcome =>
      chamber.act({ act: 'alternative', targets, words, seen: chamber.seen(targets) }, actor)
    expect(ask([b], 'x', eu)).toMatchObject({ rule: 'AC-1' })
    for (const outcome of [ask([a], 'x'), ask([b, c], 'x'), ask([b], ' ')]) expect(outcome).toMatchObject({ rule: 'AC-60' })
  })
})

describe('AC-61 AC-62 AC-63 offers', () => {
  const TEXT = '1\tone[ more – EU] two[ less – RUS]\n2\tthree'
  const decisionsIn = (chamber: Chamber): Decision[] => [
    { act: 'keep', target: chamber.bids[0]! },
    { act: 'remove', target: chamber.bids[1]! },
  ]
  function offer(chamber: Chamber, more: { to?: Principal[] | null; aside?: boolean } = {}, actor: Actor = chair): ActOutcome {
    const decisions = decisionsIn(chamber)
    return chamber.act({ act: 'offer', decisions, title: 'MARKER', to: null, seen: seenOf(chamber, decisions), ...more }, actor)
  }
  const oidOf = (chamber: Chamber): string => offersOf(chamber.reading, heardBy(chamber, 'chair'))[0]!.oid

  test('to the room: everybody sees it, answers go to the desk and their own delegation', () => {
    const chamber = chamberOf(TEXT)
    expect(offer(chamber)).toMatchObject({ status: 'done', entries: [{ act: 'offer' }] })
    const oid = oidOf(chamber)
    expect(chamber.act({ act: 'answer', target: oid, answer: 'cannot', comment: 'SECRET' }, rus)).toMatchObject({
      status: 'done',
      entries: [{ act: 'answer', audience: ['chair', 'RUS'] }],
    })
    expect(JSON.stringify([...metaOf(chamber.doc).keys()].map((key) => metaOf(chamber.doc).get(key)))).not.toContain('SECRET')
    const [one] = offersOf(chamber.reading, metaOf(chamber.doc))
    const answers = (ear: string): unknown[] => answersTo(chamber.reading, heardBy(chamber, ear), one!)
    expect(answers('chair')).toMatchObject([{ principal: 'RUS', answer: 'cannot', comment: 'SECRET', earlier: false }])
    expect([answers('RUS').length, answers('EU').length]).toEqual([1, 0])
    expect(answersTo(chamber.reading, metaOf(chamber.doc), one!)).toEqual([])
  })
  test('to some: nobody else hears of it, can answer it, or learns that it is there', () => {
    const chamber = chamberOf(TEXT)
    expect(offer(chamber, { to: ['EU'], aside: true })).toMatchObject({ entries: [{ audience: ['chair', 'EU'] }] })
    expect(offersOf(chamber.reading, metaOf(chamber.doc))).toEqual([])
    const oid = oidOf(chamber)
    expect(offersOf(chamber.reading, heardBy(chamber, 'EU'))).toMatchObject([{ oid, title: 'MARKER' }])
    expect(chamber.act({ act: 'answer', target: oid, answer: 'accept' }, usa)).toMatchObject({ rule: 'AC-2' })
    expect(chamber.act({ act: 'fallOffer', target: oid }, usa)).toMatchObject({ rule: 'AC-2' })
    expect(chamber.act({ act: 'answer', target: oid, answer: 'accept' }, eu)).toMatchObject({ status: 'done' })
    const done = chamber.act({ act: 'adoptOffer', target: oid, seen: seenOf(chamber, decisionsIn(chamber)) })
    expect(done).toMatchObject({ status: 'done', entries: [{ act: 'decide' }, {}, {}] })
    expect(JSON.stringify(done)).not.toContain('MARKER')
    expect(chamber.text).toBe('1\tone more two\n2\tthree')
  })
  test('adopted in one act, undone by one', () => {
    const chamber = chamberOf(TEXT)
    offer(chamber, {}, eu)
    const target = oidOf(chamber)
    const seen = seenOf(chamber, decisionsIn(chamber))
    expect(chamber.act({ act: 'adoptOffer', target, seen }, eu)).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ act: 'adoptOffer', target, seen })).toMatchObject({
      status: 'done',
      entries: [{ act: 'adoptOffer', content: { detail: { title: 'MARKER', by: 'EU' } } }, { act: 'keep' }, { act: 'remove' }],
    })
    expect(chamber.text).toBe('1\tone more two\n2\tthree')
    expect(offersOf(chamber.reading, metaOf(chamber.doc))).toMatchObject([{ standing: 'adopted' }])
    expect(chamber.act({ act: 'undo', seq: 3 })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe(TEXT)
    expect(offersOf(chamber.reading, metaOf(chamber.doc))).toMatchObject([{ standing: 'open' }])
  })
  test('not over an objection without a second press, nor on words that have changed', () => {
    const chamber = chamberOf(TEXT)
    offer(chamber)
    const target = oidOf(chamber)
    chamber.act({ act: 'stand', target: chamber.bids[0]!, stance: 'opposes' }, usa)
    const seen = seenOf(chamber, decisionsIn(chamber))
    expect(chamber.act({ act: 'adoptOffer', target, seen })).toMatchObject({ rule: 'AC-4', objectors: ['USA'] })
    const copy = chamber.copy('EU', 77)
    bodyOf(copy).insert(chamber.reading.brackets.get(chamber.bids[0]!)!.to, ' yet')
    bodyOf(copy).delete(chamber.reading.brackets.get(chamber.bids[0]!)!.from + 1, 2)
    chamber.receive(copy)
    expect(chamber.act({ act: 'adoptOffer', target, seen, over: ['USA'] })).toMatchObject({ rule: 'AC-2' })
    expect(chamber.act({ act: 'adoptOffer', target, seen: seenOf(chamber, decisionsIn(chamber)), over: ['USA'] })).toMatchObject({
      status: 'done',
    })
  })
  test('A8 an answer to other words is to an earlier wording; a bracket that went makes the offer void', () => {
    const chamber = chamberOf(TEXT)
    offer(chamber)
    const oid = oidOf(chamber)
    chamber.act({ act: 'answer', target: oid, answer: 'accept' }, usa)
    const copy = chamber.copy('EU', 77)
    bodyOf(copy).insert(chamber.reading.brackets.get(chamber.bids[0]!)!.to, ' yet')
    chamber.receive(copy)
    const heard = heardBy(chamber, 'chair')
    expect(answersTo(chamber.reading, heard, offersOf(chamber.reading, heard)[0]!)).toMatchObject([{ earlier: true }])
    chamber.decide({ act: 'remove', target: chamber.bids[1]! })
    expect(offersOf(chamber.reading, heard)).toMatchObject([{ standing: 'gone' }])
    expect(chamber.act({ act: 'adoptOffer', target: oid, seen: chamber.seen([]) })).toMatchObject({ rule: 'AC-2' })
  })
  test('its author or the desk lets it fall; its author is not asked', () => {
    const chamber = chamberOf(TEXT)
    offer(chamber, { to: ['RUS'] }, eu)
    const target = oidOf(chamber)
    expect([
      isAsked({ by: 'EU', to: null }, 'EU'),
      isAsked({ by: 'EU', to: null }, 'USA'),
      isAsked({ by: 'EU', to: ['RUS'] }, 'USA'),
    ]).toEqual([false, true, false])
    expect(chamber.act({ act: 'answer', target, answer: 'accept' }, usa)).toMatchObject({ rule: 'AC-62' })
    expect(chamber.act({ act: 'fallOffer', target }, usa)).toMatchObject({ rule: 'AC-63' })
    expect(chamber.act({ act: 'fallOffer', target }, eu)).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'answer', target, answer: 'accept' }, rus)).toMatchObject({ rule: 'AC-62' })
  })
  test('refused with contradictions, unknown delegations, or aside to everybody', () => {
    const chamber = chamberOf(TEXT)
    const [target] = chamber.bids
    const decisions: Decision[] = [
      { act: 'keep', target: target! },
      { act: 'remove', target: target! },
    ]
    expect(chamber.act({ act: 'offer', decisions, title: 'x', to: null, seen: seenOf(chamber, decisions) })).toMatchObject({
      rule: 'AC-14',
    })
    expect(offer(chamber, { to: ['XXX'] })).toMatchObject({ rule: 'AC-61' })
    expect(offer(chamber, { aside: true })).toMatchObject({ rule: 'AC-61' })
  })
})
