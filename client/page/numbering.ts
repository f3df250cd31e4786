// Final numbering as the desk looks it over: which labels change, which references with them, and the table of what became of
// every label, to take away.
import { numberedIn, renumbered, type Renaming } from '@chapeau/shared/text/numbering'
import { referencesTo, type Reference } from '@chapeau/shared/text/references'
import type { Concordance, Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'

export interface NumberingView {
  readonly renamings: readonly Renaming[]
  /** Those in standing words; `key` is what one leaves out. */
  readonly references: readonly (Reference & { readonly key: string; readonly label: string })[]
  /** Those in brackets, which their holders change. */
  readonly bracketed: readonly (Reference & { readonly label: string })[]
}

export function numberingView(reading: Reading, meta: Meta): NumberingView {
  const numbered = numberedIn(reading, meta)
  const renamings = renumbered(numbered)
  const labels = new Map(numbered.map(({ pid, label }) => [pid, label]))
  const all = referencesTo(reading, meta, renamings).map((one) => ({ ...one, label: labels.get(one.pid) ?? '' }))
  return {
    renamings,
    references: all.filter(({ bracketed }) => !bracketed).map((one) => ({ ...one, key: `${one.pid}/${one.at}` })),
    bracketed: all.filter(({ bracketed }) => bracketed),
  }
}

/** The act, without the references that are left out. */
export function renumberWish({ renamings, references }: NumberingView, left: ReadonlySet<string>): Wish {
  return {
    act: 'renumber',
    labels: renamings.map(({ pid, to }) => ({ pid, label: to })),
    references: references.filter(({ key }) => !left.has(key)).map(({ pid, at, from, to }) => ({ pid, at, remove: from, insert: to })),
  }
}

export const concordanceOf = (meta: Meta): Concordance | null => (meta.get('concordance') as Concordance | undefined) ?? null

/** The table as a file that every spreadsheet opens; a cell that would be read as a formula is not one. */
export function concordanceCsv({ rows }: Concordance): string {
  const cell = (value: string): string => `"${(/^[=+\-@\t]/.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`
  return `${['"before","after"', ...rows.map(({ from, to }) => `${cell(from)},${cell(to)}`)].join('\r\n')}\r\n`
}
