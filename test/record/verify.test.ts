// A record that was taken away can be checked by anybody, without the server: whatever is changed in it is found, at the
// right entry. The records here are those of a real server.
import { newKey, signerWith } from '@chapeau/server/record/signing'
import { contentHash, entryHash, sha256 } from '@chapeau/server/record/chain'
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import type { RecordEntry, RecordLine } from '@chapeau/shared/protocol/api'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, type TestServer } from '../support/server.ts'
import { act, bracketOf, seen } from '../support/stage.ts'

let server: TestServer
let chair: Desk
let textId: string
let exported: Uint8Array
let file: RecordFile
let folder: string

/** A short negotiation: proposals, a decision over two screens, an issue, a text taken away twice. */
beforeAll(async () => {
  server = await startServer()
  folder = await mkdtemp(join(tmpdir(), 'chapeau-verify-'))
  const place = await seed(server, '1.\tStates should act.\n2.\tThey should report.', { status: 'preparation' })
  textId = place.textId
  chair = new Desk(server, textId, await seatFor(server, place.meetingId, 'chair'))
  await chair.synced()
  expect((await act(chair, textId, { act: 'issue' })).status).toBe(200)
  const rus = new Desk(server, textId, await seatFor(server, place.meetingId, 'delegate', 'RUS'))
  await rus.synced()
  rus.propose('RUS', ' now', 'act')
  await chair.until(() => chair.text.includes('[ now – RUS]'))
  const bid = bracketOf(chair, 'RUS')
  expect((await act(rus, textId, { act: 'explain', target: bid, rationale: 'Time presses.' })).status).toBe(200)
  exported = await taken('txt')
  expect((await act(chair, textId, { act: 'keep', target: bid, seen: seen(chair, bid) })).status).toBe(200)
  await taken('html')
  file = await recordOf()
  rus.close()
})
afterAll(async () => {
  chair.close()
  await server.close()
  await rm(folder, { recursive: true })
})

async function taken(format: string): Promise<Uint8Array> {
  const response = await chair.fetch(`/api/texts/${textId}/export.${format}`)
  expect(response.status).toBe(200)
  return new Uint8Array(await response.arrayBuffer())
}

async function recordOf(): Promise<RecordFile> {
  const response = await chair.fetch(`/api/texts/${textId}/record.ndjson`)
  const read = readRecord(await response.text())
  if (!read.ok) throw new Error(read.reason)
  return read.file
}

const entries = (): readonly RecordEntry[] => file.lines.map(({ entry }) => entry)
const withLines = (lines: readonly RecordLine[]): RecordFile => ({ ...file, lines })
const changed = (i: number, change: Partial<RecordLine>): RecordFile =>
  withLines(file.lines.map((line, at) => (at === i ? { ...line, ...change } : line)))

/** As somebody does who knows how hashes are made: everything from `i` on is sealed anew. */
function rewritten(i: number, change: (entry: RecordEntry) => RecordEntry, content?: RecordLine['content']): RecordFile {
  const lines = [...file.lines]
  for (let at = i; at < lines.length; at++) {
    const { entry, salt } = lines[at]!
    const words = at === i && content !== undefined ? content : lines[at]!.content
    const hashed = words === null || salt === null ? entry.contentHash : contentHash(words, salt)
    const next = { ...(at === i ? change(entry) : entry), contentHash: hashed, prev: at === 0 ? '' : lines[at - 1]!.entry.hash }
    lines[at] = { content: words, salt, entry: { ...next, hash: entryHash(next) } }
  }
  return withLines(lines)
}

test('RE-8 an untouched record holds, with every head that was signed', () => {
  const acts = entries().map((entry) => entry.act)
  expect(acts).toEqual(['import', 'issue', 'propose', 'explain', 'export', 'keep', 'export'])
  expect(verifyRecord(file)).toMatchObject({ ok: true, head: { seq: 7, hash: entries().at(-1)!.hash }, withheld: 0, signed: 3 })
  expect(file.header?.heads.map(({ seq }) => seq)).toEqual([2, 5, 7])
})

describe('RE-10 whatever is altered is found at its entry', () => {
  test('every field of every entry', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      for (const key of Object.keys(entry) as (keyof RecordEntry)[]) {
        const value = entry[key]
        const other =
          typeof value === 'number'
            ? value + 1
            : typeof value === 'string'
              ? `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
              : { x: 1 }
        const verdict = verifyRecord(changed(i, { entry: { ...entry, [key]: other } }))
        expect(verdict, `${key} of entry ${entry.seq}`).toMatchObject({ ok: false })
        if (key !== 'seq') expect(verdict, `${key} of entry ${entry.seq}`).toMatchObject({ seq: entry.seq })
      }
    }
  })
  test('a field that is taken away, and one that is added', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      for (const key of Object.keys(entry)) {
        if (key === 'seq') continue
        const { [key]: _, ...rest } = entry as unknown as Record<string, unknown>
        expect(verifyRecord(changed(i, { entry: rest as unknown as RecordEntry }))).toMatchObject({ ok: false })
      }
      expect(verifyRecord(changed(i, { entry: { ...entry, note: 'x' } as RecordEntry }))).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('the content of every entry, and its salt', () => {
    for (const [i, { entry, content, salt }] of file.lines.entries()) {
      expect(verifyRecord(changed(i, { content: { ...content, after: 'other words' } }))).toMatchObject({ ok: false, seq: entry.seq })
      expect(verifyRecord(changed(i, { salt: `${salt}0` }))).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('every entry removed but the last, which only a head shows', () => {
    for (let i = 0; i < file.lines.length - 1; i++) {
      expect(verifyRecord(withLines(file.lines.filter((_, at) => at !== i)))).toMatchObject({ ok: false })
    }
    expect(verifyRecord(withLines(file.lines.slice(0, -1)))).toMatchObject({ ok: false, seq: 7 })
  })
  test('every two entries exchanged', () => {
    for (let i = 0; i < file.lines.length; i++) {
      for (let j = i + 1; j < file.lines.length; j++) {
        const lines = [...file.lines]
        ;[lines[i], lines[j]] = [lines[j]!, lines[i]!]
        expect(verifyRecord(withLines(lines))).toMatchObject({ ok: false })
      }
    }
  })
  test('an entry put in anywhere, once more or a made-up one', () => {
    for (let i = 0; i <= file.lines.length; i++) {
      for (const line of [file.lines[0]!, file.lines[3]!]) {
        expect(verifyRecord(withLines([...file.lines.slice(0, i), line, ...file.lines.slice(i)]))).toMatchObject({ ok: false })
      }
    }
  })
})

describe('RE-11 a chain that was written anew is found by what others hold', () => {
  test('signed heads name the first entry that is another', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      const forged = rewritten(i, (old) => ({ ...old, by: { ...old.by, principal: 'USA' } }))
      const head = [2, 5, 7].find((seq) => seq >= entry.seq)
      expect(verifyRecord(forged), `entry ${entry.seq}`).toMatchObject({ ok: false, seq: head })
    }
  })
  test('another copy names exactly the entry', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      const forged = { header: null, lines: rewritten(i, (old) => old, { after: 'made up' }).lines }
      expect(verifyRecord(forged)).toMatchObject({ ok: true, signed: 0 })
      expect(verifyRecord(forged, { against: { header: null, lines: file.lines } })).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('heads signed by somebody else do not hold under the key one trusts', () => {
    const other = signerWith(newKey())
    const forged = rewritten(2, (old) => ({ ...old, act: 'word' }))
    const heads = file.header!.heads.map(({ seq, text, textHash, at }) =>
      other.sign({ text, seq, textHash, at, hash: forged.lines[seq - 1]!.entry.hash }),
    )
    const whole: RecordFile = { lines: forged.lines, header: { ...file.header!, heads, publicKey: other.publicKey } }
    expect(verifyRecord(whole)).toMatchObject({ ok: true })
    expect(verifyRecord(whole, { publicKey: file.header!.publicKey })).toMatchObject({ ok: false, seq: 2 })
  })
  test('a copy that ends earlier is no contradiction', () => {
    expect(verifyRecord(file, { against: { header: null, lines: file.lines.slice(0, 3) } })).toMatchObject({ ok: true })
  })
})

describe('RE-9 a text that was taken away is the one the record speaks of', () => {
  test('the file holds, and every word of it that is altered is found', () => {
    expect(verifyRecord(file, { fileHash: sha256(exported) })).toMatchObject({ ok: true, exported: { seq: 5, act: 'export' } })
    const text = Buffer.from(exported).toString('utf8')
    const words = [...text.matchAll(/\S+/g)]
    expect(words.length).toBeGreaterThan(20)
    for (const { index, 0: word } of words) {
      const altered = `${text.slice(0, index)}${word === 'not' ? 'now' : 'not'}${text.slice(index + word.length)}`
      expect(verifyRecord(file, { fileHash: sha256(altered) }), word).toMatchObject({ ok: false })
    }
  })
  test('it names the entry where the record stood, and the key', () => {
    const text = Buffer.from(exported).toString('utf8')
    expect(text).toContain(`Record: entry 4, ${entries()[3]!.hash}.`)
    expect(text).toContain(file.header!.publicKey)
  })
  test('the same text is the same file and no further entry, another view is', async () => {
    const before = (await recordOf()).lines.length
    expect(await taken('html')).toEqual(await taken('html'))
    expect((await recordOf()).lines).toHaveLength(before)
    await taken('txt?view=base')
    const { entry, content } = (await recordOf()).lines.at(-1)!
    expect(entry).toMatchObject({ act: 'export', by: { principal: 'CHAIR', role: 'chair' } })
    expect(content?.detail).toEqual({ view: 'base', format: 'txt' })
  })
})

test('RE-7 content that is withheld or destroyed is no alteration', () => {
  const closed = withLines(file.lines.map(({ entry }) => ({ entry, content: null, salt: null })))
  expect(verifyRecord(closed)).toMatchObject({ ok: true, withheld: 7, signed: 3 })
})

describe('RE-12 the command line', () => {
  const cli = fileURLToPath(new URL('../../server/cli.ts', import.meta.url))
  const node = ['--conditions=@chapeau/source', '--import', 'tsx', cli, 'verify']
  const run = (...args: string[]): Promise<{ code: number; out: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [...node, ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr })
      })
    })
  const write = async (name: string, record: RecordFile): Promise<string> => {
    const path = join(folder, name)
    await writeFile(
      path,
      [...(record.header === null ? [] : [record.header]), ...record.lines].map((row) => `${JSON.stringify(row)}\n`).join(''),
    )
    return path
  }

  test('says that a record holds, and exits with 0', async () => {
    const [path, text] = [await write('good.ndjson', file), join(folder, 'text.txt')]
    await writeFile(text, exported)
    const { code, out } = await run(path, '--text', text, '--key', file.header!.publicKey)
    expect(out).toContain('7 entries hold')
    expect(out).toContain('entry 5 says was taken away')
    expect(code).toBe(0)
  })
  test('names the entry that does not hold, and exits with 1', async () => {
    const path = await write('bad.ndjson', changed(2, { content: { after: 'x' } }))
    expect(await run(path)).toEqual({ code: 1, out: 'Entry 3 does not hold: the content was altered.\n' })
    const lines = await readFile(path, 'utf8')
    await writeFile(path, lines.replace('"entry"', '"entyr"'))
    expect(await run(path)).toMatchObject({ code: 1 })
  })
  test('compares with a running server', async () => {
    const path = await write('old.ndjson', { header: null, lines: rewritten(2, (old) => old, { after: 'made up' }).lines })
    const token = chair.cookie.split('=')[1]!
    const { code, out } = await run(path, '--against', `${server.url}/api/texts/${textId}/record.ndjson`, '--token', token)
    expect(out).toBe('Entry 3 does not hold: the other copy has another entry here.\n')
    expect(code).toBe(1)
  })
  test('says how it is used, and exits with 2', async () => {
    for (const args of [[], ['a', 'b'], ['--what'], [join(folder, 'nowhere')]]) {
      const { code, out } = await run(...args)
      expect(code).toBe(2)
      expect(out).toContain('Usage: chapeau verify FILE')
    }
  })
})

test('RE-13 the record is a table too, in which nothing is a formula', async () => {
  const response = await chair.fetch(`/api/texts/${textId}/record.csv`)
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toContain('.csv')
  const rows = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()).split('\r\n')
  expect(rows[0]).toContain('\ufeffnumber,time (UTC),act,delegation')
  expect(rows[3]).toMatch(/^3,\d{4}-\d\d-\d\dT[^,]+,propose,RUS,delegate,/)
  expect(rows.find((row) => row.startsWith('4,'))).toContain('Time presses.')
})

test('RE-13 words that begin like a formula are disarmed in the table', async () => {
  const { csvRows } = await import('@chapeau/server/record/csv')
  const line = file.lines[2]!
  const row = csvRows([{ ...line, content: { after: '=HYPERLINK("x")', before: '+1', rationale: '@x' } }])
  expect(row).toContain(`'+1`)
  expect(row).toContain(`"'=HYPERLINK(""x"")"`)
  expect(row).toContain(`'@x`)
})
