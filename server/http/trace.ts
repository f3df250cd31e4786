// "Who proposed this, and what became of it?": asked with words as somebody sees them, answered with authors and entries.
import type { TraceAnswer } from '@chapeau/shared/protocol/api'
import { read } from '@chapeau/shared/text/read'
import { shownIn, VIEWS } from '@chapeau/shared/text/views'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import { lineFor } from '../record/sight.ts'
import { findWords, trace } from '../record/trace.ts'
import { MAX_TRACED_CHARACTERS } from '../limits.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'
import { sightOf } from './record.ts'

export function traceRoutes({ storage, rooms }: AppPorts, door: Door): Router {
  const router = Router()
  router.get('/texts/:id/trace', async (request, response) => {
    const { visitor, text } = await door.text(request, param(request, 'id'))
    const { meeting } = await door.meeting(request, text.meetingId)
    const words = query(request, 'words') ?? ''
    if (words === '') throw new HttpProblem(400, '`words` are those that you ask about.')
    if (words.length > MAX_TRACED_CHARACTERS) throw new HttpProblem(422, 'Ask about a sentence or two at a time.')
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    const pid = query(request, 'paragraph')
    const view = VIEWS.find((one) => one === (query(request, 'view') ?? 'rolling'))
    if (view === undefined) throw new HttpProblem(400, `\`view\` is one of ${VIEWS.join(', ')}.`)
    const at = Number(query(request, 'at') ?? 0)
    const { found, authorOf } = await room.look(({ doc, meta, authorOf: author }) => ({
      found: findWords(bodyOf(doc), shownIn(read(runsOf(bodyOf(doc)), meta), view), {
        pid: pid === '' ? null : pid,
        words,
        at: Number.isFinite(at) ? at : 0,
      }),
      authorOf: author,
    }))
    if (found.length === 0) throw new HttpProblem(404, 'These words are not in this paragraph any more.')
    const runs = await trace(found, text.id, storage, authorOf)
    const targets = [...new Set(runs.flatMap(({ brackets }) => brackets))]
    const entries = [...new Set(runs.flatMap((run) => run.entries))]
    const sight = sightOf(visitor, meeting)
    const lines = (await storage.recordOf(text.id, targets, entries)).map((line) => lineFor(line, sight))
    response.json({ runs, lines } satisfies TraceAnswer)
  })
  return router
}
