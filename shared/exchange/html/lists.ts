// Numbers of lists as browsers count them (HTML 4.4.5 and 4.4.8).
import { letters, roman } from '../numerals.ts'

export type Attributes = Readonly<Record<string, string>>

export interface List {
  readonly ordered: boolean
  readonly format: string
  next: number
}

/** Of `ol`, `ul` and `menu`. */
export function listOf(name: string, attributes: Attributes): List {
  const styled = /list-style(?:-type)?\s*:\s*([a-z-]+)/i.exec(attributes['style'] ?? '')?.[1]?.toLowerCase()
  return { ordered: name === 'ol', format: styled ?? attributes['type'] ?? '', next: wholeIn(attributes['start']) ?? 1 }
}

/** The label of its next item; `depth`: of the list, from 1. */
export function labelOf(list: List, value: string | undefined, depth: number): string {
  if (list.format === 'none') return ''
  if (!list.ordered) return depth > 1 ? '–' : '•'
  const number = wholeIn(value) ?? list.next
  list.next = number + 1
  return `${numeral(number, list.format)}.`
}

function wholeIn(value: string | undefined): number | null {
  const number = Number(value ?? Number.NaN)
  return Number.isSafeInteger(number) ? number : null
}

function numeral(n: number, format: string): string {
  switch (format) {
    case 'a':
    case 'lower-alpha':
    case 'lower-latin':
      return letters(n)
    case 'A':
    case 'upper-alpha':
    case 'upper-latin':
      return letters(n).toUpperCase()
    case 'i':
    case 'lower-roman':
      return roman(n).toLowerCase()
    case 'I':
    case 'upper-roman':
      return roman(n)
    default:
      return String(n)
  }
}
