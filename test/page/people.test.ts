// Presence as received, and news about own proposals.
import { describe, expect, it } from 'vitest'
import { decidedOnMine } from '@chapeau/client/page/history'
import { partiesOf, presenceOf } from '@chapeau/client/page/people'
import type { RecordLine } from '@chapeau/shared/protocol/api'

describe('UI-32 who is here', () => {
  it('UI-32 is one chip a party: the chair first, delegations by code, observers last', () => {
    const parties = partiesOf([
      { name: 'Ona', principal: null, role: 'observer' },
      { name: 'Ann', principal: 'USA', role: 'delegate' },
      { name: 'Bo', principal: 'EU', role: 'delegate' },
      { name: 'Ann', principal: 'USA', role: 'delegate' },
      { name: 'Cy', principal: 'USA', role: 'delegate' },
      { name: 'Di', principal: 'CHAIR', role: 'chair' },
    ])
    expect(parties.map(({ principal, names }) => [principal, names])).toEqual([
      ['CHAIR', ['Di']],
      ['EU', ['Bo']],
      ['USA', ['Ann', 'Cy']],
      [null, ['Ona']],
    ])
  })

  it.each([null, {}, { user: 'x' }, { user: null }, { user: { name: 'x', role: 'king' } }])('UI-32 %j says nobody', (state) => {
    expect(presenceOf(state)).toBeNull()
  })

  it('UI-32 reads what the server has stamped', () => {
    expect(presenceOf({ user: { name: 'Ann', principal: 'USA', role: 'delegate' }, cursor: {} })).toEqual({
      name: 'Ann',
      principal: 'USA',
      role: 'delegate',
    })
  })
})

describe('UI-33 news', () => {
  const line = (seq: number, act: string, principal: string, kind?: string): RecordLine => ({
    entry: {
      seq,
      at: '2026-03-14T15:52:00Z',
      act,
      by: { principal, person: 'p', role: 'delegate' },
      target: 'RUS:7.1',
      paragraph: { id: null, label: '3 bis' },
      contentHash: '',
      prev: '',
      hash: '',
    },
    content: kind === undefined ? {} : { detail: { kind } },
    salt: null,
  })
  const record = [line(1, 'propose', 'RUS', 'del'), line(2, 'remove', 'CHAIR')]

  it('UI-33 tells the proposer what was decided, by kind and place', () => {
    expect(decidedOnMine(record.slice(1), record, 'RUS')).toEqual([
      'Chair deleted the words as proposed in paragraph 3 bis, which you proposed.',
    ])
  })

  it('UI-33 tells others nothing', () => {
    expect(decidedOnMine(record.slice(1), record, 'EU')).toEqual([])
  })
})
