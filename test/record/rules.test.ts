// Who reads what of a record, and how its content is destroyed: by the facilitator, or by a rule that counts days.
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import { lineFor } from '@chapeau/server/record/sight'
import { verifyRecord } from '@chapeau/server/record/verify'
import { silentLog } from '@chapeau/server/log'
import { Retention } from '@chapeau/server/record/retention'
import type { RecordRules } from '@chapeau/shared/policy'
import type { MeetingAnswer, RecordLine } from '@chapeau/shared/protocol/api'
import Database from 'better-sqlite3'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ManualClock } from '../support/clock.ts'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir, type Someone, type TestServer } from '../support/server.ts'
import { act, bracketOf, seen } from '../support/stage.ts'

const NOTATION = '1.\tStates should act.'
const DAY_MS = 24 * 60 * 60 * 1000

interface Place {
  readonly server: TestServer
  readonly meetingId: string
  readonly textId: string
  readonly dataDir: string
  readonly chair: Desk
  readonly rus: Desk
}

/** A proposal with its reason, and a decision: entries with words, reasons and names. */
async function negotiated(clock = new ManualClock()): Promise<Place> {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const server = await startServer({ dataDir, clock })
  onTestFinished(() => server.close())
  const { meetingId, textId } = await seed(server, NOTATION)
  const desk = async (someone: Promise<Someone>): Promise<Desk> => {
    const one = new Desk(server, textId, await someone)
    onTestFinished(() => one.close())
    await one.synced()
    return one
  }
  const chair = await desk(seatFor(server, meetingId, 'chair'))
  const rus = await desk(seatFor(server, meetingId, 'delegate', 'RUS'))
  rus.propose('RUS', ' unmistakably', 'should')
  await chair.until(() => chair.text.includes('[ unmistakably – RUS]'))
  const bid = bracketOf(chair, 'RUS')
  expect((await act(rus, textId, { act: 'explain', target: bid, rationale: 'Time presses.' })).status).toBe(200)
  expect((await act(chair, textId, { act: 'remove', target: bid, seen: seen(chair, bid) })).status).toBe(200)
  return { server, meetingId, textId, dataDir, chair, rus }
}

async function recordFor(someone: Pick<Someone, 'fetch'>, path: string): Promise<RecordFile> {
  const response = await someone.fetch(`/api/${path}/record.ndjson`)
  const read = readRecord(await response.text())
  if (read.status !== 'read') throw new Error(`${response.status} ${read.status}`)
  return read.file
}

const send = (someone: Pick<Someone, 'fetch'>, method: string, path: string, body: object): Promise<Response> =>
  someone.fetch(`/api/${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function agree({ chair, meetingId }: Place, record: RecordRules): Promise<void> {
  const answer = await send(chair, 'PATCH', `meetings/${meetingId}`, { rules: { record } })
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as MeetingAnswer).rules).toEqual({ decide: 'consensus', record })
}

const contents = ({ lines }: { lines: readonly RecordLine[] }): (string | null)[] =>
  lines.map(({ content, salt }) => {
    expect(content === null).toBe(salt === null)
    if (content === null) return null
    return content.personName ?? (content.personHash === undefined ? 'server' : 'nameless')
  })

describe('RE-14 who reads what of a record is agreed', () => {
  test.each<[RecordRules['content'], RecordRules['names'], Record<string, readonly (string | null)[]>]>([
    [
      'seats',
      'delegations',
      { observer: ['server', 'nameless', 'nameless', 'nameless'], RUS: ['server', 'RUS person', 'RUS person', 'chair person'] },
    ],
    [
      'seats',
      'desk',
      { RUS: ['server', 'nameless', 'nameless', 'nameless'], secretariat: ['server', 'RUS person', 'RUS person', 'chair person'] },
    ],
    ['delegations', 'delegations', { observer: [null, null, null, null], EU: ['server', 'RUS person', 'RUS person', 'chair person'] }],
    [
      'desk',
      'desk',
      { observer: [null, null, null, null], RUS: [null, null, null, null], chair: ['server', 'RUS person', 'RUS person', 'chair person'] },
    ],
  ])('content for %s, names for %s', async (content, names, expected) => {
    const place = await negotiated()
    await agree(place, { content, names, keepDays: null })
    const full = await recordFor(place.chair, `texts/${place.textId}`)
    for (const [who, shown] of Object.entries(expected)) {
      const role = who === 'observer' || who === 'secretariat' || who === 'chair' ? who : 'delegate'
      const someone = await seatFor(place.server, place.meetingId, role, role === 'delegate' ? who : null)
      const file = await recordFor(someone, `texts/${place.textId}`)
      expect(contents(file), who).toEqual(shown)
      expect(file.header?.shows, who).toEqual({ content: shown[0] !== null, names: shown.includes('RUS person') })
      expect(verifyRecord(file, { against: full }), who).toMatchObject({ ok: true, withheld: shown.filter((one) => one === null).length })
      const live = (await (await someone.fetch(`/api/texts/${place.textId}/record`)).text()).trim().split('\n')
      expect(
        live.map((line) => JSON.parse(line) as RecordLine),
        who,
      ).toEqual(file.lines)
      const table = await (await someone.fetch(`/api/texts/${place.textId}/record.csv`)).text()
      expect(table.includes('Time presses.'), who).toBe(shown[0] !== null)
      expect(table.includes('RUS person'), who).toBe(shown.includes('RUS person'))
    }
  })

  test('a name from before names had salts of their own is withheld with its content', () => {
    const entry = { act: 'keep' } as RecordLine['entry']
    const line: RecordLine = { entry, content: { after: 'x', personName: 'X' }, salt: 's' }
    expect(lineFor(line, { content: true, names: false, ears: [] })).toEqual({ entry, content: null, salt: null })
    expect(lineFor(line, { content: true, names: true, ears: [] })).toEqual(line)
  })

  test('rules that are not agreed in full are refused, and only the desk agrees', async () => {
    const place = await negotiated()
    const path = `meetings/${place.meetingId}`
    for (const record of [
      { content: 'all', names: 'desk', keepDays: null },
      { content: 'seats' },
      { content: 'seats', names: 'desk', keepDays: 0 },
    ])
      expect((await send(place.chair, 'PATCH', path, { rules: { record } })).status).toBe(400)
    expect((await send(place.rus, 'PATCH', path, { rules: { record: { content: 'seats', names: 'desk', keepDays: null } } })).status).toBe(
      403,
    )
  })

  test('a withheld name that is put back or exchanged is found', async () => {
    const place = await negotiated()
    const observer = await seatFor(place.server, place.meetingId, 'observer')
    const file = await recordFor(observer, `texts/${place.textId}`)
    const [first, second, ...rest] = file.lines
    for (const change of [{ personName: 'X' }, { personName: 'X', personSalt: 'y' }, { personHash: 'x' }]) {
      const lines = [first!, { ...second!, content: { ...second!.content, ...change } }, ...rest]
      expect(verifyRecord({ ...file, lines })).toMatchObject({ ok: false, seq: 2 })
    }
  })
})

describe('RE-15 the facilitator destroys content', () => {
  test('up to an entry, for good: neither the record nor the file on disk has it, and every copy still holds', async () => {
    const place = await negotiated()
    const { chair, textId, server, dataDir } = place
    const before = await recordFor(chair, `texts/${textId}`)
    const answer = await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo: 3, rationale: 'Agreed in plenary.' })
    expect(await answer.json()).toEqual({ seq: 5 })
    const after = await recordFor(chair, `texts/${textId}`)
    expect(contents(after)).toEqual([null, null, null, 'chair person', 'chair person'])
    expect(after.lines[4]).toMatchObject({
      entry: { act: 'destroy', target: '3', by: { principal: 'CHAIR', role: 'chair' } },
      content: { rationale: 'Agreed in plenary.' },
    })
    expect(after.lines.map(({ entry }) => entry).slice(0, 4)).toEqual(before.lines.map(({ entry }) => entry))
    expect(verifyRecord(after, { against: before })).toMatchObject({ ok: true, destroyed: 3, withheld: 0 })
    expect(verifyRecord(before, { against: after })).toMatchObject({ ok: true, destroyed: 0 })
    expect((await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo: 4 })).status).toBe(200)
    // Behind the storing of the text as one, which destroying brings about.
    await server.storage.head(textId)
    for (const name of ['chapeau.db', 'chapeau.db-wal']) {
      const disk = await readFile(join(dataDir, name))
      expect(disk.includes('unmistakably'), name).toBe(false)
    }
    await server.close()
    const db = new Database(join(dataDir, 'chapeau.db'), { readonly: true })
    onTestFinished(() => void db.close())
    expect(db.prepare('SELECT seq FROM contents WHERE chain_id = ?').all(textId)).toEqual([{ seq: 5 }, { seq: 6 }])
    expect(db.prepare('SELECT seq FROM undos WHERE chain_id = ?').all(textId)).toEqual([])
  })

  test('cutting out more than what the record says was destroyed is found', async () => {
    const { chair, textId } = await negotiated()
    await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo: 2 })
    const file = await recordFor(chair, `texts/${textId}`)
    expect(verifyRecord(file)).toMatchObject({ ok: true, destroyed: 2 })
    const lines = file.lines.map((line) => (line.entry.seq === 3 ? { ...line, content: null, salt: null } : line))
    expect(verifyRecord({ ...file, lines })).toMatchObject({ ok: false, seq: 3 })
  })

  test('nobody else does, and only what there is', async () => {
    const { server, chair, rus, textId, meetingId } = await negotiated()
    const secretariat = await seatFor(server, meetingId, 'secretariat')
    for (const someone of [rus, secretariat]) {
      expect((await send(someone, 'POST', `texts/${textId}/record/destroy`, { upTo: 1 })).status).toBe(403)
      expect((await send(someone, 'POST', `meetings/${meetingId}/record/destroy`, { upTo: 1 })).status).toBe(403)
    }
    for (const upTo of [5, 99]) expect((await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo })).status).toBe(422)
    for (const upTo of [0, -1, 1.5, '1']) expect((await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo })).status).toBe(400)
    expect(contents(await recordFor(chair, `texts/${textId}`))).not.toContain(null)
  })

  test('of the meeting’s own chain too', async () => {
    const { chair, meetingId } = await negotiated()
    expect(await (await send(chair, 'POST', `meetings/${meetingId}/record/destroy`, { upTo: 2 })).json()).toEqual({ seq: 4 })
    const file = await recordFor(chair, `meetings/${meetingId}`)
    expect(contents(file)).toEqual([null, null, 'server', 'chair person'])
    expect(verifyRecord(file)).toMatchObject({ ok: true, destroyed: 2 })
  })

  test('what was destroyed cannot be undone any more', async () => {
    const { chair, textId } = await negotiated()
    await send(chair, 'POST', `texts/${textId}/record/destroy`, { upTo: 4 })
    expect(await act(chair, textId, { act: 'undo', seq: 4 })).toMatchObject({ status: 409, body: { refused: { rule: 'AC-13' } } })
  })
})

describe('RE-16 content older than the meeting’s days is destroyed by the server', () => {
  test('at its start, once, in the chains of the meeting and of its texts', async () => {
    const place = await negotiated()
    const { server, dataDir, textId, meetingId, chair, rus } = place
    await agree(place, { content: 'seats', names: 'delegations', keepDays: 30 })
    chair.close()
    rus.close()
    await server.close()
    const clock = new ManualClock()
    clock.advance(31 * DAY_MS)
    const again = await startServer({ dataDir, clock })
    onTestFinished(() => again.close())
    const watcher = new Desk(again, textId, await seatFor(again, meetingId, 'observer'), { hello: false })
    onTestFinished(() => watcher.close())
    await watcher.until(() => watcher.recorded.at(-1)?.seq === 5)
    const file = await recordFor(watcher, `texts/${textId}`)
    expect(contents(file)).toEqual([null, null, null, null, 'server'])
    expect(file.lines[4]).toMatchObject({
      entry: { act: 'destroy', target: '4', by: { principal: '', role: 'server' } },
      content: { detail: { keepDays: 30 } },
    })
    expect(verifyRecord(file)).toMatchObject({ ok: true, destroyed: 4 })
    const meeting = await recordFor(watcher, `meetings/${meetingId}`)
    expect(contents(meeting)).toEqual([null, null, null, null, 'server'])
    expect(verifyRecord(meeting)).toMatchObject({ ok: true, destroyed: 4 })
  })

  test('what is younger stays, and what tells of destruction is left alone', async () => {
    const place = await negotiated()
    const { server, textId, chair } = place
    await agree(place, { content: 'seats', names: 'delegations', keepDays: 30 })
    const sweep = async (days: number): Promise<(string | null)[]> => {
      const clock = new ManualClock()
      clock.advance(days * DAY_MS)
      const retention = new Retention({ ...server, clock, log: silentLog })
      await retention.sweep()
      await retention.stop()
      return contents(await recordFor(chair, `texts/${textId}`))
    }
    expect(await sweep(29)).not.toContain(null)
    expect(await sweep(31)).toEqual([null, null, null, null, 'server'])
    expect(await sweep(99)).toEqual([null, null, null, null, 'server'])
  })
})
