// Plain text out of a file's bytes: UTF-8 or UTF-16; older programs write other encodings, which is said.
import { pictureType } from './picture-type.ts'
import type { Unreadable } from './source.ts'

/** Both sides have it (WHATWG Encoding); the packages' type libraries name it for one of them only. */
declare const TextDecoder: new (label: string, options?: { readonly fatal: boolean }) => { decode(bytes: Uint8Array): string }

export type Decoded =
  { readonly ok: true; readonly text: string; /** Said to the person when it was not Unicode. */ readonly note: string } | Unreadable

/** `name`: what the file is called, for the message. */
export function decodeText(bytes: Uint8Array, name: string): Decoded {
  const container = containerOf(bytes)
  if (container !== null) return no(`${name} is ${container}. Bring it as a Word file (.docx) or plain text (.txt).`)
  if (isLocked(bytes)) return no(`${name} is locked with a password. Take the password off in your word processor and save it again.`)
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  const text = tryDecode(bytes, encoding)
  if (text !== null) return text.includes('\0') ? no(`${name} is not plain text.`) : { ok: true, text, note: '' }
  const western = new TextDecoder('windows-1252').decode(bytes)
  if (western.includes('\0')) return no(`${name} is not plain text.`)
  return { ok: true, text: western, note: 'This file is not UTF-8; it was read as Windows-1252. Look at accents and quotation marks.' }
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
  if (pictureType(bytes) !== null) return 'a picture'
  return isOldOffice(bytes) && !isLocked(bytes) ? 'an old Word document' : null
}

/** A compound file (MS-CFB 2.2): Word's before 2007, and since then around what is encrypted. */
const isOldOffice = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0

/** The stream that an encrypted file is in, by its name in the directory (MS-OFFCRYPTO 2.3.4.4). */
const isLocked = (bytes: Uint8Array): boolean =>
  isOldOffice(bytes) && new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')

const no = (message: string): Unreadable => ({ ok: false, message })
