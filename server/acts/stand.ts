// stand, dissociate, show: positions on a bracket, an alternative, a paragraph, a section or the text, each to the wording that
// was seen (A8) and for the ears that are meant to hear it (AC-20).
import { isStandTarget, standDigest } from '@chapeau/shared/brackets/stands'
import type { Principal } from '@chapeau/shared/ids'
import type { Ear } from '@chapeau/shared/policy'
import type { Act } from '@chapeau/shared/protocol/acts'
import { audienceOf, metaKey, stateOf, type Stand, type StandAudience } from '@chapeau/shared/text/meta'
import { tellSpeakers } from './request.ts'
import {
  bracketTarget,
  forbidden,
  paragraphIndex,
  paragraphRef,
  paragraphsNow,
  presentWords,
  refuse,
  type Handler,
  type Refusal,
  type Scene,
} from './scene.ts'
import type { EntryDraft } from './types.ts'

type StandAct = Extract<Act, { act: 'stand' }>
type Draft = Omit<EntryDraft, 'undo'>

export const stand: Handler<'stand'> = (scene, act) => {
  const no = standRefused(scene, act)
  if (no !== null) return no
  const principal = scene.principal!
  return {
    perform: (change) => {
      const key = metaKey.stand(act.target, principal)
      const shown = scene.meta.get(key) !== undefined
      const heard = scene.context.asides.get(key)
      const audience = act.stance === null ? (shown ? 'room' : 'own') : (act.audience ?? audienceOf(act.stance))
      const now = act.stance === null ? null : standNow(scene, act, act.stance, audience)
      const drafts: Draft[] = []
      if (audience === 'room') {
        change.set(key, now ?? undefined)
        if (heard !== undefined) change.aside({ ...heard, value: null })
        drafts.push(entryOf(scene, act, act.stance))
      } else {
        // What the room was told it is told to be gone; what takes its place it is not told.
        if (shown) change.set(key, undefined)
        if (shown) drafts.push(entryOf(scene, { ...act, reason: '' }, null))
        const ears = act.stance === null ? (heard?.audience ?? earsFor(audience, principal)) : earsFor(audience, principal)
        change.aside({ key, audience: ears, value: now })
        drafts.push({ ...entryOf(scene, act, act.stance), audience: ears })
      }
      return drafts
    },
  }
}

/** Who hears a stand: the delegation itself always. */
export function earsFor(audience: Exclude<StandAudience, 'room'>, principal: Principal): readonly Ear[] {
  return audience === 'chair' ? ['chair', principal] : [principal]
}

export const dissociate: Handler<'dissociate'> = (scene, act) => {
  if (!isStandTarget(scene.reading, scene.meta, act.target)) return goneRefusal()
  const no = forbidden(scene, 'dissociate', {})
  if (no !== null) return no
  const principal = scene.principal!
  const groups = [...scene.context.parties.values()].filter(({ members }) => members.includes(principal))
  const bracket = scene.reading.brackets.get(act.target)
  const backing = groups.find(({ code }) => bracket?.holder === code || scene.meta.get(metaKey.stand(act.target, code)) !== undefined)
  if (act.apart && backing === undefined) return refuse('AC-22', 'No group that you are a member of has taken a position here.')
  return {
    perform: (change) => {
      change.set(metaKey.apart(act.target, principal), act.apart ? true : undefined)
      return [{ ...about(scene, 'dissociate', act.target), content: { detail: { apart: act.apart, group: backing?.code ?? '' } } }]
    },
  }
}

export const show: Handler<'show'> = (scene, act) => {
  const no = forbidden(scene, 'show', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      change.set(metaKey.show(act.what), act.on ? true : undefined)
      if (act.what === 'speakers') tellSpeakers(change, scene, act.on)
      return [{ act: 'show', target: null, paragraph: null, content: { detail: { what: act.what, on: act.on } } }]
    },
  }
}

function standRefused(scene: Scene, act: StandAct): Refusal | null {
  const { reading, meta } = scene
  if (!isStandTarget(reading, meta, act.target)) return goneRefusal()
  const bracket = reading.brackets.get(act.target)
  const index = paragraphIndex(scene, act.target)
  const state = index < 0 ? 'open' : stateOf(meta, act.target)
  const no = forbidden(scene, 'stand', bracket === undefined ? { state } : bracketTarget(scene, bracket))
  if (no !== null) return no
  if (act.stance === 'proposes') return refuse('AC-6', 'To propose it too, join the proposal.')
  if (act.condition !== undefined && !reading.brackets.has(act.condition.target))
    return refuse('AC-23', 'The proposal that this depends on is no longer in the text.')
  if (act.seen === undefined || act.seen.words === standDigest(reading, act.target)) return null
  return refuse('AC-2', 'The words have changed since you looked. Nothing was recorded; please look again.', {
    words: bracket === undefined ? paragraphsNow(scene, [act.target]) : presentWords(scene, [act.target]),
  })
}

const goneRefusal = (): Refusal => refuse('AC-2', 'This is no longer in the text: it was decided or withdrawn.')

function standNow(scene: Scene, { target, reason = '', condition }: StandAct, stance: Stand['stance'], audience: StandAudience): Stand {
  return {
    stance,
    words: standDigest(scene.reading, target),
    seq: scene.context.seq,
    ...(reason === '' ? {} : { reason }),
    ...(audience === 'room' ? {} : { audience }),
    ...(condition === undefined ? {} : { condition }),
  }
}

function entryOf(scene: Scene, act: StandAct, stance: Stand['stance'] | null): Draft {
  const { reason = '', condition } = act
  const detail = { stance, ...(condition === undefined || stance === null ? {} : { condition }) }
  return { ...about(scene, 'stand', act.target), content: { ...(reason === '' ? {} : { rationale: reason }), detail } }
}

/** An entry about whatever a stand can be taken on. */
function about(scene: Scene, act: string, target: string): Omit<Draft, 'content'> {
  const first = scene.reading.brackets.get(target)?.first ?? paragraphIndex(scene, target)
  return { act, target, paragraph: first < 0 ? null : paragraphRef(scene, first) }
}
