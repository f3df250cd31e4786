// Describes http/texts.ts.
import { TABLES_AS } from '@chapeau/shared/exchange/blocks'
import type { TextAnswer } from '@chapeau/shared/protocol/api'
import { PICTURE_TYPES } from '@chapeau/shared/text/blocks'
import * as z from 'zod'
import { MAX_IMPORT_BYTES } from '../../limits.ts'
import { file, json, parameter, shape, type Resource } from './model.ts'
import { code, elementId, kind, paragraphState, paragraphType, report, stand, status } from './shapes.ts'

const text = shape<TextAnswer>()(
  'Text',
  z.object({
    id: z.string(),
    name: z.string(),
    status,
    revision: z.string(),
    seq: z.int().describe('Number of the record’s last entry.'),
    paragraphs: z
      .array(
        z.object({
          id: elementId.nullable(),
          label: z.string(),
          type: paragraphType,
          level: z.int(),
          state: paragraphState,
          text: z.string().describe('With its brackets, as printed.'),
          base: z.string().describe('As if nothing in brackets were agreed.'),
        }),
      )
      .readonly(),
    brackets: z
      .array(
        z.object({
          id: elementId,
          kind,
          by: code.describe('Who proposed it.'),
          holder: code.describe('Whose it is now.'),
          group: elementId.nullable().describe('Of brackets that compete for one place.'),
          paragraph: elementId.nullable(),
          text: z.string(),
          stands: z.record(z.string(), stand),
          children: z.array(elementId).readonly(),
        }),
      )
      .readonly(),
  }),
)
const imported = z.object({ textId: z.string(), report })

export const texts: Resource = {
  name: 'Texts',
  words: 'Texts under negotiation: laid before a meeting as a file, read as JSON.',
  routes: {
    'POST /api/meetings/:id/texts': {
      id: 'importText',
      summary: 'Lays a file before the meeting as a text in preparation',
      words: `The body is the file as it is, at most ${MAX_IMPORT_BYTES / 1024 / 1024} MiB; what kind it is shows in its bytes and its name. Or it is a form with the part \`file\`, and \`choices\` as JSON: what a person changed of what reading it guessed, by the numbers that an import without choices gives.`,
      session: 'needed',
      query: {
        name: parameter('What the text is called; else the file’s own title.', z.string().max(200)),
        file: parameter('The file’s name; its ending says what it is where its bytes do not.'),
        tables: parameter(
          'What becomes of tables: as they are, or their cells as paragraphs. Else as they are, but for those with brackets or tracked changes.',
          z.enum(TABLES_AS),
        ),
        authors: parameter(
          'An object as JSON: for each author of tracked changes and comments the code of the delegation they write for; empty: nobody.',
        ),
      },
      body: { words: 'The file, or a form.', json: null, types: ['*/*', 'multipart/form-data'] },
      answers: { 201: json('The text’s id, and what reading it decided or repaired.', imported) },
      problems: {
        400: '`authors` is no such object, `tables` none of the two, or the form or its choices cannot be read.',
        403: 'For chair, secretariat and operator only.',
        422: 'The file is empty, cannot be read, or a code is of no delegation here.',
      },
    },
    'GET /api/texts/:id': {
      id: 'readText',
      summary: 'The text as it stands: paragraphs and brackets',
      session: 'needed',
      answers: { 200: json('The text.', text) },
    },
    'GET /api/texts/:id/files/:hash': {
      id: 'textPicture',
      summary: 'A picture of the text, by the SHA-256 of its bytes',
      session: 'needed',
      path: { hash: parameter('In hexadecimal, as the export as JSON names it.') },
      answers: { 200: file('The picture.', ...PICTURE_TYPES) },
      problems: { 404: 'There is no such picture in this text.' },
    },
  },
}
