// Page furniture: page marks, page numbers and the running headers beside them. Only what is proven by its
// neighbourhood or its sequence goes, and each line that goes is in the report with its words.
import { isFrameLine } from './heading.ts'
import { isBlank, type Line } from './lines.ts'
import type { ReportEntry } from './report.ts'

/** How many pages in a row make lone numbers page numbers where no page mark says so. */
const PAGES_IN_SEQUENCE = 4
/** How far from a page mark its number and running header may stand, in lines with words. */
const NEAR = 2

/** What our own exports print before the text. */
const FRAME_LINES = 2

const PAGE_MARK = /^(?:<<\s*page\s+(\d+)\s*>>|[-–—]\s*(\d{1,4})\s*[-–—]|page\s+(\d+)(?:\s+of\s+\d+)?)$/i
const RULE = /^(?:[_=*~–—-]\s*){5,}$/

export function withoutFurniture(lines: readonly Line[]): { lines: Line[]; entries: ReportEntry[] } {
  const worded = lines.filter((line) => !isBlank(line))
  const head = worded.slice(0, FRAME_LINES).filter(({ text }) => isFrameLine(text))
  const gone = new Set<Line>([...head, ...worded.filter(({ text }) => RULE.test(text)), ...pageMarks(worded), ...pageSequence(worded)])
  for (const line of runningHeaders(worded, gone)) gone.add(line)
  const entries = worded
    .filter((line) => gone.has(line))
    .map(({ number, text }) => ({ line: number, kind: 'furniture' as const, message: `Left out as page furniture: ${text}` }))
  return { lines: lines.filter((line) => !gone.has(line)), entries }
}

/** Page marks, and the bare number of the same page beside one. */
function pageMarks(lines: readonly Line[]): Line[] {
  return lines.flatMap((line, i) => {
    const match = PAGE_MARK.exec(line.text)
    if (match === null) return []
    const number = match[1] ?? match[2] ?? match[3]
    const beside = lines.slice(Math.max(0, i - NEAR), i + NEAR + 1).filter(({ text }) => text === number)
    return [line, ...beside]
  })
}

interface Row {
  readonly line: Line
  readonly next: Row | null
  readonly length: number
}

/** The longest row of lone numbers that count up by one: page numbers of a document without page marks. */
function pageSequence(lines: readonly Line[]): Line[] {
  const lone = lines.filter(({ text }) => /^\d{1,4}$/.test(text))
  // From the end, so that each line finds the row of the next number ready: a text may be nothing but numbers.
  const rows = new Map<number, Row>()
  let best: Row | null = null
  for (const line of lone.toReversed()) {
    const next = rows.get(Number(line.text) + 1) ?? null
    const row: Row = { line, next, length: (next?.length ?? 0) + 1 }
    rows.set(Number(line.text), row)
    if (best === null || row.length >= best.length) best = row
  }
  if (best === null || best.length < PAGES_IN_SEQUENCE) return []
  const pages: Line[] = []
  for (let row: Row | null = best; row !== null; row = row.next) pages.push(row.line)
  return pages
}

/** The same short words beside every other page mark at least; a heading may stand beside one by chance. */
function runningHeaders(lines: readonly Line[], gone: ReadonlySet<Line>): Line[] {
  const candidates = new Map<string, Set<Line>>()
  const marks = lines.filter((line) => gone.has(line) && !RULE.test(line.text)).length
  const pages =
    new Set(
      lines.flatMap(
        ({ text }) =>
          PAGE_MARK.exec(text)
            ?.slice(1)
            .find((part) => part !== undefined) ?? [],
      ),
    ).size || marks
  lines.forEach((line, i) => {
    if (!gone.has(line) || RULE.test(line.text)) return
    for (const near of lines.slice(Math.max(0, i - NEAR), i + NEAR + 1)) {
      if (gone.has(near) || near.text.length > 80 || /[[\]]/.test(near.text)) continue
      const same = candidates.get(near.text)
      if (same === undefined) candidates.set(near.text, new Set([near]))
      else same.add(near)
    }
  })
  return [...candidates.values()].filter((same) => same.size > 1 && same.size >= pages / 2).flatMap((same) => [...same])
}
