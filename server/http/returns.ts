// Files that come back: compared with what they were printed from, and carried out as proposals once somebody has seen what they
// would become. Which text and whose a file may be is asked beforehand (matches.ts).
import type { PrintedAs } from '@chapeau/shared/exchange/compare/compare'
import { BRACKETS_AS } from '@chapeau/shared/exchange/docx/frame'
import { originIn } from '@chapeau/shared/exchange/docx/reader'
import type { Origin } from '@chapeau/shared/exchange/source'
import { NOBODY, type Principal } from '@chapeau/shared/ids'
import { isDesk, mayWrite, type Actor, type Delegation } from '@chapeau/shared/policy'
import type { ComparisonAnswer, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import { digest } from '@chapeau/shared/brackets/words'
import type { Body } from '@chapeau/shared/text/model'
import { statusOf } from '@chapeau/shared/text/meta'
import { read } from '@chapeau/shared/text/read'
import { VIEWS } from '@chapeau/shared/text/views'
import { Router, type Request, type Response } from 'express'
import * as z from 'zod'
import { actingAs } from '../access/actor.ts'
import type { FileBack } from '../acts/returned.ts'
import { sha256 } from '../record/chain.ts'
import { printOf } from '../record/prints.ts'
import type { Storage, StoredText } from '../storage/port.ts'
import { authorOf } from '../sync/acting.ts'
import { listingOf } from '../sync/committer.ts'
import type { Carry, ReturnedOutcome } from '../sync/returning.ts'
import type { Room } from '../sync/room.ts'
import type { Workshop } from '../workshop/port.ts'
import type { AppPorts } from './app.ts'
import { authorsIn, codesIn } from './authors.ts'
import { param, query } from './body.ts'
import type { Door } from './door.ts'
import { fileIn, takesFile } from './filed.ts'
import { HttpProblem } from './problem.ts'

export function returnRoutes({ storage, rooms, workshop }: AppPorts, door: Door): Router {
  const router = Router()
  /** Returns on their way to disk: a repeat that arrives meanwhile waits for the first. */
  const running = new Map<string, { readonly request: string; readonly outcome: Promise<ReturnedOutcome> }>()

  router.post('/texts/:id/returns', ...takesFile(), async (request, response) => {
    const { sitter, text } = await door.sitter(request, param(request, 'id'))
    const delegations = await storage.delegations(text.meetingId)
    const as = query(request, 'as') ?? undefined
    const acting = actingAs(sitter, as, new Map(delegations.map((one) => [one.code, one])))
    if (!acting.ok) throw new HttpProblem(403, acting.message, acting.rule)
    const wish = wishIn(request, acting.actor, delegations)
    const asked = askedIn(wish, [sitter.seat.id, as ?? ''])
    const key = `${text.id}/${wish.carry?.id ?? ''}`
    const stored = wish.carry === null ? null : await storage.actById(text.id, wish.carry.id)
    if (stored !== null) {
      if (stored.request !== asked) throw reused()
      response.json(stored.answer as ReturnedAnswer)
      return
    }
    const go = async (): Promise<ReturnedOutcome> => {
      const room = await rooms.open(text.id)
      if (room === null) throw new HttpProblem(404)
      await mustWrite(room, acting.actor)
      const back = await fileBack({ room, storage, workshop, text, delegations, actor: acting.actor }, wish)
      const carry: Carry | null =
        wish.carry === null ? null : { ...wish.carry, request: asked, author: authorOf(sitter, acting.actor, acting.typist) }
      try {
        return await room.returned(back, acting.actor, carry)
      } catch (error) {
        throw new HttpProblem(503, 'The text could not be saved. Nothing was proposed; please try again.', undefined, error)
      }
    }
    if (wish.carry === null) return send(response, await go())
    const run = running.get(key) ?? { request: asked, outcome: go().finally(() => running.delete(key)) }
    if (run.request !== asked) throw reused()
    running.set(key, run)
    send(response, await run.outcome)
  })

  return router
}

const reused = (): HttpProblem =>
  new HttpProblem(422, 'This id was used for something else. Every request needs an id of its own.', 'SY-21')

function send(response: Response, outcome: ReturnedOutcome): void {
  if ('comparison' in outcome) response.json(outcome.comparison satisfies ComparisonAnswer)
  else if ('carried' in outcome) response.json(outcome.carried satisfies ReturnedAnswer)
  else if ('changed' in outcome) response.status(409).json(outcome.changed satisfies ComparisonAnswer)
  else throw new HttpProblem(409, outcome.refused.message, outcome.refused.rule)
}

interface Wish {
  readonly bytes: Uint8Array
  readonly hash: string
  readonly name: string
  readonly authors: Readonly<Record<string, Principal>>
  readonly paragraph: string | null
  /** A revision's number, the text as it stands, or (null) what the file names. */
  readonly base: number | 'now' | null
  readonly carry: Pick<Carry, 'digest' | 'leave' | 'id'> | null
}

/** What was asked, as a digest: a repeat is the same to the letter. */
function askedIn({ hash, name, base, paragraph, authors, carry }: Wish, who: readonly string[]): string {
  const leave = [...(carry?.leave ?? [])].sort((a, b) => a - b)
  return digest(JSON.stringify([who, hash, name, base, paragraph, authors, carry?.digest ?? '', leave]))
}

/** Throws 400 and 422 for what cannot be asked like that. */
function wishIn(request: Request, actor: Actor, delegations: readonly Delegation[]): Wish {
  const body = fileIn(request)
  const authors = authorsIn(query(request, 'authors'))
  codesIn(authors, delegations)
  if (!isDesk(actor) && Object.keys(authors).length > 0) throw new HttpProblem(400, 'Only the desk says whom authors speak for.')
  const base = query(request, 'base')
  if (base !== null && base !== 'now' && !/^\d{1,9}$/.test(base))
    throw new HttpProblem(400, '`base` is the number of a revision, or `now`.')
  return {
    bytes: body,
    hash: sha256(body),
    name: (query(request, 'file') ?? '').slice(0, 200),
    authors,
    paragraph: query(request, 'paragraph'),
    base: base === null || base === 'now' ? base : Number(base),
    carry: carryIn(request),
  }
}

const carrySchema = z.object({
  carry: z.string().regex(/^[0-9a-f]{64}$/),
  request: z.uuid(),
  leave: z.string().regex(/^(\d{1,6}(,\d{1,6})*)?$/),
})

function carryIn(request: Request): Wish['carry'] {
  const carry = query(request, 'carry')
  if (carry === null) return null
  const parsed = carrySchema.safeParse({ carry, request: query(request, 'request'), leave: query(request, 'leave') ?? '' })
  if (!parsed.success)
    throw new HttpProblem(400, 'To carry it out, `carry` is the digest that was shown, `request` a UUID, `leave` numbers with commas.')
  const numbers = parsed.data.leave
    .split(',')
    .filter((one) => one !== '')
    .map(Number)
  return { digest: carry, id: parsed.data.request, leave: new Set(numbers) }
}

/** Throws 403 where the actor proposes nothing in this text as it is. */
async function mustWrite(room: Room, actor: Actor): Promise<void> {
  const permission = mayWrite(actor, await room.look(({ meta }) => statusOf(meta)))
  if (!permission.ok) throw new HttpProblem(403, permission.message, permission.rule)
}

interface Place {
  readonly room: Room
  readonly storage: Storage
  readonly workshop: Workshop
  readonly text: StoredText
  readonly delegations: readonly Delegation[]
  readonly actor: Actor
}

/** The file, held against what it was printed from. Throws 422 for what cannot be read, or names what is not there. */
async function fileBack(place: Place, wish: Wish): Promise<FileBack> {
  const base = await baseFor(place, wish)
  const meta = new Map(Object.entries(base.meta))
  if (
    wish.paragraph !== null &&
    !base.body.some(({ insert }) => typeof insert === 'object' && 'p' in insert && insert.p === wish.paragraph)
  )
    throw new HttpProblem(404, 'There is no such paragraph in this text.')
  const { actor, delegations, workshop } = place
  const { bytes, name, authors, paragraph } = wish
  const compared = await workshop.do(
    'compareFile',
    { bytes, name, authors, paragraph, delegations, principal: actor.principal ?? NOBODY, desk: isDesk(actor) },
    { body: base.body, meta },
    base.printed,
  )
  if ('ok' in compared) throw new HttpProblem(422, compared.message)
  return { compared, reading: read(base.body, meta), meta, units: base.units, base: base.said, hash: wish.hash, name: wish.name }
}

interface Base {
  readonly body: Body
  readonly meta: Readonly<Record<string, unknown>>
  readonly units: FileBack['units']
  readonly said: ComparisonAnswer['base']
  readonly printed: PrintedAs | null
}

async function baseFor({ room, storage, text }: Place, { bytes, base, paragraph }: Wish): Promise<Base> {
  if (typeof base === 'number') {
    const revision = await storage.revision(text.id, base)
    if (revision === null) throw new HttpProblem(404, 'There is no such revision of this text.')
    const { seq, at } = revision
    return { ...revision, units: null, said: { from: 'revision', seq, revision: revision.revision, at }, printed: null }
  }
  const origin = base === 'now' || paragraph !== null ? null : originIn(bytes)
  return origin === null ? baseNow(room) : basePrinted(origin, storage, text)
}

function baseNow(room: Room): Promise<Base> {
  return room.look(({ doc, text: { name } }) => {
    const said = { from: 'now' as const, seq: null, revision: listingOf(doc, name).revision, at: null }
    return { ...printOf(doc), said, printed: null }
  })
}

const OTHERWISE = 'Compare it with the text as it stands, or with a revision.'

/** The text as the file that comes back was printed from it. */
async function basePrinted(origin: Origin, storage: Storage, text: StoredText): Promise<Base> {
  if (origin.textId !== text.id) throw new HttpProblem(422, `This file was taken away from another text. ${OTHERWISE}`, 'IM-62')
  const [line] = await storage.record(text.id, origin.entry, 1)
  if (line?.entry.act !== 'export' || line.entry.prev !== origin.hash)
    throw new HttpProblem(422, `This file names an entry of the record that does not speak of it. ${OTHERWISE}`, 'IM-62')
  const hash = line.content?.detail?.['text']
  const print = typeof hash === 'string' ? await storage.printed(text.id, hash) : null
  if (print === null)
    throw new HttpProblem(
      422,
      `The text that this file was taken away from is not kept any more: it was destroyed by rule, or is older than this server’s way of keeping it. ${OTHERWISE}`,
      'IM-62',
    )
  const { body, meta, units, revision } = print
  const view = VIEWS.find((one) => one === origin.view) ?? 'rolling'
  const brackets = BRACKETS_AS.find((one) => one === origin.brackets) ?? 'text'
  const said = { from: 'export' as const, seq: line.entry.seq, revision, at: line.entry.at }
  return { body, meta, units, said, printed: { view, brackets } }
}
