// The description of this API, for programs and those who write them. Anybody may read it.
import { Router } from 'express'
import { openApiDocument } from './openapi/document.ts'

export function openApiRoutes(): Router {
  const router = Router()
  // Made when it is first asked for: it takes a fifth of a second, which no start should wait for.
  let document: string | null = null
  router.get('/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument())
    response.type('application/json').send(document)
  })
  return router
}
