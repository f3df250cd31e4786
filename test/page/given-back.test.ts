// The list of words that were given back.
import { expect, test } from 'vitest'
import { withGivenBack } from '@chapeau/client/page/given-back'

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
