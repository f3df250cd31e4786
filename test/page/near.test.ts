// Proposals that say nearly the same: which are, and what the desk and their holders are offered about them.
import { describe, expect, test } from 'vitest'
import { nearClusters, type NearCluster } from '@chapeau/client/page/near'
import { isNear, nearIn } from '@chapeau/shared/brackets/near'
import { metaOf } from '@chapeau/shared/text/ytext'
import { chair, Chamber, delegate } from '../support/chamber.ts'
import { text } from '../support/builders.ts'

describe('AC-131 what is nearly the same', () => {
  test.each([
    ['as appropriate', 'As appropriate,', true],
    ['with the organization of pilots', 'with the organisation of pilots', true],
    ['and share the costs fairly', 'and share costs fairly', true],
    ['in a fair and open manner', 'in an open and fair manner', true],
    ['والموانئ الصغيرة', 'والموانئ الصغيرة،', true],
    ['shall be paid by the port', 'should be paid by the port', false],
    ['do share the costs with others', 'do not share the costs with others', false],
    ['within 10 days of their arrival', 'within 100 days of their arrival', false],
    ['every year', 'every week', false],
    ['now', 'not', false],
    ['ports', 'posts', false],
    ['', '', false],
  ])('AC-131 %j and %j: %s', (one, other, near) => {
    expect([isNear(one, other), isNear(other, one)]).toEqual([near, near])
  })

  test.each([
    ['of one paragraph', '1.\tPorts[ as appropriate – EU][, as appropriate, – RUS] open[ as appropriate – USA].', [['EU', 'RUS', 'USA']]],
    ['not of two', '1.\tPorts[ as appropriate – EU] open.\n2.\tShips[ as appropriate – RUS] sail.', []],
    ['not of one holder', '1.\tPorts[ as appropriate – EU] open[ as appropriate – EU].', []],
    ['not what deletes with what adds', '1.\tPorts[ as appropriate – EU] open[ as appropriate – delete, RUS].', []],
    ['the same deletion', '1.\tPorts [[always – delete, RUS] – delete, EU] open.', [['EU', 'RUS']]],
    [
      'not the words that two replace by others',
      '1.\tPorts [[open – delete, RUS, group 2][gather – RUS, group 2] – delete, EU, group 1][close – EU, group 1].',
      [],
    ],
  ])('AC-131 %s', (_, notation, holders) => {
    expect(nearIn(text(notation).reading).map((members) => members.map(({ holder }) => holder))).toEqual(holders)
  })
})

describe('UI-102 what can be done about it', () => {
  const two = '1.\tPorts[ in a fair manner – EU] open[ in fair manner – RUS].'
  const labels = ([cluster]: readonly NearCluster[]): string[][] => cluster!.members.map(({ actions }) => actions.map(({ label }) => label))
  const of = ({ reading, doc }: Chamber, actor = chair): NearCluster[] => nearClusters({ reading, meta: metaOf(doc) }, actor, 'issued')

  test('UI-102 the desk puts one wording to whoever holds the other, and their answer adopts it', () => {
    const chamber = new Chamber(two)
    expect(labels(of(chamber))).toEqual([['Put these to RUS'], ['Put these to EU']])
    const [ours] = of(chamber)[0]!.members
    const { wish } = ours!.actions[0]!
    expect(wish).toMatchObject({ act: 'offer', to: ['RUS'], decisions: [{ act: 'keep' }, { act: 'remove' }] })
  })

  test('UI-102 a holder joins the other words, and withdraws its own after that', () => {
    const chamber = new Chamber(two)
    const eu = delegate('EU')
    expect(labels(of(chamber, eu))).toEqual([[], ['Join these words']])
    const { bid } = of(chamber, eu)[0]!.members[1]!
    expect(chamber.act({ act: 'join', target: bid, seen: chamber.seen([bid]) }, eu)).toMatchObject({ status: 'done' })
    expect(labels(of(chamber, eu))).toEqual([['Withdraw ours'], []])
  })

  test('UI-102 who holds none of them is told of none', () => {
    expect(of(new Chamber(two), delegate('USA'))).toEqual([])
  })

  test('UI-102 alternatives among others are not settled by two of them', () => {
    const chamber = new Chamber('1.\tPorts [in a fair manner – EU, group 1][in fair manner – RUS, group 1][ – USA, group 1] open.')
    expect(labels(of(chamber))).toEqual([[], []])
    const [cluster] = of(new Chamber('1.\tPorts[ in a fair manner – EU, group 1][ in fair manner – RUS, group 1] open.'))
    expect(cluster).toMatchObject({ group: null })
    expect(cluster!.members.map(({ actions }) => actions[0]!.wish)).toMatchObject([
      { decisions: [{ act: 'choose', target: cluster!.members[0]!.bid }] },
      { decisions: [{ act: 'choose', target: cluster!.members[1]!.bid }] },
    ])
  })
})
