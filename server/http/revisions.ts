// Earlier revisions of a text: listed, and read as they stood when they were named. The first is of the issue.
import type { RevisionAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import { read } from '@chapeau/shared/text/read'
import { viewOf, viewText, type ViewParagraph } from '@chapeau/shared/text/views'
import { Router } from 'express'
import type { StoredRevision } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export function revisionRoutes({ storage }: AppPorts, door: Door): Router {
  const router = Router()
  router.get('/texts/:id/revisions', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    response.json({ revisions: await storage.revisions(text.id) } satisfies RevisionsAnswer)
  })
  router.get('/texts/:id/revisions/:seq', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    const seq = Number(param(request, 'seq'))
    const revision = Number.isSafeInteger(seq) ? await storage.revision(text.id, seq) : null
    if (revision === null) throw new HttpProblem(404, 'There is no such revision of this text.')
    response.json(answerOf(revision))
  })
  return router
}

function answerOf({ seq, revision, at, body, meta: overrides }: StoredRevision): RevisionAnswer {
  const meta = new Map(Object.entries(overrides))
  const reading = read(body, meta)
  const base = new Map(viewOf(reading, meta, 'base').map((paragraph) => [paragraph.index, plain(paragraph)]))
  const paragraphs = viewOf(reading, meta, 'rolling').map((paragraph) => {
    const { id, label, type, level, index } = paragraph
    return { id, label, type, level, text: viewText(paragraph), words: base.get(index) ?? '' }
  })
  return { seq, revision, at, paragraphs }
}

const plain = ({ pieces }: ViewParagraph): string => pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')
