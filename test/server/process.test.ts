// The whole server as people run it: first start, SIGKILL, SIGTERM.
import type { MeAnswer, MeetingAnswer, RecordLine } from '@chapeau/shared/protocol/api'
import { verifyChain } from '@chapeau/server/record/chain'
import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { sampleInvitation, spawnServer, type ChildServer } from '../support/child.ts'
import { joinWith, tempDir, type Someone } from '../support/server.ts'

async function folder(): Promise<string> {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

async function start(dataDir: string): Promise<ChildServer> {
  const server = await spawnServer(dataDir)
  onTestFinished(() => void server.stop('SIGKILL'))
  return server
}

async function sampleText(someone: Someone): Promise<string> {
  const { seats } = (await (await someone.fetch('/api/me')).json()) as MeAnswer
  const meeting = (await (await someone.fetch(`/api/meetings/${seats[0]!.meeting.id}`)).json()) as MeetingAnswer
  return meeting.texts[0]!.id
}

function open(server: ChildServer, textId: string, someone: Someone): Desk {
  const desk = new Desk(server, textId, someone)
  onTestFinished(() => desk.close())
  return desk
}

test('SY-50 what was called saved survives a SIGKILL in the middle of typing, and the record holds', { timeout: 90_000 }, async () => {
  const dataDir = await folder()
  const server = await start(dataDir)
  const rusLink = await sampleInvitation(dataDir, /^Russian/)
  const rus = await joinWith(server.url, rusLink, 'R')
  const textId = await sampleText(rus)
  const desk = open(server, textId, rus)
  await desk.synced()
  const words: string[] = []
  const body = desk.doc.getText('body')
  const end = (): number => body.length
  for (let i = 0; i < 40; i++) {
    const word = `w${i}.`
    words.push(word)
    body.insert(end(), word)
    if (i === 30) await desk.until(() => desk.saved >= desk.sent)
  }
  const acknowledged = words.slice(0, 31)
  await server.stop('SIGKILL')
  desk.close()

  const again = await start(dataDir)
  const back = open(again, textId, { ...rus, fetch: (path, init) => fetch(again.url + path, { ...init, headers: { cookie: rus.cookie } }) })
  await back.synced()
  for (const word of acknowledged) expect(back.text).toContain(word)
  const ndjson = await (await back.fetch(`/api/texts/${textId}/record`)).text()
  const lines = ndjson
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordLine)
  expect(verifyChain(lines)).toMatchObject({ ok: true })
  expect(lines.some(({ entry }) => entry.act === 'propose' && entry.by.principal === 'RUS')).toBe(true)
})

test('SY-51 the first start prints join links, later ones print the same; SIGTERM ends with 0', { timeout: 90_000 }, async () => {
  const dataDir = await folder()
  const first = await start(dataDir)
  const links = first.output().match(/http:\S+\/join\/\S+/g) ?? []
  expect(links.length).toBeGreaterThanOrEqual(8)
  for (const name of ['Chair', 'Secretariat', 'Observer']) expect(first.output()).toMatch(new RegExp(`^ *${name} .*/join/`, 'm'))
  expect((await stat(join(dataDir, 'sample-links.json'))).mode & 0o777).toBe(0o600)
  expect(await first.stop('SIGTERM')).toBe(0)
  const second = await start(dataDir)
  const tokens = (text: readonly string[]): string[] => text.map((link) => link.split('/').at(-1)!)
  expect(tokens(second.output().match(/http:\S+\/join\/\S+/g) ?? [])).toEqual(tokens(links))
  expect(await second.stop('SIGINT')).toBe(0)
})

test('SY-52 a server that cannot start says why and ends with 1', { timeout: 90_000 }, async () => {
  const server = await start(await folder())
  await expect(spawnServer(await folder(), Number(new URL(server.url).port))).rejects.toThrow(
    /ended with 1: .*could not start: .*EADDRINUSE/s,
  )
  const dataDir = await folder()
  await writeFile(join(dataDir, 'chapeau.db'), 'This is a shopping list. '.repeat(50))
  await expect(spawnServer(dataDir)).rejects.toThrow(/ended with 1: .*could not start: .*chapeau\.db: file is not a database/s)
})
