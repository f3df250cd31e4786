// The record as a list, and the stories of words.
import { choicesIn, feedOf, NO_FILTER, storiesOf } from '@chapeau/client/page/feed'
import type { RecordContent, RecordLine } from '@chapeau/shared/protocol/api'
import { expect, test } from 'vitest'

let seq = 0
function line(principal: string, act: string, target: string | null, label: string, content: RecordContent | null = {}): RecordLine {
  const paragraph = label === '' ? null : { id: `:1.${label}`, label }
  const by = { principal, person: 'p', role: principal === 'CHAIR' ? ('chair' as const) : ('delegate' as const) }
  return {
    entry: { seq: ++seq, at: '2026-02-03T04:05:06.000Z', act, by, target, paragraph, contentHash: '', prev: '', hash: '' },
    content,
    salt: null,
  }
}

const RECORD = [
  line('', 'import', null, ''),
  line('RUS', 'propose', 'RUS:1.1', '1', { after: 'and soon', detail: { kind: 'ins' } }),
  line('EU', 'propose', 'EU:2.1', '2', { after: 'together', detail: { kind: 'del' } }),
  line('USA', 'stand', 'RUS:1.1', '1', { detail: { stance: 'supports' } }),
  line('CHAIR', 'keep', 'EU:2.1', '2', null),
  line('EU', 'export', null, '', { detail: { format: 'txt', view: 'base' } }),
]

test('RE-22 the newest comes first, in sentences', () => {
  expect(feedOf(RECORD, NO_FILTER).map(({ who, says, place }) => `${who} ${says} ${place}`.trim())).toEqual([
    'EU took the text away as TXT',
    'Chair retained the words 2',
    'USA supports 1',
    'EU proposed the deletion 2',
    'RUS proposed the words 1',
    expect.stringContaining('laid the text before the meeting'),
  ])
})

test.each([
  ['delegation', { principal: 'EU' }, [6, 3]],
  ['paragraph', { paragraph: '1' }, [4, 2]],
  ['bracket', { bracket: 'EU:2.1' }, [5, 3]],
  ['kind', { kind: 'decisions' as const }, [5]],
  ['kind and delegation', { kind: 'other' as const, principal: 'EU' }, [6]],
  ['everything at once, with nothing left', { principal: 'RUS', paragraph: '2' }, []],
])('RE-22 by %s', (_, filter, expected) => {
  expect(feedOf(RECORD, { ...NO_FILTER, ...filter }).map((item) => item.seq)).toEqual(expected)
})

test('RE-22 what is withheld says so, and long words are cut', () => {
  expect(feedOf(RECORD, NO_FILTER)[1]).toMatchObject({ withheld: true, words: '' })
  const long = line('RUS', 'propose', 'RUS:1.9', '1', { after: 'x'.repeat(500) })
  expect(feedOf([long], NO_FILTER)[0]!.words).toHaveLength(141)
})

test('RE-22 filters offer what occurs', () => {
  expect(choicesIn(RECORD)).toEqual({ principals: ['RUS', 'EU', 'USA', 'CHAIR'], paragraphs: ['1', '2'] })
})

test('RE-20 words are told part by part, each with its own brackets', () => {
  const stories = storiesOf({
    runs: [
      { words: 'act', author: null, brackets: [], entries: [] },
      { words: ' and soon', author: 'RUS', brackets: ['RUS:1.1'], entries: [] },
    ],
    lines: [RECORD[1]!, RECORD[3]!],
  })
  expect(stories.map(({ words, who, items }) => [words, who, items.map(({ says }) => says)])).toEqual([
    ['act', '', []],
    [' and soon', 'RUS', ['proposed the words', 'supports']],
  ])
})
