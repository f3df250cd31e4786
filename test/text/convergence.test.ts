// Counting what is open, and the course of it.
import { describe, expect, test } from 'vitest'
import { chartOf } from '@chapeau/client/page/convergence'
import { convergenceOf, thinned, type CountsAt } from '@chapeau/shared/brackets/convergence'
import { metaKey } from '@chapeau/shared/text/meta'
import { parseNotation, printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { text } from '../support/builders.ts'

const at = (minute: number, brackets = minute): CountsAt => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  seq: minute + 1,
  brackets,
  issues: brackets,
})

describe('AC-130 what is open', () => {
  test('AC-130 a group of brackets is one issue', () => {
    const { body, meta, bids } = parseNotation(
      '1.\tPorts [shall – delete, EU][should – EU] open[ always – RUS].\n2.\tShips[ may – RUS] sail.',
    )
    for (const bid of bids.slice(0, 2)) meta.set(metaKey.group(bid), 'g')
    expect(convergenceOf(read(body, meta), meta)).toMatchObject({
      brackets: 4,
      issues: 3,
      paragraphs: [
        { label: '1.', brackets: 3, issues: 2 },
        { label: '2.', brackets: 1, issues: 1 },
      ],
      delegations: [
        { principal: 'EU', brackets: 2, issues: 1 },
        { principal: 'RUS', brackets: 2, issues: 2 },
      ],
    })
  })

  test('AC-130 a proposal at several places is one issue, and counts where it first stands', () => {
    const { reading, meta, bids } = text('1.\tPorts[ always – EU] open.\n2.\tShips[ always – EU] sail.')
    for (const bid of bids) meta.set(metaKey.set(bid), 's')
    const counted = convergenceOf(reading, meta)
    expect([counted.brackets, counted.issues]).toEqual([2, 1])
    expect(counted.paragraphs.map(({ issues }) => issues)).toEqual([1, 0])
  })

  test.each([
    ['1.\tPorts open.', 0],
    ['1.\tPorts [a [b – EU] c – RUS] [ ] \\[x\\] open.', 3],
    ['[2 bis.\tPorts open. – EU]\n3.\tShips[ – delete, EU] sail.', 2],
    ['1.\tPorts [open.\n2.\tShips – EU] sail.', 1],
  ])('AC-130 %j: as many as its notation prints', (notation, brackets) => {
    const { reading, meta } = text(notation)
    expect(convergenceOf(reading, meta).brackets).toBe(brackets)
    expect(printNotation(reading, meta).match(/(?<!\\)\[/g)?.length ?? 0).toBe(brackets)
  })
})

describe('AC-130 over time', () => {
  test('AC-130 a long series is thinned to the last count of each stretch, with its first and its last', () => {
    const series = Array.from({ length: 1_000 }, (_, i) => at(i))
    const few = thinned(series, 50)
    expect(few.length).toBeLessThanOrEqual(50)
    expect(few[0]).toBe(series[0])
    expect(few.at(-1)).toBe(series.at(-1))
    expect(few.map(({ seq }) => seq)).toEqual(few.map(({ seq }) => seq).toSorted((a, b) => a - b))
    expect(thinned(series.slice(0, 50), 50)).toEqual(series.slice(0, 50))
    expect(thinned([at(1), at(1), at(1)], 2).length).toBeLessThanOrEqual(2)
  })

  test('UI-101 a count holds until the next one, and the last until now', () => {
    const plane = { width: 100, height: 100 }
    expect(chartOf([], 0, plane)).toBeNull()
    const chart = chartOf([at(0, 10), at(5, 0)], Date.parse(at(10).at), plane)!
    expect(chart.lines[0]!.path).toBe('M0,0L50,0L50,100L100,100L100,100')
    expect(chart.lines[0]!.end).toEqual({ x: 100, y: 100, value: 0 })
    expect(chart.up.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8', '10'])
    expect(chart.lines[1]!.end.y).toBeGreaterThan(chart.lines[0]!.end.y)
  })
})
