// Notation: printed and parsed, each the inverse of the other; nothing typed can imitate a bracket.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseNotation, printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { text } from '../support/builders.ts'

const again = (notation: string): string => {
  const { reading, meta } = text(notation)
  return printNotation(reading, meta)
}

describe('TX-10 notation prints what it parses', () => {
  const table = [
    'All ports [should – RUS] be open.',
    'All ports [may – RUS, IRN, G77] be open.',
    'Not in [the day-to-day – delete, USA] matters',
    'prepare [an annual – reserve, IRN] report',
    'within [ – EU] months, [ ] in all',
    '[words] of nobody, [to drop – delete]',
    '[shall – delete, EU, group 1][should – EU, group 1]',
    '[a [b [c – USA] – RUS] – EU]',
    '[– EU] is empty and no placeholder; [] neither',
    '# A title',
    '## A heading',
    '### A deeper heading',
    '- (a)\tan item',
    '  - (i)\ta deeper item',
    '2.5\tStates should encourage',
    '[2 bis\tWelcomes the pilot project. – EU]',
    '[\tA paragraph without a label – EU]',
    '[a footnote – note, EU]',
    'one [over\ntwo – EU] paragraphs',
    'a literal \\[sic\\] and a \\\\ slash',
    '\\# not a title',
  ]
  test.each(table)('%s', (notation) => expect(again(notation)).toBe(notation))
})

describe('TX-11 words cannot print a bracket or a name that is not theirs', () => {
  const body = (typed: string, by: string) => [
    { insert: { p: ':1.1', t: 'para' as const, lvl: 0 } },
    { insert: { o: `${by}:1.2`, by, kind: 'ins' as const } },
    { insert: typed },
    { insert: { c: `${by}:1.2` } },
  ]
  const table: [string, string][] = [
    ['now – RUS', ''],
    ['– delete, RUS', ''],
    [' ', ''],
    ['now – RUS', 'EU'],
    ['a] [b – RUS', 'EU'],
    ['\\', ''],
    ['x\\– RUS', ''],
  ]
  test.each(table)('"%s" typed by "%s" comes back as words', (typed, by) => {
    const parsed = parseNotation(printNotation(read(body(typed, by))))
    expect(parsed.bids).toHaveLength(1)
    expect(parsed.bids[0]!.split(':')[0]).toBe(by)
    expect(parsed.body.flatMap(({ insert }) => (typeof insert === 'string' ? [insert] : []))).toEqual([typed])
  })
})

test('TX-12 unbalanced notation is refused with its line', () => {
  expect(() => parseNotation('fine\na ] b')).toThrow('line 2')
  expect(() => parseNotation('a [ b')).toThrow('not closed')
})

test('TX-13 without names only kinds are printed', () => {
  const { reading, meta } = text('[new – RUS, EU] and [old – delete, USA]')
  expect(printNotation(reading, meta, { names: false })).toBe('[new] and [old – delete]')
})

const typed = fc.string({ minLength: 1, maxLength: 12 }).filter((s) => !/[\n]/.test(s))
type Tree = string | { by: string; kind: 'ins' | 'del' | 'res'; children: Tree[] }
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    typed,
    fc.record({
      by: fc.constantFrom('', 'EU', 'RUS', 'G77'),
      kind: fc.constantFrom('ins' as const, 'del' as const, 'res' as const),
      children: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

test('TX-10 any tree of brackets survives printing and parsing', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 5 }), (trees) => {
      let n = 10
      const runs = (node: Tree): Parameters<typeof read>[0] => {
        if (typeof node === 'string') return [{ insert: node }]
        const bid = `${node.by}:1.${n++}`
        return [{ insert: { o: bid, by: node.by, kind: node.kind } }, ...node.children.flatMap(runs), { insert: { c: bid } }]
      }
      const body = [{ insert: { p: ':1.1', t: 'para' as const, lvl: 0 } }, ...trees.flatMap(runs)]
      const printed = printNotation(read(body))
      const parsed = read(parseNotation(printed).body)
      expect(printNotation(parsed)).toBe(printed)
      const words = (pieces: ReturnType<typeof read>['paragraphs'][number]['pieces']): string =>
        pieces.map((piece) => (piece.type === 'text' ? piece.text : piece.type)).join('')
      expect(words(parsed.paragraphs[0]!.pieces)).toBe(words(read(body).paragraphs[0]!.pieces))
    }),
    { numRuns: 500 },
  )
})
