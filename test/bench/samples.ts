// Numbers that were measured, and how they are told. Computes and formats; measures nothing itself.

/** The p-th part of sorted numbers, 0 ≤ p ≤ 1. */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Three significant digits, as tables show them. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toFixed(digits)
}

/** `1.8 (1.7–2.0)`: the middle one of several rounds, the lowest and the highest. */
export function spread(values: readonly number[]): string {
  return `${short(median(values))} (${short(Math.min(...values))}–${short(Math.max(...values))})`
}

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
