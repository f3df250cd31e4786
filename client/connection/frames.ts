// Reading and writing single frames: own messages as JSON, and what kind of sync frame leaves.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { bodyOf } from '@chapeau/shared/text/ytext'
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

/** The words that updates wrote and that still stand in the document, in the order of the text; a line per stretch. */
export function wordsIn(doc: Y.Doc, updates: readonly Uint8Array[]): string {
  const written = new Map<number, { from: number; to: number }[]>()
  for (const { id, length } of updates.flatMap((update) => Y.decodeUpdate(update).structs)) {
    written.set(id.client, [...(written.get(id.client) ?? []), { from: id.clock, to: id.clock + length }])
  }
  const stretches: string[] = []
  let open = false
  for (let item = bodyOf(doc)._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    const words = item.content instanceof Y.ContentString ? item.content.str : ''
    const { client, clock } = item.id
    for (let i = 0; i < item.length; i++) {
      const own = words !== '' && written.get(client)?.some(({ from, to }) => clock + i >= from && clock + i < to) === true
      if (own && open) stretches[stretches.length - 1] += words[i]!
      else if (own) stretches.push(words[i]!)
      open = own
    }
  }
  return stretches.join('\n')
}
