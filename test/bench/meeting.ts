// Sets up a meeting on a running Chapeau through its own doors, with a session for everybody who will sit there.
import type { MeetingAnswer, SeatAnswer, InvitationAnswer } from '@chapeau/shared/protocol/api'
import { randomUUID } from 'node:crypto'
import { CODES } from './corpus.ts'
import type { Subject } from './subject.ts'
import type { Seat } from './orders.ts'

/** One who has joined. */
interface Visitor {
  readonly cookie: string
  readonly seat: string
}

const TOGETHER = 16

/** Issued texts of one meeting, and so many delegates at each. */
export async function meetingOn(subject: Subject, notation: string, texts: number, people: number): Promise<Seat[][]> {
  const operator = await join(subject, subject.operator, 'Operator')
  const meeting = (await call(subject, operator, 'POST', '/api/meetings', { name: 'Bench' })) as MeetingAnswer
  const at = `/api/meetings/${meeting.id}`
  await call(
    subject,
    operator,
    'POST',
    `${at}/delegations`,
    CODES.map((code) => ({ code, name: code })),
  )
  const chair = await join(subject, await invite(subject, operator, at, { role: 'chair' }), 'Chair')
  const links = await all(CODES, (delegation) => invite(subject, operator, at, { role: 'delegate', delegation }))
  const seats: Seat[][] = []
  // One after the other: each is an entry in the meeting's chain.
  for (let i = 0; i < texts; i++) {
    const { textId } = (await call(subject, operator, 'POST', `${at}/texts?name=Text${i}`, notation)) as { textId: string }
    await call(subject, chair, 'POST', `/api/texts/${textId}/acts?seat=${chair.seat}`, { id: randomUUID(), act: 'issue' })
    seats.push(
      await all(
        Array.from({ length: people }, (_, n) => n),
        async (n) => {
          const { cookie, seat } = await join(subject, links[n % links.length]!, `Delegate ${i}.${n}`)
          return { path: `/sync/${textId}?seat=${seat}`, cookie, principal: CODES[n % CODES.length]! }
        },
      ),
    )
  }
  return seats
}

/** The value of one of the server's counters. */
export async function counter(subject: Subject, name: string): Promise<number> {
  const text = await (await fetch(`${subject.url}/metrics`)).text()
  return Number(new RegExp(`^chapeau_${name}(?:_total)? (\\d+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
}

async function invite(subject: Subject, by: Visitor, at: string, wish: { role: SeatAnswer['role']; delegation?: string }): Promise<string> {
  const { link } = (await call(subject, by, 'POST', `${at}/invitations`, wish)) as InvitationAnswer
  return link!.split('/').at(-1)!
}

async function join(subject: Subject, invitation: string, name: string): Promise<Visitor> {
  const response = await fetch(`${subject.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation, name }),
  })
  if (!response.ok) throw new Error(`joining answered ${response.status}: ${await response.text()}`)
  const { seat } = (await response.json()) as { seat: string }
  return { cookie: response.headers.get('set-cookie')!.split(';')[0]!, seat }
}

async function call(subject: Subject, { cookie }: Visitor, method: string, path: string, body: unknown): Promise<unknown> {
  const plain = typeof body === 'string'
  const response = await fetch(`${subject.url}${path}`, {
    method,
    headers: { cookie, 'content-type': plain ? 'text/plain' : 'application/json' },
    body: plain ? body : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

/** Not more at once than the server has to hold. */
async function all<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let i = 0; i < items.length; i += TOGETHER) results.push(...(await Promise.all(items.slice(i, i + TOGETHER).map(work))))
  return results
}
