// A record as a table for spreadsheets (RFC 4180). What looks like a formula is disarmed: a delegation's words are opened
// in other people's programs.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { stringify } from 'csv-stringify/sync'

const COLUMNS: readonly [string, (line: RecordLine) => string | number][] = [
  ['number', ({ entry }) => entry.seq],
  ['time (UTC)', ({ entry }) => entry.at],
  ['act', ({ entry }) => entry.act],
  ['delegation', ({ entry }) => entry.by.principal],
  ['role', ({ entry }) => entry.by.role],
  ['typed by the secretariat', ({ entry }) => (entry.by.onBehalfOf === undefined ? '' : 'yes')],
  ['person', ({ content }) => content?.personName ?? ''],
  ['paragraph', ({ entry }) => entry.paragraph?.label ?? ''],
  ['target', ({ entry }) => entry.target ?? ''],
  ['words before', ({ content }) => content?.before ?? ''],
  ['words after', ({ content }) => content?.after ?? ''],
  ['rationale', ({ content }) => content?.rationale ?? ''],
  ['over the objection of', ({ entry }) => entry.over?.join(' ') ?? ''],
  ['details', ({ content }) => (content?.detail === undefined ? '' : JSON.stringify(content.detail))],
  ['content', ({ content }) => (content === null ? 'withheld' : 'shown')],
  ['hash of the text', ({ entry }) => entry.textHash ?? ''],
  ['hash', ({ entry }) => entry.hash],
]

/** The header's row. */
export function csvHeader(): string {
  return stringify([COLUMNS.map(([name]) => name)], { record_delimiter: 'windows' })
}

/** A row per entry. */
export function csvRows(lines: readonly RecordLine[]): string {
  const rows = lines.map((line) => COLUMNS.map(([, cell]) => cell(line)))
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true })
}
