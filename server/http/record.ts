// The record of a text or a meeting: as NDJSON, an entry a line, as a file with a signed header, and as a table; its signed
// heads; destroying its content. Who reads what of it is the meeting's rules'.
import { earsOf, recordSight } from '@chapeau/shared/policy'
import type { HeadsAnswer, KeyAnswer, RecordHeader } from '@chapeau/shared/protocol/api'
import { Router, type Request, type Response } from 'express'
import * as z from 'zod'
import type { Visitor } from '../access/sessions.ts'
import { csvHeader, csvRows } from '../record/csv.ts'
import { ndjson, sendRecord } from '../record/sending.ts'
import type { Reader } from '../record/sight.ts'
import type { StoredMeeting } from '../storage/port.ts'
import type { AppPorts } from './app.ts'
import { bodyAs, param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

const NDJSON = 'application/x-ndjson'
export const destroySchema = z.object({ upTo: z.int().min(1), rationale: z.string().trim().min(1).max(2_000).optional() })

/** A chain and who asks for it. */
interface Chain {
  readonly kind: 'text' | 'meeting'
  readonly id: string
  readonly name: string
  readonly revision: string
  readonly sight: Reader
}

export function recordRoutes({ storage, signer, rooms, meetings, clock }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/key', (_request, response) => {
    response.json({ algorithm: 'Ed25519', publicKey: signer.publicKey } satisfies KeyAnswer)
  })

  for (const kind of ['text', 'meeting'] as const) {
    router.get(`/${kind}s/:id/heads`, async (request, response) => {
      const { publicKey, shows, head, heads } = await headerOf(await chainIn(request, kind))
      response.json({ publicKey, shows, head, heads } satisfies HeadsAnswer)
    })
    router.get(`/${kind}s/:id/record`, async (request, response) => {
      const { id, sight } = await chainIn(request, kind)
      const { seq } = await storage.head(id)
      response.type(NDJSON)
      await sendRecord(response, storage, { chain: id, after: afterIn(query(request, 'after')), to: seq, sight, print: ndjson })
    })
    router.get(`/${kind}s/:id/record.:format`, async (request, response) => {
      await sendFile(response, param(request, 'format'), await chainIn(request, kind))
    })
    router.get(`/${kind}s/:id/export.ndjson`, async (request, response) => {
      await sendFile(response, 'ndjson', await chainIn(request, kind))
    })
    router.post(`/${kind}s/:id/record/destroy`, async (request, response) => {
      const { id } = await chainIn(request, kind)
      const meetingId = kind === 'meeting' ? id : (await door.text(request, id)).text.meetingId
      const { doer } = await door.chair(request, meetingId)
      const { upTo, rationale } = bodyAs(request, destroySchema)
      const content = rationale === undefined ? {} : { rationale }
      const destroyed =
        kind === 'meeting'
          ? await meetings.destroyContent(id, upTo, doer, content)
          : await (await rooms.open(id))?.destroyContent(upTo, doer, content)
      if (destroyed === null || destroyed === undefined) throw new HttpProblem(422, 'The record has no entry with this number.', 'RE-15')
      response.json(destroyed)
    })
  }

  async function chainIn(request: Request, kind: Chain['kind']): Promise<Chain> {
    const id = param(request, 'id')
    if (kind === 'meeting') {
      const { visitor, meeting } = await door.meeting(request, id)
      return { kind, id: meeting.id, name: meeting.name, revision: '', sight: sightOf(visitor, meeting) }
    }
    const { visitor, text } = await door.text(request, id)
    const { meeting } = await door.meeting(request, text.meetingId)
    return { kind, id: text.id, name: text.name, revision: text.revision, sight: sightOf(visitor, meeting) }
  }

  async function headerOf({ kind, id, name, revision, sight }: Chain): Promise<RecordHeader> {
    const [{ seq, hash }, heads] = await Promise.all([storage.head(id), storage.heads(id)])
    const at = new Date(clock.now()).toISOString()
    const head = seq === 0 ? null : signer.sign({ text: id, seq, hash, textHash: null, revision, at })
    const { publicKey } = signer
    const shows = { content: sight.content, names: sight.names }
    return signer.signHeader({ chapeau: 'record', version: 1, kind, chain: id, name, exportedAt: at, publicKey, shows, head, heads })
  }

  async function sendFile(response: Response, format: string, chain: Chain): Promise<void> {
    if (format !== 'ndjson' && format !== 'csv') throw new HttpProblem(404, 'A record can be taken away as .ndjson or .csv.')
    const header = await headerOf(chain)
    const csv = format === 'csv'
    response.attachment(`record-${chain.id}.${format}`).type(csv ? 'text/csv; charset=utf-8' : NDJSON)
    // Spreadsheets take a file for UTF-8 only when it begins with this mark.
    response.write(csv ? `\ufeff${csvHeader()}` : `${JSON.stringify(header)}\n`)
    const to = header.head?.seq ?? 0
    await sendRecord(response, storage, { chain: chain.id, after: 0, to, sight: chain.sight, print: csv ? csvRows : ndjson })
  }

  return router
}

/** By all seats that the visitor has in the meeting; the operator sees what the desk sees. */
export function sightOf({ person, seats }: Visitor, meeting: StoredMeeting): Reader {
  const here = seats.filter(({ meetingId }) => meetingId === meeting.id)
  const roles = here.map(({ role }) => role)
  // What is for the chair's or a delegation's ears is not the operator's to read.
  return { ...recordSight(meeting.rules, person.operator ? [...roles, 'secretariat'] : roles), ears: here.flatMap(earsOf) }
}

function afterIn(value: string | null): number {
  if (value === null || value === '') return 0
  if (!/^\d{1,15}$/.test(value)) throw new HttpProblem(400, '`after` is the number of an entry.')
  return Number(value)
}
