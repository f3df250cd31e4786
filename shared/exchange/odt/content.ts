// The words of an OpenDocument text (ODF 1.3 part 3), event by event: paragraphs of runs with their labels, whose change each run
// is, comments with what they stand around, notes where they hang, tables and pictures behind the paragraph that holds them.
// Deleted words are told again at their place, so that the paragraphs that were joined stand apart as before.
import type { Mark } from '../../text/model.ts'
import type { Element, Handler } from '../docx/parser.ts'
import { BESIDE } from '../docx/frame.ts'
import type { ReportEntry } from '../report.ts'
import { additionOf, type SourceChange, type SourceComment, type SourceParagraph, type SourceRun } from '../source.ts'
import { Lines } from './lines.ts'
import { Places } from './places.ts'
import { Regions } from './regions.ts'
import type { StyleFacts, Styles } from './styles.ts'
import { OpenTable } from './tables.ts'

/** A picture that a paragraph shows: where it lies in the file, its size in points, what it shows in words. */
export interface Shown {
  readonly path: string
  readonly width: number
  readonly height: number
  alt: string
}

const HIDDEN = 'Hidden words are left out.'
/** Elements that hold no running text, and what is said of those that hold words. */
const SKIPPED: Readonly<Record<string, string>> = {
  'office:forms': '',
  'text:sequence-decls': '',
  'text:variable-decls': '',
  'text:user-field-decls': '',
  'text:number': '',
  'text:ruby-text': '',
  'text:hidden-text': HIDDEN,
  'text:hidden-paragraph': HIDDEN,
  'text:table-of-content': 'A table of contents is left out.',
  'text:alphabetical-index': 'An index is left out.',
  'draw:text-box': 'A text box is left out; its words are not in the running text.',
  'draw:object': 'An object is left out.',
  'draw:custom-shape': 'A drawing is left out.',
}
const BLANKS: Readonly<Record<string, string>> = { 'text:tab': '\t', 'text:line-break': ' ', 'text:s': ' ' }
/** Comments that stand around one place; further ones are not told apart there. */
const MOST_COMMENTS = 20
/** Findings that a report has room for. */
const MOST_ENTRIES = 2000
/** Deletions within deletions. */
const DEEPEST_TELLING = 8
/** Insertions that are open at one place. */
const CHANGES_AT_ONCE = 200

interface Opened {
  facts: StyleFacts
  label: string
  outline: number | null
  runs: SourceRun[]
  shown: Shown[]
}

export class ContentReader implements Handler {
  readonly paragraphs: (SourceParagraph | { readonly number: number; readonly shown: Shown })[] = []
  /** Of a file of ours: lines of tables and pictures, which come next. */
  readonly lines = new Set<SourceParagraph>()
  readonly comments = new Map<string, SourceComment>()
  readonly notes = new Map<string, readonly SourceRun[]>()
  readonly entries: ReportEntry[] = []
  readonly #styles: Styles
  readonly #places: Places
  readonly #ours: boolean
  readonly #regions = new Regions()
  readonly #reported = new Set<string>()
  #count = 0
  #skipping = 0
  #tracked = 0
  #paragraph: Opened | null = null
  #spans: StyleFacts[] = []
  #inserted: { readonly id: string; readonly change: SourceChange }[] = []
  #deleted: SourceChange[] = []
  #open: string[] = []
  /** A comment or a note whose words are read. */
  #aside: { readonly is: 'comment' | 'note'; readonly id: string; readonly lines: Lines; depth: number } | null = null
  #tables: OpenTable[] = []
  /** Whether the next paragraph of a deletion is the one that is open. */
  #joins = false
  #shown: Shown | null = null
  #alt = false

  /** `ours`: underlines and strikes of our own files show brackets and are no marks. */
  constructor(styles: Styles, ours: boolean) {
    this.#styles = styles
    this.#places = new Places(styles.lists)
    this.#ours = ours
  }

  open(element: Element): void {
    const { name, attributes } = element
    if (this.#aside !== null) return this.#openAside(element)
    const skipped =
      this.#tracked > 0 ? undefined : name === 'text:section' && attributes['text:display'] === 'none' ? HIDDEN : SKIPPED[name]
    if (this.#skipping > 0 || skipped !== undefined) {
      if (this.#skipping++ === 0 && skipped) this.#report('left', skipped, true)
    } else if (name === 'text:tracked-changes' || this.#tracked > 0) {
      if (this.#tracked++ > 0) this.#regions.open(element)
    } else if (this.#places.open(element)) return
    else if (name === 'text:p' || name === 'text:h') this.#begin(element)
    else if (name.startsWith('table:')) this.#openTable(element)
    else if (this.#paragraph !== null || name.startsWith('text:change')) this.#inside(element)
  }

  close(name: string): void {
    if (this.#aside !== null) this.#closeAside(name)
    else if (this.#skipping > 0) this.#skipping--
    else if (this.#tracked > 0) {
      if (--this.#tracked > 0) this.#regions.close(name)
    } else if (name === 'text:p' || name === 'text:h') this.#end()
    else if (name === 'text:span') this.#spans.pop()
    else if (name === 'draw:frame') this.#shown = null
    else if (name === 'svg:title' || name === 'svg:desc') this.#alt = false
    else if (name.startsWith('table:')) this.#closeTable(name)
    else this.#places.close(name)
  }

  text(words: string): void {
    if (this.#aside !== null) this.#aside.lines.text(words)
    else if (this.#skipping > 0) return
    else if (this.#tracked > 0) this.#regions.text(words)
    else if (this.#alt && this.#shown !== null) this.#shown.alt = `${this.#shown.alt}${words}`.slice(0, 1000)
    else if (this.#shown === null) this.#add(words)
  }

  /** To be called at the end: the last paragraph's own end is in no change, so its words tell whether it was added. */
  finish(): void {
    const last = this.paragraphs.at(-1)
    if (last !== undefined && 'runs' in last)
      this.paragraphs[this.paragraphs.length - 1] = { ...last, born: last.born ?? additionOf(last.runs) }
  }

  /** What stands in a paragraph, or marks a place between paragraphs. */
  #inside(element: Element): void {
    const { name, attributes } = element
    const id = attributes['text:change-id'] ?? ''
    if (name in BLANKS) this.#add(BLANKS[name]!)
    else if (name === 'text:span') this.#spans.push(this.#styles.factsOf('text', attributes['text:style-name'] ?? ''))
    else if (name === 'text:change') this.#tell(id)
    else if (name === 'text:change-start') this.#insert(id)
    else if (name === 'text:change-end') this.#inserted = this.#inserted.filter((one) => one.id !== id)
    else if (name === 'office:annotation') this.#startAside('comment', attributes['office:name'] ?? `at ${this.comments.size}`)
    else if (name === 'office:annotation-end') this.#open = this.#open.filter((one) => one !== attributes['office:name'])
    else if (name === 'text:note') this.#startAside('note', `${attributes['text:note-class'] ?? ''} ${this.notes.size}`)
    else if (name === 'draw:frame') this.#frame(attributes)
    else if (name === 'draw:image') this.#picture(attributes['xlink:href'] ?? '')
    else if (name === 'svg:title' || name === 'svg:desc') this.#alt = true
  }

  #begin({ name, attributes }: Element): void {
    const facts = this.#styles.factsOf('paragraph', attributes['text:style-name'] ?? '')
    const outline = name === 'text:h' ? Math.max(1, Number(attributes['text:outline-level']) || 1) : null
    // The first paragraph of deleted words goes on with the one that they were deleted from.
    if (this.#paragraph !== null) {
      if (this.#deleted.length === 0) return
      if (this.#joins) this.#joins = false
      else this.#break(facts)
      return
    }
    this.#paragraph = { facts, label: this.#places.labelOf(facts, outline), outline, runs: [], shown: [] }
    this.#spans = []
  }

  /** A paragraph's end that was deleted. */
  #break(facts: StyleFacts): void {
    const { outline, label, facts: own } = this.#paragraph!
    this.#finish(this.#paragraph!)
    this.#paragraph = {
      facts: own.heading === null ? own : facts,
      label: label === '' ? '' : this.#places.labelOf(own, outline),
      outline,
      runs: [],
      shown: [],
    }
  }

  #end(): void {
    if (this.#deleted.length > 0 || this.#paragraph === null) return
    this.#finish(this.#paragraph)
    this.#paragraph = null
  }

  #finish({ facts, label, outline, runs, shown }: Opened): void {
    if (facts.names.has(BESIDE.after)) return
    const heading = facts.heading === 'title' ? facts.heading : (outline ?? facts.heading)
    const paragraph: SourceParagraph = { number: ++this.#count, label, heading, runs, born: this.#inserted.at(-1)?.change ?? null }
    const table = this.#tables[0]
    if (table === undefined && facts.names.has(BESIDE.block)) this.lines.add(paragraph)
    if (table !== undefined) table.add(paragraph, lineOf(paragraph))
    else this.paragraphs.push(paragraph, ...shown.map((one) => ({ number: this.#count, shown: one })))
    if (table !== undefined && shown.length > 0) this.#report('left', 'A picture in a table is left out.', true)
  }

  #add(text: string): void {
    if (this.#paragraph === null || text === '') return
    const { facts, runs } = this.#paragraph
    const styles = [facts, ...this.#spans]
    const named = (name: string): boolean => this.#spans.some(({ names }) => names.has(name))
    if (named(BESIDE.state) || named(BESIDE.proposal)) return
    if (styles.some(({ hidden }) => hidden)) return this.#report('left', HIDDEN, true)
    if (!this.#ours && this.#spans.some(({ struck }) => struck))
      this.#report('flattened', 'Words are struck through by formatting: who wants them deleted is not said. They come in as they stand.')
    const change = this.#deleted.at(-1) ?? this.#inserted.at(-1)?.change ?? null
    runs.push({ text, marks: this.#ours ? [] : marksOf(styles), change, comments: [...this.#open] })
  }

  /** Deleted words at their place. */
  #tell(id: string): void {
    const region = this.#deleted.length < DEEPEST_TELLING ? this.#regions.take(id) : null
    if (region === null) return
    // Between paragraphs it stands in one of its own.
    const apart = this.#paragraph === null
    if (apart) this.#begin({ name: 'text:p', attributes: {} })
    const spans = this.#spans
    this.#deleted.push(region.change)
    this.#joins = true
    for (const event of region.events) {
      if (event.is === 'open') this.open(event.element)
      else if (event.is === 'close') this.close(event.name)
      else this.text(event.words)
    }
    this.#deleted.pop()
    this.#spans = spans
    if (apart) this.#end()
  }

  #insert(id: string): void {
    const region = this.#regions.of(id)
    if (region?.change.kind === 'ins' && this.#inserted.length < CHANGES_AT_ONCE) this.#inserted.push({ id, change: region.change })
  }

  #startAside(is: 'comment' | 'note', id: string): void {
    this.#aside = { is, id, lines: new Lines(), depth: 0 }
  }

  #openAside(element: Element): void {
    this.#aside!.depth++
    if (element.name !== 'text:note-citation') this.#aside!.lines.open(element)
  }

  #closeAside(name: string): void {
    const aside = this.#aside!
    if (aside.depth-- > 0) {
      if (name !== 'text:note-citation') aside.lines.close()
      return
    }
    this.#aside = null
    const { is, id, lines } = aside
    if (is === 'comment') {
      this.comments.set(id, { author: lines.creator.trim(), words: lines.words })
      if (this.#open.length < MOST_COMMENTS) this.#open.push(id)
    } else {
      const run = { marks: [], change: null, comments: [] }
      this.notes.set(id, [{ ...run, text: lines.words }])
      this.#paragraph?.runs.push({ ...run, text: '', change: this.#deleted.at(-1) ?? this.#inserted.at(-1)?.change ?? null, note: id })
    }
  }

  #frame(attributes: Element['attributes']): void {
    this.#shown = { path: '', width: pointsIn(attributes['svg:width']), height: pointsIn(attributes['svg:height']), alt: '' }
  }

  #picture(path: string): void {
    if (this.#shown === null || this.#paragraph === null) return
    // The same picture may stand in several forms; the first is the one that is meant.
    if (this.#shown.path !== '') return
    this.#shown = { ...this.#shown, path }
    if (this.#deleted.length === 0) this.#paragraph.shown.push(this.#shown)
  }

  #openTable(element: Element): void {
    if (element.name === 'table:table') {
      this.#tables.push(new OpenTable())
      if (this.#tables.length > 1)
        this.#report('table', 'A table stands within a table here; its words stand in the cell that it stands in.')
    } else if (this.#tables.length === 1) this.#tables[0]!.open(element)
  }

  #closeTable(name: string): void {
    if (name === 'table:table') {
      const table = this.#tables.pop()
      if (table === undefined || this.#tables.length > 0) return
      const block = table.table
      const number = block.paragraphs?.[0]?.number ?? this.#count
      this.paragraphs.push({ number, label: '', heading: null, runs: [], born: null, block })
    } else if (this.#tables.length === 1) this.#tables[0]!.close(name)
  }

  /** Once for a file, or at every place. */
  #report(kind: ReportEntry['kind'], message: string, everywhere = false): void {
    if ((!everywhere && this.#reported.has(message)) || this.entries.length >= MOST_ENTRIES) return
    this.#reported.add(message)
    this.entries.push({ line: this.#count + 1, kind, message })
  }
}

/** The innermost style that says something of a mark decides. */
function marksOf(styles: readonly StyleFacts[]): Mark[] {
  const marks: Partial<Record<Mark, boolean>> = Object.assign({}, ...styles.map((style) => style.marks))
  return (['bold', 'italic', 'underline'] as const).filter((mark) => marks[mark] === true)
}

/** What was deleted is no word of a table that is kept as it is. */
function lineOf({ label, runs }: SourceParagraph): string {
  const words = runs.map(({ text, change }) => (change?.kind === 'del' ? '' : text)).join('')
  return `${label === '' ? '' : `${label} `}${words}`.replace(/\s+/g, ' ').trim()
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 72 / 2.54, mm: 72 / 25.4, px: 0.75, pc: 12 }

/** 0 where it is not said. */
function pointsIn(length: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?)(pt|in|cm|mm|px|pc)$/.exec(length ?? '')
  return match === null ? 0 : Number(match[1]) * POINTS[match[2]!]!
}
