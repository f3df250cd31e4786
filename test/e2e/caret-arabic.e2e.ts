// Text that runs from right to left: the same places, the same words, and labels beside their own glyph.
import { expect, test } from '../support/harness.ts'

const NAMES = { RUS: 'own', USA: 'another’s' } as const
const TEXTS = (['RUS', 'USA'] as const).flatMap((holder) => [
  { name: `Arabic words, ${NAMES[holder]} bracket`, notation: `علم [على – ${holder}] نور` },
  { name: `Latin words, ${NAMES[holder]} bracket`, notation: `علم [abc – ${holder}] نور` },
])

// Where directions mix, arrows go by sight and a place has two edges far apart.
const ONE_DIRECTION = TEXTS.filter(({ notation }) => !notation.includes('abc'))

for (const { name, notation } of ONE_DIRECTION) {
  test(`T6 arrows visit every place once, leftwards: ${name}`, async ({ person }) => {
    await person.load(notation)
    const places = await person.ask((harness) => harness.positions)
    for (const [key, order] of [
      ['ArrowLeft', places],
      ['ArrowRight', places.toReversed()],
      ['Shift+ArrowLeft', places],
      ['Shift+ArrowRight', places.toReversed()],
    ] as const) {
      await person.select(order[0]!)
      await person.settle()
      const visited = [order[0]!]
      for (const next of order.slice(1)) visited.push(await person.go(key, next))
      expect(visited, key).toEqual(order)
    }
  })

  test(`T7 the caret is drawn at the edge of what it stands beside: ${name}`, async ({ person }) => {
    await person.load(notation)
    for (const at of await person.ask((harness) => harness.positions)) {
      await person.select(at)
      const { drawn, before, after } = await person.drawnCaret(at)
      const edges = [before, after].filter((edge) => edge !== null)
      expect(drawn, `${at}, edges ${edges.join(' and ')}`).not.toBeNull()
      expect(drawn!, `${at}`).toBeGreaterThanOrEqual(Math.min(...edges) - 2.5)
      expect(drawn!, `${at}`).toBeLessThanOrEqual(Math.max(...edges) + 2.5)
    }
  })
}

for (const { name, notation } of TEXTS) {
  for (const [way, words] of [
    ['typing', 'ن'],
    ['composing', '日本'],
  ] as const) {
    test(`UI-10 ${way} at every place: ${name}`, async ({ person }) => {
      await person.load(notation)
      const owed = await person.ask(
        (harness, typed) => harness.positions.map((at) => [at, harness.expected.typed(harness.flat(at), typed), []]),
        words,
      )
      const found: unknown[] = []
      for (const [at, text] of owed as [number, string][]) {
        await person.start(notation, at)
        if (way === 'typing') await person.page.keyboard.insertText(words)
        else {
          await person.compose('に', '日本')
          await person.commit(words)
        }
        found.push([at, await person.textBeing(text), await person.ask(({ faults }) => faults)])
      }
      expect(found).toEqual(owed)
    })
  }

  test(`T8 the label stands beside its closing glyph, left of the words: ${name}`, async ({ person }) => {
    await person.load(notation)
    const { open, words, label, glyph } = await person.ask((harness) => {
      const { dom } = harness.view
      const close = dom.querySelector('.token.close')!
      const range = document.createRange()
      range.selectNode(close.lastChild!)
      const edges = ({ left, right }: DOMRect): { left: number; right: number } => ({ left, right })
      return {
        open: edges(dom.querySelector('.token.open')!.getBoundingClientRect()),
        words: edges(dom.querySelector('.words')!.getBoundingClientRect()),
        label: edges(close.querySelector('.code')!.getBoundingClientRect()),
        glyph: edges(range.getBoundingClientRect()),
      }
    })
    expect(open.left).toBeGreaterThanOrEqual(words.right - 1)
    expect(label.right).toBeLessThanOrEqual(words.left + 1)
    expect(Math.abs(label.left - glyph.right)).toBeLessThan(8)
    expect(glyph.right).toBeLessThanOrEqual(label.left + 1)
  })

  test(`T6 a click on either half of a glyph lands on that side: ${name}`, async ({ person }) => {
    await person.load(notation)
    for (const at of await person.ask((harness) => harness.positions.filter((place) => harness.beside(place, 1) === 'token'))) {
      for (const [share, target] of [
        [0.8, at],
        [0.2, at + 1],
      ] as const) {
        await person.load(notation)
        const { x, y, width, height } = await person.ask((harness, from) => harness.box(from).toJSON() as DOMRect, at)
        await person.page.mouse.click(x + width * share, y + height / 2)
        await person.becomes((harness, place) => harness.view.hasFocus() && harness.head === place, target)
        expect(await person.head, `${at}`).toBe(target)
      }
    }
  })
}
