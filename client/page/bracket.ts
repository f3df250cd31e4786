// The selected bracket as the right pane tells it: what it is, whose, since when, who stands where.
import type { Bid, GroupId, Principal } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { sponsorsOf, standsOn, withStance, type StandView } from '@chapeau/shared/brackets/stands'
import { placesInSet, type SetPlace } from '@chapeau/shared/brackets/sets'
import { nestedIn } from '@chapeau/shared/brackets/tree'
import {
  labelOf,
  metaKey,
  STANCES,
  stateOf,
  withdrawnBy,
  type Meta,
  type Because,
  type ParagraphState,
  type Stance,
  type StandAudience,
} from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import type { ViewParagraph, ViewPiece } from '@chapeau/shared/text/views'
import { conditionSays } from './conditions.ts'
import { KIND_NAMES, placeName, stanceName } from './names.ts'

export interface StandEntry {
  readonly principal: Principal
  /** Taken on a wording that has changed since (A8). */
  readonly earlier: boolean
  readonly reason: string
  /** Who hears of it. */
  readonly audience: StandAudience
  /** The bracket it hangs on, in words; empty for none. */
  readonly condition: string
}

export interface StandGroup {
  readonly stance: Stance
  readonly name: string
  readonly entries: readonly StandEntry[]
}

/** A member of a group of competing brackets; `words` in short. */
export interface Alternative {
  readonly bid: Bid
  readonly kind: BracketKind
  readonly name: string
  readonly holder: Principal
  readonly words: string
  readonly selected: boolean
}

export interface BracketView {
  readonly bid: Bid
  readonly bracket: Bracket
  /** Its place among all brackets, from 1. */
  readonly position: number
  readonly total: number
  readonly title: string
  readonly holder: Principal
  readonly sponsors: readonly Principal[]
  readonly proposer: Principal
  readonly withdrawnBy: Principal | null
  /** Who supports it or has words of its own in it: who may maintain it when it is withdrawn. */
  readonly leaning: readonly Principal[]
  readonly nested: number
  readonly pieces: readonly ViewPiece[]
  readonly stands: readonly StandGroup[]
  readonly rationale: string
  readonly because: Because | null
  /** The desk's own note; nobody else is told. */
  readonly remark: string
  /** Typed by the desk, and not confirmed by its holder yet. */
  readonly unconfirmed: boolean
  readonly group: GroupId | null
  /** Empty unless it competes with others. */
  readonly alternatives: readonly Alternative[]
  /** One deletion and one addition for one place, with one decision. */
  readonly replace: boolean
  /** All places of the proposal where it is one at several; else empty. */
  readonly set: readonly SetPlace[]
  readonly state: ParagraphState
  readonly paragraph: string
  /** When and by which person it was first recorded; null while the record does not say. */
  readonly since: { readonly at: Date; readonly person: string } | null
}

/** The view of one bracket; null when it is no longer in the text. */
export function bracketView(
  bid: Bid,
  reading: Reading,
  meta: Meta,
  paragraphs: readonly ViewParagraph[],
  record: readonly RecordLine[],
): BracketView | null {
  const bracket = reading.brackets.get(bid)
  if (bracket === undefined) return null
  const order = [...reading.brackets.keys()]
  const starter = reading.paragraphs[bracket.first]?.raw.starter ?? null
  const label = starter === null ? '' : labelOf(meta, starter.p)
  const alternatives = alternativesOf(bracket, reading, paragraphs)
  const replace = isReplace(alternatives)
  const place = placeName(label, bracket.first)
  return {
    bid,
    bracket,
    position: order.indexOf(bid) + 1,
    total: order.length,
    title: `${replace ? 'Replacement' : bracket.placeholder ? 'Placeholder' : KIND_NAMES[bracket.kind]} in ${place}`,
    holder: bracket.holder,
    sponsors: sponsorsOf(reading, meta, bracket),
    leaning: [
      ...withStance(meta, bid, 'proposes'),
      ...withStance(meta, bid, 'supports'),
      ...nestedIn(reading, bid).map(({ holder }) => holder),
    ],
    proposer: bracket.by,
    withdrawnBy: withdrawnBy(meta, bid),
    nested: [...reading.brackets.values()].filter(({ parent }) => parent === bid).length,
    pieces: piecesIn(bid, paragraphs),
    stands: standGroups(bracket.kind, standsOn(reading, meta, bid), { reading, meta }),
    rationale: rationaleOf(bid, meta),
    because: (meta.get(metaKey.because(bid)) as Because | undefined) ?? null,
    unconfirmed: meta.get(metaKey.unconfirmed(bid)) === bracket.holder,
    remark: (meta.get(metaKey.remark(bid)) as string | undefined) ?? '',
    group: bracket.group,
    alternatives,
    replace,
    set: placesInSet(reading, meta, bid),
    state: starter === null ? 'open' : stateOf(meta, starter.p),
    paragraph: place,
    since: sinceOf(bid, record),
  }
}

/** What stands between a bracket's tokens, as the rolling view prints it; paragraphs joined by a line break. */
export function piecesIn(bid: Bid, paragraphs: readonly ViewParagraph[]): ViewPiece[] {
  const pieces: ViewPiece[] = []
  let inside = false
  for (const paragraph of paragraphs) {
    if (inside) pieces.push({ type: 'text', text: '\n', marks: undefined, within: [] })
    for (const piece of paragraph.pieces) {
      if (piece.type === 'open' && piece.bid === bid) inside = true
      else if (piece.type === 'close' && piece.bid === bid) inside = false
      else if (inside) pieces.push(piece)
    }
    if (!inside && pieces.length > 0) break
  }
  return pieces
}

/**
 * The bracket of `order` after (or before) the selected one, going round. With none selected it is the first from the paragraph
 * `from` on (the last before it), or of the whole text.
 */
export function neighbour(
  reading: Reading,
  selected: Bid | null,
  step: 1 | -1,
  { from = null, order }: { readonly from?: number | null; readonly order: readonly Bid[] },
): Bid | null {
  if (order.length === 0) return null
  const at = selected === null ? -1 : order.indexOf(selected)
  if (at < 0) {
    const all = [...reading.brackets.keys()]
    const stood = selected === null ? -1 : all.indexOf(selected)
    const isNear = (bid: Bid): boolean => {
      // From one that is selected and not among them it goes on in the text's order.
      if (stood >= 0) return all.indexOf(bid) > stood === (step === 1)
      return from === null || reading.brackets.get(bid)!.first >= from === (step === 1)
    }
    return (step === 1 ? order.find(isNear) : order.findLast(isNear)) ?? order.at(step === 1 ? 0 : -1)!
  }
  return order[(at + step + order.length) % order.length]!
}

/** Stands by stance; of sponsorship only what is to an earlier wording, for the rest stands with the names. */
export function standGroups(
  kind: BracketKind,
  stands: readonly StandView[],
  on: { readonly reading: Reading; readonly meta: Meta },
): StandGroup[] {
  return STANCES.flatMap((stance) => {
    const entries = stands
      .filter((stand) => stand.stance === stance && (stance !== 'proposes' || stand.earlier))
      .map(({ principal, earlier, reason = '', audience = 'room', condition }) => ({
        principal,
        earlier,
        reason,
        audience,
        condition: condition === undefined ? '' : conditionSays(condition, on),
      }))
    return entries.length === 0 ? [] : [{ stance, name: stanceName(stance, kind), entries }]
  })
}

function alternativesOf(bracket: Bracket, reading: Reading, paragraphs: readonly ViewParagraph[]): Alternative[] {
  if (bracket.group === null) return []
  const members = [...reading.brackets.values()].filter(({ group }) => group === bracket.group)
  if (members.length < 2) return []
  let number = 0
  return members.map(({ bid, kind, holder }) => ({
    bid,
    kind,
    holder,
    name: kind === 'ins' ? `Alt ${++number}` : 'Standing words',
    words: piecesIn(bid, paragraphs)
      .map((piece) => (piece.type === 'text' ? piece.text : ''))
      .join(''),
    selected: bid === bracket.bid,
  }))
}

function isReplace(alternatives: readonly Alternative[]): boolean {
  return alternatives.length === 2 && ['ins', 'del'].every((kind) => alternatives.some((one) => one.kind === kind))
}

function rationaleOf(bid: Bid, meta: Meta): string {
  const rationale = meta.get(metaKey.rationale(bid))
  return typeof rationale === 'string' ? rationale : ''
}

function sinceOf(bid: Bid, record: readonly RecordLine[]): BracketView['since'] {
  const first = record.find(({ entry }) => entry.target === bid && entry.act === 'propose')
  return first === undefined ? null : { at: new Date(first.entry.at), person: first.content?.personName ?? '' }
}
