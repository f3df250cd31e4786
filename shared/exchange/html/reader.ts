// A web page as a source (HTML): blocks are paragraphs, lists are counted as a browser counts them, `ins` and `del` are changes of
// whom they name. Nothing is run and nothing is fetched. Pages that were printed here say what their spans are (paragraph.ts) and
// come back by that.
import { Parser } from 'htmlparser2'
import type { Mark } from '../../text/model.ts'
import type { ReportEntry } from '../report.ts'
import {
  additionOf,
  type Source,
  type SourceBlock,
  type SourceChange,
  type SourceParagraph,
  type SourceRun,
  type Unreadable,
} from '../source.ts'
import { labelOf, listOf, type Attributes, type List } from './lists.ts'
import { pictureOf } from './pictures.ts'
import { OpenTable } from './tables.ts'

/** `html`: decoded, whoever made it. */
export function readHtml(html: string): { readonly ok: true; readonly source: Source } | Unreadable {
  // What every page of ours ends with (heading.ts).
  const ours = /<footer><p>Record: entry \d+, [0-9a-f]{64}\./.test(html)
  const page = new Page(html, ours)
  try {
    // Names are lowered and what is left open is closed, as browsers do; there is no tree that somebody could let grow.
    const parser: Parser = new Parser({
      onopentag: (name, attributes) => page.open(name, attributes, parser.startIndex),
      onclosetag: (name) => page.close(name),
      ontext: (words) => page.text(words, parser.startIndex),
    })
    parser.end(html)
  } catch (error) {
    if (error instanceof TooDeep)
      return { ok: false, message: 'This page cannot be read: its elements are nested without end. Save it as plain text (.txt).' }
    throw error
  }
  return { ok: true, source: page.source() }
}

class TooDeep extends Error {}

/** Depth of elements that no page needs; what is nested is looked through at every word. */
const DEEPEST = 200
/** Findings that a report has room for. */
const MOST_ENTRIES = 2000

const SKIPPED: ReadonlySet<string> = new Set(
  'head title script style template noscript svg math iframe object select textarea button audio video canvas dialog'.split(' '),
)
const BLOCKS: ReadonlySet<string> = new Set(
  `address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
  header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul`.split(/\s+/),
)
const MARKS: Readonly<Record<string, Mark>> = { b: 'bold', strong: 'bold', i: 'italic', em: 'italic', cite: 'italic', u: 'underline' }
/** Of our own pages: what stands beside the text and is none of its words. */
const BESIDE: ReadonlySet<string> = new Set(['said', 'proposal', 'state', 'ref'])

/** What an element that is open does to the words in it. */
interface Inside {
  readonly name: string
  readonly mark: Mark | null
  readonly change: SourceChange | null
  readonly struck: boolean
  readonly list: List | null
  /** Its words become a label. */
  readonly label: boolean
}

const PLAIN = { mark: null, change: null, struck: false, list: null, label: false }

class Page {
  readonly #html: string
  readonly #ours: boolean
  readonly #paragraphs: SourceParagraph[] = []
  readonly #entries: ReportEntry[] = []
  readonly #reported = new Set<string>()
  readonly #notes = new Map<string, SourceRun[]>()
  readonly #open: Inside[] = []
  readonly #lists: List[] = []
  #skipping = 0
  #runs: SourceRun[] = []
  #label = ''
  #heading: SourceParagraph['heading'] = null
  #shape: SourceParagraph['shape']
  #breaks = 0
  #table: OpenTable | null = null
  #tables = 0
  /** A note whose words are read, and how deep it stands. */
  #note: { readonly id: string; readonly depth: number } | null = null
  readonly #wanted = new Set<string>()
  /** Of a page of ours: whether the next paragraph is a block's line, and the line whose block comes next. */
  #isLine = false
  #blockLine: SourceParagraph | null = null
  #titled = false
  /** Whether the main part of a page of ours has begun. */
  #inMain = false
  #line = 1
  /** Where the line ends that is counted; -1 for the last. */
  #lineEnd: number

  constructor(html: string, ours: boolean) {
    this.#html = html
    this.#ours = ours
    this.#lineEnd = html.indexOf('\n')
  }

  open(name: string, attributes: Attributes, at: number): void {
    if (this.#open.length + this.#skipping >= DEEPEST) throw new TooDeep()
    if (this.#skipping > 0 || this.#isLeftOut(name, attributes, at)) {
      this.#skipping++
      return
    }
    if (BLOCKS.has(name)) this.#startBlock(name, attributes, at)
    else if (name === 'br') this.#break()
    else if (name === 'img') this.#picture(attributes, at)
    const list = name === 'ol' || name === 'ul' || name === 'menu' ? listOf(name, attributes) : null
    if (list !== null) this.#lists.push(list)
    this.#open.push({ ...PLAIN, name, list, ...this.#marked(name, attributes) })
    if (name === 'a') this.#reference(attributes)
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping--
      return
    }
    const inside = this.#open.pop()
    if (inside === undefined) return
    if (name === 'main') this.#inMain = false
    if (inside.label) this.#add('\t')
    if (inside.list !== null) this.#lists.pop()
    if (BLOCKS.has(name)) this.#endBlock(name)
    if (this.#note !== null && this.#open.length < this.#note.depth) this.#note = null
  }

  text(words: string, at: number): void {
    if (this.#skipping > 0) return
    if (words.trim() !== '') {
      this.#count(at)
      this.#breaks = 0
    }
    this.#add(words)
  }

  source(): Source {
    this.#flush()
    this.#loseLine()
    const paragraphs = this.#paragraphs.map((paragraph) => ({ ...paragraph, runs: paragraph.runs.map((run) => this.#hung(run)) }))
    return {
      paragraphs,
      comments: new Map(),
      notes: this.#notes,
      entries: this.#entries,
      origin: null,
      ...(this.#ours ? { ours: true } : {}),
    }
  }

  /** A reference to what is no note stays the words that it was. */
  #hung(run: SourceRun): SourceRun {
    if (run.note === undefined) return run
    const { note, ...words } = run
    return this.#notes.has(note) ? { ...run, text: '' } : words
  }

  #isLeftOut(name: string, attributes: Attributes, at: number): boolean {
    if (SKIPPED.has(name)) return true
    const classes = attributes['class']?.split(/\s+/) ?? []
    if (this.#ours) {
      // A page of ours has its text in its main part, and says what stands beside the words.
      if (name === 'main') this.#inMain = true
      return (!this.#inMain && name !== 'html' && name !== 'body') || classes.some((one) => BESIDE.has(one))
    }
    if (name === 'a' && (attributes['role'] === 'doc-backlink' || /back/.test(attributes['class'] ?? ''))) return true
    const hidden = 'hidden' in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test((attributes['style'] ?? '').slice(0, 2000))
    if (hidden || name === 'nav')
      this.#report('left', name === 'nav' ? 'Links that lead through the site are left out.' : 'Hidden words are left out.', at)
    return hidden || name === 'nav'
  }

  #marked(name: string, attributes: Attributes): Partial<Inside> {
    if (this.#ours) {
      if (name === 'ins' || name === 'del') return {}
      if (name === 'span' && attributes['class'] === 'label') return { label: true }
    }
    if (name === 'ins' || name === 'del') {
      const author = (attributes['data-author'] ?? attributes['title'] ?? '').trim().slice(0, 300)
      return { change: { kind: name, author } }
    }
    const style = (attributes['style'] ?? '').slice(0, 2000)
    const struck = name === 's' || name === 'strike' || /text-decoration[^;]*line-through/i.test(style)
    return { mark: MARKS[name] ?? null, struck }
  }

  #startBlock(name: string, attributes: Attributes, at: number): void {
    const id = attributes['id']
    this.#flush()
    this.#count(at)
    if (id !== undefined && this.#wanted.has(id) && this.#note === null) {
      this.#note = { id, depth: this.#open.length + 1 }
      this.#notes.set(id, [])
      return
    }
    const heading = /^h([1-6])$/.exec(name)
    if (heading !== null) this.#startHeading(Number(heading[1]))
    if (this.#ours) this.#startOurs(name, attributes)
    if (name === 'li' && this.#note === null) {
      const list = this.#lists.at(-1)
      if (list !== undefined) this.#label = labelOf(list, attributes['value'], this.#lists.length)
    } else if (name === 'table') {
      if (this.#tables++ === 0) this.#table = new OpenTable()
      else this.#report('table', 'A table stands within a table here; its words stand in the cell that it stands in.', at)
    } else if (this.#tables === 1 && name === 'tr') this.#table!.startRow()
    else if (this.#tables === 1 && (name === 'td' || name === 'th')) this.#table!.startCell(name === 'th')
  }

  #startHeading(level: number): void {
    if (level === 1 && !this.#titled) {
      this.#titled = true
      this.#heading = 'title'
    } else this.#heading = Math.max(1, level - 1)
  }

  /** Type and level as the page itself says (paragraph.ts). */
  #startOurs(name: string, attributes: Attributes): void {
    this.#isLine = 'data-block' in attributes
    const level = Math.min(9, Math.max(0, Number(attributes['data-level'] ?? 0) || 0))
    const item = (attributes['class'] ?? '').split(' ').includes('item')
    if (name === 'p') this.#shape = item ? { type: 'item', level: Math.max(1, level) } : { type: 'para', level: 0 }
    else if (/^h[1-6]$/.test(name)) {
      const type = attributes['data-level'] === undefined ? 'title' : 'heading'
      this.#shape = { type, level: type === 'title' ? 0 : level }
    }
  }

  #endBlock(name: string): void {
    this.#flush()
    this.#heading = null
    this.#shape = undefined
    if (name === 'li') this.#label = ''
    if (this.#table === null) return
    if (name === 'table' && --this.#tables === 0) {
      const block = this.#table.end()
      this.#table = null
      this.#stand(block, block.paragraphs?.[0]?.number)
    } else if (this.#tables === 1 && (name === 'td' || name === 'th')) this.#table.endCell()
    else if (this.#tables === 1 && name === 'tr') this.#table.endRow()
  }

  /** Two breaks in a row end a paragraph. */
  #break(): void {
    if (++this.#breaks > 1 || (this.#ours && this.#table !== null)) this.#flush()
    else this.#add(' ')
  }

  #picture(attributes: Attributes, at: number): void {
    const block = pictureOf(attributes)
    this.#count(at)
    if (block === null || this.#table !== null)
      return this.#report('left', 'A picture that does not lie in the page, or lies in a table, is left out.', at, true)
    this.#flush()
    this.#stand(block)
  }

  /** In a page of ours the line before it is its paragraph. */
  #stand(block: SourceBlock, number = this.#line): void {
    const line = this.#blockLine
    this.#blockLine = null
    this.#paragraphs.push(line === null ? { number, label: '', heading: null, runs: [], born: null, block } : { ...line, block })
  }

  /** A line of ours whose block somebody has deleted, or whose picture is not in the page. */
  #loseLine(): void {
    if (this.#blockLine === null) return
    this.#paragraphs.push(this.#blockLine)
    this.#blockLine = null
    this.#report('left', 'The table or picture of this line is not in the page.', undefined, true)
  }

  /** `<sup><a href="#note">` and links that say that they are references to notes. */
  #reference(attributes: Attributes): void {
    const id = /^#(.{1,200})$/.exec(attributes['href'] ?? '')?.[1]
    if (id === undefined || this.#note !== null || this.#ours) return
    const says = attributes['role'] === 'doc-noteref' || /footnote|noteref/i.test(attributes['class'] ?? '')
    if (!says && !this.#open.some(({ name }) => name === 'sup')) return
    this.#wanted.add(id)
    this.#referring = { id, depth: this.#open.length }
  }

  #referring: { readonly id: string; readonly depth: number } | null = null

  #add(text: string): void {
    if (this.#referring !== null && this.#open.length < this.#referring.depth) this.#referring = null
    const marks = new Set<Mark>()
    let change: SourceChange | null = null
    for (const inside of this.#open) {
      if (inside.mark !== null) marks.add(inside.mark)
      if (inside.change !== null && change?.kind !== 'del') change = inside.change
      if (inside.struck)
        this.#report('flattened', 'Words are struck through by formatting: who wants them deleted is not said. They come in as they stand.')
    }
    const note = this.#referring === null ? {} : { note: this.#referring.id }
    const run: SourceRun = { text, marks: [...marks], change, comments: [], ...note }
    const runs = this.#note === null ? this.#runs : this.#notes.get(this.#note.id)!
    const last = runs.at(-1)
    if (last !== undefined && isAlike(last, run)) runs[runs.length - 1] = { ...last, text: last.text + text }
    else runs.push(run)
  }

  #flush(): void {
    const runs = this.#runs
    this.#runs = []
    this.#breaks = 0
    if (this.#note !== null) this.#notes.get(this.#note.id)!.push({ text: ' ', marks: [], change: null, comments: [] })
    if (runs.every(({ text }) => text.trim() === '')) return
    const shape = this.#shape === undefined ? {} : { shape: this.#shape }
    const paragraph = { number: this.#line, label: this.#label, heading: this.#heading, runs, born: additionOf(runs), ...shape }
    this.#label = ''
    if (this.#table !== null) return this.#table.add(paragraph)
    this.#loseLine()
    if (this.#isLine) this.#blockLine = paragraph
    else this.#paragraphs.push(paragraph)
  }

  /** How many lines have begun before a place. */
  #count(at: number): void {
    while (this.#lineEnd >= 0 && this.#lineEnd < at) {
      this.#line++
      this.#lineEnd = this.#html.indexOf('\n', this.#lineEnd + 1)
    }
  }

  /** Once for a file, or at every place. */
  #report(kind: ReportEntry['kind'], message: string, at?: number, everywhere = false): void {
    if (at !== undefined) this.#count(at)
    if ((!everywhere && this.#reported.has(message)) || this.#entries.length >= MOST_ENTRIES) return
    this.#reported.add(message)
    this.#entries.push({ line: this.#line, kind, message })
  }
}

function isAlike(a: SourceRun, b: SourceRun): boolean {
  const same = a.change === b.change || (a.change?.kind === b.change?.kind && a.change?.author === b.change?.author)
  return same && a.note === b.note && a.marks.length === b.marks.length && a.marks.every((mark, i) => mark === b.marks[i])
}
