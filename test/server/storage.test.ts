// The default storage holds the contract; and what only a file can get wrong.
import { openSqlite } from '@chapeau/server/storage/sqlite'
import Database from 'better-sqlite3'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { storageContract } from '../support/contracts/storage.ts'
import { tempDir } from '../support/server.ts'

storageContract('SQLite', async () => {
  const dir = await tempDir()
  return { open: () => openSqlite(join(dir, 'chapeau.db')), remove: () => rm(dir, { recursive: true }) }
})

async function fileNamed(name: string): Promise<string> {
  const dir = await tempDir()
  onTestFinished(() => rm(dir, { recursive: true }))
  return join(dir, name)
}

test('ST-15 a file from a newer version is refused, not touched', async () => {
  const file = await fileNamed('newer.db')
  const db = new Database(file)
  db.pragma('user_version = 1000')
  db.close()
  await expect(openSqlite(file)).rejects.toThrow(/newer version/)
})

test('ST-15 a file that is no database is refused', async () => {
  const file = await fileNamed('other.db')
  await writeFile(file, 'This is a shopping list, long enough to be taken for a page of something. '.repeat(20))
  await expect(openSqlite(file)).rejects.toThrow()
})

test('ST-16 commits are on disk when they answer: write-ahead log with full synchronisation', async () => {
  const file = await fileNamed('chapeau.db')
  const storage = await openSqlite(file)
  const db = new Database(file, { readonly: true })
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  db.close()
  await storage.close()
})
