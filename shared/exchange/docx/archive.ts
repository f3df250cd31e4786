// The parts of a Word file, unpacked within limits: a file of a few kilobytes may unpack to gigabytes.
import { strFromU8, unzipSync } from 'fflate'
import type { Unreadable } from '../source.ts'

/** Largest part, and all that are read together, in bytes unpacked. */
export const MAX_PART_BYTES = 16 * 1024 * 1024
/** Entries that an archive may have. */
const MAX_ENTRIES = 4000

/** Whether it begins as a zip archive does, which a Word file is (APPNOTE 4.3.7). */
export const isArchive = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4

const WANTED: ReadonlySet<string> = new Set([
  '[Content_Types].xml',
  'word/document.xml',
  'word/numbering.xml',
  'word/styles.xml',
  'word/comments.xml',
  'word/footnotes.xml',
  'docProps/custom.xml',
])

export type Parts = Readonly<Record<string, string>>

/** The parts that hold words, as UTF-8; what else is in the file is not unpacked. */
export function partsOf(bytes: Uint8Array): { readonly ok: true; readonly parts: Parts } | Unreadable {
  let entries = 0
  let total = 0
  let fault = ''
  try {
    const unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (++entries > MAX_ENTRIES) fault = 'it has more parts than any document'
        if (fault !== '' || !WANTED.has(name)) return false
        total += originalSize
        if (total > MAX_PART_BYTES) fault = `it unpacks to more than ${MAX_PART_BYTES / 1024 / 1024} MB`
        return fault === ''
      },
    })
    if (fault !== '') return unreadable(fault)
    const parts = Object.fromEntries(Object.entries(unpacked).map(([name, part]) => [name, strFromU8(part).replace(/^\ufeff/, '')]))
    return parts['word/document.xml'] === undefined ? unreadable('it holds no Word document') : { ok: true, parts }
  } catch {
    return unreadable(fault === '' ? 'its archive is damaged' : fault)
  }
}

export function unreadable(why: string): Unreadable {
  return {
    ok: false,
    message: `This Word file cannot be read: ${why}. Open it in your word processor, save it as .docx again, or save it as plain text (.txt).`,
  }
}
