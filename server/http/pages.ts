// The built page: files with a hash in their name for ever, the page itself never from a cache.
import { Router, static as serveFiles } from 'express'
import { join } from 'node:path'
import { HttpProblem } from './problem.ts'

/** Addresses that are views of the one page; it reads its own path. */
export const PAGES = ['/', '/setup', '/join/:invitation', '/t/:id', '/m/:id']
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

export function pageRoutes(clientDir: string): Router {
  const router = Router()
  router.use('/assets', serveFiles(join(clientDir, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false, fallthrough: false }))
  router.get(PAGES, (_request, response, next) => {
    response.set('Cache-Control', 'no-cache')
    response.sendFile('index.html', { root: clientDir, cacheControl: false }, (error: Error | undefined) => {
      if (error === undefined) return
      next(response.headersSent ? error : new HttpProblem(404, 'The page has not been built. Run `npm start`.', undefined, error))
    })
  })
  router.use(serveFiles(clientDir, { index: false, maxAge: 0 }))
  return router
}
