// The silence procedure as acts: the freeze, the breaches, what rises.
import { describe, expect, test } from 'vitest'
import { elapse } from '@chapeau/server/acts/silence'
import type { ActContext, ActOutcome } from '@chapeau/server/acts/types'
import { breachesIn, silenceOf, silenceOutcomeOf } from '@chapeau/shared/text/silence'
import { mayWrite } from '@chapeau/shared/policy'
import { stateOf, statusOf, withAsides } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'

const TEXT = '1\tone\n2\ttwo\n3\tthree[ more – EU]\n4\tfour\n5\tfive'
const HOUR = 3_600_000
const [eu, rus] = [delegate('EU'), delegate('RUS')]

function silent(anonymous = true, chamber = new Chamber(TEXT)): Chamber {
  const deadline = new Date(chamber.now + HOUR).toISOString()
  expect(chamber.act({ act: 'silence', deadline, zone: 'Europe/Zurich', rung: 'adref', anonymous })).toMatchObject({
    status: 'done',
    entries: [{ act: 'silence' }, { act: 'revise' }],
  })
  return chamber
}

/** What the server does when it looks. */
function look(chamber: Chamber): ReturnType<typeof elapse> {
  const context = {
    doc: chamber.doc,
    actor: chair,
    rules: chamber.rules,
    makeId: () => 'CHAIR:1.1',
    principalOf: () => null,
    now: chamber.now,
    seq: ++chamber.seq,
    asides: chamber.asides,
    parties: chamber.parties,
  } as unknown as ActContext
  return elapse(context)
}

const states = (chamber: Chamber): string[] => [0, 1, 2, 3, 4].map((n) => stateOf(metaOf(chamber.doc), chamber.pid(n)))
const breach = (chamber: Chamber, n: number, actor = eu, more: { anonymous?: boolean } = {}): ActOutcome =>
  chamber.act({ act: 'breakSilence', target: chamber.pid(n), reason: 'SECRET', ...more }, actor)

describe('AC-85 the text is at rest', () => {
  test('nobody writes or decides, and it is the next revision', () => {
    const chamber = silent()
    const meta = metaOf(chamber.doc)
    expect([statusOf(meta), meta.get('rev')]).toEqual(['silent', 'Rev.1'])
    expect(mayWrite(eu, statusOf(meta))).toMatchObject({ ok: false, message: expect.stringContaining('silence') as string })
    expect(chamber.decide({ act: 'keep', target: chamber.bids[0]! })).toMatchObject({ rule: 'AU-6' })
    for (const act of [{ act: 'adopt' }, { act: 'revise' }, { act: 'undo', seq: 1 }, { act: 'reopen', target: null, reason: 'x' }] as const)
      expect(chamber.act(act)).toMatchObject({ status: 'refused' })
  })
  test('refused: in the past, too far ahead, in no zone, by a delegation, twice', () => {
    const chamber = new Chamber(TEXT)
    const ask = (hours: number, zone = 'UTC', actor = chair): ActOutcome =>
      chamber.act({ act: 'silence', deadline: new Date(chamber.now + hours * HOUR).toISOString(), zone, rung: 'agreed' }, actor)
    for (const outcome of [ask(-1), ask(0), ask(24 * 400), ask(1, 'Mars/Olympus')]) expect(outcome).toMatchObject({ rule: 'AC-85' })
    expect(ask(1, 'UTC', eu)).toMatchObject({ rule: 'AC-1' })
    expect(ask(1)).toMatchObject({ status: 'done' })
    expect(ask(1)).toMatchObject({ status: 'refused' })
  })
})

describe('AC-86 breaking silence', () => {
  test('by name, once', () => {
    const chamber = silent()
    expect(breach(chamber, 0)).toMatchObject({ status: 'done', entries: [{ act: 'breakSilence', content: { rationale: 'SECRET' } }] })
    expect(breach(chamber, 0)).toMatchObject({ rule: 'AC-86' })
    expect(breach(chamber, 0, rus)).toMatchObject({ status: 'done' })
    expect(breachesIn(metaOf(chamber.doc)).map(({ by }) => by)).toEqual(['EU', 'RUS'])
  })
  test('without the room learning by whom; the desk and the delegation know', () => {
    const chamber = silent()
    expect(breach(chamber, 0, eu, { anonymous: true })).toMatchObject({ entries: [{ audience: ['chair', 'EU'] }] })
    const meta = metaOf(chamber.doc)
    const known = JSON.stringify([...meta.keys()].map((key) => [key, meta.get(key)]))
    expect(known.includes('SECRET') || known.includes('"by":"EU"') || known.includes('/EU')).toBe(false)
    expect(breachesIn(meta)).toMatchObject([{ pid: chamber.pid(0), by: '', reason: '' }])
    const heard = withAsides(meta, new Map([...chamber.asides.values()].map(({ key, value }) => [key, value])))
    expect(breachesIn(heard)).toMatchObject([{ by: 'EU', reason: 'SECRET' }])
    expect(breach(chamber, 0, eu)).toMatchObject({ rule: 'AC-86' })
  })
  test('not anonymously where the procedure is by name, nor outside of one', () => {
    expect(breach(silent(false), 0, eu, { anonymous: true })).toMatchObject({ rule: 'AC-86' })
    expect(breach(new Chamber(TEXT), 0)).toMatchObject({ rule: 'AC-86' })
  })
})

describe('AC-88 at the deadline', () => {
  test('what nobody broke rises, the rest is listed, once, and the text may change again', () => {
    const chamber = new Chamber(TEXT)
    chamber.act({ act: 'setState', targets: [chamber.pid(3)], state: 'parked' })
    chamber.rules = { decide: 'chair' }
    chamber.act({ act: 'setState', targets: [chamber.pid(4)], state: 'agreed' })
    silent(true, chamber)
    breach(chamber, 0, eu, { anonymous: true })
    chamber.now += HOUR - 1
    expect(look(chamber)).toBeNull()
    chamber.now += 1
    expect(look(chamber)).toMatchObject({
      entries: [
        { act: 'silenceOver', content: { after: 'risen: 2; broken: 1; held by what is open: 3, 4' } },
        { act: 'setState', content: { before: 'open', after: 'adref' } },
      ],
    })
    expect(states(chamber)).toEqual(['open', 'adref', 'open', 'parked', 'agreed'])
    const meta = metaOf(chamber.doc)
    expect([silenceOf(meta), statusOf(meta)]).toEqual([null, 'issued'])
    expect(silenceOutcomeOf(meta)).toMatchObject({
      how: 'elapsed',
      risen: [chamber.pid(1)],
      held: [chamber.pid(2), chamber.pid(3)],
      broken: [{ by: '' }],
    })
    expect(look(chamber)).toBeNull()
  })
  test('a clock set back does not end it, one set forward does, neither twice', () => {
    const chamber = silent()
    chamber.now -= 48 * HOUR
    expect(look(chamber)).toBeNull()
    chamber.now += 72 * HOUR
    expect(look(chamber)).not.toBeNull()
    chamber.now -= 72 * HOUR
    expect(look(chamber)).toBeNull()
  })
})

describe('AC-87 the desk', () => {
  test('ends it early, and nothing rises', () => {
    const chamber = silent()
    breach(chamber, 0)
    expect(chamber.act({ act: 'endSilence', reason: 'a slip' }, eu)).toMatchObject({ rule: 'AC-1' })
    expect(chamber.act({ act: 'endSilence', reason: 'a slip' })).toMatchObject({ status: 'done' })
    expect(states(chamber)).toEqual(['open', 'open', 'open', 'open', 'open'])
    expect(silenceOutcomeOf(metaOf(chamber.doc))).toMatchObject({ how: 'early', broken: [{ by: 'EU' }] })
  })
  test('gives it another deadline', () => {
    const chamber = silent()
    const extend = { deadline: new Date(chamber.now + 5 * HOUR).toISOString(), zone: 'UTC' }
    expect(chamber.act({ act: 'endSilence', reason: 'asked', extend })).toMatchObject({ status: 'done' })
    expect(silenceOf(metaOf(chamber.doc))).toMatchObject({ deadline: extend.deadline, zone: 'UTC', rung: 'adref' })
    chamber.now += 2 * HOUR
    expect(look(chamber)).toBeNull()
  })
})
