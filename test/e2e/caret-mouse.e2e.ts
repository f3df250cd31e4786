// Pointing at tokens: a click lands on the side that was hit, a double click takes a word, a drag carries words only.
import { BOTH, expect, samples, test } from '../support/harness.ts'

for (const { name, notation } of samples('USA')) {
  test(`T6 a click on either half of a glyph or letter lands on that side: ${name}`, async ({ person }) => {
    await person.load(notation)
    const units = await person.ask((harness) => harness.positions.filter((at) => harness.beside(at, 1) !== 'nothing'))
    const found: number[][] = []
    for (const at of units) {
      const hits: number[] = [at]
      for (const [share, target] of [
        [0.2, at],
        [0.8, at + 1],
      ] as const) {
        await person.load(notation)
        const { x, y, width, height } = await person.ask((harness, from) => harness.box(from).toJSON() as DOMRect, at)
        await person.page.mouse.click(x + width * share, y + height / 2)
        await person.becomes((harness, place) => harness.view.hasFocus() && harness.head === place, target)
        hits.push(await person.head)
      }
      found.push(hits)
      expect(await person.ask(({ faults }) => faults)).toEqual([])
    }
    expect(found).toEqual(units.map((at) => [at, at, at + 1]))
  })
}

for (const [notation, at, from, to] of [
  ['aaa [ccc – USA] eee', 8, 6, 9],
  ['aaa[ccc – USA]eee', 7, 5, 8],
  ['aaa[ccc – USA]eee', 3, 1, 4],
  ['aaa[ccc – USA]eee', 9, 9, 12],
] as const) {
  test(`T5 a double click on the right half of letter ${at} of ${notation} takes its word`, async ({ person }) => {
    await person.load(notation)
    const { x, y, width, height } = await person.ask((harness, place) => harness.box(place).toJSON() as DOMRect, at)
    await person.page.mouse.dblclick(x + width * 0.8, y + height / 2)
    await person.becomes((harness, place) => harness.head === place, to)
    expect(await person.ask((harness) => [harness.anchor, harness.head])).toEqual([from, to])
  })
}

test('UI-19 a selection dragged over tokens holds them, and starts on them', async ({ person }) => {
  const notation = 'ab[cd – USA]ef'
  for (const [from, to] of [
    [2, 8],
    [3, 6],
    [7, 2],
  ] as const) {
    await person.load(notation)
    const [start, end] = await person.ask((harness, [a, b]) => [harness.edges(a), harness.edges(b)], [from, to] as const)
    await person.page.mouse.move(start!.before!, (start!.top + start!.bottom) / 2)
    await person.page.mouse.down()
    await person.page.mouse.move(end!.before!, (end!.top + end!.bottom) / 2, { steps: 4 })
    await person.page.mouse.up()
    await person.becomes((harness, place) => harness.head === place, to)
    expect(await person.ask((harness) => [harness.anchor, harness.head])).toEqual([from, to])
  }
})

for (const { name, notation } of BOTH.filter(({ notation: text }) => /^(ab\[cd[^\]]*\]ef|a\[b)/.test(text))) {
  test(`UI-19 a cutting selection is dragged to the end as words, and one undo takes them back: ${name}`, async ({ person }) => {
    await person.load(notation)
    const last = await person.ask((harness) => harness.positions.at(-1)!)
    const ranges = await person.ask((harness) => harness.cuttingRanges)
    for (const [from, to] of ranges.filter(([, end]) => end < last)) {
      await person.start(notation, from, to)
      const words = await person.ask((harness) => harness.selectedWords)
      if (words === '') continue
      const owed = await person.ask((harness, drop) => harness.expected.typed(harness.flat(drop.at), drop.words), { at: last, words })
      const [hold, end] = await person.ask((harness, [a, b]) => [harness.selectedLetter(a), harness.edges(b)], [from, last] as const)
      await person.page.mouse.move(hold!.x, hold!.y)
      await person.page.mouse.down()
      await person.page.mouse.move(end!.before! - 1, hold!.y, { steps: 4 })
      await person.page.mouse.up()
      expect(await person.textBeing(owed), `${from}–${to}`).toBe(owed)
      expect(await person.ask(({ faults }) => faults)).toEqual([])
      await person.page.keyboard.press('Control+z')
      expect(await person.textBeing(notation)).toBe(notation)
    }
  })
}
