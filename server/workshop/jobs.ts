// The jobs of the workshop, by name. Each is a function of plain values; it runs in a thread that has nothing else.
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport, Known } from '@chapeau/shared/exchange/import-source'
import type { Unreadable } from '@chapeau/shared/exchange/source'
import { IdMaker } from '@chapeau/shared/ids'

export interface FileToRead {
  readonly bytes: Uint8Array
  /** What the file is called; '' for words that were pasted. */
  readonly name: string
  /** Under which its brackets and paragraphs are named. */
  readonly clientId: number
  readonly known: Known
}

export const JOBS = {
  importFile: ({ bytes, name, clientId, known }: FileToRead): FileImport | Unreadable =>
    importFile(bytes, name, new IdMaker(clientId), known),
}

export type Jobs = typeof JOBS
