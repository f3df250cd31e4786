// Where somebody works, carried to a new document of the same text.
import { expect, test } from 'vitest'
import { carriedIndex } from '@chapeau/client/editor/place'
import { bodyOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'

/** A text as the server has it, and as a page has it that typed words of its own which the server does not take. */
function texts(): { readonly server: Y.Text; readonly page: Y.Text } {
  const server = new Y.Doc()
  bodyOf(server).insert(0, 'All ports shall open.')
  const page = new Y.Doc()
  Y.applyUpdate(page, Y.encodeStateAsUpdate(server))
  bodyOf(page).insert(9, ' soon')
  return { server: bodyOf(server), page: bodyOf(page) }
}

for (const [where, index, expected] of [
  ['before the refused words', 4, 4],
  ['right before them', 9, 9],
  ['within them', 12, 9],
  ['right behind them', 14, 9],
  ['further behind', 20, 15],
  ['at the start', 0, 0],
] as const) {
  test(`UI-72 a caret ${where} stands beside the same words in the new document`, () => {
    const { server, page } = texts()
    expect(carriedIndex(page, index, server)).toBe(expected)
  })
}

test('UI-72 what others wrote or took away meanwhile moves the caret with its words', () => {
  const { server, page } = texts()
  server.insert(0, 'Now: ')
  expect(carriedIndex(page, 20, server)).toBe(20)
  server.delete(5, 4)
  expect(carriedIndex(page, 4, server)).toBe(5)
})
