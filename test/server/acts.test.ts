// Acts over HTTP while people type over sockets: who decides what, on which words, and who hears of it.
import { randomUUID } from 'node:crypto'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { ACT_WAIT_MS } from '@chapeau/server/limits'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { ManualClock } from '../support/clock.ts'
import { act, bracketOf, seen, stage } from '../support/stage.ts'
import { Gate } from '../support/storages.ts'

const NOTATION = '1.\tStates should act, but not before 2030.\n2.\tThey should report.'

test('SY-20 what the chair keeps becomes standing text on every screen', async () => {
  const { desk, chair, textId, record } = await stage(NOTATION)
  const [rus, eu, lead] = [await desk('RUS'), await desk('EU'), await chair()]
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  const answer = await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })
  expect(answer.status).toBe(200)
  await Promise.all(
    [rus, eu, lead].map((one) => one.until(() => one.text.includes('should all report') || one.text.includes('should all act'))),
  )
  expect(new Set([rus.text, eu.text, lead.text]).size).toBe(1)
  const entry = (await record()).find(({ entry: { seq } }) => seq === answer.body.seq)
  expect(entry).toMatchObject({ entry: { act: 'keep', target: bid, by: { principal: 'CHAIR', role: 'chair' } } })
})

test('SY-21 a repeated act gets the first answer and changes nothing', async () => {
  const { desk, chair, textId, record } = await stage(NOTATION)
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  const wish = { id: randomUUID(), act: 'keep', target: bid, seen: seen(lead, bid) }
  const together = await Promise.all([act(lead, textId, wish), act(lead, textId, wish)])
  const later = await act(lead, textId, wish)
  expect([...together, later]).toEqual([together[0], together[0], together[0]])
  expect(together[0]!.status).toBe(200)
  expect((await record()).filter(({ entry }) => entry.act === 'keep')).toHaveLength(1)
})

test('SY-21 a refusal is repeated too, and an id serves one act only', async () => {
  const { desk, textId } = await stage(NOTATION)
  const rus = await desk('RUS')
  const bid = rus.propose('RUS', ' all', 'should')
  await rus.allSaved()
  const wish = { id: randomUUID(), act: 'keep', target: bid, seen: seen(rus, bid) }
  const first = await act(rus, textId, wish)
  expect(first).toMatchObject({ status: 409, body: { refused: { rule: 'AC-1' } } })
  expect(await act(rus, textId, wish)).toEqual(first)
  expect(await act(rus, textId, { ...wish, act: 'remove' })).toMatchObject({ status: 422, body: { rule: 'SY-21' } })
})

test('SY-22 a decision on words that lost their "not" in the same moment is refused with the present words', async () => {
  const gate = new Gate()
  const { desk, chair, textId } = await stage(NOTATION, { wrap: gate.wrap })
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' but not before 2030', 'report')
  await lead.until(() => lead.text.includes('2030 – RUS]'))
  const onScreen = seen(lead, bid)
  gate.close()
  const held = gate.held()
  // Only a deletion: the state vector that the chair saw knows everything there is.
  bodyOf(rus.doc).delete(rus.find('report') + 'report'.length + 1 + ' but '.length, 'not '.length)
  await held
  const deciding = act(lead, textId, { act: 'keep', target: bid, seen: onScreen })
  gate.open()
  const answer = await deciding
  expect(answer.status).toBe(409)
  expect(answer.body.refused?.words).toContain('but before 2030')
  await lead.until(() => lead.text.includes('but before 2030'))
  expect(lead.text).toContain('[ but before 2030 – RUS]')
})

test('SY-23 words that arrive after the decision never reach standing text', async () => {
  const { desk, chair, textId } = await stage(NOTATION)
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' all', 'should')
  await lead.until(() => lead.text.includes('– RUS]'))
  // The words are on their way when the chair decides: RUS types offline.
  await rus.allSaved()
  rus.provider.disconnect()
  rus.type(' and every one', ' all')
  expect((await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })).status).toBe(200)
  rus.provider.connect()
  await lead.until(() => lead.text.includes('and every one'))
  expect(lead.text).toContain('should all[ and every one – RUS] act')
  await rus.until(() => rus.text === lead.text)
})

test('SY-24 an act waits for its actor’s own words that are still on their way', async () => {
  const { desk, textId, server } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  // The update leaves only after the act: sockets and HTTP promise no order between each other.
  const { ws } = rus.provider
  const send = ws!.send.bind(ws)
  const kept: Parameters<typeof send>[0][] = []
  ws!.send = (data: Parameters<typeof send>[0]) => void kept.push(data)
  const bid = rus.propose('RUS', ' all', 'should')
  const requests = server.metrics.value('requests')
  const acting = act(rus, textId, { act: 'withdraw', target: bid, seen: seen(rus, bid) })
  await expect.poll(() => server.metrics.value('requests')).toBe(requests + 1)
  for (const data of kept) send(data)
  expect((await acting).status).toBe(200)
  await rus.until(() => !rus.text.includes('['))
  await eu.until(() => !eu.text.includes('['))
})

test('SY-24 words that never arrive end the waiting, and nothing is decided', async () => {
  const clock = new ManualClock()
  const { chair, textId } = await stage('1.\tStates should[ all – RUS] act.', { clock })
  const lead = await chair()
  const bid = bracketOf(lead, 'RUS')
  const ahead = new Y.Doc()
  ahead.clientID = lead.doc.clientID
  ahead.getText('body').insert(0, 'never sent')
  const sv = Buffer.from(Y.encodeStateVector(ahead)).toString('base64')
  const acting = act(lead, textId, { act: 'keep', target: bid, seen: { ...seen(lead, bid), sv } })
  const timer = setInterval(() => clock.advance(ACT_WAIT_MS), 20)
  const answer = await acting
  clearInterval(timer)
  expect(answer).toMatchObject({ status: 409, body: { refused: { rule: 'SY-24' } } })
  expect(lead.text).toContain('[ all – RUS]')
})

test('SY-25 an observer’s act is refused, a stranger’s is not even read', async () => {
  const { observer, textId, server } = await stage('1.\tStates should[ all – RUS] act.')
  const watcher = await observer()
  const bid = bracketOf(watcher, 'RUS')
  expect(await act(watcher, textId, { act: 'keep', target: bid, seen: seen(watcher, bid) })).toMatchObject({
    status: 409,
    body: { refused: { rule: 'AU-4' } },
  })
  const stranger = await fetch(`${server.url}/api/texts/${textId}/acts`, { method: 'POST', body: '{}' })
  expect(stranger.status).toBe(401)
})

test('SY-26 issuing counts changes anew, names the revision in the list and hashes the text', async () => {
  const { chair, secretariat, textId, meetingId, record } = await stage(NOTATION, { status: 'preparation' })
  const lead = await chair()
  const typist = await secretariat()
  typist.type(' soon', 'report')
  await lead.until(() => lead.text.includes('report soon.'))
  const answer = await act(lead, textId, { act: 'issue' })
  expect(answer.status).toBe(200)
  const meeting = (await (await lead.fetch(`/api/meetings/${meetingId}`)).json()) as { texts: unknown[] }
  expect(meeting.texts).toMatchObject([{ id: textId, status: 'issued', revision: 'Rev.1' }])
  const lines = await record()
  const issued = lines.find(({ entry }) => entry.act === 'issue')
  expect(issued?.entry.textHash).toMatch(/^[0-9a-f]{64}$/)
  // Free editing in preparation is in the record: that it began, and how the text read when it rested.
  expect(lines.map(({ entry }) => entry.act)).toEqual(['import', 'edit', 'edited', 'issue'])
  await lead.until(() => lead.doc.getMap('meta').get('status') === 'issued')
  expect(lead.doc.getMap('meta').get('changes')).toBe(0)
  typist.propose('CHAIR', ' well', 'act')
  await lead.until(() => lead.doc.getMap('meta').get('changes') === 1)
})

test('AC-13 what was undone once is not undone again, though the text reads as it did then', async () => {
  const { desk, chair, textId } = await stage('1.\tStates should[ all – RUS] act.')
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = bracketOf(lead, 'RUS')
  const dropped = await act(lead, textId, { act: 'remove', target: bid, seen: seen(lead, bid) })
  await lead.until(() => !lead.text.includes('['))
  expect((await act(lead, textId, { act: 'undo', seq: dropped.body.seq })).status).toBe(200)
  await lead.until(() => lead.text.includes('[ all – RUS]'))
  // The bracket goes a second time, by its holder's act; the paragraph is again what it was when the chair decided.
  await rus.until(() => rus.text.includes('[ all – RUS]'))
  expect((await act(rus, textId, { act: 'withdraw', target: bid, seen: seen(rus, bid) })).status).toBe(200)
  await lead.until(() => !lead.text.includes('['))
  expect(await act(lead, textId, { act: 'undo', seq: dropped.body.seq })).toMatchObject({
    status: 409,
    body: { refused: { rule: 'AC-13' } },
  })
  expect(lead.text).toBe('1.\tStates should act.')
})

test('AC-12 RE-8 a revision is named, counted anew and signed; an adopted text takes nothing more', async () => {
  const { desk, chair, textId, meetingId, record } = await stage('1.\tStates should act.')
  const [rus, lead] = [await desk('RUS'), await chair()]
  rus.propose('RUS', ' now', 'act')
  await lead.until(() => lead.text.includes('– RUS]'))
  expect((await act(rus, textId, { act: 'revise' })).body.refused?.rule).toBe('AC-1')
  const revised = await act(lead, textId, { act: 'revise' })
  expect(revised.status).toBe(200)
  await lead.until(() => lead.doc.getMap('meta').get('rev') === 'Rev.1')
  expect(lead.doc.getMap('meta').get('changes')).toBe(0)
  expect(await act(lead, textId, { act: 'adopt' })).toMatchObject({ status: 409, body: { refused: { rule: 'AC-9' } } })
  const bid = bracketOf(lead, 'RUS')
  await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })
  expect((await act(lead, textId, { act: 'adopt' })).status).toBe(200)
  await rus.until(() => rus.doc.getMap('meta').get('status') === 'adopted')
  rus.propose('RUS', ' late', 'act')
  await rus.until(() => rus.refused.length > 0)
  expect(lead.text).toBe('1.\tStates should act now.')
  const { heads } = (await (await lead.fetch(`/api/texts/${textId}/heads`)).json()) as { heads: { seq: number; revision: string }[] }
  const acts = new Map((await record()).map(({ entry }) => [entry.seq, entry.act]))
  expect(heads.map(({ seq }) => acts.get(seq))).toEqual(['revise', 'adopt'])
  const meeting = (await (await lead.fetch(`/api/meetings/${meetingId}`)).json()) as { texts: unknown[] }
  expect(meeting.texts).toMatchObject([{ status: 'adopted', revision: 'Rev.1' }])
})
