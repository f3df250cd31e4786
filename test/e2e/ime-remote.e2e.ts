// What others change while somebody composes is applied when the composition has ended, and nothing is lost.
import { expect, test } from '../support/harness.ts'

for (const [does, notation, at, change, text] of [
  ['types before it', 'ab[cd – RUS]ef', 5, 'body.insert(1, "XX")', 'XXab[c日本d – RUS]ef'],
  ['types behind it', 'ab[cd – RUS]ef', 5, 'body.insert(body.length, "XX")', 'ab[c日本d – RUS]efXX'],
  ['types at the same place', 'abcd', 3, 'body.insert(3, "X")', 'ab[日本 – RUS]Xcd'],
  ['takes the bracket away', 'ab[cd – RUS]ef', 5, 'body.delete(6, 1), body.delete(3, 1)', 'abc[日本 – RUS]def'],
  ['deletes the words around it', 'abcdef', 4, 'body.delete(2, 4)', 'a[日本 – RUS]f'],
  ['deletes its paragraph', 'ab\ncd', 6, 'body.delete(3, 3)', 'ab[日本 – RUS]'],
  ['adds a paragraph', 'ab', 2, 'body.insertEmbed(3, { p: "USA:88.5", t: "para", lvl: 0 })', 'a[日本 – RUS]b\n'],
] as const) {
  test(`UI-20 a peer ${does} during a composition`, async ({ person }) => {
    await person.start(notation, at)
    await person.compose('に')
    const seen = await person.ask(({ shownWords }) => shownWords)
    await person.page.evaluate(`{ const body = window.harness.peer.getText('body'); window.harness.peer.transact(() => { ${change} }) }`)
    expect(await person.ask(({ shownWords }) => shownWords)).toBe(seen)
    await person.compose('日', '日本')
    await person.commit('日本')
    expect(await person.text).toBe(text)
    expect(await person.ask(({ faults }) => faults)).toEqual([])
  })
}

test('UI-20 what a peer does during a composition that is cancelled arrives too', async ({ person }) => {
  await person.start('abcd', 3, 5)
  await person.compose('に')
  await person.page.evaluate(`window.harness.peer.getText('body').insert(1, 'XX')`)
  await person.cancel()
  expect(await person.text).toBe('XXabcd')
  expect(await person.ask(({ faults }) => faults)).toEqual([])
})
