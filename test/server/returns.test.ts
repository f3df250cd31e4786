// Files that come back over the real server: compared, carried out in the right name, refused with a word.
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { ComparisonAnswer, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import { metaKey } from '@chapeau/shared/text/meta'
import { metaOf } from '@chapeau/shared/text/ytext'
import type { MatchAnswer, Problem } from '@chapeau/shared/protocol/api'
import { stage, act, bracketOf } from '../support/stage.ts'
import { edited } from '../support/returning.ts'
import { Desk } from '../support/desk.ts'
import { joinWith, seatFor, startServer, tempDir } from '../support/server.ts'
import { del, ins, r } from '../support/word.ts'

const NOTATION = '1\tPorts shall be open.\n2\tShips sail[ always – USA].'

async function taken(desk: Desk, textId: string, query = ''): Promise<Uint8Array> {
  const response = await desk.fetch(`/api/texts/${textId}/export.docx?${query}`)
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

async function back<T>(desk: Desk, textId: string, file: Uint8Array, query = ''): Promise<{ status: number; body: T }> {
  const response = await desk.fetch(`/api/texts/${textId}/returns?file=back.docx${query}`, { method: 'POST', body: new Uint8Array(file) })
  return { status: response.status, body: (await response.json()) as T }
}

const compare = (desk: Desk, textId: string, file: Uint8Array, query = '') => back<ComparisonAnswer>(desk, textId, file, query)

const shall = (file: Uint8Array): Uint8Array => edited(file, (xml) => xml.replace('shall be', 'should be'))

test('IM-60 a delegation’s file comes back as its proposals, on the text as it stands now', async () => {
  const { desk, textId, record } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const file = shall(await taken(rus, textId))
  eu.propose('EU', ' all', 'Ports')
  await eu.allSaved()
  const { status, body } = await compare(rus, textId, file)
  expect(status).toBe(200)
  expect(body).toMatchObject({ principal: 'RUS', way: 'proposals', base: { from: 'export' }, vanished: [], notes: [] })
  expect(body.differences).toMatchObject([
    { n: 1, kind: 'replace', was: 'shall', is: 'should', state: 'clean', before: 'Ports[ all] ', after: ' be open.' },
  ])
  const request = randomUUID()
  const carried = await back<ReturnedAnswer>(rus, textId, file, `&carry=${body.digest}&request=${request}`)
  expect(carried).toMatchObject({ status: 200, body: { proposed: 1, joined: 0, left: 0, refused: 0 } })
  await rus.until(() => rus.text.includes('should'))
  expect(rus.text).toBe('1\tPorts[ all – EU] [shall – delete, RUS, group 1][should – RUS, group 1] be open.\n2\tShips sail[ always – USA].')
  const again = await back<ReturnedAnswer>(rus, textId, file, `&carry=${body.digest}&request=${request}`)
  expect(again).toEqual(carried)
  const entries = (await record()).filter(({ content }) => content?.detail?.['file'] !== undefined)
  expect(entries.map(({ entry }) => [entry.act, entry.by.principal])).toEqual([
    ['propose', 'RUS'],
    ['propose', 'RUS'],
  ])
  expect(entries[0]!.entry.seq).toBe(carried.body.seq)
})

test('IM-68 the secretariat returns it for a delegation, which has not confirmed it', async () => {
  const { secretariat, desk, textId } = await stage(NOTATION)
  const [typist, eu] = [await secretariat(), await desk('EU')]
  const file = shall(await taken(typist, textId))
  const { body } = await compare(typist, textId, file, '&as=EU')
  expect(body.principal).toBe('EU')
  await back(typist, textId, file, `&as=EU&carry=${body.digest}&request=${randomUUID()}`)
  await eu.until(() => eu.text.includes('should'))
  expect(metaOf(eu.doc).get(metaKey.unconfirmed(bracketOf(eu, 'EU')))).toBe('EU')
  expect((await compare(eu, textId, file, '&as=RUS')).status).toBe(403)
})

test('IM-69 the chair’s file is edits while the text is in preparation, and proposals of the facilitator once it is issued', async () => {
  const { chair, textId } = await stage(NOTATION, { status: 'preparation' })
  const desk = await chair()
  const file = shall(await taken(desk, textId))
  const { body } = await compare(desk, textId, file)
  expect(body.way).toBe('edits')
  await back(desk, textId, file, `&carry=${body.digest}&request=${randomUUID()}`)
  await desk.until(() => desk.text.includes('Ports should be open.'))
  await act(desk, textId, { act: 'issue' })
  const issued = edited(await taken(desk, textId), (xml) => xml.replace('open.', 'open daily.'))
  const second = await compare(desk, textId, issued)
  expect(second.body).toMatchObject({ way: 'proposals', principal: 'CHAIR' })
  await back(desk, textId, issued, `&carry=${second.body.digest}&request=${randomUUID()}`)
  await desk.until(() => desk.text.includes('[ daily – CHAIR]'))
})

/** Compares and carries out at once. */
async function carried(desk: Desk, textId: string, file: Uint8Array, query = ''): Promise<ReturnedAnswer> {
  const { body } = await compare(desk, textId, file, query)
  const answer = await back<ReturnedAnswer>(desk, textId, file, `${query}&carry=${body.digest}&request=${randomUUID()}`)
  expect([answer.status, answer.body]).toEqual([200, expect.anything()])
  return answer.body
}

test('IM-64 what has changed since it was seen is answered anew, and nothing is written', async () => {
  const { desk, chair, textId } = await stage(NOTATION)
  const [rus, facilitator] = [await desk('RUS'), await chair()]
  const file = shall(await taken(rus, textId))
  const first = await compare(rus, textId, file)
  const targets = [first.body.differences[0]!.paragraph.id]
  const agreed = await act(facilitator, textId, { act: 'setState', targets, state: 'agreed', absent: ['EU', 'USA'] })
  expect(agreed).toMatchObject({ status: 200 })
  const answer = await back<ComparisonAnswer>(rus, textId, file, `&carry=${first.body.digest}&request=${randomUUID()}`)
  expect(answer.status).toBe(409)
  expect(answer.body.differences).toMatchObject([{ state: 'refused', rule: 'AU-6' }])
  expect(await carried(rus, textId, file)).toMatchObject({ seq: null, proposed: 0, refused: 1 })
  expect(rus.text).toBe(NOTATION)
})

test('IM-64 what is left out is not proposed; one request has one answer, another use of its id is refused', async () => {
  const { desk, textId } = await stage(NOTATION)
  const rus = await desk('RUS')
  const file = edited(await taken(rus, textId), (xml) => xml.replace('shall be', 'should be').replace('Ships', 'Boats'))
  const { body } = await compare(rus, textId, file)
  const request = randomUUID()
  const query = `&carry=${body.digest}&leave=2&request=${request}`
  const [one, same] = await Promise.all([back<ReturnedAnswer>(rus, textId, file, query), back<ReturnedAnswer>(rus, textId, file, query)])
  expect([one.body, same.body]).toEqual([expect.objectContaining({ proposed: 1, left: 1 }), one.body])
  await rus.until(() => rus.text.includes('should'))
  expect(rus.text).not.toContain('Boats')
  expect((await back(rus, textId, file, `&carry=${body.digest}&request=${request}`)).status).toBe(422)
})

test('IM-65 an equal proposal is joined; named by the secretariat, the delegation confirms it', async () => {
  const { desk, secretariat, textId } = await stage(NOTATION)
  const [rus, eu, usa, typist] = [await desk('RUS'), await desk('EU'), await desk('USA'), await secretariat()]
  const file = shall(await taken(rus, textId))
  await carried(rus, textId, file)
  const euFile = await compare(eu, textId, file)
  expect(euFile.body.differences).toMatchObject([{ state: 'same', with: 'RUS' }])
  expect(await carried(eu, textId, file)).toMatchObject({ proposed: 0, joined: 1 })
  expect(await carried(typist, textId, file, '&as=USA')).toMatchObject({ proposed: 0, joined: 1 })
  await usa.until(() => usa.text.includes('[should – RUS, EU, USA'))
  const bid = bracketOf(usa, 'RUS')
  const stand = (): object | undefined => metaOf(usa.doc).get(metaKey.stand(bid, 'USA')) as object | undefined
  expect([stand(), metaOf(usa.doc).get(metaKey.stand(bid, 'EU'))]).toMatchObject([{ unconfirmed: true }, { stance: 'proposes' }])
  expect((await act(usa, textId, { act: 'confirm', targets: [bid] })).status).toBe(200)
  await usa.until(() => !('unconfirmed' in (stand() ?? {})))
  expect((await compare(usa, textId, file)).body.differences).toMatchObject([{ state: 'there' }])
})

test('IM-68 the secretariat returns a file that two delegations changed with changes tracked: exactly their proposals', async () => {
  const { secretariat, desk, textId } = await stage(NOTATION)
  const [typist, rus] = [await secretariat(), await desk('RUS')]
  const file = edited(await taken(typist, textId, 'brackets=tracked'), (xml) =>
    xml
      .replace(r('Ports shall be open.'), r('Ports ') + del('RUS', 'shall') + ins('RUS', r('should')) + r(' be open.'))
      .replace(r('Ships sail'), r('Ships sail') + ins('EU', r(' far'))),
  )
  const { body } = await compare(typist, textId, file)
  expect(body.authors).toEqual([
    { author: 'RUS', principal: 'RUS' },
    { author: 'EU', principal: 'EU' },
  ])
  expect(await carried(typist, textId, file)).toMatchObject({ proposed: 2 })
  await rus.until(() => rus.text.includes('far'))
  expect(rus.text).toBe('1\tPorts [shall – delete, RUS, group 1][should – RUS, group 1] be open.\n2\tShips sail[ far – EU][ always – USA].')
  expect(metaOf(rus.doc).get(metaKey.unconfirmed(bracketOf(rus, 'EU')))).toBe('EU')
})

test('IM-60 who may not propose returns nothing: observers, delegations while the text is prepared', async () => {
  const { observer, desk, textId } = await stage(NOTATION, { status: 'preparation' })
  const file = new TextEncoder().encode('1. Ports')
  for (const one of [await observer(), await desk('RUS')]) {
    const { status, body } = await compare(one, textId, file)
    expect([status, (body as unknown as Problem).rule]).toEqual([403, 'AU-4'])
  }
})

test('AC-72 where proposals wait to be seconded, those of a file wait as one', async () => {
  const { desk, server, meetingId, textId } = await stage(NOTATION)
  const chairSeat = await seatFor(server, meetingId, 'chair')
  const patched = await chairSeat.fetch(`/api/meetings/${meetingId}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rules: { entry: 'seconded' } }),
  })
  expect(patched.status).toBe(200)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const file = edited(await taken(rus, textId), (xml) => xml.replace('shall be', 'should be').replace('Ships', 'Boats'))
  expect((await compare(rus, textId, file)).body.way).toBe('waits')
  const { seq } = await carried(rus, textId, file)
  await eu.until(() => metaOf(eu.doc).get(`q/${seq}`) !== undefined)
  expect(eu.text).toBe(NOTATION)
  expect((await act(eu, textId, { act: 'second', proposal: seq })).status).toBe(200)
  await eu.until(() => eu.text.includes('[Boats – RUS') && eu.text.includes('[should – RUS'))
})

test('IM-62 a file that names another text, an entry that is not of it, or nothing, is held against what is said instead', async () => {
  const { desk, chair, server, meetingId, textId } = await stage(NOTATION)
  const [rus, facilitator] = [await desk('RUS'), await chair()]
  const file = await taken(rus, textId)
  const other = await facilitator.fetch(`/api/meetings/${meetingId}/texts?name=Other`, { method: 'POST', body: '1. Other words.' })
  const { textId: otherId } = (await other.json()) as { textId: string }
  await act(facilitator, otherId, { act: 'issue' })
  const wrong = await compare(rus, otherId, file)
  expect([wrong.status, (wrong.body as unknown as Problem).detail]).toEqual([422, expect.stringContaining('another text')])
  const forged = edited(file, (xml) => xml, {
    'docProps/custom.xml': `<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property pid="2" name="ChapeauText"><vt:lpwstr>${textId}</vt:lpwstr></property><property pid="3" name="ChapeauEntry"><vt:lpwstr>0</vt:lpwstr></property></Properties>`,
  })
  expect((await compare(rus, textId, forged)).status).toBe(422)
  const plain = new TextEncoder().encode('1. Ports should be open.\n\n2. Ships sail[ always – USA].')
  expect((await compare(rus, textId, plain)).body).toMatchObject({ base: { from: 'now' }, differences: [{ was: 'shall', is: 'should' }] })
  expect((await compare(rus, textId, shall(file), '&base=now')).body).toMatchObject({
    base: { from: 'now' },
    differences: [{ was: 'shall' }],
  })
  await act(facilitator, textId, { act: 'revise' })
  const { seq } = (await server.storage.revisions(textId))[0]!
  rus.propose('RUS', ' all', 'Ports')
  await rus.allSaved()
  expect((await compare(rus, textId, plain, `&base=${seq}`)).body).toMatchObject({
    base: { from: 'revision', seq },
    differences: [{ was: 'shall' }],
  })
  expect((await compare(rus, textId, plain, '&base=9999')).status).toBe(404)
  expect((await compare(rus, textId, plain, '&base=x')).status).toBe(400)
})

test('IM-63 pasted words are compared with one paragraph', async () => {
  const { desk, textId } = await stage(NOTATION)
  const rus = await desk('RUS')
  const { body } = await compare(rus, textId, new TextEncoder().encode('Ports should be open to all.'))
  const id = body.differences[0]!.paragraph.id!
  const words = new TextEncoder().encode('Ports should be open to all.')
  const pasted = await compare(rus, textId, words, `&paragraph=${encodeURIComponent(id)}`)
  expect(pasted.body).toMatchObject({
    differences: [
      { was: 'shall', is: 'should' },
      { kind: 'insert', is: ' to all' },
    ],
    vanished: [],
    notes: [],
  })
  expect((await compare(rus, textId, words, '&paragraph=RUS:1.999')).status).toBe(404)
})

test('ST-50 what a file was printed from survives a restart, until its content is destroyed', async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const first = await stage(NOTATION, { dataDir })
  const rus = await first.desk('RUS')
  const file = shall(await taken(rus, first.textId))
  const { token } = await first.server.meetings.invite(first.meetingId, 'RUS', 'delegate')
  const { token: chairToken } = await first.server.meetings.invite(first.meetingId, null, 'chair')
  rus.close()
  await first.server.close()
  const server = await startServer({ dataDir })
  onTestFinished(() => server.close())
  const [again, chair] = [await joinWith(server.url, token, 'R'), await joinWith(server.url, chairToken, 'C')]
  const desk = new Desk(server, first.textId, again)
  onTestFinished(() => desk.close())
  await desk.synced()
  expect((await compare(desk, first.textId, file)).body).toMatchObject({ base: { from: 'export' }, differences: [{ state: 'clean' }] })
  const { seq } = await server.storage.head(first.textId)
  const destroyed = await chair.fetch(`/api/texts/${first.textId}/record/destroy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ upTo: seq }),
  })
  expect(destroyed.status).toBe(200)
  const gone = await compare(desk, first.textId, file)
  expect([gone.status, (gone.body as unknown as Problem).detail]).toEqual([422, expect.stringContaining('destroyed by rule')])
  expect((await compare(desk, first.textId, file, '&base=now')).status).toBe(200)
})

test('IM-70 which text a file is about and whose it is are guessed by words, its properties, its authors, its name', async () => {
  const { desk, chair, meetingId, textId } = await stage('1\tPorts shall be open to ships of all flags by day and by night.')
  const [rus, facilitator] = [await desk('RUS'), await chair()]
  await facilitator.fetch(`/api/meetings/${meetingId}/texts?name=Other`, {
    method: 'POST',
    body: '1. Fees are paid before departure from any port.',
  })
  const match = async (name: string, body: BodyInit): Promise<MatchAnswer> =>
    (await (
      await rus.fetch(`/api/meetings/${meetingId}/matches?file=${encodeURIComponent(name)}`, { method: 'POST', body })
    ).json()) as MatchAnswer
  const file = await taken(rus, textId)
  expect(await match('EU comments.docx', new Uint8Array(file))).toMatchObject({
    texts: [{ id: textId, named: true, likeness: 1 }],
    delegations: [{ code: 'EU', why: 'file name' }],
  })
  const words = await match('a.txt', 'Proposal by USA\n\n1. Fees are paid before arrival at any port.')
  expect(words.texts.map(({ name, named }) => [name, named])).toEqual([['Other', false]])
  expect(words.delegations).toEqual([{ code: 'USA', why: 'heading' }])
  const tracked = edited(file, (xml) => xml.replace('</w:p>', `${ins('RUS', r(' Now.'))}</w:p>`))
  expect((await match('a.docx', new Uint8Array(tracked))).delegations).toEqual([{ code: 'RUS', why: 'author' }])
})
