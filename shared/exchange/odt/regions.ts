// Tracked changes of an OpenDocument text (ODF 1.3 part 3, 5.5): who inserted or deleted, and the deleted words, which stand apart
// from where they were. They are kept as events, to be told again at their place.
import type { Element } from '../docx/parser.ts'
import type { SourceChange } from '../source.ts'

export type Event =
  | { readonly is: 'open'; readonly element: Element }
  | { readonly is: 'close'; readonly name: string }
  | { readonly is: 'text'; readonly words: string }

export interface Region {
  readonly change: SourceChange
  /** Of a deletion: the elements that were deleted. */
  readonly events: readonly Event[]
}

const KINDS: Readonly<Record<string, SourceChange['kind']>> = { 'text:insertion': 'ins', 'text:deletion': 'del' }

/** Takes the events of `text:tracked-changes`. */
export class Regions {
  readonly #regions = new Map<string, Region>()
  #id = ''
  #kind: SourceChange['kind'] | null = null
  #author = ''
  #events: Event[] = []
  /** Within a change, what is said of it: its author, its time. */
  #info = 0
  #creator = false

  open(element: Element): void {
    const { name, attributes } = element
    if (name === 'text:changed-region') {
      this.#id = attributes['text:id'] ?? attributes['xml:id'] ?? ''
      this.#kind = null
      this.#author = ''
      this.#events = []
    } else if (name === 'office:change-info') this.#info++
    else if (this.#info > 0) this.#creator = name === 'dc:creator'
    else if (this.#kind === null) this.#kind = KINDS[name] ?? null
    else this.#events.push({ is: 'open', element })
  }

  close(name: string): void {
    if (name === 'office:change-info') this.#info = Math.max(0, this.#info - 1)
    else if (this.#info > 0) this.#creator = false
    else if (name === 'text:changed-region') this.#end()
    else if (!(name in KINDS) && this.#kind !== null) this.#events.push({ is: 'close', name })
  }

  text(words: string): void {
    if (this.#creator) this.#author += words
    else if (this.#info === 0 && this.#kind === 'del') this.#events.push({ is: 'text', words })
  }

  of(id: string): Region | null {
    return this.#regions.get(id) ?? null
  }

  /** A deletion, for the one place at which it is told. */
  take(id: string): Region | null {
    const region = this.of(id)
    if (region?.change.kind !== 'del') return null
    this.#regions.delete(id)
    return region
  }

  #end(): void {
    if (this.#kind !== null)
      this.#regions.set(this.#id, { change: { kind: this.#kind, author: this.#author.trim() }, events: this.#events })
    this.#kind = null
  }
}
