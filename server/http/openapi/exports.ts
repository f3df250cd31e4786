// Describes http/exports.ts.
import { BRACKETS_AS } from '@chapeau/shared/exchange/docx/frame'
import { textFileSchema, type TextFile } from '@chapeau/shared/exchange/json/file'
import { VIEWS } from '@chapeau/shared/text/views'
import * as z from 'zod'
import { FORMATS } from '../exports.ts'
import { file, JSON_TYPE, parameter, shape, type Resource } from './model.ts'

const mediaType = ({ type }: { readonly type: string }): string => type.split(';')[0]!
const textFile = shape<TextFile>()('TextFile', textFileSchema)
const files = file('The file.', ...Object.values(FORMATS).map(mediaType))
const seat = parameter('From which seat it is taken, for the record; else any that the visitor has in the meeting.')

export const exports: Resource = {
  name: 'Exports',
  words: 'A text as a file to take away. Each is an entry of the record, with the hash of the file.',
  routes: {
    'GET /api/texts/:id/export.:format': {
      id: 'exportText',
      summary: 'The text as a file',
      words: 'The same text makes the same bytes.',
      session: 'needed',
      path: { format: parameter('Of the file.', z.enum(Object.keys(FORMATS))) },
      query: {
        view: parameter(
          'With brackets and names, with brackets only, without what is proposed, with all of it.',
          z.enum(VIEWS).default('rolling'),
        ),
        brackets: parameter(
          'Of a Word file: brackets as words, or tracked changes under their holders’ names (rolling view only).',
          z.enum(BRACKETS_AS).default('text'),
        ),
        lines: parameter('1: with line numbers, in a Word file.', z.enum(['1'])),
        seat,
      },
      answers: { 200: { ...files, content: { ...files.content, [JSON_TYPE]: { json: textFile } } } },
      problems: {
        400: 'A parameter has a value that it cannot have.',
        501: 'A PDF is asked for where there is no Chromium.',
        503: 'A PDF could not be made, or many are asked for at the moment.',
      },
    },
    'GET /api/schema/text.json': {
      id: 'readTextSchema',
      summary: 'The JSON Schema of a text that is taken away as JSON',
      session: 'none',
      answers: { 200: { words: 'Draft 2020-12.', content: { 'application/schema+json': { json: z.looseObject({ $id: z.string() }) } } } },
    },
  },
}
