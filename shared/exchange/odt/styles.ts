// What the styles of an OpenDocument text say (ODF 1.3 part 3, 16): of a paragraph its list and whether it is a title or a
// heading, of words their marks. A style inherits what it does not say; automatic styles stand beside named ones.
import { parse, type Element } from '../docx/parser.ts'
import type { Mark } from '../../text/model.ts'
import { ListStyles } from './lists.ts'

export interface StyleFacts {
  /** Marks that it sets or takes away. */
  readonly marks: Readonly<Partial<Record<Mark, boolean>>>
  readonly struck: boolean
  readonly hidden: boolean
  /** A list style, for paragraphs in a list that names none. */
  readonly list: string | null
  readonly heading: 'title' | number | null
  /** Its name and those that it is based on, as files of ours call them. */
  readonly names: ReadonlySet<string>
}

type Style = { -readonly [K in keyof Omit<StyleFacts, 'names'>]: StyleFacts[K] | null } & { parent: string }

/** Styles that a style may be based on, one on the other. */
const LONGEST_LINE = 20

export class Styles {
  readonly lists = new ListStyles()
  readonly #styles = new Map<string, Style>()
  readonly #known = new Map<string, StyleFacts>()

  /** A part that holds styles, named ones first. */
  read(xml: string | undefined): void {
    if (xml === undefined) return
    let style: Style | null = null
    parse(xml, {
      open: (element) => {
        const { name } = element
        if (name === 'style:style') style = this.#begin(element)
        else if (name === 'style:text-properties' && style !== null) textProperties(style, element.attributes)
        else this.lists.open(element)
      },
      close: (name) => {
        if (name === 'style:style') style = null
        this.lists.close(name)
      },
      text: () => undefined,
    })
  }

  /** '' for one that names none. */
  factsOf(family: 'paragraph' | 'text', name: string): StyleFacts {
    const key = `${family}/${name}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const facts = this.#resolve(family, name)
    this.#known.set(key, facts)
    return facts
  }

  #begin({ attributes }: Element): Style {
    const [name, family] = [attributes['style:name'] ?? '', attributes['style:family'] ?? '']
    const display = attributes['style:display-name'] ?? decoded(name)
    const level = Number(attributes['style:default-outline-level'])
    const style: Style = {
      parent: attributes['style:parent-style-name'] ?? '',
      marks: null,
      struck: null,
      hidden: null,
      list: attributes['style:list-style-name'] ?? null,
      heading: /^title$/i.test(display) ? 'title' : level >= 1 ? level : headingIn(display),
    }
    this.#styles.set(`${family}/${name}`, style)
    return style
  }

  #resolve(family: string, name: string): StyleFacts {
    const names = new Set<string>()
    let facts: StyleFacts = { marks: {}, struck: false, hidden: false, list: null, heading: null, names }
    let [struck, hidden]: (boolean | null)[] = [null, null]
    let at = name
    for (let i = 0; i < LONGEST_LINE && at !== ''; i++) {
      const style = this.#styles.get(`${family}/${at}`)
      // LibreOffice keeps the names of a Word file's styles; without blanks they are their ids in a file of ours.
      names.add(decoded(at)).add(decoded(at).replaceAll(' ', ''))
      if (style === undefined) break
      struck ??= style.struck
      hidden ??= style.hidden
      facts = {
        ...facts,
        marks: { ...style.marks, ...facts.marks },
        list: facts.list ?? style.list,
        heading: facts.heading ?? style.heading,
      }
      at = style.parent
    }
    return { ...facts, struck: struck ?? false, hidden: hidden ?? false }
  }
}

function textProperties(style: Style, attributes: Element['attributes']): void {
  const marks: Partial<Record<Mark, boolean>> = { ...style.marks }
  const [weight, slope, line] = [attributes['fo:font-weight'], attributes['fo:font-style'], attributes['style:text-underline-style']]
  if (weight !== undefined) marks.bold = weight === 'bold' || Number(weight) >= 600
  if (slope !== undefined) marks.italic = slope !== 'normal'
  if (line !== undefined) marks.underline = line !== 'none'
  style.marks = marks
  const through = attributes['style:text-line-through-style'] ?? attributes['style:text-line-through-type']
  if (through !== undefined) style.struck = through !== 'none'
  if (attributes['text:display'] !== undefined) style.hidden = attributes['text:display'] === 'none'
}

/** Names are written with their blanks as `_20_`. */
const decoded = (name: string): string => name.replace(/_([0-9a-f]{2,4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

function headingIn(name: string): number | null {
  const found = /^heading (\d)$/i.exec(name)
  return found === null ? null : Number(found[1])
}
