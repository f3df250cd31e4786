// The brackets one steps through: all of them in text order, or those of a delegation, a kind, a stand. Pure.
import { objectorsTo, type StandIndex } from '@chapeau/shared/brackets/stands'
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { standsOf, type Meta } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Bracket, Reading } from '@chapeau/shared/text/read'

export const QUEUE_STANDS = {
  all: 'any stand',
  contested: 'somebody opposes',
  single: 'one delegation opposes',
  uncontested: 'nobody opposes or reserves',
} as const
export type QueueStand = keyof typeof QUEUE_STANDS

export const QUEUE_AGES = {
  all: 'any age',
  new: 'new since the last revision',
  old: 'older than the last revision',
} as const
export type QueueAge = keyof typeof QUEUE_AGES

/** Empty members do not filter. */
export interface QueueFilter {
  /** Id of the paragraph that they are in. */
  readonly paragraph: Pid
  readonly principal: Principal
  readonly kind: BracketKind | ''
  readonly stand: QueueStand
  readonly age: QueueAge
  /** These alone, and where they are from; null: all. */
  readonly only: { readonly name: string; readonly bids: readonly Bid[] } | null
}

export const WHOLE_QUEUE: QueueFilter = { principal: '', paragraph: '', kind: '', stand: 'all', age: 'all', only: null }

/** Open brackets that pass a filter, in the order of the text; notes are not decided one by one. */
export function queueOf(reading: Reading, meta: Meta, filter: QueueFilter, isNew: (bid: Bid) => boolean = () => false): Bid[] {
  const { principal, paragraph, kind, stand, age, only } = filter
  const stands = stand === 'all' ? null : standsOf(meta)
  const index = paragraph === '' ? -1 : reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === paragraph)
  return [...reading.brackets.values()]
    .filter((bracket) => bracket.kind !== 'note')
    .filter(({ bid }) => only === null || only.bids.includes(bid))
    .filter((bracket) => principal === '' || bracket.holder === principal)
    .filter((bracket) => paragraph === '' || (bracket.first <= index && bracket.last >= index))
    .filter((bracket) => kind === '' || bracket.kind === kind)
    .filter(({ bid }) => age === 'all' || isNew(bid) === (age === 'new'))
    .filter((bracket) => stands === null || standsLike(stand, bracket, { reading, meta, stands }))
    .map(({ bid }) => bid)
}

/** Which brackets were proposed after the last revision, by what the record says; what it does not know came with the text. */
export function newSinceRevision(record: readonly RecordLine[]): (bid: Bid) => boolean {
  const last = record.findLast(({ entry }) => entry.act === 'issue' || entry.act === 'revise')?.entry.seq ?? 0
  const fresh = new Set(record.filter(({ entry }) => entry.seq > last && entry.act === 'propose').map(({ entry }) => entry.target))
  return (bid) => fresh.has(bid)
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

interface Stood {
  readonly reading: Reading
  readonly meta: Meta
  readonly stands: StandIndex
}

function standsLike(stand: QueueStand, bracket: Bracket, { reading, meta, stands }: Stood): boolean {
  const objectors = objectorsTo(reading, meta, [bracket], stands).length
  if (stand === 'contested') return objectors > 0
  if (stand === 'single') return objectors === 1
  return objectors === 0 && ![...(stands.get(bracket.bid)?.values() ?? [])].some(({ stance }) => stance === 'reserves')
}
