// group and ungroup: which brackets compete for one place. A replace keeps its founder's group by birth; joining
// brackets of several delegations is the desk's act.
import { cannotGroup, withGroups } from '@chapeau/shared/brackets/groups'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { CHAIR } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { bracketEntry, bracketTarget, findBracket, forbidden, isRefusal, refuse, type Handler } from './scene.ts'

export const group: Handler<'group'> = (scene, act) => {
  for (const bid of act.targets) {
    const bracket = findBracket(scene, bid)
    if (isRefusal(bracket)) return bracket
  }
  const members = withGroups(scene.reading, act.targets)
  for (const bracket of members) {
    const no = forbidden(scene, 'group', bracketTarget(scene, bracket))
    if (no !== null) return no
  }
  const why = cannotGroup(scene.reading, members)
  if (why !== null) return refuse('AC-50', why)
  return {
    perform: (change) => {
      const id = scene.context.makeId(CHAIR)
      return members.map((bracket) => {
        change.set(metaKey.group(bracket.bid), id)
        return bracketEntry(scene, 'group', bracket, { detail: { group: id } })
      })
    },
  }
}

export const ungroup: Handler<'ungroup'> = (scene, act) => {
  const members = membersOf(scene.reading, act.group)
  if (members.length === 0) return refuse('AC-8', 'These alternatives are no longer in the text.')
  for (const bracket of members) {
    const no = forbidden(scene, 'ungroup', bracketTarget(scene, bracket))
    if (no !== null) return no
  }
  return {
    perform: (change) =>
      members.map((bracket) => {
        change.set(metaKey.group(bracket.bid), '')
        return bracketEntry(scene, 'ungroup', bracket, { detail: { group: act.group } })
      }),
  }
}
