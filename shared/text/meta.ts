// The overrides beside the body (DESIGN 2): a flat map that only the server writes and every reader
// of the text may know. This file is the one place that spells its keys.
import type { Bid, GroupId, Pid, Principal } from '../ids.ts'
import type { ParagraphType } from './model.ts'

/** The map as plain values; a Y.Map has this shape too. */
export interface Meta {
  get(key: string): unknown
  keys(): Iterable<string>
}

export const EMPTY_META: Meta = new Map<string, unknown>()

/** What the room knows, with what somebody has been told aside. */
export function withAsides(meta: Meta, asides: ReadonlyMap<string, unknown>): Meta {
  if (asides.size === 0) return meta
  return {
    get: (key) => (asides.has(key) ? asides.get(key) : meta.get(key)),
    keys: () => new Set([...meta.keys(), ...asides.keys()]),
  }
}

export type ParagraphState = 'open' | 'parked' | 'adref' | 'agreed'
export const STANCES = ['proposes', 'supports', 'canLiveWith', 'opposes', 'reserves', 'awaits'] as const
export type Stance = (typeof STANCES)[number]
/** `adref`: agreed ad referendum as a whole. */
/** `silent`: an issued text at rest, until its deadline. */
export type TextStatus = 'preparation' | 'issued' | 'silent' | 'adref' | 'adopted'

/** Whether a text changes only after it is reopened. */
export const isClosed = (status: TextStatus): boolean => status === 'silent' || status === 'adref' || status === 'adopted'

/** A delegation's position on a target. `words`: the digest of the wording it was taken on (A8). */
export interface Stand {
  readonly stance: Stance
  readonly words: string
  readonly seq: number
  /** Of a co-sponsor: the digest of the bracket's own words, without what others propose inside it. */
  readonly own?: string
  readonly reason?: string
  /** Of a co-sponsor that somebody else named: it has not confirmed that. */
  readonly unconfirmed?: true
  /** Who hears of it; absent: the room. */
  readonly audience?: StandAudience
  /** It holds only if another bracket gets this outcome. */
  readonly condition?: StandCondition
}

/** `chair`: the desk and oneself; `own`: one's own delegation. */
export const STAND_AUDIENCES = ['room', 'chair', 'own'] as const
export type StandAudience = (typeof STAND_AUDIENCES)[number]

/** Who hears of a stand where its holder says nothing else. */
export function audienceOf(stance: Stance): StandAudience {
  return stance === 'canLiveWith' || stance === 'awaits' ? 'chair' : 'room'
}

export interface StandCondition {
  readonly target: Bid
  readonly outcome: 'keep' | 'remove'
}

/** Why something stays in brackets. */
export const BECAUSE = ['wording', 'substance', 'package', 'awaiting'] as const
export type Because = (typeof BECAUSE)[number]

export const metaKey = {
  label: (pid: Pid): string => `p/${pid}/label`,
  type: (pid: Pid): string => `p/${pid}/t`,
  level: (pid: Pid): string => `p/${pid}/lvl`,
  state: (pid: Pid): string => `p/${pid}/state`,
  /** Where the paragraph was put on its rung: "Plenary". */
  forum: (pid: Pid): string => `p/${pid}/forum`,
  /** Delegations whose agreement a paragraph agreed ad ref still waits for. */
  pending: (pid: Pid): string => `p/${pid}/pending`,
  by: (bid: Bid): string => `b/${bid}/by`,
  holder: (bid: Bid): string => `b/${bid}/holder`,
  group: (bid: Bid): string => `b/${bid}/grp`,
  withdrawn: (bid: Bid): string => `b/${bid}/withdrawn`,
  /** One proposal at several places: the id of the set. */
  set: (bid: Bid): string => `b/${bid}/set`,
  /** As which bracket it was brought back. */
  back: (bid: Bid): string => `b/${bid}/back`,
  /** Why it is in brackets: wording, substance, a package, awaiting instructions. */
  because: (bid: Bid): string => `b/${bid}/because`,
  /** Whose words somebody else typed and who has not confirmed them. */
  unconfirmed: (bid: Bid): string => `b/${bid}/unconfirmed`,
  rationale: (bid: Bid): string => `b/${bid}/why`,
  /** The desk's own note; always aside. */
  remark: (bid: Bid): string => `rem/${bid}`,
  /** A proposed change of the text's shape. */
  structure: (sid: string): string => `s/${sid}`,
  /** Decisions offered together; where they are not for the room, the key of an aside. */
  offer: (oid: string): string => `o/${oid}`,
  /** An answer to an offer; always aside. */
  answer: (oid: string, principal: Principal): string => `ans/${oid}/${principal}`,
  /** Paragraphs that were merged into one, with the labels they had. */
  mergedFrom: (pid: Pid): string => `p/${pid}/from`,
  corrected: (pid: Pid): string => `p/${pid}/corrected`,
  /** The table or picture that the paragraph stands for. */
  block: (pid: Pid): string => `p/${pid}/block`,
  stand: (target: string, principal: Principal): string => `stand/${target}/${principal}`,
  /** A member does not share its group's stand. */
  apart: (target: string, principal: Principal): string => `apart/${target}/${principal}`,
  /** What of the desk's surfaces the room sees. */
  show: (what: string): string => `show/${what}`,
  /** A delegation's objection to a decision. */
  objection: (seq: number, principal: Principal): string => `obj/${seq}/${principal}`,
  /** An act that was undone, by its first entry: how many entries it had. */
  undone: (seq: number): string => `undone/${seq}`,
  correction: (seq: number): string => `cor/${seq}`,
  statement: (kind: string, principal: Principal, target: string): string => `say/${kind}/${principal}/${target}`,
  /** What a delegation asks of the desk; aside. */
  request: (seq: number): string => `req/${seq}`,
  speakers: 'speakers',
  caveat: 'caveat',
  /** Number of the entry that named the text its revision. */
  revisedAt: 'revisedAt',
  /** The silence procedure that the text is in, what became of the last one, and where silence was broken. */
  silence: 'silence',
  silenceOutcome: 'silenceOutcome',
  breach: (place: string): string => `sil/${place}`,
  /** What became of the labels in the last renumbering. */
  concordance: 'concordance',
  title: 'title',
  status: 'status',
  revision: 'rev',
  changes: 'changes',
} as const

/** The labels before and after a renumbering, in the order of the text. `seq`: its entry in the record. */
export interface Concordance {
  readonly seq: number
  readonly rows: readonly { readonly pid: Pid; readonly from: string; readonly to: string }[]
}

export const labelOf = (meta: Meta, pid: Pid): string => text(meta.get(metaKey.label(pid)))

export function typeOf(meta: Meta, pid: Pid, born: ParagraphType): ParagraphType {
  return (meta.get(metaKey.type(pid)) as ParagraphType | undefined) ?? born
}

export function levelOf(meta: Meta, pid: Pid, born: number): number {
  return (meta.get(metaKey.level(pid)) as number | undefined) ?? born
}

export function stateOf(meta: Meta, pid: Pid): ParagraphState {
  return (meta.get(metaKey.state(pid)) as ParagraphState | undefined) ?? 'open'
}

/** Where a paragraph was put on its rung; '' where nobody said. */
export const forumOf = (meta: Meta, pid: Pid): string => text(meta.get(metaKey.forum(pid)))

/** Whose agreement a paragraph agreed ad ref still waits for. */
export function pendingOf(meta: Meta, pid: Pid): readonly Principal[] {
  return (meta.get(metaKey.pending(pid)) as readonly Principal[] | undefined) ?? []
}

/** Who proposed a bracket: what it was born with, or, born to nobody, whom it was attributed to. */
export function proposerOf(meta: Meta, bid: Bid, born: Principal): Principal {
  return born === '' ? text(meta.get(metaKey.by(bid))) : born
}

/** Whose a bracket is now. */
export function holderOf(meta: Meta, bid: Bid, born: Principal): Principal {
  const holder = meta.get(metaKey.holder(bid))
  return typeof holder === 'string' ? holder : proposerOf(meta, bid, born)
}

/** The group a bracket is in; `null` when it stands alone (also when taken out of its group). */
export function groupOf(meta: Meta, bid: Bid, born: GroupId | undefined): GroupId | null {
  const override = meta.get(metaKey.group(bid))
  if (typeof override === 'string') return override === '' ? null : override
  return born ?? null
}

/** Who withdrew a bracket that still stands because others lean on it; `null` when nobody did. */
export function withdrawnBy(meta: Meta, bid: Bid): Principal | null {
  const by = meta.get(metaKey.withdrawn(bid))
  return typeof by === 'string' ? by : null
}

/** The set a bracket belongs to: one proposal at several places; null for a proposal of its own. */
export function setOf(meta: Meta, bid: Bid): string | null {
  const set = meta.get(metaKey.set(bid))
  return typeof set === 'string' ? set : null
}

/** All stands that the room may know: target → principal → stand. One pass over the map. */
export function standsOf(meta: Meta): Map<string, Map<Principal, Stand>> {
  const stands = new Map<string, Map<Principal, Stand>>()
  for (const key of meta.keys()) {
    if (!key.startsWith('stand/')) continue
    const cut = key.lastIndexOf('/')
    const target = key.slice('stand/'.length, cut)
    let byPrincipal = stands.get(target)
    if (byPrincipal === undefined) stands.set(target, (byPrincipal = new Map()))
    byPrincipal.set(key.slice(cut + 1), meta.get(key) as Stand)
  }
  return stands
}

export function statusOf(meta: Meta): TextStatus {
  const status = (meta.get(metaKey.status) as TextStatus | undefined) ?? 'preparation'
  return status === 'issued' && meta.get(metaKey.silence) !== undefined ? 'silent' : status
}

/** Acts and proposals since the revision. */
export function changesIn(meta: Meta): number {
  const changes = meta.get(metaKey.changes)
  return typeof changes === 'number' ? changes : 0
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
