// Reading a request: JSON bodies and parameters, each checked by a schema. Nothing unchecked goes further in.
import type { Request } from 'express'
import * as z from 'zod'
import { HttpProblem } from './problem.ts'

/** The JSON body as the schema has it. Throws 400 that says what is wrong. */
export function bodyAs<T>(request: Request, schema: z.core.$ZodType<T>): T {
  if (request.body === undefined) throw new HttpProblem(400, 'Send JSON, with the content type application/json.')
  const parsed = z.safeParse(schema, request.body)
  if (!parsed.success) throw new HttpProblem(400, z.prettifyError(parsed.error))
  return parsed.data
}

/** A parameter of the path. */
export function param(request: Request, name: string): string {
  const value = request.params[name]
  if (typeof value !== 'string') throw new Error(`the route has no parameter ${name}`)
  return value
}

/** A single query parameter; null when absent. */
export function query(request: Request, name: string): string | null {
  const value = request.query[name]
  return typeof value === 'string' ? value : null
}
