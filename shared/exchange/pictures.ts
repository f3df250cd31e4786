// Pictures as a file brings them: what they are by their own first bytes, never by what the file says, and how large they are drawn
// where it does not say. Only kinds that every browser and word processor shows and that hold nothing but a picture.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { PictureType } from '../text/blocks.ts'

/** Bytes of one picture, and of all pictures of a text: in base 64 too they are no larger than a file may be that comes back. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024
export const MAX_PICTURES_BYTES = 5 * 1024 * 1024
/** A picture of a few kilobytes may unpack to gigabytes on every reader's screen. */
const MAX_PIXELS = 40_000_000
/** Points of a pixel where nothing else is said (CSS 2.2, 4.3.2). */
const POINTS = 0.75
/** Points that no page is wider or higher than. */
const MAX_POINTS = 2000

export interface Sized {
  readonly type: PictureType
  /** In points. */
  readonly width: number
  readonly height: number
}

/** What a picture is; null for what is none of the three kinds, damaged, or too large to be shown. */
export function pictureIn(bytes: Uint8Array): Sized | null {
  const found = pngIn(bytes) ?? gifIn(bytes) ?? jpegIn(bytes)
  if (found === null) return null
  const { type, width, height } = found
  if (width < 1 || height < 1 || width * height > MAX_PIXELS) return null
  return { type, ...pointsOf(width * POINTS, height * POINTS) }
}

/** A size in points that a page can hold, to a tenth; the ratio stays. */
export function pointsOf(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MAX_POINTS / width, MAX_POINTS / height)
  const tenth = (n: number): number => Math.max(1, Math.round(n * scale * 10) / 10)
  return { width: tenth(width), height: tenth(height) }
}

/** By which a picture is known: SHA-256 of its bytes, in hex. */
export const fileName = (bytes: Uint8Array): string => bytesToHex(sha256(bytes))

interface Pixels {
  readonly type: PictureType
  readonly width: number
  readonly height: number
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const begins = (bytes: Uint8Array, ...signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte)

/** PNG (third edition), 5.2 and 11.2.1. */
function pngIn(bytes: Uint8Array): Pixels | null {
  if (bytes.length < 24 || !begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return null
  const view = viewOf(bytes)
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
}

/** GIF89a, 17 and 18. */
function gifIn(bytes: Uint8Array): Pixels | null {
  if (bytes.length < 10 || !begins(bytes, 0x47, 0x49, 0x46, 0x38) || (bytes[4] !== 0x37 && bytes[4] !== 0x39) || bytes[5] !== 0x61)
    return null
  const view = viewOf(bytes)
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
}

/** The first frame header among a JPEG's segments (ITU-T T.81, B.1.1.4 and B.2.2). */
function jpegIn(bytes: Uint8Array): Pixels | null {
  if (!begins(bytes, 0xff, 0xd8, 0xff)) return null
  const view = viewOf(bytes)
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    // SOF0 to SOF15, less tables (DHT, JPG, DAC) that share their range.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)) at += 2
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return null
}
