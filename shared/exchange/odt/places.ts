// Where in the lists of an OpenDocument text a paragraph stands, and what it is numbered by (ODF 1.3 part 3, 5.3).
import type { Element } from '../docx/parser.ts'
import { LEVELS, newCounters, type Counters, type ListStyles } from './lists.ts'
import type { StyleFacts } from './styles.ts'

interface List {
  /** '' where neither it nor a list around it names one. */
  readonly style: string
  readonly id: string
  readonly counters: Counters
}

interface Item {
  /** Its first paragraph is numbered, further ones are not. */
  numbered: boolean
  readonly start: number | null
  readonly style: string | null
}

export class Places {
  readonly #styles: ListStyles
  readonly #lists: List[] = []
  readonly #items: Item[] = []
  readonly #byId = new Map<string, Counters>()
  readonly #byStyle = new Map<string, Counters>()
  readonly #headings = newCounters()

  constructor(styles: ListStyles) {
    this.#styles = styles
  }

  /** An element of a list; false for any other. */
  open({ name, attributes }: Element): boolean {
    if (name === 'text:list') this.#lists.push(this.#begin(attributes))
    else if (name === 'text:list-item' || name === 'text:list-header') {
      const start = Number(attributes['text:start-value'] ?? Number.NaN)
      this.#items.push({
        numbered: name === 'text:list-item',
        start: Number.isSafeInteger(start) ? start : null,
        style: attributes['text:style-override'] ?? null,
      })
    } else return false
    return true
  }

  close(name: string): void {
    if (name === 'text:list') this.#lists.pop()
    else if (name === 'text:list-item' || name === 'text:list-header') this.#items.pop()
  }

  /** The label of a paragraph that begins here; `outline`: its level among headings, from 1; null for none. */
  labelOf({ list: own }: StyleFacts, outline: number | null): string {
    const list = this.#lists.at(-1)
    if (list === undefined) return outline === null ? '' : this.#styles.nextHeading(this.#headings, Math.min(LEVELS, outline) - 1)
    const item = this.#items.at(-1)
    if (item?.numbered !== true) return ''
    item.numbered = false
    const style = item.style ?? (list.style === '' ? own : list.style)
    if (style === null) return ''
    return this.#styles.next(style, list.counters, Math.min(LEVELS, this.#lists.length) - 1, item.start)
  }

  /** A list within a list counts with it; one that goes on counts with the one that it continues. */
  #begin(attributes: Element['attributes']): List {
    const around = this.#lists.at(-1)
    const style = attributes['text:style-name'] ?? around?.style ?? ''
    const id = attributes['xml:id'] ?? attributes['text:id'] ?? ''
    const continued = attributes['text:continue-list']
    const before =
      around?.counters ??
      (continued === undefined ? undefined : this.#byId.get(continued)) ??
      (attributes['text:continue-numbering'] === 'true' ? this.#byStyle.get(style) : undefined)
    const counters = before ?? newCounters()
    if (id !== '') this.#byId.set(id, counters)
    this.#byStyle.set(style, counters)
    return { style, id, counters }
  }
}
