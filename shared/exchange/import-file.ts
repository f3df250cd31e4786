// Imports a file of any kind that is known (spec IM), told apart by what it holds and its name. Page and server read it alike.
import type { IdMaker, Principal } from '../ids.ts'
import { NO_FILES } from '../text/blocks.ts'
import { isArchive } from './archive.ts'
import { decodeText } from './decode.ts'
import { readDocx } from './docx/reader.ts'
import { decodePage } from './html/charset.ts'
import { readHtml } from './html/reader.ts'
import { importTextAs } from './import.ts'
import { importJson } from './import-json.ts'
import { importSource, type FileImport, type Known } from './import-source.ts'
import { kindOfArchive, kindOfText } from './kind.ts'
import { readMarkdown } from './markdown/reader.ts'
import { readOdt } from './odt/reader.ts'
import { MOST_CHARACTERS, TOO_LONG } from './size.ts'
import type { Source, SourceComment, Unreadable } from './source.ts'

const NO_AUTHORS: ReadonlyMap<string, Principal> = new Map()
const NO_COMMENTS: ReadonlyMap<string, SourceComment> = new Map()

/** `name`: what the file is called; '' for words that were pasted. */
export function importFile(bytes: Uint8Array, name: string, ids: IdMaker, known: Known): FileImport | Unreadable {
  if (bytes.length === 0) return { ok: false, message: 'The file is empty.' }
  const imported = isArchive(bytes) ? importArchive(bytes, ids, known) : importWords(bytes, name, ids, known)
  return imported.ok && imported.found.paragraphs.length === 0 ? EMPTY : imported
}

const EMPTY: Unreadable = { ok: false, message: 'There are no words in this file.' }

type Read = { readonly ok: true; readonly source: Source } | Unreadable

function importArchive(bytes: Uint8Array, ids: IdMaker, known: Known): FileImport | Unreadable {
  const read: Read = kindOfArchive(bytes) === 'odt' ? readOdt(bytes) : readDocx(bytes)
  return read.ok ? importSource(read.source, ids, known) : read
}

function importWords(bytes: Uint8Array, name: string, ids: IdMaker, known: Known): FileImport | Unreadable {
  const decoded = decodeText(bytes, name === '' ? 'This' : name)
  if (!decoded.ok) return decoded
  // Blanks and breaks are many in some files, words are not; of a page most may be styles and pictures.
  const kind = kindOfText(decoded.text, name)
  if (kind === 'json') return noted(importJson(decoded.text, ids, known), decoded.note)
  if (kind === 'xml') return XML
  if (kind !== 'html' && decoded.text.length > 2 * MOST_CHARACTERS) return TOO_LONG
  if (kind === 'html') {
    const page = decodePage(bytes, decoded)
    return noted(importRead(readHtml(page.text), ids, known), page.note)
  }
  if (kind === 'markdown') return noted(importRead(readMarkdown(decoded.text), ids, known), decoded.note)
  const imported = importTextAs(decoded.text, ids, known)
  return 'body' in imported
    ? noted({ ok: true, ...imported, authors: NO_AUTHORS, origin: null, comments: NO_COMMENTS, files: NO_FILES }, decoded.note)
    : imported
}

/** Words of a program; Akoma Ntoso among them, for what we print of it is for archives. */
const XML: Unreadable = {
  ok: false,
  message:
    'XML, Akoma Ntoso included, is not read here. Bring the text as a Word file (.docx), as JSON that was taken away here, or as plain text (.txt).',
}

const importRead = (read: Read, ids: IdMaker, known: Known): FileImport | Unreadable =>
  read.ok ? importSource(read.source, ids, known) : read

/** With what there is to be said of its encoding. */
function noted(imported: FileImport | Unreadable, note: string): FileImport | Unreadable {
  if (!imported.ok || note === '') return imported
  const { report } = imported
  return { ...imported, report: { ...report, entries: [{ line: 1, kind: 'character', message: note }, ...report.entries] } }
}
