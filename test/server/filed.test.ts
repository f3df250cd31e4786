// Files sent to the API: what is none is refused with what to do, and leaves nothing behind.
import { MAX_IMPORT_BYTES } from '@chapeau/server/limits'
import type { MeetingAnswer, Problem, TextAnswer } from '@chapeau/shared/protocol/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seatFor, seed, startServer, type Someone, type TestServer } from '../support/server.ts'

let server: TestServer
let meetingId: string
let chair: Someone

beforeAll(async () => {
  server = await startServer()
  ;({ meetingId } = await seed(server, '1.\tStates should act.'))
  chair = await seatFor(server, meetingId, 'chair')
})
afterAll(() => server.close())

const FORM = new FormData()
FORM.set('draft', '1.\tStates act.')
const JSON_TYPE = 'application/json'

test.each<[string, BodyInit | null, string | null, number, RegExp]>([
  ['no body', null, null, 422, /empty.*as the body/],
  ['an empty body', '', 'text/plain', 422, /empty.*as the body/],
  ['JSON', '{"name":"Draft","text":"1. States act."}', JSON_TYPE, 415, /Send the file itself.*not as JSON/],
  ['JSON of another kind', '[]', 'application/vnd.api+json', 415, /Send the file itself.*not as JSON/],
  ['broken JSON', '1.\tStates act.', JSON_TYPE, 400, /no JSON.*application\/octet-stream/],
  ['a form without the file', FORM, null, 400, /no part `file`/],
  ['too large a file', Buffer.alloc(MAX_IMPORT_BYTES + 1, 'x'), 'text/plain', 413, /8 MiB at most/],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'image/png', 422, /./],
])('SY-112 %s is no file to lay before a meeting', async (_what, body, type, status, advice) => {
  const path = `/api/meetings/${meetingId}/texts?file=draft`
  const answer = await chair.fetch(path, { method: 'POST', body, ...(type === null ? {} : { headers: { 'content-type': type } }) })
  const problem = (await answer.json()) as Problem
  expect(problem, JSON.stringify(problem)).toMatchObject({ status, detail: expect.stringMatching(advice) as string })
  const { texts } = (await (await chair.fetch(`/api/meetings/${meetingId}`)).json()) as MeetingAnswer
  expect(texts).toHaveLength(1)
})

test('SY-112 a form is no file to return, and none to find a text for', async () => {
  const { texts } = (await (await chair.fetch(`/api/meetings/${meetingId}`)).json()) as MeetingAnswer
  for (const path of [`/api/texts/${texts[0]!.id}/returns`, `/api/meetings/${meetingId}/matches`]) {
    const answer = await chair.fetch(path, { method: 'POST', body: FORM })
    expect((await answer.json()) as Problem).toMatchObject({ status: 415, detail: expect.stringContaining('not in a form') as string })
  }
})

test('SY-67 a body that is not said to be JSON is told so', async () => {
  const answer = await chair.fetch('/api/me', { method: 'PATCH', body: '{"name":"x"}', headers: { 'content-type': 'text/plain' } })
  expect((await answer.json()) as Problem).toMatchObject({ status: 400, detail: expect.stringContaining('application/json') as string })
})

test('IM-89 a text taken away as JSON is laid before another meeting as the same text', async () => {
  const { meetingId: sample } = await seed(server, '1.\tPorts [shall – delete, RUS][should – RUS, EU] be open[ ].')
  const desk = await seatFor(server, sample, 'chair')
  const textOf = async (id: string, by: Someone): Promise<TextAnswer> => (await (await by.fetch(`/api/texts/${id}`)).json()) as TextAnswer
  const { texts } = (await (await desk.fetch(`/api/meetings/${sample}`)).json()) as MeetingAnswer
  const file = await (await desk.fetch(`/api/texts/${texts[0]!.id}/export.json?view=rolling`)).arrayBuffer()
  const sent = { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } }
  const answer = await chair.fetch(`/api/meetings/${meetingId}/texts?file=ports.json`, sent)
  expect(answer.status).toBe(201)
  const { textId } = (await answer.json()) as { textId: string }
  const [before, after] = [await textOf(texts[0]!.id, desk), await textOf(textId, chair)]
  expect(after.paragraphs.map(({ label, text }) => [label, text])).toEqual(before.paragraphs.map(({ label, text }) => [label, text]))
  expect(after.brackets.map(({ holder, kind }) => [holder, kind])).toEqual(before.brackets.map(({ holder, kind }) => [holder, kind]))
  expect(after.brackets.map(({ id }) => id)).not.toEqual(before.brackets.map(({ id }) => id))
  const cut = await chair.fetch(`/api/meetings/${meetingId}/texts?file=ports.json`, { ...sent, body: file.slice(0, 300) })
  expect((await cut.json()) as Problem).toMatchObject({ status: 422, detail: expect.stringContaining('no JSON') as string })
})
