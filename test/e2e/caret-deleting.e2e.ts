// Deleting at every place of the nine texts: a token is stepped over, own words go, others' are proposed for
// deletion, and no half bracket is left, whether a key asked for it or only the browser.
import { BOTH, expect, test } from '../support/harness.ts'
import type { Harness } from './harness/main.ts'

const KEYS = [
  { key: 'Backspace', direction: -1, word: false },
  { key: 'Delete', direction: 1, word: false },
  { key: 'Control+Backspace', direction: -1, word: true },
  { key: 'Control+Delete', direction: 1, word: true },
] as const

for (const { name, notation } of BOTH) {
  for (const { key, direction, word } of KEYS) {
    test(`UI-16 ${key} at every place: ${name}`, async ({ person }) => {
      await person.load(notation)
      const owed = await person.ask(owedFor, { direction, word })
      const found: unknown[] = []
      for (const { at, text, head } of owed) {
        await person.start(notation, at)
        await person.page.keyboard.press(key)
        const shown = await person.textBeing(text)
        found.push({ at, text: shown, head: head === null ? null : await person.head, faults: await person.ask(({ faults }) => faults) })
      }
      expect(found).toEqual(owed)
    })
  }

  test(`T3 a deletion without a key, at every place: ${name}`, async ({ person }) => {
    await person.load(notation)
    const owed = (await person.ask(owedFor, { direction: -1, word: false })).map(({ at, text, head, faults }) => ({
      at,
      text,
      head,
      faults,
    }))
    const found: unknown[] = []
    for (const { at, text, head } of owed) {
      await person.start(notation, at)
      await person.ask(() => document.execCommand('delete'))
      const shown = await person.textBeing(text)
      found.push({ at, text: shown, head: head === null ? null : await person.head, faults: await person.ask(({ faults }) => faults) })
    }
    expect(found).toEqual(owed)
  })
}

test('T4 Ctrl+Backspace at the end of ab[cd]ef deletes the word behind the bracket only', async ({ person }) => {
  await person.start('ab[cd – USA]ef', 9)
  await person.page.keyboard.press('Control+Backspace')
  expect(await person.textBeing('ab[cd – USA][ef – delete, RUS]')).toBe('ab[cd – USA][ef – delete, RUS]')
})

for (const [key, at] of [
  ['Backspace', 6],
  ['Delete', 4],
  ['Control+Backspace', 6],
] as const) {
  test(`UI-14 own words that Enter has split are joined again by ${key}`, async ({ person }) => {
    await person.start('[one – RUS]', 3)
    await person.page.keyboard.press('Enter')
    expect(await person.textBeing('[o\nne – RUS]')).toBe('[o\nne – RUS]')
    await person.select(at === 6 ? 5 : 3)
    await person.page.keyboard.press(key)
    expect(await person.textBeing('[one – RUS]')).toBe('[one – RUS]')
    expect(await person.ask((harness) => harness.faults)).toEqual([])
  })
}

test('UI-11 a selection over several paragraphs is deleted by its key', async ({ person }) => {
  for (const key of ['Backspace', 'Delete', 'Control+Backspace']) {
    await person.start('one\ntwo', 3, 7)
    await person.page.keyboard.press(key)
    expect(await person.textBeing('on[e – delete, RUS]\n[t – delete, RUS]wo')).toBe('on[e – delete, RUS]\n[t – delete, RUS]wo')
  }
})

interface Owed {
  readonly at: number
  readonly text: string
  /** Where the caret stands afterwards; null where the text changes, for then others test it. */
  readonly head: number | null
  readonly faults: readonly string[]
}

/** Runs in the page. */
function owedFor(harness: Harness, { direction, word }: { direction: 1 | -1; word: boolean }): Owed[] {
  return harness.positions.map((at) => {
    const beside = harness.beside(at, direction)
    const emptied = harness.expected.withoutEmpty(harness.flat(at))
    if (emptied !== null) return { at, text: emptied, head: null, faults: [] }
    if (beside === 'token') return { at, text: harness.text, head: at + direction, faults: [] }
    if (beside === 'nothing') return { at, text: harness.text, head: null, faults: [] }
    const to = word ? harness.runEdge(at, direction) : at + direction
    return { at, text: harness.expected.erased(harness.flat(Math.min(at, to)), harness.flat(Math.max(at, to))), head: null, faults: [] }
  })
}
