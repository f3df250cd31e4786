// What a keystroke costs is counted, not timed: paragraphs read, painted and written, in a long text.
import { describe, expect, test } from 'vitest'
import { looksKey } from '@chapeau/client/editor/brackets'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { Writing } from '../support/writing.ts'

const PARAGRAPHS = 2000
const BRACKETS = 1000

/** Every other paragraph holds a bracket; the caret stands in the middle of the text. */
const long = (): string =>
  Array.from({ length: PARAGRAPHS }, (_, i) => {
    const caret = i === PARAGRAPHS / 2 ? '|' : ''
    return i % 2 === 0 ? `Paragraph ${i} is${caret} [open – EU] to all.` : `Paragraph ${i} stands as it is.`
  }).join('\n')

describe('UI-21 in a text of 2,000 paragraphs and 1,000 brackets a keystroke touches one paragraph', () => {
  const writing = new Writing(long())
  const { editor } = writing
  const painted = (): number => looksKey.getState(editor.view.state)!.touched

  test('the text is that long', () => {
    expect(editor.view.state.doc.childCount).toBe(PARAGRAPHS)
    expect(editor.snapshot.reading.brackets.size).toBe(BRACKETS)
  })
  test('opening a bracket, and typing on in it', () => {
    for (const letter of [' ', 'w', 'i', 'd', 'e']) {
      writing.input(letter)
      expect({ read: editor.reader.touched, painted: painted(), written: editor.binding.stats.pushed }).toMatchObject({
        read: 1,
        painted: 1,
      })
      expect(editor.binding.stats.pushed).toBeLessThanOrEqual(3)
    }
    expect(writing.text.split('\n')[PARAGRAPHS / 2]).toBe('Paragraph 1000 is[ wide – RUS] [open – EU] to all.')
  })
  test('a peer’s keystroke', () => {
    writing.doc.transact(() => bodyOf(writing.doc).insert(5, 'x'), 'peer')
    expect({ read: editor.reader.touched, painted: painted(), converted: editor.binding.stats.pulled }).toEqual({
      read: 1,
      painted: 1,
      converted: 1,
    })
    expect(writing.inStep).toBe(true)
  })
})
