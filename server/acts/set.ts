// unset: takes one place out of a set, so that it is decided for itself (AC-51).
import { placesInSet } from '@chapeau/shared/brackets/sets'
import { metaKey, setOf } from '@chapeau/shared/text/meta'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, refuse, type Handler } from './scene.ts'

export const unset: Handler<'unset'> = (scene, act) => {
  const bracket = findBracket(scene, act.target)
  if (isRefusal(bracket)) return bracket
  const no = forbidden(scene, 'unset', bracketTarget(scene, bracket))
  if (no !== null) return no
  const place = placesInSet(scene.reading, scene.meta, bracket.bid).find(({ bids }) => bids.includes(bracket.bid))
  if (place === undefined) return refuse('AC-51', 'This proposal stands for itself already.')
  return {
    perform: (change) => {
      const set = setOf(scene.meta, bracket.bid)
      for (const bid of place.bids) change.set(metaKey.set(bid), undefined)
      return place.bids.map((bid) => bracketEntry(scene, 'unset', scene.reading.brackets.get(bid)!, { detail: { set } }))
    },
  }
}
