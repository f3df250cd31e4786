// How often somebody may write or fail to join over HTTP. Generous to people, who may be hundreds behind one address, and
// closed to programs that guess or flood.
import { rateLimit } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { createHash } from 'node:crypto'
import { JOIN_FAILURES, JOIN_FAILURES_MINUTES, WRITES_PER_MINUTE } from '../limits.ts'
import { HttpProblem, sendProblem } from './problem.ts'
import { tokenOf } from './session.ts'

const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/** Limits writes of one session. */
export function writesLimit(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: WRITES_PER_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whoever has no session can only join, which has a limit of its own: a full hall comes in within a minute.
    skip: (request) => READS.includes(request.method) || tokenOf(request) === null,
    // Kept as a digest: a table of counters is no place for tokens.
    keyGenerator: (request) =>
      createHash('sha256')
        .update(tokenOf(request) ?? '')
        .digest('base64url'),
    handler: (_request, response) =>
      sendProblem(
        response,
        new HttpProblem(429, 'That was too much at once. Nothing of the last request was done; try again in a minute.'),
      ),
  })
}

/** Limits failed joins from one address; those that succeed are not counted, however many come from one place. */
export function joinsLimit(): RequestHandler {
  return rateLimit({
    windowMs: JOIN_FAILURES_MINUTES * 60_000,
    limit: JOIN_FAILURES,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) =>
      sendProblem(
        response,
        new HttpProblem(429, 'Too many invitations were tried that are not known here. Try again in a quarter of an hour.'),
      ),
  })
}
