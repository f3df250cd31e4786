// The four views, labels of inserted paragraphs, and the digest of what was seen.
import { describe, expect, test } from 'vitest'
import { wordsDigest, wordsOf } from '@chapeau/shared/brackets/words'
import { labelAfter } from '@chapeau/shared/text/labels'
import { parseEmbed } from '@chapeau/shared/text/schema'
import { viewOf, viewText, type View } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

const seen = (notation: string, view: View): string => {
  const { reading, meta } = text(notation)
  return viewOf(reading, meta, view).map(viewText).join('\n')
}

const TEXT = 'Ports [should – RUS, EU] be [quite – delete, USA] open [to all – reserve, IRN] within [ – EU] months'

describe('TX-14 rolling shows brackets with names, TX-15 unattributed without', () => {
  test('rolling', () => expect(seen(TEXT, 'rolling')).toBe(TEXT))
  test('unattributed', () =>
    expect(seen(TEXT, 'unattributed')).toBe('Ports [should] be [quite – delete] open [to all – reserve] within [ ] months'))
})

describe('TX-16 base is the text as if nothing bracketed were agreed', () => {
  const table: [string, string][] = [
    [TEXT, 'Ports  be quite open to all within  months'],
    ['[a [b – RUS] – EU] c', ' c'],
    ['one\n[1 bis\tproposed – EU]\ntwo', 'one\ntwo'],
    ['one [and\nmore – EU] two', 'one  two'],
    ['[old – delete, EU, group 1][new – EU, group 1]', 'old'],
    ['words [a footnote – note, EU]', 'words '],
  ]
  test.each(table)('%s', (notation, expected) => expect(seen(notation, 'base')).toBe(expected))
})

describe('TX-17 accepted is the text as if every proposal were, alternatives staying bracketed', () => {
  const table: [string, string][] = [
    [TEXT, 'Ports should be  open to all within  months'],
    ['one\n[1 bis\tproposed – EU]\ntwo', 'one\nproposed\ntwo'],
    ['[old – delete, EU, group 1][new – EU, group 1]', 'new'],
    ['[a – EU, group 1][b – RUS, group 1]', '[a – EU][b – RUS]'],
    ['[old – delete, EU, group 1][a – EU, group 1][b – RUS, group 1]', '[old – delete, EU][a – EU][b – RUS]'],
  ]
  test.each(table)('%s', (notation, expected) => expect(seen(notation, 'accepted')).toBe(expected))
})

describe('TX-18 a paragraph put behind another takes its label with bis, ter, quater', () => {
  const table: [string, string[], string][] = [
    ['3', [], '3 bis'],
    ['3', ['3 bis'], '3 ter'],
    ['3 bis', ['3 bis'], '3 ter'],
    ['3bis', [], '3 ter'],
    ['PP2', [], 'PP2 bis'],
    ['3.', [], '3 bis.'],
    ['(a)', [], '(a bis)'],
    ['1.1', [], '1.1 bis'],
    ['•', [], '•'],
    ['', [], ''],
    ['4 quindecies', [], '4 quindecies 2'],
  ]
  test.each(table)('%s with %j taken → %s', (previous, taken, expected) => expect(labelAfter(previous, new Set(taken))).toBe(expected))
})

describe('TX-19 the digest of what was seen changes with words, tokens, kinds and groups', () => {
  const digest = (notation: string): string => {
    const { reading, bids } = text(notation)
    return wordsDigest(reading, [bids[0]!])
  }
  const shown = '[not before 2030 – EU] then'
  test('the same words give the same digest', () => expect(digest(shown)).toBe(digest(shown)))
  test('what stands outside does not matter', () => expect(digest(shown)).toBe(digest('[not before 2030 – EU] now')))
  test.each([
    '[before 2030 – EU]',
    '[not [before – delete, RUS] 2030 – EU]',
    '[not before 2030 – delete, EU]',
    '[not before 2030 – EU, group 1]',
    '[not\nbefore 2030 – EU]',
  ])('another is %s', (notation) => expect(digest(notation)).not.toBe(digest(shown)))
  test('an absent bracket has a digest of its own', () => {
    const { reading, bids } = text(shown)
    expect(wordsDigest(reading, ['EU:9.9'])).not.toBe(wordsDigest(reading, bids))
  })
  test('the words of a bracket are those between its tokens', () => {
    const { reading, bids } = text('a [b [c – RUS]\nd – EU] e')
    expect(wordsOf(reading, bids[0]!)).toBe('b c\nd')
  })
})

describe('TX-4 embeds have exactly three shapes', () => {
  const good = [
    { p: ':1.1', t: 'para', lvl: 0 },
    { p: 'EU:1.1', t: 'item', lvl: 2, in: 'EU:1.2' },
    { o: 'EU:1.2', by: 'EU', kind: 'ins' },
    { o: 'EU:1.2', by: 'EU', kind: 'del', grp: 'EU:1.3', ph: 1 },
    { c: 'EU:1.2' },
  ]
  test.each(good)('%j', (embed) => expect(parseEmbed(embed)).toEqual(embed))
  const bad = [
    null,
    'x',
    [],
    {},
    { c: 'nonsense' },
    { c: 'EU:1.2', x: 1 },
    { o: 'EU:1.2', by: 'RUS', kind: 'ins' },
    { o: 'EU:1.2', by: 'EU', kind: 'bold' },
    { o: 'EU:1.2', by: 'EU', kind: 'ins', ph: 2 },
    { p: ':1.1', t: 'para', lvl: 99 },
    { p: ':1.1', t: 'table', lvl: 0 },
    { p: ':99999999999.1', t: 'para', lvl: 0 },
    { p: ':1.1', t: 'para', lvl: 0, o: 'EU:1.2' },
  ]
  test.each(bad)('not %j', (embed) => expect(parseEmbed(embed)).toBeNull())
})
