// Final numbering (TX-40): the labels that paragraphs get when bis, ter, alt and gaps go, each in the manner it has now:
// PP and OP, 1. and 1.1, (a), (i). A paragraph without a label, or with a bullet, keeps what it has.
import type { Pid } from '../ids.ts'
import { levelOf, labelOf, typeOf, type Meta } from './meta.ts'
import type { ParagraphType } from './model.ts'
import { labelParts } from './labels.ts'
import type { Reading } from './read.ts'

/** A paragraph as numbering sees it. */
export interface Numbered {
  readonly pid: Pid
  readonly type: ParagraphType
  readonly level: number
  readonly label: string
}

export interface Renaming {
  readonly pid: Pid
  readonly from: string
  readonly to: string
}

/** How a number is written. */
type Script = 'arabic' | 'alpha' | 'roman'

interface Style {
  readonly head: string
  readonly tail: string
  /** What stands before the number: `PP`, `OP `, or for 2.5 the `2.`. */
  readonly prefix: string
  readonly script: Script
  readonly upper: boolean
  /** The number itself, without bis; how far down it stands. */
  readonly value: number
  readonly depth: number
  readonly inserted: boolean
}

/** All numbered paragraphs of a text. */
export function numberedIn(reading: Reading, meta: Meta): Numbered[] {
  return reading.paragraphs.flatMap(({ raw }) => {
    const { starter } = raw
    if (starter === null) return []
    const { p, t, lvl } = starter
    return [{ pid: p, type: typeOf(meta, p, t), level: levelOf(meta, p, lvl), label: labelOf(meta, p) }]
  })
}

/** The labels that change, and what they become. */
export function renumbered(paragraphs: readonly Numbered[]): Renaming[] {
  const numberer = new Numberer()
  return paragraphs.flatMap((paragraph) => {
    const to = numberer.next(paragraph)
    return to === paragraph.label ? [] : [{ pid: paragraph.pid, from: paragraph.label, to }]
  })
}

interface Count {
  rank: number
  last: number
}

class Numberer {
  /** Running numbers by manner. */
  readonly #counts = new Map<string, Count>()
  /** New numbers of `2` in `2.5`, by the old ones. */
  readonly #parents = new Map<string, string>()

  next(paragraph: Numbered): string {
    const rank = rankOf(paragraph)
    // What is numbered below begins anew under the next paragraph above it.
    for (const [key, count] of this.#counts) if (count.rank > rank && count.rank > 0) this.#counts.delete(key)
    const style = this.#styleOf(paragraph.label, rank)
    if (style === null) return paragraph.label
    const { head, tail, script, upper, depth } = style
    const prefix = depth > 0 ? (this.#parents.get(style.prefix) ?? style.prefix) : style.prefix
    const key = JSON.stringify([head, prefix, script, upper, tail, rank])
    const known = this.#counts.get(key)
    // A text that begins at 5 begins at 5; one that begins a second time at 1 does so again.
    const fresh = known === undefined || (!style.inserted && style.value === 1)
    const value = fresh ? (style.inserted ? style.value + 1 : style.value) : known.last + 1
    this.#counts.set(key, { rank, last: value })
    const stem = `${prefix}${written(value, script, upper)}`
    if (script === 'arabic' && !style.inserted) this.#parents.set(`${style.prefix}${style.value}.`, `${stem}.`)
    return `${head}${stem}${tail}`
  }

  #styleOf(label: string, rank: number): Style | null {
    const { head, root, suffix, tail } = labelParts(label)
    const inserted = suffix !== ''
    const arabic = /^(.*?)(\d+)$/su.exec(root)
    if (arabic !== null) {
      const [, prefix = '', digits] = arabic
      const depth = (prefix.match(/\d+\./g) ?? []).length
      return { head, tail, prefix, script: 'arabic', upper: false, value: Number(digits), depth, inserted }
    }
    const upper = root === root.toUpperCase()
    const letters = root.toLowerCase()
    if (!/^[a-z]{1,7}$/.test(letters)) return null
    const script = this.#isNextLetter(letters, { head, tail, upper, rank, inserted }) || romanValue(letters) === null ? 'alpha' : 'roman'
    if (script === 'alpha' && letters.length > 2) return null
    const value = script === 'alpha' ? alphaValue(letters) : romanValue(letters)!
    return { head, tail, prefix: '', script, upper, value, depth: 0, inserted }
  }

  /** Whether (i) is the letter after (h), not the first roman number. */
  #isNextLetter(
    letters: string,
    { head, tail, upper, rank, inserted }: { head: string; tail: string; upper: boolean; rank: number; inserted: boolean },
  ): boolean {
    if (letters.length > 1) return false
    const count = this.#counts.get(JSON.stringify([head, '', 'alpha', upper, tail, rank]))
    if (count === undefined) return false
    return letters !== 'i' || count.last >= 7 || inserted
  }
}

/** Headings are above paragraphs, list items below them. */
const rankOf = ({ type, level }: Numbered): number => (type === 'item' ? Math.max(1, level) : type === 'para' ? 0 : -1)

function written(value: number, script: Script, upper: boolean): string {
  if (script === 'arabic') return String(value)
  const letters = script === 'alpha' ? alpha(value) : roman(value)
  return upper ? letters.toUpperCase() : letters
}

function alpha(value: number): string {
  return value <= 26 ? String.fromCharCode(96 + value) : alpha(Math.floor((value - 1) / 26)) + alpha(((value - 1) % 26) + 1)
}

const alphaValue = (letters: string): number => letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0)

const ROMAN: readonly (readonly [string, number])[] = [
  ['m', 1000],
  ['cm', 900],
  ['d', 500],
  ['cd', 400],
  ['c', 100],
  ['xc', 90],
  ['l', 50],
  ['xl', 40],
  ['x', 10],
  ['ix', 9],
  ['v', 5],
  ['iv', 4],
  ['i', 1],
]

function roman(value: number): string {
  let rest = value
  let letters = ''
  for (const [sign, worth] of ROMAN) for (; rest >= worth; rest -= worth) letters += sign
  return letters
}

function romanValue(letters: string): number | null {
  let rest = letters
  let value = 0
  for (const [sign, worth] of ROMAN) for (; rest.startsWith(sign); rest = rest.slice(sign.length)) value += worth
  return rest === '' && roman(value) === letters ? value : null
}
