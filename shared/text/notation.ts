// Notation: a negotiated text as people print it, `[words – RUS]`, `[words – delete, USA]`, `[words – reserve, IRN]`,
// `[ – EU]` for a placeholder, `[words]` where nobody is named (spec TX-10 to TX-13). Printing and parsing are
// inverse on texts whose brackets nest. One paragraph a line: `label ⇥ words`; `# ` title, `## ` heading, `- ` item;
// a `[` before the label's tab proposes the paragraph itself. Literal brackets are escaped, so no words can
// print a bracket in another's name.
import { namesOf } from '../brackets/names.ts'
import { IdMaker, isDelegationCode, type Bid, type GroupId } from '../ids.ts'
import { EMPTY_META, labelOf, levelOf, metaKey, standsOf, typeOf, type Meta } from './meta.ts'
import type { Body, BracketKind, Open, ParagraphType, Run, Starter } from './model.ts'
import type { ParagraphReading, Reading } from './read.ts'

export interface PrintOptions {
  /** Whether the delegations' codes are printed; kinds always are. */
  readonly names?: boolean
  /** Whether competing brackets carry `group n`. */
  readonly groups?: boolean
}

const KIND_WORD: Readonly<Record<BracketKind, string | null>> = { ins: null, del: 'delete', res: 'reserve', note: 'note' }
const ATTRIBUTION = /^(?:delete|reserve|note|group \d+|[A-Z0-9-]{1,12})(?:, (?:group \d+|[A-Z0-9-]{1,12}))*$/

/** A whole text, a line a paragraph. */
export function printNotation(reading: Reading, meta: Meta = EMPTY_META, options: PrintOptions = {}): string {
  const attributions = attributionsOf(reading, meta, options)
  return reading.paragraphs.map((paragraph) => lead(paragraph, reading, meta) + body(paragraph, reading, attributions)).join('\n')
}

/** One paragraph's words and brackets, without label and type. */
export function printParagraph(reading: Reading, index: number, meta: Meta = EMPTY_META, options: PrintOptions = {}): string {
  const paragraph = reading.paragraphs[index]
  return paragraph === undefined ? '' : printPieces(paragraph, attributionsOf(reading, meta, options))
}

/** What is printed behind a bracket's words: `RUS, EU`, `delete, USA`; empty for nobody's addition. */
export function attributionsOf(reading: Reading, meta: Meta, options: PrintOptions = {}): Map<Bid, string> {
  const stands = standsOf(meta)
  const numbers = new Map<GroupId, number>()
  const attributions = new Map<Bid, string>()
  for (const bracket of reading.brackets.values()) {
    const parts: string[] = []
    const word = KIND_WORD[bracket.kind]
    if (word !== null) parts.push(word)
    if (options.names !== false) parts.push(...namesOf(reading, bracket, stands))
    if (options.groups !== false && bracket.group !== null) {
      if (!numbers.has(bracket.group)) numbers.set(bracket.group, numbers.size + 1)
      parts.push(`group ${numbers.get(bracket.group)}`)
    }
    attributions.set(bracket.bid, parts.join(', '))
  }
  return attributions
}

/** A text's literal characters as notation. */
export function escapeText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/\t/g, '\\t')
}

function lead(paragraph: ParagraphReading, reading: Reading, meta: Meta): string {
  const starter = paragraph.raw.starter
  if (starter === null) return ''
  const type = typeOf(meta, starter.p, starter.t)
  const level = levelOf(meta, starter.p, starter.lvl)
  const mark = {
    title: '# ',
    heading: `##${'#'.repeat(Math.max(0, level - 1))} `,
    item: `${'  '.repeat(Math.max(0, level - 1))}- `,
    para: '',
  }[type]
  const label = labelOf(meta, starter.p)
  const proposed = isProposed(paragraph, reading)
  return `${mark}${proposed ? '[' : ''}${escapeText(label)}${proposed || label !== '' ? '\t' : ''}`
}

/** Whether the bracket that proposes this paragraph lives and opens right at its start. */
export function isProposed(paragraph: ParagraphReading, reading: Reading): boolean {
  const born = paragraph.raw.starter?.in
  const first = paragraph.pieces[0]
  return born !== undefined && reading.brackets.has(born) && first?.type === 'open' && first.bid === born
}

function body(paragraph: ParagraphReading, reading: Reading, attributions: ReadonlyMap<Bid, string>): string {
  const words = printPieces(paragraph, attributions)
  // The proposing bracket's `[` was printed before the label.
  if (isProposed(paragraph, reading)) return words.slice(1)
  return /^(#|\s*- )/.test(words) ? `\\${words}` : words
}

/** A paragraph as it is printed, with what stands behind each bracket given. */
export function printPieces(paragraph: ParagraphReading, attributions: ReadonlyMap<Bid, string>): string {
  let out = ''
  const placeholders = placeholdersIn(paragraph)
  // Words since the last token: only they can be mistaken for an attribution.
  let tail = ''
  for (const [i, piece] of paragraph.pieces.entries()) {
    if (piece.type === 'text') tail += escapeText(piece.text)
    else if (piece.type === 'open') {
      out += `${tail}[`
      tail = ''
    } else {
      const attribution = attributions.get(piece.bid) ?? ''
      const before = paragraph.pieces[i - 1]
      const empty = before?.type === 'open' && before.bid === piece.bid
      out += `${guard(tail, attribution)}${closing(attribution, empty, placeholders.has(piece.bid))}`
      tail = ''
    }
  }
  return out + tail
}

function closing(attribution: string, empty: boolean, ph: boolean): string {
  if (attribution === '') return empty && ph ? ' ]' : ']'
  return empty && !ph ? `– ${attribution}]` : ` – ${attribution}]`
}

function placeholdersIn({ raw }: ParagraphReading): ReadonlySet<Bid> {
  return new Set(raw.runs.flatMap(({ insert }) => (typeof insert !== 'string' && 'o' in insert && insert.ph === 1 ? [insert.o] : [])))
}

function guard(tail: string, attribution: string): string {
  const at = attribution === '' ? guardAt(tail) : -1
  return at < 0 ? tail : `${tail.slice(0, at)}\\${tail.slice(at)}`
}

/**
 * Where a backslash keeps the last words of a bracket without attribution from reading as one, or as a placeholder's blank; -1 for
 * nowhere. `tail`: escaped, since the last token.
 */
export function guardAt(tail: string): number {
  if (tail === ' ') return 0
  const match = /^(.* )?– (.*)$/s.exec(tail)
  return match !== null && ATTRIBUTION.test(match[2]!) ? (match[1]?.length ?? 0) : -1
}

/** A parsed text: its body, the overrides that labels and co-sponsors need, and the brackets in order of opening. */
export interface Parsed {
  readonly body: Body
  readonly meta: Map<string, unknown>
  readonly bids: readonly Bid[]
}

interface Pending {
  /** Index of the opening in the runs, filled in when the attribution is known. */
  readonly index: number
  readonly starterIndex: number | null
}

/**
 * Parses notation; ids are made under `clientId`. Throws an Error naming the line on unbalanced brackets:
 * notation is written by us, foreign texts go through the importer.
 */
export function parseNotation(text: string, clientId = 1): Parsed {
  return new Parser(new IdMaker(clientId)).parse(text)
}

class Parser {
  readonly #ids: IdMaker
  readonly #runs: (Run | null)[] = []
  readonly #meta = new Map<string, unknown>()
  readonly #open: Pending[] = []
  readonly #bids = new Map<number, Bid>()
  readonly #groups = new Map<string, GroupId>()
  /** Raw characters since the last token, escapes kept. */
  #tail = ''

  constructor(ids: IdMaker) {
    this.#ids = ids
  }

  parse(text: string): Parsed {
    text.split('\n').forEach((line, i) => {
      try {
        this.#line(line)
      } catch (error) {
        throw new Error(`line ${i + 1}: ${(error as Error).message}: ${line}`)
      }
    })
    if (this.#open.length > 0) throw new Error('a bracket is not closed')
    const bids = [...this.#bids].sort(([a], [b]) => a - b).map(([, bid]) => bid)
    return { body: this.#runs as Run[], meta: this.#meta, bids }
  }

  #line(line: string): void {
    const mark = /^(?:(#{1,9}) |((?: {2})*)- )?(\[)?(?:((?:[^\t\\[\]]|\\.)*)\t)?/s.exec(line)!
    const label = mark[4]
    // Without a tab behind it, a leading `[` belongs to the words.
    const proposed = mark[3] !== undefined && label !== undefined
    const wordsAt = label === undefined ? mark[0].length - (mark[3]?.length ?? 0) : mark[0].length
    const starter: Starter = { p: this.#ids.make(''), ...shape(mark[1], mark[2]) }
    this.#runs.push({ insert: starter })
    if (label !== undefined && label !== '') this.#meta.set(metaKey.label(starter.p), unescape(label))
    if (proposed) this.#opens(this.#runs.length - 1)
    this.#words(line.slice(wordsAt))
  }

  #words(words: string): void {
    for (let i = 0; i < words.length; i++) {
      const char = words[i]!
      if (char === '\\') this.#tail += char + (words[++i] ?? '')
      else if (char === '[') {
        this.#flush(this.#tail)
        this.#opens(null)
      } else if (char === ']') this.#closes()
      else this.#tail += char
    }
    this.#flush(this.#tail)
  }

  #flush(raw: string): void {
    if (raw !== '') this.#runs.push({ insert: unescape(raw) })
    this.#tail = ''
  }

  #opens(starterIndex: number | null): void {
    this.#open.push({ index: this.#runs.length, starterIndex })
    this.#runs.push(null)
  }

  #closes(): void {
    const pending = this.#open.pop()
    if (pending === undefined) throw new Error('a bracket is closed that was not opened')
    const { words, attribution } = split(this.#tail)
    const empty = this.#runs.length - 1 === pending.index
    const ph = empty && (attribution === null ? this.#tail === ' ' : this.#tail.startsWith(' ') && words === '')
    this.#flush(ph ? '' : words)
    const open = this.#openingFor(attribution ?? [], ph)
    this.#runs[pending.index] = { insert: open }
    this.#bids.set(pending.index, open.o)
    if (pending.starterIndex !== null) {
      const starter = this.#runs[pending.starterIndex]!.insert as Starter
      this.#runs[pending.starterIndex] = { insert: { ...starter, in: open.o } }
    }
    this.#runs.push({ insert: { c: open.o } })
  }

  #openingFor(attribution: readonly string[], ph: boolean): Open {
    const kind = (Object.entries(KIND_WORD).find(([, word]) => word !== null && word === attribution[0])?.[0] ?? 'ins') as BracketKind
    const group = attribution.find((part) => part.startsWith('group '))
    const [by = '', ...sponsors] = attribution.filter((part) => isDelegationCode(part))
    const bid = this.#ids.make(by)
    let grp: GroupId | undefined
    if (group !== undefined) {
      grp = this.#groups.get(group) ?? this.#ids.make(by)
      this.#groups.set(group, grp)
    }
    sponsors.forEach((principal, i) => {
      this.#meta.set(metaKey.stand(bid, principal), { stance: 'proposes', words: '', seq: i + 1 })
    })
    return { o: bid, by, kind, ...(grp === undefined ? {} : { grp }), ...(ph ? { ph: 1 as const } : {}) }
  }
}

function shape(hashes: string | undefined, indent: string | undefined): { t: ParagraphType; lvl: number } {
  if (hashes === '#') return { t: 'title', lvl: 0 }
  if (hashes !== undefined) return { t: 'heading', lvl: hashes.length - 1 }
  return indent === undefined ? { t: 'para', lvl: 0 } : { t: 'item', lvl: indent.length / 2 + 1 }
}

function split(raw: string): { words: string; attribution: string[] | null } {
  const match = /^(?:(.*) )?– (.*)$/s.exec(raw)
  if (match === null || !ATTRIBUTION.test(match[2]!)) return { words: raw, attribution: null }
  return { words: match[1] ?? '', attribution: match[2]!.split(', ') }
}

function unescape(raw: string): string {
  return raw.replace(/\\(.)/gs, (_, char: string) => (char === 't' ? '\t' : char))
}
