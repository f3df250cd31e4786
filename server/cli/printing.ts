// What commands print: tables for people, JSON for programs.
import type { Report } from '@chapeau/shared/exchange/report'

/** Options that every command over HTTP takes. */
export const CALL_OPTIONS = { server: { type: 'string' }, json: { type: 'boolean', default: false } } as const

/** Columns as wide as they need to be, two spaces between them. Control characters of a file or a name do not reach the terminal. */
export function table(rows: readonly (readonly string[])[]): string {
  const plain = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}+/gu, ' ')))
  const widths = (plain[0] ?? []).map((_, i) => Math.max(...plain.map((row) => (row[i] ?? '').length)))
  return plain
    .map((row) =>
      row
        .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2))

const MOST_FINDINGS = 10

/** What reading a file decided or repaired, the first of it. */
export function findingLines({ entries }: Report): readonly string[] {
  const lines = entries.slice(0, MOST_FINDINGS).map(({ line, message }) => `  line ${line}: ${message}`)
  return entries.length > MOST_FINDINGS ? [...lines, `  and ${entries.length - MOST_FINDINGS} more; --json shows all`] : lines
}

export const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`
