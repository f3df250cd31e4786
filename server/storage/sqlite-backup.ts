// Copies a database while a server works on it: SQLite's own online backup, which another process may make of a file
// that is written to; the copy is checked before it counts.
import Database from 'better-sqlite3'

/** Copies `file` to `target`, one consistent state of it. Throws when it cannot, or when the copy is not whole. */
export async function backupSqlite(file: string, target: string): Promise<void> {
  const source = new Database(file, { readonly: true, fileMustExist: true })
  try {
    await source.backup(target)
  } finally {
    source.close()
  }
  const copy = new Database(target)
  try {
    // The copy must open by itself, without a log beside it.
    copy.pragma('journal_mode = DELETE')
    const result = copy.pragma('integrity_check', { simple: true })
    if (result !== 'ok') throw new Error(`The copy is not whole: ${String(result)}`)
  } finally {
    copy.close()
  }
}
