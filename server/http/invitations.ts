// Invitations: made and ended by the desk. A link is shown once, in the answer that makes it; we keep its digest.
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { Router } from 'express'
import * as z from 'zod'
import { INVITATION_DAYS, MAX_INVITATION_DAYS } from '../limits.ts'
import type { Invitation } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { bodyAs, param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export const inviteSchema = z.object({
  role: z.enum(['chair', 'secretariat', 'delegate', 'observer']),
  delegation: z.string().max(12).nullable().default(null),
  /** How long it gives seats; null: until it is revoked. */
  days: z.int().min(1).max(MAX_INVITATION_DAYS).nullable().default(INVITATION_DAYS),
})

export function invitationRoutes({ storage, meetings, rooms, publicUrl }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/meetings/:id/invitations', async (request, response) => {
    const { meeting } = await door.desk(request, param(request, 'id'))
    response.json((await storage.invitations(meeting.id)).map((invitation) => answerOf(invitation)))
  })

  router.post('/meetings/:id/invitations', async (request, response) => {
    const { meeting } = await door.desk(request, param(request, 'id'))
    const { role, delegation, days } = bodyAs(request, inviteSchema)
    if (role === 'delegate' && delegation === null) throw new HttpProblem(422, 'A delegate needs a delegation.')
    if (delegation !== null && !(await storage.delegations(meeting.id)).some(({ code }) => code === delegation))
      throw new HttpProblem(422, `There is no delegation ${delegation} in this meeting.`)
    const { invitation, token } = await meetings.invite(meeting.id, delegation, role, days)
    response.status(201).json(answerOf(invitation, joinLink(publicUrl, token)))
  })

  router.delete('/meetings/:id/invitations/:invitation', async (request, response) => {
    const { meeting } = await door.desk(request, param(request, 'id'))
    const id = param(request, 'invitation')
    if (!(await storage.invitations(meeting.id)).some((invitation) => invitation.id === id)) throw new HttpProblem(404)
    const ended = await meetings.revoke(id)
    rooms.evict(new Set(ended.map((seat) => seat.id)))
    response.status(204).end()
  })

  return router
}

/** The link by which an invitation is taken. */
export function joinLink(publicUrl: string, token: string): string {
  return `${publicUrl}/join/${token}`
}

function answerOf({ id, delegation, role, createdAt, revokedAt, expiresAt }: Invitation, link?: string): InvitationAnswer {
  if (role === null) throw new Error('the operator has no seat')
  return { id, delegation, role, createdAt, revokedAt, expiresAt, ...(link === undefined ? {} : { link }) }
}
