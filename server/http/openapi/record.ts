// Describes http/record.ts: the same routes for a text's chain and for a meeting's.
import type { HeadsAnswer, KeyAnswer } from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { destroySchema } from '../record.ts'
import {
  file,
  json,
  jsonBody,
  ndjson,
  NDJSON_TYPE,
  parameter,
  requested,
  shape,
  type Answer,
  type Operation,
  type Resource,
} from './model.ts'
import { recordHeader, recordLine, shows, signedHead } from './shapes.ts'

const key = shape<KeyAnswer>()(
  'Key',
  z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string().describe('SubjectPublicKeyInfo (RFC 8410) in DER, base64.') }),
)
const heads = shape<HeadsAnswer>()(
  'Heads',
  z.object({
    publicKey: z.string(),
    shows,
    head: signedHead.nullable().describe('Where the record stands now; null for one without entries.'),
    heads: z.array(signedHead).readonly().describe('Of issues, revisions and exports.'),
  }),
)
const destroyed = z.object({ seq: z.int().describe('Number of the entry that says so.') })
const destroy = requested('Destroy', destroySchema)
const taken: Answer = {
  words: 'NDJSON with a signed header as first line, as `chapeau verify` reads it; or a table (RFC 4180).',
  content: { ...ndjson('', recordHeader, recordLine).content, ...file('', 'text/csv').content },
}

function routesOf(kind: 'text' | 'meeting', name: string): Resource['routes'] {
  const operation = (id: string, rest: Omit<Operation, 'id' | 'session'>): Operation => ({
    id: `${id}Of${name}`,
    session: 'needed',
    ...rest,
  })
  return {
    [`GET /api/${kind}s/:id/heads`]: operation('readHeads', {
      summary: `Signed heads of the record of a ${kind}`,
      answers: { 200: json('Now and earlier.', heads) },
    }),
    [`GET /api/${kind}s/:id/record`]: operation('readRecord', {
      summary: `The record of a ${kind}, an entry a line`,
      words: 'What of the content is shown goes by the meeting’s rules and all seats of the visitor.',
      query: { after: parameter('Only entries with a greater number.', z.int().min(0)) },
      answers: { 200: ndjson('One entry a line, oldest first.', recordLine) },
      problems: { 400: '`after` is no number.' },
    }),
    [`GET /api/${kind}s/:id/record.:format`]: operation('takeRecord', {
      summary: `The record of a ${kind} as a file`,
      path: { format: parameter('Of the file.', z.enum(['ndjson', 'csv'])) },
      answers: { 200: taken },
    }),
    [`GET /api/${kind}s/:id/export.ndjson`]: operation('exportRecord', {
      summary: `The record of a ${kind} as a file, under another name`,
      answers: { 200: { words: taken.words, content: { [NDJSON_TYPE]: taken.content[NDJSON_TYPE]! } } },
    }),
    [`POST /api/${kind}s/:id/record/destroy`]: operation('destroyContent', {
      summary: 'Destroys the content of all entries up to one; the chain still verifies',
      body: jsonBody('Up to which entry, and why.', destroy),
      answers: { 200: json('What records it.', destroyed) },
      problems: { 403: 'For the chair only.', 422: 'The record has no entry with this number.' },
    }),
  }
}

export const record: Resource = {
  name: 'Record',
  words: 'The hash-chained list of what happened, one for each text and one for each meeting.',
  routes: {
    'GET /api/key': {
      id: 'readKey',
      summary: 'The key that heads are signed with',
      session: 'none',
      answers: { 200: json('The public key.', key) },
    },
    ...routesOf('text', 'Text'),
    ...routesOf('meeting', 'Meeting'),
  },
}
