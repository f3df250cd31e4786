// Which text of a meeting a file may be about, and whose it may be: asked before a file is returned, also for many at once.
import { likenessTo, rowsOfText, type Rows } from '@chapeau/shared/exchange/compare/match'
import type { MatchAnswer } from '@chapeau/shared/protocol/api'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { Router } from 'express'
import { MAX_MATCHED_TEXTS } from '../limits.ts'
import type { Rooms } from '../sync/rooms.ts'
import type { AppPorts } from './app.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { fileIn, takesFile } from './filed.ts'
import { HttpProblem } from './problem.ts'

/** Less than this is no likeness: any two texts of one kind have so many words in common. */
const LEAST = 0.05

export function matchRoutes({ storage, rooms, workshop }: AppPorts, door: Door): Router {
  const router = Router()
  const known = new KnownRows(rooms)
  router.post('/meetings/:id/matches', ...takesFile(), async (request, response) => {
    const { meeting } = await door.meeting(request, param(request, 'id'))
    const body = fileIn(request)
    const delegations = await storage.delegations(meeting.id)
    const file = await workshop.do('matchFile', body, (query(request, 'file') ?? '').slice(0, 200), delegations)
    if (!file.ok) throw new HttpProblem(422, file.message)
    const texts: MatchAnswer['texts'][number][] = []
    for (const { id, name } of await storage.texts(meeting.id)) {
      const likeness = likenessTo(file.rows, await known.of(id))
      const named = file.named === id
      if (named || likeness >= LEAST) texts.push({ id, name, likeness: Math.round(likeness * 1000) / 1000, named })
    }
    texts.sort((a, b) => Number(b.named) - Number(a.named) || b.likeness - a.likeness)
    response.json({ texts, delegations: file.delegations } satisfies MatchAnswer)
  })
  return router
}

/** Rows of words of the texts that were asked about last, as long as their record has not grown. */
class KnownRows {
  readonly #rooms: Rooms
  readonly #rows = new Map<string, { readonly seq: number; readonly rows: Rows }>()

  constructor(rooms: Rooms) {
    this.#rooms = rooms
  }

  async of(textId: string): Promise<Rows> {
    const room = await this.#rooms.open(textId)
    if (room === null) return new Set()
    return room.look(({ doc, meta, head }) => {
      const before = this.#rows.get(textId)
      const rows = before?.seq === head.seq ? before.rows : rowsOfText(read(runsOf(bodyOf(doc)), meta))
      this.#rows.delete(textId)
      this.#rows.set(textId, { seq: head.seq, rows })
      if (this.#rows.size > MAX_MATCHED_TEXTS) this.#rows.delete(this.#rows.keys().next().value!)
      return rows
    })
  }
}
