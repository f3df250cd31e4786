// Sends a record as it is read: a long record is never in memory whole. What of it the reader may see is decided before.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { RECORD_PAGE } from '../limits.ts'
import type { TextStorage } from '../storage/port.ts'
import { lineFor, type Reader } from './sight.ts'

export interface Sending {
  readonly chain: string
  /** Numbers behind which entries are sent, and of the last one. */
  readonly after: number
  readonly to: number
  readonly sight: Reader
  print(lines: readonly RecordLine[]): string
}

/** Writes the entries and ends the stream; stops when the reader goes away. */
export async function sendRecord(out: Writable, storage: TextStorage, { chain, after: from, to, sight, print }: Sending): Promise<void> {
  let after = from
  while (after < to) {
    const lines = (await storage.record(chain, after, RECORD_PAGE)).filter(({ entry }) => entry.seq <= to)
    if (out.destroyed) return
    if (lines.length === 0) break
    const full = !out.write(print(lines.map((line) => lineFor(line, sight))))
    after = lines.at(-1)!.entry.seq
    // A reader that goes away never drains; then the stream closes.
    if (full) await Promise.race([once(out, 'drain'), once(out, 'close')])
  }
  out.end()
}

export const ndjson = (lines: readonly RecordLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
