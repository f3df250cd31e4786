// Notes beside the running text: left out of the words of every view, and never lost.
import { describe, expect, test } from 'vitest'
import { notesApart } from '@chapeau/shared/text/notes'
import { viewOf, viewText, type View } from '@chapeau/shared/text/views'
import { text } from '../support/builders.ts'

/** A view's paragraphs with `^` where a note hangs, and the notes' words. */
function printed(notation: string, view: View): { words: string[]; notes: string[] } {
  const { reading, meta } = text(notation)
  const paragraphs = viewOf(reading, meta, view)
  const apart = paragraphs.map((paragraph) => notesApart(paragraph, reading.brackets))
  return {
    words: paragraphs.map((paragraph, i) =>
      apart[i]!.pieces.map((piece) => (piece.type === 'note' ? '^' : viewText({ ...paragraph, pieces: [piece] }))).join(''),
    ),
    notes: apart.flatMap(({ notes }) => [...notes.values()].map((pieces) => viewText({ ...paragraphs[0]!, pieces }))),
  }
}

const NOTED = 'Ports[See annex [II – EU] – note] open[ always[Since 2020. – note] – RUS].[Last. – note]'

describe('TX-50 notes stand beside the running text of every view', () => {
  test.each<[View, string, string[]]>([
    ['rolling', 'Ports^ open[ always^ – RUS].^', ['See annex [II – EU]', 'Since 2020.', 'Last.']],
    ['unattributed', 'Ports^ open[ always^].^', ['See annex [II]', 'Since 2020.', 'Last.']],
    ['base', 'Ports^ open.^', ['See annex ', 'Last.']],
    ['accepted', 'Ports^ open always^.^', ['See annex II', 'Since 2020.', 'Last.']],
  ])('%s', (view, words, notes) => expect(printed(NOTED, view)).toEqual({ words: [words], notes }))
  test('of a paragraph that has joined the one before, the note hangs where its words are', () => {
    expect(printed('One\n[\tTwo – EU] and[Three – note] four', 'base')).toEqual({ words: ['One and^ four'], notes: ['Three'] })
  })
})
