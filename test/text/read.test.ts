// Reading: pairing, crossing, strays, layers; and the cache that keeps an unchanged paragraph's reading.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphsOf, runLength, type Body, type Run } from '@chapeau/shared/text/model'
import { printNotation } from '@chapeau/shared/text/notation'
import { ownerOf, paragraphAt, read, Reader, stackAt } from '@chapeau/shared/text/read'
import { text } from '../support/builders.ts'

const p = (n: number): Run => ({ insert: { p: `:1.${n}`, t: 'para', lvl: 0 } })
const open = (name: string): Run => ({ insert: { o: `${name}:1.1`, by: name, kind: 'ins' } })
const close = (name: string): Run => ({ insert: { c: `${name}:1.1` } })
const words = (insert: string): Run => ({ insert })
const printed = (body: Body): string => printNotation(read(body))

describe('TX-5 the first open of an id is paired with the first close behind it', () => {
  const table: [string, Body, string][] = [
    ['a pair', [p(1), words('a '), open('EU'), words('b'), close('EU')], 'a [b – EU]'],
    ['a dangling open is ignored', [p(1), words('a '), open('EU'), words('b')], 'a b'],
    ['a dangling close is ignored', [p(1), words('a '), close('EU'), words('b')], 'a b'],
    ['a close before its open is ignored', [p(1), close('EU'), words('a'), open('EU'), words('b'), close('EU')], 'a[b – EU]'],
    ['a doubled open is ignored', [p(1), open('EU'), words('a'), open('EU'), words('b'), close('EU')], '[ab – EU]'],
    ['a doubled close is ignored', [p(1), open('EU'), words('a'), close('EU'), words('b'), close('EU')], '[a – EU]b'],
  ]
  test.each(table)('%s', (_, body, expected) => expect(printed(body)).toBe(expected))
})

describe('TX-6 crossing brackets are closed and re-opened so that the page is a tree', () => {
  const table: [string, Body, string][] = [
    ['the same range twice', [p(1), open('EU'), open('RUS'), words('fox'), close('EU'), close('RUS')], '[[fox – RUS] – EU]'],
    [
      'overlapping',
      [p(1), open('EU'), words('a'), open('RUS'), words('b'), close('EU'), words('c'), close('RUS')],
      '[a[b – RUS] – EU][c – RUS]',
    ],
    [
      'nothing between the inner opening and the outer close',
      [p(1), open('EU'), words('a'), open('RUS'), close('EU'), words('c'), close('RUS')],
      '[a – EU][c – RUS]',
    ],
    [
      'three deep',
      [p(1), open('A'), open('B'), open('C'), words('x'), close('A'), words('y'), close('B'), close('C')],
      '[[[x – C] – B] – A][[y – C] – B]',
    ],
  ]
  test.each(table)('%s', (_, body, expected) => expect(printed(body)).toBe(expected))
})

describe('TX-7 text before the first starter is a paragraph', () => {
  test('it has no starter and counts from its first character', () => {
    const reading = read([words('early'), p(1), words('late')])
    expect(reading.paragraphs.map(({ raw }) => raw.starter?.p ?? null)).toEqual([null, ':1.1'])
    expect(reading.starts).toEqual([0, 5])
    expect(reading.length).toBe(10)
  })
})

describe('TX-8 a layer is the innermost open ins; del and res are transparent', () => {
  const owner = (notation: string, needle: string): string | null => {
    const { reading } = text(notation)
    for (const paragraph of reading.paragraphs) {
      for (const piece of paragraph.pieces) {
        if (piece.type === 'text' && piece.text.includes(needle)) return ownerOf(reading, piece.layer)
      }
    }
    throw new Error(`no ${needle}`)
  }
  const table: [string, string, string | null][] = [
    ['standing [new – EU] words', 'standing', null],
    ['standing [new – EU] words', 'new', 'EU'],
    ['standing [words – delete, EU]', 'words', null],
    ['[a [gone – delete, RUS] b – EU]', 'gone', 'EU'],
    ['[a [nest – RUS] b – EU]', 'nest', 'RUS'],
    ['[a [kept – reserve, RUS] b – EU]', 'kept', 'EU'],
  ]
  test.each(table)('%s: "%s" is of %s', (notation, needle, expected) => expect(owner(notation, needle)).toBe(expected))

  test('a holder from meta owns the words of a bracket it took over', () => {
    const { reading, meta, bids } = text('[new – EU]')
    meta.set(`b/${bids[0]}/holder`, 'RUS')
    expect(
      ownerOf(
        read(
          [...reading.paragraphs].flatMap(({ raw }) => [{ insert: raw.starter! }, ...raw.runs]),
          meta,
        ),
        bids[0]!,
      ),
    ).toBe('RUS')
  })
})

describe('TX-9 a paragraph whose object and entry stack are unchanged keeps its reading', () => {
  test('one changed paragraph of many is read anew', () => {
    const raws = paragraphsOf(
      text('one\ntwo [a – EU]\nthree').reading.paragraphs.flatMap(({ raw }) => [{ insert: raw.starter! }, ...raw.runs]),
    )
    const reader = new Reader()
    reader.read(raws)
    expect(reader.touched).toBe(3)
    reader.read([raws[0]!, { ...raws[1]! }, raws[2]!])
    expect(reader.touched).toBe(1)
  })
  test('an opened bracket touches every paragraph up to its close', () => {
    const body = text('one\ntwo\nthree\nfour').reading.paragraphs.flatMap(({ raw }) => [{ insert: raw.starter! }, ...raw.runs])
    const raws = paragraphsOf(body)
    const reader = new Reader()
    reader.read(raws)
    const opened = { ...raws[0]!, runs: [...raws[0]!.runs, open('EU')] }
    const closed = { ...raws[2]!, runs: [close('EU'), ...raws[2]!.runs] }
    reader.read([opened, raws[1]!, closed, raws[3]!])
    expect(reader.touched).toBe(3)
  })
})

/** Bodies with any tokens anywhere: what concurrent edits and hostile peers can leave behind. */
const anyBody = fc.array(
  fc.oneof(
    fc.nat(5).map(p),
    fc.constantFrom('A', 'B', 'C', 'D').map(open),
    fc.constantFrom('A', 'B', 'C', 'D').map(close),
    fc.string({ minLength: 1, maxLength: 6 }).map(words),
  ),
  { maxLength: 30 },
)

describe('TX-5 to TX-9 on any body', () => {
  test('the printed brackets nest, every word is read once and in order', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const reading = read(body)
        const stack: string[] = []
        let said = ''
        for (const piece of reading.paragraphs.flatMap(({ pieces }) => pieces)) {
          if (piece.type === 'text') said += piece.text
          else if (piece.type === 'open') stack.push(piece.bid)
          else expect(stack.pop()).toBe(piece.bid)
        }
        expect(stack).toEqual([])
        expect(said).toBe(body.map((run) => (typeof run.insert === 'string' ? run.insert : '')).join(''))
        expect(reading.length).toBe(body.reduce((sum, run) => sum + runLength(run), 0))
      }),
      { numRuns: 500 },
    )
  })
  test('a reader that keeps its cache reads as a fresh one', () => {
    fc.assert(
      fc.property(anyBody, anyBody, (before, after) => {
        const reader = new Reader()
        const old = paragraphsOf(before)
        reader.read(old)
        const mixed = paragraphsOf(after).flatMap((raw, i) => (old[i] === undefined ? [raw] : [raw, old[i]]))
        expect(reader.read(mixed).paragraphs.map(({ pieces, entry, exit }) => ({ pieces, entry, exit }))).toEqual(
          new Reader().read(mixed).paragraphs.map(({ pieces, entry, exit }) => ({ pieces, entry, exit })),
        )
      }),
    )
  })
  test('paragraphAt and stackAt agree with the pieces', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const reading = read(body)
        reading.paragraphs.forEach((paragraph, index) => {
          for (const piece of paragraph.pieces) {
            if (piece.type !== 'text') continue
            const position = reading.starts[index]! + piece.at + 1
            expect(paragraphAt(reading, position)).toBe(index)
            if (piece.text.length > 1) expect(stackAt(reading, position)).toEqual(piece.within)
          }
        })
      }),
    )
  })
})
