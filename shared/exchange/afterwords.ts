// What an export prints behind the text, and the page below it: the caveat, corrections since the revision, statements.
import { CAVEAT, correctionsIn, hasCaveat, statementsIn, STATEMENT_NAMES } from '../text/closing.ts'
import type { Meta } from '../text/meta.ts'

export interface Afterwords {
  /** Empty where it is not set. */
  readonly caveat: string
  readonly parts: readonly { readonly heading: string; readonly lines: readonly string[] }[]
}

/** Lines are plain text; whoever prints them escapes them. */
export function afterwordsOf(meta: Meta): Afterwords {
  const place = (label: string): string => (label === '' ? '' : `${label}: `)
  const corrections = correctionsIn(meta).map(({ label, before, after }) => {
    if (before === '') return `${place(label)}“${after}” added`
    return after === '' ? `${place(label)}“${before}” deleted` : `${place(label)}“${before}” now reads “${after}”`
  })
  const statements = statementsIn(meta).map(
    ({ kind, principal, label, words }) =>
      `${principal}, ${STATEMENT_NAMES[kind].toLowerCase()}${label === '' ? '' : ` (${label})`}: ${words}`,
  )
  const parts = [
    { heading: 'Corrections since the revision', lines: corrections },
    { heading: 'Statements', lines: statements },
  ].filter(({ lines }) => lines.length > 0)
  return { caveat: hasCaveat(meta) ? CAVEAT : '', parts }
}
