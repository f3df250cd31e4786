// The pictures of a text, by what they hold (UI-172): for whoever may read the text, as a picture and nothing else.
import { PICTURE_TYPES } from '@chapeau/shared/text/blocks'
import { Router } from 'express'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

/** A picture's name says what it holds: it never changes. The reader's own device may keep it, nobody between. */
const KEPT = 'private, max-age=31536000, immutable'

export function fileRoutes({ storage }: AppPorts, door: Door): Router {
  const router = Router()
  router.get('/texts/:id/files/:hash', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    const file = await storage.file(text.id, param(request, 'hash'))
    if (file === null || !PICTURE_TYPES.includes(file.type)) throw new HttpProblem(404, 'There is no such picture in this text.')
    response
      .set('Cache-Control', KEPT)
      // Opened by itself it is shown, and can run and load nothing.
      .set('Content-Security-Policy', "default-src 'none'; sandbox")
      .set('Content-Disposition', 'inline')
      .set('Cross-Origin-Resource-Policy', 'same-origin')
      .set('X-Content-Type-Options', 'nosniff')
      .type(file.type)
      .send(Buffer.from(file.bytes))
  })
  return router
}
