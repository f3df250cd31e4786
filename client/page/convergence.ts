// The chart of what is open, as lines and ticks on a plane: each count holds until the next one. Pure; the tool draws it.
import type { CountsAt } from '@chapeau/shared/brackets/convergence'
import { scaleLinear, scaleTime } from 'd3-scale'
import { curveStepAfter, line } from 'd3-shape'

export interface Tick {
  /** Along its axis, in the plane's units. */
  readonly at: number
  readonly label: string
}

export interface Line {
  readonly name: 'open brackets' | 'issues'
  /** SVG path data. */
  readonly path: string
  /** Where it ends, for its label. */
  readonly end: { readonly x: number; readonly y: number; readonly value: number }
}

export interface Chart {
  readonly lines: readonly Line[]
  readonly across: readonly Tick[]
  readonly up: readonly Tick[]
}

export interface Plane {
  readonly width: number
  readonly height: number
}

const TICKS_ACROSS = 6
const TICKS_UP = 5
/** Labels of two lines that end nearer than this to each other would lie on one another. */
const APART = 26

/** The chart up to `now`, in the reader's own time (milliseconds since the epoch); null where nothing has been counted. */
export function chartOf(series: readonly CountsAt[], now: number, { width, height }: Plane): Chart | null {
  const last = series.at(-1)
  if (last === undefined) return null
  const moments = [...series.map((one) => ({ ...one, time: Date.parse(one.at) })), { ...last, time: now }]
  const most = Math.max(1, ...moments.map(({ brackets }) => brackets))
  const x = scaleTime([moments[0]!.time, Math.max(now, moments[0]!.time + 1)], [0, width])
  const y = scaleLinear([0, most], [height, 0]).nice(TICKS_UP)
  const lineOf = (name: Line['name'], value: (one: CountsAt) => number): Line => ({
    name,
    path:
      line<(typeof moments)[number]>()
        .x(({ time }) => x(time))
        .y((one) => y(value(one)))
        .curve(curveStepAfter)(moments) ?? '',
    end: { x: x(now), y: y(value(last)), value: value(last) },
  })
  const format = x.tickFormat(TICKS_ACROSS)
  return {
    lines: apart([lineOf('open brackets', ({ brackets }) => brackets), lineOf('issues', ({ issues }) => issues)]),
    across: x.ticks(TICKS_ACROSS).map((at) => ({ at: x(at), label: format(at) })),
    up: y
      .ticks(TICKS_UP)
      .filter(Number.isInteger)
      .map((at) => ({ at: y(at), label: String(at) })),
  }
}

/** The lower line's label gives way where both end at nearly the same count. */
function apart([brackets, issues]: readonly [Line, Line] | Line[]): Line[] {
  const y = Math.max(issues!.end.y, brackets!.end.y + APART)
  return [brackets!, { ...issues!, end: { ...issues!.end, y } }]
}

export interface CountRow {
  readonly name: string
  readonly brackets: number
  readonly issues: number
  /** Of the most, 0 to 1. */
  readonly share: number
}

/** Rows of a table with each row's share of the longest one. */
export function rowsOf<T extends { readonly brackets: number; readonly issues: number }>(
  rows: readonly T[],
  name: (row: T) => string,
): CountRow[] {
  const most = Math.max(1, ...rows.map(({ brackets }) => brackets))
  return rows.map((row) => ({ name: name(row), brackets: row.brackets, issues: row.issues, share: row.brackets / most }))
}
