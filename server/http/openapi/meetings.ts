// Describes http/meetings.ts.
import type { Delegation, MeetingRules } from '@chapeau/shared/policy'
import type { MeetingAnswer } from '@chapeau/shared/protocol/api'
import { ENTRIES } from '@chapeau/shared/text/waiting'
import * as z from 'zod'
import { createSchema, delegationsSchema, patchSchema } from '../meetings.ts'
import { json, jsonBody, requested, shape, type Resource } from './model.ts'
import { code, status } from './shapes.ts'

const rung = z.object({ name: z.string().optional(), colour: z.string().optional() })
const rules = shape<MeetingRules>()(
  'MeetingRules',
  z.object({
    decide: z.enum(['consensus', 'chair']),
    record: z
      .object({
        content: z.enum(['seats', 'delegations', 'desk']),
        names: z.enum(['delegations', 'desk']),
        keepDays: z.int().nullable(),
      })
      .exactOptional(),
    entry: z.enum(ENTRIES).exactOptional().describe('How proposals enter the text; absent: as they are typed.'),
    ladder: z
      .object({ open: rung.exactOptional(), parked: rung.exactOptional(), adref: rung.exactOptional(), agreed: rung.exactOptional() })
      .exactOptional(),
  }),
)
const delegation = shape<Delegation>()(
  'Delegation',
  z.object({
    code,
    name: z.string(),
    aliases: z.array(z.string()).readonly(),
    preset: z.enum(['member', 'observer', 'stakeholder']),
    rights: z.object({ propose: z.boolean(), standAlone: z.boolean(), sponsor: z.boolean(), counted: z.boolean() }),
    members: z.array(code).readonly().describe('Of a group; being one gives no right to write for it.'),
  }),
)
const meeting = shape<MeetingAnswer>()(
  'Meeting',
  z.object({
    id: z.string(),
    name: z.string(),
    rules,
    delegations: z.array(delegation).readonly(),
    texts: z.array(z.object({ id: z.string(), name: z.string(), status, revision: z.string() })).readonly(),
  }),
)
const DESK = 'For chair, secretariat and operator only.'

export const meetings: Resource = {
  name: 'Meetings',
  words: 'Meetings, their rules and delegations. Whoever has no seat in a meeting does not learn whether it exists.',
  routes: {
    'GET /api/meetings': {
      id: 'listMeetings',
      summary: 'The meetings that one has a seat in; the operator’s are all',
      session: 'needed',
      answers: { 200: json('All of them.', z.array(meeting)) },
    },
    'POST /api/meetings': {
      id: 'createMeeting',
      summary: 'Makes a meeting',
      session: 'needed',
      body: jsonBody('Its name and rules.', requested('NewMeeting', createSchema)),
      answers: { 201: json('The meeting.', meeting) },
      problems: { 403: 'For the operator only.' },
    },
    'GET /api/meetings/:id': {
      id: 'readMeeting',
      summary: 'One meeting with its delegations and texts',
      session: 'needed',
      answers: { 200: json('The meeting.', meeting) },
    },
    'PATCH /api/meetings/:id': {
      id: 'changeMeeting',
      summary: 'Changes name or rules; what is absent stays',
      session: 'needed',
      body: jsonBody('What changes.', requested('MeetingChange', patchSchema)),
      answers: { 200: json('The meeting as it is now.', meeting) },
      problems: { 403: DESK },
    },
    'POST /api/meetings/:id/delegations': {
      id: 'putDelegations',
      summary: 'Adds delegations, or changes those of the same code',
      session: 'needed',
      body: jsonBody('One or several.', requested('NewDelegations', delegationsSchema)),
      answers: { 201: json('The meeting with them.', meeting) },
      problems: { 403: DESK, 422: 'Two of them have the same code.' },
    },
  },
}
