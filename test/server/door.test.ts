// Who gets in where: sessions, seats, invitations, origins.
import type { InvitationAnswer, MeAnswer, MeetingAnswer, Problem } from '@chapeau/shared/protocol/api'
import { newClientId } from '@chapeau/shared/ids'
import { systemClock } from '@chapeau/server/clock'
import { INVITATION_DAYS } from '@chapeau/server/limits'
import { updateFrame } from '@chapeau/server/sync/frames'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { joinWith, seatFor, seed, startServer, type Someone, type TestServer } from '../support/server.ts'
import { stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act now.'
const JSON_TYPE = { 'content-type': 'application/json' }

async function post(who: Someone, path: string, body: unknown, method = 'POST'): Promise<Response> {
  return who.fetch(path, { method, headers: JSON_TYPE, body: JSON.stringify(body) })
}

async function closing(url: string, headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(url, { headers })
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

async function serve(): Promise<{ server: TestServer; meetingId: string; textId: string; sync: string }> {
  const server = await startServer()
  onTestFinished(() => server.close())
  const place = await seed(server, NOTATION)
  return { server, ...place, sync: `${server.url.replace('http', 'ws')}/sync/${place.textId}` }
}

test('SY-60 an observer’s raw socket writes nothing', async () => {
  const { desk, observer } = await stage(NOTATION)
  const [rus, watcher] = [await desk('RUS'), await observer()]
  const forged = new Y.Doc()
  forged.clientID = newClientId()
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(watcher.doc))
  forged.getText('body').insert(3, 'No ')
  watcher.hello({ clientIDs: [forged.clientID] })
  watcher.send(updateFrame(Y.encodeStateAsUpdate(forged)))
  await watcher.until(() => watcher.refused.length > 0)
  expect(watcher.refused[0]).toMatchObject({ rule: 'AU-4' })
  // A deletion alone brings no new struct; it is refused all the same.
  const eraser = new Y.Doc()
  Y.applyUpdate(eraser, Y.encodeStateAsUpdate(watcher.doc))
  eraser.getText('body').delete(3, 5)
  watcher.send(updateFrame(Y.encodeStateAsUpdate(eraser)))
  await watcher.until(() => watcher.refused.length > 1)
  rus.propose('RUS', ' all', 'should')
  await rus.allSaved()
  expect(rus.text).toBe('1.\tStates should[ all – RUS] act now.')
})

test('SY-61 sockets without session, seat or text get a close code that stops the client', async () => {
  const { server, meetingId, sync } = await serve()
  const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
  const other = await seed(server, NOTATION)
  const stranger = await seatFor(server, other.meetingId, 'delegate', 'RUS')
  expect(await closing(sync, {})).toBe(4401)
  expect(await closing(sync, { cookie: 'chapeau=guess' })).toBe(4401)
  expect(await closing(`${sync}?seat=${stranger.seat}`, { cookie: stranger.cookie })).toBe(4403)
  expect(await closing(`${sync}?seat=${stranger.seat}`, { cookie: rus.cookie })).toBe(4403)
  expect(await closing(`${server.url.replace('http', 'ws')}/sync/nowhere`, { cookie: rus.cookie })).toBe(4404)
  expect(await closing(`${server.url.replace('http', 'ws')}/elsewhere`, { cookie: rus.cookie })).toBe(4404)
})

test('SY-62 a page of another site neither opens a socket nor writes', async () => {
  const { server, meetingId, sync } = await serve()
  const chair = await seatFor(server, meetingId, 'chair')
  const foreign = new WebSocket(sync, { headers: { cookie: chair.cookie, origin: 'https://elsewhere.example' } })
  const [error] = (await once(foreign, 'error')) as [Error]
  expect(error.message).toContain('403')
  const write = (origin: string): Promise<Response> =>
    chair.fetch(`/api/meetings/${meetingId}`, { method: 'PATCH', headers: { ...JSON_TYPE, origin }, body: '{"name":"Taken"}' })
  expect((await write('https://elsewhere.example')).status).toBe(403)
  expect((await write('null')).status).toBe(403)
  expect((await write(server.url)).status).toBe(200)
})

test('SY-63 an invitation gives a seat, a second one adds a seat, the same one gives the same', async () => {
  const { server, meetingId } = await serve()
  const { token } = await server.meetings.invite(meetingId, 'RUS', 'delegate')
  const { token: chairToken } = await server.meetings.invite(meetingId, null, 'chair')
  const rus = await joinWith(server.url, token, 'Irina')
  const again = (await (await post(rus, '/api/join', { invitation: token })).json()) as { seat: string }
  expect(again.seat).toBe(rus.seat)
  await post(rus, '/api/join', { invitation: chairToken })
  const me = (await (await rus.fetch('/api/me')).json()) as MeAnswer
  expect(me).toMatchObject({
    person: { name: 'Irina' },
    operator: false,
    seats: [
      { id: rus.seat, delegation: 'RUS', role: 'delegate', meeting: { id: meetingId, name: 'Test' } },
      { delegation: null, role: 'chair' },
    ],
  })
  const bearer = await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${rus.cookie.split('=')[1]}` } })
  expect(await bearer.json()).toEqual(me)
})

test('SY-63 the cookie is closed to scripts and to other sites, and leaving ends it', async () => {
  const { server, meetingId } = await serve()
  const { token } = await server.meetings.invite(meetingId, 'RUS', 'delegate')
  const joined = await fetch(`${server.url}/api/join`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ invitation: token }) })
  expect(joined.headers.get('set-cookie')).toMatch(/^chapeau=[\w-]{43}; .*HttpOnly.*SameSite=Lax/)
  const cookie = joined.headers.get('set-cookie')!.split(';')[0]!
  expect((await fetch(`${server.url}/api/leave`, { method: 'POST', headers: { cookie } })).status).toBe(204)
  expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status).toBe(401)
})

test('SY-81 leaving ends the sockets of that session, and only those; what they still send is dropped', async () => {
  const { desk } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  expect((await rus.fetch('/api/leave', { method: 'POST' })).status).toBe(204)
  rus.propose('RUS', ' unseen', 'act')
  await rus.until(() => rus.closedWith !== null)
  expect(rus.closedWith).toBe(4401)
  eu.propose('EU', ' seen', 'act')
  await eu.allSaved()
  expect(eu.text).not.toContain('unseen')
  expect(eu.closedWith).toBeNull()
})

test('SY-64 invitations are made and revoked by the desk; the link is shown once; revoking closes sockets', async () => {
  const { server, meetingId, textId, chair, desk } = await stage(NOTATION)
  const [lead, rus] = [await chair(), await desk('RUS')]
  const send = (who: Pick<Someone, 'fetch'>, body: unknown): Promise<Response> =>
    who.fetch(`/api/meetings/${meetingId}/invitations`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(body) })
  expect((await send(rus, { role: 'chair' })).status).toBe(403)
  expect((await send(lead, { role: 'delegate', delegation: 'ABC' })).status).toBe(422)
  const made = (await (await send(lead, { role: 'delegate', delegation: 'EU' })).json()) as InvitationAnswer
  const token = made.link!.split('/join/')[1]!
  const list = (await (await lead.fetch(`/api/meetings/${meetingId}/invitations`)).json()) as InvitationAnswer[]
  expect(list.find(({ id }) => id === made.id)).toMatchObject({ role: 'delegate', delegation: 'EU', revokedAt: null })
  expect(JSON.stringify(list)).not.toContain(token)

  const eu = await joinWith(server.url, token, 'E')
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${textId}?seat=${eu.seat}`, { headers: { cookie: eu.cookie } })
  await expect.poll(() => server.metrics.value('connections')).toBe(3)
  const closed = once(socket, 'close') as Promise<[number]>
  const revoked = await lead.fetch(`/api/meetings/${meetingId}/invitations/${made.id}`, { method: 'DELETE' })
  expect(revoked.status).toBe(204)
  expect((await closed)[0]).toBe(4403)
  expect(await joinWith(server.url, token, 'F').catch((error: Error) => error.message)).toContain('403')
  expect((await eu.fetch(`/api/texts/${textId}`)).status).toBe(404)
})

test('SY-65 the operator makes meetings and sets them up; others do not', async () => {
  const { server, meetingId } = await serve()
  const { token } = await server.meetings.invite(null, null, null)
  const operator = await joinWith(server.url, token, 'O')
  const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
  expect((await post(rus, '/api/meetings', { name: 'Mine' })).status).toBe(403)
  const made = (await (await post(operator, '/api/meetings', { name: ' Second ' })).json()) as MeetingAnswer
  expect(made).toMatchObject({ name: 'Second', rules: { decide: 'consensus' }, delegations: [], texts: [] })
  const path = `/api/meetings/${made.id}`
  expect((await post(rus, `${path}/delegations`, { code: 'RUS', name: 'R' })).status).toBe(404)
  const set = (await (
    await post(operator, `${path}/delegations`, [
      { code: 'RUS', name: 'Russia' },
      { code: 'YOUTH', name: 'Youth', preset: 'stakeholder' },
    ])
  ).json()) as MeetingAnswer
  expect(set.delegations.map(({ code, rights }) => [code, rights.propose])).toEqual([
    ['RUS', true],
    ['YOUTH', false],
  ])
  expect((await post(operator, `${path}/delegations`, { code: 'CHAIR', name: 'x' })).status).toBe(400)
  expect((await post(operator, path, { rules: { decide: 'chair' } }, 'PATCH')).status).toBe(200)
  expect(((await (await operator.fetch(path)).json()) as MeetingAnswer).rules).toEqual({ decide: 'chair' })
  const lines = (await (await operator.fetch(`${path}/record`)).text()).trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { entry: { act: string } }).entry.act)).toEqual(['convene', 'delegations', 'amend'])
})

test('SY-66 a file becomes a text of the meeting, laid by the desk, and leaves it as text and page', async () => {
  const { server, meetingId } = await serve()
  const chair = await seatFor(server, meetingId, 'chair')
  const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
  const source = 'Draft decision\n\n1. States should [act] now.\n\n2. They <b>report</b>.\n'
  const lay = (who: Someone, body: BodyInit): Promise<Response> =>
    who.fetch(`/api/meetings/${meetingId}/texts?name=Decision`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
  expect((await lay(rus, source)).status).toBe(403)
  expect((await lay(chair, '')).status).toBe(422)
  expect((await lay(chair, Buffer.from('%PDF-1.7'))).status).toBe(422)
  const laid = await lay(chair, source)
  expect(laid.status).toBe(201)
  const { textId } = (await laid.json()) as { textId: string }
  const text = (await (await rus.fetch(`/api/texts/${textId}`)).json()) as {
    name: string
    status: string
    seq: number
    brackets: unknown[]
    paragraphs: { label: string }[]
  }
  expect(text).toMatchObject({ name: 'Decision', status: 'preparation', seq: 1, brackets: [{ kind: 'ins', by: '', text: 'act' }] })
  expect(text.paragraphs.map(({ label }) => label).filter((label) => label !== '')).toEqual(['1.', '2.'])
  const plain = await rus.fetch(`/api/texts/${textId}/export.txt?view=base`)
  expect(await plain.text()).toContain('States should  now.')
  const html = await rus.fetch(`/api/texts/${textId}/export.html`)
  expect(html.headers.get('content-disposition')).toContain('attachment')
  expect(await html.text()).not.toContain('<b>')
  expect((await rus.fetch(`/api/texts/${textId}/export.txt?view=secret`)).status).toBe(400)
})

test.each([
  ['GET', '/api/nothing', 404],
  ['GET', '/api/texts/nothing', 404],
  ['GET', '/api/meetings/nothing', 404],
  ['POST', '/api/join', 400],
])('SY-67 %s %s is a problem that says so', async (method, path, status) => {
  const { server, meetingId } = await serve()
  const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
  const answer = await rus.fetch(path, { method, headers: JSON_TYPE, ...(method === 'POST' ? { body: '{"invitation":7}' } : {}) })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect((await answer.json()) as Problem).toMatchObject({ status, type: 'about:blank' })
})

test('SY-67 broken JSON and a body that is too large are the sender’s problem', async () => {
  const { server, meetingId } = await serve()
  const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
  expect((await rus.fetch('/api/join', { method: 'POST', headers: JSON_TYPE, body: '{' })).status).toBe(400)
  const large = JSON.stringify({ invitation: 'x'.repeat(600_000) })
  expect((await rus.fetch('/api/join', { method: 'POST', headers: JSON_TYPE, body: large })).status).toBe(413)
})

test('ST-11 forty texts laid before a meeting at once are all in its chain', async () => {
  const { server, meetingId, chair } = await stage(NOTATION)
  const lead = await chair()
  const lay = (i: number): Promise<Response> =>
    lead.fetch(`/api/meetings/${meetingId}/texts?name=T${i}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: `Words of text ${i}.`,
    })
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => lay(i)))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 201))
  const lines = await server.storage.record(meetingId, 0, 1_000)
  expect(lines.filter(({ entry }) => entry.act === 'text')).toHaveLength(41)
})

test('SY-75 an invitation gives seats until it expires; who has one keeps it', async () => {
  let later = 0
  const clock = { ...systemClock, now: () => Date.now() + later }
  const { chair, meetingId, server } = await stage('1.\tStates should act.', { clock })
  const lead = await chair()
  const invite = async (wish: object): Promise<InvitationAnswer> => {
    const response = await lead.fetch(`/api/meetings/${meetingId}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'delegate', delegation: 'EU', ...wish }),
    })
    expect(response.status).toBe(201)
    return (await response.json()) as InvitationAnswer
  }
  const token = ({ link }: InvitationAnswer): string => link!.split('/').at(-1)!
  const [week, usual, ever] = [await invite({ days: 7 }), await invite({}), await invite({ days: null })]
  expect(Date.parse(usual.expiresAt!) - Date.parse(usual.createdAt)).toBe(INVITATION_DAYS * DAY)
  expect(ever.expiresAt).toBeNull()
  const early = await joinWith(server.url, token(week), 'E')
  later = 7 * DAY
  await expect(joinWith(server.url, token(week), 'L')).rejects.toThrow(/403.*has expired/)
  expect((await early.fetch(`/api/meetings/${meetingId}`)).status).toBe(200)
  const again = await early.fetch('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation: token(week) }),
  })
  expect(again.status).toBe(200)
  await joinWith(server.url, token(usual), 'U')
  later = (INVITATION_DAYS + 1) * DAY
  await expect(joinWith(server.url, token(usual), 'U')).rejects.toThrow(/403/)
  await joinWith(server.url, token(ever), 'A')
  for (const days of [0, -1, 1.5, 731, 'x']) {
    const response = await lead.fetch(`/api/meetings/${meetingId}/invitations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'observer', days }),
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
  }
})

const DAY = 24 * 60 * 60 * 1000
