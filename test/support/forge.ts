// Updates that no Yjs client writes: put together struct by struct, in the wire form of Yjs' first encoding.
import { bodyOf } from '@chapeau/shared/text/ytext'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip
/** What an item holds. */
export type Content = Y.Item['content']

/** Structs of one client that follow one another from a clock on. */
export interface Block {
  readonly client: number
  readonly clock: number
  readonly structs: readonly Struct[]
}
/** Ranges of clocks deleted, by client. */
export type Deletes = Readonly<Record<number, readonly (readonly [clock: number, length: number])[]>>

/** The bytes of an update with these blocks and deletes, whatever sense they make. */
export function updateOf(blocks: readonly Block[], deletes: Deletes = {}): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  const write = (n: number): void => encoding.writeVarUint(encoder.restEncoder, n)
  write(blocks.length)
  for (const { client, clock, structs } of blocks) {
    write(structs.length)
    write(client)
    write(clock)
    // Yjs declares the encoder of `write` for both encodings and the offset for items only.
    for (const struct of structs) (struct as { write(encoder: Y.UpdateEncoderV1, offset: number): void }).write(encoder, 0)
  }
  const clients = Object.entries(deletes)
  write(clients.length)
  for (const [client, ranges] of clients) {
    write(Number(client))
    write(ranges.length)
    ranges.forEach((range) => range.forEach(write))
  }
  return encoder.toUint8Array()
}

/** Neighbours and place of a forged item; without any it lies in the root named `parent`. */
export interface Place {
  readonly after?: Y.ID | null
  readonly before?: Y.ID | null
  readonly parent?: string
  readonly key?: string
}

/** One item as if written by `client` at `clock`. */
export function itemOf(client: number, clock: number, content: Content, place: Place = {}): Y.Item {
  const { after = null, before = null, parent = 'body', key = null } = place
  return new Y.Item(Y.createID(client, clock), null, after, null, before, parent as never, key as string, content)
}

/** A block of one client, its items made one behind the other from `clock` on. */
export function blockOf(client: number, clock: number, contents: readonly (readonly [Content, Place])[]): Block {
  let at = clock
  const structs = contents.map(([content, place]) => {
    const item = itemOf(client, at, content, place)
    at += item.length
    return item
  })
  return { client, clock, structs }
}

/** Id of the character or embed at a position of the body. */
export function idAt(doc: Y.Doc, position: number): Y.ID {
  const { item } = Y.createRelativePositionFromTypeIndex(bodyOf(doc), position)
  if (item === null) throw new Error(`nothing at ${position}`)
  return item
}
