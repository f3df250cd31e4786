// Describes http/invitations.ts.
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { inviteSchema } from '../invitations.ts'
import { json, jsonBody, nothing, parameter, requested, shape, type Resource } from './model.ts'
import { code, role, time } from './shapes.ts'

const invitation = shape<InvitationAnswer>()(
  'Invitation',
  z.object({
    id: z.string(),
    delegation: code.nullable(),
    role,
    link: z.string().exactOptional().describe('Shown once, in the answer that makes it.'),
    createdAt: time,
    revokedAt: time.nullable(),
    expiresAt: time.nullable().describe('From then on it gives no more seats; null: never.'),
  }),
)
const DESK = 'For chair, secretariat and operator only.'

export const invitations: Resource = {
  name: 'Invitations',
  words: 'Links that give a seat. A link is a secret: it is shown once and kept as a digest.',
  routes: {
    'GET /api/meetings/:id/invitations': {
      id: 'listInvitations',
      summary: 'All invitations of a meeting, without their links',
      session: 'needed',
      answers: { 200: json('All of them.', z.array(invitation)) },
      problems: { 403: DESK },
    },
    'POST /api/meetings/:id/invitations': {
      id: 'invite',
      summary: 'Makes an invitation for a role, and a delegation where the role is `delegate`',
      session: 'needed',
      body: jsonBody('For whom, and for how many days.', requested('NewInvitation', inviteSchema)),
      answers: { 201: json('The invitation with its link.', invitation) },
      problems: { 403: DESK, 422: 'A delegate needs a delegation, and one of this meeting.' },
    },
    'DELETE /api/meetings/:id/invitations/:invitation': {
      id: 'revokeInvitation',
      summary: 'Ends an invitation, the seats taken with it and their sockets',
      session: 'needed',
      path: { invitation: parameter('Its id.') },
      answers: { 204: nothing('It gives no more seats.') },
      problems: { 403: DESK },
    },
  },
}
