// Where words go, or proposed ones come to stand, spaces and commas meet that nobody should have to decide about (spec AC-8):
// a space that meets a space, a closing mark or a paragraph's edge, and a comma that meets a closing mark.

/** A position of a text: its character, the start of a paragraph, or a bracket's token. */
export type SeamUnit = string

/** What stands at a flat position; undefined outside the text. */
export type UnitAt = (position: number) => SeamUnit | undefined

/** Marks that close up to the word before them. */
const CLOSING = /^[,.;:)!?]$/

/**
 * Positions that go with the ones in `gone`. At a stretch in which words went this holds always; at one of tokens alone only
 * where one of them is a seam: an edge of words that have just become standing text.
 */
export function looseAt(unitAt: UnitAt, gone: ReadonlySet<number>, seams: ReadonlySet<number>): number[] {
  const loose: number[] = []
  for (const { from, to } of stretches(gone)) {
    const positions = Array.from({ length: to - from }, (_, i) => from + i)
    const opens = positions.some((at) => unitAt(at) !== 'token' && unitAt(at) !== 'start') || positions.some((at) => seams.has(at))
    if (opens) loose.push(...looseBetween(unitAt, from - 1, to))
    // No paragraph begins with a blank, whatever had stood before the token.
    else if (unitAt(from - 1) === 'start' && unitAt(to) === ' ') loose.push(to)
  }
  return loose.filter((position) => !gone.has(position))
}

/** What is loose where the unit `left` now meets the unit `right`. */
function looseBetween(unitAt: UnitAt, left: number, right: number): number[] {
  const loose: number[] = []
  const after = unitAt(right) ?? 'start'
  let at = left
  if (unitAt(at) === ' ' && (after === ' ' || after === 'start' || CLOSING.test(after))) loose.push(at--)
  if (unitAt(at) === ',' && CLOSING.test(after)) loose.push(at)
  if ((unitAt(left) === 'start' || unitAt(left) === '(') && after === ' ') loose.push(right)
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
