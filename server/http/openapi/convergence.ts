// Describes http/convergence.ts.
import type { ConvergenceAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { file, json, shape, type Resource } from './model.ts'
import { time } from './shapes.ts'

const counts = {
  brackets: z.int().describe('Opening brackets as printed, notes aside.'),
  issues: z.int().describe('Questions to decide: a group of competing brackets is one.'),
}
const convergence = shape<ConvergenceAnswer>()(
  'Convergence',
  z.object({ ...counts, series: z.array(z.object({ ...counts, at: time, seq: z.int() })).readonly() }),
)
const SHOWN = 'The facilitator has not shown it to the room.'

export const convergences: Resource = {
  name: 'Convergence',
  words: 'How far a text is from agreed. The desk’s, until it is shown to the room.',
  routes: {
    'GET /api/texts/:id/convergence': {
      id: 'readConvergence',
      summary: 'How much is open now, and was at every change of it',
      session: 'needed',
      answers: { 200: json('Now, and over time.', convergence) },
      problems: { 403: SHOWN },
    },
    'GET /api/texts/:id/convergence.csv': {
      id: 'takeConvergence',
      summary: 'The same as a table: by paragraph, by delegation, over time',
      session: 'needed',
      answers: { 200: file('RFC 4180, UTF-8 with a mark.', 'text/csv') },
      problems: { 403: SHOWN },
    },
  },
}
