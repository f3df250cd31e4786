// What a file that comes back is compared as: words of the base, what was done to the file, the differences.
import { describe, expect, test } from 'vitest'
import { parseNotation } from '@chapeau/shared/text/notation'
import { AS_TEXT, AS_TRACKED, compared, edited, printed, said } from '../support/returning.ts'

const base = (notation: string) => {
  const { body, meta } = parseNotation(notation)
  return { body, meta }
}

/** Replaces words as Word's runs have them. */
const swap =
  (...pairs: readonly (readonly [string, string])[]) =>
  (xml: string): string =>
    pairs.reduce((out, [from, to]) => {
      if (!out.includes(from)) throw new Error(`"${from}" is not in ${out}`)
      return out.replace(from, to)
    }, xml)

describe('IM-61 words that differ', () => {
  const table: [string, string, [string, string][], string[]][] = [
    ['an addition', '1\tPorts open.', [['Ports open', 'Ports always open']], ['EU insert: + always']],
    ['a deletion', '1\tPorts always open.', [['Ports always open', 'Ports open']], ['EU delete: − always']],
    ['a replacement', '1\tPorts shall open.', [['shall', 'should']], ['EU replace: −shall +should']],
    ['words within another’s bracket', '1\tPorts[ always now – RUS] open.', [[' always now', ' always']], ['EU delete: − now']],
  ]
  test.each(table)('%s', (_, notation, pairs, differences) => {
    const text = base(notation)
    const found = compared(text, edited(printed(text, AS_TEXT), swap(...pairs)), AS_TEXT, { principal: 'EU' })
    expect(said(found)).toEqual(differences)
    expect(found.vanished).toEqual([])
  })
})

describe.each([
  ['brackets as text', AS_TEXT],
  ['tracked', AS_TRACKED],
  ['base', { view: 'base', brackets: 'text' } as const],
  ['accepted', { view: 'accepted', brackets: 'text' } as const],
  ['without names', { view: 'unattributed', brackets: 'text' } as const],
])('IM-60 an untouched file, %s', (_, as) => {
  test.each([
    ['1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open[ always – RUS, EU].\n[2\tShips [sail] on. – USA]'],
    ['# Ports\n## I. Use\n1\tby [ ] 2030[ – EU] [words – reserve, USA]\n- (a)\ta \\[literal\\] bracket'],
  ])('%s', (notation) => {
    const text = base(notation)
    const found = compared(text, printed(text, as), as, { principal: 'EU' })
    expect([said(found), found.vanished, found.notes]).toEqual([[], [], []])
  })
})
