// Taking a text or a record away: what the record says of it, the files themselves, the key that signs them.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { openKey } from '@chapeau/server/record/keyfile'
import { csvRows } from '@chapeau/server/record/csv'
import { sha256 } from '@chapeau/server/record/chain'
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import { isSigned } from '@chapeau/server/record/signing'
import { verifyRecord } from '@chapeau/server/record/verify'
import type { HeadsAnswer, KeyAnswer, RecordLine } from '@chapeau/shared/protocol/api'
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { spawnServer } from '../support/child.ts'
import { ManualClock } from '../support/clock.ts'
import { seatFor, seed, startServer, tempDir, type Someone } from '../support/server.ts'
import { act, stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act.\n2.\tThey should report.'

async function folder(): Promise<string> {
  const dir = await tempDir()
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

async function bytesOf(someone: Pick<Someone, 'fetch'>, path: string): Promise<Buffer> {
  const response = await someone.fetch(path)
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

async function fileOf(someone: Pick<Someone, 'fetch'>, path: string): Promise<RecordFile> {
  const read = readRecord((await bytesOf(someone, path)).toString('utf8'))
  if (read.status !== 'read') throw new Error(read.status)
  return read.file
}

const exportsIn = (lines: readonly RecordLine[]): RecordLine[] => lines.filter(({ entry }) => entry.act === 'export')

describe('RE-9 a text that is taken away is an entry', () => {
  test('the same text is the same file and no further entry; another view, format or principal is one', async () => {
    const { chair, observer, desk, textId, record } = await stage(NOTATION)
    const [lead, watcher, rus] = [await chair(), await observer(), await desk('RUS')]
    const path = `/api/texts/${textId}/export`
    const first = await bytesOf(lead, `${path}.txt`)
    expect(await bytesOf(lead, `${path}.txt`)).toEqual(first)
    for (const other of [
      '.html',
      '.txt?view=base',
      '.txt?view=accepted',
      '.docx',
      '.docx?brackets=tracked',
      '.docx?lines=1',
      '.json',
      '.md',
      '.akn',
    ]) {
      await bytesOf(lead, `${path}${other}`)
      await bytesOf(lead, `${path}${other}`)
    }
    await bytesOf(rus, `${path}.txt`)
    await bytesOf(watcher, `${path}.txt`)
    await bytesOf(watcher, `${path}.txt`)
    const taken = exportsIn(await record())
    expect(
      taken.map(
        ({ entry, content }) => `${entry.by.principal} ${String(content?.detail?.['view'])}.${String(content?.detail?.['format'])}`,
      ),
    ).toEqual([
      'CHAIR rolling.txt',
      'CHAIR rolling.html',
      'CHAIR base.txt',
      'CHAIR accepted.txt',
      'CHAIR rolling.docx',
      'CHAIR rolling.docx-tracked',
      'CHAIR rolling.docx-lines',
      'CHAIR rolling.json',
      'CHAIR rolling.md',
      'CHAIR rolling.akn',
      'RUS rolling.txt',
      ' rolling.txt',
    ])
    expect(taken.at(-1)!.entry.by.role).toBe('observer')
    expect(taken[0]!.entry).toMatchObject({ fileHash: sha256(first), textHash: sha256(NOTATION) })
  })

  test('also when it is asked for many times at once', async () => {
    const { desk, textId, record } = await stage(NOTATION)
    const rus = await desk('RUS')
    const files = await Promise.all(Array.from({ length: 6 }, () => bytesOf(rus, `/api/texts/${textId}/export.txt`)))
    expect(new Set(files.map((file) => sha256(file))).size).toBe(1)
    expect(exportsIn(await record())).toHaveLength(1)
  })

  test('also when the text was put away in between; a changed text is another file', async () => {
    const dataDir = await folder()
    const server = await startServer({ dataDir })
    const { meetingId, textId } = await seed(server, NOTATION)
    const rus = await seatFor(server, meetingId, 'delegate', 'RUS')
    const path = `/api/texts/${textId}/export.html`
    const first = await bytesOf(rus, path)
    await server.close()
    const again = await startServer({ dataDir })
    onTestFinished(() => again.close())
    const back = { fetch: (to: string) => fetch(again.url + to, { headers: { cookie: rus.cookie } }) }
    expect(await bytesOf(back, path)).toEqual(first)
    expect(exportsIn(await again.storage.record(textId, 0, 100))).toHaveLength(1)
  })

  test('words that had not come to rest are recorded before', async () => {
    const { desk, textId, record } = await stage(NOTATION, { clock: new ManualClock() })
    const rus = await desk('RUS')
    rus.propose('RUS', ' al', 'should')
    rus.type('l', ' al')
    await rus.allSaved()
    await bytesOf(rus, `/api/texts/${textId}/export.txt`)
    expect((await record()).map(({ entry, content }) => [entry.act, content?.after])).toEqual([
      ['import', 'Draft'],
      ['propose', ' al'],
      ['word', ' all'],
      ['export', undefined],
    ])
  })
})

describe('RE-8 heads are signed', () => {
  test('at issues and exports, and afresh where the record stands; anybody may ask for the key', async () => {
    const { server, chair, textId } = await stage(NOTATION, { status: 'preparation' })
    const lead = await chair()
    const { publicKey } = (await (await fetch(`${server.url}/api/key`)).json()) as KeyAnswer
    expect((await act(lead, textId, { act: 'issue' })).status).toBe(200)
    await bytesOf(lead, `/api/texts/${textId}/export.txt`)
    const rus = await lead.fetch(`/api/texts/${textId}/heads`)
    const { head, heads, publicKey: same } = (await rus.json()) as HeadsAnswer
    expect(same).toBe(publicKey)
    expect(heads).toMatchObject([
      { text: textId, seq: 2, revision: 'Rev.1' },
      { text: textId, seq: 3, revision: 'Rev.1' },
    ])
    expect(head).toMatchObject({ seq: 3, hash: heads[1]!.hash })
    for (const one of [...heads, head!]) {
      expect(isSigned(one, publicKey)).toBe(true)
      expect(isSigned({ ...one, revision: 'Rev.9' }, publicKey)).toBe(false)
    }
    expect((await fetch(`${server.url}/api/texts/${textId}/heads`)).status).toBe(401)
  })

  test('the key is made once, for its owner alone; a broken key file stops the start and stays', async () => {
    const file = join(await folder(), 'record.key')
    const { publicKey } = await openKey(file)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await openKey(file)).publicKey).toBe(publicKey)
    const pem = await readFile(file, 'utf8')
    for (const broken of ['', pem.slice(0, 60), 'not a key', pem.replace(/[A-Za-z]/g, 'x')]) {
      await writeFile(file, broken)
      await expect(openKey(file)).rejects.toThrow(`${file} holds no signing key`)
      expect(await readFile(file, 'utf8')).toBe(broken)
    }
  })
})

test('RE-8 a server with a broken key file does not start and says which', { timeout: 90_000 }, async () => {
  const dataDir = await folder()
  await writeFile(join(dataDir, 'record.key'), 'a shopping list')
  await expect(spawnServer(dataDir)).rejects.toThrow(/ended with 1: .*could not start: .*record\.key holds no signing key/s)
})

describe('RE-13 a record is taken away', () => {
  test('of a text and of a meeting, with a signed header, by everybody with a seat', async () => {
    const { server, observer, textId, meetingId } = await stage(NOTATION)
    const watcher = await observer()
    const text = await fileOf(watcher, `/api/texts/${textId}/record.ndjson`)
    expect(text.header).toMatchObject({ kind: 'text', chain: textId, name: 'Draft', head: { seq: 1 } })
    expect(verifyRecord(text)).toMatchObject({ ok: true, signed: 1 })
    const meeting = await fileOf(watcher, `/api/meetings/${meetingId}/export.ndjson`)
    expect(meeting.lines.map(({ entry }) => entry.act)).toEqual(['convene', 'delegations', 'text'])
    expect(verifyRecord(meeting)).toMatchObject({ ok: true, head: { seq: 3 } })
    const bare = await fileOf(watcher, `/api/meetings/${meetingId}/record`)
    expect(bare).toEqual({ ...meeting, header: null })
    const stranger = await seatFor(server, (await seed(server, NOTATION)).meetingId, 'chair')
    for (const path of [`texts/${textId}/record.ndjson`, `meetings/${meetingId}/record.csv`, `texts/${textId}/heads`])
      expect((await stranger.fetch(`/api/${path}`)).status).toBe(404)
  })

  test('as a table, in which nothing is a formula', async () => {
    const { desk, chair, textId, meetingId, record } = await stage(NOTATION)
    const [rus, lead] = [await desk('RUS'), await chair()]
    const bid = rus.propose('RUS', ' =now, "here"', 'should')
    await lead.until(() => lead.text.includes('=now'))
    await act(rus, textId, { act: 'explain', target: bid, rationale: 'Time presses.' })
    const response = await lead.fetch(`/api/texts/${textId}/record.csv`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain('.csv')
    const table = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
    expect(table).toMatch(/^\ufeffnumber,time \(UTC\),act,delegation/)
    expect(table).toMatch(/\r\n2,\d{4}-\d\d-\d\dT[^,]+,propose,RUS,delegate,/)
    expect(table).toContain('"')
    expect(table).toContain('Time presses.')
    const line = (await record())[1]!
    const row = csvRows([{ ...line, content: { after: '=HYPERLINK("x")', before: '+1', rationale: '@x' } }])
    expect(row).toContain(`'+1`)
    expect(row).toContain(`"'=HYPERLINK(""x"")"`)
    expect(row).toContain(`'@x`)
    expect((await lead.fetch(`/api/meetings/${meetingId}/record.csv`)).status).toBe(200)
    expect((await lead.fetch(`/api/meetings/${meetingId}/record.pdf`)).status).toBe(404)
  })
})

test('RE-9 a Word file that was taken away is the one the record speaks of, and one that was altered is found by what it says', async () => {
  const { desk, chair, textId } = await stage(NOTATION)
  const word = await bytesOf(await desk('RUS'), `/api/texts/${textId}/export.docx?brackets=tracked`)
  const record = await fileOf(await chair(), `/api/texts/${textId}/record.ndjson`)
  const taken = exportsIn(record.lines).at(-1)!.entry.seq
  expect(verifyRecord(record, { text: new Uint8Array(word) })).toMatchObject({ ok: true, exported: { seq: taken } })
  const parts = unzipSync(new Uint8Array(word))
  const altered = zipSync({ ...parts, 'word/document.xml': strToU8(strFromU8(parts['word/document.xml']!).replace('should', 'may')) })
  expect(verifyRecord(record, { text: altered })).toMatchObject({
    ok: false,
    seq: taken,
    reason: expect.stringContaining('altered') as string,
  })
})

test('RE-9 EX-11 a JSON file that was taken away is found by its head when it was altered; its schema is answered to anybody', async () => {
  const { server, desk, chair, textId } = await stage(NOTATION)
  const json = await bytesOf(await desk('RUS'), `/api/texts/${textId}/export.json`)
  const record = await fileOf(await chair(), `/api/texts/${textId}/record.ndjson`)
  const taken = exportsIn(record.lines).at(-1)!.entry.seq
  expect(verifyRecord(record, { text: new Uint8Array(json) })).toMatchObject({ ok: true, exported: { seq: taken } })
  const altered = new TextEncoder().encode(json.toString('utf8').replaceAll('should', 'may'))
  expect(verifyRecord(record, { text: altered })).toMatchObject({ ok: false, seq: taken })
  const schema = await fetch(`${server.url}/api/schema/text.json`)
  expect(schema.headers.get('content-type')).toContain('application/schema+json')
  expect(((await schema.json()) as { $id: string }).$id).toBe((JSON.parse(json.toString('utf8')) as { $schema: string }).$schema)
})
