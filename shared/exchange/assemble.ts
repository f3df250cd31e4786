// From paragraphs of a source to a body: brackets in the words are paired, tracked changes become their authors' brackets.
import { NOBODY, type Bid, type GroupId, type IdMaker, type Pid, type Principal } from '../ids.ts'
import type { Body, BracketKind, Marks, Run, Starter } from '../text/model.ts'
import { attributionsIn, type Attribution, type Attributions, type Cut } from './attributions.ts'
import { changesIn, type Change } from './changes.ts'
import { pairBrackets, type Pairs, type Sign } from './pairing.ts'
import type { CommentSpan, Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import { remarksOn } from './remarks.ts'
import type { Report, ReportEntry } from './report.ts'
import type { SourceComment } from './source.ts'

export interface Imported {
  readonly body: Body
  /** Labels as printed, for the overrides beside the text. */
  readonly labels: ReadonlyMap<Pid, string>
  /** Why brackets were proposed, by what stood beside them. */
  readonly rationales: ReadonlyMap<Bid, string>
  /** Who else stands where on a bracket. */
  readonly stands: ReadonlyMap<Bid, Attribution['stands']>
  /** The first title; '' where there is none. */
  readonly title: string
  readonly report: Report
}

/** What a word processor's file says beside its words. */
export interface Beside {
  readonly comments: ReadonlyMap<string, SourceComment>
  /** The delegation of an author; '' for nobody known. */
  readonly principalOf: (author: string) => Principal
}

const NOTHING: Beside = { comments: new Map(), principalOf: () => NOBODY }
const NO_CUTS: readonly Cut[] = []

/** `found`: what the reader of the source reports. */
export function assemble(
  drafts: readonly Draft[],
  ids: IdMaker,
  { found, parties, beside = NOTHING }: { readonly found: readonly ReportEntry[]; readonly parties: Parties; readonly beside?: Beside },
): Imported {
  const { pairs, signs, entries: unpaired } = pairBrackets(drafts)
  const attributions = attributionsIn(drafts, signs, pairs, parties)
  const builder = new Builder(ids, pairs, attributions, beside)
  drafts.forEach((draft, i) => builder.add(draft, signs[i]!, attributions.cuts.get(i) ?? NO_CUTS))
  const remarks = remarksOn(drafts, signs, pairs, parties)
  const entries = [...found, ...unpaired, ...attributions.entries, ...builder.entries, ...remarks].sort((a, b) => a.line - b.line)
  return {
    body: builder.runs,
    labels: builder.labels,
    rationales: builder.rationales,
    stands: builder.stands,
    title: drafts.find(({ type }) => type === 'title')?.text ?? '',
    report: {
      entries,
      counts: {
        paragraphs: drafts.length,
        labels: builder.labels.size,
        brackets: pairs.size / 2 + builder.changes,
        attributions: attributions.found.size,
        repairs: found.length + unpaired.length + builder.entries.length,
      },
    },
  }
}

/** Comments times brackets of one paragraph that are held against each other. */
const MOST_COMPARED = 4_000_000
const UNATTRIBUTED: Attribution = { by: NOBODY, kind: 'ins', alone: false, stands: [] }
/** Blanks between the signs of a placeholder: more are run together before. */
const LONGEST_BLANK = 4

/** What a paragraph is written from. */
interface Inside {
  readonly draft: Draft
  readonly signs: readonly Sign[]
  readonly cuts: readonly Cut[]
  readonly changes: readonly Change[]
  readonly bids: readonly Bid[]
}

/** A bracket as it stands in one paragraph, for the comments around it. */
interface Standing {
  readonly bid: Bid
  readonly from: number
  readonly to: number
}

class Builder {
  readonly runs: Run[] = []
  readonly labels = new Map<Pid, string>()
  readonly rationales = new Map<Bid, string>()
  readonly stands = new Map<Bid, Attribution['stands']>()
  readonly entries: ReportEntry[] = []
  changes = 0
  /** How far the paragraph's cuts and spans have been written. */
  #cut = 0
  #span = 0
  readonly #ids: IdMaker
  readonly #pairs: Pairs
  readonly #attributions: Attributions
  readonly #beside: Beside
  readonly #bids = new Map<Sign, Bid>()

  constructor(ids: IdMaker, pairs: Pairs, attributions: Attributions, beside: Beside) {
    this.#attributions = attributions
    this.#ids = ids
    this.#pairs = pairs
    this.#beside = beside
  }

  add(draft: Draft, signs: readonly Sign[], cuts: readonly Cut[]): void {
    const pid = this.#ids.make(NOBODY)
    const before = signs.find(({ at }) => at === -1)
    const proposes = before !== undefined && this.#pairs.has(before)
    const changes = changesIn(draft, signs, this.#pairs, this.#beside.principalOf)
    const [first] = changes
    const bids = changes.map(({ by }) => this.#ids.make(by))
    const grows = !proposes && draft.born === true && first?.kind === 'ins' && first.from === 0 && first.to === draft.text.length
    const proposal = proposes ? this.#bidOf(before) : grows ? bids[0]! : null
    const starter: Starter = { p: pid, t: draft.type, lvl: draft.level, ...(proposal === null ? {} : { in: proposal }) }
    this.runs.push({ insert: starter })
    if (draft.label !== '') this.labels.set(pid, draft.label)
    // A bracket before the label that is never closed stays where it stood, as a character.
    if (before !== undefined && !proposes) {
      this.labels.delete(pid)
      this.#words(`[${draft.label} `)
      const message = `“${draft.label}” stays among the words: the “[” before it is not closed.`
      this.entries.push({ line: draft.lines[0]!.number, kind: 'labelInWords', message })
    }
    if (proposes) this.#token(before, draft)
    this.#inside({ draft, signs, cuts, changes, bids })
    this.changes += changes.length
    this.#explain(draft, [
      ...changes.map(({ from, to }, i) => ({ bid: bids[i]!, from, to })),
      ...signs.flatMap((sign) => this.#standing(sign, draft)),
    ])
  }

  /** The words between what opens and closes, in order. */
  #inside({ draft, signs, cuts, changes, bids }: Inside): void {
    const groups = this.#replaces(changes)
    const stops: { at: number; rank: number; write: () => number }[] = []
    changes.forEach(({ from, to, kind, by }, i) => {
      const grp = groups[i] === null ? {} : { grp: groups[i]! }
      stops.push({ at: from, rank: 1, write: () => this.#embed({ o: bids[i]!, by, kind, ...grp }, from) })
      stops.push({ at: to, rank: 0, write: () => this.#embed({ c: bids[i]! }, to) })
    })
    for (const sign of signs) {
      if (sign.at < 0 || !this.#pairs.has(sign)) continue
      stops.push({
        at: sign.at,
        rank: 2,
        write: () => {
          this.#token(sign, draft)
          return sign.at + 1
        },
      })
    }
    this.#cut = 0
    this.#span = 0
    stops.sort((a, b) => a.at - b.at || a.rank - b.rank)
    let from = 0
    for (const { at, write } of stops) {
      this.#kept(draft, cuts, from, at)
      from = write()
    }
    this.#kept(draft, cuts, from, draft.text.length)
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

  #embed(insert: { o: Bid; by: Principal; kind: BracketKind; grp?: GroupId } | { c: Bid }, at: number): number {
    this.runs.push({ insert })
    return at
  }

  #token(sign: Sign, draft: Draft): void {
    const bid = this.#bidOf(sign)
    if (!sign.open) {
      const last = this.runs.at(-1)?.insert
      const before = this.runs.at(-2)?.insert
      // `[ ]` is a placeholder: the blank in it is no word.
      if (typeof last === 'string' && last.trim() === '' && typeof before === 'object' && 'o' in before && before.o === bid) this.runs.pop()
      this.runs.push({ insert: { c: bid } })
      return
    }
    const partner = this.#pairs.get(sign)!
    const { by, kind, alone, stands } = this.#attributions.found.get(sign) ?? UNATTRIBUTED
    const near = partner.paragraph === sign.paragraph && sign.at >= 0 && partner.at - sign.at <= LONGEST_BLANK
    const blank = near && draft.text.slice(sign.at + 1, partner.at).trim() === ''
    const empty = blank || (alone && kind === 'ins')
    if (stands.length > 0) this.stands.set(bid, stands)
    this.runs.push({ insert: { o: bid, by, kind, ...(empty ? { ph: 1 as const } : {}) } })
  }

  /** A deletion and an addition of one author right behind it are a replace. */
  #replaces(changes: readonly Change[]): (GroupId | null)[] {
    const groups: (GroupId | null)[] = changes.map(() => null)
    changes.forEach((one, i) => {
      const next = changes[i + 1]
      if (one.kind !== 'del' || next?.kind !== 'ins' || next.from !== one.to || next.author !== one.author) return
      groups[i] = groups[i + 1] = this.#ids.make(one.by)
    })
    return groups
  }

  #standing(sign: Sign, { text }: Draft): Standing[] {
    const partner = this.#pairs.get(sign)
    if (!sign.open || partner === undefined) return []
    return [{ bid: this.#bidOf(sign), from: sign.at, to: partner.paragraph === sign.paragraph ? partner.at + 1 : text.length }]
  }

  /** A comment explains the bracket that it stands around, or that stands around it; else it is reported. */
  #explain({ comments = [], lines }: Draft, standing: readonly Standing[]): void {
    for (const comment of comments) {
      const said = this.#beside.comments.get(comment.id)
      if (said === undefined || said.words === '') continue
      const words = said.author === '' ? said.words : `${said.author}: ${said.words}`
      const bid = comments.length * standing.length > MOST_COMPARED ? null : commented(comment, standing)
      if (bid === null) {
        this.entries.push({ line: lines[0]!.number, kind: 'comment', message: `A comment about no bracket is left out – ${words}` })
        continue
      }
      const before = this.rationales.get(bid)
      this.rationales.set(bid, before === undefined ? words : `${before}\n${words}`)
    }
  }

  #bidOf(sign: Sign): Bid {
    const partner = this.#pairs.get(sign)!
    const bid = this.#bids.get(sign) ?? this.#bids.get(partner) ?? this.#ids.make((this.#attributions.found.get(sign) ?? UNATTRIBUTED).by)
    this.#bids.set(sign, bid).set(partner, bid)
    return bid
  }
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
