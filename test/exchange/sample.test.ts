// The sample meeting's text: that it shows a newcomer every kind of bracket, and stands by the rules of the house.
import { describe, expect, test } from 'vitest'
import { SAMPLE } from '@chapeau/server/sample/text'
import { sampleText } from '@chapeau/server/sample/sample'
import { standsOf } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'

const { body, meta } = sampleText()
const reading = read(body, meta)
const brackets = [...reading.brackets.values()]
const depthOf = (bid: string | null): number => (bid === null ? 0 : 1 + depthOf(reading.brackets.get(bid)!.parent))

describe('EX-3 the sample shows every kind of bracket', () => {
  test('about 40 paragraphs with labels as the United Nations print them', () => {
    expect(reading.paragraphs).toHaveLength(SAMPLE.paragraphs.length)
    expect(Math.abs(SAMPLE.paragraphs.length - 40)).toBeLessThanOrEqual(5)
    expect(SAMPLE.paragraphs.map(({ label }) => label)).toEqual(expect.arrayContaining(['PP1', '1', '3 bis', '(a)', '(i)']))
  })
  test('brackets of five delegations, of the Chair and of nobody yet', () => {
    expect(new Set(brackets.map(({ by }) => by))).toEqual(new Set(['RUS', 'EU', 'USA', 'G77', 'CHE', 'CHAIR', '']))
  })
  test('additions, deletions, reservations, a placeholder, a nest of three, a whole paragraph', () => {
    expect(new Set(brackets.map(({ kind }) => kind))).toEqual(new Set(['ins', 'del', 'res']))
    expect(brackets.some(({ placeholder }) => placeholder)).toBe(true)
    expect(Math.max(...brackets.map(({ bid }) => depthOf(bid)))).toBe(3)
    expect(SAMPLE.paragraphs.filter(({ proposed }) => proposed === true)).not.toHaveLength(0)
  })
  test('replaces, and three alternatives for one place', () => {
    const groups = Object.values(
      brackets.reduce<Record<string, string[]>>((all, { group, kind }) => {
        if (group !== null) all[group] = [...(all[group] ?? []), kind]
        return all
      }, {}),
    ).map((kinds) => kinds.join(' '))
    expect(groups).toContain('del ins')
    expect(groups).toContain('ins ins ins')
  })
  test('agreed, ad referendum and parked paragraphs; what is agreed holds no bracket', () => {
    expect(new Set(SAMPLE.paragraphs.map(({ state }) => state ?? 'open'))).toEqual(new Set(['open', 'agreed', 'adref', 'parked']))
    const agreed = reading.paragraphs.filter((_, i) => SAMPLE.paragraphs[i]!.state === 'agreed')
    expect(agreed.flatMap(({ opened, entry }) => [...opened, ...entry])).toEqual([])
  })
  test('every stand and co-sponsor is a delegation of the meeting, on words that are there', () => {
    const codes = SAMPLE.delegations.map(({ code }) => code)
    const taken = [...standsOf(meta)].flatMap(([target, stands]) => [...stands.keys()].map((code) => ({ target, code })))
    expect(taken.length).toBeGreaterThan(SAMPLE.stands.length)
    expect(taken.filter(({ target, code }) => !codes.includes(code) || !reading.brackets.has(target))).toEqual([])
  })
})
