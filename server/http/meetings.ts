// Meetings and their delegations.
import { isDelegationCode } from '@chapeau/shared/ids'
import { isReadable, PRESET_RIGHTS, type Delegation } from '@chapeau/shared/policy'
import { ENTRIES } from '@chapeau/shared/text/waiting'
import type { MeetingAnswer } from '@chapeau/shared/protocol/api'
import { Router } from 'express'
import * as z from 'zod'
import type { Storage, StoredMeeting } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { bodyAs, param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

const name = z.string().trim().min(1).max(200)
const record = z.object({
  content: z.enum(['seats', 'delegations', 'desk']),
  names: z.enum(['delegations', 'desk']),
  keepDays: z.int().min(1).max(36_500).nullable(),
})
const rung = z.object({
  name: z.string().trim().min(1).max(40).exactOptional(),
  colour: z.string().refine(isReadable, 'a colour is #rrggbb, dark enough to be read on paper (contrast 4.5 to 1)').exactOptional(),
})
const ladder = z.object({
  open: rung.exactOptional(),
  parked: rung.exactOptional(),
  adref: rung.exactOptional(),
  agreed: rung.exactOptional(),
})
const rules = z.object({
  decide: z.enum(['consensus', 'chair']),
  record: record.exactOptional(),
  ladder: ladder.exactOptional(),
  entry: z.enum(ENTRIES).exactOptional(),
})
const code = z
  .string()
  .refine((value) => isDelegationCode(value) && value !== 'CHAIR', 'a code is 1 to 12 of A-Z, 0-9 and -, and not CHAIR')
  .describe('1 to 12 of A-Z, 0-9 and -, and not CHAIR.')
const rights = z.object({ propose: z.boolean(), standAlone: z.boolean(), sponsor: z.boolean(), counted: z.boolean() })

export const createSchema = z.object({ name, rules: rules.default({ decide: 'consensus' }) })
export const patchSchema = z.object({
  name: name.optional(),
  rules: z
    .object({
      decide: rules.shape.decide.exactOptional(),
      record: record.exactOptional(),
      ladder: ladder.exactOptional(),
      entry: rules.shape.entry,
    })
    .optional(),
})
const delegationSchema = z.object({
  code,
  name: z.string().trim().min(1).max(200),
  aliases: z.array(z.string().trim().min(1).max(200)).max(20).default([]),
  preset: z.enum(['member', 'observer', 'stakeholder']).default('member'),
  rights: rights.optional(),
  members: z.array(code).max(300).default([]),
})
export const delegationsSchema = z.union([delegationSchema, z.array(delegationSchema).min(1).max(400)])

export function meetingRoutes({ storage, meetings, rooms }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/meetings', async (request, response) => {
    const visitor = await door.visitor(request)
    const all = visitor.person.operator
      ? await storage.meetings()
      : (await storage.meetings()).filter(({ id }) => visitor.seats.some((seat) => seat.meetingId === id))
    response.json(await Promise.all(all.map((meeting) => answerOf(meeting, storage))))
  })

  router.post('/meetings', async (request, response) => {
    const { person } = await door.operator(request)
    const wanted = bodyAs(request, createSchema)
    const doer = { by: { principal: '', person: person.id, role: 'server' as const }, personName: person.name }
    const meeting = await meetings.create(wanted.name, wanted.rules, doer)
    response.status(201).json(await answerOf(meeting, storage))
  })

  router.get('/meetings/:id', async (request, response) => {
    const { meeting } = await door.meeting(request, param(request, 'id'))
    response.json(await answerOf(meeting, storage))
  })

  router.patch('/meetings/:id', async (request, response) => {
    const { meeting, doer } = await door.desk(request, param(request, 'id'))
    const wanted = bodyAs(request, patchSchema)
    const changed = { ...meeting, name: wanted.name ?? meeting.name, rules: { ...meeting.rules, ...wanted.rules } }
    await meetings.change(changed, doer)
    await rooms.refresh(meeting.id)
    response.json(await answerOf(changed, storage))
  })

  router.post('/meetings/:id/delegations', async (request, response) => {
    const { meeting, doer } = await door.desk(request, param(request, 'id'))
    const wanted = [bodyAs(request, delegationsSchema)].flat()
    if (new Set(wanted.map((one) => one.code)).size < wanted.length) throw new HttpProblem(422, 'Two delegations have the same code.')
    await meetings.putDelegations(meeting.id, wanted.map(delegationOf), doer)
    await rooms.refresh(meeting.id)
    response.status(201).json(await answerOf(meeting, storage))
  })

  return router
}

/** A meeting as the API shows it. */
export async function answerOf({ id, name: title, rules: agreed }: StoredMeeting, storage: Storage): Promise<MeetingAnswer> {
  const [delegations, texts] = await Promise.all([storage.delegations(id), storage.texts(id)])
  return {
    id,
    name: title,
    rules: agreed,
    delegations,
    texts: texts.map((text) => ({ id: text.id, name: text.name, status: text.status, revision: text.revision })),
  }
}

function delegationOf(wanted: z.infer<typeof delegationSchema>): Delegation {
  return { ...wanted, rights: wanted.rights ?? PRESET_RIGHTS[wanted.preset] }
}
