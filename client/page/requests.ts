// What delegations ask of the facilitator and object to, as lists with time and place. Pure.
import { CHAIR, type Principal } from '@chapeau/shared/ids'
import type { Actor } from '@chapeau/shared/policy'
import type { RecordEntry, RecordLine } from '@chapeau/shared/protocol/api'
import {
  objectionsIn,
  REQUEST_KINDS,
  requestsIn,
  speakersIn,
  type Asked,
  type RequestKind,
  type Speaker,
} from '@chapeau/shared/text/closing'
import { labelOf, type Meta } from '@chapeau/shared/text/meta'
import { itemOf } from './history.ts'

export const REQUEST_NAMES: Readonly<Record<RequestKind, string>> = {
  floor: 'The floor',
  reopen: 'To reopen a paragraph',
  typo: 'To correct a slip',
  move: 'To move a paragraph',
}

/** A kind as the record tells it. */
export const requestName = (kind: unknown): string => REQUEST_NAMES[REQUEST_KINDS.find((one) => one === kind) ?? 'floor']

export interface RequestRow extends Asked {
  readonly name: string
  /** Null until the record has come. */
  readonly at: Date | null
  /** The paragraph's label; '' for none. */
  readonly place: string
}

/** All that its reader was told, oldest first. */
export function requestRows(heard: Meta, record: readonly RecordLine[]): RequestRow[] {
  const asked = requestsIn(heard)
  if (asked.length === 0) return []
  const wanted = new Set(asked.map(({ seq }) => seq))
  const times = new Map(record.flatMap(({ entry: { seq, at } }) => (wanted.has(seq) ? [[seq, new Date(at)] as const] : [])))
  return asked.map((one) => ({
    ...one,
    name: REQUEST_NAMES[one.kind],
    at: times.get(one.seq) ?? null,
    place: one.pid === null ? '' : labelOf(heard, one.pid),
  }))
}

/** The floor as somebody sees it. */
export interface FloorView {
  /** Who waits to speak; null while the room is not shown it. */
  readonly speakers: readonly Speaker[] | null
  /** Whether one asks for it here. */
  readonly asks: boolean
  /** Number of one's own request for the floor; null for none. */
  readonly mine: number | null
  /** Open requests that one has been told of. */
  readonly open: number
  /** One only watches. */
  readonly watches: boolean
}

/** Null where there is nothing to see or to ask. */
export function floorView(heard: Meta, actor: Actor): FloorView | null {
  const { principal, role } = actor
  const speakers = speakersIn(heard)
  if (role === 'observer') return speakers === null ? null : { speakers, asks: false, mine: null, open: 0, watches: true }
  const asks = principal !== null && principal !== CHAIR
  const open = requestsIn(heard).filter(({ state }) => state === 'open')
  const mine = open.find((one) => one.kind === 'floor' && one.principal === principal)?.seq ?? null
  return { speakers, asks, mine, open: open.length, watches: false }
}

export interface ObjectionRow {
  readonly seq: number
  readonly principal: Principal
  readonly reason: string
  readonly note: string
  readonly place: string
  /** What was decided, in words. */
  readonly decision: string
  /** The decision has been taken back since. */
  readonly undone: boolean
}

export function objectionRows(meta: Meta, record: readonly RecordLine[]): ObjectionRow[] {
  const objections = objectionsIn(meta)
  if (objections.length === 0) return []
  const undone = undoneIn(record)
  return objections.map(({ seq, principal, reason, note = '', pid }) => {
    const line = record.find(({ entry }) => entry.seq === seq)
    return {
      seq,
      principal,
      reason,
      note,
      place: pid === null ? '' : labelOf(meta, pid),
      decision: line === undefined ? `no. ${seq} of the record` : decisionOf(line),
      undone: undone(seq),
    }
  })
}

/** Acts that can be objected to. */
const DECIDED: ReadonlySet<string> = new Set([
  'keep',
  'remove',
  'fall',
  'setState',
  'reopen',
  'correct',
  'move',
  'split',
  'merge',
  'retype',
  'carry',
])

/** The last decision on a paragraph since the revision that still stands; null when there is none. */
export function lastDecision(record: readonly RecordLine[], pid: string): RecordEntry | null {
  const undone = undoneIn(record)
  for (let i = record.length - 1; i >= 0; i--) {
    const { entry } = record[i]!
    if (entry.act === 'revise' || entry.act === 'issue') return null
    if (entry.paragraph?.id === pid && DECIDED.has(entry.act) && !undone(entry.seq)) return entry
  }
  return null
}

function decisionOf(line: RecordLine): string {
  const { who, says } = itemOf(line, 'ins')
  return `${who} ${says}`
}

/** Whether an entry has been undone, by itself or with the act that it belongs to: entries of one act have one time. */
function undoneIn(record: readonly RecordLine[]): (seq: number) => boolean {
  const seqs = new Set(record.flatMap(({ entry, content }) => (entry.act === 'undo' ? [content?.detail?.['seq']] : [])))
  if (seqs.size === 0) return () => false
  const times = new Set(record.flatMap(({ entry }) => (seqs.has(entry.seq) ? [entry.at] : [])))
  return (seq) => {
    const entry = record.find((line) => line.entry.seq === seq)?.entry
    return entry !== undefined && entry.act !== 'undo' && times.has(entry.at)
  }
}
