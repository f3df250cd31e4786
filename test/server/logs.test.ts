// What a server at its most talkative writes down: that things happen, never a token and never a word of a text.
import type { MeAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { sampleInvitation, spawnServer } from '../support/child.ts'
import { Desk } from '../support/desk.ts'
import { joinWith, tempDir } from '../support/server.ts'
import { act, bracketOf, seen } from '../support/stage.ts'

test('SY-80 the log holds no token, no name and no word of a text', { timeout: 90_000 }, async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const server = await spawnServer(dataDir, undefined, { logLevel: 'trace' })
  onTestFinished(() => void server.stop('SIGKILL'))
  const secrets = { rus: await sampleInvitation(dataDir, /^Russian/), chair: await sampleInvitation(dataDir, /^Chair/) }
  const rusPerson = await joinWith(server.url, secrets.rus, 'Nameunheard Person')
  const chairPerson = await joinWith(server.url, secrets.chair, 'Chairunheard Person')
  const { seats } = (await (await rusPerson.fetch('/api/me')).json()) as MeAnswer
  const textId = ((await (await rusPerson.fetch(`/api/meetings/${seats[0]!.meeting.id}`)).json()) as MeetingAnswer).texts[0]!.id
  const [rus, chair] = [new Desk(server, textId, rusPerson), new Desk(server, textId, chairPerson)]
  onTestFinished(() => [rus, chair].forEach((desk) => desk.close()))
  await Promise.all([rus.synced(), chair.synced()])
  const sample = chair.text

  // A day in short: words, a decision, a refused change, a late word, a file taken away, and everything that goes wrong.
  rus.propose('RUS', 'unheardofword ', /[a-z]{5,}(?= [a-z])/.exec(rus.text)![0])
  await chair.until(() => chair.text.includes('unheardofword'))
  const bid = bracketOf(chair, 'RUS')
  expect((await act(rus, textId, { act: 'explain', target: bid, rationale: 'reasonunheard' })).status).toBe(200)
  await act(chair, textId, { act: 'keep', target: bid, seen: seen(chair, bid) })
  await chair.fetch(`/api/texts/${textId}/export.txt`)
  bodyOf(rus.doc).insert(5, 'strayunheard')
  await rus.allSaved()
  rus.doc.getMap('elsewhere').set('x', 'refusedunheard')
  await rus.until(() => rus.refused.length > 0)
  await chair.fetch(`/api/texts/${textId}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"words":"brokenunheard',
  })
  await chair.fetch(`/api/texts/${textId}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), act: 'wishunheard' }),
  })
  await fetch(`${server.url}/join/${secrets.rus}`)
  await fetch(`${server.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"invitation":"tokenunheard"}',
  })
  await fetch(`${server.url}/api/me`, { headers: { authorization: 'Bearer bearerunheard' } })
  const broken = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${textId}?seat=${rusPerson.seat}`, {
    headers: { cookie: rusPerson.cookie },
  })
  broken.on('open', () => broken.send(Buffer.from('bytesunheard')))
  await new Promise((resolve) => broken.on('close', resolve))
  expect(await server.stop('SIGTERM')).toBe(0)

  const log = server.logged()
  // It did log: the refused change above is a fact that an operator must see.
  expect(log).toContain('update refused')
  const tokens = [secrets.rus, secrets.chair, ...[rusPerson, chairPerson].map(({ cookie }) => cookie.split('=')[1]!)]
  const words = [...new Set(sample.match(/[a-z]{8,}/g))].filter((word) => !COMMON.has(word))
  expect(words.length).toBeGreaterThan(30)
  for (const secret of [...tokens, 'unheard']) expect(log).not.toContain(secret)
  for (const word of words) expect(log, word).not.toMatch(new RegExp(`\\b${word}\\b`))
})

/** Words that a log may need and the sample happens to use. */
const COMMON = new Set(['connection', 'together', 'reported', 'received', 'messages', 'versions'])
