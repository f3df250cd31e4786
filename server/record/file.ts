// A record as a file: one JSON object a line, a header first where it was taken away as a file. Reading believes
// nothing: a line that is not of this shape is a fault with its number.
import type { RecordHeader, RecordLine } from '@chapeau/shared/protocol/api'
import * as z from 'zod'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
/** Only what the checks rely on: an entry's hash covers all its members, whatever they are. */
const entrySchema = z.looseObject({ seq: z.int(), act: z.string(), contentHash: z.string(), prev: z.string(), hash: z.string() })
const lineSchema = z.strictObject({ entry: entrySchema, content: z.looseObject({}).nullable(), salt: z.string().nullable() })
const headSchema = z.strictObject({
  text: z.string(),
  seq: z.int(),
  hash: hex,
  textHash: hex.nullable(),
  revision: z.string(),
  at: z.string(),
  signature: z.string(),
})
const headerSchema: z.ZodType<RecordHeader> = z.strictObject({
  chapeau: z.literal('record'),
  version: z.literal(1),
  kind: z.enum(['text', 'meeting']),
  chain: z.string(),
  name: z.string(),
  exportedAt: z.string(),
  publicKey: z.string(),
  shows: z.strictObject({ content: z.boolean(), names: z.boolean() }),
  head: headSchema.nullable(),
  heads: z.array(headSchema),
  signature: z.string(),
})

export interface RecordFile {
  readonly header: RecordHeader | null
  readonly lines: readonly RecordLine[]
  /** Why the line behind `lines` is no entry; null when all were read. */
  readonly broken: string | null
}

/** `foreign`: no record at all; `header`: its first line is broken. */
export type ReadRecord = { readonly status: 'read'; readonly file: RecordFile } | { readonly status: 'foreign' | 'header' }

/** Reads a record's file, up to the first line that is no entry. Fails where the file is no record or its header is broken. */
export function readRecord(text: string): ReadRecord {
  let header: RecordHeader | null = null
  const lines: RecordLine[] = []
  const rows = text.split('\n')
  if (rows.at(-1) === '') rows.pop()
  if (!rows.some((row) => /"(entry|chapeau)":/.test(row))) return { status: 'foreign' }
  for (const [i, row] of rows.entries()) {
    const value = parse(row)
    if (i === 0 && typeof value === 'object' && value !== null && 'chapeau' in value) {
      if (!headerSchema.safeParse(value).success || !saysOneThing(row, value)) return { status: 'header' }
      header = value as RecordHeader
    } else if (lineSchema.safeParse(value).success && saysOneThing(row, value)) lines.push(value as RecordLine)
    else return { status: 'read', file: { header, lines, broken: 'this is no entry as the server writes it' } }
  }
  return { status: 'read', file: { header, lines, broken: null } }
}

/** No member twice: one reader would take the first, another the last. */
function saysOneThing(row: string, value: unknown): boolean {
  return row.trimEnd() === JSON.stringify(value)
}

function parse(row: string): unknown {
  try {
    return JSON.parse(row)
  } catch {
    return null
  }
}
