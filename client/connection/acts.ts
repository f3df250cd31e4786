// Sends acts (DESIGN 4): gives each its id, says what was seen, and turns the answer into a value.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { standDigest } from '@chapeau/shared/brackets/stands'
import { namedBy, namedByAll } from '@chapeau/shared/brackets/decide'
import { offerOf } from '@chapeau/shared/brackets/offers'
import { paragraphDigest, paragraphsDigest, wordsDigest } from '@chapeau/shared/brackets/words'
import type { Act, ActDone, ActRefused, Seen } from '@chapeau/shared/protocol/acts'
import type { Problem } from '@chapeau/shared/protocol/api'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import { OFFLINE, postForBoth } from './http.ts'

/** An act as the page asks for it; id, seat and what was seen are added here. */
export type Wish = Act extends infer One ? (One extends Act ? Omit<One, 'id' | 'seen' | 'onBehalfOf'> : never) : never

export type ActResult =
  | { readonly status: 'done'; readonly seq: number }
  | ({ readonly status: 'refused' } & ActRefused['refused'])
  | { readonly status: 'failed'; readonly message: string }

/** What the person had on screen: the reading shown and the state vector it was read at. */
export interface Shown {
  readonly reading: Reading
  /** What the person knows beside the text. */
  readonly heard: Meta
  readonly sv: Uint8Array
}

export interface ActSender {
  readonly textId: string
  readonly seatId: string
  readonly onBehalfOf: Principal | null
}

/** Performs an act once; a lost answer is asked for again under the same id. */
export async function sendAct(wish: Wish, sender: ActSender, shown: Shown): Promise<ActResult> {
  const words = wordsSeen(wish, shown)
  const body = {
    ...wish,
    id: uuid(),
    ...(sender.onBehalfOf === null ? {} : { onBehalfOf: sender.onBehalfOf }),
    ...(words === null ? {} : { seen: { sv: base64(shown.sv), words } }),
  }
  const path = `/api/texts/${encodeURIComponent(sender.textId)}/acts?seat=${encodeURIComponent(sender.seatId)}`
  let answer = await postForBoth(path, body)
  if (answer.status === OFFLINE) answer = await postForBoth(path, body)
  return resultOf(answer)
}

/** The brackets whose words a decision is about; `null` for acts that say nothing about words. */
export function namedIn(wish: Wish, { reading, heard }: Pick<Shown, 'reading' | 'heard'>): readonly Bid[] | null {
  switch (wish.act) {
    case 'keep':
    case 'remove':
    case 'choose':
      return namedBy(reading, wish)
    case 'decide':
    case 'offer':
      return namedByAll(reading, wish.decisions)
    case 'adoptOffer':
      return namedByAll(reading, offerOf(heard, wish.target)?.decisions ?? [])
    case 'alternative':
      return [...reading.brackets.keys()].filter((bid) => wish.targets.includes(bid))
    case 'withdraw':
    case 'join':
      return [wish.target]
    default:
      return null
  }
}

/** The digest of what the act is about, as shown; a correction is about its paragraph, a proposal about all of its. */
export function wordsSeen(wish: Wish, shown: Shown): Seen['words'] | null {
  const { reading } = shown
  if (wish.act === 'correct') {
    return paragraphDigest(
      reading,
      reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === wish.target),
    )
  }
  if (wish.act === 'split' || wish.act === 'structure') {
    const target = wish.act === 'split' ? wish.target : wish.shape.target
    return paragraphDigest(
      reading,
      reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === target),
    )
  }
  if (wish.act === 'propose') {
    return paragraphsDigest(
      reading,
      wish.edits.map(({ pid }) => pid),
    )
  }
  if (wish.act === 'renumber') {
    return paragraphsDigest(
      reading,
      wish.references.map(({ pid }) => pid),
    )
  }
  if (wish.act === 'stand') return standDigest(reading, wish.target) || null
  const named = namedIn(wish, shown)
  return named === null ? null : wordsDigest(reading, named)
}

function resultOf({ status, body }: { status: number; body: unknown }): ActResult {
  if (status >= 200 && status < 300) return { status: 'done', seq: (body as ActDone).seq }
  if (status === OFFLINE) return { status: 'failed', message: 'The server cannot be reached. Nothing was decided.' }
  const refused = (body as Partial<ActRefused> | null)?.refused
  if (refused !== undefined) return { status: 'refused', ...refused }
  const problem = body as Partial<Problem> | null
  return { status: 'failed', message: problem?.detail ?? problem?.title ?? `The server answered ${status}.` }
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** A random UUID; `crypto.randomUUID` exists on https and localhost only, and a meeting room may have neither. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
