// The command line against a running server, each command a process of its own: as a secretariat's scripts use it.
import type { InvitationAnswer, MeetingAnswer } from '@chapeau/shared/protocol/api'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sampleInvitation, spawnServer, type ChildServer } from '../support/child.ts'
import { commandIn, type Run } from '../support/command.ts'
import { edited } from '../support/returning.ts'
import { tempDir } from '../support/server.ts'

// Every command is a process of its own: half a second each, several on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let folder: string
let server: ChildServer
let chapeau: Run

const linkFor = async (name: RegExp): Promise<string> => `${server.url}/join/${await sampleInvitation(join(folder, 'data'), name)}`
/** Someone else at this server, with a home of their own. */
async function person(home: string, link: string): Promise<Run> {
  await mkdir(join(folder, home), { recursive: true })
  const run = commandIn(join(folder, home))
  expect(await run('join', link, '--name', home)).toMatchObject({ code: 0, err: '' })
  return run
}

beforeAll(async () => {
  folder = await tempDir()
  server = await spawnServer(join(folder, 'data'))
  chapeau = commandIn(folder)
})
afterAll(async () => {
  await server.stop('SIGTERM')
  await rm(folder, { recursive: true })
})

test('SY-115 join keeps a session that is nobody else’s to read, and later commands speak by it', async () => {
  expect(await chapeau('meetings')).toMatchObject({ code: 2, err: expect.stringContaining('chapeau join LINK') as string })
  const joined = await chapeau('join', await linkFor(/Chair/), '--name', 'The chair')
  expect(joined).toMatchObject({ code: 0, err: '' })
  expect(joined.out).toMatch(/^Joined http:\S+ as chair in .+\.\n$/)
  const kept = join(folder, '.chapeau', 'sessions.json')
  expect((await stat(kept)).mode & 0o777).toBe(0o600)
  const { tokens } = JSON.parse(await readFile(kept, 'utf8')) as { tokens: Record<string, string> }
  expect(Object.keys(tokens)).toEqual([server.url])
  // A second link adds its seat to the same session.
  expect((await chapeau('join', await linkFor(/Russian/))).out).toContain('RUS (delegate)')
  expect(JSON.parse(await readFile(kept, 'utf8'))).toMatchObject({ tokens })
  expect((await chapeau('meetings')).out).toMatch(/chair, RUS/)
})

test('SY-115 the environment goes before what is kept, and an address before both', async () => {
  const home = join(folder, 'elsewhere')
  await mkdir(home)
  const { tokens } = JSON.parse(await readFile(join(folder, '.chapeau', 'sessions.json'), 'utf8')) as { tokens: Record<string, string> }
  const told = commandIn(home, { CHAPEAU_URL: server.url, CHAPEAU_TOKEN: tokens[server.url]! })
  const { code, out } = await told('meetings', '--json')
  expect(code).toBe(0)
  const [meeting] = JSON.parse(out) as MeetingAnswer[]
  expect(meeting!.texts).toHaveLength(1)
  expect((await commandIn(home, { CHAPEAU_URL: 'nonsense' })('meetings')).err).toContain('CHAPEAU_URL')
  expect(await told('meetings', '--server', 'http://127.0.0.1:1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('cannot be reached') as string,
  })
})

test('SY-116 what the server refuses is told with its rule and ends with 1; what is not known with the usage and 2', async () => {
  const observer = await person('observer', await linkFor(/Observer/))
  await writeFile(join(folder, 'observer', 'a.txt'), '1.\tStates act.')
  const refused = await observer('invite', '--role', 'observer')
  expect(refused).toEqual({ code: 1, out: '', err: 'Only the facilitator and the secretariat can do this. (AC-1)\n' })
  expect(await observer('import', 'a.txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('a.txt: Only the facilitator') as string,
  })
  expect(await observer('leave')).toMatchObject({ code: 0 })
  const gone = await commandIn(join(folder, 'observer'), { CHAPEAU_URL: server.url })('meetings')
  expect(gone).toMatchObject({ code: 1, err: expect.stringContaining('chapeau join LINK') as string })
  expect(await chapeau('export', 'No such text')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no text No such text') as string,
  })
  for (const args of [['join', 'x'], ['import'], ['invite'], ['export', 'x', '--format', '../x'], ['meetings', '--what']]) {
    const { code, out, err } = await chapeau(...args)
    expect([code, out], args.join(' ')).toEqual([2, ''])
    expect(err).toContain(`Usage: chapeau ${args[0]}`)
  }
  expect(await chapeau('toString')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^There is no command toString\.\nUsage:/) as string,
  })
  expect(await chapeau('backup', 'copy', '--data', 'nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('--data') as string })
  expect(await chapeau('help')).toMatchObject({ code: 0, out: expect.stringContaining('chapeau import FILE…') as string })
})

test('SY-117 many files become texts one by one; one that cannot be read stops no other, and the command ends with 1', async () => {
  const draft = 'A draft\n\n1.\tStates [should – EU][shall – NOBODYKNOWN act ] now.\n2.\tThey report.\n'
  await writeFile(join(folder, 'one.txt'), draft)
  await writeFile(join(folder, 'two.txt'), 'Second\n\n1.\tNothing in brackets.\n')
  await writeFile(join(folder, 'empty.txt'), '')
  const { code, out, err } = await chapeau('import', 'one.txt', 'empty.txt', 'nowhere.txt', 'two.txt')
  expect(code).toBe(1)
  expect(out).toMatch(/1\/4 one\.txt: text \S+, \d+ paragraphs, 2 brackets/)
  expect(out).toMatch(/4\/4 two\.txt: text \S+, \d+ paragraphs, 0 brackets/)
  expect(err).toMatch(/^2\/4 empty\.txt: The file is empty\..*\n3\/4 nowhere\.txt: There is no file nowhere\.txt\.\n$/)
  const named = await chapeau('import', 'two.txt', '--name', 'Named here', '--json')
  expect(named).toMatchObject({ code: 0, err: '' })
  const [outcome] = JSON.parse(named.out) as { textId: string; report: { counts: { paragraphs: number } } }[]
  expect(outcome!.report.counts.paragraphs).toBeGreaterThan(0)
  const listed = await chapeau('texts')
  expect(listed.out).toMatch(new RegExp(`${outcome!.textId} +preparation .*Named here`))
  expect(listed.out).toContain('A draft')
  // Without a title of its own a text is called after its file.
  await writeFile(join(folder, 'small_ports.txt'), '1.\tPorts open.\n2.\tPorts close.\n')
  expect(await chapeau('import', 'small_ports.txt')).toMatchObject({ code: 0 })
  expect((await chapeau('texts')).out).toMatch(/small ports$/m)
})

test('SY-118 a text is taken away in any format; a file that was not named is not replaced', async () => {
  const first = await chapeau('export', 'Named here', '--format', 'txt')
  expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/^Named-here-rolling\.txt: \d+ bytes\.\n$/) as string })
  expect(await readFile(join(folder, 'Named-here-rolling.txt'), 'utf8')).toContain('Nothing in brackets.')
  expect(await chapeau('export', 'Named here', '--format', 'txt')).toMatchObject({
    code: 1,
    err: expect.stringContaining('exists already') as string,
  })
  expect(await chapeau('export', 'Named here', '--view', 'base', '--out', 'x.docx')).toMatchObject({ code: 0 })
  expect((await readFile(join(folder, 'x.docx'))).subarray(0, 2).toString()).toBe('PK')
  expect(await chapeau('export', 'Named here', '--view', 'base', '--out', 'x.docx')).toMatchObject({ code: 0 })
  expect((await chapeau('export', 'A draft', '--format', 'brackets.csv', '--out', '-')).out).toContain('should')
  expect(await chapeau('export', 'A draft', '--format', 'xyz')).toMatchObject({ code: 1, err: expect.stringContaining('.docx') as string })
})

test('SY-119 an invitation’s link is printed alone, and is one that join takes', async () => {
  const { code, out, err } = await chapeau('invite', '--delegation', 'EU', '--days', '2')
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/^http:\S+\/join\/[\w-]+\n$/)
  const eu = await person('eu', out.trim())
  expect((await eu('meetings')).out).toContain('EU')
  const made = JSON.parse((await chapeau('invite', '--role', 'observer', '--days', 'never', '--json')).out) as InvitationAnswer
  expect(made).toMatchObject({ role: 'observer', expiresAt: null })
  expect(await chapeau('invite', '--role', 'delegate')).toMatchObject({ code: 1, err: 'A delegate needs a delegation.\n' })
})

test('SY-120 an edited file is shown as differences, and proposed once the digest that was shown comes back', async () => {
  const lead = await person('lead', await linkFor(/Chair/))
  const own = join(folder, 'lead')
  await writeFile(join(own, 'third.txt'), 'Third\n\n1.\tStates should report every year.\n\n2.\tThey should meet.\n')
  await lead('import', 'third.txt')
  expect(await lead('export', 'Third', '--format', 'docx', '--out', 'third.docx')).toMatchObject({ code: 0 })
  const changed = edited(await readFile(join(own, 'third.docx')), (xml) => xml.replace('every year', 'every month'))
  await writeFile(join(own, 'edited.docx'), changed)
  const back = ['return', 'edited.docx', '--text', 'Third']
  const shown = await lead(...back)
  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(shown.out).toMatch(/: 1 difference, for CHAIR as edits of the text in preparation/)
  expect(shown.out).toMatch(/^1 +1\. +CHAIR +replace +clean +year → month$/m)
  expect((await lead('export', 'Third', '--format', 'txt', '--out', '-')).out).toContain('every year')
  const digest = /--carry (\w{64})/.exec(shown.out)![1]!
  const stale = await lead(...back, '--carry', '0'.repeat(64))
  expect(stale).toMatchObject({ code: 1, err: expect.stringContaining('Nothing was written') as string })
  expect(stale.out).toContain(digest)
  expect(await lead(...back, '--carry', digest)).toEqual({ code: 0, out: '1 proposed, 0 joined, 0 left out, 0 refused.\n', err: '' })
  expect((await lead('export', 'Third', '--format', 'txt', '--out', '-')).out).toContain('every month')
  expect(await lead('return', 'edited.docx')).toMatchObject({ code: 2 })
})
