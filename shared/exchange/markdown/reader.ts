// A Markdown file as a source (CommonMark 0.31 with GitHub's tables and strikethrough, and footnotes): blocks are paragraphs, lists
// keep the numbers that were typed. Square brackets are a negotiated text's own: only what leads to an address is a link, and there
// are no reference links. What one reads of a file of ours is its text in notation (export-markdown.ts), and so it comes back.
import MarkdownIt, { type Token } from 'markdown-it'
import type { ReportEntry } from '../report.ts'
import type { Source, SourceBlock, SourceParagraph, SourceRun, Unreadable } from '../source.ts'
import { headOf } from '../paragraphs.ts'
import { withoutFootnotes } from './footnotes.ts'
import { Words } from './words.ts'

/** Nothing of it has a state. */
const PARSER = new MarkdownIt('default', { html: true, linkify: false, typographer: false, maxNesting: 100 })
PARSER.validateLink = (address) => /^(?:https?:|mailto:|data:image\/)/i.test(address)
// Words that are indented are no program; a bracket with a colon behind it is no definition. Escapes are to be told from signs.
PARSER.disable(['code', 'reference', 'text_join'])
/** What is deeper than this has been left out by the parser. */
const DEEPEST = 98
/** Findings that a report has room for. */
const MOST_ENTRIES = 2000

/** What a file of ours begins with. */
const OURS = /^(?:>.*\n){0,3}> Record: entry \d+, [0-9a-f]{64}\./

export function readMarkdown(text: string): { readonly ok: true; readonly source: Source } | Unreadable {
  const ours = OURS.test(text)
  const { source, notes } = withoutFootnotes(text)
  const tokens = PARSER.parse(source, {})
  if (tokens.some(({ level, children }) => level >= DEEPEST || children?.some((child) => child.level >= DEEPEST) === true))
    return { ok: false, message: 'This Markdown file cannot be read: it is nested without end. Save it as plain text (.txt).' }
  const file = new MarkdownFile(ours, new Words({ ours, notes, literal: !ours && hasBareBrackets(tokens) }))
  for (const token of tokens) file.take(token)
  return {
    ok: true,
    source: {
      paragraphs: file.paragraphs,
      comments: new Map(),
      notes: new Map([...notes].map(([name, words]) => [name, [{ text: words, marks: [], change: null, comments: [] }]])),
      entries: file.entries,
      origin: null,
      ...(ours ? { ours } : {}),
    },
  }
}

/**
 * Converters escape every bracket: then they are the text's. Where some are not, a person has escaped those that are characters.
 */
function hasBareBrackets(tokens: readonly Token[]): boolean {
  return tokens.some(({ children }) => children?.some(({ type, content }) => type === 'text' && /\[(?!\^)/.test(content)) === true)
}

interface List {
  readonly ordered: boolean
}

class MarkdownFile {
  readonly paragraphs: SourceParagraph[] = []
  readonly entries: ReportEntry[] = []
  readonly #ours: boolean
  readonly #words: Words
  readonly #lists: List[] = []
  #quotes = 0
  #heading: number | null = null
  #titled = false
  #label = ''
  #line = 1
  #table: { readonly rows: string[][]; header: number; readonly paragraphs: SourceParagraph[] } | null = null

  constructor(ours: boolean, words: Words) {
    this.#ours = ours
    this.#words = words
  }

  take(token: Token): void {
    if (token.map !== null) this.#line = token.map[0] + 1
    if (token.type === 'blockquote_open') this.#quotes++
    else if (token.type === 'blockquote_close') this.#quotes--
    // Quotes of ours hold what is printed beside the text.
    else if (!this.#ours || this.#quotes === 0) this.#block(token)
  }

  #block(token: Token): void {
    switch (token.type) {
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.#lists.push({ ordered: token.type === 'ordered_list_open' })
        return
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#lists.pop()
        return
      case 'list_item_open':
        this.#label = this.#labelOf(token)
        return
      case 'list_item_close':
        this.#label = ''
        return
      case 'heading_open':
        this.#heading = Number(token.tag.slice(1))
        return
      case 'heading_close':
        this.#heading = null
        return
      case 'inline':
        return this.#inline(token)
      case 'fence':
        return this.#add([{ text: token.content, marks: [], change: null, comments: [] }])
      case 'html_block':
        return this.#report('left', 'HTML in it is left out.', true)
      default:
        this.#cells(token.type)
    }
  }

  #labelOf({ info, markup }: Token): string {
    if (this.#ours) return ''
    return this.#lists.at(-1)?.ordered === true ? `${info}${markup}` : this.#lists.length > 1 ? '–' : '•'
  }

  #cells(type: string): void {
    if (type === 'table_open') this.#table = { rows: [], header: 0, paragraphs: [] }
    else if (this.#table === null) return
    else if (type === 'tr_open') this.#table.rows.push([])
    else if (type === 'thead_close') this.#table.header = this.#table.rows.some((row) => row.some((cell) => cell !== '')) ? 1 : 0
    else if (type === 'table_close') {
      const { rows, header, paragraphs } = this.#table
      this.#table = null
      const told = header === 1 ? rows : rows.filter((row) => row.some((cell) => cell !== ''))
      this.#stand({ kind: 'table', rows: told, header, paragraphs })
    }
  }

  #inline({ children }: Token): void {
    const { lines, left, pictures } = this.#words.of(children ?? [])
    for (const message of left) this.#report('left', message)
    if (this.#words.struck)
      this.#report('flattened', 'Words are struck through by formatting: who wants them deleted is not said. They come in as they stand.')
    if (this.#table !== null) {
      const row = this.#table.rows.at(-1)
      row?.push(
        lines
          .map((runs) =>
            runs
              .map(({ text }) => text)
              .join('')
              .trim(),
          )
          .join('\n'),
      )
      for (const runs of lines) if (isWorded(runs)) this.#table.paragraphs.push(this.#paragraph(runs))
      return
    }
    // Lines that begin with a label are paragraphs of their own, though Markdown runs them together.
    let open: SourceRun[] = []
    for (const runs of lines) {
      const words = runs.map(({ text }) => text).join('')
      if (open.length > 0 && !this.#ours && this.#heading === null && headOf(words.trimStart()).label !== null) {
        this.#add(open)
        open = []
      }
      open.push(...(open.length > 0 ? [BLANK] : []), ...runs)
    }
    this.#add(open)
    for (const picture of pictures) this.#stand(picture)
  }

  #add(runs: readonly SourceRun[]): void {
    if (!isWorded(runs)) return
    this.paragraphs.push(this.#paragraph(runs))
    this.#label = ''
  }

  #paragraph(runs: readonly SourceRun[]): SourceParagraph {
    const level = this.#heading
    const title = level === 1 && (this.#ours || !this.#titled)
    if (title) this.#titled = true
    const heading = level === null ? null : title ? 'title' : Math.max(1, level - 1)
    const shape = this.#ours ? { shape: this.#shapeOf(heading) } : {}
    return { number: this.#line, label: this.#label, heading, runs, born: null, ...shape }
  }

  #shapeOf(heading: SourceParagraph['heading']): NonNullable<SourceParagraph['shape']> {
    if (heading !== null) return heading === 'title' ? { type: 'title', level: 0 } : { type: 'heading', level: heading }
    return this.#lists.length === 0 ? { type: 'para', level: 0 } : { type: 'item', level: this.#lists.length }
  }

  #stand(block: SourceBlock): void {
    this.paragraphs.push({ number: this.#line, label: '', heading: null, runs: [], born: null, block })
  }

  /** Once for a file, or at every place. */
  #report(kind: ReportEntry['kind'], message: string, everywhere = false): void {
    if ((!everywhere && this.entries.some((entry) => entry.message === message)) || this.entries.length >= MOST_ENTRIES) return
    this.entries.push({ line: this.#line, kind, message })
  }
}

const BLANK: SourceRun = { text: ' ', marks: [], change: null, comments: [] }

const isWorded = (runs: readonly SourceRun[]): boolean => runs.some(({ text, note }) => text.trim() !== '' || note !== undefined)
