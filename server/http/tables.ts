// What is open in a text, who stands where and what became of every proposal, as tables for spreadsheets.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router, type Request, type Response } from 'express'
import { RECORD_PAGE } from '../limits.ts'
import { bracketsTable } from '../record/brackets.ts'
import { Proposed } from '../record/proposed.ts'
import { lineFor, type Reader } from '../record/sight.ts'
import { sinceIn } from '../record/since.ts'
import { entriesOfStands, standsTable } from '../record/stands.ts'
import { csvOf, xlsxOf, type Table } from '../record/table.ts'
import type { StoredText } from '../storage/port.ts'
import type { Look } from '../sync/house.ts'
import type { Room } from '../sync/room.ts'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { fileName } from './file-name.ts'
import { HttpProblem } from './problem.ts'
import { sightOf } from './record.ts'

/** Of the file with all of them, a sheet each. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function tableRoutes({ rooms, storage }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/texts/:id/brackets.csv', async (request, response) => sendCsv(response, await asked(request), brackets))
  router.get('/texts/:id/stands.csv', async (request, response) => sendCsv(response, await asked(request), stands))
  router.get('/texts/:id/trace.csv', async (request, response) => sendCsv(response, await asked(request), traced))
  router.get('/texts/:id/brackets.xlsx', async (request, response) => {
    const about = await asked(request)
    const tables = [await brackets(about), await stands(about), await traced(about)]
    response
      .attachment(`${fileName(about.text.name)}.xlsx`)
      .type(XLSX)
      .send(Buffer.from(await xlsxOf(tables)))
  })
  return router

  async function asked(request: Request): Promise<Asked> {
    const { text, visitor } = await door.text(request, param(request, 'id'))
    const { meeting } = await door.meeting(request, text.meetingId)
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    // A table is for handing on: what is not for the room is in none.
    return { text, room, sight: { ...sightOf(visitor, meeting), ears: [] } }
  }

  async function brackets({ room }: Asked): Promise<Table> {
    const since = await sinceIn(room, storage)
    return room.look((look) => bracketsTable(readingOf(look), look.meta, since))
  }

  async function stands({ room, text }: Asked): Promise<Table> {
    const seqs = await room.look(({ meta }) => entriesOfStands(meta))
    const times = new Map((await storage.recordOf(text.id, [], seqs)).map(({ entry }) => [entry.seq, entry.at]))
    return room.look((look) => standsTable(readingOf(look), look.meta, (seq) => times.get(seq) ?? null))
  }

  async function traced({ room, text, sight }: Asked): Promise<Table> {
    const proposed = new Proposed()
    const { seq: to } = await storage.head(text.id)
    let after = 0
    while (after < to) {
      const lines: RecordLine[] = await storage.record(text.id, after, RECORD_PAGE)
      if (lines.length === 0) break
      proposed.add(lines.map((line) => lineFor(line, sight)))
      after = lines.at(-1)!.entry.seq
    }
    return room.look((look) => proposed.table(readingOf(look), look.meta))
  }
}

interface Asked {
  readonly text: StoredText
  readonly room: Room
  readonly sight: Reader
}

const readingOf = ({ doc, meta }: Pick<Look, 'doc' | 'meta'>): Reading => read(runsOf(bodyOf(doc)), meta)

async function sendCsv(response: Response, asked: Asked, make: (asked: Asked) => Promise<Table>): Promise<void> {
  const table = await make(asked)
  response.attachment(`${fileName(asked.text.name)}-${table.name}.csv`).type('text/csv; charset=utf-8')
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  response.send(`\ufeff${csvOf(table)}`)
}
