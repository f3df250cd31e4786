// A thread of the workshop: does one job after the other, as it is told.
import { parentPort, type MessagePort } from 'node:worker_threads'
import { JOBS } from './jobs.ts'
import type { JobName } from './port.ts'

export interface Order {
  readonly name: JobName
  readonly given: readonly unknown[]
}

export type Done = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

function serve(port: MessagePort): void {
  port.on('message', ({ name, given }: Order) => {
    const job = JOBS[name] as (...all: readonly unknown[]) => unknown
    port.postMessage(done(() => job(...given)))
  })
}

function done(run: () => unknown): Done {
  try {
    return { ok: true, value: run() }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

if (parentPort !== null) serve(parentPort)
