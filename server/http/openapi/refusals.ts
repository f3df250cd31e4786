// Problems that every route of a kind may answer with, said once: who comes without a session, what is not there, too large,
// too often. A route's own are beside it.
import { JOIN_FAILURES, JOIN_FAILURES_MINUTES, MAX_IMPORT_BYTES, MAX_JSON_BYTES, WRITES_PER_MINUTE } from '../../limits.ts'
import type { Operation, RouteName } from './model.ts'

const MIB = 1024 * 1024

/** The problems of a route by status, its own words last. */
export function problemsOf(name: RouteName, operation: Operation): ReadonlyMap<number, string> {
  const { session, body, problems = {} } = operation
  const all = new Map<number, string>()
  const say = (status: number, words: string): void => void all.set(status, all.has(status) ? `${all.get(status)} ${words}` : words)
  if (body !== undefined && body.json !== null) {
    say(400, 'The body is no JSON, or not of this shape; `detail` says where.')
    say(413, `The body is larger than ${MAX_JSON_BYTES / 1024} KiB.`)
  }
  if (body !== undefined && body.json === null) {
    say(413, `The file is larger than ${MAX_IMPORT_BYTES / MIB} MiB.`)
    say(415, 'JSON or a form was sent instead of the file itself.')
  }
  if (session === 'needed') {
    say(401, 'No session, or one that is over.')
    if (name.includes('/:id')) say(404, 'Nothing of this id, or nothing that the visitor has a seat in.')
    if (!name.startsWith('GET')) say(429, `More than ${WRITES_PER_MINUTE} writes of one session in a minute.`)
  }
  if (name === 'POST /api/join') say(429, `More than ${JOIN_FAILURES} joins failed from one address in ${JOIN_FAILURES_MINUTES} minutes.`)
  for (const [status, words] of Object.entries(problems)) say(Number(status), words)
  return new Map([...all].sort(([a], [b]) => a - b))
}
