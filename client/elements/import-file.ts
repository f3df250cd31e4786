// A file or pasted words on their way to becoming a text: decoded, measured, named. Pure; what the words mean is the
// importer's (shared/exchange).

import { decodeText, type Decoded as DecodedText } from '@chapeau/shared/exchange/decode'
import { isArchive } from '@chapeau/shared/exchange/docx/archive'

/** Largest text the server takes; the longest negotiating texts are about 400 KB. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024
const NAME_LENGTH = 200

export type Decoded =
  /** A Word file, as it is: the importer reads it. */
  { readonly ok: true; readonly word: Uint8Array } | DecodedText

/** A Word file, or the words of a plain text file; older programs write other encodings than UTF-8. */
export function decodeFile(bytes: Uint8Array, name: string): Decoded {
  if (bytes.length > MAX_TEXT_BYTES) return no(`${name} is larger than ${megabytes(MAX_TEXT_BYTES)}. Import it in parts.`)
  if (isArchive(bytes)) return { ok: true, word: bytes }
  return decodeText(bytes, name)
}

/** Why these words cannot be imported; empty when they can. */
export function textFault(text: string): string {
  if (text.trim() === '') return 'There are no words in it.'
  return new TextEncoder().encode(text).length > MAX_TEXT_BYTES ? `It is larger than ${megabytes(MAX_TEXT_BYTES)}. Import it in parts.` : ''
}

/** What a text is called after its file: `draft_rev-2.txt` is `draft rev-2`. */
export function nameFromFile(file: string): string {
  return file
    .replace(/\.[A-Za-z]{1,5}$/, '')
    .replace(/_+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH)
}

/** The first line with words, cut at a word: a name for pasted words that have no title. */
export function nameFromWords(text: string): string {
  const line =
    text
      .split('\n')
      .find((each) => each.trim() !== '')
      ?.trim() ?? ''
  if (line.length <= 80) return line
  const cut = line.slice(0, 80)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).trim()}…`
}

const no = (message: string): Decoded => ({ ok: false, message })
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
