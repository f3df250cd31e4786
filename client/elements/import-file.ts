// A file or pasted words on their way to becoming a text: decoded, measured, named. Pure; what the words mean is the
// importer's (shared/exchange).

import { isArchive } from '@chapeau/shared/exchange/docx/archive'

/** Largest text the server takes; the longest negotiating texts are about 400 KB. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024
const NAME_LENGTH = 200

export type Decoded =
  /** A Word file, as it is: the importer reads it. */
  | { readonly ok: true; readonly word: Uint8Array }
  | { readonly ok: true; readonly text: string; /** Said to the person when it was not UTF-8. */ readonly note: string }
  | { readonly ok: false; readonly message: string }

/** A Word file, or the words of a plain text file; older programs write other encodings than UTF-8. */
export function decodeFile(bytes: Uint8Array, name: string): Decoded {
  if (bytes.length > MAX_TEXT_BYTES) return no(`${name} is larger than ${megabytes(MAX_TEXT_BYTES)}. Import it in parts.`)
  if (isArchive(bytes)) return { ok: true, word: bytes }
  const container = containerOf(bytes)
  if (container !== null) return no(`${name} is ${container}, not plain text. Save it as plain text (.txt), or paste its words below.`)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  const text = tryDecode(bytes, encoding)
  if (text !== null) return text.includes('\0') ? no(`${name} is not plain text.`) : { ok: true, text, note: '' }
  const western = new TextDecoder('windows-1252').decode(bytes)
  if (western.includes('\0')) return no(`${name} is not plain text.`)
  return { ok: true, text: western, note: 'This file is not UTF-8; it was read as Windows-1252. Look at accents and quotation marks.' }
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

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Files people drop by mistake, by their first bytes; null for anything else. */
function containerOf(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 5))
  if (head === '%PDF-') return 'a PDF'
  if (head === '{\\rtf') return 'a rich text document'
  return head.startsWith('\u00d0\u00cf\u0011\u00e0') ? 'an old Word document' : null
}

const no = (message: string): Decoded => ({ ok: false, message })
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
