// A record as a file: one JSON object a line, a header first where it was taken away as a file. Reading believes
// nothing: a line that is not of this shape is a fault with its number.
import type { RecordHeader, RecordLine } from '@chapeau/shared/protocol/api'
import * as z from 'zod'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const entrySchema = z.looseObject({
  seq: z.int().positive(),
  at: z.string(),
  act: z.string(),
  by: z.looseObject({ principal: z.string() }),
  contentHash: hex,
  textHash: hex.optional(),
  fileHash: hex.optional(),
  prev: z.string(),
  hash: hex,
})
const lineSchema = z.strictObject({ entry: entrySchema, content: z.looseObject({}).nullable(), salt: z.string().nullable() })
const headSchema = z.strictObject({ text: z.string(), seq: z.int(), hash: hex, textHash: hex, at: z.string(), signature: z.string() })
const headerSchema = z.looseObject({
  chapeau: z.literal('record'),
  version: z.literal(1),
  chain: z.string(),
  name: z.string(),
  publicKey: z.string(),
  heads: z.array(headSchema),
})

export interface RecordFile {
  readonly header: RecordHeader | null
  readonly lines: readonly RecordLine[]
}

export type ReadRecord =
  { readonly ok: true; readonly file: RecordFile } | { readonly ok: false; readonly line: number; readonly reason: string }

/** Reads a record's file; the first line that is no entry is named. */
export function readRecord(text: string): ReadRecord {
  let header: RecordHeader | null = null
  const lines: RecordLine[] = []
  const rows = text.split('\n')
  if (rows.at(-1) === '') rows.pop()
  for (const [i, row] of rows.entries()) {
    const value = parse(row)
    if (i === 0 && typeof value === 'object' && value !== null && 'chapeau' in value) {
      if (!headerSchema.safeParse(value).success) return { ok: false, line: 1, reason: 'the header is of another shape' }
      header = value as RecordHeader
    } else if (lineSchema.safeParse(value).success) lines.push(value as RecordLine)
    else return { ok: false, line: i + 1, reason: 'this line is no entry of a record' }
  }
  return { ok: true, file: { header, lines } }
}

function parse(row: string): unknown {
  try {
    return JSON.parse(row)
  } catch {
    return null
  }
}
