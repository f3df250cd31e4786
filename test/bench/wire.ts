// The messages of y-websocket and our hello, written and read by a load generator. Shapes only.
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export type Heard =
  | { readonly type: 'step1' }
  | { readonly type: 'update'; readonly update: Uint8Array; readonly step2: boolean }
  | { readonly type: 'awareness'; readonly clocks: ReadonlyMap<number, number> }
  /** One of our own messages: its number and JSON. */
  | { readonly type: 'own'; readonly number: number; readonly json: string }

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
/** A state vector, and an update, that hold nothing. */
const NO_STATE = Uint8Array.of(0)
const NO_UPDATE = Uint8Array.of(0, 0)

export const helloMessage = (clientId: number): Uint8Array => jsonMessage(MESSAGE.hello, { clientIDs: [clientId] })
/** Asks for everything. */
export const step1Message = (): Uint8Array => syncMessage(STEP_1, NO_STATE)
/** Says that the server lacks nothing. */
export const step2Message = (): Uint8Array => syncMessage(STEP_2, NO_UPDATE)
export const updateMessage = (update: Uint8Array): Uint8Array => syncMessage(UPDATE, update)

export function awarenessMessage(clientId: number, clock: number, state: unknown): Uint8Array {
  const entry = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness)
    encoding.writeVarUint8Array(encoder, entry)
  })
}

/** Reads what a server sent. Throws on what no server says. */
export function readMessage(payload: Uint8Array): Heard {
  const decoder = decoding.createDecoder(payload)
  const number = decoding.readVarUint(decoder)
  if (number === MESSAGE.sync) {
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    return step === STEP_1 ? { type: 'step1' } : { type: 'update', update: bytes, step2: step === STEP_2 }
  }
  if (number === MESSAGE.awareness) return { type: 'awareness', clocks: clocksIn(decoding.readVarUint8Array(decoder)) }
  if (number < MESSAGE.hello) throw new Error(`a message of kind ${number}`)
  return { type: 'own', number, json: decoding.readVarString(decoder) }
}

function clocksIn(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes)
  const clocks = new Map<number, number>()
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder)
    clocks.set(clientId, decoding.readVarUint(decoder))
    decoding.readVarString(decoder)
  }
  return clocks
}

function syncMessage(step: number, bytes: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })
}

function jsonMessage(number: number, message: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, JSON.stringify(message))
  })
}
