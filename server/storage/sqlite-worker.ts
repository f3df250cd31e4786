// The thread that owns the database file. Calls that arrive together run in one transaction, each in its own
// savepoint, and are answered after the commit: one fsync for all rooms, and none on the server's event loop.
import Database from 'better-sqlite3'
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import type { Call, Reply } from './sqlite-calls.ts'
import { SqliteMeetings } from './sqlite-meetings.ts'
import { prepareDatabase } from './sqlite-schema.ts'
import { Statements } from './sqlite-statements.ts'
import { SqliteTexts } from './sqlite-texts.ts'

/** Calls in one transaction at most: the first of them should not wait for a thousandth. */
const MAX_BATCH = 256

type Operation = (...args: readonly unknown[]) => unknown

function serve(port: MessagePort, file: string): void {
  const db = open(port, file)
  if (db === null) return
  const statements = new Statements(db)
  const texts = new SqliteTexts(statements)
  const meetings = new SqliteMeetings(statements, texts)

  const operationOf = (name: string): Operation => {
    const owner = name in texts ? texts : meetings
    return ((owner as unknown as Record<string, Operation>)[name] as Operation).bind(owner)
  }

  port.on('message', (first: Call) => {
    const calls = arrived(port, first)
    const closing = calls.find((call) => call.name === 'close')
    const replies = commit(
      db,
      calls.filter((call) => call !== closing).map((call) => ({ id: call.id, run: () => operationOf(call.name)(...call.args) })),
    )
    // What was destroyed leaves the log too before anybody is told; where a backup holds the log, the next checkpoint does it.
    if (texts.takeScrub()) db.pragma('wal_checkpoint(TRUNCATE)')
    for (const reply of replies) port.postMessage(reply)
    if (closing !== undefined) {
      db.close()
      port.postMessage({ id: closing.id, ok: true, value: undefined } satisfies Reply)
      port.close()
    }
  })
  port.postMessage({ id: 0, ok: true, value: undefined } satisfies Reply)
}

/** Opens the file; where that fails the reason is said, because a thread's last error arrives without its words. */
function open(port: MessagePort, file: string): Database.Database | null {
  try {
    const db = new Database(file)
    prepareDatabase(db)
    return db
  } catch (error) {
    port.postMessage({ id: 0, ok: false, message: `${file}: ${messageOf(error)}` } satisfies Reply)
    port.close()
    return null
  }
}

function arrived(port: MessagePort, first: Call): Call[] {
  const calls = [first]
  while (calls.length < MAX_BATCH) {
    const next = receiveMessageOnPort(port) as { message: Call } | undefined
    if (next === undefined) break
    calls.push(next.message)
  }
  return calls
}

/** Runs all in one transaction. One that throws is undone alone; a commit that fails fails all. */
function commit(db: Database.Database, calls: readonly { readonly id: number; readonly run: () => unknown }[]): Reply[] {
  const attempt = (run: () => unknown): (() => unknown) => db.transaction(run)
  let replies: Reply[] = []
  try {
    db.transaction(() => {
      replies = calls.map(({ id, run }): Reply => {
        try {
          // Inside a transaction this is a savepoint.
          return { id, ok: true, value: attempt(run)() }
        } catch (error) {
          // SQLite ends the whole transaction by itself when the disk is full or fails.
          if (!db.inTransaction) throw error
          return { id, ok: false, message: messageOf(error) }
        }
      })
    }).immediate()
    return replies
  } catch (error) {
    return calls.map(({ id }) => ({ id, ok: false, message: messageOf(error) }))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (parentPort !== null) serve(parentPort, (workerData as { file: string }).file)
