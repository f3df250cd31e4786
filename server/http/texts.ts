// Texts: laid before a meeting as a file, read as plain JSON.
import { wordsOf } from '@chapeau/shared/brackets/words'
import { SERVER_CLIENT_IDS_FROM, type Principal } from '@chapeau/shared/ids'
import { standsOf, type Stand } from '@chapeau/shared/text/meta'
import { TABLES_AS, type TablesAs } from '@chapeau/shared/exchange/blocks'
import type { TextAnswer } from '@chapeau/shared/protocol/api'
import { read, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import { listingOf } from '../sync/committer.ts'
import type { Look } from '../sync/house.ts'
import type { AppPorts } from './app.ts'
import { authorsIn, codesIn } from './authors.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'
import { uploadIn, uploads } from './upload.ts'

/** Imports are written under one id of the server's; a room takes a fresh one of its own. */
const IMPORT_CLIENT_ID = SERVER_CLIENT_IDS_FROM

export function textRoutes({ rooms, meetings, storage, workshop }: AppPorts, door: Door): Router {
  const router = Router()

  router.post('/meetings/:id/texts', ...uploads(), async (request, response) => {
    const { meeting, doer } = await door.desk(request, param(request, 'id'))
    const { bytes, name, choices } = await uploadIn(request)
    const known = {
      delegations: await storage.delegations(meeting.id),
      authors: authorsIn(query(request, 'authors')),
      choices,
      tables: tablesIn(query(request, 'tables')),
    }
    codesIn(known.authors, known.delegations)
    const file = { bytes, name, clientId: IMPORT_CLIENT_ID, known }
    const laid = await workshop.do('layFile', { ...file, title: (query(request, 'name') ?? '').trim().slice(0, 200) })
    if (!laid.ok) throw new HttpProblem(422, laid.message)
    const text = await meetings.addLaid(meeting.id, laid.laying, doer)
    response.status(201).json({ textId: text.id, report: laid.report })
  })

  router.get('/texts/:id', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    response.json(await room.look(answerOf))
  })

  return router
}

function tablesIn(value: string | null): TablesAs {
  const tables = value === null ? undefined : TABLES_AS.find((one) => one === value)
  if (value !== null && tables === undefined) throw new HttpProblem(400, `\`tables\` is one of ${TABLES_AS.join(', ')}.`)
  return tables
}

/** A text as the API shows it; `text` in printed notation. */
export function answerOf({ doc, meta, text, head }: Look): TextAnswer {
  const reading = read(runsOf(bodyOf(doc)), meta)
  const base = new Map(viewOf(reading, meta, 'base').map((paragraph) => [paragraph.index, viewText(paragraph)]))
  const stands = standsOf(meta)
  return {
    id: text.id,
    ...listingOf(doc, text.name),
    seq: head.seq,
    paragraphs: viewOf(reading, meta, 'rolling').map((paragraph) => ({
      id: paragraph.id,
      label: paragraph.label,
      type: paragraph.type,
      level: paragraph.level,
      state: paragraph.state,
      text: viewText(paragraph),
      base: base.get(paragraph.index) ?? '',
    })),
    brackets: [...reading.brackets.values()].map((bracket) => bracketAnswer(bracket, reading, stands)),
  }
}

function bracketAnswer(
  bracket: Bracket,
  reading: Reading,
  stands: ReadonlyMap<string, ReadonlyMap<Principal, Stand>>,
): TextAnswer['brackets'][number] {
  const { bid, kind, by, holder, group, first } = bracket
  return {
    id: bid,
    kind,
    by,
    holder,
    group,
    paragraph: reading.paragraphs[first]?.raw.starter?.p ?? null,
    text: wordsOf(reading, bid),
    stands: Object.fromEntries(stands.get(bid) ?? []),
    children: [...reading.brackets.values()].filter(({ parent }) => parent === bid).map((child) => child.bid),
  }
}
