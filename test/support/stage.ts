// The usual setting of a socket test: one server, one text, people at their desks; all closed again when the test ends.
import { CHAIR, type Bid, type Principal } from '@chapeau/shared/ids'
import { wordsDigest } from '@chapeau/shared/brackets/words'
import type { Seen } from '@chapeau/shared/protocol/acts'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { metaOf, bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { read, type Reading } from '@chapeau/shared/text/read'
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { Desk, type DeskOptions } from './desk.ts'
import { seatFor, seed, startServer, type Someone, type TestServer, type TestServerOptions } from './server.ts'

export interface Stage {
  readonly server: TestServer
  readonly meetingId: string
  readonly textId: string
  /** A delegate's desk, synced. */
  readonly desk: (code: Principal, options?: DeskOptions) => Promise<Desk>
  readonly chair: (options?: DeskOptions) => Promise<Desk>
  readonly secretariat: (options?: DeskOptions) => Promise<Desk>
  readonly observer: (options?: DeskOptions) => Promise<Desk>
  readonly record: () => Promise<RecordLine[]>
}

export async function stage(notation: string, options: TestServerOptions & { status?: string } = {}): Promise<Stage> {
  const server = await startServer(options)
  onTestFinished(() => server.close())
  const { meetingId, textId } = await seed(server, notation, options.status === undefined ? {} : { status: options.status })
  const sit = async (someone: Promise<Someone>, deskOptions?: DeskOptions): Promise<Desk> => {
    const desk = new Desk(server, textId, await someone, deskOptions)
    onTestFinished(() => desk.close())
    await desk.synced()
    return desk
  }
  return {
    server,
    meetingId,
    textId,
    desk: (code, deskOptions) => sit(seatFor(server, meetingId, 'delegate', code), deskOptions),
    chair: (deskOptions) => sit(seatFor(server, meetingId, 'chair'), deskOptions),
    secretariat: (deskOptions) => sit(seatFor(server, meetingId, 'secretariat'), deskOptions),
    observer: (deskOptions) => sit(seatFor(server, meetingId, 'observer'), { hello: false, ...deskOptions }),
    record: () => server.storage.record(textId, 0, 10_000),
  }
}

export const readingOf = (desk: Desk): Reading => read(runsOf(bodyOf(desk.doc)), metaOf(desk.doc))

/** The id of the only bracket, or of the one with these words. */
export function bracketOf(desk: Desk, by: Principal): Bid {
  const found = [...readingOf(desk).brackets.values()].find((bracket) => bracket.by === by)
  if (found === undefined) throw new Error(`no bracket of ${by === CHAIR ? 'the chair' : by} in ${desk.text}`)
  return found.bid
}

/** What a desk has on screen of some brackets. */
export function seen(desk: Desk, ...bids: Bid[]): Seen {
  return { sv: Buffer.from(Y.encodeStateVector(desk.doc)).toString('base64'), words: wordsDigest(readingOf(desk), bids) }
}

export interface Answered {
  readonly status: number
  readonly body: {
    seq?: number
    refused?: { rule: string; message: string; words?: string; objectors?: string[] }
    rule?: string
    detail?: string
  }
}

/** Sends an act from a desk. */
export async function act(desk: Desk, textId: string, wish: object): Promise<Answered> {
  const response = await desk.fetch(`/api/texts/${textId}/acts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), ...wish }),
  })
  return { status: response.status, body: (await response.json()) as Answered['body'] }
}
