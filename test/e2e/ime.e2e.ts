// Input methods at every place of the nine texts: what is chosen comes in once, under the policy; what is cancelled
// leaves nothing.
import { BOTH, expect, test } from '../support/harness.ts'

for (const { name, notation } of BOTH) {
  test(`UI-20 composing at every place: ${name}`, async ({ person }) => {
    await person.load(notation)
    const owed = await person.ask((harness) =>
      harness.positions.map((at) => [at, harness.expected.typed(harness.flat(at), '日本'), '日本', []]),
    )
    const found: unknown[] = []
    for (const [at, text] of owed as [number, string][]) {
      await person.start(notation, at)
      await person.compose('に', '日', '日本')
      await person.commit('日本')
      const shown = await person.textBeing(text)
      found.push([at, shown, await person.ask((harness) => harness.wordsBeforeCaret(2)), await person.ask((harness) => harness.faults)])
    }
    expect(found).toEqual(owed)
  })

  test(`UI-20 a cancelled composition leaves nothing, at every place: ${name}`, async ({ person }) => {
    await person.load(notation)
    const owed = await person.ask((harness) => harness.positions.map((at) => [at, harness.text, []]))
    const found: unknown[] = []
    for (const [at] of owed as [number][]) {
      await person.start(notation, at)
      await person.compose('に', '日')
      await person.cancel()
      found.push([at, await person.text, await person.ask((harness) => harness.faults)])
    }
    expect(found).toEqual(owed)
  })
}

for (const [notation, from, to, text] of [
  ['Ports shall open', 7, 12, 'Ports [shall – delete, RUS, group 1][日本 – RUS, group 1] open'],
  ['Ports shall', 7, 12, 'Ports [shall – delete, RUS, group 1][日本 – RUS, group 1]'],
  ['[Ports shall – RUS]', 8, 13, '[Ports 日本 – RUS]'],
  ['ab[cd – USA]ef', 3, 4, 'ab[日本 – RUS][cd – USA]ef'],
] as const) {
  test(`UI-13 words composed over a selection are one replace, cancelled ones none: ${notation} ${from}–${to}`, async ({ person }) => {
    await person.start(notation, from, to)
    await person.compose('に', '日本')
    await person.cancel()
    expect(await person.text).toBe(notation)
    await person.select(from, to)
    await person.compose('に', '日', '日本')
    await person.commit('日本')
    expect(await person.textBeing(text)).toBe(text)
    expect(await person.ask((harness) => harness.faults)).toEqual([])
    await person.page.keyboard.press('Control+z')
    expect(await person.textBeing(notation)).toBe(notation)
  })
}
