// Several brackets at once (spec AC-80): which of them can be accepted together, which are left and why, who has been heard,
// and how the text would read. Pure: the page previews with it, and the act carries the same decisions.
import type { Bid, GroupId, Principal } from '../ids.ts'
import { labelOf, standsOf, stateOf, withdrawnBy, type Meta } from '../text/meta.ts'
import { attributionsOf, printPieces } from '../text/notation.ts'
import { read, type Bracket, type Reading } from '../text/read.ts'
import { bodyAfter, outcomesOfAll, planDecision, type Decision } from './decide.ts'
import { membersOf, nestedIn } from './tree.ts'

type Stands = ReturnType<typeof standsOf>

/** Why a bracket is not decided with the others. */
export const LEFT_BECAUSE = {
  contested: 'somebody objects or reserves',
  reservation: 'it is a reservation itself',
  alternatives: 'several alternatives compete',
  nested: 'others’ proposals inside it would fall',
  placeholder: 'it is a placeholder without words',
  withdrawn: 'it was withdrawn',
  agreed: 'its paragraph is agreed',
} as const
export type LeftBecause = keyof typeof LEFT_BECAUSE

export interface Bulk {
  readonly decisions: readonly Decision[]
  readonly left: readonly { readonly bid: Bid; readonly why: LeftBecause }[]
}

/**
 * Accepts what can be accepted of some brackets without asking anybody: additions kept, deletions made, replaces carried out.
 * `uncontested`: leaves out what somebody objects to or reserves on; else only what needs a choice is left.
 */
export function acceptAll(reading: Reading, meta: Meta, bids: readonly Bid[], { uncontested }: { readonly uncontested: boolean }): Bulk {
  const wanted = new Set(bids)
  const stands = standsOf(meta)
  const decisions: Decision[] = []
  const left: Bulk['left'][number][] = []
  const groups = new Set<GroupId>()
  for (const bracket of reading.brackets.values()) {
    if (!wanted.has(bracket.bid) || bracket.kind === 'note') continue
    if (bracket.group !== null && groups.has(bracket.group)) continue
    if (bracket.group !== null) groups.add(bracket.group)
    const why = leftBecause(reading, meta, bracket, stands, uncontested)
    if (why === null) decisions.push(decisionOn(reading, bracket))
    else left.push({ bid: bracket.bid, why })
  }
  return { decisions, left }
}

/** Drops some brackets: proposed words go, standing words stay. */
export function dropAll(reading: Reading, meta: Meta, bids: readonly Bid[]): Bulk {
  const decisions: Decision[] = []
  const left: Bulk['left'][number][] = []
  const groups = new Set<GroupId>()
  for (const bid of bids) {
    const bracket = reading.brackets.get(bid)
    if (bracket === undefined || bracket.kind === 'note') continue
    if (bracket.group !== null && groups.has(bracket.group)) continue
    if (bracket.group !== null) groups.add(bracket.group)
    if (isAgreed(reading, meta, bracket)) left.push({ bid, why: 'agreed' })
    else if (bracket.group !== null) decisions.push({ act: 'choose', group: bracket.group, target: null })
    else decisions.push({ act: bracket.kind === 'ins' ? 'remove' : 'keep', target: bid })
  }
  return { decisions, left }
}

/** Whom a decision on some brackets can rest on: delegations that hold, join or have taken a stand on any of them. */
export function heardOn(reading: Reading, meta: Meta, bids: readonly Bid[]): ReadonlySet<Principal> {
  const stands = standsOf(meta)
  const heard = new Set<Principal>()
  for (const bid of bids) {
    const holder = reading.brackets.get(bid)?.holder ?? ''
    if (holder !== '') heard.add(holder)
    for (const principal of stands.get(bid)?.keys() ?? []) heard.add(principal)
  }
  return heard
}

/** A paragraph that a set of decisions changes, in notation; `after` empty where it goes. */
export interface PreviewParagraph {
  readonly index: number
  readonly label: string
  readonly before: string
  readonly after: string
}

/** How the text would read; null where a bracket is gone or two decisions contradict each other. */
export function previewOf(reading: Reading, meta: Meta, decisions: readonly Decision[]): PreviewParagraph[] | null {
  const outcomes = outcomesOfAll(reading, decisions)
  if (typeof outcomes === 'string') return null
  const after = read(bodyAfter(reading, planDecision(reading, outcomes)), meta)
  const labels = attributionsOf(reading, meta, { groups: false })
  const stays = new Map(after.paragraphs.map((paragraph) => [paragraph.raw.starter?.p ?? '', paragraph]))
  return reading.paragraphs.flatMap((paragraph, index) => {
    const pid = paragraph.raw.starter?.p ?? ''
    const now = stays.get(pid)
    const before = printPieces(paragraph, labels)
    const then = now === undefined ? '' : printPieces(now, labels)
    return before === then ? [] : [{ index, label: pid === '' ? '' : labelOf(meta, pid), before, after: then }]
  })
}

function decisionOn(reading: Reading, bracket: Bracket): Decision {
  const { bid, kind, group } = bracket
  if (group !== null) return { act: 'choose', group, target: membersOf(reading, group).find((one) => one.kind === 'ins')?.bid ?? null }
  return { act: kind === 'del' ? 'remove' : 'keep', target: bid }
}

function leftBecause(reading: Reading, meta: Meta, bracket: Bracket, stands: Stands, uncontested: boolean): LeftBecause | null {
  const members = bracket.group === null ? [bracket] : membersOf(reading, bracket.group)
  if (members.some((one) => isAgreed(reading, meta, one))) return 'agreed'
  if (members.some(({ kind }) => kind === 'res')) return 'reservation'
  if (members.filter(({ kind }) => kind === 'ins').length > 1) return 'alternatives'
  if (members.some(({ bid }) => withdrawnBy(meta, bid) !== null)) return 'withdrawn'
  if (members.some((one) => one.placeholder && one.to === one.from + 1)) return 'placeholder'
  if (members.some((one) => one.kind === 'del' && takesOthers(reading, one))) return 'nested'
  if (uncontested && members.some(({ bid }) => isContested(stands, bid))) return 'contested'
  return null
}

const isContested = (stands: Stands, bid: Bid): boolean =>
  [...(stands.get(bid)?.values() ?? [])].some(({ stance }) => stance === 'opposes' || stance === 'reserves')

/** Whether deleting a bracket's words would take down proposals of somebody else. */
const takesOthers = (reading: Reading, bracket: Bracket): boolean =>
  nestedIn(reading, bracket.bid).some(({ holder }) => holder !== bracket.holder)

function isAgreed(reading: Reading, meta: Meta, bracket: Bracket): boolean {
  const pid = reading.paragraphs[bracket.first]?.raw.starter?.p
  return pid !== undefined && stateOf(meta, pid) === 'agreed'
}
