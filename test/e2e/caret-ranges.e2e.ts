// Selections that cut a bracket in two, replaced or deleted in every way there is: the bracket stays whole, others'
// words stay in the text, and one undo brings everything back.
import { BOTH, expect, test, type Person } from '../support/harness.ts'

interface Way {
  readonly name: string
  /** The words that come in. */
  readonly words: string
  act(person: Person): Promise<unknown>
}

const WAYS: readonly Way[] = [
  { name: 'typed over', words: 'n', act: ({ page }) => page.keyboard.type('n') },
  { name: 'deleted', words: '', act: ({ page }) => page.keyboard.press('Delete') },
  { name: 'deleted by touch', words: '', act: (person) => person.eraseByTouch(-1) },
  { name: 'cut', words: '', act: ({ page }) => page.keyboard.press('Control+x') },
  {
    name: 'pasted over',
    words: 'pq',
    act: async ({ page }) => {
      await page.evaluate(() => navigator.clipboard.writeText('pq'))
      await page.keyboard.press('Control+v')
    },
  },
  {
    name: 'composed over',
    words: '日本',
    act: async (person) => {
      await person.compose('に', '日', '日本')
      await person.commit('日本')
    },
  },
]

for (const way of WAYS) {
  for (const { name, notation } of BOTH) {
    test(`${way.name === 'cut' || way.name === 'pasted over' ? 'UI-19' : 'T3'} every cutting selection is ${way.name}: ${name}`, async ({
      person,
    }) => {
      await person.load(notation)
      const before = await person.text
      const ranges = await person.ask((harness) => harness.cuttingRanges)
      const found: unknown[] = []
      for (const [from, to] of ranges) {
        await person.start(notation, from, to)
        const left = await person.ask((harness, at) => harness.expected.lettersWithout(harness.flat(at.from), harness.flat(at.to)), {
          from,
          to,
        })
        await way.act(person)
        await person.becomes(({ letters }, owed) => owed.words === '' || letters.includes(owed.words), way)
        const letters = await person.ask((harness) => harness.letters)
        const caret = await person.ask((harness, words) => harness.wordsBeforeCaret(words.length), way.words)
        const faults = await person.ask((harness) => harness.faults)
        await person.page.keyboard.press('Control+z')
        const after = await person.textBeing(before)
        found.push({ from, to, left: letters.replace(way.words, ''), count: letters.length, caret, faults, after })
        expect(found.at(-1)).toEqual({
          from,
          to,
          left,
          count: left.length + way.words.length,
          caret: way.words,
          faults: [],
          after: before,
        })
        expect(await person.ask((harness) => harness.faults)).toEqual([])
      }
    })
  }
}

for (const [notation, from, to, text] of [
  ['ab[cd – RUS]ef', 1, 6, '[ab – delete, RUS, group 1][n – RUS, group 1]ef'],
  ['ab[cd – RUS]ef', 3, 7, 'ab[n – RUS]ef'],
  ['ab[cd – RUS]ef', 4, 6, 'ab[n – RUS]ef'],
  ['ab[cd – RUS]ef', 1, 8, '[abe – delete, RUS, group 1][n – RUS, group 1]f'],
] as const) {
  test(`UI-12 an own addition emptied by what is typed over it, beside it, disappears: ${notation} ${from}–${to}`, async ({ person }) => {
    await person.start(notation, from, to)
    await person.page.keyboard.type('n')
    expect(await person.textBeing(text)).toBe(text)
    expect(await person.ask((harness) => harness.faults)).toEqual([])
  })
}
