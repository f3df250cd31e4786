// Reading and writing single frames: own messages as JSON, and what kind of sync frame leaves.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { MESSAGE } from '@chapeau/shared/protocol/messages'

/** One of our own messages as bytes: its number, then JSON. */
export function frame(type: number, message: unknown): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  encoding.writeVarString(encoder, JSON.stringify(message))
  return new Uint8Array(encoding.toUint8Array(encoder))
}

/** The JSON behind a message number that has been read already. */
export function messageIn<T>(decoder: decoding.Decoder): T {
  return JSON.parse(decoding.readVarString(decoder)) as T
}

/** The sub-type of a sync frame; `null` for every other frame. */
export function syncSubType(data: unknown): number | null {
  const bytes = data instanceof Uint8Array ? data : data instanceof ArrayBuffer ? new Uint8Array(data) : null
  if (bytes === null) return null
  const decoder = decoding.createDecoder(bytes)
  return decoding.readVarUint(decoder) === MESSAGE.sync ? decoding.readVarUint(decoder) : null
}

/** The words that updates would have written, in the order of typing. */
export function wordsIn(updates: readonly Uint8Array[]): string {
  if (updates.length === 0) return ''
  return Y.decodeUpdate(Y.mergeUpdates([...updates]))
    .structs.map((struct) => (struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : ''))
    .filter((words) => words !== '')
    .join(' ')
}
