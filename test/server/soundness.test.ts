// A database that was altered behind the server's back: the text it concerns stays closed and says why, others are open.
import { CLOSE } from '@chapeau/shared/protocol/messages'
import type { Log } from '@chapeau/server/log'
import Database from 'better-sqlite3'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, tempDir } from '../support/server.ts'
import { act } from '../support/stage.ts'

const tampered: [string, RegExp, (db: Database.Database, textId: string) => void][] = [
  [
    'an entry that says something else',
    /entry 2 of its record does not hold: the entry was altered/,
    (db, id) => db.prepare(`UPDATE entries SET entry = replace(entry, '"issue"', '"reopen"') WHERE chain_id = ? AND seq = 2`).run(id),
  ],
  [
    'content that says something else',
    /entry 3 of its record does not hold: the content was altered/,
    (db, id) => db.prepare(`UPDATE contents SET content = replace(content, 'now', 'not') WHERE chain_id = ? AND seq = 3`).run(id),
  ],
  [
    'an entry that is gone',
    /entry 2 of its record does not hold: it is missing/,
    (db, id) => {
      for (const table of ['undos', 'contents', 'entries']) db.prepare(`DELETE FROM ${table} WHERE chain_id = ? AND seq = 2`).run(id)
    },
  ],
  [
    'a word in the text that nobody wrote',
    /its words are not those whose hash was recorded/,
    (db, id) => {
      const rows = db.prepare('SELECT seq, bytes FROM updates WHERE text_id = ? ORDER BY seq').all(id) as { seq: number; bytes: Buffer }[]
      const altered = Buffer.from(rows[0]!.bytes.toString('latin1').replace('States', 'Nobody'), 'latin1')
      db.prepare('UPDATE updates SET bytes = ? WHERE text_id = ? AND seq = ?').run(altered, id, rows[0]!.seq)
    },
  ],
  [
    'an update that is no update',
    /its words cannot be read/,
    (db, id) => db.prepare('UPDATE updates SET bytes = ? WHERE text_id = ? AND seq = 1').run(Buffer.from([9, 9, 9, 9]), id),
  ],
]

test.each(tampered)('ST-32 a text with %s stays closed, and the others are open', async (_, reason, tamper) => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true }))
  const server = await startServer({ dataDir })
  const first = await seed(server, '1.\tStates should act.', { status: 'preparation' })
  const second = await seed(server, '1.\tAnother text.')
  const chair = await seatFor(server, first.meetingId, 'chair')
  const desk = new Desk(server, first.textId, chair)
  await desk.synced()
  expect((await act(desk, first.textId, { act: 'issue' })).status).toBe(200)
  desk.propose('CHAIR', ' now', 'act')
  await desk.allSaved()
  expect((await chair.fetch(`/api/texts/${first.textId}/export.txt`)).status).toBe(200)
  const other = await seatFor(server, second.meetingId, 'chair')
  desk.close()
  await server.close()

  const db = new Database(join(dataDir, 'chapeau.db'))
  tamper(db, first.textId)
  db.close()

  const logged: string[] = []
  const again = await startServer({ dataDir, log: logInto(logged) })
  onTestFinished(() => again.close())
  const here = { ...chair, fetch: (path: string) => fetch(again.url + path, { headers: { cookie: chair.cookie } }) }
  const closed = new Desk(again, first.textId, here)
  onTestFinished(() => closed.close())
  await closed.until(() => closed.closedWith !== null)
  expect(closed.closedWith).toBe(CLOSE.damaged)
  const answer = await here.fetch(`/api/texts/${first.textId}`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ rule: 'ST-32' })
  expect(logged.join('\n')).toMatch(reason)
  expect((await fetch(`${again.url}/api/texts/${second.textId}`, { headers: { cookie: other.cookie } })).status).toBe(200)
})

function logInto(lines: string[]): Log {
  const write = (...args: unknown[]): void => void lines.push(JSON.stringify(args))
  return { info: write, warn: write, error: write }
}
