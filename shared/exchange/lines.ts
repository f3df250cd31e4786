// The source as lines: decoded, without characters that no text holds, each with its number. Spaces at the ends and
// runs of blanks inside go; no-break spaces stay, they are part of the wording.
import type { ReportEntry } from './report.ts'

export interface Line {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  /** Blanks before the first character. */
  readonly indent: number
}

/** Control characters, byte order marks and marks that turn the direction of text around. */
const REMOVED = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\ufeff\uffff]/g
/**
 * Breaks that do not count as lines in an editor, such as form feeds and a word processor's manual breaks. They part
 * words, so they become a blank: taken out they would glue them.
 */
const SOFT_BREAK = /[\u000b\f\u0085\u2028\u2029]/g

/** Not a character: some programs leave it where a hyphen stood. */
const LOST_HYPHEN = /\ufffe/g

export function linesOf(source: string): { lines: Line[]; entries: ReportEntry[] } {
  const entries: ReportEntry[] = []
  const lines = source
    .replace(/^\ufeff/, '')
    .replace(SOFT_BREAK, ' ')
    .split(/\r\n?|\n/)
    .map((raw, i) => {
      const number = i + 1
      const cleaned = raw.replace(LOST_HYPHEN, '-').replace(REMOVED, '')
      if (cleaned !== raw) entries.push({ line: number, kind: 'character', message: saysOf(raw) })
      const indent = /^[ \t]*/.exec(cleaned)![0].replaceAll('\t', '    ').length
      return { number, indent, text: cleaned.replace(/[ \t]+/g, ' ').trim() }
    })
  return { lines, entries }
}

const saysOf = (raw: string): string =>
  raw.includes('\ufffe') ? 'A character that is none (U+FFFE) was read as the hyphen it stands for.' : 'Control characters were taken out.'

export const isBlank = ({ text }: Line): boolean => text === '' || text === '\u00a0'
