// A short negotiation on a real server: a proposal with its reason, a decision, an issue, a text taken away twice; and what
// somebody who knows how hashes are made does to its record.
import { contentHash, entryHash } from '@chapeau/server/record/chain'
import { readRecord, type RecordFile } from '@chapeau/server/record/file'
import type { RecordEntry, RecordLine } from '@chapeau/shared/protocol/api'
import { expect } from 'vitest'
import { Desk } from '../support/desk.ts'
import { seatFor, seed, startServer, type TestServer } from '../support/server.ts'
import { act, bracketOf, seen } from '../support/stage.ts'

export interface Negotiation {
  readonly server: TestServer
  readonly chair: Desk
  readonly textId: string
  /** The text as it was taken away with entry 5. */
  readonly exported: Uint8Array
  /** The record as it was taken away, seven entries. */
  readonly file: RecordFile
  close(): Promise<void>
}

export async function negotiate(): Promise<Negotiation> {
  const server = await startServer()
  const { meetingId, textId } = await seed(server, '1.\tStates should act.\n2.\tThey should report.', { status: 'preparation' })
  const chair = new Desk(server, textId, await seatFor(server, meetingId, 'chair'))
  await chair.synced()
  const taken = async (name: string): Promise<Uint8Array> => {
    const response = await chair.fetch(`/api/texts/${textId}/${name}`)
    expect(response.status).toBe(200)
    return new Uint8Array(await response.arrayBuffer())
  }
  expect((await act(chair, textId, { act: 'issue' })).status).toBe(200)
  const rus = new Desk(server, textId, await seatFor(server, meetingId, 'delegate', 'RUS'))
  await rus.synced()
  rus.propose('RUS', ' now', 'act')
  await chair.until(() => chair.text.includes('[ now – RUS]'))
  const bid = bracketOf(chair, 'RUS')
  expect((await act(rus, textId, { act: 'explain', target: bid, rationale: 'Time presses.' })).status).toBe(200)
  const exported = await taken('export.txt')
  expect((await act(chair, textId, { act: 'keep', target: bid, seen: seen(chair, bid) })).status).toBe(200)
  await taken('export.html')
  const read = readRecord(new TextDecoder().decode(await taken('record.ndjson')))
  if (read.status !== 'read') throw new Error(read.status)
  rus.close()
  const close = async (): Promise<void> => {
    chair.close()
    await server.close()
  }
  return { server, chair, textId, exported, file: read.file, close }
}

/** A record as the file that it is read from. */
export function textOf({ header, lines }: RecordFile): string {
  return [...(header === null ? [] : [header]), ...lines].map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** Everything from line `i` on sealed anew behind a change, as by somebody who knows how hashes are made. */
export function rewrittenFrom(
  file: RecordFile,
  i: number,
  change: (entry: RecordEntry) => RecordEntry,
  content?: RecordLine['content'],
): RecordFile {
  const lines = [...file.lines]
  for (let at = i; at < lines.length; at++) {
    const { entry, salt } = lines[at]!
    const words = at === i && content !== undefined ? content : lines[at]!.content
    const hashed = words === null || salt === null ? entry.contentHash : contentHash(words, salt)
    const next = { ...(at === i ? change(entry) : entry), contentHash: hashed, prev: at === 0 ? '' : lines[at - 1]!.entry.hash }
    lines[at] = { content: words, salt, entry: { ...next, hash: entryHash(next) } }
  }
  return { ...file, lines }
}
