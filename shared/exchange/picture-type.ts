// Kinds of pictures that every browser shows, by their first bytes.
import type { PictureType } from '../text/blocks.ts'

const HEADS: readonly (readonly [PictureType, readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
]

/** Null for any other. */
export function pictureType(bytes: Uint8Array): PictureType | null {
  return HEADS.find(([, head]) => head.every((byte, i) => bytes[i] === byte))?.[0] ?? null
}
