// The brackets one steps through: all of them in text order, or those of a delegation, a kind, a stand. Pure.
import { objectorsTo, standsOn } from '@chapeau/shared/brackets/stands'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Meta } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Bracket, Reading } from '@chapeau/shared/text/read'

export const QUEUE_STANDS = {
  all: 'any stand',
  contested: 'somebody opposes',
  single: 'one delegation opposes',
  uncontested: 'nobody opposes or reserves',
} as const
export type QueueStand = keyof typeof QUEUE_STANDS

/** Empty members do not filter. */
export interface QueueFilter {
  readonly principal: Principal
  readonly kind: BracketKind | ''
  readonly stand: QueueStand
}

export const WHOLE_QUEUE: QueueFilter = { principal: '', kind: '', stand: 'all' }

/** Open brackets that pass a filter, in the order of the text; notes are not decided one by one. */
export function queueOf(reading: Reading, meta: Meta, { principal, kind, stand }: QueueFilter): Bid[] {
  return [...reading.brackets.values()]
    .filter((bracket) => bracket.kind !== 'note')
    .filter((bracket) => principal === '' || bracket.holder === principal)
    .filter((bracket) => kind === '' || bracket.kind === kind)
    .filter((bracket) => stand === 'all' || standsLike(stand, bracket, reading, meta))
    .map(({ bid }) => bid)
}

/** Delegations whose brackets are open, in the order of the text. */
export function holdersIn(reading: Reading): Principal[] {
  return [...new Set([...reading.brackets.values()].map(({ holder }) => holder).filter((holder) => holder !== ''))]
}

/** `3 of 12`, or how many there are while none of them is selected. */
export function placeIn(queue: readonly Bid[], selected: Bid | null): string {
  const at = selected === null ? -1 : queue.indexOf(selected)
  return at < 0 ? `${queue.length}` : `${at + 1} of ${queue.length}`
}

function standsLike(stand: Exclude<QueueStand, 'all'>, bracket: Bracket, reading: Reading, meta: Meta): boolean {
  const objectors = objectorsTo(reading, meta, [bracket]).length
  if (stand === 'contested') return objectors > 0
  if (stand === 'single') return objectors === 1
  return objectors === 0 && !standsOn(reading, meta, bracket.bid).some(({ stance }) => stance === 'reserves')
}
