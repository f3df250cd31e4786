// The jobs of the workshop, by name. Each is a function of plain values; it runs in a thread that has nothing else.
import { compareFile } from '@chapeau/shared/exchange/compare/compare'
import { matchedFile } from '@chapeau/shared/exchange/compare/match'
import { nameFromFile } from '@chapeau/shared/exchange/file-name'
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport, Known } from '@chapeau/shared/exchange/import-source'
import type { Report } from '@chapeau/shared/exchange/report'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import { IdMaker } from '@chapeau/shared/ids'
import { besideImported, layText, type Laying } from '../access/laying.ts'

export interface FileToRead {
  readonly bytes: Uint8Array
  /** What the file is called; '' for words that were pasted. */
  readonly name: string
  /** Under which its brackets and paragraphs are named. */
  readonly clientId: number
  readonly known: Known
}

export interface FileToLay extends FileToRead {
  /** What the text is to be called; '' for its own title, or where it has none for what the file is called. */
  readonly title: string
}

const importOne = ({ bytes, name, clientId, known }: FileToRead): FileImport | Unreadable =>
  importFile(bytes, name, new IdMaker(clientId), known)

function layFile({ title, ...file }: FileToLay): { readonly ok: true; readonly laying: Laying; readonly report: Report } | Unreadable {
  const imported = importOne(file)
  if (!imported.ok) return imported
  const { body, report } = imported
  if (body.length === 0) return { ok: false, message: 'There are no words in this file.' }
  const name = title || imported.title || nameFromFile(file.name) || 'Untitled text'
  const text = {
    name,
    clientId: file.clientId,
    body,
    meta: besideImported(imported),
    detail: { counts: report.counts },
    files: imported.files,
  }
  return { ok: true, report, laying: layText(text) }
}

export const JOBS = { importFile: importOne, layFile, compareFile, matchFile: matchedFile }

export type Jobs = typeof JOBS
