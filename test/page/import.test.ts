// What the import form shows of a file, and how a person's presses become choices.
import { describe, expect, test } from 'vitest'
import {
  chooseBracket,
  chooseGroup,
  chooseHeading,
  chooseName,
  chooseNote,
  chooseParagraph,
  countOf,
  isGrouped,
  NO_CHOICES,
} from '@chapeau/client/elements/import/choices'
import { wordsAsFile } from '@chapeau/client/elements/import/file'
import { previewOf, type Preview } from '@chapeau/client/elements/import/preview'
import { choicesSchema, type Choices } from '@chapeau/shared/protocol/choices'
import { memberOf } from '../support/builders.ts'

const DELEGATIONS = ['EU', 'RUS'].map((code) => memberOf(code))

function preview(words: string, choices: Choices = NO_CHOICES): Preview {
  const read = previewOf(wordsAsFile(words), { delegations: DELEGATIONS, choices })
  if (!read.ok) throw new Error(read.message)
  return read
}
const printed = (words: string, choices?: Choices): string[] => preview(words, choices).paragraphs.map((one) => one.words)

const SOURCE = '1. Ports [shall][should] open [each year – EU].\n2. Pilots rest. (Agreed)\n3. Ships [ATL: sail].'

describe('UI-150 the preview shows every paragraph with what was guessed of it', () => {
  test('its words as they will be printed, its brackets and notes, and whether it is worth a look', () => {
    const { paragraphs } = preview(SOURCE)
    expect(paragraphs.map(({ n, label, words, brackets, notes, look }) => [n, label, words, brackets.length, notes.length, look])).toEqual([
      [1, '1.', 'Ports [shall][should] open [each year – EU].', 3, 0, expect.any(Boolean)],
      [2, '2.', 'Pilots rest. (Agreed)', 0, 1, true],
      [3, '3.', 'Ships [ATL: sail].', 1, 0, true],
    ])
  })
  test('co-sponsors stand in it as they will stand in the text', () => {
    expect(printed('1. Ports [EU, RUS: shall] open.')).toEqual(['Ports [shall – EU, RUS] open.'])
  })
  test('what is asked as a whole: unknown names, and what competes', () => {
    const { found } = preview(SOURCE)
    expect(found.names.map(({ name }) => name)).toEqual(['ATL'])
    expect(found.groups).toEqual([{ brackets: [1, 2] }])
  })
})

describe('UI-151 every guess can be changed, and the preview follows', () => {
  test.each<[string, Choices, string[]]>([
    [
      'a name',
      chooseName(NO_CHOICES, 'ATL', 'RUS'),
      ['Ports [shall][should] open [each year – EU].', 'Pilots rest. (Agreed)', 'Ships [sail – RUS].'],
    ],
    [
      'a holder',
      chooseBracket(NO_CHOICES, 1, { by: 'RUS' }),
      ['Ports [shall – RUS][should] open [each year – EU].', 'Pilots rest. (Agreed)', 'Ships [ATL: sail].'],
    ],
    [
      'signs that are characters',
      chooseBracket(NO_CHOICES, 2, { as: 'words' }),
      ['Ports [shall]should open [each year – EU].', 'Pilots rest. (Agreed)', 'Ships [ATL: sail].'],
    ],
    ['a note', chooseNote(NO_CHOICES, 1, true), ['Ports [shall][should] open [each year – EU].', 'Pilots rest.', 'Ships [ATL: sail].']],
  ])('%s', (_, choices, expected) => expect(printed(SOURCE, choices)).toEqual(expected))

  test('whose a note is: then it is a proposal of its words', () => {
    const noted = '1. Ports open.[As agreed. – note]'
    expect(printed(noted)).toEqual(['Ports open.[As agreed. – note]'])
    expect(printed(noted, chooseBracket(NO_CHOICES, 1, { by: 'RUS' }))).toEqual(['Ports open.[As agreed. – RUS]'])
  })
  test('a paragraph’s label, shape and rung', () => {
    const choices = chooseParagraph(NO_CHOICES, 2, { label: '2 bis.', type: 'heading', level: 1, state: 'agreed' })
    expect(preview(SOURCE, choices).paragraphs[1]).toMatchObject({ label: '2 bis.', type: 'heading', level: 1, state: 'agreed' })
  })
  test('a paragraph that is left out stays in the list, so that it can be taken in again', () => {
    const out = chooseParagraph(NO_CHOICES, 2, { out: true })
    expect(preview(SOURCE, out).paragraphs.map((one) => one.out)).toEqual([false, true, false])
    expect(printed(SOURCE, out)[2]).toBe('Ships [ATL: sail].')
    expect(chooseParagraph(out, 2, { out: undefined })).toEqual({ paragraphs: [] })
  })
  test('a group', () => {
    const [group] = preview(SOURCE).found.groups
    const choices = chooseGroup(NO_CHOICES, group!, true)
    expect(isGrouped(choices, group!)).toBe(true)
    // What the importer makes of it is its own tests' matter; here it is taken, and the words stay.
    expect(printed(SOURCE, choices)).toEqual(printed(SOURCE))
    expect(isGrouped(chooseGroup(choices, group!, false), group!)).toBe(false)
  })
})

test('UI-151 choices are what the server takes, each change beside the others', () => {
  let choices = chooseParagraph(NO_CHOICES, 3, { label: 'A' })
  choices = chooseParagraph(choices, 1, { type: 'item' })
  choices = chooseParagraph(choices, 3, { level: 2 })
  choices = chooseBracket(choices, 2, { kind: 'del' })
  choices = chooseHeading(chooseName(choices, 'ATL', 'RUS'), 4, true)
  expect(choices.paragraphs).toEqual([
    { n: 1, type: 'item' },
    { n: 3, label: 'A', level: 2 },
  ])
  expect(choicesSchema.parse(choices)).toEqual(choices)
  expect(countOf(choices)).toBe(5)
  expect(countOf(chooseHeading(chooseName(choices, 'ATL', null), 4, false))).toBe(3)
})
