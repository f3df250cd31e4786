// What the person may do with the selected bracket: buttons by kind, each allowed or saying why not.
// The same table as the server's decides (shared/policy.ts); nothing here grants anything.
import type { Decision } from '@chapeau/shared/brackets/decide'
import type { Principal } from '@chapeau/shared/ids'
import { decisionsOnSet } from '@chapeau/shared/brackets/sets'
import { may, type Actor, type ActTarget, type Delegation, type Permission } from '@chapeau/shared/policy'
import type { ActName } from '@chapeau/shared/protocol/acts'
import { metaKey, type Meta, type Stance, type TextStatus } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Wish } from '../connection/acts.ts'
import type { BracketView } from './bracket.ts'

/** `asks`: the button first opens a field for words. */
export interface Button {
  readonly id: string
  readonly label: string
  readonly key: string | null
  readonly wish: Wish | null
  readonly asks: 'rationale' | 'delegation' | 'alternative' | 'ask' | 'remark' | null
  readonly permission: Permission
  readonly pressed: boolean
}

export interface Buttons {
  /** For the desk; empty for others. */
  readonly decide: readonly Button[]
  /** One's own stand. */
  readonly stand: readonly Button[]
  /** One's own proposal, or the desk's care of it. */
  readonly own: readonly Button[]
}

const DECIDE: Readonly<Record<BracketKind, { readonly keep: string; readonly remove: string }>> = {
  ins: { keep: 'Accept', remove: 'Drop' },
  del: { keep: 'Retain', remove: 'Delete as proposed' },
  res: { keep: 'Lift brackets', remove: 'Delete' },
  note: { keep: 'Accept', remove: 'Drop' },
}

const STANDS: readonly Stance[] = ['supports', 'canLiveWith', 'opposes', 'reserves', 'awaits']

/** A group that speaks for the party on a bracket, and whether the party stands apart from it. */
export interface Backing {
  readonly group: Principal | null
  readonly apart: boolean
}

const ALONE: Backing = { group: null, apart: false }

/** The first group that the party is a member of and that holds the bracket or has taken a stand on it. */
export function backingOf(view: BracketView, meta: Meta, party: Principal | null, delegations: readonly Delegation[]): Backing {
  if (party === null) return ALONE
  const backs = ({ code, members }: Delegation): boolean =>
    members.includes(party) && (view.holder === code || meta.get(metaKey.stand(view.bid, code)) !== undefined)
  return { group: delegations.find(backs)?.code ?? null, apart: meta.get(metaKey.apart(view.bid, party)) === true }
}

/** All buttons of the right pane. A delegation without any right here gets them greyed, each with its reason. */
export function buttonsFor(view: BracketView, actor: Actor, status: TextStatus, backing: Backing = ALONE): Buttons {
  if (actor.role === 'observer') return { decide: [], stand: [], own: [] }
  const target = targetOf(view, actor, status)
  const desk = actor.role === 'chair' || actor.role === 'secretariat'
  const speaks = actor.principal !== null && actor.principal !== 'CHAIR'
  const holds = actor.principal === view.holder
  return {
    decide: desk ? [...decideButtons(view, actor, target), ...setButtons(view, actor, target)] : [],
    stand: speaks && !holds ? [...standButtons(view, actor, target), ...apartButtons(view, actor, target, backing)] : [],
    own: ownButtons(view, actor, target, desk),
  }
}

/** What policy needs to know of a bracket. */
export function targetOf(view: BracketView, actor: Actor, status: TextStatus): ActTarget {
  return {
    status,
    bracket: view.bracket,
    state: view.state,
    sponsors: actor.principal !== null && view.sponsors.includes(actor.principal),
    withdrawn: view.withdrawnBy !== null,
  }
}

/** The stance a party has taken on the bracket; null when none. */
export function stanceOf(view: BracketView, principal: Principal | null): Stance | null {
  return view.stands.find(({ entries }) => entries.some((entry) => entry.principal === principal))?.stance ?? null
}

function decideButtons(view: BracketView, actor: Actor, target: ActTarget): Button[] {
  const button = maker(actor, target)
  const { bid, group, alternatives } = view
  if (group !== null && view.replace) {
    const addition = alternatives.find(({ kind }) => kind === 'ins')!
    return [
      button('choose', 'Accept replacement', { key: 'A', wish: { act: 'choose', group, target: addition.bid } }),
      button('choose', 'Retain', { key: 'D', id: 'choose-none', wish: { act: 'choose', group, target: null } }),
    ]
  }
  if (group !== null && alternatives.length > 0) {
    const standing = alternatives.find(({ kind }) => kind !== 'ins')
    return [
      ...alternatives
        .filter(({ kind }) => kind === 'ins')
        .map((one, i) =>
          button('choose', `Choose ${one.name}`, {
            id: `choose-${one.bid}`,
            key: one.selected ? 'A' : i < 9 ? `${i + 1}` : null,
            wish: { act: 'choose', group, target: one.bid },
          }),
        ),
      ...(standing === undefined
        ? [button('choose', 'No text', { key: 'D', id: 'choose-none', wish: { act: 'choose', group, target: null } })]
        : [
            button('choose', 'Keep the standing words', { key: 'D', id: 'choose-none', wish: { act: 'choose', group, target: null } }),
            button('choose', 'No text', { id: 'choose-nothing', wish: { act: 'choose', group, target: standing.bid } }),
          ]),
    ]
  }
  const { keep, remove } = DECIDE[view.bracket.kind]
  const keepButton = (key: string): Button => button('keep', keep, { key, wish: { act: 'keep', target: bid } })
  const removeButton = (key: string): Button => button('remove', remove, { key, wish: { act: 'remove', target: bid } })
  // A accepts what is proposed: on a deletion that is to delete.
  return view.bracket.kind === 'del' ? [removeButton('A'), keepButton('D')] : [keepButton('A'), removeButton('D')]
}

/** A proposal at several places is decided at all of them at once, or place by place. */
function setButtons({ set }: BracketView, actor: Actor, target: ActTarget): Button[] {
  if (set.length === 0) return []
  const button = maker(actor, target)
  const wish = (outcome: 'accept' | 'drop'): Wish => ({ act: 'decide', decisions: decisionsOnSet(set, outcome) })
  return [
    button('decide', `Accept at all ${set.length} places`, { id: 'set-accept', wish: wish('accept') }),
    button('decide', `Drop at all ${set.length} places`, { id: 'set-drop', wish: wish('drop') }),
  ]
}

/** A decision in the words of its button. */
export interface Choice {
  readonly label: string
  readonly decision: Decision
}

/** What can be decided about a bracket, for a package that somebody puts together. */
export function choicesOn(view: BracketView, status: TextStatus): Choice[] {
  const chair: Actor = { role: 'chair', principal: 'CHAIR', rights: null }
  return decideButtons(view, chair, targetOf(view, chair, status)).flatMap(({ label, wish }): Choice[] => {
    if (wish?.act === 'keep' || wish?.act === 'remove') return [{ label, decision: { act: wish.act, target: wish.target } }]
    return wish?.act === 'choose' ? [{ label, decision: { act: wish.act, group: wish.group, target: wish.target } }] : []
  })
}

function standButtons(view: BracketView, actor: Actor, target: ActTarget): Button[] {
  const button = maker(actor, target)
  const mine = stanceOf(view, actor.principal)
  const sponsors = target.sponsors === true
  // Whoever joined an earlier wording joins this one, or leaves.
  const before = mine === 'proposes'
  const leave = maker(actor, { ...target, sponsors: true })('leave', 'Leave', { wish: { act: 'leave', target: view.bid } })
  const names: Readonly<Partial<Record<Stance, string>>> = {
    supports: 'Support',
    canLiveWith: 'Can live with',
    opposes: view.bracket.kind === 'del' ? 'Retain the words' : 'Oppose',
    reserves: 'Reserve',
    awaits: 'Await instructions',
  }
  return [
    ...(sponsors ? [] : [button('join', before ? 'Join these words' : 'Join', { wish: { act: 'join', target: view.bid } })]),
    ...(sponsors || before ? [leave] : []),
    ...STANDS.map((stance) =>
      button('stand', names[stance]!, {
        id: `stand-${stance}`,
        wish: { act: 'stand', target: view.bid, stance: mine === stance ? null : stance },
        pressed: mine === stance,
      }),
    ),
  ]
}

function apartButtons({ bid }: BracketView, actor: Actor, target: ActTarget, { group, apart }: Backing): Button[] {
  if (group === null) return []
  const label = apart ? `Stand with ${group} again` : `Stand apart from ${group}`
  return [maker(actor, target)('dissociate', label, { wish: { act: 'dissociate', target: bid, apart: !apart }, pressed: apart })]
}

function ownButtons(view: BracketView, actor: Actor, target: ActTarget, desk: boolean): Button[] {
  const button = maker(actor, target)
  const buttons: Button[] = []
  if (actor.principal === view.holder) {
    buttons.push(
      button('withdraw', 'Withdraw', { wish: { act: 'withdraw', target: view.bid } }),
      button('explain', view.rationale === '' ? 'Explain' : 'Edit rationale', { asks: 'rationale' }),
    )
  }
  if (view.withdrawnBy !== null && actor.principal !== null && view.leaning.includes(actor.principal))
    buttons.push(button('maintain', 'Maintain', { wish: { act: 'maintain', target: view.bid } }))
  if (actor.principal !== null && view.bracket.kind !== 'note')
    buttons.push(button('offer', 'Ask about it…', { id: 'ask', key: 'Q', asks: 'ask' }))
  if (desk) buttons.push(button('remark', view.remark === '' ? 'Note for the desk…' : 'Change the note…', { key: 'N', asks: 'remark' }))
  if (desk && view.proposer === '') buttons.push(button('attribute', 'Attribute', { asks: 'delegation' }))
  if (desk && view.bracket.kind !== 'note' && (view.bracket.kind !== 'del' || view.group !== null))
    buttons.push(button('alternative', 'Put our wording beside it', { asks: 'alternative' }))
  if (desk && view.group !== null && !view.replace)
    buttons.push(button('ungroup', 'Ungroup', { wish: { act: 'ungroup', group: view.group } }))
  if (view.set.length > 0 && (desk || actor.principal === view.holder))
    buttons.push(button('unset', 'Take this place out', { wish: { act: 'unset', target: view.bid } }))
  return buttons
}

type Extra = Partial<Pick<Button, 'id' | 'key' | 'wish' | 'asks' | 'pressed'>>

function maker(actor: Actor, target: ActTarget): (act: ActName, label: string, extra: Extra) => Button {
  return (act, label, extra) => ({
    id: act,
    label,
    key: null,
    wish: null,
    asks: null,
    pressed: false,
    permission: may(actor, act, target),
    ...extra,
  })
}
