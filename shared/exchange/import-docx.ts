// Imports a Word file (spec IM).
import type { IdMaker } from '../ids.ts'
import { readDocx } from './docx/reader.ts'
import { importSource, type FileImport, type Known } from './import-source.ts'
import type { Unreadable } from './source.ts'

export function importDocx(bytes: Uint8Array, ids: IdMaker, known: Known): FileImport | Unreadable {
  const read = readDocx(bytes)
  return read.ok ? importSource(read.source, ids, known) : read
}
