// The wire in bytes (docs/protocol.md): one reader for what clients send, one writer for each thing we send.
// Knows shapes only; what a frame may do is decided elsewhere.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import {
  MESSAGE,
  type AsideMessage,
  type Hello,
  type Recorded,
  type Refused,
  type Returned,
  type Saved,
} from '@chapeau/shared/protocol/messages'
import * as z from 'zod'
import { MAX_CLIENT_IDS } from '../limits.ts'

/** What a client says of a client id: `json` is its state, not yet looked at, for most of what arrives is dropped. */
export interface PresenceClaim {
  readonly clientId: number
  readonly clock: number
  readonly json: string
}

/** One state of one client id as the server tells it; `state` null says that it left. */
export interface PresenceEntry {
  readonly clientId: number
  readonly clock: number
  readonly state: Readonly<Record<string, unknown>> | null
}

export type Frame =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array; readonly step2: boolean }
  | { readonly type: 'awareness'; readonly claims: readonly PresenceClaim[] }
  | { readonly type: 'queryAwareness' }
  | { readonly type: 'hello'; readonly hello: Hello }
  | { readonly type: 'bad'; readonly reason: string }

const SYNC_STEP_1 = 0
const SYNC_STEP_2 = 1
const SYNC_UPDATE = 2
/** Client ids in one awareness frame; a client speaks for its own few. */
const MAX_ENTRIES = MAX_CLIENT_IDS

const helloSchema = z.strictObject({
  clientIDs: z.array(z.int().min(0).max(0xffff_ffff)).max(MAX_CLIENT_IDS),
  onBehalfOf: z.string().max(12).optional(),
})

/** Reads one frame; what cannot be read is a `bad` frame, never an exception. */
export function readFrame(bytes: Uint8Array): Frame {
  try {
    const decoder = decoding.createDecoder(bytes)
    const frame = readBody(decoder)
    return decoding.hasContent(decoder) && frame.type !== 'bad' ? bad('bytes behind the message') : frame
  } catch (error) {
    return bad(error instanceof Error ? error.message : 'unreadable')
  }
}

/** The server's own state vector: the client answers with everything that is newer. */
export const step1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(SYNC_STEP_1, stateVector)
/** Everything the client lacks. */
export const step2Frame = (update: Uint8Array): Uint8Array => syncFrame(SYNC_STEP_2, update)
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(SYNC_UPDATE, update)

/** Presence; without entries it says only that the server is there. */
export function awarenessFrame(entries: readonly PresenceEntry[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, entries.length)
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(inner, clientId)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, JSON.stringify(state))
  }
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  })
}

export const savedFrame = (message: Saved): Uint8Array => jsonFrame(MESSAGE.saved, message)
export const returnedFrame = (message: Returned): Uint8Array => jsonFrame(MESSAGE.returned, message)
export const refusedFrame = (message: Refused): Uint8Array => jsonFrame(MESSAGE.refused, message)
export const asideFrame = (message: AsideMessage): Uint8Array => jsonFrame(MESSAGE.aside, message)
export const recordedFrame = (message: Recorded): Uint8Array => jsonFrame(MESSAGE.recorded, message)

function readBody(decoder: decoding.Decoder): Frame {
  const type = decoding.readVarUint(decoder)
  if (type === MESSAGE.sync) return readSync(decoder)
  if (type === MESSAGE.awareness) return readAwareness(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
  if (type === MESSAGE.queryAwareness) return { type: 'queryAwareness' }
  if (type === MESSAGE.hello) {
    const hello = helloSchema.safeParse(JSON.parse(decoding.readVarString(decoder)))
    return hello.success ? { type: 'hello', hello: hello.data as Hello } : bad('a hello of another shape')
  }
  return bad(`message type ${type}`)
}

function readSync(decoder: decoding.Decoder): Frame {
  const step = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  if (step === SYNC_STEP_1) return { type: 'step1', stateVector: bytes }
  if (step === SYNC_STEP_2 || step === SYNC_UPDATE) return { type: 'update', update: bytes, step2: step === SYNC_STEP_2 }
  return bad(`sync step ${step}`)
}

function readAwareness(decoder: decoding.Decoder): Frame {
  const count = decoding.readVarUint(decoder)
  if (count > MAX_ENTRIES) return bad('presence of too many clients')
  const claims: PresenceClaim[] = []
  for (let i = 0; i < count; i++) {
    claims.push({ clientId: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder), json: decoding.readVarString(decoder) })
  }
  return { type: 'awareness', claims }
}

function syncFrame(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

function jsonFrame(type: number, message: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarString(encoder, JSON.stringify(message))
  })
}

const bad = (reason: string): Frame => ({ type: 'bad', reason })
