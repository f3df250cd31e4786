// Writes the body of an import paragraph by paragraph, as the plan has it: starters, words as they are marked, and the tokens of brackets,
// tracked changes and whole paragraphs, in an order that nests.
import { NOBODY, type Bid, type GroupId, type IdMaker, type Pid, type Principal } from '../ids.ts'
import type { ParagraphState } from '../text/meta.ts'
import type { Block } from '../text/blocks.ts'
import type { Marks, Run, Starter } from '../text/model.ts'
import type { Analysis } from './analysis.ts'
import type { Attribution, Cut } from './attributions.ts'
import type { Bracket } from './brackets.ts'
import { rankOf, type Change } from './changes.ts'
import type { Sign } from './pairing.ts'
import type { CommentSpan, Draft, NoteSpan } from './paragraphs.ts'
import type { Opening, Plan, Shape } from './plan.ts'
import type { ReportEntry } from './report.ts'
import type { SourceComment } from './source.ts'
import type { Wrap } from './wraps.ts'

/** What a word processor's file says beside its words. */
export interface Beside {
  readonly comments: ReadonlyMap<string, SourceComment>
  /** The delegation of an author; '' for nobody known. */
  readonly principalOf: (author: string) => Principal
  /** The note that is written: what is said of no bracket in it is said of it. */
  readonly about?: Bid
}

/** A note as it will stand in its bracket. */
export interface WrittenNote {
  readonly bid: Bid
  readonly runs: readonly Run[]
  readonly rationales: ReadonlyMap<Bid, string>
  readonly stands: ReadonlyMap<Bid, Attribution['stands']>
  readonly entries: readonly ReportEntry[]
  readonly brackets: number
}

/** Writes the words of a note. */
export type NoteWriter = (note: NoteSpan) => WrittenNote

const NO_CUTS: readonly Cut[] = []
/** Comments times brackets of one paragraph that are held against each other. */
const MOST_COMPARED = 4_000_000
const BROKEN_WORD = /\p{L}-$/u

/** What a paragraph is written from. */
interface Inside {
  readonly draft: Draft
  readonly signs: readonly Sign[]
  readonly cuts: readonly Cut[]
  readonly changes: readonly Change[]
}

/** A bracket as it stands in one paragraph, for the comments around it. */
interface Standing {
  readonly bid: Bid
  readonly from: number
  readonly to: number
}

export class Builder {
  readonly runs: Run[] = []
  readonly labels = new Map<Pid, string>()
  readonly blocks = new Map<Pid, Block>()
  readonly states = new Map<Pid, ParagraphState>()
  readonly rationales = new Map<Bid, string>()
  readonly stands = new Map<Bid, Attribution['stands']>()
  readonly bids = new Map<Bracket, Bid>()
  readonly entries: ReportEntry[] = []
  paragraphs = 0
  brackets = 0
  /** How far the paragraph's cuts and spans have been written. */
  #cut = 0
  #span = 0
  readonly #ids: IdMaker
  readonly #analysis: Analysis
  readonly #plan: Plan
  readonly #beside: Beside
  readonly #groups: readonly GroupId[]
  readonly #replaces = new Map<Bracket, GroupId>()
  readonly #wrapsAt = new Map<number, Wrap[]>()
  readonly #wrapEnds = new Map<number, Wrap[]>()
  readonly #wrapBids = new Map<Wrap, Bid>()
  /** Brackets and wraps that open in paragraphs which are left out: they open in the next one that stays. */
  #carried: (Sign | Wrap)[] = []
  readonly #written = new Set<Bracket>()
  readonly #writeNote: NoteWriter | null

  /** `notes`: absent while a note is written, which has none. */
  constructor(ids: IdMaker, analysis: Analysis, plan: Plan, beside: Beside, notes: NoteWriter | null = null) {
    this.#writeNote = notes
    this.#ids = ids
    this.#analysis = analysis
    this.#plan = plan
    this.#beside = beside
    this.#groups = Array.from({ length: plan.groups }, () => ids.make(NOBODY))
    // The outermost first: they open first and close last.
    for (const wrap of [...plan.wraps].sort((a, b) => a.first - b.first || b.last - a.last)) {
      enter(this.#wrapsAt, wrap.first, wrap)
      enter(this.#wrapEnds, wrap.last, wrap)
    }
  }

  add(draft: Draft, index: number): void {
    const shape = this.#plan.shapes[index]!
    const signs = this.#analysis.signs[index]!
    const wraps = this.#wrapsAt.get(index) ?? []
    if (shape.out) this.#leaveOut(signs, wraps)
    else {
      const changes = this.#analysis.brackets.changes[index]!.filter((change) => this.#isWritten(this.#bracketOf(change)))
      const before = signs.find(({ at }) => at === -1)
      this.#begin(draft, shape, { before, changes, wraps })
      this.#inside({ draft, signs, cuts: this.#plan.cuts.get(index) ?? NO_CUTS, changes })
      this.#explain(draft, [
        ...changes.map((change) => ({ bid: this.#bidOf(this.#bracketOf(change)), from: change.from, to: change.to })),
        ...signs.flatMap((sign) => this.#standing(sign, draft)),
      ])
    }
    for (const wrap of (this.#wrapEnds.get(index) ?? []).toReversed()) this.#closeWrap(wrap)
  }

  /** The paragraph's start with all that opens before its words, and its label. */
  #begin(
    draft: Draft,
    shape: Shape,
    { before, changes, wraps }: { readonly before: Sign | undefined; readonly changes: readonly Change[]; readonly wraps: readonly Wrap[] },
  ): void {
    const written = before !== undefined && this.#isToken(before)
    // A table or picture has a paragraph of its own.
    const joins = shape.join && this.paragraphs > 0 && draft.block === undefined
    const opening = [...this.#carried, ...wraps]
    this.#carried = []
    if (joins) this.#glue()
    else {
      const [first] = changes
      const grows = draft.born === true && first?.kind === 'ins' && first.from === 0 && first.to === draft.text.length
      const outer = opening[0]
      const proposal =
        outer !== undefined
          ? 'first' in outer
            ? this.#wrapBid(outer)
            : null
          : written
            ? this.#bidOf(this.#bracketOf(before))
            : grows
              ? this.#bidOf(this.#bracketOf(first))
              : null
      const pid = this.#ids.make(NOBODY)
      this.paragraphs++
      const starter: Starter = { p: pid, t: shape.type, lvl: shape.level, ...(proposal === null ? {} : { in: proposal }) }
      this.runs.push({ insert: starter })
      if (shape.label !== '' && (before === undefined || written || this.#dropsLabelSign(before))) this.labels.set(pid, shape.label)
      if (draft.block !== undefined) this.blocks.set(pid, draft.block)
      if (shape.state !== 'open') this.states.set(pid, shape.state)
    }
    for (const one of opening) 'first' in one ? this.#openWrap(one) : this.#open(one)
    if (written) this.#open(before)
    this.#typedLabel(draft, shape, { before, written, joins })
  }

  /** A label that is none: behind a bracket that is never closed it stays where it stood, and of a joined paragraph it is words. */
  #typedLabel(
    draft: Draft,
    shape: Shape,
    { before, written, joins }: { readonly before: Sign | undefined; readonly written: boolean; readonly joins: boolean },
  ): void {
    const literal = before !== undefined && !written && !this.#dropsLabelSign(before)
    const label = shape.label === '' ? '' : `${shape.label} `
    if (literal) this.#words(`[${label}`)
    else if (joins) this.#words(label)
    if (before === undefined || this.#analysis.pairs.has(before)) return
    const message = `“${draft.label}” stays among the words: the “[” before it is not closed.`
    this.entries.push({ line: draft.lines[0]!.number, kind: 'labelInWords', message })
  }

  /** Whether the sign before a label goes without a trace. */
  #dropsLabelSign(sign: Sign): boolean {
    if (!this.#analysis.pairs.has(sign)) return false
    const { as } = this.#plan.taken.get(this.#bracketOf(sign))!
    return as === 'words' || as === 'out'
  }

  #glue(): void {
    const last = this.runs.at(-1)?.insert
    if (typeof last !== 'string' || !(BROKEN_WORD.test(last.slice(-2)) || last.endsWith(' '))) this.#words(' ')
  }

  /** What opens in a paragraph that goes opens in the next one that stays, and what closes in it closes with the last before it. */
  #leaveOut(signs: readonly Sign[], wraps: readonly Wrap[]): void {
    this.#carried.push(...wraps)
    const closed = new Set<Sign | Wrap>()
    for (const sign of signs) {
      if (!this.#isToken(sign)) continue
      if (sign.open) this.#carried.push(sign)
      else if (this.#written.has(this.#bracketOf(sign))) this.runs.push({ insert: { c: this.#bidOf(this.#bracketOf(sign)) } })
      else closed.add(this.#analysis.pairs.get(sign)!)
    }
    if (closed.size > 0) this.#carried = this.#carried.filter((one) => !closed.has(one))
  }

  /** The words between what opens and closes, in order. */
  #inside({ draft, signs, cuts, changes }: Inside): void {
    const stops: { at: number; rank: number; order: number; write: () => number }[] = []
    for (const [i, change] of changes.entries()) {
      const bracket = this.#bracketOf(change)
      stops.push({ at: change.from, rank: 1, order: i, write: () => this.#openBracket(bracket, change.from) })
      stops.push({ at: change.to, rank: 0, order: -i, write: () => this.#closeBracket(bracket, change.to) })
    }
    for (const sign of signs) {
      if (sign.at < 0 || !this.#isToken(sign)) continue
      stops.push({ at: sign.at, rank: 2, order: 0, write: () => this.#token(sign) })
    }
    for (const note of draft.notes ?? []) stops.push({ at: note.at, rank: rankOf(note, changes), order: 0, write: () => this.#note(note) })
    this.#cut = 0
    this.#span = 0
    stops.sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order)
    let from = 0
    for (const { at, write } of stops) {
      this.#kept(draft, cuts, from, at)
      from = write()
    }
    this.#kept(draft, cuts, from, draft.text.length)
  }

  /** A note's words in a bracket of the server's. */
  #note(note: NoteSpan): number {
    if (this.#writeNote === null) return note.at
    const { bid, runs, rationales, stands, entries, brackets } = this.#writeNote(note)
    this.runs.push({ insert: { o: bid, by: NOBODY, kind: 'note' } }, ...runs, { insert: { c: bid } })
    for (const [of, words] of rationales) this.rationales.set(of, words)
    for (const [of, said] of stands) this.stands.set(of, said)
    this.entries.push(...entries)
    this.brackets += 1 + brackets
    return note.at
  }

  /** What of a stretch is the text's own. Stretches come from left to right, so cuts and spans behind are looked at once. */
  #kept(draft: Draft, cuts: readonly Cut[], from: number, to: number): void {
    let at = from
    while (this.#cut < cuts.length && cuts[this.#cut]!.from < to) {
      const cut = cuts[this.#cut]!
      this.#stretch(draft, at, Math.max(at, cut.from))
      at = Math.max(at, cut.to)
      if (cut.to > to) break
      this.#cut++
    }
    if (at < to) this.#stretch(draft, at, to)
  }

  /** Words as they are marked. */
  #stretch({ text, spans = [] }: Draft, from: number, to: number): void {
    let at = from
    while (at < to) {
      const span = spans[this.#span]
      if (span === undefined || span.from >= to) return this.#words(text.slice(at, to))
      if (span.to <= at) {
        this.#span++
        continue
      }
      if (span.from > at) this.#words(text.slice(at, span.from))
      const end = Math.min(to, span.to)
      this.#words(text.slice(Math.max(at, span.from), end), Object.fromEntries(span.marks.map((mark) => [mark, true])))
      at = end
    }
  }

  #words(text: string, marks: Marks = {}): void {
    const insert = text.replace(/\\([[\]\\])/g, '$1')
    if (insert === '') return
    const attributes = Object.keys(marks).length === 0 ? {} : { attributes: marks }
    const last = this.runs.at(-1)
    const alike = JSON.stringify(last?.attributes ?? {}) === JSON.stringify(marks)
    if (last !== undefined && typeof last.insert === 'string' && alike)
      this.runs[this.runs.length - 1] = { insert: last.insert + insert, ...attributes }
    else this.runs.push({ insert, ...attributes })
  }

  #token(sign: Sign): number {
    const bracket = this.#bracketOf(sign)
    return sign.open ? this.#openBracket(bracket, sign.at + 1) : this.#closeBracket(bracket, sign.at + 1)
  }

  #open(sign: Sign): void {
    this.#openBracket(this.#bracketOf(sign), 0)
  }

  #openBracket(bracket: Bracket, next: number): number {
    const bid = this.#bidOf(bracket)
    this.#written.add(bracket)
    this.#push(bid, this.#plan.taken.get(bracket)!.opening, this.#groupOf(bracket))
    return next
  }

  #closeBracket(bracket: Bracket, next: number): number {
    const bid = this.#bidOf(bracket)
    const last = this.runs.at(-1)?.insert
    const before = this.runs.at(-2)?.insert
    // `[ ]` is a placeholder: the blank in it is no word.
    if (typeof last === 'string' && last.trim() === '' && typeof before === 'object' && 'o' in before && before.o === bid) this.runs.pop()
    this.runs.push({ insert: { c: bid } })
    return next
  }

  #push(bid: Bid, { by, kind, placeholder, stands }: Omit<Opening, 'group'>, grp: GroupId | null): void {
    this.brackets++
    if (stands.length > 0) this.stands.set(bid, stands)
    this.runs.push({ insert: { o: bid, by, kind, ...(grp === null ? {} : { grp }), ...(placeholder ? { ph: 1 as const } : {}) } })
  }

  #openWrap(wrap: Wrap): void {
    const grp = wrap.group === null ? null : this.#groups[wrap.group]!
    this.#push(this.#wrapBid(wrap), { by: wrap.by, kind: 'ins', placeholder: false, stands: wrap.stands }, grp)
  }

  #closeWrap(wrap: Wrap): void {
    const waiting = this.#carried.indexOf(wrap)
    if (waiting < 0) this.runs.push({ insert: { c: this.#wrapBid(wrap) } })
    else this.#carried.splice(waiting, 1)
  }

  #wrapBid(wrap: Wrap): Bid {
    const bid = this.#wrapBids.get(wrap) ?? this.#ids.make(wrap.by)
    this.#wrapBids.set(wrap, bid)
    return bid
  }

  /** The set that a person chose, else that of a tracked replace. */
  #groupOf(bracket: Bracket): GroupId | null {
    const { group, by } = this.#plan.taken.get(bracket)!.opening
    if (group !== null) return this.#groups[group]!
    const beside = this.#analysis.brackets.replaces.get(bracket)
    if (beside === undefined || !this.#isWritten(beside)) return null
    const id = this.#replaces.get(beside) ?? this.#ids.make(by)
    this.#replaces.set(bracket, id)
    return id
  }

  #bracketOf(key: Sign | Change): Bracket {
    const { brackets, pairs } = this.#analysis
    return (brackets.of.get(key) ?? brackets.of.get(pairs.get(key as Sign)!))!
  }

  #isToken(sign: Sign): boolean {
    return this.#analysis.pairs.has(sign) && this.#isWritten(this.#bracketOf(sign))
  }

  #isWritten(bracket: Bracket): boolean {
    const { as } = this.#plan.taken.get(bracket)!
    return as === 'bracket' || as === 'placeholder'
  }

  #standing(sign: Sign, { text }: Draft): Standing[] {
    if (!sign.open || !this.#isToken(sign)) return []
    const bracket = this.#bracketOf(sign)
    return [{ bid: this.#bidOf(bracket), from: sign.at, to: bracket.last === sign.paragraph ? bracket.to + 1 : text.length }]
  }

  /** A comment explains the bracket that it stands around, or that stands around it; else it is reported. */
  #explain({ comments = [], lines }: Draft, standing: readonly Standing[]): void {
    for (const comment of comments) {
      const said = this.#beside.comments.get(comment.id)
      if (said === undefined || said.words === '') continue
      const words = said.author === '' ? said.words : `${said.author}: ${said.words}`
      const bid = comments.length * standing.length > MOST_COMPARED ? null : (commented(comment, standing) ?? this.#beside.about ?? null)
      if (bid === null) {
        this.entries.push({ line: lines[0]!.number, kind: 'comment', message: `A comment about no bracket is left out – ${words}` })
        continue
      }
      const before = this.rationales.get(bid)
      this.rationales.set(bid, before === undefined ? words : `${before}\n${words}`)
    }
  }

  #bidOf(bracket: Bracket): Bid {
    const bid = this.bids.get(bracket) ?? this.#ids.make(this.#plan.taken.get(bracket)!.opening.by)
    this.bids.set(bracket, bid)
    return bid
  }
}

function enter(wraps: Map<number, Wrap[]>, index: number, wrap: Wrap): void {
  const here = wraps.get(index)
  if (here === undefined) wraps.set(index, [wrap])
  else here.push(wrap)
}

/** The outermost bracket within the comment, else the innermost around it. */
function commented({ from, to }: CommentSpan, standing: readonly Standing[]): Bid | null {
  const longest = (a: Standing, b: Standing): number => b.to - b.from - (a.to - a.from)
  const within = standing.filter((one) => one.from >= from && one.to <= to).sort(longest)[0]
  const around = standing
    .filter((one) => one.from <= from && one.to >= to)
    .sort(longest)
    .at(-1)
  return (within ?? around)?.bid ?? null
}
