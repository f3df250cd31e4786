// The shape of a text as JSON: one schema, of which the published JSON Schema is made (spec EX-10, docs/exports.md). A new
// version gets a new number; members are added within one.
import * as z from 'zod/mini'
import { STATEMENT_KINDS } from '../../text/closing.ts'
import { PICTURE_TYPES } from '../../text/blocks.ts'
import { BECAUSE, STANCES } from '../../text/meta.ts'
import { MAX_LEVEL } from '../../text/schema.ts'
import { VIEWS } from '../../text/views.ts'

/** By which a file says what it is, wherever it was made. */
export const TEXT_SCHEMA_ID = 'urn:chapeau:schema:text:1'
export const TEXT_VERSION = 1

/** A schema with a sentence on what it means. */
const told = <S extends z.ZodMiniType>(schema: S, sentence: string): S => schema.check(z.describe(sentence)) as S

const id = told(
  z.string().check(z.regex(/^[A-Z0-9-]{0,12}:\d{1,10}\.\d{1,9}$/)),
  'Of a paragraph, a bracket or a group. Never a number in the text.',
)
const code = told(z.string().check(z.regex(/^[A-Z0-9-]{0,12}$/)), 'A delegation, or CHAIR; empty: nobody known.')
const seq = told(z.int().check(z.nonnegative()), 'Number of an entry in the record.')
const time = z.iso.datetime()
const type = z.enum(['title', 'heading', 'para', 'item'])
const level = z.int().check(z.nonnegative(), z.maximum(MAX_LEVEL))
const kind = told(
  z.enum(['ins', 'del', 'res', 'note']),
  'ins: proposed words; del: standing words proposed to go; res: a reservation on standing words; note: a footnote’s words.',
)
const state = z.enum(['open', 'parked', 'adref', 'agreed'])

const starter = z.strictObject({ p: id, t: type, lvl: level, in: z.optional(id) })
const opening = z.strictObject({ o: id, by: code, kind, grp: z.optional(id), ph: z.optional(z.literal(1)) })
const closing = z.strictObject({ c: id })
const mark = z.optional(z.literal(true))
const run = z.strictObject({
  insert: z.union([z.string(), starter, opening, closing]),
  attributes: z.optional(z.strictObject({ bold: mark, italic: mark, underline: mark })),
})

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const block = z.union([
  z.strictObject({
    kind: z.literal('table'),
    header: told(z.int().check(z.nonnegative()), 'How many of the first rows say what stands below.'),
    rows: told(z.array(z.array(z.string())), 'Cells; a line of one is a paragraph.'),
  }),
  z.strictObject({
    kind: z.literal('picture'),
    type: z.enum(PICTURE_TYPES),
    width: told(z.number(), 'In points, as the height.'),
    height: z.number(),
    alt: z.string(),
    file: told(sha256, 'SHA-256 of its bytes, which stand in files.'),
  }),
])

const paragraph = z.strictObject({
  id: told(z.nullable(id), 'Null for words before the first start of a paragraph.'),
  type,
  level,
  label: told(z.string(), 'As it is printed: PP1, 3 bis, (a). Data, never a key; two paragraphs may have the same one.'),
  state,
  forum: told(z.string(), 'Where it was put on its rung; empty where nobody said.'),
  pending: told(z.array(code), 'Whose agreement it still waits for.'),
  proposed: told(z.boolean(), 'Its first bracket proposes the paragraph itself, and is printed before the label.'),
  corrected: told(z.boolean(), 'A slip in it was put right since the revision.'),
  mergedFrom: told(z.array(z.strictObject({ id, label: z.string() })), 'Paragraphs that were merged into it.'),
  block: told(z.nullable(block), 'The table or picture that it stands for; its words only say what it is.'),
  text: told(z.string(), 'As it is printed, without label: brackets with whose they are, literal ones as \\[ and \\].'),
})

const bracket = z.strictObject({
  id,
  kind,
  by: told(code, 'Who proposed it.'),
  holder: told(code, 'Whose it is now.'),
  sponsors: told(z.array(code), 'Who has joined its words as they are, in that order.'),
  group: told(z.nullable(id), 'Brackets of one group compete for one place; a del and an ins alone in one are a replace.'),
  placeholder: told(z.boolean(), 'Printed [ ].'),
  parent: told(z.nullable(id), 'The innermost bracket around it.'),
  paragraph: told(z.nullable(id), 'Where it opens.'),
  set: told(z.nullable(id), 'One proposal at several places.'),
  because: told(z.nullable(z.enum(BECAUSE)), 'Why it stays in brackets.'),
  rationale: told(z.string(), 'Why it is proposed; empty where nobody said.'),
  withdrawn: told(z.nullable(code), 'Who withdrew it; it stands because others lean on it.'),
  unconfirmed: told(z.boolean(), 'Somebody else typed it for its holder, who has not confirmed it.'),
  since: told(z.nullable(time), 'When it was proposed; null where the record does not say.'),
})

const stand = z.strictObject({
  target: told(
    z.string().check(z.regex(/^(text|(none:)?[A-Z0-9-]{0,12}:\d{1,10}\.\d{1,9})$/)),
    'A bracket, paragraph or proposed change of shape; text: the whole; none: and a group: no text there.',
  ),
  principal: code,
  stance: told(z.enum(STANCES), 'proposes: has joined.'),
  earlier: told(z.boolean(), 'It was taken on other words than those that stand.'),
  reason: z.string(),
  condition: told(
    z.nullable(z.strictObject({ target: id, outcome: z.enum(['keep', 'remove']) })),
    'It holds only if that becomes of another bracket.',
  ),
  seq,
})

const shape = told(
  z.union([
    z.strictObject({ op: z.literal('move'), target: id, after: told(z.nullable(id), 'Null: to the beginning.') }),
    z.strictObject({ op: z.literal('split'), target: id, at: z.int().check(z.nonnegative()) }),
    z.strictObject({ op: z.literal('merge'), target: id }),
    z.strictObject({ op: z.literal('retype'), target: id, type: z.enum(['heading', 'para', 'item']), level }),
  ]),
  'at: positions of the body behind the paragraph’s start when it was proposed; an embed is one, so is a UTF-16 code unit.',
)

const structure = z.strictObject({
  id,
  by: code,
  shape,
  text: told(z.string(), 'As it is printed behind the paragraph.'),
  words: told(z.string(), 'Of a split: the words that would begin the new paragraph.'),
  before: told(z.string(), 'Of a split: the words before its place.'),
  rationale: z.string(),
  seq,
})

const statement = z.strictObject({
  kind: z.enum(STATEMENT_KINDS),
  principal: code,
  paragraph: told(z.nullable(id), 'Null: of the whole text.'),
  label: z.string(),
  words: z.string(),
  seq,
})

export const textFileSchema = z.strictObject({
  $schema: told(z.literal(TEXT_SCHEMA_ID), 'This schema; GET /api/schema/text.json answers it.'),
  version: z.literal(TEXT_VERSION),
  text: told(z.string(), 'Id of the text on its server.'),
  title: z.string(),
  status: told(
    z.enum(['preparation', 'issued', 'silent', 'adref', 'adopted']),
    'silent: at rest until a deadline; adref: agreed ad referendum as a whole.',
  ),
  revision: told(z.string(), 'Such as Rev.2; empty before the first.'),
  changes: told(z.int().check(z.nonnegative()), 'Acts and proposals since the revision.'),
  view: told(
    z.enum(VIEWS),
    'rolling holds everything; the others hold what that view shows. unattributed names nobody, its ids are counted anew.',
  ),
  asOf: told(time, 'UTC.'),
  head: told(
    z.strictObject({ seq, hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)), publicKey: z.string() }),
    'Where the record stood; the next entry names this file by its SHA-256. Key of the server, Ed25519, SPKI in base64.',
  ),
  caveat: told(z.string(), 'Printed over the text; empty where it is not set.'),
  rungs: told(
    z.strictObject({ open: z.string(), parked: z.string(), adref: z.string(), agreed: z.string() }),
    'What the meeting calls the states.',
  ),
  delegations: told(z.array(z.strictObject({ code, name: z.string() })), 'Parties that are named in this file.'),
  paragraphs: told(z.array(paragraph), 'As they are now, in the order of the text.'),
  body: told(
    z.array(run),
    'The text as one sequence: words with formatting, and embeds as they were born: p starts a paragraph, o opens a bracket, c closes it. What has changed about them since stands in paragraphs and brackets.',
  ),
  brackets: told(z.array(bracket), 'In the order of their opening.'),
  stands: told(z.array(stand), 'Those that the room knows.'),
  apart: told(z.array(z.strictObject({ target: z.string(), principal: code })), 'Members that do not share their group’s stand.'),
  structures: told(z.array(structure), 'Proposed changes of the text’s shape, oldest first.'),
  corrections: told(
    z.array(z.strictObject({ paragraph: id, label: z.string(), before: z.string(), after: z.string(), seq })),
    'Slips put right since the revision, oldest first.',
  ),
  statements: told(z.array(statement), 'Said of a closed text, oldest first.'),
  objections: told(
    z.array(z.strictObject({ decision: seq, principal: code, paragraph: z.nullable(id), reason: z.string(), answer: z.string() })),
    'To decisions since the revision; answer: what the facilitator said, empty for nothing.',
  ),
  silence: told(
    z.nullable(
      z.strictObject({
        deadline: z.string(),
        zone: told(z.string(), 'IANA name of the zone it was said in.'),
        rung: z.enum(['adref', 'agreed']),
        anonymous: told(z.boolean(), 'Whether it may be broken without a name.'),
        broken: z.array(z.strictObject({ paragraph: id, by: code, reason: z.string(), seq })),
        seq,
      }),
    ),
    'The silence procedure that the text is in.',
  ),
  concordance: told(
    z.nullable(z.strictObject({ seq, rows: z.array(z.strictObject({ paragraph: id, from: z.string(), to: z.string() })) })),
    'Labels before and after the last renumbering.',
  ),
  files: told(
    z.optional(
      z.array(
        z.strictObject({ file: told(sha256, 'SHA-256 of the bytes.'), type: z.enum(PICTURE_TYPES), bytes: told(z.string(), 'Base 64.') }),
      ),
    ),
    'Pictures that paragraphs stand for, each once, in the order of the text; one whose bytes are gone is not there.',
  ),
})

export type TextFile = z.infer<typeof textFileSchema>

/** As JSON Schema, draft 2020-12. */
export function textJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(textFileSchema, { reused: 'inline' })
  return { $schema, $id: TEXT_SCHEMA_ID, title: 'A negotiated text, as Chapeau exports it', ...rest }
}
