// request, unrequest, answerRequest: what delegations ask of the facilitator, for the desk's ears and their own; the room sees
// who waits for the floor while the desk shows it (AC-24, AC-34).
import type { Principal } from '@chapeau/shared/ids'
import type { Asked, Speaker } from '@chapeau/shared/text/closing'
import { metaKey } from '@chapeau/shared/text/meta'
import type { Change } from './change.ts'
import { forbidden, paragraphIndex, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import type { EntryDraft } from './types.ts'

/** What a delegation can be waiting for at a time: a room's patience, not a limit of ours. */
const MOST_OPEN = 20

type Draft = Omit<EntryDraft, 'undo'>

export const request: Handler<'request'> = (scene, act) => {
  const no = forbidden(scene, 'request', {})
  if (no !== null) return no
  const principal = scene.principal!
  if (act.target !== undefined && paragraphIndex(scene, act.target) < 0) return refuse('AC-2', 'This paragraph is no longer in the text.')
  const waiting = openRequests(scene).filter((one) => one.principal === principal)
  if (waiting.length >= MOST_OPEN) return refuse('AC-34', `${MOST_OPEN} requests of yours are open. Take one back first.`)
  if (act.kind === 'floor' && waiting.some(({ kind }) => kind === 'floor'))
    return refuse('AC-34', 'You are on the list of speakers already.')
  const asked: Asked = {
    seq: scene.context.seq,
    kind: act.kind,
    principal,
    words: act.words ?? '',
    pid: act.target ?? null,
    state: 'open',
  }
  return { perform: (change) => [put(change, scene, asked, 'request')] }
}

export const unrequest: Handler<'unrequest'> = (scene, act) => {
  const no = forbidden(scene, 'unrequest', {})
  if (no !== null) return no
  const asked = requestOf(scene, act.request)
  if ('status' in asked) return asked
  if (asked.principal !== scene.principal) return refuse('AC-34', 'This was asked by another delegation.')
  return { perform: (change) => [put(change, scene, { ...asked, state: 'back' }, 'unrequest')] }
}

export const answerRequest: Handler<'answerRequest'> = (scene, act) => {
  const no = forbidden(scene, 'answerRequest', {})
  if (no !== null) return no
  const asked = requestOf(scene, act.request)
  if ('status' in asked) return asked
  const note = act.note === undefined || act.note === '' ? {} : { note: act.note }
  return { perform: (change) => [put(change, scene, { ...asked, ...note, state: act.answer }, 'answerRequest')] }
}

/** Shows the room who waits for the floor, or no longer. */
export function tellSpeakers(change: Change, scene: Scene, on: boolean): void {
  change.set(metaKey.speakers, on ? speakersOf(openRequests(scene)) : undefined)
}

function requestOf(scene: Scene, seq: number): Asked | Refusal {
  return openRequests(scene).find((one) => one.seq === seq) ?? refuse('AC-34', 'This request is settled already.')
}

function openRequests({ context }: Scene): Asked[] {
  return [...context.asides.values()]
    .filter(({ key }) => key.startsWith('req/'))
    .map(({ value }) => value as Asked)
    .filter(({ state }) => state === 'open')
    .sort((a, b) => a.seq - b.seq)
}

const speakersOf = (open: readonly Asked[]): Speaker[] =>
  open.filter(({ kind }) => kind === 'floor').map(({ seq, principal }) => ({ seq, principal }))

function put(change: Change, scene: Scene, asked: Asked, act: string): Draft {
  const { kind, principal, words, pid, state, note } = asked
  const audience: readonly Principal[] = ['chair', principal]
  change.aside({ key: metaKey.request(asked.seq), audience, value: asked })
  if (kind === 'floor' && scene.meta.get(metaKey.show('speakers')) === true) {
    const others = openRequests(scene).filter(({ seq }) => seq !== asked.seq)
    change.set(metaKey.speakers, speakersOf(state === 'open' ? [...others, asked] : others))
  }
  const index = pid === null ? -1 : paragraphIndex(scene, pid)
  const rationale = note ?? words
  return {
    act,
    target: null,
    paragraph: index < 0 ? null : paragraphRef(scene, index),
    content: { ...(rationale === '' ? {} : { rationale }), detail: { kind, request: asked.seq, by: principal, state } },
    audience,
  }
}
