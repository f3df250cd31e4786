// The ready list of parties and finding one in it.
import { describe, expect, it } from 'vitest'
import { isDelegationCode } from '@chapeau/shared/ids'
import { GROUPS } from '@chapeau/shared/parties/groups'
import { MEMBERS, OBSERVER_STATES } from '@chapeau/shared/parties/members'
import { CANDIDATES, fold, partyCalled, searchParties } from '@chapeau/shared/parties/search'

const codesOf = (parties: readonly { code: string }[]): string[] => parties.map(({ code }) => code)
const STATES = new Set([...codesOf(MEMBERS), ...codesOf(OBSERVER_STATES)])
/** Small island States outside the United Nations. */
const BEYOND = new Set(['COK', 'NIU'])

describe('UI-60 the ready list', () => {
  it('UI-60 has the 193 Members and the two observer States', () => {
    expect([MEMBERS.length, OBSERVER_STATES.length]).toEqual([193, 2])
  })

  it('UI-60 gives States three letters and everybody a code of their own', () => {
    expect(MEMBERS.every(({ code }) => /^[A-Z]{3}$/.test(code))).toBe(true)
    expect(CANDIDATES.every(({ code }) => isDelegationCode(code))).toBe(true)
    expect(new Set(codesOf(CANDIDATES)).size).toBe(CANDIDATES.length)
  })

  it('UI-60 calls nobody by a name, another name or a code that is somebody else’s', () => {
    const names = CANDIDATES.flatMap(({ code, name, aliases }) => [...new Set([code, name, ...aliases].map(fold))])
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  it('UI-60 stands in alphabetical order, which a forgotten or doubled State would break', () => {
    const folded = MEMBERS.map(({ name }) => fold(name))
    expect(folded).toEqual([...folded].sort())
  })

  it.each(GROUPS.filter(({ members }) => members.length > 0).map((group) => [group.code, group.members] as const))(
    'UI-60 knows every member of %s, once',
    (_, members) => {
      expect(members.filter((code) => !STATES.has(code) && !BEYOND.has(code))).toEqual([])
      expect(new Set(members).size).toBe(members.length)
    },
  )

  it.each([
    ['EU', 27],
    ['AGN', 54],
    ['AOSIS', 39],
    ['LLDC', 32],
    ['ARAB', 22],
    ['EIG', 6],
    ['CANZ', 3],
  ])('UI-60 %s has %i members', (code, size) => {
    expect(GROUPS.find((group) => group.code === code)?.members.length).toBe(size)
  })
})

describe('UI-61 searching it', () => {
  it.each([
    ['rus', 'RUS'],
    ['Russia', 'RUS'],
    ['cote d', 'CIV'],
    ['Türkiye', 'TUR'],
    ['turkey', 'TUR'],
    ['UK', 'GBR'],
    ['us', 'USA'],
    ['south kor', 'KOR'],
    ['g-77', 'G77'],
    ['holy', 'VAT'],
    ['herzegovina', 'BIH'],
    ['niger', 'NER'],
    ['saint luc', 'LCA'],
  ])('UI-61 %j finds %s first', (query, code) => expect(searchParties(query, 8)[0]?.code).toBe(code))

  it.each(['', '  ', '…', 'zzzz'])('UI-61 %j finds nobody', (query) => expect(searchParties(query, 8)).toEqual([]))

  it('UI-61 gives at most as many as are asked for', () => expect(searchParties('a', 8)).toHaveLength(8))

  it('UI-61 an exact name is needed to be called so', () => {
    expect(partyCalled('united kingdom')?.code).toBe('GBR')
    expect(partyCalled('united')).toBeNull()
  })
})
