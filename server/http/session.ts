// Sessions over HTTP: the cookie, the bearer, and where a write may come from. Express and the socket's upgrade both
// ask here, so that one request is never judged in two ways.
import { parse, serialize } from 'cookie'
import type { Request, RequestHandler } from 'express'
import type { IncomingMessage } from 'node:http'
import type { Sessions, Visitor } from '../access/sessions.ts'
import { SESSION_DAYS } from '../limits.ts'
import { HttpProblem } from './problem.ts'

export const COOKIE = 'chapeau'

/** The session's token in a request; null when there is none. */
export function tokenOf(request: IncomingMessage): string | null {
  const bearer = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')
  if (bearer !== null) return bearer[1]!
  return parse(request.headers.cookie ?? '')[COOKIE] ?? null
}

/** The Set-Cookie header for a session. `secure`: when people reach us by https. */
export function sessionCookie(token: string, secure: boolean): string {
  return serialize(COOKIE, token, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: SESSION_DAYS * 24 * 60 * 60 })
}

/** The Set-Cookie header that ends it. */
export function endedCookie(secure: boolean): string {
  return serialize(COOKIE, '', { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: 0 })
}

/** Whether a request comes from our own page, or from a program, which sends no Origin. */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return origin === `http://${host}` || origin === `https://${host}` || origin === new URL(publicUrl).origin
}

/** Refuses writes that another site's page sends with our visitor's cookie. */
export function ownOriginOnly(publicUrl: string): RequestHandler {
  return (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (!reads && !isOwnOrigin(request, publicUrl)) throw new HttpProblem(403, 'This came from a page of another site.', 'SY-62')
    next()
  }
}

/** The visitor of a request. Throws 401 for nobody. */
export async function visitorOf(request: Request, sessions: Sessions): Promise<Visitor> {
  const token = tokenOf(request)
  const visitor = token === null ? null : await sessions.visitor(token)
  if (visitor === null) throw new HttpProblem(401, 'Open your invitation link to join.')
  return visitor
}
