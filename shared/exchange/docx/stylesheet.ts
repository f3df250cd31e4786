// What a paragraph's style says of it: its list, whether it is a title or a heading. A style inherits what it does not say.
import { parse } from './parser.ts'

export interface StyleFacts {
  readonly list: string | null
  readonly level: number | null
  readonly heading: 'title' | number | null
}

interface Style {
  based: string
  list: string | null
  level: number | null
  outline: number | null
  name: string
}

const NOTHING: StyleFacts = { list: null, level: null, heading: null }
/** Styles that a style may be based on, one on the other. */
const LONGEST_LINE = 20

export class Stylesheet {
  readonly #styles = new Map<string, Style>()
  #usual = ''

  constructor(xml: string | undefined) {
    if (xml !== undefined) this.#read(xml)
  }

  /** '' for a paragraph that names none. */
  factsOf(id: string): StyleFacts {
    let facts = NOTHING
    let at = id === '' ? this.#usual : id
    for (let i = 0; i < LONGEST_LINE; i++) {
      const style = this.#styles.get(at)
      if (style === undefined) break
      const heading = /^title$/i.test(style.name) ? 'title' : (style.outline ?? headingIn(style.name))
      facts = { list: facts.list ?? style.list, level: facts.level ?? style.level, heading: facts.heading ?? heading }
      at = style.based
    }
    return facts
  }

  #read(xml: string): void {
    let style: Style | null = null
    parse(xml, {
      open: ({ name, attributes }) => {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:style') {
          style = null
          if ((attributes['w:type'] ?? 'paragraph') !== 'paragraph') return
          const id = attributes['w:styleId'] ?? ''
          style = { based: '', list: null, level: null, outline: null, name: '' }
          this.#styles.set(id, style)
          if (attributes['w:default'] === '1' || attributes['w:default'] === 'true') this.#usual = id
        } else if (style === null) return
        else if (name === 'w:name') style.name = value
        else if (name === 'w:basedOn') style.based = value
        else if (name === 'w:numId') style.list = value
        else if (name === 'w:ilvl') style.level = Number(value) || 0
        else if (name === 'w:outlineLvl' && Number(value) < 9) style.outline = Number(value) + 1
      },
      close: (name) => {
        if (name === 'w:style') style = null
      },
      text: () => undefined,
    })
  }
}

function headingIn(name: string): number | null {
  const found = /^heading (\d)$/i.exec(name)
  return found === null ? null : Number(found[1])
}
