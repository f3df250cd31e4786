// Describes http/revisions.ts.
import type { RevisionAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { json, parameter, shape, type Resource } from './model.ts'
import { elementId, paragraphType, time } from './shapes.ts'

const named = { seq: z.int().describe('Of the entry that named it.'), revision: z.string(), at: time }
const list = shape<RevisionsAnswer>()('Revisions', z.object({ revisions: z.array(z.object(named)).readonly() }))
const revision = shape<RevisionAnswer>()(
  'Revision',
  z.object({
    ...named,
    paragraphs: z
      .array(
        z.object({
          id: elementId.nullable(),
          label: z.string(),
          type: paragraphType,
          level: z.int(),
          text: z.string().describe('With its brackets, as printed.'),
          words: z.string().describe('Those that stood, whatever was proposed.'),
        }),
      )
      .readonly(),
  }),
)

export const revisions: Resource = {
  name: 'Revisions',
  words: 'Frozen states with a name: Rev.1, Rev.2 …',
  routes: {
    'GET /api/texts/:id/revisions': {
      id: 'listRevisions',
      summary: 'All revisions of a text, oldest first',
      session: 'needed',
      answers: { 200: json('All of them.', list) },
    },
    'GET /api/texts/:id/revisions/:seq': {
      id: 'readRevision',
      summary: 'The text as it stood when the revision was named',
      session: 'needed',
      path: { seq: parameter('Number of the entry that named it.', z.int()) },
      answers: { 200: json('The revision.', revision) },
    },
  },
}
