// Files that come back, on the wire (protocol/api, ComparisonAnswer): asked what they would become, carried out, matched with texts.
import type { Pid, Principal } from '@chapeau/shared/ids'
import type { ComparisonAnswer, MatchAnswer, Problem, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import { OFFLINE, postFileForBoth } from './http.ts'

export interface ReturnAsk {
  readonly textId: string
  readonly seatId: string
  /** For whom the secretariat returns it; null: in the seat's own name. */
  readonly as: Principal | null
  readonly file: Blob
  readonly name: string
  /** Revision's number or `now`; null: what the file says. */
  readonly base: string | null
  readonly paragraph: Pid | null
  readonly authors: Readonly<Record<string, Principal>>
}

export interface Failed {
  readonly status: 'failed'
  readonly problem: Problem
}

/** What the file would become. Nothing is written. */
export async function compareReturn(
  ask: ReturnAsk,
): Promise<{ readonly status: 'compared'; readonly comparison: ComparisonAnswer } | Failed> {
  const answer = await postFileForBoth(pathOf(ask), ask.file)
  return answer.status === 200 ? { status: 'compared', comparison: answer.body as ComparisonAnswer } : failed(answer)
}

export interface Carry {
  /** Of the comparison that was seen. */
  readonly digest: string
  readonly leave: readonly number[]
  /** A UUID; a repeat under it gets the first answer. */
  readonly request: string
}

export type Carried =
  | { readonly status: 'carried'; readonly answer: ReturnedAnswer }
  | { readonly status: 'changed'; readonly comparison: ComparisonAnswer }
  | Failed

/** Carries a comparison out, once; a lost answer is asked for again under the same id. */
export async function carryReturn(ask: ReturnAsk, { digest, leave, request }: Carry): Promise<Carried> {
  const path = `${pathOf(ask)}&${new URLSearchParams({ carry: digest, leave: leave.join(','), request }).toString()}`
  let answer = await postFileForBoth(path, ask.file)
  if (answer.status === OFFLINE) answer = await postFileForBoth(path, ask.file)
  const { status, body } = answer
  if (status === 200) return { status: 'carried', answer: body as ReturnedAnswer }
  if (status === 409 && typeof body === 'object' && body !== null && 'digest' in body)
    return { status: 'changed', comparison: body as ComparisonAnswer }
  return failed(answer)
}

/** Which text of the meeting a file may be about, and whose it may be. */
export async function matchFile(
  { meetingId, seatId, name }: { readonly meetingId: string; readonly seatId: string; readonly name: string },
  file: Blob,
): Promise<{ readonly status: 'matched'; readonly match: MatchAnswer } | Failed> {
  const query = new URLSearchParams({ seat: seatId, file: name }).toString()
  const answer = await postFileForBoth(`/api/meetings/${encodeURIComponent(meetingId)}/matches?${query}`, file)
  return answer.status === 200 ? { status: 'matched', match: answer.body as MatchAnswer } : failed(answer)
}

function pathOf({ textId, seatId, as, name, base, paragraph, authors }: ReturnAsk): string {
  const query = new URLSearchParams({ seat: seatId, file: name })
  if (as !== null) query.set('as', as)
  if (base !== null) query.set('base', base)
  if (paragraph !== null) query.set('paragraph', paragraph)
  if (Object.keys(authors).length > 0) query.set('authors', JSON.stringify(authors))
  return `/api/texts/${encodeURIComponent(textId)}/returns?${query.toString()}`
}

function failed({ status, body }: { readonly status: number; readonly body: unknown }): Failed {
  if (status === OFFLINE) {
    const detail = 'Check the connection and try again; the file stays chosen.'
    return { status: 'failed', problem: { type: 'about:blank', title: 'The server cannot be reached', status, detail } }
  }
  if (typeof body === 'object' && body !== null && 'title' in body) return { status: 'failed', problem: body as Problem }
  return { status: 'failed', problem: { type: 'about:blank', title: `The server answered ${status}`, status, detail: 'Please try again.' } }
}
