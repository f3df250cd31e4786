// A record that was taken away can be checked by anybody, without the server: whatever is changed in it is found, at the
// right entry. The record here is that of a real server.
import { newKey, signerWith } from '@chapeau/server/record/signing'
import { entryHash } from '@chapeau/server/record/chain'
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import { verifyRecord } from '@chapeau/server/record/verify'
import { printedHash } from '@chapeau/shared/exchange/heading'
import type { RecordEntry, RecordLine, SignedHead } from '@chapeau/shared/protocol/api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { negotiate, rewrittenFrom, textOf, type Negotiation } from './negotiation.ts'

let place: Negotiation
let file: RecordFile
let exported: Uint8Array

beforeAll(async () => {
  place = await negotiate()
  ;({ file, exported } = place)
})
afterAll(() => place.close())

const entries = (): readonly RecordEntry[] => file.lines.map(({ entry }) => entry)
const withLines = (lines: readonly RecordLine[]): RecordFile => ({ ...file, lines })
const changed = (i: number, change: Partial<RecordLine>): RecordFile =>
  withLines(file.lines.map((line, at) => (at === i ? { ...line, ...change } : line)))
const rewritten = (i: number, change: (entry: RecordEntry) => RecordEntry, content?: RecordLine['content']): RecordFile =>
  rewrittenFrom(file, i, change, content)

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
  test('where what others hold differs among itself, the first difference is named', () => {
    const against = { ...rewritten(5, (old) => ({ ...old, act: 'remove' })), header: null }
    expect(verifyRecord(file, { against })).toMatchObject({ ok: false, seq: 6 })
    const noted = [{ seq: 7, hash: against.lines[6]!.entry.hash, source: 'the head that you noted' }]
    const reason = 'the head that you noted and the signed head contradict each other'
    expect(verifyRecord(file, { noted })).toEqual({ ok: false, seq: 7, reason })
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
  test('line ends of another system and a mark of the encoding are no words', () => {
    const text = Buffer.from(exported).toString('utf8')
    for (const same of [text.replaceAll('\n', '\r\n'), `\ufeff${text}`])
      expect(verifyRecord(file, { text: Buffer.from(same) })).toMatchObject({ ok: true, exported: { seq: 5 } })
    expect(verifyRecord(file, { text: text.replace('\n', ' ') })).toMatchObject({ ok: false, seq: 5 })
  })
  test('it names the entry where the record stood, and the key', () => {
    const text = Buffer.from(exported).toString('utf8')
    expect(text).toContain(`Record: entry 4, ${entries()[3]!.hash}.`)
    expect(text).toContain(file.header!.publicKey)
  })
})
