// Numbers that Word counts (ECMA-376 part 1, 17.9): what `numbering.xml` and the styles say, and the label of one paragraph
// after the other.
import { letters, roman } from '../numerals.ts'
import { parse } from './parser.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** `%1.%2` and the like. */
  readonly text: string
  /** Levels whose number starts this one anew: all that are higher, unless the file says which; 0 for none. */
  readonly restart: number | null
  readonly legal: boolean
}

interface Instance {
  readonly counts: string
  readonly levels: ReadonlyMap<number, Level>
  readonly starts: ReadonlyMap<number, number>
}

/** A paragraph's place in a list. */
export interface NumberedAt {
  readonly list: string
  readonly level: number
}

const DEFAULT: Level = { start: 1, format: 'decimal', text: '', restart: null, legal: false }
/** Levels of a list. */
const LEVELS = 9

export class Numbering {
  readonly #instances = new Map<string, Instance>()
  readonly #counters = new Map<string, (number | null)[]>()
  /** Overridden starts that have been used: each counts once. */
  readonly #started = new Set<string>()

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.#read(xml)
  }

  /** The label of the next paragraph there; '' where its list prints none. */
  next({ list, level }: NumberedAt): string {
    const instance = this.#instances.get(list)
    const own = instance?.levels.get(level)
    if (instance === undefined || own === undefined) return ''
    const counters = this.#counters.get(instance.counts) ?? Array.from({ length: LEVELS }, () => null)
    this.#counters.set(instance.counts, counters)
    const anew = instance.starts.get(level)
    const key = `${list}/${level}`
    if (anew !== undefined && !this.#started.has(key)) {
      this.#started.add(key)
      counters[level] = anew
    } else counters[level] = counters[level] == null ? own.start : counters[level] + 1
    for (let deeper = level + 1; deeper < LEVELS; deeper++) {
      const restart = instance.levels.get(deeper)?.restart ?? null
      if (restart === null || (restart > 0 && level < restart)) counters[deeper] = null
    }
    if (own.format === 'bullet') return /^[\p{L}\p{N}]/u.test(own.text) ? '•' : own.text.replace(/[\ue000-\uf8ff]/g, '•')
    if (own.format === 'none') return own.text.replace(/%\d/g, '').trim()
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const shown = instance.levels.get(at) ?? DEFAULT
      return numeral(counters[at] ?? shown.start, own.legal ? 'decimal' : shown.format)
    })
  }

  #read(xml: string): void {
    const abstracts = new Map<string, Map<number, Level>>()
    const styled = new Map<string, string>()
    const links = new Map<string, string>()
    let abstract: { id: string; levels: Map<number, Level> } | null = null
    let instance: { id: string; counts: string; levels: Map<number, Level>; starts: Map<number, number> } | null = null
    let at = 0
    let level: { -readonly [K in keyof Level]: Level[K] } | null = null
    parse(xml, {
      open: ({ name, attributes }) => {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:abstractNum') abstract = { id: attributes['w:abstractNumId'] ?? '', levels: new Map() }
        else if (name === 'w:styleLink' && abstract !== null) styled.set(value, abstract.id)
        else if (name === 'w:numStyleLink' && abstract !== null) links.set(abstract.id, value)
        else if (name === 'w:num') instance = { id: attributes['w:numId'] ?? '', counts: '', levels: new Map(), starts: new Map() }
        else if (name === 'w:abstractNumId' && instance !== null) instance.counts = value
        else if (name === 'w:lvl' || name === 'w:lvlOverride') {
          at = within(attributes['w:ilvl'])
          if (name === 'w:lvl') level = { ...DEFAULT }
        } else if (name === 'w:startOverride' && instance !== null) instance.starts.set(at, Number(value) || 0)
        else if (level !== null) {
          if (name === 'w:start') level.start = Number(value) || 0
          else if (name === 'w:numFmt') level.format = value
          else if (name === 'w:lvlText') level.text = value
          else if (name === 'w:lvlRestart') level.restart = Number(value) || 0
          else if (name === 'w:isLgl') level.legal = value !== '0' && value !== 'false'
        }
      },
      close: (name) => {
        if (name === 'w:lvl' && level !== null) {
          ;(instance ?? abstract)?.levels.set(at, level)
          level = null
        } else if (name === 'w:abstractNum' && abstract !== null) {
          abstracts.set(abstract.id, abstract.levels)
          abstract = null
        } else if (name === 'w:num' && instance !== null) {
          const { id, counts, levels, starts } = instance
          const shared = abstracts.get(styled.get(links.get(counts) ?? '') ?? counts) ?? new Map<number, Level>()
          this.#instances.set(id, { counts, starts, levels: new Map([...shared, ...levels]) })
          instance = null
        }
      },
      text: () => undefined,
    })
  }
}

const within = (level: string | undefined): number => Math.min(LEVELS - 1, Math.max(0, Number(level) || 0))

/** A number as a list prints it (ST_NumberFormat); what is not known here is printed in figures. */
function numeral(n: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(n)
    case 'upperLetter':
      return letters(n).toUpperCase()
    case 'lowerRoman':
      return roman(n).toLowerCase()
    case 'upperRoman':
      return roman(n)
    case 'decimalZero':
      return String(n).padStart(2, '0')
    case 'none':
      return ''
    default:
      return String(n)
  }
}
