// The storage port on SQLite: one file, owned by a thread of its own (sqlite-worker.ts). This side only passes
// calls and answers; when the thread dies, everything asked and everything to come is refused.
import type { Worker } from 'node:worker_threads'
import { startThread } from '../thread.ts'
import type { Storage } from './port.ts'
import type { Call, Reply } from './sqlite-calls.ts'

type Name = Exclude<keyof Storage, 'close'>

const NAMES: Readonly<Record<Name, true>> = {
  createText: true,
  append: true,
  load: true,
  compact: true,
  texts: true,
  text: true,
  actById: true,
  undo: true,
  record: true,
  head: true,
  heads: true,
  exports: true,
  revisions: true,
  counts: true,
  revision: true,
  printed: true,
  deadlines: true,
  lastContentBefore: true,
  destroyContent: true,
  provenance: true,
  recordOf: true,
  file: true,
  setAside: true,
  setAsideBytes: true,
  putMeeting: true,
  putDelegations: true,
  meeting: true,
  meetings: true,
  delegations: true,
  addInvitation: true,
  invitations: true,
  invitationByToken: true,
  revokeInvitation: true,
  putPerson: true,
  person: true,
  addSeat: true,
  seats: true,
  putSession: true,
  session: true,
  endSession: true,
}

/** Opens the file, creating or upgrading it; rejects when it cannot be opened. */
export async function openSqlite(file: string): Promise<Storage> {
  const thread = new Thread(file)
  await thread.opened
  const methods = Object.keys(NAMES).map((name) => [name, (...args: unknown[]) => thread.call(name, args)])
  return { ...Object.fromEntries(methods), close: () => thread.close() } as Storage
}

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

class Thread {
  readonly opened: Promise<unknown>
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #dead: Error | null = null
  #closed: Promise<void> | null = null

  constructor(file: string) {
    this.#worker = startThread('./sqlite-worker.ts', import.meta.url, { workerData: { file } })
    this.opened = new Promise((resolve, reject) => this.#waiting.set(0, { resolve, reject }))
    this.#worker.on('message', (reply: Reply) => this.#answer(reply))
    this.#worker.on('error', (error) => this.#die(error))
    this.#worker.on('exit', () => this.#die(new Error('The storage is closed.')))
  }

  call(name: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#dead !== null) return Promise.reject(this.#dead)
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, name, args } satisfies Call)
    })
  }

  close(): Promise<void> {
    this.#closed ??= this.call('close', []).then(async () => {
      this.#die(new Error('The storage is closed.'))
      await this.#worker.terminate()
    })
    return this.#closed
  }

  #answer(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (reply.ok) waiting?.resolve(reply.value)
    else waiting?.reject(new Error(reply.message))
  }

  #die(error: Error): void {
    this.#dead ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
