// A record that was taken away can be checked by anybody, without the server: whatever is changed in it is found, at the
// right entry. The records here are those of a real server.
import { newKey, signerWith } from '@chapeau/server/record/signing'
import { contentHash, entryHash } from '@chapeau/server/record/chain'
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { printedHash } from '@chapeau/shared/exchange/heading'
import type { RecordEntry, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import fc from 'fast-check'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
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
  if (read.status !== 'read') throw new Error(read.status)
  return read.file
}

const textOf = (record: RecordFile): string =>
  [...(record.header === null ? [] : [record.header]), ...record.lines].map((row) => `${JSON.stringify(row)}\n`).join('')
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
  expect(verifyRecord(file)).toMatchObject({
    ok: true,
    head: { seq: 7, hash: entries().at(-1)!.hash },
    destroyed: 0,
    withheld: 0,
    signed: 4,
  })
  expect(file.header?.heads.map(({ seq }) => seq)).toEqual([2, 5, 7])
  expect(file.header?.heads.map(({ revision }) => revision)).toEqual(['Rev.1', 'Rev.1', 'Rev.1'])
})

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
  return { x: 1 }
}

describe('RE-10 whatever is altered is found at its entry', () => {
  test('every field of every entry, altered or taken away, and one that is added', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      const altered = (now: object): unknown => verifyRecord(changed(i, { entry: now as RecordEntry }))
      for (const [key, value] of Object.entries(entry)) {
        const { [key]: _, ...rest } = entry as unknown as Record<string, unknown>
        expect(altered({ ...entry, [key]: other(value) }), `${key} of entry ${entry.seq}`).toMatchObject({ ok: false, seq: entry.seq })
        expect(altered(rest), `${key} of entry ${entry.seq}`).toMatchObject({ ok: false, seq: entry.seq })
      }
      for (const [key, value] of Object.entries(entry.by)) {
        expect(altered({ ...entry, by: { ...entry.by, [key]: other(value) } }), key).toMatchObject({ ok: false, seq: entry.seq })
      }
      expect(altered({ ...entry, note: 'x' })).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('the content of every entry, each member of it, its salt, and content that was shown and is cut out', () => {
    for (const [i, { entry, content, salt }] of file.lines.entries()) {
      const found = { ok: false, seq: entry.seq }
      expect(verifyRecord(changed(i, { content: { ...content, after: 'other words' } }))).toMatchObject(found)
      for (const [key, value] of Object.entries(content ?? {})) {
        const { [key]: _, ...rest } = content as Record<string, unknown>
        expect(verifyRecord(changed(i, { content: { ...content, [key]: other(value) } })), key).toMatchObject(found)
        expect(verifyRecord(changed(i, { content: rest })), key).toMatchObject(found)
      }
      expect(verifyRecord(changed(i, { salt: other(salt) as string }))).toMatchObject(found)
      expect(verifyRecord(changed(i, { salt: null }))).toMatchObject(found)
      expect(verifyRecord(changed(i, { content: null }))).toMatchObject(found)
      expect(verifyRecord(changed(i, { content: null, salt: null }))).toMatchObject({ ...found, reason: 'its content was cut out' })
    }
  })
  test('every entry removed, and every end cut off', () => {
    for (const [i, { entry }] of file.lines.entries()) {
      expect(verifyRecord(withLines(file.lines.filter((_, at) => at !== i)))).toMatchObject({ ok: false, seq: entry.seq })
      expect(verifyRecord(withLines(file.lines.slice(0, i)))).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('every two entries exchanged, at the first of the two', () => {
    for (let i = 0; i < file.lines.length; i++) {
      for (let j = i + 1; j < file.lines.length; j++) {
        const lines = [...file.lines]
        ;[lines[i], lines[j]] = [lines[j]!, lines[i]!]
        expect(verifyRecord(withLines(lines)), `${i + 1} and ${j + 1}`).toMatchObject({ ok: false, seq: i + 1 })
      }
    }
  })
  test('an entry put in anywhere, at its place: once more, or a made-up one that is sealed', () => {
    for (let i = 0; i < file.lines.length; i++) {
      const { hash: _, ...copied } = { ...file.lines[i]!.entry, act: 'word' }
      const made: RecordLine = { ...file.lines[i]!, entry: { ...copied, hash: entryHash(copied) } }
      for (const line of [made, ...file.lines.filter((_, at) => at !== i)]) {
        const lines = [...file.lines.slice(0, i), line, ...file.lines.slice(i)]
        expect(verifyRecord(withLines(lines)), `entry ${line.entry.seq} before ${i + 1}`).toMatchObject({ ok: false, seq: i + 1 })
      }
    }
    expect(verifyRecord(withLines([...file.lines, file.lines[3]!]))).toMatchObject({ ok: false, seq: 8 })
  })
  test('anything of the header', () => {
    const header = file.header!
    for (const [key, value] of Object.entries(header)) {
      const altered = { ...header, [key]: key === 'heads' ? header.heads.slice(1) : other(value) } as RecordFile['header']
      expect(verifyRecord({ ...file, header: altered }), key).toMatchObject({ ok: false, seq: null })
    }
  })
  test('any character of the file, whatever it is', () => {
    const text = textOf(file)
    const sound = verifyRecord(file)
    expect(sound).toMatchObject({ ok: true })
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'x', '"', '{', ' ', ''), (at, put) => {
        fc.pre(text[at] !== put)
        const read = readRecord(text.slice(0, at) + put + text.slice(at + 1))
        // Only the file's own last line break says nothing.
        return read.status !== 'read' || !verifyRecord(read.file).ok || (at === text.length - 1 && (put === '' || put === ' '))
      }),
      { numRuns: 1_000, seed: 8 },
    )
  })
  test('a member that stands twice in a line, of which readers would take one or the other', () => {
    const twice = textOf({ ...file, header: null }).replace('"content":', '"content":{"after":"other"},"content":')
    const read = readRecord(twice)
    expect(read.status === 'read' && verifyRecord(read.file)).toMatchObject({ ok: false, seq: 1 })
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
  test('another copy, and a head that somebody noted, name exactly the entry', () => {
    const bare = { header: null, lines: file.lines, broken: null }
    for (const [i, { entry }] of file.lines.entries()) {
      const forged = { ...bare, lines: rewritten(i, (old) => old, { after: 'made up' }).lines }
      const noted = [{ seq: entry.seq, hash: entry.hash, source: 'paper' }]
      expect(verifyRecord(forged)).toMatchObject({ ok: true, signed: 0 })
      expect(verifyRecord(forged, { against: bare })).toMatchObject({ ok: false, seq: entry.seq })
      expect(verifyRecord(forged, { noted })).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('one entry that was sealed anew, and those behind it not, is found without any head', () => {
    for (const [i, { entry }] of file.lines.slice(0, -1).entries()) {
      const made = { ...entry, act: 'remove' }
      const lines = file.lines.map((line, at) => (at === i ? { ...line, entry: { ...made, hash: entryHash(made) } } : line))
      expect(verifyRecord({ header: null, lines, broken: null })).toMatchObject({ ok: false, seq: entry.seq })
    }
  })
  test('a record signed by somebody else does not hold under the key one trusts', () => {
    const stranger = signerWith(newKey())
    const forged = rewritten(2, (old) => ({ ...old, act: 'word' }))
    const resigned = ({ text, seq, textHash, revision, at }: SignedHead): SignedHead =>
      stranger.sign({ text, seq, textHash, revision, at, hash: forged.lines[seq - 1]!.entry.hash })
    const { signature: _, ...header } = file.header!
    const heads = { heads: header.heads.map(resigned), head: resigned(header.head!) }
    const whole = { ...forged, header: stranger.signHeader({ ...header, ...heads, publicKey: stranger.publicKey }) }
    expect(verifyRecord(whole)).toMatchObject({ ok: true })
    expect(verifyRecord(whole, { keys: [file.header!.publicKey] })).toMatchObject({ ok: false, seq: null })
    // Without the strange key in the header, the strange signatures are found at their entries.
    const mixed = { ...forged, header: { ...file.header!, ...heads } }
    expect(verifyRecord(mixed)).toMatchObject({ ok: false })
    expect(verifyRecord({ ...forged, header: null }, { keys: [file.header!.publicKey] })).toMatchObject({ ok: false, seq: null })
  })
  test('a copy that ends earlier is no contradiction, one of another record is', () => {
    expect(verifyRecord(file, { against: { header: null, lines: file.lines.slice(0, 3), broken: null } })).toMatchObject({ ok: true })
    const { signature: _, ...header } = file.header!
    const elsewhere = { ...file, header: signerWith(newKey()).signHeader({ ...header, chain: 'another' }) }
    expect(verifyRecord(file, { against: elsewhere })).toMatchObject({ ok: false, seq: null })
  })
  test('two signed heads of one entry that differ show a server that tells two stories', () => {
    const against = rewritten(5, (old) => ({ ...old, act: 'remove' }))
    expect(verifyRecord(file, { against: { ...against, header: null } })).toMatchObject({ ok: false, seq: 7, reason: /contradict/ })
  })
})

describe('RE-9 a text that was taken away is the one the record speaks of', () => {
  test('the file holds, and every word of it that is altered is found', () => {
    expect(verifyRecord(file, { text: exported })).toMatchObject({ ok: true, exported: { seq: 5, act: 'export' } })
    const text = Buffer.from(exported).toString('utf8')
    const words = [...text.matchAll(/\S+/g)]
    expect(words.length).toBeGreaterThan(20)
    for (const { index, 0: word } of words) {
      const altered = `${text.slice(0, index)}${word === 'not' ? 'now' : 'not'}${text.slice(index + word.length)}`
      // Without what it says of its own place, it is compared with the newest.
      expect(verifyRecord(file, { text: altered }), word).toMatchObject({
        ok: false,
        seq: printedHash(altered) === entries()[3]!.hash ? 5 : 7,
      })
    }
  })
  test('it names the entry where the record stood, and the key', () => {
    const text = Buffer.from(exported).toString('utf8')
    expect(text).toContain(`Record: entry 4, ${entries()[3]!.hash}.`)
    expect(text).toContain(file.header!.publicKey)
  })
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
    await writeFile(path, textOf(record))
    return path
  }

  test('says that a record holds, and exits with 0', async () => {
    const [path, text] = [await write('good.ndjson', file), join(folder, 'text.txt')]
    await writeFile(text, exported)
    const { code, out } = await run(path, '--text', text, '--key', file.header!.publicKey)
    expect(out).toContain('7 entries hold')
    expect(out).toContain('entry 5 speaks of')
    expect(code).toBe(0)
  })
  test('names the entry that does not hold, and exits with 1', async () => {
    const path = await write('bad.ndjson', changed(2, { content: { after: 'x' } }))
    expect(await run(path)).toEqual({ code: 1, out: 'Entry 3 does not hold: the content was altered.\n' })
    const lines = await readFile(path, 'utf8')
    await writeFile(path, lines.replace('"entry"', '"entyr"'))
    expect(await run(path)).toEqual({ code: 1, out: 'Entry 1 does not hold: this is no entry as the server writes it.\n' })
    await writeFile(path, lines.replace('"record"', '"recodr"'))
    expect(await run(path)).toEqual({ code: 1, out: `${path}: the header does not hold: it was altered.\n` })
  })
  test('compares with a running server', async () => {
    const path = await write('old.ndjson', { ...rewritten(2, (old) => old, { after: 'made up' }), header: null })
    const token = chair.cookie.split('=')[1]!
    const { code, out } = await run(path, '--against', `${server.url}/api/texts/${textId}/record.ndjson`, '--token', token)
    expect(out).toBe('Entry 3 does not hold: it is not the entry that the other copy has: it was altered and sealed anew.\n')
    expect(code).toBe(1)
  })
  test('runs from a clone as npm does, where the caller stands', async () => {
    await write('here.ndjson', file)
    const script = fileURLToPath(new URL('../../scripts/chapeau.mjs', import.meta.url))
    const env = { PATH: process.env['PATH'], INIT_CWD: folder }
    const out = await promisify(execFile)(process.execPath, [script, 'verify', 'here.ndjson'], { env })
    expect(out).toMatchObject({ stdout: expect.stringContaining('7 entries hold') as string, stderr: '' })
  })
  test('says how it is used, and exits with 2', async () => {
    for (const args of [[], ['a', 'b'], ['--what'], [join(folder, 'nowhere')], [cli, '--key', 'x']]) {
      const { code, out } = await run(...args)
      expect(code).toBe(2)
      expect(out).toContain('Usage: chapeau verify FILE')
    }
  })
})
