// From two rows of tokens to what was done between them, as a person would say it: whole words, blanks before the words they came
// with, and letter by letter only where a word processor tracked it so.
import { diffArrays } from 'diff'
import { isBlank, type Token } from './tokens.ts'

/** One token of either side or of both. Of both, it stands in the file, if need be struck there by somebody. */
export type Step<Base extends Token> =
  | { readonly base: Base; readonly file: Token }
  | { readonly base: Base; readonly file: null }
  | { readonly base: null; readonly file: Token }

/** How one token is taken apart into its letters. */
export type Letters<Base extends Token> = (token: Base) => readonly Base[]

export function stepsBetween<Base extends Token>(base: readonly Base[], file: readonly Token[], lettersOf: Letters<Base>): Step<Base>[] {
  return slid(joined(refined(swapped(compared(base, file)), lettersOf)))
}

/** Tokens that may differ before the rest is taken for written anew. */
const MOST_DIFFERENT = 3000

/** Whether they are the same, whatever was struck. What was added with changes tracked is none of the words that were there. */
export function isSame(base: Token, file: Token): boolean {
  if (base.says !== null || file.says !== null) return isSameSign(base, file)
  if (file.change?.kind === 'ins' && !(base.change?.kind === 'ins' && base.change.by === file.change.by)) return false
  return base.text === file.text && (base.role === 'break') === (file.role === 'break') && isSign(base) === isSign(file)
}

const isSign = ({ role }: Token): boolean => role === 'open' || role === 'close'

/** A bracket that names nobody may be anybody's. */
function isSameSign(base: Token, file: Token): boolean {
  if (base.role !== file.role || base.says === null || file.says === null || base.says.kind !== file.says.kind) return false
  return base.says.by === file.says.by || file.says.by === '' || base.says.by === ''
}

function compared<Base extends Token>(base: readonly Base[], file: readonly Token[]): Step<Base>[] {
  const steps: Step<Base>[] = []
  let head = 0
  while (head < base.length && head < file.length && isSame(base[head]!, file[head]!)) head++
  let tail = 0
  while (tail < base.length - head && tail < file.length - head && isSame(base.at(-1 - tail)!, file.at(-1 - tail)!)) tail++
  for (let i = 0; i < head; i++) steps.push({ base: base[i]!, file: file[i]! })
  steps.push(...between(base.slice(head, base.length - tail), file.slice(head, file.length - tail)))
  for (let i = tail; i > 0; i--) steps.push({ base: base.at(-i)!, file: file.at(-i)! })
  return steps
}

function between<Base extends Token>(base: readonly Base[], file: readonly Token[]): Step<Base>[] {
  const steps: Step<Base>[] = []
  const without = (): Step<Base>[] => base.map((token) => ({ base: token, file: null }))
  const anew = (): Step<Base>[] => file.map((token) => ({ base: null, file: token }))
  if (base.length === 0 || file.length === 0) return [...without(), ...anew()]
  const changes = diffArrays<Token>([...base], [...file], { comparator: isSame, maxEditLength: MOST_DIFFERENT })
  if (changes === undefined) return [...without(), ...anew()]
  let [b, f] = [0, 0]
  for (const { added, removed, count } of changes) {
    for (let i = 0; i < count; i++) {
      if (added) steps.push({ base: null, file: file[f++]! })
      else if (removed) steps.push({ base: base[b++]!, file: null })
      else steps.push({ base: base[b++]!, file: file[f++]! })
    }
  }
  return steps
}

const isKept = <Base extends Token>(step: Step<Base>): boolean => step.base !== null && step.file !== null

/** Stretches of steps, kept ones and changed ones in turn. */
function stretchesOf<Base extends Token>(steps: readonly Step<Base>[]): Step<Base>[][] {
  const stretches: Step<Base>[][] = []
  let kept: boolean | null = null
  for (const step of steps) {
    if (isKept(step) !== kept) stretches.push([])
    kept = isKept(step)
    stretches.at(-1)!.push(step)
  }
  return stretches
}

/** Whether a blank stands before a bracket's sign or behind it is the same to everybody. */
function swapped<Base extends Token>(steps: readonly Step<Base>[]): Step<Base>[] {
  const out: Step<Base>[] = []
  for (let i = 0; i < steps.length; i++) {
    const [one, kept, other] = [steps[i]!, steps[i + 1], steps[i + 2]]
    const pair = kept === undefined || other === undefined ? null : acrossBlank(one, kept, other)
    if (pair === null) out.push(one)
    else {
      out.push(...pair)
      i += 2
    }
  }
  return out
}

/** The sign and the blank, each of both sides, in the order of the base; null where it is something else. */
function acrossBlank<Base extends Token>(one: Step<Base>, kept: Step<Base>, other: Step<Base>): Step<Base>[] | null {
  const moved = { base: one.base ?? other.base, file: one.file ?? other.file }
  if (kept.base === null || kept.file === null || moved.base === null || moved.file === null) return null
  if (isKept(one) || isKept(other) || (one.base === null) === (other.base === null) || !isSame(moved.base, moved.file)) return null
  const signAndBlank = (isSign(moved.base) && isBlank(kept.base)) || (isBlank(moved.base) && isSign(kept.base))
  if (!signAndBlank) return null
  const both = { base: moved.base, file: moved.file }
  return one.base === null ? [kept, both] : [both, kept]
}

/** Where a change was tracked within a word, its letters are compared. */
function refined<Base extends Token>(steps: readonly Step<Base>[], lettersOf: Letters<Base>): Step<Base>[] {
  return stretchesOf(steps).flatMap((stretch) => {
    const base = stretch.flatMap((step) => (step.base !== null && step.file === null ? [step.base] : []))
    const file = stretch.flatMap(({ base: own, file: token }) => (own === null && token !== null ? [token] : []))
    if (base.length === 0 || !cutsWord(file) || base.length + file.length > MOST_DIFFERENT) return stretch
    const apart = compared(base.flatMap(lettersOf), file.flatMap(letters))
    // What is tracked leaves every letter in the file; where some are gone, words were written anew.
    return apart.every((step) => step.file !== null) ? apart : stretch
  })
}

/** Whether a change begins or ends within a word. */
const cutsWord = (file: readonly Token[]): boolean =>
  file.some((token, i) => {
    const next = file[i + 1]
    const joins = next !== undefined && next.line === token.line && next.at === token.at + token.text.length
    return joins && [token, next].every(({ role, text }) => role === 'words' && LETTERS.test(text)) && !isSameChange(token, next)
  })

const LETTERS = /^[\p{L}\p{N}\p{M}]/u
const isSameChange = (a: Token, b: Token): boolean => a.change?.kind === b.change?.kind && a.change?.author === b.change?.author

/** A word's letters, as tokens of their own. */
export function letters(token: Token): Token[] {
  if (token.role !== 'words') return [token]
  return Array.from(token.text, (text, i) => ({ ...token, text, at: token.at + i }))
}

/** Words that were replaced one after the other, with nothing but a blank between them, were replaced together. */
function joined<Base extends Token>(steps: readonly Step<Base>[]): Step<Base>[] {
  const stretches = stretchesOf(steps)
  return stretches.flatMap((stretch, i) => {
    const [only] = stretch
    const [before, after] = [stretches[i - 1], stretches[i + 1]]
    if (stretch.length !== 1 || only === undefined || only.base === null || only.file === null || !isBlank(only.base)) return stretch
    if (only.file.change !== null || !isReplaced(before) || !isReplaced(after)) return stretch
    return [
      { base: only.base, file: null },
      { base: null, file: only.file },
    ]
  })
}

/** Words for words, and no change tracked. */
function isReplaced<Base extends Token>(stretch: readonly Step<Base>[] | undefined): boolean {
  if (stretch === undefined || stretch.some(({ file }) => file !== null && file.change !== null)) return false
  const isWords = (token: Token | null): boolean => token !== null && token.role === 'words' && token.text !== ' '
  return (
    stretch.some(({ base, file }) => file === null && isWords(base)) && stretch.some(({ base, file }) => base === null && isWords(file))
  )
}

/** A blank goes with the words behind it, as people type: `[ always]` and not `[always ]`. */
function slid<Base extends Token>(steps: readonly Step<Base>[]): Step<Base>[] {
  const out = [...steps]
  for (let from = 0; from < out.length; from++) {
    if (isKept(out[from]!)) continue
    let to = from
    while (to + 1 < out.length && !isKept(out[to + 1]!)) to++
    const added = out.slice(from, to + 1).every(({ base }) => base === null)
    const removed = !added && out.slice(from, to + 1).every(({ file }) => file === null)
    const before = out[from - 1]
    const last = out[to]!
    if ((added || removed) && to > from && before !== undefined && before.base !== null && before.file !== null) {
      const moved = added ? last.file! : last.base!
      if (isBlank(before.base) && isBlank(moved) && (before.file.change === null) === (added ? last.file!.change === null : true)) {
        // The kept blank and the changed one are the same to everybody but the place of the change.
        out.splice(from - 1, 1)
        const kept = added ? { base: before.base, file: last.file! } : { base: last.base!, file: before.file }
        const changed = added ? { base: null, file: before.file } : { base: before.base, file: null }
        out.splice(to - 1, 1, kept as Step<Base>)
        out.splice(from - 1, 0, changed as Step<Base>)
      }
    }
    from = to
  }
  return out
}
