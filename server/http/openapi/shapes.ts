// Shapes that several resources answer with, and the words that ids and codes are described by.
import type { Report } from '@chapeau/shared/exchange/report'
import type { Role } from '@chapeau/shared/policy'
import type { Problem, RecordEntry, RecordHeader, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import { STANCES, STAND_AUDIENCES, type ParagraphState, type Stand, type TextStatus } from '@chapeau/shared/text/meta'
import type { BracketKind, ParagraphType } from '@chapeau/shared/text/model'
import * as z from 'zod'
import { shape } from './model.ts'

/** A closed list of words as the type has it: one that is missing or too many does not compile. */
export const oneOf = <T extends string>(words: Readonly<Record<T, true>>): z.ZodType<T> => z.enum(Object.keys(words) as [T, ...T[]])

export const code = z.string().describe('A delegation’s code; CHAIR for the facilitator; empty for nobody.')
export const elementId = z.string().describe('`<code>:<client id>.<number>`; never used twice.')
export const time = z.iso.datetime().describe('UTC.')
export const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hex.')
export const role = oneOf<Role>({ chair: true, secretariat: true, delegate: true, observer: true })
export const status = oneOf<TextStatus>({ preparation: true, issued: true, silent: true, adref: true, adopted: true })
export const paragraphState = oneOf<ParagraphState>({ open: true, parked: true, adref: true, agreed: true })
export const paragraphType = oneOf<ParagraphType>({ title: true, heading: true, para: true, item: true })
export const kind = oneOf<BracketKind>({ ins: true, del: true, res: true, note: true }).describe(
  'Proposed words, a proposal to delete, a reservation, a footnote.',
)
export const place = z.object({ id: elementId.nullable(), label: z.string().describe('As printed before it; two may be the same.') })

export const problem = shape<Problem>()(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().exactOptional().describe('What to do, for a person to read.'),
    rule: z.string().exactOptional().describe('Number of the rule that said no (docs/spec.md).'),
  }),
)

export const stand = shape<Stand>()(
  'Stand',
  z.object({
    stance: z.enum(STANCES),
    words: z.string().describe('Digest of the wording that it was taken on.'),
    seq: z.int(),
    own: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    unconfirmed: z.literal(true).exactOptional().describe('Of a co-sponsor that the secretariat named, until it confirms.'),
    audience: z.enum(STAND_AUDIENCES).exactOptional(),
    condition: z.object({ target: elementId, outcome: z.enum(['keep', 'remove']) }).exactOptional(),
  }),
)

export const report = shape<Report>()(
  'ImportReport',
  z.object({
    entries: z
      .array(
        z.object({
          line: z.int().describe('Of the source, counted from 1.'),
          kind: oneOf<Report['entries'][number]['kind']>({
            party: true,
            status: true,
            drafting: true,
            orientation: true,
            placeholder: true,
            citation: true,
            nullMember: true,
            openMember: true,
            unknown: true,
            alternative: true,
            request: true,
            sameLabel: true,
            garbled: true,
            table: true,
            picture: true,
            note: true,
            left: true,
            flattened: true,
            author: true,
            comment: true,
            character: true,
            furniture: true,
            unpairedOpen: true,
            unpairedClose: true,
            labelInWords: true,
          }),
          message: z.string(),
        }),
      )
      .readonly(),
    counts: z.object({ paragraphs: z.int(), labels: z.int(), brackets: z.int(), attributions: z.int(), repairs: z.int() }),
  }),
)

const entry = shape<RecordEntry>()(
  'RecordEntry',
  z.object({
    seq: z.int(),
    at: time,
    act: z.string(),
    by: z.object({
      principal: code,
      person: z.string(),
      role: oneOf<Role | 'server'>({ chair: true, secretariat: true, delegate: true, observer: true, server: true }),
      onBehalfOf: code.exactOptional(),
    }),
    target: z.string().nullable(),
    paragraph: place.nullable(),
    seen: z.object({ sv: z.string(), words: z.string() }).exactOptional(),
    over: z.array(code).readonly().exactOptional().describe('Over whose objection it was decided.'),
    contentHash: hash.describe('Salted SHA-256 of the content, hex.'),
    textHash: hash.exactOptional(),
    fileHash: hash.exactOptional().describe('Of an export: SHA-256 of the file.'),
    prev: z.string().describe('`hash` of the entry before; empty for the first.'),
    hash: hash.describe('SHA-256 over the canonical JSON (RFC 8785) of the entry without this.'),
  }),
)

export const recordLine = shape<RecordLine>()(
  'RecordLine',
  z.object({
    entry,
    content: z
      .object({
        before: z.string().exactOptional(),
        after: z.string().exactOptional(),
        rationale: z.string().exactOptional(),
        personName: z.string().exactOptional(),
        personSalt: z.string().exactOptional(),
        personHash: z.string().exactOptional(),
        detail: z.record(z.string(), z.unknown()).exactOptional(),
        audience: z.array(code).readonly().exactOptional(),
      })
      .nullable()
      .describe('Null: withheld from this reader, or destroyed by rule.'),
    salt: z.string().nullable(),
  }),
)

const head = {
  text: z.string().describe('Id of the text or meeting.'),
  seq: z.int(),
  hash,
  textHash: hash.nullable(),
  revision: z.string(),
  at: time,
}
export const signedHead = shape<SignedHead>()(
  'SignedHead',
  z.object({ ...head, signature: z.string().describe('Ed25519 over the canonical JSON of the rest, base64.') }),
)
export const shows = z.object({ content: z.boolean(), names: z.boolean() }).describe('What the reader may see beside the chain.')

export const recordHeader = shape<RecordHeader>()(
  'RecordHeader',
  z.object({
    chapeau: z.literal('record'),
    version: z.literal(1),
    kind: z.enum(['text', 'meeting']),
    chain: z.string(),
    name: z.string(),
    exportedAt: time,
    publicKey: z.string(),
    shows,
    head: signedHead.nullable(),
    heads: z.array(signedHead).readonly(),
    signature: z.string(),
  }),
)
