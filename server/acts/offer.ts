// offer, answer, adoptOffer, fallOffer: decisions offered together, to the room or to some, answered as a whole (AC-61 to AC-64).
// What is not for the room goes aside, and so does every answer.
import { namedByAll, outcomesOfAll } from '@chapeau/shared/brackets/decide'
import { isAsked, offerDigest, offerOf, type Offer } from '@chapeau/shared/brackets/offers'
import type { Principal } from '@chapeau/shared/ids'
import { isDesk, type Ear } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { decideAll } from './decide.ts'
import { forbidden, isRefusal, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import { checkSeen } from './seen.ts'
import type { EntryDraft } from './types.ts'

type Draft = Omit<EntryDraft, 'undo'>

/** Offers of one delegation that may be open at once. */
const MOST_OFFERS = 50

export const offer: Handler<'offer'> = (scene, { decisions, title, note = '', to, aside = false, seen }) => {
  const { principal, reading, context } = scene
  const no = forbidden(scene, 'offer', {})
  if (no !== null) return no
  if (principal === null) return refuse('AU-4', 'Choose the delegation you are typing for.')
  if (aside && to === null) return refuse('AC-61', 'An offer that is not for the room says whom it is for.')
  const unknown = (to ?? []).find((code) => !context.parties.has(code))
  if (unknown !== undefined) return refuse('AC-61', `There is no delegation ${unknown} in this meeting.`)
  const outcomes = outcomesOfAll(reading, decisions)
  if (outcomes === 'contradicts') return refuse('AC-14', 'Two of these decisions say different things about one bracket.')
  if (outcomes === 'gone') return refuse('AC-2', 'Something in this package is no longer in the text.')
  const since = checkSeen(scene, seen, (then) => namedByAll(then, decisions))
  if (isRefusal(since)) return since
  if (openOf(scene, principal) >= MOST_OFFERS) return refuse('AC-61', 'Your delegation has too many offers open. Let some fall first.')
  return {
    perform: (change) => {
      const oid = context.makeId(principal)
      const words = offerDigest(reading, decisions)
      const kept: Offer = { by: principal, title, note, decisions, to, aside, words, seq: context.seq, state: 'open' }
      const ears = earsFor(kept)
      if (ears === null) change.set(metaKey.offer(oid), kept)
      else change.aside({ key: metaKey.offer(oid), audience: ears, value: kept })
      const detail = { title, decisions: decisions.length, to: to ?? 'all' }
      return [draftOf('offer', oid, ears, { ...(note === '' ? {} : { rationale: note }), detail })]
    },
  }
}

export const answer: Handler<'answer'> = (scene, { target, answer: said, comment = '' }) => {
  const { principal } = scene
  const found = findOffer(scene, target)
  if (isRefusal(found)) return found
  const no = forbidden(scene, 'answer', { asked: isAsked(found, principal) })
  if (no !== null) return no
  if (found.state !== 'open') return refuse('AC-62', 'This offer is no longer open.')
  return {
    perform: (change) => {
      const ears: readonly Ear[] = ['chair', principal!]
      const words = offerDigest(scene.reading, found.decisions)
      const key = metaKey.answer(target, principal!)
      change.aside({ key, audience: ears, value: { answer: said, comment, words, seq: scene.context.seq } })
      return [draftOf('answer', target, ears, { ...(comment === '' ? {} : { rationale: comment }), detail: { answer: said } })]
    },
  }
}

export const adoptOffer: Handler<'adoptOffer'> = (scene, act) => {
  const found = findOffer(scene, act.target)
  if (isRefusal(found)) return found
  if (found.state !== 'open') return refuse('AC-63', 'This offer is no longer open.')
  const decided = decideAll(scene, act, found.decisions)
  if (isRefusal(decided)) return decided
  return {
    perform: (change) => {
      // What was offered aside is not named when its decisions become the room's.
      const head: Draft = found.aside
        ? { ...draftOf('decide', null, null, { detail: { decisions: found.decisions.length } }), seen: act.seen }
        : { ...draftOf('adoptOffer', act.target, null, { detail: { title: found.title, by: found.by } }), seen: act.seen }
      if (!found.aside) change.set(metaKey.offer(act.target), { ...found, state: 'adopted' } satisfies Offer)
      return [head, ...decided.perform(change)]
    },
  }
}

export const fallOffer: Handler<'fallOffer'> = (scene, { target }) => {
  const found = findOffer(scene, target)
  if (isRefusal(found)) return found
  const no = forbidden(scene, 'fallOffer', { author: found.by })
  if (no !== null) return no
  if (found.state !== 'open') return refuse('AC-63', 'This offer is no longer open.')
  return {
    perform: (change) => {
      const ears = earsFor(found)
      const fallen: Offer = { ...found, state: 'fallen' }
      if (ears === null) change.set(metaKey.offer(target), fallen)
      else change.aside({ key: metaKey.offer(target), audience: ears, value: fallen })
      return [draftOf('fallOffer', target, ears, { detail: { title: found.title, by: found.by } })]
    },
  }
}

/** Who hears of an offer; null: the room. */
function earsFor({ aside, to, by }: Pick<Offer, 'aside' | 'to' | 'by'>): readonly Ear[] | null {
  return aside ? [...new Set<Ear>(['chair', ...(to ?? []), ...(by === 'CHAIR' ? [] : [by])])] : null
}

/** The offer, as far as the actor knows of it: to everybody else one that is aside is not there. */
function findOffer(scene: Scene, oid: string): Offer | Refusal {
  const { meta, context, principal } = scene
  const known = offerOf(meta, oid)
  if (known !== null) return known
  const heard = context.asides.get(metaKey.offer(oid))
  const ears: readonly Ear[] = [...(isDesk(context.actor) ? ['chair'] : []), ...(principal === null ? [] : [principal])]
  if (heard === undefined || !heard.audience.some((ear) => ears.includes(ear))) return refuse('AC-2', 'This offer is no longer there.')
  return heard.value as Offer
}

function openOf({ meta, context }: Scene, principal: Principal): number {
  const known = [...meta.keys()].flatMap((key) => (key.startsWith('o/') ? [meta.get(key) as Offer] : []))
  const aside = [...context.asides.values()].flatMap(({ key, value }) => (key.startsWith('o/') ? [value as Offer] : []))
  return [...known, ...aside].filter(({ by, state }) => by === principal && state === 'open').length
}

function draftOf(act: string, target: string | null, audience: readonly Ear[] | null, content: EntryDraft['content']): Draft {
  return { act, target, paragraph: null, content, ...(audience === null ? {} : { audience }) }
}
