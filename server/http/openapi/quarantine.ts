// Describes http/quarantine.ts.
import type { QuarantineAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { file, json, parameter, shape, type Resource } from './model.ts'
import { code, role, time } from './shapes.ts'

const list = shape<QuarantineAnswer>()(
  'SetAside',
  z.object({
    items: z
      .array(
        z.object({
          n: z.int(),
          at: time,
          principal: code,
          role,
          person: z.string(),
          rule: z.string(),
          message: z.string(),
          size: z.int().describe('Bytes.'),
          words: z.string().describe('That it would have brought, as far as they could be read.'),
        }),
      )
      .readonly(),
  }),
)
const DESK = 'For chair, secretariat and operator only.'

export const quarantine: Resource = {
  name: 'Set aside',
  words: 'Updates of a text that were refused or quarantined.',
  routes: {
    'GET /api/texts/:id/quarantine': {
      id: 'listSetAside',
      summary: 'What was set aside, oldest first',
      session: 'needed',
      answers: { 200: json('All of it, without its bytes.', list) },
      problems: { 403: DESK },
    },
    'GET /api/texts/:id/quarantine/:n': {
      id: 'readSetAside',
      summary: 'The bytes of one of them',
      session: 'needed',
      path: { n: parameter('Its number.', z.int()) },
      answers: { 200: file('A Yjs update.', 'application/octet-stream') },
      problems: { 403: DESK },
    },
  },
}
