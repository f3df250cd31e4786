// A backup of a server that people write on, put back in another place: everything that was called saved before the
// backup began is in it, the record holds, and the sessions still count.
import type { MeAnswer, MeetingAnswer, RecordLine } from '@chapeau/shared/protocol/api'
import { verifyChain } from '@chapeau/server/record/chain'
import { execFile } from 'node:child_process'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { sampleInvitation, spawnServer } from '../support/child.ts'
import { Desk } from '../support/desk.ts'
import { joinWith, tempDir } from '../support/server.ts'

const CLI = fileURLToPath(new URL('../../server/cli.ts', import.meta.url))

function chapeau(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--conditions=@chapeau/source', '--import', 'tsx', CLI, ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr })
    })
  })
}

async function folder(): Promise<string> {
  const dir = await tempDir()
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

test('ST-31 a backup of a running server, put back elsewhere, has all that was saved before it began', { timeout: 120_000 }, async () => {
  const [dataDir, elsewhere] = [await folder(), await folder()]
  const [copy, data] = [join(elsewhere, 'backup'), join(elsewhere, 'data')]
  const server = await spawnServer(dataDir)
  onTestFinished(() => void server.stop('SIGKILL'))
  const rus = await joinWith(server.url, await sampleInvitation(dataDir, /^Russian/), 'R')
  const { seats } = (await (await rus.fetch('/api/me')).json()) as MeAnswer
  const textId = ((await (await rus.fetch(`/api/meetings/${seats[0]!.meeting.id}`)).json()) as MeetingAnswer).texts[0]!.id
  const desk = new Desk(server, textId, rus)
  onTestFinished(() => desk.close())
  await desk.synced()
  const words: string[] = []
  const type = (): void => {
    words.push(`word${words.length}x `)
    desk.propose('RUS', words.at(-1)!, /[a-z]{5,}(?= [a-z])/.exec(desk.text)![0])
  }
  for (let i = 0; i < 20; i++) type()
  await desk.allSaved()
  const saved = [...words]
  // It goes on being written to while it is copied.
  desk.doc.on('update', () => words.length < 300 && queueMicrotask(type))
  type()
  expect(await chapeau('backup', copy, '--data', dataDir)).toEqual({ code: 0, out: `Backed up to ${copy}.\n` })
  await server.stop('SIGTERM')
  desk.close()
  expect((await readdir(copy)).toSorted()).toEqual(['chapeau.db', 'record.key', 'sample-links.json'])
  for (const name of await readdir(copy)) expect((await stat(join(copy, name))).mode & 0o077).toBe(0)

  expect((await chapeau('restore', copy, '--data', data)).code).toBe(0)
  const again = await spawnServer(data)
  onTestFinished(() => void again.stop('SIGKILL'))
  const headers = { cookie: rus.cookie }
  const text = JSON.stringify(await (await fetch(`${again.url}/api/texts/${textId}`, { headers })).json())
  for (const word of saved) expect(text).toContain(word.trim())
  const record = (await (await fetch(`${again.url}/api/texts/${textId}/record`, { headers })).text()).trim().split('\n')
  expect(verifyChain(record.map((row) => JSON.parse(row) as RecordLine))).toMatchObject({ ok: true })
  const key = async (url: string): Promise<unknown> => (await fetch(`${url}/api/key`)).json()
  expect(await key(again.url)).toMatchObject({ algorithm: 'Ed25519' })
})

test('ST-31 a backup never overwrites, a restore never mixes, and both say what is wrong', { timeout: 60_000 }, async () => {
  const [dataDir, elsewhere] = [await folder(), await folder()]
  await mkdir(join(elsewhere, 'taken'))
  expect(await chapeau('backup', join(elsewhere, 'taken'), '--data', dataDir)).toMatchObject({
    code: 2,
    out: expect.stringContaining('exists already') as string,
  })
  expect(await chapeau('backup', join(elsewhere, 'new'), '--data', dataDir)).toMatchObject({ code: 2 })
  expect(await readdir(elsewhere)).not.toContain('new')
  await writeFile(join(dataDir, 'chapeau.db'), 'x')
  expect(await chapeau('restore', elsewhere, '--data', dataDir)).toMatchObject({
    code: 2,
    out: expect.stringContaining('is not empty') as string,
  })
})
