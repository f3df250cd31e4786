// propose where a meeting wants proposals seconded or passed by the facilitator first, and what becomes of them: second,
// admit, dropProposal (AC-72). What waits for the facilitator is for its ears and its author's.
import { CHAIR, type Principal } from '@chapeau/shared/ids'
import type { Actor, Ear } from '@chapeau/shared/policy'
import type { Act } from '@chapeau/shared/protocol/acts'
import { waitingKey, type Waiting } from '@chapeau/shared/text/waiting'
import type { Change } from './change.ts'
import { planProposal, writeProposal } from './propose.ts'
import {
  forbidden,
  isRefusal,
  paragraphIndex,
  paragraphRef,
  refuse,
  type Handler,
  type Performance,
  type Refusal,
  type Scene,
} from './scene.ts'
import type { EntryDraft } from './types.ts'

type Draft = Omit<EntryDraft, 'undo'>

/** Proposals that one delegation can have waiting. */
const MOST_WAITING = 50

export const propose: Handler<'propose'> = (scene, act) => {
  const planned = planProposal(scene, act)
  if (isRefusal(planned)) return planned
  const { entry } = scene.context.rules
  // The desk writes directly, whomever it writes for.
  if (entry === undefined || entry === 'direct' || scene.context.actor.role !== 'delegate')
    return { perform: (change) => writeProposal(scene, act, planned, change) }
  const principal = scene.principal!
  if (waitingIn(scene).filter((one) => one.principal === principal).length >= MOST_WAITING)
    return refuse('AC-72', `${MOST_WAITING} proposals of yours are waiting. Take one back first.`)
  const { seen, edits, set, how, rationale } = act
  const proposal = { seen, edits, ...(set === undefined ? {} : { set }), ...(how === undefined ? {} : { how }) }
  const waiting: Waiting = { seq: scene.context.seq, principal, for: entry, proposal, rationale: rationale ?? '' }
  return {
    perform: (change) => {
      put(change, waiting, waiting)
      return [entryOf(scene, 'submit', waiting)]
    },
  }
}

export const second: Handler<'second'> = (scene, act) => {
  const waiting = found(scene, act.proposal)
  if ('status' in waiting) return waiting
  const no = forbidden(scene, 'second', {})
  if (no !== null) return no
  if (waiting.for !== 'seconded') return refuse('AC-72', 'This waits for the facilitator.')
  if (waiting.principal === scene.principal) return refuse('AC-72', 'Another delegation has to second this.')
  return enter(scene, 'second', waiting)
}

export const admit: Handler<'admit'> = (scene, act) => {
  const no = forbidden(scene, 'admit', {})
  if (no !== null) return no
  const waiting = found(scene, act.proposal)
  return 'status' in waiting ? waiting : enter(scene, 'admit', waiting)
}

export const dropProposal: Handler<'dropProposal'> = (scene, act) => {
  const waiting = found(scene, act.proposal)
  if ('status' in waiting) return waiting
  const no = forbidden(scene, 'dropProposal', { author: waiting.principal })
  if (no !== null) return no
  return {
    perform: (change) => {
      put(change, waiting, null)
      const dropped = entryOf(scene, 'dropProposal', waiting)
      return [act.reason === undefined ? dropped : { ...dropped, content: { ...dropped.content, rationale: act.reason } }]
    },
  }
}

/** The proposal enters the text, in its author's name, on the words that its author saw. */
function enter(scene: Scene, act: string, waiting: Waiting): Performance {
  const { principal, proposal, rationale } = waiting
  const actor: Actor = { role: 'delegate', principal, rights: scene.context.parties.get(principal)?.rights ?? null }
  const theirs: Scene = { ...scene, principal, context: { ...scene.context, actor } }
  const asked = { act: 'propose', id: '', ...proposal, ...(rationale === '' ? {} : { rationale }) } as Extract<Act, { act: 'propose' }>
  const planned = planProposal(theirs, asked)
  if (isRefusal(planned)) return planned
  return {
    perform: (change) => {
      // What waits for the facilitator is aside, which no undo can put back; it is let go when the text has it.
      put(change, waiting, null)
      const drafts = writeProposal(theirs, asked, planned, change)
      return [entryOf(scene, act, waiting, 'room'), ...drafts.map((draft) => ({ ...draft, principal }))]
    },
  }
}

function found(scene: Scene, seq: number): Waiting | Refusal {
  return waitingIn(scene).find((one) => one.seq === seq) ?? refuse('AC-72', 'This proposal is not waiting any more.')
}

function waitingIn({ meta, context }: Scene): Waiting[] {
  const keys = [...meta.keys()].filter((key) => key.startsWith('q/'))
  const aside = [...context.asides.values()].filter(({ key }) => key.startsWith('q/'))
  return [...keys.map((key) => meta.get(key) as Waiting), ...aside.map(({ value }) => value as Waiting)]
}

function put(change: Change, { seq, principal, for: whom }: Waiting, value: Waiting | null): void {
  if (whom === 'seconded') change.set(waitingKey(seq), value ?? undefined)
  else change.aside({ key: waitingKey(seq), audience: earsFor(principal), value })
}

const earsFor = (principal: Principal): readonly Ear[] => (principal === CHAIR ? ['chair'] : ['chair', principal])

/** `heard`: what enters the text is the room's from then on. */
function entryOf(
  scene: Scene,
  act: string,
  { seq, principal, for: whom, proposal, rationale }: Waiting,
  heard: 'room' | 'few' = 'few',
): Draft {
  const index = paragraphIndex(scene, proposal.edits[0]!.pid)
  const words = proposal.edits.map(({ insert }) => insert).filter((insert) => insert !== '')
  return {
    act,
    target: null,
    paragraph: index < 0 ? null : paragraphRef(scene, index),
    content: {
      after: words.join(' … '),
      ...(rationale === '' ? {} : { rationale }),
      detail: { proposal: seq, by: principal, places: proposal.edits.length },
    },
    ...(whom === 'queue' && heard === 'few' ? { audience: earsFor(principal) } : {}),
  }
}
