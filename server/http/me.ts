// Who I am and which seats I hold; coming in and leaving.
import type { MeAnswer, SeatAnswer } from '@chapeau/shared/protocol/api'
import { Router } from 'express'
import * as z from 'zod'
import type { Visitor } from '../access/sessions.ts'
import { hashToken } from '../access/tokens.ts'
import type { Storage } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { bodyAs } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'
import { endedCookie, sessionCookie, tokenOf } from './session.ts'

export const joinSchema = z.object({
  invitation: z.string().min(1).max(200),
  name: z.string().trim().max(120).optional(),
})

export const nameSchema = z.object({ name: z.string().trim().max(120) })

export function meRoutes({ sessions, storage, rooms, publicUrl, pdf }: AppPorts, door: Door): Router {
  const router = Router()
  const secure = publicUrl.startsWith('https:')
  const answer = (visitor: Visitor): Promise<MeAnswer> => meAnswer(visitor, storage, pdf !== null)

  router.get('/me', async (request, response) => void response.json(await answer(await door.visitor(request))))

  router.patch('/me', async (request, response) => {
    const { person, seats } = await door.visitor(request)
    const named = { ...person, name: bodyAs(request, nameSchema).name }
    await storage.putPerson(named)
    rooms.rename(named)
    response.json(await answer({ person: named, seats }))
  })

  router.post('/join', async (request, response) => {
    const { invitation, name } = bodyAs(request, joinSchema)
    const joined = await sessions.join(invitation, tokenOf(request), name === undefined || name === '' ? null : name)
    if (joined.status === 'unknown') throw new HttpProblem(404, 'This invitation is not known here. Ask whoever sent it for a new one.')
    if (joined.status === 'revoked') throw new HttpProblem(403, 'This invitation was revoked. Ask whoever sent it for a new one.')
    if (joined.status === 'expired') throw new HttpProblem(403, 'This invitation has expired. Ask whoever sent it for a new one.')
    if (joined.token !== null) response.set('Set-Cookie', sessionCookie(joined.token, secure))
    response.json({ ...(await answer(joined.visitor)), seat: joined.seat?.id ?? null })
  })

  router.post('/leave', async (request, response) => {
    const token = tokenOf(request)
    if (token !== null) {
      await sessions.leave(token)
      rooms.endSession(hashToken(token))
    }
    response.set('Set-Cookie', endedCookie(secure)).status(204).end()
  })

  return router
}

async function meAnswer({ person, seats }: Visitor, storage: Storage, pdf: boolean): Promise<MeAnswer> {
  return {
    person: { id: person.id, name: person.name },
    operator: person.operator,
    pdf,
    seats: await Promise.all(
      seats.map(async ({ id, delegation, role, meetingId }): Promise<SeatAnswer> => {
        const meeting = await storage.meeting(meetingId)
        return { id, delegation, role, meeting: { id: meetingId, name: meeting?.name ?? '' } }
      }),
    ),
  }
}
