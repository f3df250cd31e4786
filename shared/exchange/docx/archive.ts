// The parts of a Word file that hold words.
import { unpack, wordsIn } from '../archive.ts'
import type { Unreadable } from '../source.ts'

const WANTED: ReadonlySet<string> = new Set([
  '[Content_Types].xml',
  'word/document.xml',
  'word/numbering.xml',
  'word/styles.xml',
  'word/comments.xml',
  'word/footnotes.xml',
  'word/endnotes.xml',
  'word/_rels/document.xml.rels',
  'docProps/custom.xml',
])

export type Parts = Readonly<Record<string, string>>

/** What else is in the file is not unpacked. `total`: bytes that the parts take. */
export function partsOf(bytes: Uint8Array): { readonly ok: true; readonly parts: Parts; readonly total: number } | Unreadable {
  const unpacked = unpack(bytes, (name) => WANTED.has(name))
  if (!unpacked.ok) return unreadable(unpacked.why)
  const parts = Object.fromEntries([...unpacked.parts].map(([name, part]) => [name, wordsIn(part)!]))
  const total = [...unpacked.parts.values()].reduce((sum, { length }) => sum + length, 0)
  return parts['word/document.xml'] === undefined ? NO_WORDS : { ok: true, parts, total }
}

/** Archives are many things: spreadsheets, slides, folders. */
const NO_WORDS: Unreadable = {
  ok: false,
  message:
    'This file holds no Word document: it may be a spreadsheet, slides or a zip archive. Bring its words as a Word file (.docx) or plain text (.txt).',
}

export function unreadable(why: string): Unreadable {
  return {
    ok: false,
    message: `This Word file cannot be read: ${why}. Open it in your word processor, save it as .docx again, or save it as plain text (.txt).`,
  }
}
