// Describes http/me.ts.
import type { MeAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { joinSchema, nameSchema } from '../me.ts'
import { json, jsonBody, nothing, requested, shape, type Resource } from './model.ts'
import { code, role } from './shapes.ts'

const fields = {
  person: z.object({ id: z.string(), name: z.string() }),
  operator: z.boolean().describe('Whether this person sets up meetings.'),
  pdf: z.boolean().describe('Whether this server makes PDFs.'),
  seats: z
    .array(
      z.object({
        id: z.string().describe('For `?seat=`, where somebody has several.'),
        delegation: code.nullable(),
        role,
        meeting: z.object({ id: z.string(), name: z.string() }),
      }),
    )
    .readonly(),
}
const me = shape<MeAnswer>()('Me', z.object(fields))
const joined = shape<MeAnswer & { readonly seat: string | null }>()(
  'Joined',
  z.object({ ...fields, seat: z.string().nullable().describe('The seat that this invitation gave; null for the operator.') }),
)

export const session: Resource = {
  name: 'Session',
  words: 'Who I am, coming in and leaving.',
  routes: {
    'POST /api/join': {
      id: 'join',
      summary: 'Takes the seat that an invitation gives',
      words:
        'The session comes as the cookie `chapeau`; programs send its value as `Authorization: Bearer`. With a session the seat is added ' +
        'to it and no cookie comes. The same invitation gives the same seat again.',
      session: 'taken',
      body: jsonBody('The last part of a join link.', requested('Join', joinSchema)),
      answers: { 200: json('Who has joined.', joined) },
      problems: { 403: 'The invitation was revoked or has expired.', 404: 'The invitation is not known here.' },
    },
    'POST /api/leave': {
      id: 'leave',
      summary: 'Ends the session and its sockets',
      session: 'taken',
      answers: { 204: nothing('There is no session any more.') },
    },
    'GET /api/me': {
      id: 'readMe',
      summary: 'The person and all their seats',
      session: 'needed',
      answers: { 200: json('Who asks.', me) },
    },
    'PATCH /api/me': {
      id: 'renameMe',
      summary: 'Says what the person is called',
      session: 'needed',
      body: jsonBody('The name.', requested('Name', nameSchema)),
      answers: { 200: json('Who asks, renamed.', me) },
    },
  },
}
