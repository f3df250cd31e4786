// Files as texts, for tests: what an import gives in notation, and what it reports.
import { importFile } from '@chapeau/shared/exchange/import-file'
import type { FileImport } from '@chapeau/shared/exchange/import-source'
import { IdMaker } from '@chapeau/shared/ids'
import { metaKey } from '@chapeau/shared/text/meta'
import { printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { memberOf } from './builders.ts'

export const DELEGATIONS = [
  { ...memberOf('RUS'), name: 'Russian Federation' },
  { ...memberOf('USA'), name: 'United States of America', aliases: ['U.S.', 'United States'] },
  memberOf('EU'),
  memberOf('KEN'),
  memberOf('G77'),
]

/** Throws what the person is told where it cannot be read. */
export function imported(file: Uint8Array | string, name = '', authors: Record<string, string> = {}): FileImport {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const result = importFile(bytes, name, new IdMaker(7), { delegations: DELEGATIONS, authors })
  if (!result.ok) throw new Error(result.message)
  return result
}

/** Why it cannot be read; '' where it can. */
export function refused(file: Uint8Array | string, name = ''): string {
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  const result = importFile(bytes, name, new IdMaker(7), { delegations: DELEGATIONS })
  return result.ok ? '' : result.message
}

export function notationOf({ body, labels }: Pick<FileImport, 'body' | 'labels'>): string {
  const meta = new Map<string, unknown>([...labels].map(([pid, label]) => [metaKey.label(pid), label]))
  return printNotation(read(body, meta), meta)
}

/** A file as its text in notation. */
export const said = (file: Uint8Array | string, name = '', authors: Record<string, string> = {}): string =>
  notationOf(imported(file, name, authors))

/** What the report tells, by kind. */
export const told = ({ report }: FileImport): string[] => report.entries.map(({ kind }) => kind)
