// Describes http/acts.ts. The shapes of acts are shared/protocol/acts.ts; what each does is docs/spec.md.
import { actSchema, type ActDone, type ActRefused } from '@chapeau/shared/protocol/acts'
import * as z from 'zod'
import { json, jsonBody, parameter, requested, shape, type Resource } from './model.ts'

const done = shape<ActDone>()('ActDone', z.object({ seq: z.int().describe('Number of its entry in the record.') }))
const refused = shape<ActRefused>()(
  'ActRefused',
  z.object({
    refused: z.object({
      rule: z.string(),
      message: z.string(),
      objectors: z.array(z.string()).readonly().exactOptional().describe('Send it again under a new id, naming them in `over`.'),
      absent: z.array(z.string()).readonly().exactOptional().describe('The same, in `absent`.'),
      brackets: z.array(z.string()).readonly().exactOptional().describe('What is in the way.'),
      words: z.string().exactOptional().describe('What the brackets say now.'),
    }),
  }),
)

export const acts: Resource = {
  name: 'Acts',
  words: 'Decisions. Typing travels over the socket (docs/protocol.md); every decision is an act.',
  routes: {
    'POST /api/texts/:id/acts': {
      id: 'act',
      summary: 'Carries out one act',
      words:
        'Every act has a UUID of its own; a repeat of the same act under the same id gets the first answer. `seen` says what its author had on ' +
        'screen: the state vector of the Yjs document, and a digest of the brackets that the act is about (shared/brackets/words.ts).',
      session: 'needed',
      query: { seat: parameter('From which seat; needed where the visitor has several in the meeting.') },
      body: jsonBody('The act.', requested('Act', actSchema)),
      answers: { 200: json('It is on disk.', done), 409: json('It was refused, and nothing changed.', refused) },
      problems: {
        403: 'Which of the visitor’s seats it is from was not said.',
        422: 'The id was used for another act.',
      },
    },
  },
}
