// Tables, pictures and notes of a text whose Word file comes back: untouched they say nothing, and nothing in them is proposed.
import { describe, expect, test } from 'vitest'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { besideImported } from '@chapeau/server/access/laying'
import { importDocx } from '@chapeau/shared/exchange/import-docx'
import { exportText } from '@chapeau/shared/exchange/export-text'
import { IdMaker } from '@chapeau/shared/ids'
import { read } from '@chapeau/shared/text/read'
import { usualRung } from '../support/builders.ts'
import { pngOf } from '../support/pictures.ts'
import { AS_TEXT, AS_TRACKED, compared, edited, PARTIES, printed, said, type Text } from '../support/returning.ts'
import { note, noteMark, p, picture, r, tbl, wordFile } from '../support/word.ts'

const cell = (words: string): string => p(r(words))
const TABLE = tbl(
  [
    [cell('Port'), cell('Ships')],
    [cell('North'), cell('12')],
  ],
  true,
)

function textOf(body: string): Text {
  const bytes = wordFile(body, { media: { 'a.png': pngOf(8, 4) }, footnotes: note(2, p(r('See the annex.'))) })
  const file = importDocx(bytes, new IdMaker(7), { delegations: PARTIES })
  if (!file.ok) throw new Error(file.message)
  return { body: file.body, meta: besideImported(file), files: file.files }
}

const TEXT = textOf(
  p(r('1. Ports open') + noteMark(2) + r('.')) +
    TABLE +
    p(r('2. Ships sail.')) +
    p(picture('a.png', 60, 30, 'A map')) +
    p(r('3. All far.')),
)

/** The differences, and the notes by kind and words. */
function found(edit: (xml: string) => string, text = TEXT): [string[], string[]] {
  const file = compared(text, edited(printed(text, AS_TEXT), edit), AS_TEXT, { principal: 'EU' })
  return [said(file), file.notes.map(({ kind, message }) => `${kind}: ${message}`)]
}

const NOT = 'Tables and pictures are not negotiated here.'
const TABLE_NAME = '“Table, 2 rows, 2 columns”'

describe('IM-99 a file with tables, pictures and notes comes back', () => {
  test.each([AS_TEXT, AS_TRACKED])('untouched it says nothing: $brackets', (as) => {
    const file = compared(TEXT, printed(TEXT, as), as, { principal: 'EU' })
    expect([said(file), file.notes, file.vanished]).toEqual([[], [], []])
  })
  test.each<[string, (xml: string) => string, string]>([
    ['a cell is written in', (xml) => xml.replace('>12<', '>13<'), `${TABLE_NAME} is another one in the file. ${NOT}`],
    [
      'a row is gone',
      (xml) => xml.replace(/<w:tr\b(?:(?!<w:tr\b).)*North.*?<\/w:tr>/s, ''),
      `${TABLE_NAME} is another one in the file. ${NOT}`,
    ],
    ['the table is gone', (xml) => xml.replace(/<w:tbl>.*<\/w:tbl>/s, ''), `${TABLE_NAME} is not in the file. ${NOT}`],
    [
      'it is gone with its line',
      (xml) => xml.replace(/<w:p>(?:(?!<w:p>).)*Table, 2 rows.*<\/w:tbl>/s, ''),
      `${TABLE_NAME} is not in the file. ${NOT}`,
    ],
    ['the picture is gone', (xml) => xml.replace(/<w:drawing>.*<\/w:drawing>/s, ''), `“A map” is not in the file. ${NOT}`],
  ])('%s: told, and nothing is proposed', (_, edit, told) => {
    expect(found(edit)).toEqual([[], [`block: ${told}`]])
  })
  test('another picture in its place is told', () => {
    const parts = unzipSync(printed(TEXT, AS_TEXT))
    const media = Object.keys(parts).find((name) => name.startsWith('word/media/'))!
    const file = compared(TEXT, zipSync({ ...parts, [media]: pngOf(8, 5) }), AS_TEXT, { principal: 'EU' })
    expect([said(file), file.notes.map(({ message }) => message)]).toEqual([[], [`“A map” is another one in the file. ${NOT}`]])
  })
  test('words beside them are proposed as ever, at their place', () => {
    const [differences, notes] = found((xml) =>
      xml.replace('Ships sail', 'Ships always sail').replace('All far', 'All near').replace('>12<', '>13<'),
    )
    expect(differences).toEqual(['EU insert: + always', 'EU replace: −far +near'])
    expect(notes).toHaveLength(1)
  })
  test('a new table comes in as its cells’ paragraphs', () => {
    const [differences] = found((xml) => xml.replace(/<w:sectPr/, `${tbl([[cell('Piers'), cell('Seven')]])}<w:sectPr`))
    expect(differences).toEqual(['EU paragraph: +Piers', 'EU paragraph: +Seven'])
  })
  test('a new picture is told', () => {
    const parts = unzipSync(printed(TEXT, AS_TEXT))
    const xml = strFromU8(parts['word/document.xml']!)
    const again = /<w:r>(?:(?!<w:r>).)*<w:drawing>.*<\/w:drawing>.*?<\/w:r>/s.exec(xml)![0]
    const bytes = zipSync({ ...parts, 'word/document.xml': strToU8(xml.replace(/<w:sectPr/, `<w:p>${again}</w:p><w:sectPr`)) })
    const file = compared(TEXT, bytes, AS_TEXT, { principal: 'EU' })
    expect([said(file), file.notes.map(({ message }) => message)]).toEqual([[], [`New in the file: “A map”. ${NOT}`]])
  })
  test('as plain text nothing is proposed in the line of a table, and words beside it are', () => {
    const frame = {
      view: 'rolling' as const,
      asOf: new Date(0),
      title: 'Ports',
      revision: '',
      changes: 0,
      head: { seq: 7, hash: 'ab'.repeat(32) },
      publicKey: '',
      rungName: usualRung,
    }
    const txt = exportText(read(TEXT.body, TEXT.meta), TEXT.meta, frame).replace('Ships sail', 'Ships always sail')
    const file = compared(TEXT, strToU8(txt), AS_TEXT, { principal: 'EU', name: 'back.txt' })
    expect(said(file)).toEqual(['EU insert: + always'])
  })
})
