// What stands over every export: which text, which view, as of when.
import type { ParagraphState } from '../text/meta.ts'
import type { Files } from '../text/blocks.ts'
import type { View } from '../text/views.ts'

export interface ExportFrame {
  readonly view: View
  readonly asOf: Date
  readonly title: string
  /** Such as `Rev.2`; '' before the first. */
  readonly revision: string
  /** Acts and proposals since the revision. */
  readonly changes: number
  /** Where the record stood when the file was printed; the entry behind it speaks of this file. */
  readonly head: { readonly seq: number; readonly hash: string }
  /** What the meeting calls its rungs. */
  readonly rungName: (state: ParagraphState) => string
  /** The server's key for signed heads, base64. */
  readonly publicKey: string
  /** The text's pictures; absent for none. */
  readonly files?: Files
}

const VIEW_WORDS: Readonly<Record<View, string>> = {
  rolling: 'Rolling text',
  unattributed: 'Rolling text without names',
  base: 'Text without anything in brackets',
  accepted: 'Text with every proposal accepted',
}

/** `Rolling text · as of 13:02 UTC, 14 March 2031 · Rev.2 + 14 changes`. */
export function frameLine({ view, asOf, revision, changes }: Pick<ExportFrame, 'view' | 'asOf' | 'revision' | 'changes'>): string {
  const time = asOf.toISOString().slice(11, 16)
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(asOf)
  const since = changes === 0 ? '' : ` + ${changes} ${changes === 1 ? 'change' : 'changes'}`
  return [VIEW_WORDS[view], `as of ${time} UTC, ${day}`, `${revision === '' ? 'in preparation' : revision}${since}`].join(' · ')
}

/** Whether a line of a plain text is what `frameLine` and `recordLine` print at its head, joined or not. */
export function isFrameLine(line: string): boolean {
  return Object.values(VIEW_WORDS).some((words) => line.startsWith(`${words} · as of `)) || /^Record: entry \d+, [0-9a-f]{64}\./.test(line)
}

/** `Record: entry 41, 3f…` */
export const recordedAt = ({ head }: ExportFrame): string => `Record: entry ${head.seq}, ${head.hash}`

/** `Record: entry 41, 3f…; the next entry names this file. Key of this server: MCow….` `names`: which entry does. */
export function recordLine(frame: ExportFrame, names: 'The next' | 'A later' = 'The next'): string {
  return `${recordedAt(frame)}. ${names} entry names this file. Key of this server: ${frame.publicKey}`
}

/** The hash that an exported file prints as the record's end; null where it prints none. */
export function printedHash(file: string): string | null {
  // Within the words of a text as JSON quotes are escaped, so no words look like its head.
  const said = /^\s*\{/.test(file) ? JSON_HEAD : /Record: entry \d+, ([0-9a-f]{64})\./
  return said.exec(file)?.[1] ?? null
}

const JSON_HEAD = /"head"\s*:\s*\{\s*"seq"\s*:\s*\d+\s*,\s*"hash"\s*:\s*"([0-9a-f]{64})"/
