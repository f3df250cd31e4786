// Brackets around whole paragraphs where the source has none (spec IM-46, IM-47): of the party whose name stands over them, or of options
// that compete. They never cut a bracket of the source: what one holds together is wrapped together.
import { NOBODY, type Principal } from '../ids.ts'
import type { Choices } from '../protocol/choices.ts'
import type { Analysis } from './analysis.ts'
import type { Attribution } from './attributions.ts'
import type { Unreadable } from './source.ts'

export interface Wrap {
  /** Indexes of its first and last paragraph. */
  readonly first: number
  readonly last: number
  readonly by: Principal
  readonly stands: Attribution['stands']
  readonly group: number | null
}

/** What holds paragraphs together: by paragraph, the last one that something begun in it reaches, and the first one of what ends in it. */
class Ties {
  readonly #to: number[]
  readonly #from: number[]

  constructor({ drafts, brackets }: Analysis) {
    this.#to = drafts.map((_, i) => i)
    this.#from = drafts.map((_, i) => i)
    for (const { paragraph, last } of brackets.all) this.tie(paragraph, last)
  }

  tie(first: number, last: number): void {
    this.#to[first] = Math.max(this.#to[first]!, last)
    this.#from[last] = Math.min(this.#from[last]!, first)
  }

  /** Stretches of a range that nothing reaches into or out of; `free`: those alone. */
  stretches(first: number, last: number): { first: number; last: number; free: boolean }[] {
    const found: { first: number; last: number; free: boolean }[] = []
    for (let at = first; at <= last;) {
      let end = at
      let free = true
      for (let i = at; i <= Math.min(end, last); i++) {
        end = Math.max(end, this.#to[i]!)
        if (this.#from[i]! < at) free = false
      }
      found.push({ first: at, last: Math.min(end, last), free: free && end <= last })
      at = end + 1
    }
    return found
  }
}

export function wrapsOf(analysis: Analysis, choices: Choices): readonly Wrap[] | Unreadable {
  const ties = new Ties(analysis)
  const away = new Set((choices.paragraphs ?? []).flatMap(({ n, out, join }) => (out === true || join === true ? [n - 1] : [])))
  const wraps: Wrap[] = []
  for (const [group, one] of (choices.groups ?? []).entries()) {
    if (!('options' in one)) continue
    const members = one.options.map((n) => n - 1).sort((a, b) => a - b)
    for (const [i, first] of members.entries()) {
      const last = i + 1 < members.length ? members[i + 1]! - 1 : analysis.endOfOption(members)
      if (away.has(first)) return no(`Paragraph ${first + 1} begins an option and cannot be left out or joined.`)
      if (ties.stretches(first, last).some(({ free }) => !free))
        return no(
          `A bracket or another option stands across the edge of the option at paragraph ${first + 1}; bracket the options by hand.`,
        )
      wraps.push({ first, last, by: NOBODY, stands: [], group })
      // What comes after must not cut it either.
      ties.tie(first, last)
    }
  }
  for (const { n, join } of choices.paragraphs ?? []) if (join === true) ties.tie(n - 2, n - 1)
  for (const n of choices.headings ?? []) {
    const { cut, parties, last, paragraph, trailing } = analysis.headings.find((one) => one.paragraph === n - 1)!
    const [by = NOBODY, ...others] = parties
    const stands = others.map((principal) => ({ principal, stance: 'proposes' as const }))
    const from = trailing && cut.from > 0 ? paragraph : paragraph + 1
    for (const stretch of ties.stretches(from, last)) {
      const kept = span(stretch, (i) => !away.has(i))
      if (stretch.free && kept !== null) wraps.push({ ...kept, by, stands, group: null })
    }
  }
  return wraps
}

/** A stretch from its first paragraph that stays; null where none does. */
function span({ first, last }: { first: number; last: number }, stays: (index: number) => boolean): { first: number; last: number } | null {
  let from = first
  while (from <= last && !stays(from)) from++
  return from > last ? null : { first: from, last }
}

const no = (message: string): Unreadable => ({ ok: false, message })
