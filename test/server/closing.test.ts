// Requests, objections and statements over real sockets and HTTP: who hears what, and that the record holds.
import { expect, onTestFinished, test } from 'vitest'
import { Sniffer } from '../support/sniffer.ts'
import { act, bracketOf, seen, stage } from '../support/stage.ts'
import { seatFor } from '../support/server.ts'

const NOTATION = '1.\tPorts should[ always – EU] open.'

test('AC-34 a request is heard by the desk and whoever asks, and by nobody else; the speakers’ list says who, not what', async () => {
  const { server, meetingId, textId, desk, chair } = await stage(NOTATION)
  const listen = async (role: 'chair' | 'delegate' | 'observer', code?: string): Promise<Sniffer> => {
    const sniffer = new Sniffer(server, textId, await seatFor(server, meetingId, role, code))
    onTestFinished(() => sniffer.close())
    return sniffer
  }
  const [head, rus, observer] = await Promise.all([listen('chair'), listen('delegate', 'RUS'), listen('observer')])
  const eu = await desk('EU')
  const presiding = await chair()
  const asked = await act(eu, textId, { act: 'request', kind: 'floor', words: 'MARK-OF-EU' })
  expect(asked.status).toBe(200)
  await head.until('MARK-OF-EU')
  await act(presiding, textId, { act: 'show', what: 'speakers', on: true })
  await Promise.all([rus.until('speakers'), observer.until('speakers')])
  for (const sniffer of [rus, observer]) expect(sniffer.heard('MARK-OF-EU')).toBe(false)
  for (const reader of [await seatFor(server, meetingId, 'delegate', 'RUS'), await seatFor(server, meetingId, 'observer')]) {
    for (const path of ['', '/record', '/record.csv', '/record.ndjson', '/export.html?view=rolling'])
      expect(await (await reader.fetch(`/api/texts/${textId}${path}`)).text()).not.toContain('MARK-OF-EU')
  }
  expect(await (await presiding.fetch(`/api/texts/${textId}/record`)).text()).toContain('MARK-OF-EU')
  expect(await act(presiding, textId, { act: 'answerRequest', request: asked.body.seq, answer: 'done' })).toMatchObject({ status: 200 })
})

test('AC-33 an objection names a decision of the record, over HTTP as in the room', async () => {
  const { textId, desk, chair, record } = await stage(NOTATION)
  const eu = await desk('EU')
  const presiding = await chair()
  const bid = bracketOf(presiding, 'EU')
  const decided = await act(presiding, textId, { act: 'remove', target: bid, seen: seen(presiding, bid) })
  expect(await act(eu, textId, { act: 'object', seq: decided.body.seq, reason: 'We were not heard.' })).toMatchObject({ status: 200 })
  expect(await act(eu, textId, { act: 'object', seq: 4000, reason: 'No.' })).toMatchObject({
    status: 409,
    body: { refused: { rule: 'AC-33' } },
  })
  expect((await record()).at(-1)).toMatchObject({ entry: { act: 'object', by: { principal: 'EU' }, target: bid } })
})

test('AC-32 who is connected is known from the sockets', async () => {
  const { textId, desk, chair } = await stage('1.\tPorts open.')
  const eu = await desk('EU')
  const presiding = await chair()
  const pid = [...eu.doc.getMap('meta').keys()].find((key) => key.endsWith('/label'))!.split('/')[1]
  const agree = { act: 'setState', targets: [pid], state: 'agreed' }
  const first = await act(presiding, textId, agree)
  expect(first).toMatchObject({ status: 409, body: { refused: { rule: 'AC-32' } } })
  const { absent } = first.body.refused as unknown as { absent: string[] }
  expect(absent).toContain('RUS')
  expect(absent).not.toContain('EU')
  expect(await act(presiding, textId, { ...agree, absent })).toMatchObject({ status: 200 })
})
