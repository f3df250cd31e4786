// The ladder: one or several paragraphs, whom agreement waits for, and closing over somebody's head.
import { describe, expect, test } from 'vitest'
import { metaKey, pendingOf, stateOf } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import type { Delegation } from '@chapeau/shared/policy'
import { Chamber, delegate } from '../support/chamber.ts'
import { memberOf } from '../support/builders.ts'

const party = (code: string, members: readonly string[] = []): [string, Delegation] => [code, memberOf(code, members)]
const eu = delegate('EU')
const rus = delegate('RUS')

function chamberOf(notation: string): Chamber {
  const chamber = new Chamber(notation)
  chamber.parties = new Map([party('EU'), party('RUS'), party('USA'), party('G77', ['BRA', 'IND'])])
  chamber.present = new Set(['EU', 'RUS', 'USA', 'IND'])
  return chamber
}
const state = (chamber: Chamber, n: number): string => stateOf(metaOf(chamber.doc), chamber.pid(n))

describe('AC-30 paragraphs on the ladder', () => {
  test('AC-30 several move in one act, with the forum, and one undo takes them all back', () => {
    const chamber = chamberOf('1\tone.\n2\ttwo.\n3\tthree.')
    chamber.act({ act: 'setState', targets: [chamber.pid(1)], state: 'parked' })
    const targets = [chamber.pid(2), chamber.pid(0), chamber.pid(1)]
    const done = chamber.act({ act: 'setState', targets, state: 'agreed', forum: 'Plenary' })
    expect(done).toMatchObject({ status: 'done' })
    expect(done.status === 'done' && done.entries.map(({ act, paragraph, content }) => [act, paragraph?.label, content.before])).toEqual([
      ['setState', '1', 'open'],
      ['setState', '2', 'parked'],
      ['setState', '3', 'open'],
    ])
    expect(done.status === 'done' && done.entries[0]!.content.detail).toEqual({ forum: 'Plenary' })
    expect([0, 1, 2].map((n) => state(chamber, n))).toEqual(['agreed', 'agreed', 'agreed'])
    expect(metaOf(chamber.doc).get(metaKey.forum(chamber.pid(1)))).toBe('Plenary')
    expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
    expect([0, 1, 2].map((n) => state(chamber, n))).toEqual(['open', 'parked', 'open'])
  })
  test('AC-30 what is on the rung already stays as it is, and gets no entry', () => {
    const chamber = chamberOf('1\tone.\n2\ttwo.')
    chamber.act({ act: 'setState', targets: [chamber.pid(0)], state: 'agreed', forum: 'Plenary' })
    const done = chamber.act({ act: 'setState', targets: [chamber.pid(0), chamber.pid(1)], state: 'agreed', forum: 'Informals' })
    expect(done.status === 'done' && done.entries.map(({ paragraph }) => paragraph?.label)).toEqual(['2'])
    expect(metaOf(chamber.doc).get(metaKey.forum(chamber.pid(0)))).toBe('Plenary')
  })
  test('AC-30 an agreed one among them stops a step down, by name, and nothing moves', () => {
    const chamber = chamberOf('1\tone.\n2\ttwo.')
    chamber.act({ act: 'setState', targets: [chamber.pid(1)], state: 'agreed' })
    expect(chamber.act({ act: 'setState', targets: [chamber.pid(0), chamber.pid(1)], state: 'parked' })).toMatchObject({
      rule: 'AU-6',
      message: '2 is agreed. It changes only after it is reopened.',
    })
    expect(state(chamber, 0)).toBe('open')
  })
  test('AC-9 open brackets anywhere in the range stop agreeing, and are listed', () => {
    const chamber = chamberOf('1\tone.\n2\ttwo[ and more of it, which goes on – EU][ or – RUS].')
    expect(chamber.act({ act: 'setState', targets: [chamber.pid(0), chamber.pid(1)], state: 'agreed' })).toMatchObject({
      rule: 'AC-9',
      message: 'This paragraph has 2 open brackets: EU “and more of it, which go…”; RUS “or”.',
      brackets: chamber.bids,
    })
    expect(state(chamber, 0)).toBe('open')
  })
})

describe('AC-31 ad ref', () => {
  test('AC-31 it is pending named delegations, each of which clears itself', () => {
    const chamber = chamberOf('1\tone.')
    const target = chamber.pid(0)
    expect(chamber.act({ act: 'setState', targets: [target], state: 'adref', pending: ['EU', 'RUS', 'EU'] })).toMatchObject({
      status: 'done',
    })
    expect(pendingOf(metaOf(chamber.doc), target)).toEqual(['EU', 'RUS'])
    expect(chamber.act({ act: 'clear', target }, delegate('USA'))).toMatchObject({ rule: 'AC-31' })
    expect(chamber.act({ act: 'clear', target }, eu)).toMatchObject({ status: 'done' })
    expect(pendingOf(metaOf(chamber.doc), target)).toEqual(['RUS'])
    expect(chamber.act({ act: 'clear', target }, rus)).toMatchObject({ status: 'done' })
    expect(metaOf(chamber.doc).get(metaKey.pending(target))).toBeUndefined()
  })
  test('AC-31 only what is agreed ad ref is pending, and only on delegations of the meeting', () => {
    const chamber = chamberOf('1\tone.')
    const targets = [chamber.pid(0)]
    expect(chamber.act({ act: 'setState', targets, state: 'agreed', pending: ['EU'] })).toMatchObject({ rule: 'AC-31' })
    expect(chamber.act({ act: 'setState', targets, state: 'adref', pending: ['XYZ'] })).toMatchObject({ rule: 'AC-31' })
    expect(state(chamber, 0)).toBe('open')
  })
  test('AC-31 a delegation returns it with a reason; nothing else is returned', () => {
    const chamber = chamberOf('1\tone.')
    const target = chamber.pid(0)
    expect(chamber.act({ act: 'return', target, reason: 'Capital says no.' }, eu)).toMatchObject({ rule: 'AC-31' })
    chamber.act({ act: 'setState', targets: [target], state: 'adref', pending: ['EU'] })
    const done = chamber.act({ act: 'return', target, reason: 'Capital says no.' }, eu)
    expect(done).toMatchObject({ entries: [{ act: 'return', content: { before: 'adref', after: 'open', rationale: 'Capital says no.' } }] })
    expect(state(chamber, 0)).toBe('open')
    expect(pendingOf(metaOf(chamber.doc), target)).toEqual([])
    expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
    expect(pendingOf(metaOf(chamber.doc), target)).toEqual(['EU'])
  })
})

describe('AC-32 closing over somebody’s head', () => {
  const agree = { act: 'setState', state: 'agreed' } as const
  test('AC-32 who reserves on the paragraph or opposes its section is named, and recorded when the desk presses again', () => {
    const chamber = chamberOf('## Ports\n1\tone.')
    const targets = [chamber.pid(1)]
    chamber.act({ act: 'stand', target: chamber.pid(1), stance: 'reserves' }, rus)
    chamber.act({ act: 'stand', target: chamber.pid(0), stance: 'opposes' }, eu)
    expect(chamber.act({ ...agree, targets })).toMatchObject({ rule: 'AC-32', objectors: ['RUS', 'EU'], absent: [] })
    expect(chamber.act({ ...agree, targets, over: ['RUS'] })).toMatchObject({ rule: 'AC-32' })
    expect(state(chamber, 1)).toBe('open')
    const done = chamber.act({ ...agree, targets, over: ['RUS', 'EU'] })
    expect(done.status === 'done' && done.entries[0]!.over).toEqual(['RUS', 'EU'])
  })
  test('AC-32 who is not connected is named; a group is there with a member', () => {
    const chamber = chamberOf('1\tone.')
    chamber.present = new Set(['EU', 'BRA'])
    const targets = [chamber.pid(0)]
    expect(chamber.act({ ...agree, targets })).toMatchObject({
      rule: 'AC-32',
      message: 'Not connected: RUS, USA. Press again to do it all the same; the record will name them.',
      objectors: [],
      absent: ['RUS', 'USA'],
    })
    const done = chamber.act({ ...agree, targets, absent: ['RUS', 'USA', 'IND'] })
    expect(done.status === 'done' && done.entries[0]!.content.detail).toEqual({ absent: ['RUS', 'USA'] })
  })
  test('AC-32 agreeing for good names whom it still waits for; ad ref asks for nobody’s presence', () => {
    const chamber = chamberOf('1\tone.')
    chamber.present = new Set()
    const targets = [chamber.pid(0)]
    expect(chamber.act({ act: 'setState', targets, state: 'adref', pending: ['USA'] })).toMatchObject({ status: 'done' })
    chamber.present = new Set(['EU', 'RUS', 'USA', 'G77'])
    expect(chamber.act({ ...agree, targets })).toMatchObject({ objectors: ['USA'] })
  })
  test('AC-32 what only the facilitator was told warns the desk, and is not recorded as over', () => {
    const chamber = chamberOf('1\tone.')
    const targets = [chamber.pid(0)]
    chamber.act({ act: 'stand', target: chamber.pid(0), stance: 'reserves', audience: 'chair' }, rus)
    expect(chamber.act({ ...agree, targets })).toMatchObject({ objectors: ['RUS'] })
    const done = chamber.act({ ...agree, targets, over: ['RUS'] })
    expect(done.status === 'done' && done.entries[0]!.over).toBeUndefined()
  })
  test('AC-32 under the rule `chair` one press does, and the record says over whom', () => {
    const chamber = chamberOf('1\tone.')
    chamber.rules = { decide: 'chair' }
    chamber.act({ act: 'stand', target: chamber.pid(0), stance: 'opposes' }, rus)
    const done = chamber.act({ ...agree, targets: [chamber.pid(0)] })
    expect(done.status === 'done' && done.entries[0]!.over).toEqual(['RUS'])
  })
})
