// A request whose body is a file as it is. What is sent instead by mistake (JSON, a form where none is known) is refused with
// what to do, for it would be read as a file of its own.
import { raw, type Request, type RequestHandler } from 'express'
import { MAX_IMPORT_BYTES } from '../limits.ts'
import { HttpProblem } from './problem.ts'

/** Goes before the handler of a route that takes a file. `forms`: it reads forms too. */
export function takesFile({ limit = MAX_IMPORT_BYTES, forms = false } = {}): readonly RequestHandler[] {
  return [refusing(forms ? ['json', '+json'] : ['json', '+json', 'multipart/form-data']), raw({ type: () => true, limit })]
}

/** The body of a request as bytes. Throws 422 for none. */
export function fileIn(request: Request): Buffer {
  const body: unknown = request.body
  if (!Buffer.isBuffer(body) || body.length === 0) throw emptyFile()
  return body
}

export const emptyFile = (): HttpProblem => new HttpProblem(422, 'The file is empty. Send it as the body of the request.')

function refusing(types: string[]): RequestHandler {
  return (request, _response, next) => {
    const sent = request.is(types)
    if (typeof sent === 'string') {
      const how = sent.includes('json') ? 'as JSON' : 'in a form'
      const advice = `Send the file itself as the body, as application/octet-stream, not ${how}; its name goes into the address, ?file=.`
      throw new HttpProblem(415, advice)
    }
    next()
  }
}
