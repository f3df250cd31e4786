// Whether an update is whole in itself: Yjs would take what is not without a word, keep it for later, destroy a
// character or fail midway. No honest client sends any of it. Values only; nothing is applied here.
import { bisect } from '@chapeau/shared/bisect'
import { BODY, META } from '@chapeau/shared/text/ytext'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { cutsPair, structAt } from './items.ts'

export type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]

/** Yjs makes its decoder itself; the last one made tells how far it has come. One class for all, so that Yjs' reading stays compiled. */
class Reader extends Y.UpdateDecoderV1 {
  static last: Reader | null = null

  constructor(decoder: decoding.Decoder) {
    super(decoder)
    Reader.last = this
  }
}

/** Decodes an update to its last byte, what it deletes in order and merged; null when it cannot be read, or something follows it. */
export function decode(update: Uint8Array): Decoded | null {
  try {
    const decoded = Y.decodeUpdateV2(update, Reader as unknown as typeof Y.UpdateDecoderV2)
    if (decoding.hasContent(Reader.last!.restDecoder)) return null
    // In order, so that nobody looks through all of a client's ranges for each item.
    return decoded.ds.clients.size === 0 ? decoded : { ...decoded, ds: Y.mergeDeleteSets([decoded.ds]) }
  } catch {
    return null
  }
}

/** Why an update is not whole, in words for the person; null when it is. */
export function faultIn(update: Uint8Array, decoded: Decoded, doc: Y.Doc): string | null {
  // What has no length is at a clock that is known, and would pass for known itself.
  if (decoded.structs.some(({ length }) => length === 0)) return 'This change holds something empty.'
  // Yjs makes a root of every name it reads, also beside what is known.
  if (decoded.structs.some((struct) => struct instanceof Y.Item && !isInRoot(struct))) return 'This change writes outside the text.'
  const blocks = blocksOf(decoded.structs)
  // Yjs would take a client's last block only.
  if (blocks.size !== blocksIn(update)) return 'This change could not be read.'
  if (!buildsOnKnown(decoded.structs, doc) && !integrates(blocks, doc)) return 'This change builds on itself.'
  return cutsCharacter(decoded, blocks, doc) ? 'This change cuts a character in two.' : null
}

const isInRoot = ({ parent }: Y.Item): boolean => parent === null || (parent as unknown) === BODY || (parent as unknown) === META

type Blocks = ReadonlyMap<number, readonly Struct[]>

function blocksOf(structs: readonly Struct[]): Blocks {
  const blocks = new Map<number, Struct[]>()
  for (const struct of structs) {
    const block = blocks.get(struct.id.client)
    if (block === undefined) blocks.set(struct.id.client, [struct])
    else block.push(struct)
  }
  return blocks
}

/** The first number of an update (a varUint): how many blocks of structs follow. */
function blocksIn(update: Uint8Array): number {
  let blocks = 0
  for (let i = 0, factor = 1; i < update.length; i++, factor *= 128) {
    blocks += (update[i]! & 127) * factor
    if (update[i]! < 128) break
  }
  return blocks
}

/** Whether nothing has to wait for anything in the same update, as with nearly every key. */
function buildsOnKnown(structs: readonly Struct[], doc: Y.Doc): boolean {
  const isKnown = (id: Y.ID | null): boolean => id === null || id.clock < Y.getState(doc.store, id.client)
  return structs.every((struct) => !(struct instanceof Y.Item) || (isKnown(struct.origin) && isKnown(struct.rightOrigin)))
}

/**
 * Whether every struct finds its neighbours in place when its turn comes, going back and forth between clients
 * as Yjs does. What waits for something behind itself would wait for ever.
 */
function integrates(blocks: Blocks, doc: Y.Doc): boolean {
  const done = new Map<number, number>()
  const clockOf = (client: number): number => {
    const last = blocks.get(client)?.[(done.get(client) ?? 0) - 1]
    return Math.max(Y.getState(doc.store, client), last === undefined ? 0 : last.id.clock + last.length)
  }
  const isReady = (struct: Struct): boolean =>
    !(struct instanceof Y.Item) || [struct.origin, struct.rightOrigin].every((id) => id === null || id.clock < clockOf(id.client))
  for (let waits = true, moved = true; waits;) {
    if (!moved) return false
    waits = moved = false
    for (const [client, block] of blocks) {
      let at = done.get(client) ?? 0
      for (; at < block.length && isReady(block[at]!); at++) {
        done.set(client, at + 1)
        moved = true
      }
      waits ||= at < block.length
    }
  }
  return true
}

/** Whether an edge of anything new or deleted lies between the two halves of a character. */
function cutsCharacter({ structs, ds }: Decoded, blocks: Blocks, doc: Y.Doc): boolean {
  const cuts = (client: number, clock: number): boolean =>
    cutsPair(structAt(doc, Y.createID(client, clock)) ?? broughtAt(blocks.get(client) ?? [], clock), clock)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    const { origin, rightOrigin } = struct
    if (origin !== null && cuts(origin.client, origin.clock + 1)) return true
    if (rightOrigin !== null && cuts(rightOrigin.client, rightOrigin.clock)) return true
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (cuts(client, clock) || cuts(client, clock + len)) return true
  }
  return false
}

/** The struct of a block that covers a clock; an update may bring thousands. */
function broughtAt(block: readonly Struct[], clock: number): Struct | null {
  const struct = block[bisect(block.length, (i) => block[i]!.id.clock + block[i]!.length <= clock)]
  return struct !== undefined && struct.id.clock <= clock ? struct : null
}
