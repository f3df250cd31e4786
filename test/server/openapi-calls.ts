// A meeting as programs hold it: every route of the API called at least once, and every refusal that a route has of its own. One
// function for each resource, in an order in which each finds what it needs. Refusals that all routes of a kind have (401, 404,
// 413 …) are tried by openapi.test.ts itself.
import type { RouteName } from '@chapeau/server/http/openapi/model'
import type { ComparisonAnswer, InvitationAnswer, MeAnswer, MeetingAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import { fileName } from '@chapeau/shared/exchange/pictures'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Asked, Asking, Replied } from '../support/asking.ts'
import { pngOf } from '../support/pictures.ts'
import { p, picture, wordFile } from '../support/word.ts'
import { Desk } from '../support/desk.ts'
import { seatFor, type Someone, type TestServer } from '../support/server.ts'
import { bracketOf, seen } from '../support/stage.ts'

export interface Place {
  readonly server: TestServer
  readonly asking: Asking
  readonly meetingId: string
  /** In preparation at first; of two paragraphs. */
  readonly textId: string
  readonly operator: Someone
  readonly chair: Someone
  readonly rus: Someone
  readonly onEnd: (what: () => void) => void
}

export const tokenOf = ({ cookie }: Someone): string => cookie.split('=')[1]!

export const CALLS: readonly ((place: Place) => Promise<void>)[] = [
  description,
  health,
  meetings,
  invitations,
  session,
  texts,
  acts,
  returns,
  revisions,
  exports,
  tables,
  record,
  trace,
  convergence,
  quarantine,
]

/** Asks about the place's text or meeting. */
function from({ asking, textId, meetingId }: Place, who: Someone) {
  const as = tokenOf(who)
  return (route: RouteName, asked: Asked = {}): Promise<Replied> =>
    asking.ask(route, { as, ...asked, at: { id: route.includes('/meetings/') ? meetingId : textId, ...asked.at } })
}

async function description({ asking }: Place): Promise<void> {
  await asking.ask('GET /api/openapi.json')
}

async function health({ asking }: Place): Promise<void> {
  await asking.ask('GET /healthz')
  await asking.ask('GET /readyz')
  await asking.ask('GET /metrics')
}

async function meetings(place: Place): Promise<void> {
  const { asking, operator, chair, rus } = place
  const [asOperator, asChair, asRus] = [from(place, operator), from(place, chair), from(place, rus)]
  const rules = {
    decide: 'chair',
    record: { content: 'delegations', names: 'desk', keepDays: 30 },
    entry: 'queue',
    ladder: { parked: { name: 'set aside' } },
  }
  const { body } = await asOperator('POST /api/meetings', { body: { name: 'Second', rules } })
  expect(body).toMatchObject({ rules } satisfies Partial<Record<keyof MeetingAnswer, unknown>>)
  await asRus('POST /api/meetings', { body: { name: 'Third' }, expect: 403 })
  await asking.ask('GET /api/meetings', { as: tokenOf(operator) })
  await asRus('GET /api/meetings/:id')
  await asChair('PATCH /api/meetings/:id', { body: { name: 'Renamed' } })
  await asRus('PATCH /api/meetings/:id', { body: { name: 'Mine' }, expect: 403 })
  const group = { code: 'G77', name: 'Group of 77', members: ['RUS'] }
  await asChair('POST /api/meetings/:id/delegations', { body: [group, { code: 'NGO', name: 'A society', preset: 'stakeholder' }] })
  await asChair('POST /api/meetings/:id/delegations', { body: [group, group], expect: 422 })
  await asRus('POST /api/meetings/:id/delegations', { body: group, expect: 403 })
}

async function invitations(place: Place): Promise<void> {
  const { chair, rus, asking, meetingId } = place
  const [asChair, asRus] = [from(place, chair), from(place, rus)]
  const made = (await asChair('POST /api/meetings/:id/invitations', { body: { role: 'delegate', delegation: 'EU', days: 3 } }))
    .body as InvitationAnswer
  expect(made.link).toContain('/join/')
  await asChair('POST /api/meetings/:id/invitations', { body: { role: 'delegate' }, expect: 422 })
  await asRus('POST /api/meetings/:id/invitations', { body: { role: 'observer' }, expect: 403 })
  await asRus('GET /api/meetings/:id/invitations', { expect: 403 })
  const at = { id: meetingId, invitation: made.id }
  await asRus('DELETE /api/meetings/:id/invitations/:invitation', { at, expect: 403 })
  await asChair('DELETE /api/meetings/:id/invitations/:invitation', { at })
  const listed = (await asChair('GET /api/meetings/:id/invitations')).body as InvitationAnswer[]
  expect(listed.find(({ id }) => id === made.id)?.revokedAt).not.toBeNull()
  await asking.ask('POST /api/join', { body: { invitation: made.link!.split('/').at(-1)! }, expect: 403 })
}

async function session(place: Place): Promise<void> {
  const { asking, server, meetingId } = place
  const { token } = await server.meetings.invite(meetingId, null, 'observer')
  await asking.ask('POST /api/join', { body: { invitation: 'unknown' }, expect: 404 })
  const { headers, body } = await asking.ask('POST /api/join', { body: { invitation: token, name: 'An observer' } })
  const as = /chapeau=([^;]+)/.exec(headers.get('set-cookie') ?? '')![1]!
  expect((await asking.ask('GET /api/me', { as })).body).toMatchObject({ person: (body as MeAnswer).person })
  expect((await asking.ask('PATCH /api/me', { as, body: { name: 'Renamed' } })).body).toMatchObject({ person: { name: 'Renamed' } })
  await asking.ask('POST /api/leave', { as })
  await asking.ask('GET /api/me', { as, expect: 401 })
}

async function texts(place: Place): Promise<void> {
  const [asChair, asRus] = [from(place, place.chair), from(place, place.rus)]
  const file = 'Draft\n\n1.\tStates [should – EU][shall – XYZ act ] now.\n2.\tThey report.\n'
  await asChair('POST /api/meetings/:id/texts', { file, type: 'text/plain', query: { name: 'Imported', file: 'draft.txt', authors: '{}' } })
  await asChair('POST /api/meetings/:id/texts', { file, query: { authors: '[' }, expect: 400 })
  await asRus('POST /api/meetings/:id/texts', { file, expect: 403 })
  await asChair('POST /api/meetings/:id/texts', { file: '', expect: 422 })
  await asRus('GET /api/texts/:id')
  const png = pngOf(2, 2)
  const shown = wordFile(p(picture('a.png')), { media: { 'a.png': png } })
  const { body } = await asChair('POST /api/meetings/:id/texts', { file: shown, query: { tables: 'blocks' } })
  const { textId: id } = body as { textId: string }
  await asRus('GET /api/texts/:id/files/:hash', { at: { id, hash: fileName(png) } })
  await asRus('GET /api/texts/:id/files/:hash', { at: { id, hash: 'none' }, expect: 404 })
}

async function acts(place: Place): Promise<void> {
  const { server, chair, rus, textId, meetingId, onEnd } = place
  const [asChair, asRus] = [from(place, chair), from(place, rus)]
  const issue = { id: randomUUID(), act: 'issue' }
  await asRus('POST /api/texts/:id/acts', { body: issue, expect: 409 })
  await asChair('POST /api/texts/:id/acts', { body: { ...issue, id: randomUUID() } })
  await asRus('POST /api/texts/:id/acts', { body: { ...issue, act: 'revise' }, expect: 422 })
  const desk = new Desk(server, textId, rus)
  onEnd(() => desk.close())
  await desk.synced()
  desk.propose('RUS', ' now', 'act')
  await desk.allSaved()
  const target = bracketOf(desk, 'RUS')
  await asRus('POST /api/texts/:id/acts', { body: { id: randomUUID(), act: 'explain', target, rationale: 'Time presses.' } })
  const eu = await seatFor(server, meetingId, 'delegate', 'EU')
  const supports = { id: randomUUID(), act: 'stand', target, stance: 'supports', reason: 'So do we.', seen: seen(desk, target) }
  await from(place, eu)('POST /api/texts/:id/acts', { body: supports, query: { seat: eu.seat } })
  expect((await asRus('GET /api/texts/:id')).body).toMatchObject({ brackets: [{ id: target, by: 'RUS', text: ' now' }] })
  const { token } = await server.meetings.invite(meetingId, 'EU', 'delegate')
  await place.asking.ask('POST /api/join', { as: tokenOf(rus), body: { invitation: token } })
  await asRus('POST /api/texts/:id/acts', { body: { id: randomUUID(), act: 'issue' }, expect: 403 })
}

async function returns(place: Place): Promise<void> {
  const asChair = from(place, place.chair)
  const observer = await seatFor(place.server, place.meetingId, 'observer')
  const file = '1. Something else that nobody has proposed yet.\n'
  const query = { file: 'back.txt' }
  const { digest } = (await asChair('POST /api/texts/:id/returns', { file, query })).body as ComparisonAnswer
  const carry = { ...query, carry: digest, request: randomUUID() }
  await asChair('POST /api/texts/:id/returns', { file, query: { ...carry, carry: '0'.repeat(64) }, expect: 409 })
  await asChair('POST /api/texts/:id/returns', { file, query: { ...carry, leave: 'x' }, expect: 400 })
  await asChair('POST /api/texts/:id/returns', { file, query: { ...carry, leave: '1' } })
  await asChair('POST /api/texts/:id/returns', { file: '', query, expect: 422 })
  await from(place, observer)('POST /api/texts/:id/returns', { file, query, expect: 403 })
  await asChair('POST /api/meetings/:id/matches', { file, query })
  await asChair('POST /api/meetings/:id/matches', { file: '', query, expect: 422 })
}

async function revisions(place: Place): Promise<void> {
  const asRus = from(place, place.rus)
  const { revisions: all } = (await asRus('GET /api/texts/:id/revisions')).body as RevisionsAnswer
  await asRus('GET /api/texts/:id/revisions/:seq', { at: { seq: String(all[0]!.seq) } })
  await asRus('GET /api/texts/:id/revisions/:seq', { at: { seq: '9999' }, expect: 404 })
}

async function exports(place: Place): Promise<void> {
  const { rus, asking } = place
  const asRus = from(place, rus)
  for (const format of asking.choices('GET /api/texts/:id/export.:format', 'format'))
    await asRus('GET /api/texts/:id/export.:format', {
      at: { format },
      query: { view: 'base', seat: rus.seat },
      // Nobody makes PDFs for this server.
      ...(format === 'pdf' ? { expect: 501 } : {}),
    })
  await asRus('GET /api/texts/:id/export.:format', { at: { format: 'docx' }, query: { brackets: 'tracked', lines: '1' } })
  await asRus('GET /api/texts/:id/export.:format', { at: { format: 'docx' }, query: { brackets: 'tracked', view: 'base' }, expect: 400 })
  await asRus('GET /api/texts/:id/export.:format', { at: { format: 'xyz' }, expect: 404 })
  await asking.ask('GET /api/schema/text.json')
}

async function tables(place: Place): Promise<void> {
  const asRus = from(place, place.rus)
  await asRus('GET /api/texts/:id/brackets.csv')
  await asRus('GET /api/texts/:id/stands.csv')
  await asRus('GET /api/texts/:id/trace.csv')
  await asRus('GET /api/texts/:id/brackets.xlsx')
}

async function record(place: Place): Promise<void> {
  const [asChair, asRus] = [from(place, place.chair), from(place, place.rus)]
  await place.asking.ask('GET /api/key')
  for (const kind of ['texts', 'meetings'] as const) {
    await asRus(`GET /api/${kind}/:id/heads`)
    await asRus(`GET /api/${kind}/:id/record`)
    await asRus(`GET /api/${kind}/:id/record`, { query: { after: 'x' }, expect: 400 })
    for (const format of place.asking.choices(`GET /api/${kind}/:id/record.:format`, 'format'))
      await asRus(`GET /api/${kind}/:id/record.:format`, { at: { format } })
    await asRus(`GET /api/${kind}/:id/export.ndjson`)
    await asRus(`POST /api/${kind}/:id/record/destroy`, { body: { upTo: 1 }, expect: 403 })
    await asChair(`POST /api/${kind}/:id/record/destroy`, { body: { upTo: 9999 }, expect: 422 })
    await asChair(`POST /api/${kind}/:id/record/destroy`, { body: { upTo: 1, rationale: 'By rule.' } })
  }
}

async function trace(place: Place): Promise<void> {
  const asRus = from(place, place.rus)
  const { paragraphs } = (await asRus('GET /api/texts/:id')).body as { paragraphs: { id: string }[] }
  const at = { paragraph: paragraphs[0]!.id, view: 'accepted', at: '0' }
  const { body } = await asRus('GET /api/texts/:id/trace', { query: { ...at, words: 'act now' } })
  expect(body).toMatchObject({ runs: [{ author: null }, { author: 'RUS' }] })
  await asRus('GET /api/texts/:id/trace', { query: { ...at, words: '' }, expect: 400 })
  await asRus('GET /api/texts/:id/trace', { query: { ...at, words: 'never said' }, expect: 404 })
  await asRus('GET /api/texts/:id/trace', { query: { ...at, words: 'x'.repeat(5_000) }, expect: 422 })
}

async function convergence(place: Place): Promise<void> {
  const [asChair, asRus] = [from(place, place.chair), from(place, place.rus)]
  for (const route of ['GET /api/texts/:id/convergence', 'GET /api/texts/:id/convergence.csv'] as const) {
    await asChair(route)
    await asRus(route, { expect: 403 })
  }
}

async function quarantine(place: Place): Promise<void> {
  const { server, chair, rus, textId, onEnd } = place
  const [asChair, asRus] = [from(place, chair), from(place, rus)]
  const vandal = new Desk(server, textId, rus)
  onEnd(() => vandal.close())
  await vandal.synced()
  vandal.doc.transact(() => bodyOf(vandal.doc).delete(0, bodyOf(vandal.doc).length))
  await vandal.until(() => vandal.refused.length > 0)
  await asChair('GET /api/texts/:id/quarantine')
  await asChair('GET /api/texts/:id/quarantine/:n', { at: { n: '1' } })
  await asChair('GET /api/texts/:id/quarantine/:n', { at: { n: '99' }, expect: 404 })
  await asRus('GET /api/texts/:id/quarantine', { expect: 403 })
  await asRus('GET /api/texts/:id/quarantine/:n', { at: { n: '1' }, expect: 403 })
}
