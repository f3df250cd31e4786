// What was set aside: refused and quarantined updates of a text, for chair, secretariat and operator to look at.
import type { QuarantineAnswer } from '@chapeau/shared/protocol/api'
import { Router } from 'express'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export function quarantineRoutes({ storage }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/texts/:id/quarantine', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    await door.desk(request, text.meetingId)
    const listed = await storage.setAside(text.id)
    const names = new Map(
      await Promise.all([...new Set(listed.map(({ person }) => person))].map(async (id) => [id, await nameOf(id)] as const)),
    )
    const items = listed.map(({ n, at, principal, role, person, rule, message, size, words }) => {
      return { n, at, principal, role, person: names.get(person) ?? '', rule, message, size, words }
    })
    response.json({ items } satisfies QuarantineAnswer)
  })

  router.get('/texts/:id/quarantine/:n', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    await door.desk(request, text.meetingId)
    const n = param(request, 'n')
    const bytes = /^\d{1,9}$/.test(n) ? await storage.setAsideBytes(text.id, Number(n)) : null
    if (bytes === null) throw new HttpProblem(404, 'Nothing was set aside under this number.')
    response.type('application/octet-stream').attachment(`set-aside-${n}.bin`).send(Buffer.from(bytes))
  })

  const nameOf = async (id: string): Promise<string> => (await storage.person(id))?.name ?? ''

  return router
}
