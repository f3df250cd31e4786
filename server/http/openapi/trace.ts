// Describes http/trace.ts.
import type { TraceAnswer } from '@chapeau/shared/protocol/api'
import { VIEWS } from '@chapeau/shared/text/views'
import * as z from 'zod'
import { MAX_TRACED_CHARACTERS } from '../../limits.ts'
import { json, parameter, shape, type Resource } from './model.ts'
import { code, elementId, recordLine } from './shapes.ts'

const trace = shape<TraceAnswer>()(
  'Trace',
  z.object({
    runs: z
      .array(
        z.object({
          words: z.string(),
          author: code.nullable().describe('Null: they came with the text.'),
          brackets: z.array(elementId).readonly().describe('That they stand in or stood in.'),
          entries: z.array(z.int()).readonly(),
        }),
      )
      .readonly(),
    lines: z.array(recordLine).readonly().describe('Entries about these brackets, and those, oldest first.'),
  }),
)

export const traces: Resource = {
  name: 'Trace',
  words: 'Who proposed some words, and what became of it.',
  routes: {
    'GET /api/texts/:id/trace': {
      id: 'traceWords',
      summary: 'Authors and entries of words as somebody sees them',
      session: 'needed',
      query: {
        words: { ...parameter('The words.', z.string().min(1).max(MAX_TRACED_CHARACTERS)), required: true },
        paragraph: parameter('Id of their paragraph; absent: of the words before the first.'),
        view: parameter('In which they are read.', z.enum(VIEWS).default('rolling')),
        at: parameter('Where in the paragraph, in characters; the nearest place is taken.', z.int().default(0)),
      },
      answers: { 200: json('Their story.', trace) },
      problems: {
        400: 'No words, or a view that is none.',
        404: 'The words are not in this paragraph any more.',
        422: `More than ${MAX_TRACED_CHARACTERS} characters.`,
      },
    },
  },
}
