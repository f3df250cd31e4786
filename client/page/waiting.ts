// Proposals that wait to be seconded or for the facilitator, as the page lists them. Pure.
import type { Principal } from '@chapeau/shared/ids'
import { isDesk, may, type Actor, type Permission } from '@chapeau/shared/policy'
import type { ActName } from '@chapeau/shared/protocol/acts'
import { labelOf, type Meta, type TextStatus } from '@chapeau/shared/text/meta'
import { waitingIn, type Waiting } from '@chapeau/shared/text/waiting'
import type { Wish } from '../connection/acts.ts'

export interface WaitingButton {
  readonly label: string
  readonly permission: Permission
  readonly wish: Wish
}

export interface WaitingRow {
  readonly seq: number
  readonly principal: Principal
  /** The paragraph's label; '' for none. */
  readonly place: string
  readonly words: string
  readonly rationale: string
  readonly buttons: readonly WaitingButton[]
}

/** What its reader knows to wait, oldest first, with what it may do about it. */
export function waitingRows(heard: Meta, actor: Actor, status: TextStatus): WaitingRow[] {
  return waitingIn(heard).map((waiting) => ({
    seq: waiting.seq,
    principal: waiting.principal,
    place: labelOf(heard, waiting.proposal.edits[0]?.pid ?? ''),
    words: wordsOf(waiting),
    rationale: waiting.rationale,
    buttons: buttonsOf(waiting, actor, status),
  }))
}

function buttonsOf({ seq, principal, for: whom }: Waiting, actor: Actor, status: TextStatus): WaitingButton[] {
  const button = (act: Extract<ActName, 'second' | 'admit' | 'dropProposal'>, label: string): WaitingButton => ({
    label,
    permission: may(actor, act, { status, author: principal }),
    wish: { act, proposal: seq },
  })
  if (actor.role === 'observer') return []
  const own = actor.principal === principal
  return [
    ...(isDesk(actor) ? [button('admit', 'Admit')] : []),
    ...(!own && whom === 'seconded' && actor.principal !== 'CHAIR' ? [button('second', 'Second')] : []),
    ...(own || isDesk(actor) ? [button('dropProposal', own ? 'Take it back' : 'Let it fall')] : []),
  ]
}

/** What is proposed, in short: the words, or what becomes of those that stand. */
function wordsOf({ proposal: { edits, how } }: Waiting): string {
  const first = edits.find(({ insert }) => insert !== '')
  const places = edits.length === 1 ? '' : ` at ${edits.length} places${how === undefined ? '' : `, ${how}`}`
  if (first !== undefined) return `“${first.insert.trim()}”${places}`
  return `${edits[0]?.reserve === true ? 'to reserve on words' : 'to delete words'}${places}`
}
