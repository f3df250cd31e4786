// Labels of paragraphs put between others (UN practice: nothing is renumbered under negotiation, an
// insert takes the label before it with bis, ter, quater …). Labels are data, never keys.

const SERIES = [
  'bis',
  'ter',
  'quater',
  'quinquies',
  'sexies',
  'septies',
  'octies',
  'novies',
  'decies',
  'undecies',
  'duodecies',
  'terdecies',
  'quaterdecies',
  'quindecies',
]

/**
 * The label of a paragraph proposed behind one labelled `previous`, such as `3` → `3 bis`, `(a)` → `(a bis)`.
 * `taken` holds every label in the text. Empty where the previous paragraph has no number; a bullet repeats.
 */
export function labelAfter(previous: string, taken: ReadonlySet<string>): string {
  if (!/[\p{L}\p{N}]/u.test(previous)) return previous
  const { head, stem, tail } = partsOf(previous)
  const { root, rank } = rankOf(stem)
  for (let next = rank + 1; ; next++) {
    const suffix = SERIES[next] ?? `${SERIES.at(-1)!} ${next - SERIES.length + 2}`
    const label = `${head}${root} ${suffix}${tail}`
    if (!taken.has(label)) return label
  }
}

/** What a paragraph that competes with another for its place is called. */
const ALTERNATIVE = 'alt'

/** Everything that marks a label as put in later. */
export const SUFFIXES: readonly string[] = [...SERIES, ALTERNATIVE]

/** A label in its parts: `(3 bis)` has the root `3` and the suffix `bis`. */
export function labelParts(label: string): { head: string; root: string; suffix: string; tail: string } {
  const { head, stem, tail } = partsOf(label)
  const match = new RegExp(`^(.+?)([\\s.]*)(${SUFFIXES.join('|')})$`, 'u').exec(stem)
  if (match === null) return { head, root: stem, suffix: '', tail }
  return { head, root: match[1]!, suffix: match[3]!, tail: tail === '' && match[2]!.includes('.') ? '.' : tail }
}

/** The label of a paragraph that is an alternative to one labelled `label`: `3` → `3 alt`, then `3 alt 2`. */
export function labelBeside(label: string, taken: ReadonlySet<string>): string {
  const { head, root, suffix, tail } = labelParts(label)
  if (root === '') return ''
  const stem = suffix === '' || suffix === ALTERNATIVE ? root : `${root} ${suffix}`
  for (let n = 1; ; n++) {
    const next = `${head}${stem} ${ALTERNATIVE}${n === 1 ? '' : ` ${n}`}${tail}`
    if (!taken.has(next)) return next
  }
}

/** Brackets and the closing dot or parenthesis around a label's own characters. */
function partsOf(label: string): { head: string; stem: string; tail: string } {
  const match = /^([([]*)(.*?)([)\].]*)$/su.exec(label.trim())!
  return { head: match[1]!, stem: match[2]!, tail: match[3]! }
}

/** `3 bis` → root `3`, rank 0; `3` → rank -1. Accepts `3bis`, `3.bis`. */
function rankOf(stem: string): { root: string; rank: number } {
  const match = new RegExp(`^(.*?)[\\s.]*(${SERIES.join('|')})$`, 'u').exec(stem)
  if (match === null || match[1] === '') return { root: stem, rank: -1 }
  return { root: match[1]!, rank: SERIES.indexOf(match[2]!) }
}
