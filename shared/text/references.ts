// References in the words to paragraphs by their labels (TX-41): "paragraph 3 bis", "paras. 3, 4 and 7", "OP 7", "paragraph 3 (b)",
// "subparagraph (b)". Which of them change with a renumbering is a suggestion; the desk says which are meant.
import type { Pid } from '../ids.ts'
import { labelParts, SUFFIXES } from './labels.ts'
import { isBlock } from './blocks.ts'
import type { Meta } from './meta.ts'
import { numberedIn, type Numbered, type Renaming } from './numbering.ts'
import type { Reading } from './read.ts'

/** A reference that changes. `at`: positions behind the paragraph's start. */
export interface Reference {
  readonly pid: Pid
  readonly at: number
  readonly from: string
  readonly to: string
  /** Words around it, to tell which it is. */
  readonly before: string
  readonly after: string
  /** One label is meant and no other could be. */
  readonly sure: boolean
  /** It stands in brackets: it cannot be changed by the desk as it stands. */
  readonly bracketed: boolean
}

const SUFFIX = `(?:[ \\u00a0]?(?:${SUFFIXES.join('|')})\\b)?`
const NUMBER = `\\d+(?:\\.\\d+)*${SUFFIX}(?:[ \\u00a0]?\\([a-z]+(?: (?:${SUFFIXES.join('|')}))?\\))?`
const LIST = (one: string): string => `${one}(?:(?:,? and |,? or | to |, |–|-)${one})*`
const NAMED = new RegExp(`\\b(?:paragraphs?|paras?\\.?|sections?|recommendations?|articles?)[ \\u00a0](${LIST(NUMBER)})`, 'giu')
const SUB = new RegExp(`\\b(?:sub-?paragraphs?|items?)[ \\u00a0](${LIST(`\\([a-z]+(?: (?:${SUFFIXES.join('|')}))?\\)`)})`, 'giu')
const CODED = new RegExp(`\\b(?:PP|OP)[ \\u00a0]?\\d+${SUFFIX}`, 'gu')
const ONE_NUMBER = new RegExp(NUMBER, 'giu')
const ONE_LETTER = new RegExp(`\\([a-z]+(?: (?:${SUFFIXES.join('|')}))?\\)`, 'giu')

/** Characters of context around a reference. */
const AROUND = 36

/** The references that a renumbering would leave pointing at the wrong paragraph. */
export function referencesTo(reading: Reading, meta: Meta, renamings: readonly Renaming[]): Reference[] {
  const finder = new Finder(numberedIn(reading, meta), renamings)
  return reading.paragraphs.flatMap((paragraph) => {
    const pid = paragraph.raw.starter?.p
    if (pid === undefined || isBlock(meta, pid)) return []
    return paragraph.pieces.flatMap((piece) => {
      if (piece.type !== 'text') return []
      return finder.in(piece.text, pid).map(({ at, from, to, sure }) => ({
        pid,
        at: piece.at + at,
        from,
        to,
        before: piece.text.slice(Math.max(0, at - AROUND), at),
        after: piece.text.slice(at + from.length, at + from.length + AROUND),
        sure,
        bracketed: piece.within.length > 0,
      }))
    })
  })
}

interface Found {
  readonly at: number
  readonly from: string
  readonly to: string
  readonly sure: boolean
}

class Finder {
  /** Paragraphs by what a reference calls them; items by their paragraph too. */
  readonly #byName = new Map<string, Numbered[]>()
  readonly #to: ReadonlyMap<Pid, string>
  readonly #parentOf = new Map<Pid, Pid>()

  constructor(numbered: readonly Numbered[], renamings: readonly Renaming[]) {
    this.#to = new Map(renamings.map(({ pid, to }) => [pid, to]))
    let parent: Pid | null = null
    for (const one of numbered) {
      if (one.type !== 'item') parent = one.pid
      else if (parent !== null) this.#parentOf.set(one.pid, parent)
      const name = nameOf(one.label)
      if (name !== '') this.#byName.set(name, [...(this.#byName.get(name) ?? []), one])
    }
  }

  in(text: string, pid: Pid): Found[] {
    const found: Found[] = []
    for (const match of text.matchAll(NAMED)) {
      const list = match[1]!
      const start = match.index + match[0].length - list.length
      for (const one of list.matchAll(ONE_NUMBER)) found.push(...this.#numbered(one[0], start + one.index))
    }
    for (const match of text.matchAll(SUB)) {
      const list = match[1]!
      const start = match.index + match[0].length - list.length
      for (const one of list.matchAll(ONE_LETTER)) found.push(...this.#letter(one[0], start + one.index, this.#parentOf.get(pid) ?? pid))
    }
    for (const { 0: from, index: at } of text.matchAll(CODED)) found.push(...this.#named(from, at, () => true))
    return found.toSorted((a, b) => a.at - b.at)
  }

  /** `3 bis` or `3 bis (b)`. */
  #numbered(words: string, at: number): Found[] {
    const letter = /[ \u00a0]?(\([^)]*\))$/u.exec(words)
    const number = letter === null ? words : words.slice(0, letter.index)
    const isPlain = ({ type }: Numbered): boolean => type !== 'item'
    const found = this.#named(number, at, isPlain)
    if (letter === null) return found
    const parents = (this.#byName.get(nameOf(number)) ?? []).filter(isPlain)
    const parent = parents.length === 1 ? parents[0]!.pid : null
    return parent === null ? found : [...found, ...this.#letter(letter[1]!, at + words.length - letter[1]!.length, parent)]
  }

  #letter(words: string, at: number, parent: Pid): Found[] {
    return this.#named(words, at, ({ pid }) => this.#parentOf.get(pid) === parent)
  }

  #named(from: string, at: number, meant: (one: Numbered) => boolean): Found[] {
    const candidates = (this.#byName.get(nameOf(from)) ?? []).filter(meant)
    const changing = candidates.find(({ pid }) => this.#to.has(pid))
    if (changing === undefined) return []
    const to = inTheMannerOf(from, this.#to.get(changing.pid)!)
    return to === from ? [] : [{ at, from, to, sure: candidates.length === 1 }]
  }
}

/** What a label is called in a reference: without the dot or brackets around it, and without spaces. */
function nameOf(label: string): string {
  const { root, suffix } = labelParts(label)
  return `${root}${suffix}`.replaceAll(/[\s\u00a0]/gu, '').toLowerCase()
}

/** A new label as the reference writes it: brackets, spaces and capitals stay the reference's. */
function inTheMannerOf(reference: string, label: string): string {
  const { root, suffix } = labelParts(label)
  const spaced = /^[A-Z]+[ \u00a0]/u.test(reference) && /^[A-Z]+\d/u.test(root) ? root.replace(/^([A-Z]+)/u, '$1 ') : root
  const tight = /^[A-Z]+\d/u.test(reference) ? spaced.replace(/^([A-Z]+)[ \u00a0]/u, '$1') : spaced
  const { head, tail } = labelParts(reference)
  return `${head}${tight}${suffix === '' ? '' : ` ${suffix}`}${tail}`
}
