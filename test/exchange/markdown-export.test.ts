// A text as Markdown, read with the reference parser of CommonMark: what one sees is the text in notation, with labels, levels
// and formatting, whatever its words look like.
import { Parser, type Node } from 'commonmark'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exportMarkdown } from '@chapeau/shared/exchange/export-markdown'
import { printedHash, type ExportFrame } from '@chapeau/shared/exchange/heading'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { MARKS, type Body, type Marks, type Run } from '@chapeau/shared/text/model'
import { read, type Reading } from '@chapeau/shared/text/read'
import { VIEWS, viewOf, viewText, type ViewParagraph } from '@chapeau/shared/text/views'
import { metaOf } from '@chapeau/shared/text/ytext'
import { sampleText } from '@chapeau/server/sample/sample'
import { newTally, Play } from '../properties/play.ts'
import { text, usualRung } from '../support/builders.ts'

const FRAME: ExportFrame = {
  view: 'rolling',
  asOf: new Date(Date.UTC(2031, 2, 14, 13, 2)),
  title: '1. Ports *and* [harbours]',
  revision: 'Rev.2',
  changes: 14,
  head: { seq: 41, hash: 'ab'.repeat(32) },
  publicKey: 'MCow',
  rungName: usualRung,
}

interface Block {
  readonly kind: string
  /** Of a heading, or how many lists it lies in. */
  readonly level: number
  readonly words: string
  /** Words by their formatting, in order, blanks at their ends aside. */
  readonly marked: readonly (readonly [string, string])[]
}

/** What a reader of the file sees; quotes apart. */
function blocksIn(markdown: string): { readonly blocks: Block[]; readonly quotes: string[] } {
  const blocks: Block[] = []
  const quotes: string[] = []
  const walker = new Parser().parse(markdown).walker()
  let [lists, quoted] = [0, 0]
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node, entering } = event
    const step = entering ? 1 : -1
    if (node.type === 'list') lists += step
    else if (node.type === 'block_quote') quoted += step
    else if ((node.type === 'paragraph' || node.type === 'heading') && entering) {
      const { words, marked } = inlineOf(node)
      if (quoted > 0) quotes.push(words)
      else
        blocks.push({
          kind: node.type === 'heading' ? 'heading' : lists > 0 ? 'item' : 'para',
          level: node.type === 'heading' ? node.level : lists,
          words,
          marked,
        })
    } else if (['code_block', 'html_block', 'thematic_break'].includes(node.type)) throw new Error(`${node.type} in\n${markdown}`)
  }
  return { blocks, quotes }
}

function inlineOf(block: Node): Pick<Block, 'words' | 'marked'> {
  const on = new Map(MARKS.map((mark) => [mark, 0]))
  const names = { strong: 'bold', emph: 'italic', '<u>': 'underline', '<strong>': 'bold', '<em>': 'italic' } as const
  const marked: [string, string][] = []
  let words = ''
  const walker = block.walker()
  for (let event = walker.next(); event !== null; event = walker.next()) {
    const { node, entering } = event
    const literal = node.literal ?? ''
    if (node.type === 'strong' || node.type === 'emph') on.set(names[node.type], on.get(names[node.type])! + (entering ? 1 : -1))
    else if (literal === '<br>') words += '\n'
    else if (node.type === 'html_inline') {
      const mark = names[literal.replace('/', '') as keyof typeof names]
      on.set(mark, on.get(mark)! + (literal.startsWith('</') ? -1 : 1))
    } else if (node.type === 'text') {
      words += literal
      const marks = MARKS.filter((mark) => on.get(mark)! > 0).join(' ')
      const last = marked.at(-1)
      if (last?.[0] === marks) last[1] += literal
      else marked.push([marks, literal])
    } else if (node.type === 'linebreak' || node.type === 'softbreak') words += '\n'
    else if (node !== block) throw new Error(`${node.type} in a line`)
  }
  return { words, marked: marked.map(([marks, one]) => [marks, one.trim()] as const).filter(([marks, one]) => marks !== '' && one !== '') }
}

/** The same, from the text. */
function expected(paragraph: ViewParagraph): Pick<Block, 'kind' | 'level' | 'words'> {
  const { type, level, label, proposed } = paragraph
  const words = viewText(paragraph)
  const before = proposed && words.startsWith('[')
  const literal = label.replace(/[\\[\]]/g, '\\$&')
  return {
    kind: type === 'item' ? 'item' : type === 'para' ? 'para' : 'heading',
    level: type === 'title' ? 1 : type === 'heading' ? Math.min(6, Math.max(1, level) + 1) : type === 'item' ? Math.max(1, level) : 0,
    words: label === '' ? words : before ? `[${literal}\t${words.slice(1)}` : `${literal}\t${words}`,
  }
}

function reads(reading: Reading, meta: Meta): void {
  for (const view of VIEWS) {
    const { blocks } = blocksIn(exportMarkdown(reading, meta, { ...FRAME, view }))
    const wanted = viewOf(reading, meta, view)
      .map(expected)
      .filter(({ words }) => words !== '')
    expect(blocks.map(({ kind, level, words }) => ({ kind, level, words }))).toEqual(wanted)
  }
}

describe('EX-13 a reader of the Markdown sees the text', () => {
  test('as one would write it by hand', () => {
    const { reading, meta } = text(
      '# Ports\n## I.\tUse\n1.\tPorts [shall – delete, RUS] open[ ].\n- (a)\tby day\n  - (i)\t[at noon – EU]\n[2.\tShips sail. – RUS, EU]',
    )
    expect(exportMarkdown(reading, meta, FRAME)).toBe(`> Rolling text · as of 13:02 UTC, 14 March 2031 · Rev.2 + 14 changes\\
> Record: entry 41, ${'ab'.repeat(32)}. The next entry names this file. Key of this server: MCow

# Ports

## I.\tUse

1\\.\tPorts [shall – delete, RUS] open[ ].

- (a)\tby day

  - (i)\t[at noon – EU]

[2.\tShips sail. – RUS, EU]
`)
  })
  test('of the sample', () => {
    const { body, meta } = sampleText()
    reads(read(body, meta), meta)
  })
  test('of texts at random', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const play = new Play(seed, newTally())
      for (let step = 0; step < 40; step++) play.step()
      reads(play.chamber.reading, metaOf(play.chamber.doc))
    }
  }, 60_000)
  test('items that are deeper than their place', () => {
    const { reading, meta } = text('one\n      - deep\n  - less\n- top\n    - deep again\n- top')
    reads(reading, meta)
  })
  test('what is beside the text in quotes, with the record’s hash', () => {
    const { reading, meta, bids } = text('1.\tPorts[ always – RUS] open.\n2.\tShips sail.')
    const pid = reading.paragraphs[1]!.raw.starter!.p
    meta.set(metaKey.structure('EU:5.1'), { by: 'EU', shape: { op: 'move', target: pid, after: null }, seq: 3 })
    meta.set(metaKey.caveat, true)
    meta.set(metaKey.statement('explanation', 'USA', 'text'), {
      kind: 'explanation',
      principal: 'USA',
      pid: null,
      words: '- We\n# read',
      seq: 9,
    })
    expect(bids).toHaveLength(1)
    const markdown = exportMarkdown(reading, meta, FRAME)
    expect(blocksIn(markdown).quotes.slice(1)).toEqual([
      'Nothing is agreed until everything is agreed.',
      '[move to the beginning – EU]',
      'Statements',
      'USA, explanation of position: - We\n# read',
    ])
    expect(blocksIn(markdown).quotes[0]).toContain('1. Ports *and* [harbours]\nRolling text')
    expect(printedHash(markdown)).toBe('ab'.repeat(32))
    reads(reading, meta)
  })
})

test('EX-13 cells and notes stand in quotes behind their paragraph', () => {
  const { reading, meta } = text('1.\tTable, 2 rows, 2 columns\n2.\tPorts[See *the* annex. – note] open.')
  const pid = reading.paragraphs[0]!.raw.starter!.p
  meta.set(metaKey.block(pid), {
    kind: 'table',
    header: 1,
    rows: [
      ['Port', 'Depth'],
      ['A|B\nC', '9 m'],
    ],
  })
  const markdown = exportMarkdown(reading, meta, { ...FRAME, view: 'base' })
  expect(markdown).toContain('> | Port | Depth |\n> | --- | --- |\n> | A\\|B<br>C | 9 m |\n')
  expect(markdown).toContain('2\\.\tPorts open.\n\n> Note: See \\*the\\* annex.\n')
  reads(reading, meta)
})

const NASTY = fc.array(
  fc.constantFrom(
    ...'*_`#>-+=~|<&\\![](){}:;.0123456789 xX\'"$^@–/'.match(/./gu)!,
    'Ports',
    'ä',
    'بحر',
    '1.',
    '12)',
    '[ ]',
    '](u)',
    '[^1]',
    ']: u',
    '***',
    '<b>',
    '&amp;',
    'http://x.y',
    '---',
    '  ',
  ),
  { maxLength: 12 },
)
const MARKED = fc.record({ bold: fc.boolean(), italic: fc.boolean(), underline: fc.boolean() })
const RUNS = fc.array(fc.record({ words: NASTY, marks: MARKED, bracket: fc.constantFrom('', 'RUS', 'EU') }), { minLength: 1, maxLength: 5 })
const PARAGRAPH = fc.record({
  t: fc.constantFrom('para', 'para', 'item', 'heading' as const),
  lvl: fc.integer({ min: 1, max: 4 }),
  label: fc.constantFrom('', '', '1.', '2)', '-', '(a)', '#', '3 bis', '[x]', '*', '10.'),
  runs: RUNS,
})

/** A body of what was drawn; neighbours of equal formatting are one run, as a text keeps them. */
function bodyFrom(paragraphs: readonly (typeof PARAGRAPH extends fc.Arbitrary<infer One> ? One : never)[]): {
  body: Body
  meta: Map<string, unknown>
} {
  const meta = new Map<string, unknown>()
  const body: Run[] = []
  paragraphs.forEach(({ t, lvl, label, runs }, i) => {
    const p = `:1.${i + 1}`
    if (label !== '') meta.set(metaKey.label(p), label)
    body.push({ insert: { p, t: t as 'para', lvl } })
    runs.forEach(({ words, marks, bracket }, j) => {
      const insert = words.join('')
      if (insert === '') return
      const attributes: Marks = Object.fromEntries(
        Object.entries(marks)
          .filter(([, on]) => on)
          .map(([mark]) => [mark, true]),
      )
      const o = `${bracket}:2.${i * 10 + j + 1}`
      if (bracket !== '') body.push({ insert: { o, by: bracket, kind: j % 2 === 0 ? 'ins' : 'del' } })
      const last = body.at(-1)!
      if (typeof last.insert === 'string' && JSON.stringify(last.attributes ?? {}) === JSON.stringify(attributes))
        body[body.length - 1] = { ...last, insert: last.insert + insert }
      else body.push({ insert, ...(Object.keys(attributes).length > 0 ? { attributes } : {}) })
      if (bracket !== '') body.push({ insert: { c: o } })
    })
  })
  return { body, meta }
}

test('EX-13 EX-14 words, labels, depth and formatting come through, whatever they look like', () => {
  fc.assert(
    fc.property(fc.array(PARAGRAPH, { minLength: 1, maxLength: 6 }), (paragraphs) => {
      const { body, meta } = bodyFrom(paragraphs)
      const reading = read(body, meta)
      reads(reading, meta)
      const { blocks } = blocksIn(exportMarkdown(reading, meta, FRAME))
      const wanted = viewOf(reading, meta, 'rolling').filter((one) => expected(one).words !== '')
      expect(blocks.map(({ marked }) => marked)).toEqual(wanted.map(markedIn))
    }),
    { numRuns: 1500 },
  )
}, 120_000)

function markedIn({ pieces }: ViewParagraph): (readonly [string, string])[] {
  return pieces.flatMap((piece) => {
    if (piece.type !== 'text') return []
    const marks = MARKS.filter((mark) => piece.marks?.[mark] === true).join(' ')
    const words = piece.text.replace(/[\\[\]]/g, '\\$&').trim()
    return marks === '' || words === '' ? [] : [[marks, words] as const]
  })
}
