// The words of one block of Markdown as runs, line by line: marks, notes, links by their words, and what of it is left out.
import type { Token } from 'markdown-it'
import { pictureOf } from '../html/pictures.ts'
import type { Mark } from '../../text/model.ts'
import type { SourcePicture, SourceRun } from '../source.ts'
import { referencesIn, type Footnotes } from './footnotes.ts'

interface Setting {
  /** Printed here: a backslash before a bracket is the notation's. */
  readonly ours: boolean
  readonly notes: Footnotes['notes']
  /** Brackets that are escaped are characters. */
  readonly literal: boolean
}

export interface Read {
  readonly lines: readonly (readonly SourceRun[])[]
  /** What is left out, in words. */
  readonly left: ReadonlySet<string>
  readonly pictures: readonly SourcePicture[]
}

const OPENS: Readonly<Record<string, Mark>> = { strong_open: 'bold', em_open: 'italic' }
const CLOSES: Readonly<Record<string, Mark>> = { strong_close: 'bold', em_close: 'italic' }
const TAGS: Readonly<Record<string, Mark>> = { strong: 'bold', b: 'bold', em: 'italic', i: 'italic', u: 'underline' }

export class Words {
  /** Whether anything was struck through so far. */
  struck = false
  readonly #setting: Setting
  #marks = new Set<Mark>()
  #lines: SourceRun[][] = []
  #left = new Set<string>()
  #pictures: SourcePicture[] = []

  constructor(setting: Setting) {
    this.#setting = setting
  }

  of(tokens: readonly Token[]): Read {
    this.#marks = new Set()
    this.#lines = [[]]
    this.#left = new Set()
    this.#pictures = []
    for (const token of tokens) this.#take(token)
    return { lines: this.#lines, left: this.#left, pictures: this.#pictures }
  }

  #take(token: Token): void {
    const { type, content, markup } = token
    if (type === 'text') this.#text(content)
    else if (type === 'text_special') this.#add(this.#setting.literal && /^\\[[\]]$/.test(markup) ? markup : content)
    else if (type === 'code_inline') this.#add(content)
    else if (type === 'softbreak' || type === 'hardbreak') this.#lines.push([])
    else if (type in OPENS) this.#marks.add(OPENS[type]!)
    else if (type in CLOSES) this.#marks.delete(CLOSES[type]!)
    else if (type === 's_open') this.struck = true
    else if (type === 'link_open') this.#left.add('The addresses of links are left out; their words stay.')
    else if (type === 'image') this.#image(token)
    else if (type === 'html_inline') this.#tag(content)
  }

  #text(content: string): void {
    for (const part of referencesIn(content, this.#setting.notes)) {
      if ('words' in part) this.#add(part.words)
      else this.#lines.at(-1)!.push({ ...this.#run(''), note: part.note })
    }
  }

  #image(token: Token): void {
    const picture = pictureOf({ src: String(token.attrGet('src') ?? ''), alt: token.content })
    if (picture === null) this.#left.add('A picture that does not lie in the file is left out.')
    else this.#pictures.push(picture)
  }

  /** Marks may be tags; any other is left out and its words stay. */
  #tag(content: string): void {
    const match = /^<(\/?)([a-z][a-z0-9]*)\s*\/?>$/i.exec(content.slice(0, 40))
    const name = match?.[2]!.toLowerCase() ?? ''
    const mark = TAGS[name]
    if (name === 'br') this.#lines.push([])
    else if (name === 'del' || name === 's') this.struck = true
    else if (mark === undefined) this.#left.add('HTML in it is left out.')
    else if (match![1] === '') this.#marks.add(mark)
    else this.#marks.delete(mark)
  }

  #add(text: string): void {
    if (text === '') return
    const line = this.#lines.at(-1)!
    const run = this.#run(text)
    const last = line.at(-1)
    if (last !== undefined && last.note === undefined && last.marks.join() === run.marks.join())
      line[line.length - 1] = { ...last, text: last.text + text }
    else line.push(run)
  }

  #run(text: string): SourceRun {
    return { text, marks: [...this.#marks], change: null, comments: [] }
  }
}
