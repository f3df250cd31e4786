// The words of a Word file's part, event by event (ECMA-376 part 1): paragraphs of runs in order, whoever split them, with labels counted,
// tracked changes and comments around them; tables and pictures as blocks, notes where they hang. What is none of these is left out
// and reported with its place.
import type { Mark } from '../../text/model.ts'
import type { ReportEntry } from '../report.ts'
import type { SourceBlock, SourceChange, SourceParagraph, SourceRun } from '../source.ts'
import { noteDrawing, openDrawing, type Drawing } from './drawings.ts'
import { BESIDE } from './frame.ts'
import type { Numbering } from './numbering.ts'
import type { Element } from './parser.ts'
import type { Stylesheet } from './stylesheet.ts'
import { OpenTable } from './tables.ts'

/** Elements whose words are no running text: what else they hold is skipped. */
const SKIPPED: ReadonlySet<string> = new Set([
  'mc:Fallback',
  'w:instrText',
  'w:delInstrText',
  'w:txbxContent',
  'w:sectPr',
  'w:rPrChange',
  'w:pPrChange',
  'w:sdtPr',
  'w:rubyBase',
])
const CHANGES: Readonly<Record<string, SourceChange['kind']>> = { 'w:ins': 'ins', 'w:moveTo': 'ins', 'w:del': 'del', 'w:moveFrom': 'del' }
const MARKS: Readonly<Record<string, Mark>> = { 'w:b': 'bold', 'w:i': 'italic', 'w:u': 'underline' }
/** What breaks a line or a page parts words. */
const BLANKS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:br': ' ',
  'w:cr': ' ',
  'w:ptab': ' ',
  'w:noBreakHyphen': '\u2011',
}
const NOTES: Readonly<Record<string, string>> = { 'w:footnoteReference': 'footnote', 'w:endnoteReference': 'endnote' }
const DRAWINGS: ReadonlySet<string> = new Set(['w:drawing', 'w:pict', 'w:object'])

/** Comments that stand around one place; further ones are not told apart there. */
const MOST_COMMENTS = 20
/** Findings that a report has room for. */
export const MOST_ENTRIES = 2000

/** What all parts of a file share. */
export interface Setting {
  readonly numbering: Numbering
  readonly styles: Stylesheet
  /** Printed here: underlines and strikes show brackets and are no marks. */
  readonly ours: boolean
  /** Words of notes by `footnote 3`, as a table's cell has them; empty while notes are read. */
  readonly notes: ReadonlyMap<string, readonly SourceRun[]>
}

/** A paragraph as far as it has been read. */
interface Opened {
  style: string
  list: string | null
  level: number | null
  born: SourceChange | null
  runs: SourceRun[]
  drawings: Drawing[]
}

/** Where a picture stands once its part has been unpacked. */
export interface Placed {
  readonly paragraph: SourceParagraph
  readonly drawing: Drawing
}

export class WordsReader {
  readonly paragraphs: (SourceParagraph | Placed)[] = []
  readonly entries: ReportEntry[] = []
  readonly #setting: Setting
  readonly #path: string[] = []
  #count = 0
  #skipping = 0
  #depth = 0
  #table: OpenTable | null = null
  /** Pictures in the cells of a table stand behind it. */
  #behind: Placed[] = []
  #drawing: Drawing | null = null
  #drawn = 0
  /** In a file of ours, the line of the block that follows. */
  #line: SourceParagraph | null = null
  #paragraph: Opened | null = null
  /** Tracked changes around, each with the depth of its element. */
  #changes: { readonly change: SourceChange; readonly depth: number }[] = []
  #comments: string[] = []
  #marks = new Set<Mark>()
  #hidden = false
  #reported = new Set<string>()

  constructor(setting: Setting) {
    this.#setting = setting
  }

  open(element: Element): void {
    const { name, attributes } = element
    this.#path.push(name)
    if (this.#skipping > 0 || SKIPPED.has(name)) {
      this.#skipping++
      if (name === 'w:txbxContent') this.#report('left', 'A text box is left out; its words are not in the running text.')
      return
    }
    const value = attributes['w:val'] ?? ''
    if (this.#drawing !== null) noteDrawing(this.#drawing, element)
    else if (DRAWINGS.has(name)) this.#openDrawing()
    else if (name === 'w:p') this.#paragraph = { style: '', list: null, level: null, born: null, runs: [], drawings: [] }
    else if (name === 'w:r') this.#openRun()
    else if (name === 'w:commentRangeStart') this.#comment(attributes['w:id'] ?? '')
    else if (name === 'w:commentRangeEnd') this.#comments = this.#comments.filter((id) => id !== attributes['w:id'])
    else if (this.#paragraph !== null) this.#inside(this.#paragraph, element, value)
    else this.#tables(element, value)
  }

  close(name: string): void {
    this.#path.pop()
    if (this.#skipping > 0) this.#skipping--
    else if (this.#drawing !== null) this.#closeDrawing(name)
    else if (name in CHANGES) this.#endChange()
    else if (name === 'w:p') this.#end()
    else if (name === 'w:tbl') this.#endTable()
    else if (this.#depth === 1 && name === 'w:tc') this.#table?.endCell()
    else if (this.#depth === 1 && name === 'w:tr') this.#table?.endRow()
  }

  text(words: string): void {
    const at = this.#path.at(-1)
    if (this.#skipping === 0 && (at === 'w:t' || at === 'w:delText')) this.#add(words)
  }

  /** To be called when the part has ended. */
  finish(): void {
    this.#loseLine()
  }

  /** What stands in a paragraph. */
  #inside(paragraph: Opened, { name, attributes }: Element, value: string): void {
    if (name in NOTES) this.#hang(paragraph, `${NOTES[name]} ${attributes['w:id'] ?? ''}`)
    else if (name in CHANGES) this.#change(CHANGES[name]!, attributes)
    else if (this.#isIn('w:pPr')) this.#property(paragraph, name, value)
    else if (this.#isIn('w:rPr')) this.#runProperty(name, value)
    else if (name in BLANKS) this.#add(BLANKS[name]!)
    else if (name === 'w:sym') this.#add(symbolOf(attributes['w:char'] ?? ''))
  }

  /** What stands between paragraphs. */
  #tables({ name, attributes }: Element, value: string): void {
    if (name in CHANGES) this.#change(CHANGES[name]!, attributes)
    else if (name === 'w:tbl') {
      if (this.#depth++ === 0) this.#table = new OpenTable()
      else this.#report('table', 'A table stands within a table here; its words stand in the cell that it stands in.')
    } else if (this.#depth !== 1) return
    else if (name === 'w:tr') this.#table!.startRow()
    else if (name === 'w:tc') this.#table!.startCell()
    else this.#table!.property(name, value, attributes)
  }

  #openRun(): void {
    this.#marks = new Set()
    this.#hidden = false
  }

  #comment(id: string): void {
    if (this.#comments.length < MOST_COMMENTS) this.#comments.push(id)
  }

  #openDrawing(): void {
    this.#drawing = openDrawing()
    this.#drawn = this.#path.length
  }

  #closeDrawing(name: string): void {
    if (this.#path.length >= this.#drawn || !DRAWINGS.has(name)) return
    const drawing = this.#drawing!
    this.#drawing = null
    if (drawing.relation === '' || this.#paragraph === null || this.#hidden)
      this.#report('left', 'A drawing or an object is left out.', true)
    else if (this.#isDeleted()) this.#report('left', 'A picture that somebody has deleted is left out.', true)
    else this.#paragraph.drawings.push(drawing)
  }

  #hang(paragraph: Opened, note: string): void {
    if (!this.#hidden) paragraph.runs.push({ text: '', marks: [], change: this.#changeHere, comments: [...this.#comments], note })
  }

  #change(kind: SourceChange['kind'], attributes: Element['attributes']): void {
    const change = { kind, author: (attributes['w:author'] ?? '').trim() }
    // In the properties of a paragraph it is about its end; in those of a row about the row.
    if (this.#path.includes('w:pPr')) {
      if (kind === 'ins' && this.#paragraph !== null) this.#paragraph.born = change
    } else if (!this.#isIn('w:rPr') && !this.#isIn('w:trPr')) this.#changes.push({ change, depth: this.#path.length })
  }

  #endChange(): void {
    if (this.#changes.at(-1)?.depth === this.#path.length + 1) this.#changes.pop()
  }

  #property(paragraph: Opened, name: string, value: string): void {
    if (name === 'w:pStyle') paragraph.style = value
    else if (name === 'w:numId') paragraph.list = value
    else if (name === 'w:ilvl') paragraph.level = Number(value) || 0
  }

  #runProperty(name: string, value: string): void {
    const on = value !== '0' && value !== 'false' && value !== 'none'
    if (name === 'w:rStyle' && (value === BESIDE.state || value === BESIDE.proposal)) this.#hidden = true
    else if ((name === 'w:vanish' || name === 'w:specVanish') && on) {
      this.#hidden = true
      this.#report('left', 'Hidden words are left out.', true)
    } else if ((name === 'w:strike' || name === 'w:dstrike') && on && !this.#setting.ours)
      this.#report('flattened', 'Words are struck through by formatting: who wants them deleted is not said. They come in as they stand.')
    else if (name in MARKS && on && !this.#setting.ours) this.#marks.add(MARKS[name]!)
  }

  get #changeHere(): SourceChange | null {
    const deleted = this.#changes.findLast(({ change }) => change.kind === 'del')?.change
    const added = this.#changes.findLast(({ change }) => change.kind === 'ins')?.change
    return deleted === undefined ? (added ?? null) : { ...deleted, ...(added === undefined ? {} : { of: added.author }) }
  }

  #isDeleted(): boolean {
    return this.#changeHere?.kind === 'del'
  }

  #add(text: string): void {
    if (this.#paragraph === null || this.#hidden || text === '') return
    this.#paragraph.runs.push({ text, marks: [...this.#marks], change: this.#changeHere, comments: [...this.#comments] })
  }

  #end(): void {
    const opened = this.#paragraph
    this.#paragraph = null
    if (opened === null || opened.style === BESIDE.after) return
    const { numbering, styles } = this.#setting
    const { list, level, heading } = styles.factsOf(opened.style)
    const at = opened.list ?? list
    // List 0 takes a paragraph out of the list of its style.
    const label = at === null || at === '0' ? '' : numbering.next({ list: at, level: opened.level ?? level ?? 0 })
    const paragraph = { number: ++this.#count, label, heading, runs: opened.runs, born: opened.born }
    const shown = opened.drawings.map((drawing) => ({ paragraph: this.#standFor(), drawing }))
    if (this.#table !== null) {
      this.#table.add(paragraph, this.#lineOf(paragraph))
      this.#behind.push(...shown)
    } else if (opened.style === BESIDE.block) {
      this.#loseLine()
      this.#line = paragraph
    } else {
      if (shown.length === 0 && opened.runs.length > 0) this.#loseLine()
      this.paragraphs.push(paragraph, ...shown)
    }
  }

  #endTable(): void {
    if (this.#depth === 0 || --this.#depth > 0) return
    const block: SourceBlock = this.#table!.end()
    this.#table = null
    this.paragraphs.push({ ...this.#standFor(), number: block.paragraphs?.[0]?.number ?? this.#count, block }, ...this.#behind)
    if (this.#behind.length > 0) this.#report('table', 'Pictures in a table stand behind it.')
    this.#behind = []
  }

  /** The paragraph of a block: in a file of ours the line before it. */
  #standFor(): SourceParagraph {
    const line = this.#table === null ? this.#line : null
    if (line !== null) this.#line = null
    return line ?? { number: this.#count, label: '', heading: null, runs: [], born: null }
  }

  /** A line of ours whose block somebody has deleted. */
  #loseLine(): void {
    if (this.#line === null) return
    const line = this.#line
    this.#line = null
    this.paragraphs.push(line)
    this.#report('left', 'The table or picture of this line is no longer in the file.', true)
  }

  /** A paragraph of a cell as a line of its words: what was deleted is not in it, a note stands in parentheses. */
  #lineOf({ label, runs }: SourceParagraph): string {
    const words = runs.map(({ text, note, change }) => {
      if (change?.kind === 'del') return ''
      if (note === undefined) return text
      const said = (this.#setting.notes.get(note) ?? []).map((run) => (run.change?.kind === 'del' ? '' : run.text)).join('')
      return said.trim() === '' || said.length > LONGEST_ASIDE ? '' : ` (${said.trim()})`
    })
    return `${label === '' ? '' : `${label} `}${words.join('')}`.replace(/\s+/g, ' ').trim()
  }

  /** Once for a file, or at every place. */
  #report(kind: ReportEntry['kind'], message: string, everywhere = false): void {
    if ((!everywhere && this.#reported.has(message)) || this.entries.length >= MOST_ENTRIES) return
    this.#reported.add(message)
    this.entries.push({ line: this.#count + 1, kind, message })
  }

  #isIn(name: string): boolean {
    return this.#path.at(-2) === name || this.#path.at(-3) === name
  }
}

/** Characters of a note that a cell has room for; the same one may hang in many cells. */
const LONGEST_ASIDE = 500

/** Symbol fonts have their bullets and dashes in the private area. */
function symbolOf(code: string): string {
  const at = parseInt(code, 16)
  if (Number.isNaN(at)) return ''
  return at >= 0xf000 && at <= 0xf0ff ? '•' : at < 0x20 || at > 0xffff || (at >= 0xd800 && at <= 0xdfff) ? '' : String.fromCharCode(at)
}
