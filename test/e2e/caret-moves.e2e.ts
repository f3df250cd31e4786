// The caret among tokens: every place is one press away from its neighbours, and it is drawn where it stands.
import { BOTH, expect, samples, test } from '../support/harness.ts'

for (const { name, notation } of BOTH) {
  test(`T6 left and right, with Shift too, visit every place once: ${name}`, async ({ person }) => {
    await person.load(notation)
    const places = await person.ask((harness) => harness.positions)
    const backwards = places.toReversed()
    for (const [modifier, key, order] of [
      ['', 'ArrowRight', places],
      ['', 'ArrowLeft', backwards],
      ['Shift+', 'ArrowRight', places],
      ['Shift+', 'ArrowLeft', backwards],
    ] as const) {
      await person.select(order[0]!)
      await person.settle()
      const visited = [order[0]!]
      for (const next of order.slice(1)) visited.push(await person.go(modifier + key, next))
      expect(visited).toEqual(order)
      expect(await person.ask((harness) => harness.faults)).toEqual([])
      expect(await person.ask((harness) => harness.anchor)).toBe(modifier === '' ? order.at(-1) : order[0])
    }
  })

  test(`T6 Home and End, with Shift too, go to the ends of the line: ${name}`, async ({ person }) => {
    await person.load(notation)
    const owed = await person.ask((harness) =>
      harness.positions.map((at) => {
        const $at = harness.view.state.doc.resolve(at)
        return { at, Home: $at.start(), End: $at.end() }
      }),
    )
    await person.select(1)
    await person.settle()
    const found: unknown[] = []
    for (const { at, Home, End } of owed) {
      const reach = async (key: string, target: number): Promise<number> => {
        await person.select(at)
        return person.go(key, target)
      }
      found.push({ at, Home: await reach('Home', Home), End: await reach('End', End) })
      expect([await reach('Shift+Home', Home), await person.ask((harness) => harness.anchor)]).toEqual([Home, at])
      expect([await reach('Shift+End', End), await person.ask((harness) => harness.anchor)]).toEqual([End, at])
    }
    expect(found).toEqual(owed)
  })

  test(`T6 down and up keep the column: ${name}`, async ({ person }) => {
    await person.load(`${notation}\n${notation}`)
    const places = await person.ask((harness) => harness.positions)
    const upper = places.slice(0, places.length / 2)
    const lines = notation.split('\n').length
    const shift = places[places.length / 2]! - 1
    await person.select(1)
    await person.settle()
    const found: number[][] = []
    for (const at of upper) {
      await person.select(at)
      for (let line = 1; line < lines; line++) await person.page.keyboard.press('ArrowDown')
      found.push([await person.go('ArrowDown', at + shift)])
      for (let line = 1; line < lines; line++) await person.page.keyboard.press('ArrowUp')
      found.at(-1)!.push(await person.go('ArrowUp', at))
    }
    expect(found).toEqual(upper.map((at) => [at + shift, at]))
  })

  test(`T6 Ctrl+Home and Ctrl+End go to the ends of the text: ${name}`, async ({ person }) => {
    await person.load(notation)
    const places = await person.ask((harness) => harness.positions)
    await person.select(1)
    await person.settle()
    expect(await person.go('Control+End', places.at(-1)!)).toBe(places.at(-1))
    expect(await person.go('Control+Home', 1)).toBe(1)
    await person.go('Control+Shift+End', places.at(-1)!)
    expect(await person.ask((harness) => [harness.anchor, harness.head])).toEqual([1, places.at(-1)])
  })
}

for (const { name, notation } of samples('USA')) {
  test(`T7 the caret is drawn at the edge of what it stands beside: ${name}`, async ({ person }) => {
    await person.load(notation)
    for (const at of await person.ask((harness) => harness.positions)) {
      await person.select(at)
      const { drawn, before, after } = await person.drawnCaret(at)
      const edges = [before, after].filter((edge) => edge !== null)
      const where = `${at}: drawn at ${drawn}, edges ${edges.join(' and ')}`
      expect(drawn, where).not.toBeNull()
      expect(drawn!, where).toBeGreaterThanOrEqual(Math.min(...edges, Infinity) - 2.5)
      expect(drawn!, where).toBeLessThanOrEqual(Math.max(...edges) + 2.5)
    }
  })
}
