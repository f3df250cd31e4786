// Pictures that lie in a page itself, as `data:` addresses (RFC 2397). Nothing is fetched from any other.
import type { SourcePicture } from '../source.ts'
import { pictureType } from '../picture-type.ts'
import type { Attributes } from './lists.ts'

/** CSS pixels to points. */
const POINTS = 0.75

/** Null where it lies elsewhere, or is none that a browser shows. */
export function pictureOf(attributes: Attributes): SourcePicture | null {
  const match = /^data:image\/[a-z+.-]+;base64,/i.exec((attributes['src'] ?? '').slice(0, 100))
  const bytes = match === null ? null : bytesOf(attributes['src']!.slice(match[0].length))
  const type = bytes === null ? null : pictureType(bytes)
  if (bytes === null || type === null) return null
  return {
    kind: 'picture',
    type,
    bytes,
    width: points(attributes['width']),
    height: points(attributes['height']),
    alt: (attributes['alt'] ?? '').trim(),
  }
}

const points = (pixels: string | undefined): number => {
  const number = Number.parseFloat(pixels ?? '')
  return number > 0 && number < 100_000 && !(pixels ?? '').endsWith('%') ? number * POINTS : 0
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Map(Array.from(DIGITS, (digit, i) => [digit.charCodeAt(0), i]))

/** Base 64 (RFC 4648, 4), blanks between left out; null for what is none. */
function bytesOf(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [length, bits, held] = [0, 0, 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x3d) break
    if (code <= 0x20) continue
    const value = VALUES.get(code)
    if (value === undefined) return null
    held = ((held << 6) | value) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (held >> bits) & 0xff
  }
  return bytes.subarray(0, length)
}
