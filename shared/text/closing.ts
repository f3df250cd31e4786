// What is kept with a text towards its end and after it: objections to decisions, corrections since the revision,
// statements, the caveat, who is waiting to speak. All of it is the room's and lies in the overrides.
import type { Pid, Principal } from '../ids.ts'
import { labelOf, metaKey, type Meta } from './meta.ts'

/** "Nothing is agreed until everything is agreed", as page and exports print it. */
export const CAVEAT = 'Nothing is agreed until everything is agreed.'

/** A delegation's objection to a decision, until the next revision. */
export interface Objection {
  /** The decision's entry in the record. */
  readonly seq: number
  readonly principal: Principal
  readonly reason: string
  /** The paragraph that it was about; null for none. */
  readonly pid: Pid | null
  /** What the facilitator says to it; absent while nothing is said. */
  readonly note?: string
}

/** A slip that was put right as an act. */
export interface Correction {
  /** Its entry in the record. */
  readonly seq: number
  readonly pid: Pid
  readonly label: string
  readonly before: string
  readonly after: string
}

export const STATEMENT_KINDS = ['dissociation', 'explanation'] as const
export type StatementKind = (typeof STATEMENT_KINDS)[number]

export const STATEMENT_NAMES: Readonly<Record<StatementKind, string>> = {
  dissociation: 'Dissociation',
  explanation: 'Explanation of position',
}

/** What a delegation says of a text that was closed; `pid` null: of the whole. */
export interface Statement {
  readonly seq: number
  readonly kind: StatementKind
  readonly principal: Principal
  readonly pid: Pid | null
  readonly label: string
  readonly words: string
}

export const REQUEST_KINDS = ['floor', 'reopen', 'typo', 'move'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

/** What a delegation asks of the facilitator; for the desk's ears and its own. */
export interface Asked {
  /** Its entry in the record, which says when. */
  readonly seq: number
  readonly kind: RequestKind
  readonly principal: Principal
  readonly words: string
  readonly pid: Pid | null
  /** `back`: taken back. */
  readonly state: 'open' | 'done' | 'declined' | 'back'
  /** What the facilitator said to it. */
  readonly note?: string
}

/** Somebody who has asked for the floor, as the room is shown it. */
export interface Speaker {
  readonly seq: number
  readonly principal: Principal
}

export const hasCaveat = (meta: Meta): boolean => meta.get(metaKey.caveat) === true

/** Objections to decisions since the revision, in the order of the decisions. */
export function objectionsIn(meta: Meta): Objection[] {
  return valuesUnder<Objection>(meta, 'obj/').sort((a, b) => a.seq - b.seq || a.principal.localeCompare(b.principal))
}

/** Corrections since the revision, oldest first, with the labels that the paragraphs have now. */
export function correctionsIn(meta: Meta): Correction[] {
  return valuesUnder<Omit<Correction, 'label'>>(meta, 'cor/')
    .map((one) => ({ ...one, label: labelOf(meta, one.pid) }))
    .sort((a, b) => a.seq - b.seq)
}

/** Statements, oldest first. */
export function statementsIn(meta: Meta): Statement[] {
  return valuesUnder<Omit<Statement, 'label'>>(meta, 'say/')
    .map((one) => ({ ...one, label: one.pid === null ? '' : labelOf(meta, one.pid) }))
    .sort((a, b) => a.seq - b.seq)
}

/** What was asked, oldest first; `meta` with what its reader was told aside. */
export const requestsIn = (meta: Meta): Asked[] => valuesUnder<Asked>(meta, 'req/').sort((a, b) => a.seq - b.seq)

/** Who waits for the floor, as the room is shown it; null while it is not shown. */
export function speakersIn(meta: Meta): readonly Speaker[] | null {
  return (meta.get(metaKey.speakers) as readonly Speaker[] | undefined) ?? null
}

function valuesUnder<Value>(meta: Meta, prefix: string): Value[] {
  const values: Value[] = []
  for (const key of meta.keys()) if (key.startsWith(prefix)) values.push(meta.get(key) as Value)
  return values
}
