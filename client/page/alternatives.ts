// Alternatives side by side: what competes for one place, who stands where on each, and what could compete with it too.
import { candidatesFor, choicesOf, likelyGroups, type GroupChoice } from '@chapeau/shared/brackets/groups'
import { membersOf, replaceOf } from '@chapeau/shared/brackets/tree'
import { NO_TEXT, sponsorsOf, standsOn } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid, GroupId, Principal } from '@chapeau/shared/ids'
import { isDesk, may, type Actor, type Permission } from '@chapeau/shared/policy'
import { labelOf, metaKey, stateOf, type Meta, type Stance, type TextStatus } from '@chapeau/shared/text/meta'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import type { ViewParagraph, ViewPiece } from '@chapeau/shared/text/views'
import type { Wish } from '../connection/acts.ts'
import { piecesIn, standGroups, type StandGroup } from './bracket.ts'
import { codeName, placeName } from './names.ts'

/** One way to fill the place. */
export interface Column {
  readonly id: string
  readonly name: string
  readonly bid: Bid | null
  readonly holder: Principal
  readonly sponsors: readonly Principal[]
  readonly pieces: readonly ViewPiece[]
  readonly rationale: string
  readonly stands: readonly StandGroup[]
  /** For the desk; null for others. */
  readonly choose: { readonly wish: Wish; readonly permission: Permission; readonly key: string } | null
  /** One's own support; null where one takes no stand on it. */
  readonly support: { readonly wish: Wish; readonly permission: Permission; readonly pressed: boolean } | null
}

export interface Candidate {
  readonly bid: Bid
  readonly name: string
  readonly holder: Principal
}

export interface AlternativesView {
  readonly place: string
  readonly group: GroupId | null
  /** Several members were put together; a replace is one by birth. */
  readonly several: boolean
  readonly columns: readonly Column[]
  /** Brackets nearby that the desk can put into one group with the selected one; empty for others. */
  readonly candidates: readonly Candidate[]
  readonly grouping: Permission
}

export interface AlternativesInput {
  readonly reading: Reading
  readonly meta: Meta
  readonly rolling: readonly ViewParagraph[]
  readonly actor: Actor
  readonly status: TextStatus
}

/** Words of a candidate that are shown. */
const SHOWN = 60

/** What looks like alternatives in an imported text, for the desk to confirm; empty for others. */
export interface Likely {
  readonly key: string
  readonly place: string
  readonly members: readonly Candidate[]
  readonly wish: Wish
  readonly permission: Permission
}

export function likelyAlternatives({ reading, meta, actor, status }: AlternativesInput): Likely[] {
  if (!isDesk(actor)) return []
  return likelyGroups(reading, meta).map((members) => {
    const [first] = members
    const pid = reading.paragraphs[first!.first]?.raw.starter?.p ?? ''
    const targets = members.map(({ bid }) => bid)
    return {
      key: targets.join(' '),
      place: placeName(labelOf(meta, pid), first!.first),
      members: members.map((one) => candidate(reading, one)),
      wish: { act: 'group', targets },
      permission: may(actor, 'group', { status, state: stateOf(meta, pid) }),
    }
  })
}

/** What competes with a bracket; null when it is no longer in the text. */
export function alternativesView(bid: Bid, input: AlternativesInput): AlternativesView | null {
  const { reading, meta, actor, status } = input
  const bracket = reading.brackets.get(bid)
  if (bracket === undefined) return null
  const pid = reading.paragraphs[bracket.first]?.raw.starter?.p ?? ''
  const grouping = may(actor, 'group', { status, bracket, state: stateOf(meta, pid) })
  return {
    place: placeName(labelOf(meta, pid), bracket.first),
    group: bracket.group,
    several: bracket.group !== null && replaceOf(reading, bracket.group) === null && membersOf(reading, bracket.group).length > 1,
    columns: bracket.group === null ? [] : columnsOf(bracket.group, input),
    candidates: isDesk(actor) ? candidatesFor(reading, bid).map((one) => candidate(reading, one)) : [],
    grouping,
  }
}

function candidate(reading: Reading, { bid, kind, holder }: Bracket): Candidate {
  const words = wordsOf(reading, bid).replace(/\s+/g, ' ').trim()
  const shown = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words
  const does = kind === 'del' ? 'delete ' : kind === 'res' ? 'reserve ' : ''
  return { bid, holder, name: `${codeName(holder)}: ${does}${shown === '' ? '[ ]' : `“${shown}”`}` }
}

function columnsOf(group: GroupId, input: AlternativesInput): Column[] {
  let number = 0
  return choicesOf(input.reading, group).map((choice, i) => {
    const name = choice.is === 'member' ? `Alt ${++number}` : choice.is === 'standing' ? 'Standing words' : 'No text'
    return columnOf(choice, { name, key: i < 9 ? `${i + 1}` : '' }, group, input)
  })
}

function columnOf(
  { is, member, decision }: GroupChoice,
  { name, key }: { readonly name: string; readonly key: string },
  group: GroupId,
  { reading, meta, rolling, actor, status }: AlternativesInput,
): Column {
  const pid = reading.paragraphs[member?.first ?? -1]?.raw.starter?.p ?? ''
  const target = is === 'none' ? `${NO_TEXT}${group}` : member!.bid
  const stands = standsOn(reading, meta, target)
  const stance: Stance = is === 'standing' ? 'opposes' : 'supports'
  const pressed = stands.some((stand) => stand.principal === actor.principal && stand.stance === stance)
  const speaks = actor.role !== 'observer' && actor.principal !== null && actor.principal !== 'CHAIR'
  const mine = member !== null && member.holder === actor.principal
  return {
    id: is === 'none' ? 'none' : member!.bid,
    name,
    bid: member?.bid ?? null,
    holder: is === 'member' ? member!.holder : '',
    sponsors: is === 'member' ? sponsorsOf(reading, meta, member!) : [],
    pieces: member === null ? [] : is === 'standing' ? asStanding(member.bid, rolling) : piecesIn(member.bid, rolling),
    rationale: is === 'member' ? rationaleOf(meta, member!.bid) : '',
    stands: standGroups(member?.kind ?? 'ins', stands, { reading, meta }),
    choose: isDesk(actor)
      ? {
          wish: decision,
          permission: may(actor, 'choose', { status, ...(member === null ? {} : { bracket: member, state: stateOf(meta, pid) }) }),
          key,
        }
      : null,
    support:
      speaks && !mine
        ? {
            wish: { act: 'stand', target, stance: pressed ? null : stance },
            permission: may(actor, 'stand', { status, ...(member === null ? {} : { bracket: member }) }),
            pressed,
          }
        : null,
  }
}

/** The words as they stand, not as they would be deleted. */
function asStanding(bid: Bid, rolling: readonly ViewParagraph[]): ViewPiece[] {
  return piecesIn(bid, rolling).map((piece) =>
    piece.type === 'text' ? { ...piece, within: piece.within.filter((one) => one !== bid) } : piece,
  )
}

function rationaleOf(meta: Meta, bid: Bid): string {
  const rationale = meta.get(metaKey.rationale(bid))
  return typeof rationale === 'string' ? rationale : ''
}
