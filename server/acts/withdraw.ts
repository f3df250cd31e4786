// withdraw and maintain: a holder lets its proposal go; the next sponsor takes it over, or those who lean on it
// may maintain it, or it falls.
import { placeOf } from '@chapeau/shared/brackets/fallen'
import { planDecision } from '@chapeau/shared/brackets/decide'
import { sponsorsOf, withStance } from '@chapeau/shared/brackets/stands'
import { nestedIn } from '@chapeau/shared/brackets/tree'
import type { Principal } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import type { Bracket } from '@chapeau/shared/text/read'
import { fallOf } from './decide.ts'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, refuse, type Handler, type Scene } from './scene.ts'
import { checkSeen } from './seen.ts'

export const withdraw: Handler<'withdraw'> = (scene, act) => {
  const bracket = findBracket(scene, act.target)
  if (isRefusal(bracket)) return bracket
  const no = forbidden(scene, 'withdraw', bracketTarget(scene, bracket))
  if (no !== null) return no
  const since = checkSeen(scene, act.seen, () => [bracket.bid])
  if (isRefusal(since)) return since
  const entry = { ...bracketEntry(scene, 'withdraw', bracket), seen: act.seen }
  const [next] = sponsorsOf(scene.reading, scene.meta, bracket)
  if (next !== undefined) {
    return {
      perform: (change) => {
        change.set(metaKey.holder(bracket.bid), next)
        change.set(metaKey.stand(bracket.bid, next), undefined)
        return [{ ...entry, content: { ...entry.content, after: entry.content.before!, detail: { holder: next } } }]
      },
    }
  }
  if (leaningOn(scene, bracket).length > 0) {
    return {
      perform: (change) => {
        change.set(metaKey.withdrawn(bracket.bid), bracket.holder)
        return [{ ...entry, content: { ...entry.content, after: entry.content.before!, detail: { standsFor: leaningOn(scene, bracket) } } }]
      },
    }
  }
  // Standing words under a withdrawn deletion or reservation stay; proposed words go.
  const plan = planDecision(
    scene.reading,
    new Map([[bracket.bid, bracket.kind === 'ins' || bracket.kind === 'note' ? 'remove' : 'keep']]),
    since,
  )
  const place = placeOf(scene.reading, scene.meta, bracket)
  return {
    perform: (change) => {
      fallOf(scene, plan, since, change)
      const { kind, by, holder } = bracket
      const detail = { kind, by, holder, place }
      return [{ ...entry, content: { ...entry.content, after: kind === 'ins' ? '' : entry.content.before!, detail } }]
    },
  }
}

/** Supporters of a proposal, and others with words of their own in it. */
function leaningOn(scene: Scene, bracket: Bracket): Principal[] {
  const nested = nestedIn(scene.reading, bracket.bid).map(({ holder }) => holder)
  const supporters = withStance(scene.meta, bracket.bid, 'supports')
  // Whoever joined an earlier wording has not seen this one, and is asked.
  const joined = withStance(scene.meta, bracket.bid, 'proposes')
  return [...new Set([...joined, ...supporters, ...nested])].filter((principal) => principal !== bracket.holder && principal !== '')
}

export const maintain: Handler<'maintain'> = (scene, act) => {
  const bracket = findBracket(scene, act.target)
  if (isRefusal(bracket)) return bracket
  const no = forbidden(scene, 'maintain', bracketTarget(scene, bracket))
  if (no !== null) return no
  const { principal } = scene
  if (principal === null || !leaningOn(scene, bracket).includes(principal)) {
    return refuse('AC-5', 'Only a delegation that supports this proposal, or has words of its own in it, can maintain it.')
  }
  return {
    perform: (change) => {
      change.set(metaKey.withdrawn(bracket.bid), undefined)
      change.set(metaKey.holder(bracket.bid), principal)
      change.set(metaKey.stand(bracket.bid, principal), undefined)
      return [bracketEntry(scene, 'maintain', bracket)]
    },
  }
}
