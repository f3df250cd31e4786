// The list of words that were given back.
import { expect, test } from 'vitest'
import { missedWords, withGivenBack } from '@chapeau/client/page/given-back'
import type { RecordLine } from '@chapeau/shared/protocol/api'

const late = { why: 'returned', rule: 'AU-6', message: 'Paragraph 2 is agreed.', place: '2', words: 'so' } as const

test('UI-70 words that come key by key are shown as one', () => {
  const list = [' ', 'o', 'n'].reduce((all, words) => withGivenBack(all, { ...late, words }), withGivenBack([], late))
  expect(list).toEqual([{ ...late, id: 1, words: 'so on' }])
})

test('UI-70 words for another place, and words that were refused, stand for themselves', () => {
  const list = [late, { ...late, place: '3' }, { ...late, why: 'refused' as const }].reduce(
    withGivenBack,
    [] as ReturnType<typeof withGivenBack>,
  )
  expect(list.map(({ id, place, why }) => [id, place, why])).toEqual([
    [1, '2', 'returned'],
    [2, '3', 'returned'],
    [3, '2', 'refused'],
  ])
})

/** A line of the record as it is read. */
function line(seq: number, person: string, { act = 'returned', after = 'so on' as string | null } = {}): RecordLine {
  const by = { principal: 'RUS', person, role: 'delegate' as const }
  const paragraph = { id: null, label: '2' }
  const entry = { seq, at: '2026-01-01T00:00:00.000Z', act, by, target: null, paragraph, contentHash: '', prev: '', hash: '' }
  return { entry, content: after === null ? null : { after, detail: { rule: 'AU-6' } }, salt: null }
}

test('UI-73 what was returned to the person after the last that they heard, and before the line was open, was missed', () => {
  const record = [1, 2, 3, 4].map((seq) => line(seq, 'me', { after: `words ${seq}` }))
  expect(missedWords(record, 'me', 1, 3).map(({ words, rule, place }) => [words, rule, place])).toEqual([
    ['words 2', 'AU-6', '2'],
    ['words 3', 'AU-6', '2'],
  ])
})

test('UI-73 what was returned to others, other entries, and content that is withheld were not', () => {
  const record = [line(1, 'somebody'), line(2, 'me', { act: 'proposed' }), line(3, 'me', { after: null }), line(4, 'me', { after: '' })]
  expect(missedWords(record, 'me', 0, 9)).toEqual([])
})

test('UI-70 each change that was refused stands for itself, though the same rule said no', () => {
  const refused = { ...late, why: 'refused', place: '' } as const
  const list = withGivenBack(withGivenBack([], refused), { ...refused, words: 'and so forth' })
  expect(list.map(({ words }) => words)).toEqual(['so', 'and so forth'])
})
