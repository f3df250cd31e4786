// confirm, disown: whether words that the secretariat typed for a delegation are its own. Disowned words stay in the text:
// with the first sponsor, or with nobody, for the desk to see to.
import { sponsorsOf } from '@chapeau/shared/brackets/stands'
import { metaKey } from '@chapeau/shared/text/meta'
import type { Act } from '@chapeau/shared/protocol/acts'
import type { Bracket } from '@chapeau/shared/text/read'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, type Handler, type Refusal, type Scene } from './scene.ts'

export const confirm: Handler<'confirm'> = (scene, act) => {
  const brackets = named(scene, act)
  if (isRefusal(brackets)) return brackets
  return {
    perform: (change) =>
      brackets.map((bracket) => {
        change.set(metaKey.unconfirmed(bracket.bid), undefined)
        return bracketEntry(scene, 'confirm', bracket)
      }),
  }
}

export const disown: Handler<'disown'> = (scene, act) => {
  const brackets = named(scene, act)
  if (isRefusal(brackets)) return brackets
  return {
    perform: (change) =>
      brackets.map((bracket) => {
        const [next = ''] = sponsorsOf(scene.reading, scene.meta, bracket)
        change.set(metaKey.unconfirmed(bracket.bid), undefined)
        change.set(metaKey.holder(bracket.bid), next)
        if (next !== '') change.set(metaKey.stand(bracket.bid, next), undefined)
        return bracketEntry(scene, 'disown', bracket, { detail: { holder: next } })
      }),
  }
}

/** The brackets, when policy lets the actor say this of all of them. */
function named(scene: Scene, act: Extract<Act, { act: 'confirm' | 'disown' }>): Bracket[] | Refusal {
  const brackets: Bracket[] = []
  for (const bid of new Set(act.targets)) {
    const bracket = findBracket(scene, bid)
    if (isRefusal(bracket)) return bracket
    const no = forbidden(scene, act.act, bracketTarget(scene, bracket))
    if (no !== null) return no
    brackets.push(bracket)
  }
  return brackets
}
