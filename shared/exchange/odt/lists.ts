// Numbers of lists (ODF 1.3 part 3, 16.30 and 19.880): what the list styles say, and the label of one item after the other.
import type { Element } from '../docx/parser.ts'
import { letters, roman } from '../numerals.ts'

interface Level {
  readonly start: number
  /** `1`, `a`, `A`, `i`, `I`; '' shows no number. */
  readonly format: string
  readonly prefix: string
  readonly suffix: string
  /** How many levels are shown, this one included. */
  readonly shown: number
  /** `%1%.%2%` and the like, as LibreOffice says it beside; null where nothing is said. */
  readonly pattern: string | null
  /** '' for a number. */
  readonly bullet: string
}

/** Levels that a list may have (19.880). */
export const LEVELS = 10
/** The style of headings' numbers. */
const OUTLINE = ''

/** How far the numbers of a list have come, by level; null where none has been counted. */
export type Counters = (number | null)[]

export const newCounters = (): Counters => Array.from({ length: LEVELS }, () => null)

const LEVEL_ELEMENTS: ReadonlySet<string> = new Set([
  'text:list-level-style-number',
  'text:list-level-style-bullet',
  'text:list-level-style-image',
  'text:outline-level-style',
])

export class ListStyles {
  readonly #styles = new Map<string, Map<number, Level>>()
  #open: Map<number, Level> | null = null

  /** An element of the styles. */
  open({ name, attributes }: Element): void {
    if (name === 'text:list-style' || name === 'text:outline-style') {
      this.#open = new Map()
      this.#styles.set(name === 'text:outline-style' ? OUTLINE : (attributes['style:name'] ?? ''), this.#open)
    } else if (this.#open !== null && LEVEL_ELEMENTS.has(name)) {
      this.#open.set(levelIn(attributes['text:level']), levelOf(name, attributes))
    }
  }

  close(name: string): void {
    if (name === 'text:list-style' || name === 'text:outline-style') this.#open = null
  }

  has(style: string): boolean {
    return this.#styles.has(style)
  }

  /** The label of the next item; `level` from 0; `start`: it counts anew from there. '' where its style prints none. */
  next(style: string, counters: Counters, level: number, start: number | null = null): string {
    const levels = this.#styles.get(style)
    const own = levels?.get(level)
    if (levels === undefined || own === undefined) return ''
    const last = counters[level] ?? null
    counters[level] = start ?? (last === null ? own.start : last + 1)
    counters.fill(null, level + 1)
    if (own.bullet !== '') return own.bullet
    const shown = (at: number): string => numeral(counters[at] ?? levels.get(at)?.start ?? 1, levels.get(at)?.format ?? '')
    if (own.pattern !== null) return own.pattern.replace(/%(\d{1,2})%/g, (_, at: string) => shown(levelIn(at))).trim()
    if (own.format === '') return ''
    const from = Math.max(0, level + 1 - own.shown)
    const numbers = Array.from({ length: level + 1 - from }, (_, i) => shown(from + i)).filter((one) => one !== '')
    return `${own.prefix}${numbers.join('.')}${own.suffix}`.trim()
  }

  /** The same of a heading that stands in no list. */
  nextHeading(counters: Counters, level: number): string {
    return this.next(OUTLINE, counters, level)
  }
}

const levelIn = (value: string | undefined): number => Math.min(LEVELS, Math.max(1, Number(value) || 1)) - 1

function levelOf(name: string, attributes: Element['attributes']): Level {
  const char = attributes['text:bullet-char'] ?? ''
  const isBullet = name === 'text:list-level-style-bullet' || name === 'text:list-level-style-image'
  const start = Number(attributes['text:start-value'] ?? 1)
  return {
    start: Number.isSafeInteger(start) ? start : 1,
    format: attributes['style:num-format'] ?? '',
    prefix: attributes['style:num-prefix'] ?? '',
    suffix: attributes['style:num-suffix'] ?? '',
    shown: Math.min(LEVELS, Math.max(1, Number(attributes['text:display-levels']) || 1)),
    pattern: attributes['loext:num-list-format'] ?? attributes['style:num-list-format'] ?? null,
    // Symbol fonts have theirs in the private area, and some in letters.
    bullet: isBullet ? (/^[^\p{L}\p{N}\ue000-\uf8ff]$/u.test(char) ? char : '•') : '',
  }
}

function numeral(n: number, format: string): string {
  switch (format) {
    case 'a':
      return letters(n)
    case 'A':
      return letters(n).toUpperCase()
    case 'i':
      return roman(n).toLowerCase()
    case 'I':
      return roman(n)
    case '':
      return ''
    default:
      return String(n)
  }
}
