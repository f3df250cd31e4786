// What the page makes of tokens: lines break around them, find and screen readers meet them in reading order, the
// clipboard never sees them, and peers and undo may take them away.
import { BOTH, expect, test } from '../support/harness.ts'

const WRAPPING =
  'The Conference of the Parties decides to [establish a fund for losses – delete, USA] and damages [each year – RUS] for all.'

test('T8 an opening glyph never ends a line and a label stays with its glyph, at 30 widths', async ({ person }) => {
  await person.load(WRAPPING)
  const broken = await person.ask((harness) => {
    const faults: string[] = []
    const paper = harness.view.dom.parentElement!
    for (let width = 420; width < 720; width += 10) {
      paper.style.width = `${width}px`
      harness.positions.forEach((at) => {
        const node = harness.view.state.doc.nodeAt(at)
        if (node === null || node.isText) return
        const dom = harness.view.nodeDOM(at) as HTMLElement
        if (dom.getClientRects().length > 1 && new Set([...dom.getClientRects()].map(({ bottom }) => Math.round(bottom))).size > 1)
          faults.push(`${width}: ${node.type.name} is torn`)
        const box = dom.getBoundingClientRect()
        const next = harness.box(node.type.name === 'open' ? at + 1 : at - 1)
        if (Math.abs((box.top + box.bottom) / 2 - (next.top + next.bottom) / 2) > 12)
          faults.push(`${width}: ${node.type.name} stands alone`)
      })
    }
    paper.style.width = ''
    return faults
  })
  expect(broken).toEqual([])
})

test('T9 find in page meets a bracket with its words, each once', async ({ person }) => {
  await person.load('ab[cd – RUS]ef')
  const found = await person.ask(() => {
    const find = (words: string): boolean =>
      (window as unknown as { find(words: string, exact: boolean, back: boolean, wrap: boolean): boolean }).find(words, true, false, false)
    getSelection()!.removeAllRanges()
    return [find('[cd'), find('[cd')]
  })
  expect(found).toEqual([true, false])
})

test('T9 a screen reader meets words, glyphs and labels in reading order, each once', async ({ person }) => {
  await person.load('ab[cd – RUS]ef')
  expect((await person.spoken()).join(' ')).toBe('ab [ cd RUS ] ef')
})

for (const { name, notation } of BOTH) {
  test(`UI-19 what is copied are words without tokens and labels: ${name}`, async ({ person }) => {
    await person.load(notation)
    const places = await person.ask((harness) => harness.positions)
    for (const [from, to] of [
      [places[0]!, places.at(-1)!],
      ...(await person.ask((harness) => harness.cuttingRanges)).slice(0, 6),
    ] as const) {
      await person.page.evaluate(() => navigator.clipboard.writeText('before'))
      await person.start(notation, from, to)
      const words = await person.ask((harness) => harness.selectedWords)
      await person.page.keyboard.press('Control+c')
      const copied = await person.page.evaluate(async () => {
        const [item] = await navigator.clipboard.read()
        const html = item!.types.includes('text/html') ? await (await item!.getType('text/html')).text() : ''
        return { text: await navigator.clipboard.readText(), tokens: /token|\bRUS\b|\bUSA\b/.test(html) }
      })
      expect({ ...copied, text: copied.text.replaceAll('\n', '') }, `${from}–${to}`).toEqual({ text: words, tokens: false })
    }
  })
}

for (const { name, notation } of BOTH) {
  test(`T11 tokens that a peer removes stay removed: ${name}`, async ({ person }) => {
    const owed = notation.replaceAll(/ ?– (RUS|USA)/g, '').replaceAll(/[[\]]/g, '')
    await person.start(notation, 1)
    await person.ask(({ peer }) => {
      const body = peer.getText('body')
      const units = (body.toDelta() as { insert: string | object }[]).flatMap<string | object>(({ insert }) =>
        typeof insert === 'string' ? insert.split('') : [insert],
      )
      peer.transact(() => {
        for (let at = units.length - 1; at >= 0; at--)
          if (typeof units[at] === 'object' && !('p' in (units[at] as object))) body.delete(at, 1)
      })
    })
    expect(await person.text).toBe(owed)
    await person.page.keyboard.press('Control+z')
    expect(await person.text).toBe(owed)
    expect(await person.ask(({ faults }) => faults)).toEqual([])
  })
}

test('T11 a caret between tokens stays beside its letter when both are taken away', async ({ person }) => {
  for (const at of [4, 5, 6]) {
    await person.start('ab[cd – USA]ef', at)
    await person.ask(({ peer }) => {
      const body = peer.getText('body')
      peer.transact(() => {
        body.delete(6, 1)
        body.delete(3, 1)
      })
    })
    expect(await person.text).toBe('abcdef')
    expect(await person.head).toBe(at - 1)
  }
})

test('T11 undoing one’s own bracket takes both tokens, redoing brings both', async ({ person }) => {
  await person.start('one two', 4)
  await person.page.keyboard.type('n')
  expect(await person.textBeing('one[n – RUS] two')).toBe('one[n – RUS] two')
  await person.page.keyboard.press('Control+z')
  expect(await person.textBeing('one two')).toBe('one two')
  await person.page.keyboard.press('Control+Shift+z')
  expect(await person.textBeing('one[n – RUS] two')).toBe('one[n – RUS] two')
  expect(await person.ask(({ faults }) => faults)).toEqual([])
})

test('UI-15 the bracket key opens an addition, and reserves on selected words', async ({ person }) => {
  await person.start('one two', 4)
  await person.page.keyboard.type('[new')
  expect(await person.textBeing('one[new – RUS] two')).toBe('one[new – RUS] two')
  await person.start('one two', 5, 8)
  await person.page.keyboard.type('[')
  expect(await person.textBeing('one [two – reserve, RUS]')).toBe('one [two – reserve, RUS]')
})

test('UI-21 a letter repaints and pushes its own paragraph only', async ({ person }) => {
  await person.start(Array.from({ length: 50 }, (_, i) => `Paragraph ${i} with [words – RUS].`).join('\n'), 20)
  await person.page.keyboard.type('n')
  await person.becomes(({ stats }) => stats.updates > 0, null)
  expect(await person.ask(({ stats, editor }) => ({ updates: stats.updates, pushed: stats.pushed, read: editor.reader.touched }))).toEqual({
    updates: 1,
    pushed: 1,
    read: 1,
  })
})
