// Parts of a zip archive (APPNOTE 6.3), unpacked within limits: a file of a few kilobytes may unpack to gigabytes, and may say
// otherwise of itself. What an archive says of sizes is not believed: what comes out is counted, and reading stops there.
import { Inflate } from 'fflate'

/** Largest part, and all that are read together, in bytes unpacked. */
export const MAX_PART_BYTES = 16 * 1024 * 1024
/** Entries that an archive may have. */
const MAX_ENTRIES = 4000
/** What is unpacked at once: it may become a thousand times as much. */
const CHUNK = 16 * 1024

/** `why`: for the middle of a sentence. */
export type Unpacked = { readonly ok: true; readonly parts: ReadonlyMap<string, Uint8Array> } | { readonly ok: false; readonly why: string }

/** Whether it begins as a zip archive does. */
export const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

/** The wanted parts by name; `most`: bytes of all of them. Of a name that comes twice the last counts, as in other readers. */
export function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean, most = MAX_PART_BYTES): Unpacked {
  try {
    const parts = new Map<string, Uint8Array>()
    let left = most
    for (const entry of entriesOf(bytes)) {
      if (!isWanted(entry.name)) continue
      const part = contentOf(bytes, entry, left, most)
      left -= part.length
      parts.set(entry.name, part)
    }
    return { ok: true, parts }
  } catch (error) {
    return { ok: false, why: error instanceof Unfit ? error.message : 'its archive is damaged' }
  }
}

/**
 * The wanted parts each for itself: null for one that is damaged, larger than `each`, or for which nothing is left of `most`, in bytes.
 * What a part that does not fit has taken to find that out counts too.
 */
export function unpackEach(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  { each, most }: { readonly each: number; readonly most: number },
): ReadonlyMap<string, Uint8Array | null> {
  const parts = new Map<string, Uint8Array | null>()
  let left = most
  for (const entry of entriesOf(bytes)) {
    if (!isWanted(entry.name)) continue
    const part = entry.size > each ? null : contentOrNull(bytes, entry, Math.min(each, left))
    if (entry.size <= each) left -= part?.length ?? Math.min(each, left)
    parts.set(entry.name, part)
  }
  return parts
}

/** Words of a part, as UTF-8. */
export function wordsIn(part: Uint8Array | undefined): string | undefined {
  return part === undefined ? undefined : new TextDecoder('utf-8').decode(part)
}

/** Both sides have it (WHATWG Encoding); the packages' type libraries name it for one of them only. */
declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string }

class Unfit extends Error {}

interface Entry {
  readonly name: string
  readonly packed: boolean
  /** Bytes in the archive. */
  readonly size: number
  /** Where its own header stands. */
  readonly at: number
}

/** End of the central directory, with the longest comment behind it (4.3.16). */
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff

function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_BYTES
  const first = Math.max(0, end - LONGEST_COMMENT)
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < first) throw new Error('no directory')
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw new Unfit('it has more parts than any document')
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('no entry')
    if ((view.getUint16(at + 8, true) & 1) === 1) throw new Unfit('it is protected by a password')
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: wordsIn(bytes.subarray(at + 46, at + 46 + nameLength))!,
      packed: methodAt(view, at + 10),
      size: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Stored, or packed by deflate; documents know no other. */
function methodAt(view: DataView, at: number): boolean {
  const method = view.getUint16(at, true)
  if (method !== 0 && method !== 8) throw new Error('unknown method')
  return method === 8
}

function contentOf(bytes: Uint8Array, { packed, size, at }: Entry, left: number, most: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(at, true) !== 0x04034b50) throw new Error('no content')
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (from + size > bytes.length) throw new Error('cut off')
  const content = bytes.subarray(from, from + size)
  if (!packed) {
    refuseMore(content.length, left, most)
    return content
  }
  const chunks: Uint8Array[] = []
  let length = 0
  const inflate = new Inflate((chunk) => {
    length += chunk.length
    refuseMore(length, left, most)
    chunks.push(chunk)
  })
  for (let start = 0; start === 0 || start < content.length; start += CHUNK)
    inflate.push(content.subarray(start, start + CHUNK), start + CHUNK >= content.length)
  return joined(chunks, length)
}

function contentOrNull(bytes: Uint8Array, entry: Entry, most: number): Uint8Array | null {
  try {
    return contentOf(bytes, entry, most, most)
  } catch {
    return null
  }
}

function refuseMore(length: number, left: number, most: number): void {
  if (length > left) throw new Unfit(`it unpacks to more than ${most / 1024 / 1024} MB`)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
