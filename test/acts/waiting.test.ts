// Proposals that are seconded, or pass the facilitator, before they enter the text.
import { describe, expect, test } from 'vitest'
import { waitingRows } from '@chapeau/client/page/waiting'
import type { ActOutcome } from '@chapeau/server/acts/types'
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { mayWrite, PRESET_RIGHTS, type Actor, type Delegation } from '@chapeau/shared/policy'
import { waitingIn, type Entry } from '@chapeau/shared/text/waiting'
import { metaOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'
import { memberOf } from '../support/builders.ts'

const eu = delegate('EU')
const rus = delegate('RUS')
const party = (code: string): [string, Delegation] => [code, memberOf(code)]

function chamberWith(entry: Entry): Chamber {
  const chamber = new Chamber('1\tPorts open.')
  chamber.rules = { decide: 'consensus', entry }
  chamber.parties = new Map([party('EU'), party('RUS')])
  return chamber
}

function propose(chamber: Chamber, actor: Actor = eu): ActOutcome {
  const pid = chamber.pid(0)
  const seen = { sv: chamber.seen([]).sv, words: paragraphsDigest(chamber.reading, [pid]) }
  return chamber.act({ act: 'propose', edits: [{ pid, at: 10, length: 0, insert: ' daily' }], seen, rationale: 'It is needed.' }, actor)
}
const room = (chamber: Chamber): number => waitingIn(metaOf(chamber.doc)).length

describe('AC-72 seconded', () => {
  test('AC-72 a proposal waits in everybody’s sight until another delegation seconds it; then it is its author’s in the text', () => {
    const chamber = chamberWith('seconded')
    expect(propose(chamber)).toMatchObject({ entries: [{ act: 'submit', content: { after: ' daily' } }] })
    expect(chamber.text).toBe('1\tPorts open.')
    expect(room(chamber)).toBe(1)
    expect(chamber.act({ act: 'second', proposal: 1 }, eu)).toMatchObject({ rule: 'AC-72' })
    const done = chamber.act({ act: 'second', proposal: 1 }, rus)
    expect(done).toMatchObject({
      status: 'done',
      entries: [
        { act: 'second', content: { detail: { by: 'EU' } } },
        { act: 'propose', principal: 'EU', content: { rationale: 'It is needed.' } },
      ],
    })
    expect(chamber.text).toBe('1\tPorts open[ daily – EU].')
    expect(room(chamber)).toBe(0)
    expect(chamber.act({ act: 'undo', seq: chamber.seq })).toMatchObject({ status: 'done' })
    expect(chamber.text).toBe('1\tPorts open.')
    expect(room(chamber)).toBe(1)
  })
  test('AC-72 what others wrote beside it since does not matter; words that are gone do', () => {
    const beside = chamberWith('seconded')
    propose(beside)
    const late = beside.copy('RUS', 50)
    late.getText('body').insert(1, 'All ')
    beside.receive(late)
    beside.act({ act: 'second', proposal: 1 }, rus)
    expect(beside.text).toBe('1\tAll Ports open[ daily – EU].')
    const gone = chamberWith('seconded')
    propose(gone)
    const cut = gone.copy('RUS', 51)
    cut.getText('body').delete(1, 6)
    gone.receive(cut)
    expect(gone.act({ act: 'second', proposal: 1 }, rus)).toMatchObject({ rule: 'AC-2' })
    expect(room(gone)).toBe(1)
  })
  test('AC-72 its author takes it back, the desk lets it fall, nobody else does', () => {
    const chamber = chamberWith('seconded')
    propose(chamber)
    propose(chamber)
    expect(chamber.act({ act: 'dropProposal', proposal: 1 }, rus)).toMatchObject({ rule: 'AC-72' })
    expect(chamber.act({ act: 'dropProposal', proposal: 1 }, eu)).toMatchObject({ status: 'done' })
    expect(chamber.act({ act: 'dropProposal', proposal: 2, reason: 'Out of order.' })).toMatchObject({ status: 'done' })
    expect(room(chamber)).toBe(0)
    expect(chamber.act({ act: 'second', proposal: 2 }, rus)).toMatchObject({ rule: 'AC-72' })
  })
})

describe('AC-72 the facilitator’s queue', () => {
  test('AC-72 what waits for the facilitator is for its ears and its author’s; admitted it is the room’s', () => {
    const chamber = chamberWith('queue')
    const submitted = propose(chamber)
    expect(submitted.status === 'done' && submitted.entries[0]!.audience).toEqual(['chair', 'EU'])
    expect(room(chamber)).toBe(0)
    expect(chamber.asides.get('q/1')?.audience).toEqual(['chair', 'EU'])
    expect(chamber.act({ act: 'second', proposal: 1 }, rus)).toMatchObject({ rule: 'AC-72' })
    expect(chamber.act({ act: 'admit', proposal: 1 }, rus)).toMatchObject({ rule: 'AC-1' })
    const admitted = chamber.act({ act: 'admit', proposal: 1 })
    expect(admitted.status === 'done' && admitted.entries.map(({ audience }) => audience)).toEqual([undefined, undefined])
    expect(chamber.text).toBe('1\tPorts open[ daily – EU].')
    expect(chamber.asides.has('q/1')).toBe(false)
  })
})

describe('AC-72 who writes directly', () => {
  test.each<[Entry | undefined, Actor, boolean]>([
    [undefined, eu, true],
    ['direct', eu, true],
    ['seconded', eu, false],
    ['queue', eu, false],
    ['queue', chair, true],
    ['seconded', { role: 'secretariat', principal: 'EU', rights: PRESET_RIGHTS.member }, true],
  ])('AC-72 under %s', (entry, actor, writes) => expect(mayWrite(actor, 'issued', entry).ok).toBe(writes))
  test('AC-72 the desk’s own proposals do not wait', () => {
    const chamber = chamberWith('queue')
    propose(chamber, { role: 'secretariat', principal: 'EU', rights: PRESET_RIGHTS.member })
    expect(chamber.text).toBe('1\tPorts open[ daily – EU].')
  })
  test('UI-128 what waits is listed with what one may do about it', () => {
    const chamber = chamberWith('seconded')
    propose(chamber)
    const offered = (actor: Actor): string[] =>
      waitingRows(metaOf(chamber.doc), actor, 'issued').flatMap(({ buttons }) => buttons.map(({ label }) => label))
    expect(waitingRows(metaOf(chamber.doc), eu, 'issued')[0]).toMatchObject({
      principal: 'EU',
      place: '1',
      words: '“daily”',
      rationale: 'It is needed.',
    })
    expect(offered(eu)).toEqual(['Take it back'])
    expect(offered(rus)).toEqual(['Second'])
    expect(offered(chair)).toEqual(['Admit', 'Let it fall'])
    expect(offered({ role: 'observer', principal: null, rights: null })).toEqual([])
  })
})
