// The record: what is written of typing, and what its chain proves.
import { contentHash, entryHash, seal, verifyChain } from '@chapeau/server/record/chain'
import { REST_MS } from '@chapeau/server/limits'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { digest } from '@chapeau/shared/brackets/words'
import { rm } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../support/clock.ts'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir } from '../support/server.ts'
import { act, seen, stage } from '../support/stage.ts'

const NOTATION = '1.\tStates should act now.'
const actsOf = (lines: readonly RecordLine[]): string[] => lines.map(({ entry }) => entry.act)

test('RE-1 a proposal is recorded when it appears and when it comes to rest, not per key', async () => {
  const clock = new ManualClock()
  const { desk, record } = await stage(NOTATION, { clock })
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  const bid = rus.propose('RUS', ' a', 'should')
  for (const letter of ['l', 'l', 's', 'o']) {
    rus.type(letter, rus.text.includes(' alls') ? ' alls' : rus.text.includes(' all') ? ' all' : rus.text.includes(' al') ? ' al' : ' a')
    clock.advance(REST_MS / 4)
    await rus.allSaved()
  }
  await eu.until(() => eu.text.includes(' allso'))
  expect(actsOf(await record())).toEqual(['import', 'propose'])
  clock.advance(REST_MS)
  await eu.until(() => eu.recorded.at(-1)?.seq === 3)
  const [, propose, word] = await record()
  expect(propose).toMatchObject({
    entry: { act: 'propose', target: bid, by: { principal: 'RUS', role: 'delegate' }, paragraph: { label: '1.' } },
    content: { after: ' a', detail: { kind: 'ins' }, personName: 'RUS person' },
  })
  expect(word).toMatchObject({ entry: { act: 'word', target: bid, by: { principal: 'RUS' } }, content: { after: ' allso' } })
})

test('RE-2 a mistyped letter that is taken back leaves its two entries and no bracket', async () => {
  const { desk, record } = await stage(NOTATION)
  const [rus, eu] = [await desk('RUS'), await desk('EU')]
  rus.propose('RUS', 'x', 'should')
  await eu.until(() => eu.text.includes('[x – RUS]'))
  rus.erase('x')
  await eu.until(() => eu.text === NOTATION)
  expect(actsOf(await record())).toEqual(['import', 'propose', 'emptied'])
})

test('RE-3 words that had not come to rest are recorded before an act', async () => {
  const { desk, chair, textId, record } = await stage(NOTATION, { clock: new ManualClock() })
  const [rus, lead] = [await desk('RUS'), await chair()]
  const bid = rus.propose('RUS', ' al', 'should')
  rus.type('l', ' al')
  await lead.until(() => lead.text.includes('[ all – RUS]'))
  await act(lead, textId, { act: 'keep', target: bid, seen: seen(lead, bid) })
  const lines = await record()
  const decided = actsOf(lines).indexOf('keep')
  const worded = lines.findIndex(({ content }) => content?.after === ' all')
  expect(worded).toBeGreaterThan(0)
  expect(worded).toBeLessThan(decided)
})

test('RE-4 words that a crash left unrecorded are recorded when the text is loaded', async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const first = await startServer({ dataDir, clock: new ManualClock() })
  const place = await seed(first, NOTATION)
  const rus = new Desk(first, place.textId, await seatFor(first, place.meetingId, 'delegate', 'RUS'))
  await rus.synced()
  rus.propose('RUS', ' al', 'should')
  await rus.allSaved()
  rus.type('l', ' al')
  await rus.allSaved()
  rus.close()
  // The disk goes first, as in a crash: nothing can be tidied up any more.
  await first.storage.close()
  await first.close().catch(() => undefined)
  const again = await startServer({ dataDir })
  onTestFinished(() => again.close())
  await (await again.rooms.open(place.textId))!.look(() => undefined)
  const lines = await again.storage.record(place.textId, 0, 100)
  expect(actsOf(lines)).toEqual(['import', 'propose', 'word'])
  expect(lines[2]).toMatchObject({ entry: { by: { principal: 'RUS', role: 'server' } }, content: { after: ' all' } })
  expect(verifyChain(lines)).toMatchObject({ ok: true })
})

test('RE-5 the record over HTTP is NDJSON whose chain holds, from any number on', async () => {
  const { desk, textId } = await stage(NOTATION)
  const rus = await desk('RUS')
  rus.propose('RUS', ' all', 'should')
  await rus.allSaved()
  const answer = await rus.fetch(`/api/texts/${textId}/record`)
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
  const lines = linesIn(await answer.text())
  expect(verifyChain(lines)).toEqual({ ok: true, head: { seq: 2, hash: rus.recorded.at(-1)?.head }, withheld: 0 })
  const rest = linesIn(await (await rus.fetch(`/api/texts/${textId}/record?after=1`)).text())
  expect(rest).toEqual(lines.slice(1))
  expect((await rus.fetch(`/api/texts/${textId}/record?after=x`)).status).toBe(400)
})

test('RE-6 the first entry carries the hash of the text in printed notation', async () => {
  const { record } = await stage(NOTATION)
  expect((await record())[0]?.entry.textHash).toBe(digest(NOTATION))
})

describe('RE-7 a chain shows what was done to it', () => {
  const by = { principal: 'CHAIR', person: 'p', role: 'chair' } as const
  const line = (previous: RecordLine | null, after: string): RecordLine => {
    const head = previous === null ? { seq: 0, hash: '' } : { seq: previous.entry.seq, hash: previous.entry.hash }
    const entry = seal(head, { at: '2026-02-03T04:05:06.000Z', act: 'keep', by, target: null, paragraph: null }, { after }, 'salt')
    return { entry, content: { after }, salt: 'salt' }
  }
  const a = line(null, 'one')
  const b = line(a, 'two')
  const c = line(b, 'three')

  test('an untouched chain holds, also in parts', () => {
    expect(verifyChain([a, b, c])).toMatchObject({ ok: true, head: { seq: 3, hash: c.entry.hash } })
    expect(verifyChain([c], { seq: 2, hash: b.entry.hash })).toMatchObject({ ok: true })
    expect(verifyChain([])).toMatchObject({ ok: true, head: { seq: 0 } })
  })

  test('withheld content leaves it whole', () => {
    expect(verifyChain([a, { ...b, content: null, salt: null }, c])).toMatchObject({ ok: true, withheld: 1 })
  })

  test.each<[string, RecordLine[], number]>([
    ['other words', [a, { ...b, content: { after: 'TWO' } }, c], 2],
    ['another salt', [a, { ...b, salt: 'pepper' }, c], 2],
    ['an altered entry', [a, { ...b, entry: { ...b.entry, act: 'remove' } }, c], 2],
    ['an altered entry sealed anew', [a, resealed(b, { act: 'remove' }), c], 2],
    ['an entry left out', [a, c], 2],
    ['entries exchanged', [b, a, c], 1],
    ['a missing beginning', [b, c], 1],
    ['a foreign beginning', [resealed(a, { at: '2020-01-01T00:00:00.000Z' }), b], 1],
  ])('%s is found', (_, lines, seq) => {
    expect(verifyChain(lines)).toMatchObject({ ok: false, seq })
  })

  test('hashes do not depend on the order of members', () => {
    expect(contentHash({ after: 'x', before: 'y' }, 's')).toBe(contentHash({ before: 'y', after: 'x' }, 's'))
    expect(entryHash(Object.fromEntries(Object.entries(a.entry).toReversed()) as typeof a.entry)).toBe(a.entry.hash)
  })

  function resealed(one: RecordLine, change: Partial<RecordLine['entry']>): RecordLine {
    const entry = { ...one.entry, ...change }
    return { ...one, entry: { ...entry, hash: entryHash(entry) } }
  }
})

const linesIn = (ndjson: string): RecordLine[] =>
  ndjson
    .split('\n')
    .filter((one) => one !== '')
    .map((one) => JSON.parse(one) as RecordLine)
