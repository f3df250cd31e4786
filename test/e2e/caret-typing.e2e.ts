// Typing and deleting one letter at every place of the nine texts: what stands there afterwards is what the policy
// says, and no letter is doubled or lost.
import { BOTH, CARET_POSITIONS, expect, test } from '../support/harness.ts'

for (const { name, notation } of BOTH) {
  test(`UI-10 typing at every place: ${name}`, async ({ person }) => {
    await person.load(notation)
    const owed = await person.ask((harness) => harness.positions.map((at) => [at, harness.expected.typed(harness.flat(at), 'n'), []]))
    const found: unknown[] = []
    for (const [at, text] of owed as [number, string][]) {
      await person.start(notation, at)
      await person.page.keyboard.type('n')
      found.push([at, await person.textBeing(text), await person.ask((harness) => harness.faults)])
    }
    expect(found).toEqual(owed)
  })
}

test('the nine texts have 62 places for a caret', async ({ person }) => {
  let places = 0
  for (const { notation } of BOTH) {
    await person.load(notation)
    places += await person.ask((harness) => harness.positions.length)
  }
  expect(places).toBe(2 * CARET_POSITIONS)
})
