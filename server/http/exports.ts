// A text as a file to take away.
import { Router } from 'express'
import type { AppPorts } from './app.ts'
import type { Door } from './door.ts'

export function exportRoutes(_ports: AppPorts, _door: Door): Router {
  return Router()
}
