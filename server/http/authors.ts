// Whom the authors of a file's tracked changes speak for, as somebody at the desk says.
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import * as z from 'zod'
import { HttpProblem } from './problem.ts'

/** `{"Author": "CODE", …}` */
const authorsSchema = z.record(z.string().max(300), z.string().regex(/^[A-Z0-9-]{0,12}$/))

/** The query parameter `authors`; none where it is absent. Throws 400 for anything else. */
export function authorsIn(value: string | null): Readonly<Record<string, Principal>> {
  if (value === null) return {}
  try {
    return authorsSchema.parse(JSON.parse(value))
  } catch {
    throw new HttpProblem(400, '`authors` is an object of names with the code of a delegation each, as JSON.')
  }
}

/** Throws 422 for a code that no delegation of the meeting has. */
export function codesIn(authors: Readonly<Record<string, Principal>>, delegations: readonly Delegation[]): void {
  const known = new Set([NOBODY, CHAIR, ...delegations.map(({ code }) => code)])
  const stranger = Object.values(authors).find((code) => !known.has(code))
  if (stranger !== undefined) throw new HttpProblem(422, `There is no delegation ${stranger} in this meeting.`)
}
