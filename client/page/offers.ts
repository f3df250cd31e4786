// Offers and packages as the tool shows them: what is put together, how the text would read with it, who is asked and what
// they have answered, and what one may do about it.
import { previewOf, type PreviewParagraph } from '@chapeau/shared/brackets/bulk'
import type { Decision } from '@chapeau/shared/brackets/decide'
import { answersTo, isAsked, offersOf, type AnswerView, type OfferAnswer, type OfferView } from '@chapeau/shared/brackets/offers'
import { wordsOf } from '@chapeau/shared/brackets/words'
import { membersOf } from '@chapeau/shared/brackets/tree'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isDesk, may, type Actor, type Delegation, type Permission } from '@chapeau/shared/policy'
import { labelOf, type TextStatus } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Sheet } from '../store.ts'
import { codesIn } from './ladder.ts'
import { codeName } from './names.ts'

export const ANSWER_NAMES: Readonly<Record<OfferAnswer, string>> = { accept: 'Accept', cannot: 'Cannot accept', time: 'Need time' }

/** What became of an offer. */
export const STANDING_NAMES: Readonly<Record<OfferView['standing'], string>> = {
  open: 'open',
  adopted: 'adopted',
  fallen: 'fell',
  gone: 'void: a bracket of it was decided otherwise',
}

/** One decision in words: `3: accept “and duty” of RUS`. */
export interface Line {
  readonly bid: Bid | null
  readonly text: string
}

export interface OfferCard {
  readonly offer: OfferView
  /** `to all`, `to EU, RUS only`. */
  readonly audience: string
  readonly lines: readonly Line[]
  readonly preview: readonly PreviewParagraph[]
  /** For the desk all that came; for a delegation its own. */
  readonly answers: readonly AnswerView[]
  /** For the desk: who has not answered. */
  readonly waiting: readonly Principal[]
  readonly answer: Permission | null
  readonly mine: AnswerView | null
  readonly adopt: Permission | null
  readonly fall: Permission | null
}

/** The offers that somebody may know, the latest first; those that are settled have no preview. */
export function offerCards(
  { reading, meta, heard }: Sheet,
  actor: Actor,
  status: TextStatus,
  delegations: readonly Delegation[],
): OfferCard[] {
  const desk = isDesk(actor) && actor.principal === 'CHAIR'
  return offersOf(reading, heard).map((offer) => {
    const { by, to, aside, decisions, standing } = offer
    const answers = answersTo(reading, heard, offer)
    const open = standing === 'open'
    const asked = isAsked(offer, actor.principal)
    const answered = new Set(answers.map(({ principal }) => principal))
    const expected = (to ?? delegations.filter(({ rights }) => rights.standAlone).map(({ code }) => code)).filter((code) => code !== by)
    return {
      offer,
      audience: to === null ? 'to all' : `to ${to.map(codeName).join(', ')}${aside ? ' only' : ''}`,
      lines: decisions.map((one) => lineOf(reading, heard, one)),
      preview: open ? (previewOf(reading, meta, decisions) ?? []) : [],
      answers,
      waiting: desk && open ? expected.filter((code) => !answered.has(code)) : [],
      answer: open && asked ? may(actor, 'answer', { status, asked }) : null,
      mine: answers.find(({ principal }) => principal === actor.principal) ?? null,
      adopt: open && desk ? may(actor, 'adoptOffer', { status }) : null,
      fall: open && (desk || by === actor.principal) ? may(actor, 'fallOffer', { status, author: by }) : null,
    }
  })
}

/** A decision in words. */
export function lineOf(reading: Reading, heard: Sheet['heard'], decision: Decision): Line {
  const target = decision.act === 'choose' ? (decision.target ?? membersOf(reading, decision.group)[0]?.bid ?? null) : decision.target
  const bracket = target === null ? undefined : reading.brackets.get(target)
  if (bracket === undefined) return { bid: null, text: 'a bracket that is no longer in the text' }
  const pid = reading.paragraphs[bracket.first]?.raw.starter?.p
  const place = pid === undefined ? '' : labelOf(heard, pid)
  const words = wordsOf(reading, bracket.bid).replace(/\s+/g, ' ').trim()
  const first = words === '' ? '[ ]' : `“${words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words}”`
  const does =
    decision.act === 'choose' && decision.target === null ? 'none of' : VERBS[bracket.kind][decision.act === 'remove' ? 'remove' : 'keep']
  return { bid: bracket.bid, text: `${place === '' ? '' : `${place}: `}${does} ${first} (${codeName(bracket.holder)})` }
}

const VERBS = {
  ins: { keep: 'accept', remove: 'drop' },
  del: { keep: 'retain', remove: 'delete' },
  res: { keep: 'lift the brackets on', remove: 'delete' },
  note: { keep: 'accept', remove: 'drop' },
} as const

/** A package with one more decision: it takes the place of what was in it about the same bracket or group. */
export function packed(packing: readonly Decision[], decision: Decision): Decision[] {
  const about = (one: Decision): string => (one.act === 'choose' ? one.group : one.target)
  return [...packing.filter((one) => about(one) !== about(decision)), decision]
}

/** What still stands in the text of what was put together. */
export function standingOf(reading: Reading, packing: readonly Decision[]): Decision[] {
  return packing.filter((one) => (one.act === 'choose' ? membersOf(reading, one.group).length > 0 : reading.brackets.has(one.target)))
}

/** Whom a package is for, as typed: codes, or nothing for everybody; what is no delegation's code is named. */
export function audienceTyped(
  typed: string,
  delegations: readonly Delegation[],
): { readonly to: Principal[] | null; readonly unknown: string[] } {
  const codes = codesIn(typed)
  const known = new Set(delegations.map(({ code }) => code))
  return { to: codes.length === 0 ? null : codes, unknown: codes.filter((code) => !known.has(code)) }
}
