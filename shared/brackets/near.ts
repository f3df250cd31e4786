// Proposals that say nearly the same (spec AC-131): of different holders, in one paragraph, of one kind, a few letters or one word
// in four apart. They are candidates to become one; that is for their holders to say. Pure.
import { distance } from 'fastest-levenshtein'
import type { Bracket, Reading } from '../text/read.ts'
import { replaceOf } from './tree.ts'
import { wordsOf } from './words.ts'

/** A proposal is compared with so many behind it in its paragraph, so that a crowded one stays quick. */
const COMPARED = 200
/** One letter in so many may differ; fewer letters must be the same. */
const LETTERS_PER_SLIP = 8
/** One word in so many may differ, by something else, by nothing or by one more. */
const WORDS_PER_SLIP = 4

interface Said {
  readonly bracket: Bracket
  readonly form: string
}

/** Groups of two or more near each other, in the order of the text; each bracket is in one of them at most. */
export function nearIn(reading: Reading): Bracket[][] {
  const paragraphs = new Map<number, Said[]>()
  for (const bracket of reading.brackets.values()) {
    if (bracket.kind === 'note' || bracket.placeholder || bracket.holder === '') continue
    // That two replace the same words says nothing of what by.
    if (bracket.kind === 'del' && replaceOf(reading, bracket.group) !== null) continue
    const form = formOf(wordsOf(reading, bracket.bid))
    if (form === '') continue
    const said = paragraphs.get(bracket.first) ?? []
    paragraphs.set(bracket.first, said)
    said.push({ bracket, form })
  }
  return [...paragraphs.values()].flatMap(clustersOf)
}

/** Whether two wordings are nearly the same, whatever their capitals, spaces and marks. */
export function isNear(one: string, other: string): boolean {
  return nearForms(formOf(one), formOf(other))
}

function formOf(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** Words that oblige, negate or limit: where they differ, the substance does, however much else is the same. */
const WEIGHTY: ReadonlySet<string> = new Set(
  'not no never nor none without shall should must may might can could will would only all any except unless'.split(' '),
)

/** What may not differ at all: 10 and 100 are a letter apart, and so are "now" and "not". */
const substanceOf = (form: string): string =>
  form
    .split(' ')
    .filter((word) => WEIGHTY.has(word) || /\p{N}/u.test(word))
    .join(' ')

function nearForms(one: string, other: string): boolean {
  if (one === other) return one !== ''
  if (substanceOf(one) !== substanceOf(other)) return false
  const slips = Math.floor(Math.min(one.length, other.length) / LETTERS_PER_SLIP)
  if (Math.abs(one.length - other.length) <= slips && distance(one, other) <= slips) return true
  return wordsApart(one.split(' '), other.split(' '))
}

/** By the words that only one of them has, wherever they stand. */
function wordsApart(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  const slips = Math.floor(long.length / WORDS_PER_SLIP)
  if (long.length - short.length > slips) return false
  const left = [...long]
  const missing = short.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return missing.length + long.length - short.length <= slips
}

function clustersOf(said: readonly Said[]): Bracket[][] {
  const of = said.map((_, i) => i)
  const rootOf = (i: number): number => {
    let root = i
    while (of[root] !== root) root = of[root]!
    return root
  }
  for (let i = 0; i < said.length; i++) {
    for (let k = i + 1; k < said.length && k <= i + COMPARED; k++) {
      const [one, other] = [said[i]!, said[k]!]
      if (one.bracket.kind !== other.bracket.kind || one.bracket.holder === other.bracket.holder) continue
      if (nearForms(one.form, other.form)) of[rootOf(k)] = rootOf(i)
    }
  }
  const clusters = new Map<number, Bracket[]>()
  for (const [i, { bracket }] of said.entries()) clusters.set(rootOf(i), [...(clusters.get(rootOf(i)) ?? []), bracket])
  return [...clusters.values()].filter((members) => members.length > 1)
}
