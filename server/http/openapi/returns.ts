// Describes http/returns.ts and http/matches.ts.
import type {
  ComparedDifference,
  ComparedNote,
  ComparisonAnswer,
  MatchAnswer,
  ReturnedAnswer,
  VanishedBracket,
} from '@chapeau/shared/protocol/api'
import * as z from 'zod'
import { MAX_IMPORT_BYTES } from '../../limits.ts'
import { json, parameter, shape, type Resource } from './model.ts'
import { code, elementId, hash, kind, oneOf, place, report, time } from './shapes.ts'

const difference = shape<ComparedDifference>()(
  'ComparedDifference',
  z.object({
    n: z.int().describe('Counted from 1; `leave` names these.'),
    principal: code.describe('In whose name it would be proposed.'),
    paragraph: place,
    kind: oneOf<ComparedDifference['kind']>({ insert: true, delete: true, replace: true, reserve: true, paragraph: true, comment: true }),
    before: z.string(),
    after: z.string(),
    was: z.string(),
    is: z.string(),
    label: z.string().describe('Of a new paragraph.'),
    rationale: z.string().describe('A comment that stands with it.'),
    state: oneOf<ComparedDifference['state']>({
      clean: true,
      rebased: true,
      same: true,
      there: true,
      conflict: true,
      refused: true,
    }).describe(
      'Nothing happened there; the words around it changed; an equal proposal is joined; it stands already; what it is about has changed; it cannot be proposed.',
    ),
    with: code.nullable().describe('Whose equal proposal is joined.'),
    rule: z.string(),
    message: z.string(),
  }),
)
const vanished = shape<VanishedBracket>()(
  'VanishedBracket',
  z.object({
    bracket: elementId,
    kind,
    holder: code,
    paragraph: place,
    words: z.string(),
    outcome: oneOf<VanishedBracket['outcome']>({ 'words gone': true, 'words stand': true }),
    open: z.boolean().describe('Whether it still stands in the text.'),
  }),
)
const note = shape<ComparedNote>()(
  'ComparedNote',
  z.object({
    kind: oneOf<ComparedNote['kind']>({
      label: true,
      type: true,
      moved: true,
      split: true,
      merged: true,
      sign: true,
      comment: true,
      author: true,
      unread: true,
      block: true,
    }),
    paragraph: place,
    message: z.string(),
  }),
)
const comparison = shape<ComparisonAnswer>()(
  'Comparison',
  z.object({
    digest: hash.describe('What `carry` names, so that nothing is written that was not seen.'),
    base: z.object({
      from: oneOf<ComparisonAnswer['base']['from']>({ export: true, revision: true, now: true }),
      seq: z.int().nullable(),
      revision: z.string(),
      at: time.nullable(),
    }),
    principal: code,
    way: oneOf<ComparisonAnswer['way']>({ proposals: true, edits: true, waits: true }),
    differences: z.array(difference).readonly(),
    vanished: z.array(vanished).readonly().describe('Brackets that the file no longer holds. Nothing happens to them.'),
    notes: z.array(note).readonly().describe('What is told and not proposed.'),
    authors: z.array(z.object({ author: z.string(), principal: code })).readonly(),
    report,
  }),
)
const returned = shape<ReturnedAnswer>()(
  'Returned',
  z.object({
    seq: z.int().nullable().describe('Number of its first entry in the record.'),
    proposed: z.int(),
    joined: z.int(),
    left: z.int(),
    refused: z.int(),
    there: z.int(),
  }),
)
const match = shape<MatchAnswer>()(
  'Match',
  z.object({
    texts: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          likeness: z.number().describe('From 0 to 1: the share of the file’s words that stand in the text in the same order.'),
          named: z.boolean().describe('Whether the file says that it is of this text.'),
        }),
      )
      .readonly(),
    delegations: z
      .array(z.object({ code, why: oneOf<MatchAnswer['delegations'][number]['why']>({ author: true, 'file name': true, heading: true }) }))
      .readonly(),
  }),
)
const body = { words: 'The file, or words that were pasted.', json: null, types: ['*/*'] } as const
const SIZE = `At most ${MAX_IMPORT_BYTES / 1024 / 1024} MiB.`

export const returns: Resource = {
  name: 'Files that come back',
  words: 'A file that was taken away and edited is held against what it was printed from; what differs becomes proposals.',
  routes: {
    'POST /api/texts/:id/returns': {
      id: 'returnFile',
      summary: 'Compares a file with what it was printed from, or carries out a comparison',
      words:
        `${SIZE} Without \`carry\` nothing is written. With it the comparison is made once more; where it is still the one that was seen, ` +
        'all differences but those left out are proposed, joined, or edited; a repeat of the request gets the first answer.',
      session: 'needed',
      query: {
        seat: parameter('From which seat; needed where the visitor has several in the meeting.'),
        as: parameter('The delegation that the secretariat returns it for.'),
        file: parameter('The file’s name.'),
        base: parameter('A revision’s number, or `now`; else what the file says it was printed from.'),
        paragraph: parameter('The only paragraph that it is compared with.'),
        authors: parameter(
          'As at import: an object as JSON, for each author of tracked changes the code of the delegation they write for.',
        ),
        carry: parameter('The digest of the comparison that was seen.'),
        leave: parameter('Numbers of differences that are left out, with commas.'),
        request: parameter('A UUID of its own for what is carried out.'),
      },
      body,
      answers: {
        200: json('What it is compared as; with `carry`, what became of it.', z.union([comparison, returned])),
        409: json('It is no longer what was seen: what it is compared as now. A problem where it is refused as a whole.', comparison),
      },
      problems: {
        400: '`carry`, `leave`, `request`, `base` or `authors` cannot be read.',
        403: 'Who may not propose in this text returns nothing.',
        422: 'The file cannot be read, or names what it was not printed from; or the request’s id was used for something else.',
      },
    },
    'POST /api/meetings/:id/matches': {
      id: 'matchFile',
      summary: 'Which text of the meeting a file may be about, and whose it may be',
      words: SIZE,
      session: 'needed',
      query: { file: parameter('The file’s name, which may say whose it is.') },
      body,
      answers: { 200: json('Likeliest first.', match) },
      problems: { 422: 'The file cannot be read.' },
    },
  },
}
