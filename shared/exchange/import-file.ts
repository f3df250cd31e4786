// Imports a file of any kind that is known (spec IM), told apart by its first bytes and its name. Page and server read it alike.
import type { IdMaker, Principal } from '../ids.ts'
import { decodeText } from './decode.ts'
import { isArchive } from './docx/archive.ts'
import { importDocx } from './import-docx.ts'
import { importTextAs } from './import.ts'
import type { FileImport, Known } from './import-source.ts'
import { isTooLong, MOST_CHARACTERS, TOO_LONG } from './size.ts'
import type { SourceComment, Unreadable } from './source.ts'

const NO_AUTHORS: ReadonlyMap<string, Principal> = new Map()
const NO_COMMENTS: ReadonlyMap<string, SourceComment> = new Map()

/** `name`: what the file is called; '' for words that were pasted. */
export function importFile(bytes: Uint8Array, name: string, ids: IdMaker, known: Known): FileImport | Unreadable {
  if (bytes.length === 0) return { ok: false, message: 'The file is empty.' }
  const imported = readFile(bytes, name, ids, known)
  return imported.ok && isTooLong(imported.body) ? TOO_LONG : imported
}

function readFile(bytes: Uint8Array, name: string, ids: IdMaker, known: Known): FileImport | Unreadable {
  if (isArchive(bytes)) return importDocx(bytes, ids, known)
  const decoded = decodeText(bytes, name === '' ? 'This' : name)
  if (!decoded.ok) return decoded
  // Blanks and breaks are many in some files, words are not.
  if (decoded.text.length > 2 * MOST_CHARACTERS) return TOO_LONG
  const imported = importTextAs(decoded.text, ids, known)
  if (!('body' in imported)) return imported
  const { report } = imported
  const entries = decoded.note === '' ? report.entries : [{ line: 1, kind: 'character' as const, message: decoded.note }, ...report.entries]
  return { ok: true, ...imported, report: { ...report, entries }, authors: NO_AUTHORS, origin: null, comments: NO_COMMENTS }
}
