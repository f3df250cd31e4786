// The default storage holds the contract; and what only a file can get wrong.
import { openSqlite } from '@chapeau/server/storage/sqlite'
import { open, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { provenanceContract } from '../support/contracts/provenance.ts'
import { keptContract } from '../support/contracts/kept.ts'
import type { StorageHarness } from '../support/contracts/place.ts'
import { storageContract } from '../support/contracts/storage.ts'
import { tempDir } from '../support/server.ts'

async function sqlite(): Promise<StorageHarness> {
  const dir = await tempDir()
  return { open: () => openSqlite(join(dir, 'chapeau.db')), remove: () => rm(dir, { recursive: true }) }
}

storageContract('SQLite', sqlite)
keptContract('SQLite', sqlite)
provenanceContract('SQLite', sqlite)

async function fileNamed(name: string): Promise<string> {
  const dir = await tempDir()
  onTestFinished(() => rm(dir, { recursive: true }))
  return join(dir, name)
}

test('ST-15 a file from a newer version is refused, not touched', async () => {
  const file = await fileNamed('newer.db')
  await (await openSqlite(file)).close()
  // SQLite's header keeps the version of a file's tables in four bytes at offset 60.
  const handle = await open(file, 'r+')
  await handle.write(Uint8Array.of(0, 0, 3, 232), 0, 4, 60)
  await handle.close()
  const { mtimeMs } = await stat(file)
  await expect(openSqlite(file)).rejects.toThrow(/newer version/)
  expect((await stat(file)).mtimeMs).toBe(mtimeMs)
})

test('ST-15 a file that is no database is refused', async () => {
  const file = await fileNamed('other.db')
  await writeFile(file, 'This is a shopping list, long enough to be taken for a page of something. '.repeat(20))
  await expect(openSqlite(file)).rejects.toThrow('not a database')
})

test('ST-16 commits go to a write-ahead log', async () => {
  const file = await fileNamed('chapeau.db')
  const storage = await openSqlite(file)
  await storage.putMeeting({ id: 'm', name: 'Meeting', rules: { decide: 'chair' } }, 0, [])
  expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0)
  await storage.close()
})
