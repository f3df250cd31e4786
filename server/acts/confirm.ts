// confirm, disown: whether words that the secretariat typed for a delegation, or a proposal that it joined for it, are its own. Disowned words stay in the text:
// with the first sponsor, or with nobody, for the desk to see to.
import { sponsorsOf } from '@chapeau/shared/brackets/stands'
import { metaKey, type Stand } from '@chapeau/shared/text/meta'
import type { Act } from '@chapeau/shared/protocol/acts'
import type { Bracket } from '@chapeau/shared/text/read'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, type Handler, type Refusal, type Scene } from './scene.ts'

export const confirm: Handler<'confirm'> = (scene, act) => {
  const brackets = named(scene, act)
  if (isRefusal(brackets)) return brackets
  return {
    perform: (change) =>
      brackets.map((bracket) => {
        if (bracket.holder === scene.principal) change.set(metaKey.unconfirmed(bracket.bid), undefined)
        else change.set(...standOf(scene, bracket, true))
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
        if (bracket.holder !== scene.principal) {
          change.set(...standOf(scene, bracket, false))
          return bracketEntry(scene, 'disown', bracket)
        }
        const [next = ''] = sponsorsOf(scene.reading, scene.meta, bracket)
        change.set(metaKey.unconfirmed(bracket.bid), undefined)
        change.set(metaKey.holder(bracket.bid), next)
        if (next !== '') change.set(metaKey.stand(bracket.bid, next), undefined)
        return bracketEntry(scene, 'disown', bracket, { detail: { holder: next } })
      }),
  }
}

/** The principal's co-sponsorship as it is from now on: its own, or none. */
function standOf({ meta, principal }: Scene, { bid }: Bracket, own: boolean): [key: string, value: unknown] {
  const key = metaKey.stand(bid, principal!)
  const { unconfirmed: _, ...stand } = meta.get(key) as Stand
  return [key, own ? stand : undefined]
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
