// join, leave, explain, attribute: what delegations say about a proposal, on the wording they saw (A8).
import { ownDigest, wordsDigest } from '@chapeau/shared/brackets/words'
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

type OnBracket = Extract<Act, { act: 'join' | 'leave' | 'explain' | 'attribute' }>

/** The bracket, when policy lets the actor do this to it. */
function allowed(scene: Scene, act: OnBracket): Bracket | Exclude<Performance, { perform: unknown }> {
  const bracket = findBracket(scene, act.target)
  if (isRefusal(bracket)) return bracket
  const target = bracketTarget(scene, bracket)
  // One leaves what one joined, also where the words have changed since.
  const stand = scene.meta.get(metaKey.stand(bracket.bid, scene.principal ?? '')) as Stand | undefined
  const joined = act.act === 'leave' && stand?.stance === 'proposes'
  return forbidden(scene, act.act, { ...target, sponsors: target.sponsors === true || joined }) ?? bracket
}

/** A stand is to a wording: refused where that is no longer what stands. */
function changedWords(scene: Scene, bracket: Bracket, seen: string | undefined): Exclude<Performance, { perform: unknown }> | null {
  if (seen === undefined || seen === wordsDigest(scene.reading, [bracket.bid])) return null
  return refuse('AC-2', 'The words have changed since you looked. Nothing was recorded; please look again.', {
    words: presentWords(scene, [bracket.bid]),
  })
}

export const join: Handler<'join'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  const changed = changedWords(scene, bracket, act.seen.words)
  if (changed !== null) return changed
  return {
    perform: (change) => {
      const words = wordsDigest(scene.reading, [bracket.bid])
      const own = ownDigest(scene.reading, bracket.bid)
      change.set(metaKey.stand(bracket.bid, scene.principal!), { stance: 'proposes', words, own, seq: scene.context.seq } satisfies Stand)
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
      if (act.because !== undefined) change.set(metaKey.because(bracket.bid), act.because ?? undefined)
      const detail = act.because === undefined ? {} : { detail: { because: act.because } }
      return [bracketEntry(scene, 'explain', bracket, { rationale: act.rationale, ...detail })]
    },
  }
}

export const attribute: Handler<'attribute'> = (scene, act) => {
  const bracket = allowed(scene, act)
  if (isRefusal(bracket)) return bracket
  return {
    perform: (change) => {
      // What was disowned keeps its proposer in the record; it only has another holder from now on.
      change.set(bracket.by === '' ? metaKey.by(bracket.bid) : metaKey.holder(bracket.bid), act.principal)
      return [bracketEntry(scene, 'attribute', bracket, { detail: { principal: act.principal } })]
    },
  }
}
