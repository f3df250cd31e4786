// A Word file as paragraphs of runs (ECMA-376 part 1): labels counted, runs in order whoever split them, tracked changes with
// their authors, comments with what they stand around. What is no running text is left out and reported with its place.
import type { Mark } from '../../text/model.ts'
import type { ReportEntry } from '../report.ts'
import type { Origin, Source, SourceChange, SourceComment, SourceParagraph, SourceRun, Unreadable } from '../source.ts'
import { isArchive } from '../archive.ts'
import { originOf } from '../origin.ts'
import { partsOf, unreadable, type Parts } from './archive.ts'
import { BESIDE, PROPERTY } from './frame.ts'
import { Numbering } from './numbering.ts'
import { MalformedXml, parse, type Element } from './parser.ts'
import { Stylesheet } from './stylesheet.ts'

/** Reads a file of at most `MAX_PART_BYTES` unpacked. */
export function readDocx(bytes: Uint8Array): { readonly ok: true; readonly source: Source } | Unreadable {
  const unpacked = partsOf(bytes)
  if (!unpacked.ok) return unpacked
  const { parts } = unpacked
  try {
    const properties = propertiesIn(parts['docProps/custom.xml'])
    const reader = new DocumentReader(parts, properties.get(PROPERTY.brackets) === 'text')
    parse(parts['word/document.xml']!, reader)
    return {
      ok: true,
      source: {
        paragraphs: reader.paragraphs,
        comments: commentsIn(parts['word/comments.xml']),
        entries: reader.entries,
        origin: originOf(properties),
      },
    }
  } catch (error) {
    if (error instanceof MalformedXml) return unreadable(`its words are damaged (${error.message.split('\n')[0]!})`)
    throw error
  }
}

/** What a Word file says of the text of ours that it was printed from; null for one of somebody else, and for what cannot be read. */
export function originIn(bytes: Uint8Array): Origin | null {
  const unpacked = isArchive(bytes) ? partsOf(bytes) : null
  if (unpacked?.ok !== true) return null
  try {
    return originOf(propertiesIn(unpacked.parts['docProps/custom.xml']))
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

/** The hash that a file of ours names as the record's end; null where it names none or cannot be read. */
export function hashNamedIn(bytes: Uint8Array): string | null {
  const unpacked = partsOf(bytes)
  if (!unpacked.ok) return null
  try {
    return propertiesIn(unpacked.parts['docProps/custom.xml']).get(PROPERTY.hash) ?? null
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

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

/** Comments that stand around one place; further ones are not told apart there. */
const MOST_COMMENTS = 20
/** Findings that a report has room for. */
const MOST_ENTRIES = 2000

/** A paragraph as far as it has been read. */
interface Opened {
  style: string
  list: string | null
  level: number | null
  born: SourceChange | null
  runs: SourceRun[]
}

class DocumentReader {
  readonly paragraphs: SourceParagraph[] = []
  readonly entries: ReportEntry[] = []
  readonly #numbering: Numbering
  readonly #styles: Stylesheet
  /** Underlines and strikes of our own files show brackets and are no marks. */
  readonly #ours: boolean
  readonly #path: string[] = []
  #skipping = 0
  #tables = 0
  #paragraph: Opened | null = null
  #changes: SourceChange[] = []
  #comments: string[] = []
  #marks = new Set<Mark>()
  #hidden = false
  #reported = new Set<string>()

  constructor(parts: Parts, ours: boolean) {
    this.#numbering = new Numbering(parts['word/numbering.xml'])
    this.#styles = new Stylesheet(parts['word/styles.xml'])
    this.#ours = ours
  }

  open({ name, attributes }: Element): void {
    this.#path.push(name)
    if (this.#skipping > 0 || SKIPPED.has(name)) {
      this.#skipping++
      if (name === 'w:txbxContent') this.#report('left', 'A text box is left out; its words are not in the running text.')
      return
    }
    const value = attributes['w:val'] ?? ''
    const paragraph = this.#paragraph
    switch (name) {
      case 'w:tbl':
        if (this.#tables++ === 0) this.#report('table', 'A table begins here; its cells come in as paragraphs.', true)
        return
      case 'w:p':
        this.#paragraph = { style: '', list: null, level: null, born: null, runs: [] }
        return
      case 'w:r':
        this.#marks = new Set()
        this.#hidden = false
        return
      case 'w:commentRangeStart':
        if (this.#comments.length < MOST_COMMENTS) this.#comments.push(attributes['w:id'] ?? '')
        return
      case 'w:commentRangeEnd':
        this.#comments = this.#comments.filter((id) => id !== attributes['w:id'])
        return
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        this.#report('left', 'A picture or an object is left out.', true)
        return
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#report('note', 'A note hangs here; its words are left out.', true)
        return
    }
    if (paragraph === null) return
    if (name in CHANGES) this.#change(CHANGES[name]!, attributes)
    else if (this.#within('w:pPr')) this.#property(paragraph, name, value)
    else if (this.#within('w:rPr')) this.#runProperty(name, value)
    else if (name in BLANKS) this.#add(BLANKS[name]!)
    else if (name === 'w:sym') this.#add(symbolOf(attributes['w:char'] ?? ''))
  }

  close(name: string): void {
    this.#path.pop()
    if (this.#skipping > 0) {
      this.#skipping--
      return
    }
    if (name in CHANGES && !this.#within('w:rPr')) this.#changes.pop()
    else if (name === 'w:tbl') this.#tables--
    else if (name === 'w:p') this.#end()
  }

  text(words: string): void {
    const at = this.#path.at(-1)
    if (this.#skipping === 0 && (at === 'w:t' || at === 'w:delText')) this.#add(words)
  }

  #change(kind: SourceChange['kind'], attributes: Element['attributes']): void {
    const change = { kind, author: (attributes['w:author'] ?? '').trim() }
    // In the properties of a paragraph it is about its end; in those of a row about the row.
    if (this.#path.includes('w:pPr')) {
      if (kind === 'ins') this.#paragraph!.born = change
    } else if (!this.#within('w:rPr')) this.#changes.push(change)
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
    } else if ((name === 'w:strike' || name === 'w:dstrike') && on && !this.#ours)
      this.#report('flattened', 'Words are struck through by formatting: who wants them deleted is not said. They come in as they stand.')
    else if (name in MARKS && on && !this.#ours) this.#marks.add(MARKS[name]!)
  }

  #add(text: string): void {
    if (this.#paragraph === null || this.#hidden || text === '') return
    const deleted = this.#changes.findLast(({ kind }) => kind === 'del')
    const added = this.#changes.findLast(({ kind }) => kind === 'ins')
    const change = deleted === undefined ? (added ?? null) : { ...deleted, ...(added === undefined ? {} : { of: added.author }) }
    this.#paragraph.runs.push({ text, marks: [...this.#marks], change, comments: [...this.#comments] })
  }

  #end(): void {
    const paragraph = this.#paragraph
    this.#paragraph = null
    if (paragraph === null || paragraph.style === BESIDE.after) return
    const { list, level, heading } = this.#styles.factsOf(paragraph.style)
    const at = paragraph.list ?? list
    // List 0 takes a paragraph out of the list of its style.
    const label = at === null || at === '0' ? '' : this.#numbering.next({ list: at, level: paragraph.level ?? level ?? 0 })
    this.paragraphs.push({ number: this.paragraphs.length + 1, label, heading, runs: paragraph.runs, born: paragraph.born })
  }

  /** Once for a file, or at every place. */
  #report(kind: ReportEntry['kind'], message: string, everywhere = false): void {
    if ((!everywhere && this.#reported.has(message)) || this.entries.length >= MOST_ENTRIES) return
    this.#reported.add(message)
    this.entries.push({ line: this.paragraphs.length + 1, kind, message })
  }

  #within(name: string): boolean {
    return this.#path.at(-2) === name || this.#path.at(-3) === name
  }
}

/** Symbol fonts have their bullets and dashes in the private area. */
function symbolOf(code: string): string {
  const at = parseInt(code, 16)
  if (Number.isNaN(at)) return ''
  return at >= 0xf000 && at <= 0xf0ff ? '•' : at < 0x20 || at > 0xffff || (at >= 0xd800 && at <= 0xdfff) ? '' : String.fromCharCode(at)
}

function commentsIn(xml: string | undefined): Map<string, SourceComment> {
  const comments = new Map<string, SourceComment>()
  if (xml === undefined) return comments
  let open: { id: string; author: string; lines: string[] } | null = null
  let words = false
  parse(xml, {
    open: ({ name, attributes }) => {
      if (name === 'w:comment') open = { id: attributes['w:id'] ?? '', author: (attributes['w:author'] ?? '').trim(), lines: [] }
      else if (name === 'w:p') open?.lines.push('')
      words = name === 'w:t'
    },
    close: (name) => {
      words = false
      if (name !== 'w:comment' || open === null) return
      comments.set(open.id, { author: open.author, words: open.lines.join('\n').trim() })
      open = null
    },
    text: (part) => {
      if (words && open !== null) open.lines.push((open.lines.pop() ?? '') + part)
    },
  })
  return comments
}

function propertiesIn(xml: string | undefined): Map<string, string> {
  const properties = new Map<string, string>()
  if (xml === undefined) return properties
  let name = ''
  parse(xml, {
    open: ({ name: element, attributes }) => {
      if (element === 'property') name = attributes['name'] ?? ''
    },
    close: (element) => {
      if (element === 'property') name = ''
    },
    text: (value) => {
      if (name !== '') properties.set(name, (properties.get(name) ?? '') + value)
    },
  })
  return properties
}
