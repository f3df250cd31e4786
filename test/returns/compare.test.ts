// What a file that comes back is compared as: words of the base, what was done to the file, the differences.
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parseNotation } from '@chapeau/shared/text/notation'
import { metaKey } from '@chapeau/shared/text/meta'
import type { PrintedAs } from '@chapeau/shared/exchange/compare/compare'
import { AS_TEXT, AS_TRACKED, compared, edited, printed, said, type Text } from '../support/returning.ts'

const base = (notation: string): Text => {
  const { body, meta } = parseNotation(notation)
  return { body, meta }
}

/** Replaces what stands in the document, each once. */
const swap =
  (...pairs: readonly (readonly [string, string])[]) =>
  (xml: string): string =>
    pairs.reduce((out, [from, to]) => {
      if (!out.includes(from)) throw new Error(`"${from}" is not in ${out}`)
      return out.replace(from, to)
    }, xml)

const back = (notation: string, pairs: readonly (readonly [string, string])[], as: PrintedAs = AS_TEXT, principal = 'EU') => {
  const text = base(notation)
  return compared(text, edited(printed(text, as), swap(...pairs)), as, { principal })
}

const run = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
const added = (author: string, words: string): string =>
  `<w:ins w:id="9" w:author="${author}" w:date="2031-03-15T10:00:00Z">${run(words)}</w:ins>`
const struck = (author: string, words: string): string =>
  `<w:del w:id="9" w:author="${author}" w:date="2031-03-15T10:00:00Z"><w:r><w:delText xml:space="preserve">${words}</w:delText></w:r></w:del>`
/** A run of plain words, to be cut in parts. */
const plain = (words: string): string => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`

describe('IM-61 words that differ', () => {
  const table: [string, string, [string, string][], string[]][] = [
    ['an addition', '1\tPorts open.', [['Ports open', 'Ports always open']], ['EU insert: + always']],
    ['at the beginning', '1\tPorts open.', [['Ports open', 'All ports open']], ['EU replace: −Ports +All ports']],
    ['at the end', '1\tPorts open.', [['open.', 'open, by day.']], ['EU insert: +, by day']],
    ['a deletion', '1\tPorts always open.', [['Ports always open', 'Ports open']], ['EU delete: − always']],
    ['a replacement', '1\tPorts shall open.', [['shall', 'should']], ['EU replace: −shall +should']],
    ['words after words', '1\tPorts shall be open.', [['shall be', 'must stay']], ['EU replace: −shall be +must stay']],
    [
      'two places',
      '1\tPorts shall be open to boats.',
      [
        ['shall', 'should'],
        ['boats', 'all'],
      ],
      ['EU replace: −shall +should', 'EU replace: −boats +all'],
    ],
    ['words within another’s bracket', '1\tPorts[ always now – RUS] open.', [[' always now', ' always']], ['EU delete: − now']],
    ['words added to another’s', '1\tPorts[ always – RUS] open.', [[' always', ' almost always']], ['EU insert: + almost']],
    ['Arabic', '1\tيجب أن تفتح الموانئ', [['تفتح', 'تغلق']], ['EU replace: −تفتح +تغلق']],
    ['Chinese, a letter each', '1\t港口应当开放', [['应当', '必须']], ['EU replace: −应当 +必须']],
    ['a character of two halves', '1\tPorts 🚢 open.', [['🚢', '⛵']], ['EU replace: −🚢 +⛵']],
  ]
  test.each(table)('%s', (_, notation, pairs, differences) => {
    const found = back(notation, pairs)
    expect(said(found)).toEqual(differences)
    expect([found.vanished, found.notes]).toEqual([[], []])
  })
})

describe('IM-66 brackets of a file', () => {
  test('a new bracket around words that stand reserves on them, or proposes to delete where it says so', () => {
    expect(said(back('1\tPorts shall open.', [['shall', '[shall]']]))).toEqual(['EU reserve: −shall'])
    expect(said(back('1\tPorts shall open.', [['shall', '[shall – delete, EU]']]))).toEqual(['EU delete: −shall'])
  })
  test('new words in a new bracket are proposed without it', () => {
    expect(said(back('1\tPorts open.', [['Ports open', 'Ports [always – EU] open']]))).toEqual(['EU insert: + always'])
  })
  test('the desk’s new bracket is whose it says', () => {
    const text = base('1\tPorts open.')
    const file = edited(printed(text, AS_TEXT), swap(['Ports open', 'Ports [always – RUS] open']))
    expect(said(compared(text, file, AS_TEXT, { principal: 'CHAIR', desk: true }))).toEqual(['RUS insert: + always'])
  })
  test('IM-67 brackets that are gone are named, and nothing is proposed of them', () => {
    const resolved = back('1\tPorts [shall – delete, RUS, group 1][should – RUS, group 1] open[ always – USA].', [
      ['[', ''],
      ['shall', ''],
      [' – delete, RUS', ''],
      [']', ''],
      ['[', ''],
      [' – RUS', ''],
      [']', ''],
      ['[', ''],
      [' always', ''],
      [' – USA', ''],
      [']', ''],
    ])
    expect(said(resolved)).toEqual([])
    expect(resolved.vanished.map(({ outcome }) => outcome)).toEqual(['words gone', 'words stand', 'words gone'])
  })
  test('IM-67 changes that were accepted or rejected in the word processor are brackets that are gone', () => {
    const text = base('1\tPorts[ always – RUS] open[ now – delete, USA].')
    const accepted = edited(printed(text, AS_TRACKED), (xml) =>
      xml.replace(/<w:del .*?<\/w:del>/, '').replace(/<w:ins [^>]*>(.*?)<\/w:ins>/, '$1'),
    )
    const found = compared(text, accepted, AS_TRACKED, { principal: 'EU' })
    expect(said(found)).toEqual([])
    expect(found.vanished.map(({ outcome }) => outcome)).toEqual(['words stand', 'words gone'])
  })
  test('names that are changed under a bracket are told', () => {
    const found = back('1\tPorts[ always – RUS] open.', [[' – RUS', ' – RUS, USA']])
    expect([said(found), found.vanished, found.notes.map(({ kind }) => kind)]).toEqual([[], [], ['sign']])
  })
  test('a sign without its partner is told and is no word', () => {
    const found = back('1\tPorts open.', [['Ports open', 'Ports [open']])
    expect([said(found), found.notes.map(({ kind }) => kind)]).toEqual([[], ['sign']])
  })
  test('a placeholder that was filled in holds the words', () => {
    expect(said(back('1\tby [ ] 2030', [[' ]', '1 May]']]))).toEqual(['EU insert: +1 May'])
  })
})

describe('IM-61 paragraphs', () => {
  const notation =
    '# Ports\n1\tPorts shall be open to ships of all flags.\n2\tShips sail by day and by night alike.\n3\tFees are paid before departure.'
  const paragraph = (label: string, words: string): string =>
    `<w:p><w:pPr><w:pStyle w:val="ChapeauText"/></w:pPr>${run(label)}<w:r><w:tab/></w:r>${run(words)}</w:p>`
  const body = (edit: (paragraphs: string[]) => void) => {
    const text = base(notation)
    const file = edited(printed(text, AS_TEXT), (xml) => {
      const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([one]) => one)
      const [head, tail] = [xml.slice(0, xml.indexOf(paragraphs[0]!)), xml.slice(xml.lastIndexOf('</w:p>') + 6)]
      edit(paragraphs)
      return head + paragraphs.join('') + tail
    })
    return compared(text, file, AS_TEXT, { principal: 'EU' })
  }
  test('a new one stands behind the one before it, with its label', () => {
    const found = body((all) => all.splice(2, 0, paragraph('1 bis', 'Pilots are at hand.')))
    expect(said(found)).toEqual(['EU paragraph: +1 bis Pilots are at hand.'])
    expect(found.differences[0]!.index).toBe(1)
  })
  test('one that is gone is proposed to be deleted', () => {
    expect(said(body((all) => all.splice(2, 1)))).toEqual(['EU delete: −Ships sail by day and by night alike.'])
  })
  test('one that moved is told, its words are compared in place', () => {
    const found = body((all) => all.splice(1, 3, all[3]!, all[1]!, all[2]!.replace('alike', 'equally')))
    expect(said(found)).toEqual(['EU replace: −alike +equally'])
    expect(found.notes.map(({ kind }) => kind)).toEqual(['moved'])
  })
  test('one that was split, two that were merged, are told, and their words are what they were', () => {
    const split = body((all) => all.splice(2, 1, paragraph('2', 'Ships sail by day'), `<w:p>${run('and by night alike.')}</w:p>`))
    expect([said(split), split.notes.map(({ kind }) => kind)]).toEqual([[], ['split']])
    const merged = body((all) =>
      all.splice(1, 2, paragraph('1', 'Ports shall be open to ships of all flags. Ships sail by day and by night alike.')),
    )
    expect([said(merged), merged.notes.map(({ kind }) => kind)]).toEqual([[], ['merged']])
  })
  test('another label, and a heading that was none, are told', () => {
    const relabelled = body((all) => all.splice(3, 1, all[3]!.replace('>3<', '>4<')))
    expect([said(relabelled), relabelled.notes]).toMatchObject([[], [{ kind: 'label', index: 3 }]])
    const heading = body((all) => all.splice(3, 1, all[3]!.replace('"ChapeauText"', '"Heading1"')))
    expect([said(heading), heading.notes]).toMatchObject([[], [{ kind: 'type', index: 3 }]])
  })
})

describe('IM-68 changes that were tracked', () => {
  const notation = '1\tPorts shall be open.\n2\tShips sail[ always – USA].'
  const file = (as: PrintedAs) => {
    const text = base(notation)
    return {
      text,
      bytes: edited(
        printed(text, as),
        swap(
          [
            plain('Ports shall be open.'),
            run('Ports ') + struck('RUS', 'shall') + added('RUS', 'should') + run(' be open') + added('EU', ' daily') + run('.'),
          ],
          [plain('Ships sail'), run('Ship') + struck('EU', 's') + run(' sail')],
        ),
      ),
    }
  }
  test.each([
    ['as text', AS_TEXT],
    ['tracked', AS_TRACKED],
  ])('are each author’s, for the desk; brackets %s', (_, as) => {
    const { text, bytes } = file(as)
    const found = compared(text, bytes, as, { principal: 'CHAIR', desk: true })
    expect(said(found)).toEqual(['RUS replace: −shall +should', 'EU insert: + daily', 'EU delete: −s'])
    expect([found.vanished, found.notes]).toEqual([[], []])
    expect(found.authors).toEqual([
      { author: 'RUS', principal: 'RUS' },
      { author: 'EU', principal: 'EU' },
    ])
  })
  test('are the delegation’s own that returns it, and others’ are told', () => {
    const { text, bytes } = file(AS_TEXT)
    const found = compared(text, bytes, AS_TEXT, { principal: 'EU' })
    expect(said(found)).toEqual(['EU replace: −shall +should', 'EU insert: + daily', 'EU delete: −s'])
    expect(found.notes.map(({ kind }) => kind)).toEqual(['author'])
  })
  test('words that one strikes in words of another are proposed to be deleted there', () => {
    const text = base('1\tPorts[ always – RUS] open.')
    const bytes = edited(printed(text, AS_TRACKED), (xml) =>
      xml.replace(/<w:ins ([^>]*)><w:r>.*?<\/w:r><\/w:ins>/, (_, own: string) => `<w:ins ${own}>${struck('USA', ' always')}</w:ins>`),
    )
    const found = compared(text, bytes, AS_TRACKED, { principal: 'CHAIR', desk: true })
    expect([said(found), found.vanished]).toEqual([['USA delete: − always'], []])
  })
  test('an author who is told to speak for a delegation does', () => {
    const text = base('1\tPorts open.')
    const bytes = edited(printed(text, AS_TEXT), swap([plain('Ports open.'), run('Ports open') + added('A. Visitor', ' daily') + run('.')]))
    const wish = { principal: 'CHAIR', desk: true }
    expect(said(compared(text, bytes, AS_TEXT, wish))).toEqual(['CHAIR insert: + daily'])
    expect(said(compared(text, bytes, AS_TEXT, { ...wish, authors: { 'A. Visitor': 'USA' } }))).toEqual(['USA insert: + daily'])
  })
})

describe('IM-71 comments', () => {
  const comment = (words: string): string => `<w:comment w:id="90" w:author="EU"><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:comment>`
  const around = (inner: string): string => `<w:commentRangeStart w:id="90"/>${inner}<w:commentRangeEnd w:id="90"/>`
  const commented = (
    notation: string,
    edit: (xml: string) => string,
    words: string,
    said: (text: Map<string, unknown>, bids: readonly string[]) => void = () => undefined,
  ) => {
    const { body, meta, bids } = parseNotation(notation)
    said(meta, bids)
    const text = { body, meta }
    const bytes = printed(text, AS_TEXT)
    const before = strFromU8(unzipSync(bytes)['word/comments.xml']!)
    const file = edited(bytes, edit, {
      'word/comments.xml':
        words === '' ? before.replace(/<w:comment .*<\/w:comment>/, '') : before.replace('</w:comments>', `${comment(words)}</w:comments>`),
    })
    return compared(text, file, AS_TEXT, { principal: 'EU' })
  }
  test('a new one says why the difference at its place is proposed', () => {
    const found = commented(
      '1\tPorts open.',
      swap([plain('Ports open.'), run('Ports ') + around(run('always ')) + run('open.')]),
      'Safety.',
    )
    expect(said(found)).toEqual(['EU insert: + always (Safety.)'])
  })
  test('or explains one’s own bracket', () => {
    const words = /<w:r><w:rPr>(?:<[^>]*>)*<\/w:rPr><w:t xml:space="preserve"> always<\/w:t><\/w:r>/
    const found = commented('1\tPorts[ always – EU] open.', (xml) => xml.replace(words, around('$&')), 'Safety.')
    expect(said(found)).toEqual(['EU comment: +Safety.'])
  })
  test('elsewhere it is told, and so is one that is gone', () => {
    const other = commented('1\tPorts open.', swap([plain('Ports open.'), around(run('Ports open.'))]), 'Good.')
    expect([said(other), other.notes.map(({ kind }) => kind)]).toEqual([[], ['comment']])
    const gone = commented(
      '1\tPorts[ always – RUS] open.',
      (xml) => xml,
      '',
      (meta, [bid]) => meta.set(metaKey.rationale(bid!), 'Safety.'),
    )
    expect([said(gone), gone.notes]).toMatchObject([[], [{ kind: 'comment', message: 'A comment is gone: Safety.' }]])
  })
})

describe('IM-62 files that are none of ours', () => {
  const text = base('1\tPorts shall be open to ships[ of all flags – RUS].\n2\tShips sail by day.')
  const plainText = (words: string) => compared(text, new TextEncoder().encode(words), null, { principal: 'EU', name: 'back.txt' })
  test('plain text is held against the rolling text', () => {
    const found = plainText('1 Ports should be open to ships [of all flags – RUS].\n\n2 Ships sail by day.\n')
    expect([said(found), found.vanished]).toEqual([['EU replace: −shall +should'], []])
  })
  test('words that read like a name are words', () => {
    const named = base('1\tPorts open [all day \\– RUS].')
    const found = compared(named, new TextEncoder().encode('1 Ports open [all day \\– RUS].'), null, { principal: 'EU', name: 'back.txt' })
    expect([said(found), found.vanished, found.notes]).toEqual([[], [], []])
  })
  test('brackets that name nobody are anybody’s; those it does not have are named', () => {
    expect(plainText('1. Ports shall be open to ships[ of all flags].\n\n2. Ships sail by day.').vanished).toEqual([])
    const clean = plainText('1. Ports shall be open to ships of all flags.\n\n2. Ships sail by night.')
    expect([said(clean), clean.vanished.map(({ outcome }) => outcome)]).toEqual([['EU replace: −day +night'], ['words stand']])
  })
  test('IM-63 words that were pasted are held against one paragraph', () => {
    const paragraph = (text.body[0]!.insert as { p: string }).p
    const found = compared(text, new TextEncoder().encode('Ports should be open to ships[ of all flags – RUS].'), null, {
      principal: 'EU',
      name: '',
      paragraph,
    })
    expect([said(found), found.vanished, found.notes]).toEqual([['EU replace: −shall +should'], [], []])
  })
})

describe.each([
  ['brackets as text', AS_TEXT],
  ['tracked', AS_TRACKED],
  ['base', { view: 'base', brackets: 'text' } as const],
  ['accepted', { view: 'accepted', brackets: 'text' } as const],
  ['without names', { view: 'unattributed', brackets: 'text' } as const],
])('IM-60 an untouched file, %s, says nothing', (_, as) => {
  test.each([
    ['1\tPorts [shall – delete, EU, group 1][should – EU, group 1] open[ always – RUS, EU].\n[2\tShips [sail] on. – USA]'],
    ['# Ports\n## I. Use\n1\tby [ ] 2030[ – EU] [words – reserve, USA]\n- (a)\ta \\[literal\\] bracket'],
    ['1\tPorts open [all day \\– RUS] and [by night \\– delete, EU].'],
    ['1\tone[ and\n2\tmore – EU] two [ a  b – RUS] \n\t\n3\t港口 [应当 – delete, USA] يجب'],
  ])('%s', (notation) => {
    const text = base(notation)
    const found = compared(text, printed(text, as), as, { principal: 'EU' })
    expect([said(found), found.vanished, found.notes]).toEqual([[], [], []])
  })
})
