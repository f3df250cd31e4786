// For whoever watches the server: alive, ready, counters.
import { Router } from 'express'
import type { AppPorts } from './app.ts'
import { HttpProblem } from './problem.ts'

export function healthRoutes({ ready, metrics }: AppPorts): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => void response.type('text/plain').send('ok\n'))
  router.get('/readyz', (_request, response) => {
    if (!ready()) throw new HttpProblem(503)
    response.type('text/plain').send('ready\n')
  })
  router.get('/metrics', (_request, response) => void response.type('text/plain; version=0.0.4').send(metrics.print()))
  return router
}
