// The record: as NDJSON, an entry a line, as a file with a header, and as a table. Sent as it is read: a long record is
// never in memory whole.
import type { KeyAnswer, RecordHeader, RecordLine } from '@chapeau/shared/protocol/api'
import { Router, type Response } from 'express'
import { once } from 'node:events'
import { RECORD_PAGE } from '../limits.ts'
import { csvHeader, csvRows } from '../record/csv.ts'
import type { Storage } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export function recordRoutes({ storage, signer }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/key', (_request, response) => {
    response.json({ algorithm: 'Ed25519', publicKey: signer.publicKey } satisfies KeyAnswer)
  })
  router.get('/texts/:id/heads', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    response.json({ publicKey: signer.publicKey, heads: await storage.heads(text.id) })
  })
  router.get('/texts/:id/record', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    await send(response, { storage, chain: text.id, after: afterIn(query(request, 'after')), print: ndjson })
  })
  router.get('/meetings/:id/record', async (request, response) => {
    const { meeting } = await door.meeting(request, param(request, 'id'))
    await send(response, { storage, chain: meeting.id, after: afterIn(query(request, 'after')), print: ndjson })
  })
  router.get('/texts/:id/record.:format', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    const header = await headerOf(text)
    await sendFile(response, param(request, 'format'), header)
  })
  router.get('/meetings/:id/record.:format', async (request, response) => {
    const { meeting } = await door.meeting(request, param(request, 'id'))
    const header = await headerOf(meeting)
    await sendFile(response, param(request, 'format'), header)
  })

  async function headerOf({ id, name }: { readonly id: string; readonly name: string }): Promise<RecordHeader> {
    const heads = await storage.heads(id)
    return { chapeau: 'record', version: 1, chain: id, name, exportedAt: new Date().toISOString(), publicKey: signer.publicKey, heads }
  }

  async function sendFile(response: Response, format: string, header: RecordHeader): Promise<void> {
    if (format !== 'ndjson' && format !== 'csv') throw new HttpProblem(404, 'A record can be taken away as .ndjson or .csv.')
    response.attachment(`record-${header.chain}.${format}`)
    const csv = format === 'csv'
    // Spreadsheets take a file for UTF-8 only when it begins with this mark.
    const begin = csv ? `\ufeff${csvHeader()}` : `${JSON.stringify(header)}\n`
    await send(response, {
      storage,
      chain: header.chain,
      after: 0,
      print: csv ? csvRows : ndjson,
      begin,
      type: csv ? 'text/csv; charset=utf-8' : NDJSON,
    })
  }

  return router
}

const NDJSON = 'application/x-ndjson'

const ndjson = (lines: readonly RecordLine[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('')

interface Sending {
  readonly storage: Storage
  readonly chain: string
  readonly after: number
  print(lines: readonly RecordLine[]): string
  readonly begin?: string
  readonly type?: string
}

async function send(response: Response, { storage, chain, after: from, print, begin = '', type = NDJSON }: Sending): Promise<void> {
  response.type(type)
  response.write(begin)
  let after = from
  for (;;) {
    const lines = await storage.record(chain, after, RECORD_PAGE)
    if (response.destroyed) return
    const full = !response.write(print(lines))
    if (lines.length < RECORD_PAGE) break
    after = lines.at(-1)!.entry.seq
    // A reader that goes away never drains; then the response closes.
    if (full) await Promise.race([once(response, 'drain'), once(response, 'close')])
  }
  response.end()
}

function afterIn(value: string | null): number {
  if (value === null || value === '') return 0
  if (!/^\d{1,15}$/.test(value)) throw new HttpProblem(400, '`after` is the number of an entry.')
  return Number(value)
}
