// A file as a request brings it: the body itself, or a form (RFC 7578) with the part `file` and, beside it, what a person changed
// of what the import guessed.
import { choicesSchema, type Choices } from '@chapeau/shared/protocol/choices'
import type { Request, RequestHandler } from 'express'
import * as z from 'zod'
import { MAX_CHOICES_BYTES, MAX_IMPORT_BYTES } from '../limits.ts'
import { query } from './body.ts'
import { emptyFile, fileIn, takesFile } from './filed.ts'
import { HttpProblem } from './problem.ts'

export interface Upload {
  readonly bytes: Uint8Array
  /** What the file is called; '' where nobody said. */
  readonly name: string
  readonly choices: Choices
}

/** Reads the body of any type as bytes, up to a file and its choices. */
export const uploads = (): readonly RequestHandler[] => takesFile({ limit: MAX_IMPORT_BYTES + MAX_CHOICES_BYTES, forms: true })

/** Throws 400 for a form that is none, 413 for a file that is too large, 422 for none at all. */
export async function uploadIn(request: Request): Promise<Upload> {
  const body = fileIn(request)
  const type = request.get('content-type') ?? ''
  const upload = /^multipart\/form-data\b/i.test(type)
    ? await fromForm(body, type, query(request, 'file'))
    : { bytes: body, name: query(request, 'file') ?? '', choices: {} }
  if (upload.bytes.length === 0) throw emptyFile()
  if (upload.bytes.length > MAX_IMPORT_BYTES) throw new HttpProblem(413, `A file may have ${MAX_IMPORT_BYTES / 1024 / 1024} MiB at most.`)
  return upload
}

async function fromForm(body: Buffer, type: string, named: string | null): Promise<Upload> {
  let form: FormData
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new HttpProblem(400, 'The form could not be read: it has a part `file` and may have a part `choices`.')
  }
  const file = form.get('file')
  if (file === null || typeof file === 'string') throw new HttpProblem(400, 'The form has no part `file` that is a file.')
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: named ?? file.name, choices: choicesIn(form.get('choices')) }
}

function choicesIn(part: ReturnType<FormData['get']>): Choices {
  if (part === null) return {}
  if (typeof part !== 'string') throw new HttpProblem(400, '`choices` is JSON, not a file.')
  let value: unknown
  try {
    value = JSON.parse(part)
  } catch {
    throw new HttpProblem(400, '`choices` is not JSON.')
  }
  const parsed = z.safeParse(choicesSchema, value)
  if (!parsed.success) throw new HttpProblem(400, `\`choices\`: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
