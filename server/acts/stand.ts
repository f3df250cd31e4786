// stand, join, leave, explain, attribute: what delegations say about a bracket, on the wording they saw (A8).
import { wordsDigest } from '@chapeau/shared/brackets/words'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import type { Act } from '@chapeau/shared/protocol/acts'
import {
  bracketEntry,
  bracketTarget,
  findBracket,
  forbidden,
  isRefusal,
  presentWords,
  refuse,
  type Handler,
  type Performance,
  type Scene,
} from './scene.ts'
import type { Bracket } from '@chapeau/shared/text/read'

type OnBracket = Extract<Act, { act: 'stand' | 'join' | 'leave' | 'explain' | 'attribute' }>

/** The bracket, when policy lets the actor do this to it. */
function allowed(scene: Scene, act: OnBracket): Bracket | Exclude<Performance, { perform: unknown }> {
  const bracket = findBracket(scene, act.target)
  if (isRefusal(bracket)) return bracket
  return forbidden(scene, act.act, bracketTarget(scene, bracket)) ?? bracket
}

/** A stand is to a wording: refused where that is no longer what stands. */
function changedWords(scene: Scene, bracket: Bracket, seen: string | undefined): Exclude<Performance, { perform: unknown }> | null {
  if (seen === undefined || seen === wordsDigest(scene.reading, [bracket.bid])) return null
  return refuse('AC-2', 'The words have changed since you looked. Nothing was recorded; please look again.', {
    words: presentWords(scene, [bracket.bid]),
  })
}

export const stand: Handler<'stand'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  if (act.stance === 'proposes') return refuse('AC-6', 'To propose it too, join the proposal.')
  const changed = changedWords(scene, bracket, act.seen?.words)
  if (changed !== null) return changed
  return {
    perform: (change) => {
      change.set(
        metaKey.stand(bracket.bid, scene.principal!),
        act.stance === null ? undefined : standNow(scene, bracket, act.stance, act.reason),
      )
      const rationale = act.reason === undefined ? {} : { rationale: act.reason }
      return [bracketEntry(scene, 'stand', bracket, { ...rationale, detail: { stance: act.stance } })]
    },
  }
}

export const join: Handler<'join'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  const changed = changedWords(scene, bracket, act.seen.words)
  if (changed !== null) return changed
  return {
    perform: (change) => {
      change.set(metaKey.stand(bracket.bid, scene.principal!), standNow(scene, bracket, 'proposes'))
      return [{ ...bracketEntry(scene, 'join', bracket), seen: act.seen }]
    },
  }
}

export const leave: Handler<'leave'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  return {
    perform: (change) => {
      change.set(metaKey.stand(bracket.bid, scene.principal!), undefined)
      return [bracketEntry(scene, 'leave', bracket)]
    },
  }
}

export const explain: Handler<'explain'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  return {
    perform: (change) => {
      change.set(metaKey.rationale(bracket.bid), act.rationale === '' ? undefined : act.rationale)
      return [bracketEntry(scene, 'explain', bracket, { rationale: act.rationale })]
    },
  }
}

export const attribute: Handler<'attribute'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  return {
    perform: (change) => {
      change.set(metaKey.by(bracket.bid), act.principal)
      return [bracketEntry(scene, 'attribute', bracket, { detail: { principal: act.principal } })]
    },
  }
}

function standNow(scene: Scene, bracket: Bracket, stance: Stand['stance'], reason?: string): Stand {
  const words = wordsDigest(scene.reading, [bracket.bid])
  return { stance, words, seq: scene.context.seq, ...(reason === undefined || reason === '' ? {} : { reason }) }
}
