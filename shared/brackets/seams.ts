// Where words go, or proposed ones come to stand, spaces and commas meet that nobody should have to decide about (spec AC-8):
// a space that meets a space, a closing mark or a paragraph's edge, and a comma that meets a closing mark.

/** A position of a text: its character, the start of a paragraph, or a bracket's token. */
export type SeamUnit = string

/** Marks that close up to the word before them. */
const CLOSING = /^[,.;:)!?]$/

/**
 * Positions that go with the ones in `gone`. At a stretch in which words went this holds always; at one of tokens alone only
 * where one of them is a seam: an edge of words that have just become standing text.
 */
export function looseAt(units: readonly SeamUnit[], gone: ReadonlySet<number>, seams: ReadonlySet<number>): number[] {
  const loose: number[] = []
  for (const { from, to } of stretches(gone)) {
    const positions = Array.from({ length: to - from }, (_, i) => from + i)
    const opens = positions.some((at) => units[at] !== 'token' && units[at] !== 'start') || positions.some((at) => seams.has(at))
    if (opens) loose.push(...looseBetween(units, from - 1, to))
  }
  return loose.filter((position) => !gone.has(position))
}

/** What is loose where the unit `left` now meets the unit `right`. */
function looseBetween(units: readonly SeamUnit[], left: number, right: number): number[] {
  const loose: number[] = []
  const after = units[right] ?? 'start'
  let at = left
  if (units[at] === ' ' && (after === ' ' || after === 'start' || CLOSING.test(after))) loose.push(at--)
  if (units[at] === ',' && CLOSING.test(after)) loose.push(at)
  if ((units[left] === 'start' || units[left] === '(') && after === ' ') loose.push(right)
  return loose
}

/** Positions as stretches, ascending and disjoint. */
export function stretches(positions: ReadonlySet<number>): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = []
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = result.at(-1)
    if (last?.to === position) last.to++
    else result.push({ from: position, to: position + 1 })
  }
  return result
}
