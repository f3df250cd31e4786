// Texts: laid before a meeting as a file, read as plain JSON.
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Principal } from '@chapeau/shared/ids'
import { standsOf, type Stand } from '@chapeau/shared/text/meta'
import type { TextAnswer } from '@chapeau/shared/protocol/api'
import { read, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { viewOf, viewText } from '@chapeau/shared/text/views'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import { listingOf } from '../sync/committer.ts'
import type { Look } from '../sync/room.ts'
import type { AppPorts } from './app.ts'
import { param } from './body.ts'
import type { Door } from './door.ts'
import { HttpProblem } from './problem.ts'

export function textRoutes({ rooms }: AppPorts, door: Door): Router {
  const router = Router()

  router.get('/texts/:id', async (request, response) => {
    const { text } = await door.text(request, param(request, 'id'))
    const room = await rooms.open(text.id)
    if (room === null) throw new HttpProblem(404)
    response.json(await room.look(answerOf))
  })

  return router
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
