// The record as NDJSON, an entry a line, sent as it is read: a long record is never in memory whole.
import { Router, type Response } from 'express'
import { once } from 'node:events'
import { RECORD_PAGE } from '../limits.ts'
import type { Storage } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export function recordRoutes({ storage }: AppPorts, door: Door): Router {
  const router = Router()
  router.get('/texts/:id/record', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    await sendRecord(response, storage, text.id, afterIn(query(request, 'after')))
  })
  router.get('/meetings/:id/record', async (request, response) => {
    const { meeting } = await door.meeting(request, param(request, 'id'))
    await sendRecord(response, storage, meeting.id, afterIn(query(request, 'after')))
  })
  return router
}

async function sendRecord(response: Response, storage: Storage, chainId: string, from: number): Promise<void> {
  response.type('application/x-ndjson')
  let after = from
  for (;;) {
    const lines = await storage.record(chainId, after, RECORD_PAGE)
    if (response.destroyed) return
    const full = !response.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    if (lines.length < RECORD_PAGE) break
    after = lines.at(-1)!.entry.seq
    // A reader that goes away never drains; then the response closes.
    if (full) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

function afterIn(value: string | null): number {
  if (value === null || value === '') return 0
  if (!/^\d{1,15}$/.test(value)) throw new HttpProblem(400, '`after` is the number of an entry.')
  return Number(value)
}
