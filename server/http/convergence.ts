// How far a text is from agreed, over time for the page and as a table to take away. The desk's, until it is shown to the room.
import { convergenceOf, thinned, type Convergence, type CountsAt } from '@chapeau/shared/brackets/convergence'
import { isDesk } from '@chapeau/shared/policy'
import type { ConvergenceAnswer } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { stringify } from 'csv-stringify/sync'
import { Router, type Request } from 'express'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

/** Moments that a chart can tell apart on a wide screen. */
const MOST_MOMENTS = 600

export function convergenceRoutes({ storage, rooms }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/texts/:id/convergence', async (request, response) => {
    const { id, counted } = await allowed(request)
    const series = thinned(await storage.counts(id), MOST_MOMENTS)
    response.json({ brackets: counted.brackets, issues: counted.issues, series } satisfies ConvergenceAnswer)
  })
  router.get('/texts/:id/convergence.csv', async (request, response) => {
    const { id, counted } = await allowed(request)
    response.attachment(`convergence-${id}.csv`).type('text/csv; charset=utf-8')
    // Spreadsheets take a file for UTF-8 only when it begins with this mark.
    response.send(`\ufeff${table(counted, await storage.counts(id))}`)
  })

  async function allowed(request: Request): Promise<{ readonly id: string; readonly counted: Convergence }> {
    const { text, visitor } = await door.text(request, param(request, 'id'))
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    const roles = visitor.seats.filter(({ meetingId }) => meetingId === text.meetingId)
    const counted = await room.look(({ doc, meta }) =>
      meta.get(metaKey.show('convergence')) === true || roles.some(isDesk) ? convergenceOf(read(runsOf(bodyOf(doc)), meta), meta) : null,
    )
    if (counted === null) throw new HttpProblem(403, 'The facilitator has not shown this to the room.', 'AC-24')
    return { id: text.id, counted }
  }

  return router
}

/** One table of three parts (RFC 4180): by paragraph, by delegation, by time (UTC); the whole first. */
function table(counted: Convergence, series: readonly CountsAt[]): string {
  const rows = [
    ['part', 'of', 'open brackets', 'issues'],
    ['text', '', counted.brackets, counted.issues],
    ...counted.paragraphs.map(({ label, index, brackets, issues }) => [
      'paragraph',
      label === '' ? `no. ${index + 1}` : label,
      brackets,
      issues,
    ]),
    ...counted.delegations.map(({ principal, brackets, issues }) => [
      'delegation',
      principal === '' ? 'nobody' : principal,
      brackets,
      issues,
    ]),
    ...series.map(({ at, brackets, issues }) => ['time', at, brackets, issues]),
  ]
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true })
}
