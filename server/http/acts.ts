// Acts: one JSON object each, answered when it is on disk. A repeat of an id gets the first answer.
import { digest } from '@chapeau/shared/brackets/words'
import { actSchema, type Act } from '@chapeau/shared/protocol/acts'
import { Router, type Response } from 'express'
import type { Sitter } from '../access/actor.ts'
import type { StoredAct } from '../storage/port.ts'
import type { ActAnswer } from '../sync/acting.ts'
import type { AppPorts } from './app.ts'
import { bodyAs, param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

interface Running {
  readonly request: string
  readonly answer: Promise<ActAnswer>
}

export function actRoutes({ storage, rooms, metrics }: AppPorts, door: Door): Router {
  const router = Router()
  /** Acts on their way to disk: a repeat that arrives meanwhile waits for the first. */
  const running = new Map<string, Running>()

  async function perform(textId: string, act: Act, request: string, sitter: Sitter): Promise<ActAnswer> {
    const room = await rooms.open(textId)
    if (room === null) throw new HttpProblem(404)
    try {
      return await room.act(act, request, sitter)
    } catch (error) {
      throw new HttpProblem(503, 'The text could not be saved. Nothing was decided; please try again.', undefined, error)
    }
  }

  router.post('/texts/:id/acts', async (request, response) => {
    const { sitter, text } = await door.sitter(request, param(request, 'id'))
    const act = bodyAs(request, actSchema)
    const asked = digest(JSON.stringify([sitter.seat.id, act]))
    const key = `${text.id}/${act.id}`
    const stored = await storage.actById(text.id, act.id)
    if (stored !== null) {
      send(response, firstAnswer(stored, asked))
      return
    }
    let run = running.get(key)
    if (run === undefined) {
      run = { request: asked, answer: perform(text.id, act, asked, sitter).finally(() => running.delete(key)) }
      running.set(key, run)
    } else if (run.request !== asked) throw reused()
    const answer = await run.answer
    metrics.add('refused' in answer ? 'actsRefused' : 'acts')
    send(response, answer)
  })

  return router
}

function firstAnswer({ request, answer }: StoredAct, asked: string): ActAnswer {
  if (request !== asked) throw reused()
  return answer as ActAnswer
}

const reused = (): HttpProblem => new HttpProblem(422, 'This id was used for another act. Every act needs an id of its own.', 'SY-21')

function send(response: Response, answer: ActAnswer): void {
  response.status('refused' in answer ? 409 : 200).json(answer)
}
