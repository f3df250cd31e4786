// Proposals of several delegations that say nearly the same, and how they could become one: the desk puts one wording to the
// holders of the others or groups them; a holder joins another's words and withdraws its own. No name is put under words here.
import { cannotGroup, withGroups } from '@chapeau/shared/brackets/groups'
import { nearIn } from '@chapeau/shared/brackets/near'
import { sponsorsOf } from '@chapeau/shared/brackets/stands'
import { membersOf, replaceOf } from '@chapeau/shared/brackets/tree'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isDesk, may, type Actor, type Permission } from '@chapeau/shared/policy'
import { labelOf, stateOf, type TextStatus } from '@chapeau/shared/text/meta'
import type { Bracket } from '@chapeau/shared/text/read'
import type { Decision } from '@chapeau/shared/brackets/decide'
import type { Wish } from '../connection/acts.ts'
import type { Sheet } from '../store.ts'
import { codeName, placeName } from './names.ts'

export interface NearMember {
  readonly bid: Bid
  readonly holder: Principal
  readonly sponsors: readonly Principal[]
  readonly words: string
  readonly does: 'add' | 'delete' | 'reserve'
  readonly actions: readonly NearAction[]
}

export interface NearAction {
  readonly label: string
  readonly wish: Wish
  readonly permission: Permission
}

export interface NearCluster {
  readonly key: string
  readonly place: string
  readonly members: readonly NearMember[]
  /** Of the desk: to let them compete as alternatives; null where they do already or cannot. */
  readonly group: NearAction | null
}

const DOES = { ins: 'add', del: 'delete', res: 'reserve', note: 'add' } as const
/** Longest title of an offer. */
const TITLE = 120

/** All of them for the desk; for a delegation those in which it holds or backs one. */
export function nearClusters({ reading, meta }: Pick<Sheet, 'reading' | 'meta'>, actor: Actor, status: TextStatus): NearCluster[] {
  const desk = isDesk(actor) && actor.principal === 'CHAIR'
  return nearIn(reading).flatMap((brackets) => {
    const mine = brackets.find(({ holder }) => holder === actor.principal)
    if (!desk && mine === undefined) return []
    const [first] = brackets
    const pid = reading.paragraphs[first!.first]?.raw.starter?.p ?? ''
    const place = placeName(labelOf(meta, pid), first!.first)
    const state = stateOf(meta, pid)
    // Of alternatives among others none can be settled by itself: choosing one drops all the rest.
    const within = new Set(brackets.map(({ bid }) => bid))
    const settles = brackets.every(
      ({ group }) =>
        group === null ||
        replaceOf(reading, group) !== null ||
        membersOf(reading, group).every(({ bid, kind }) => within.has(bid) || kind === 'del'),
    )
    const members = brackets.map((bracket): NearMember => {
      const sponsors = sponsorsOf(reading, meta, bracket)
      const said = { bracket, words: wordsOf(reading, bracket.bid).trim() }
      return {
        bid: bracket.bid,
        holder: bracket.holder,
        sponsors,
        words: said.words,
        does: DOES[bracket.kind],
        actions: desk ? (settles ? [put(said)] : []) : mine === undefined ? [] : own(said, mine, sponsors),
      }
    })
    return [{ key: brackets.map(({ bid }) => bid).join(' '), place, members, group: desk ? grouping() : null }]

    function grouping(): NearAction | null {
      const targets = brackets.map(({ bid }) => bid)
      if (cannotGroup(reading, withGroups(reading, targets)) !== null) return null
      const permission = may(actor, 'group', { status, state, bracket: first! })
      return { label: 'Group as alternatives', wish: { act: 'group', targets }, permission }
    }

    /** One wording accepted and the others dropped, put to those who hold the others. */
    function put({ bracket, words }: { readonly bracket: Bracket; readonly words: string }): NearAction {
      const others = brackets.filter(({ bid }) => bid !== bracket.bid)
      const title = `${codeName(bracket.holder)}’s words in ${place}: ${words}`.slice(0, TITLE)
      const wish: Wish = {
        act: 'offer',
        decisions: decisionsFor(bracket, others),
        title,
        to: [...new Set(others.map(({ holder }) => holder))],
      }
      return {
        label: `Put these to ${others.map(({ holder }) => codeName(holder)).join(', ')}`,
        wish,
        permission: may(actor, 'offer', { status }),
      }
    }

    function decisionsFor(bracket: Bracket, others: readonly Bracket[]): Decision[] {
      const { group } = bracket
      // Of one group one decision settles all.
      if (group !== null && others.every((other) => other.group === group)) return [{ act: 'choose', group, target: bracket.bid }]
      return [decision(bracket, 'keep'), ...others.map((other) => decision(other, 'drop'))]
    }

    function decision({ bid, group, kind }: Bracket, outcome: 'keep' | 'drop'): Decision {
      const replace = group === null ? null : replaceOf(reading, group)
      if (group !== null && replace !== null) return { act: 'choose', group, target: outcome === 'keep' ? bid : null }
      // To accept a deletion is to take the words out.
      return { act: (kind === 'del') === (outcome === 'keep') ? 'remove' : 'keep', target: bid }
    }

    function own({ bracket }: { readonly bracket: Bracket }, ours: Bracket, sponsors: readonly Principal[]): NearAction[] {
      if (bracket === ours) {
        const joined = brackets.some((one) => one !== ours && sponsorsOf(reading, meta, one).includes(ours.holder))
        if (!joined) return []
        return [
          {
            label: 'Withdraw ours',
            wish: { act: 'withdraw', target: ours.bid },
            permission: may(actor, 'withdraw', { status, state, bracket: ours }),
          },
        ]
      }
      if (sponsors.includes(ours.holder)) return []
      return [
        {
          label: 'Join these words',
          wish: { act: 'join', target: bracket.bid },
          permission: may(actor, 'join', { status, state, bracket, sponsors: false }),
        },
      ]
    }
  })
}
