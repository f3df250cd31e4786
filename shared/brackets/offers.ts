// Offers and packages: decisions that are offered together and answered as a whole. One for the room stands among the overrides,
// one for some of it goes aside to those who are asked; answers go to the desk and to whoever gave them, and to nobody else.
import type { Bid, Principal } from '../ids.ts'
import { metaKey, type Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { namedByAll, outcomesOfAll, type Decision } from './decide.ts'
import { wordsDigest } from './words.ts'

export const OFFER_ANSWERS = ['accept', 'cannot', 'time'] as const
export type OfferAnswer = (typeof OFFER_ANSWERS)[number]

/** `to` null: everybody. `words`: the digest of the brackets that it is about. */
export interface Offer {
  readonly by: Principal
  readonly title: string
  readonly note: string
  readonly decisions: readonly Decision[]
  readonly to: readonly Principal[] | null
  /** Whether only those who are asked, its author and the desk know of it. */
  readonly aside: boolean
  readonly words: string
  readonly seq: number
  readonly state: 'open' | 'adopted' | 'fallen'
}

export interface Answer {
  readonly answer: OfferAnswer
  readonly comment: string
  readonly words: string
  readonly seq: number
}

export interface OfferView extends Offer {
  readonly oid: string
  /** `gone`: something it is about was decided or withdrawn otherwise. */
  readonly standing: Offer['state'] | 'gone'
}

export interface AnswerView extends Answer {
  readonly principal: Principal
  /** The words have changed since it was given. */
  readonly earlier: boolean
}

/** All offers that somebody may know, the latest first. */
export function offersOf(reading: Reading, heard: Meta): OfferView[] {
  const offers: OfferView[] = []
  for (const key of heard.keys()) {
    if (!key.startsWith('o/')) continue
    const offer = heard.get(key) as Offer
    const gone = offer.state === 'open' && outcomesOfAll(reading, offer.decisions) === 'gone'
    offers.push({ ...offer, oid: key.slice(2), standing: gone ? 'gone' : offer.state })
  }
  return offers.toSorted((a, b) => b.seq - a.seq)
}

export function offerOf(heard: Meta, oid: string): Offer | null {
  return (heard.get(metaKey.offer(oid)) as Offer | undefined) ?? null
}

/** The answers that somebody may know, in the order in which they came. */
export function answersTo(reading: Reading, heard: Meta, { oid, decisions }: Pick<OfferView, 'oid' | 'decisions'>): AnswerView[] {
  const prefix = metaKey.answer(oid, '')
  const now = offerDigest(reading, decisions)
  const answers: AnswerView[] = []
  for (const key of heard.keys()) {
    if (!key.startsWith(prefix)) continue
    const answer = heard.get(key) as Answer
    answers.push({ ...answer, principal: key.slice(prefix.length), earlier: answer.words !== now })
  }
  return answers.toSorted((a, b) => a.seq - b.seq)
}

/** Whether a delegation is asked; nobody is asked for an answer to its own offer. */
export const isAsked = ({ by, to }: Pick<Offer, 'by' | 'to'>, principal: Principal | null): boolean =>
  principal !== null && principal !== by && principal !== 'CHAIR' && (to === null || to.includes(principal))

export const offerDigest = (reading: Reading, decisions: readonly Decision[]): string =>
  wordsDigest(reading, namedByAll(reading, decisions))

/** The brackets that an offer is about. */
export const bracketsOf = (reading: Reading, decisions: readonly Decision[]): Bid[] => namedByAll(reading, decisions)
