// Every "no" of the API as problem details (RFC 9457), with the number of the rule that said so.
import type { Problem } from '@chapeau/shared/protocol/api'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { Log } from '../log.ts'
import { ServerFull } from '../sync/rooms.ts'
import { DamagedText } from '../sync/soundness.ts'
import { WorkRefused } from '../workshop/port.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'This request could not be understood',
  401: 'You have not joined',
  403: 'This is not yours to do',
  404: 'There is nothing here',
  409: 'Not now',
  413: 'This is too large',
  415: 'This kind of content is not known here',
  422: 'This cannot be done',
  429: 'Not so fast',
  500: 'Something went wrong on our side',
  501: 'This server cannot do this',
  503: 'Please try again in a moment',
}

/** Thrown by a handler to answer with a problem; anything else thrown is a fault of ours. */
export class HttpProblem extends Error {
  readonly problem: Problem

  constructor(status: number, detail?: string, rule?: string, cause?: unknown) {
    super(detail ?? TITLES[status] ?? 'Problem', { cause })
    this.problem = {
      type: 'about:blank',
      title: TITLES[status] ?? 'Problem',
      status,
      ...(detail === undefined ? {} : { detail }),
      ...(rule === undefined ? {} : { rule }),
    }
  }
}

export const notFound: RequestHandler = () => {
  throw new HttpProblem(404)
}

export function sendProblem(response: Response, { problem }: HttpProblem): void {
  if (problem.status === 503) response.set('Retry-After', '5')
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** The last handler: problems as they are, faults as 500 without their inside. */
export function problems(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof HttpProblem) {
      sendProblem(response, error)
      return
    }
    if (error instanceof ServerFull) {
      sendProblem(response, new HttpProblem(503, error.message))
      return
    }
    if (error instanceof WorkRefused) {
      sendProblem(response, new HttpProblem(error.later ? 503 : 422, error.message, 'SY-102'))
      return
    }
    if (error instanceof DamagedText) {
      sendProblem(
        response,
        new HttpProblem(503, 'This text does not match its record. It stays closed until the operator has looked at it.', 'ST-32'),
      )
      return
    }
    const status = statusOf(error)
    // The path may hold an invitation; the route's pattern does not.
    const route = (request.route as { path?: string } | undefined)?.path ?? ''
    if (status >= 500)
      log.error({ route, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'request failed')
    sendProblem(response, new HttpProblem(status, status === 500 ? undefined : adviceOn(error)))
  }
}

/** What to do about a body that could not be read, by the body parsers' own word for it. */
function adviceOn(error: unknown): string | undefined {
  const { type, limit } = (error ?? {}) as { readonly type?: unknown; readonly limit?: unknown }
  if (type === 'entity.too.large' && typeof limit === 'number') return `At most ${Math.floor(limit / 1024)} KiB can be sent here.`
  if (type === 'entity.parse.failed') return 'The body is no JSON. A file is sent as application/octet-stream.'
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return 'Send it in UTF-8; compressed, by gzip, deflate or br.'
  return undefined
}

/** Body parsers say by `status` what was wrong with the request. */
function statusOf(error: unknown): number {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500
}
