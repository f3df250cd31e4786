// What things are called and which colour parties get.
import { describe, expect, it } from 'vitest'
import { huesFor } from '@chapeau/client/page/hues'
import { count, placeName, revisionName, seatName, shortLabel, stanceName, when } from '@chapeau/client/page/names'

const codes = (n: number): string[] => Array.from({ length: n }, (_, i) => `D${i + 1}`)

describe('UI-1 hues', () => {
  it('UI-1 follow the order of the delegations while the meeting has at most eight', () => {
    const hue = huesFor(codes(8), new Set(['D8']), 'D2')
    expect(['D1', 'D2', 'D8'].map(hue)).toEqual(['1', '2', '8'])
  })

  it('UI-1 are shared by the delegations present in the text of a larger meeting', () => {
    const hue = huesFor(codes(30), new Set(['D30', 'D7']), null)
    expect(['D7', 'D30', 'D1'].map(hue)).toEqual(['1', '2', 'none'])
  })

  it('UI-1 are mine and others when more than eight are present', () => {
    const hue = huesFor(codes(30), new Set(codes(9)), 'D3')
    expect(['D3', 'D1', 'D30'].map(hue)).toEqual(['mine', 'others', 'others'])
  })

  it('UI-1 never give the facilitator or nobody a delegation’s hue', () => {
    const hue = huesFor(codes(3), new Set(['CHAIR', '']), 'CHAIR')
    expect([hue('CHAIR'), hue('')]).toEqual(['chair', 'none'])
  })
})

describe('UI-2 labels', () => {
  it.each([
    ['RUS', 'RUS'],
    ['RUS, EU, USA', 'RUS, EU, USA'],
    ['RUS, EU, USA, JPN', 'RUS, EU, USA +1'],
    ['delete, RUS, EU, USA, JPN, BRA', 'delete, RUS, EU, USA +2'],
    ['reserve', 'reserve'],
    ['', ''],
  ])('UI-2 %j prints as %j', (label, printed) => expect(shortLabel(label)).toBe(printed))
})

describe('UI-5 words for places, stands and revisions', () => {
  it.each([
    ['3 bis', 4, 'paragraph 3 bis'],
    ['2.', 4, 'paragraph 2'],
    ['(a)', 4, 'paragraph (a)'],
    ['', 4, 'paragraph 5 of the text'],
    ['•', 0, 'paragraph 1 of the text'],
  ])('UI-5 label %j at %i is %j', (label, index, name) => expect(placeName(label, index)).toBe(name))

  it('UI-5 opposing a deletion is to retain the words', () => {
    expect([stanceName('opposes', 'del'), stanceName('opposes', 'ins')]).toEqual(['Retain', 'Opposes'])
  })

  it.each([
    ['Rev.2', 14, 'Rev.2 + 14 changes'],
    ['Rev.2', 1, 'Rev.2 + 1 change'],
    ['Rev.1', 0, 'Rev.1'],
    ['', 3, 'Draft + 3 changes'],
  ])('UI-5 %j with %i changes', (revision, changes, name) => expect(revisionName(revision, changes)).toBe(name))

  it('UI-5 a seat is named by role and delegation', () => {
    expect(seatName({ role: 'delegate', delegation: 'RUS' })).toBe('Delegate · RUS')
    expect(seatName({ role: 'chair', delegation: null })).toBe('Facilitator')
  })

  it('UI-5 times of another day carry the day', () => {
    const now = new Date(2026, 2, 14, 16, 30)
    expect(when(new Date(2026, 2, 14, 9, 5), now)).toBe('09:05')
    expect(when(new Date(2026, 2, 12, 9, 5), now)).toBe('12 Mar, 09:05')
  })

  it('UI-5 counts are in the singular for one', () => {
    expect([count(1, 'bracket'), count(1284, 'bracket')]).toEqual(['1 bracket', '1,284 brackets'])
  })
})
