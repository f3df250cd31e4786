// Imports plain text (spec IM): lines, furniture, paragraphs, brackets, and a report of everything that was decided on
// the way. Never refuses a text because of its brackets.
import { NOBODY, type Bid, type IdMaker, type Pid } from '../ids.ts'
import type { Body, Run, Starter } from '../text/model.ts'
import { withoutFurniture } from './furniture.ts'
import { linesOf } from './lines.ts'
import { pairBrackets, type Pairs, type Sign } from './pairing.ts'
import { paragraphsOf, type Draft } from './paragraphs.ts'
import type { Report, ReportEntry } from './report.ts'

export interface Imported {
  readonly body: Body
  /** Labels as printed, for the overrides beside the text. */
  readonly labels: ReadonlyMap<Pid, string>
  /** The first title; '' where there is none. */
  readonly title: string
  readonly report: Report
}

/** Reads a text. Brackets come in as additions of nobody, to be attributed by the desk. */
export function importText(source: string, ids: IdMaker): Imported {
  const { lines, entries: characters } = linesOf(source)
  const { lines: kept, entries: furniture } = withoutFurniture(lines)
  const drafts = paragraphsOf(kept)
  const { pairs, signs, entries: unpaired } = pairBrackets(drafts)
  const builder = new Builder(ids, pairs)
  drafts.forEach((draft, i) => builder.add(draft, signs[i]!))
  const entries = [...characters, ...furniture, ...unpaired, ...builder.entries].sort((a, b) => a.line - b.line)
  return {
    body: builder.runs,
    labels: builder.labels,
    title: drafts.find(({ type }) => type === 'title')?.text ?? '',
    report: {
      entries,
      counts: { paragraphs: drafts.length, labels: builder.labels.size, brackets: pairs.size / 2, repairs: entries.length },
    },
  }
}

class Builder {
  readonly runs: Run[] = []
  readonly labels = new Map<Pid, string>()
  readonly entries: ReportEntry[] = []
  readonly #ids: IdMaker
  readonly #pairs: Pairs
  readonly #bids = new Map<Sign, Bid>()

  constructor(ids: IdMaker, pairs: Pairs) {
    this.#ids = ids
    this.#pairs = pairs
  }

  add(draft: Draft, signs: readonly Sign[]): void {
    const pid = this.#ids.make(NOBODY)
    const before = signs.find(({ at }) => at === -1)
    const proposes = before !== undefined && this.#pairs.has(before)
    const starter: Starter = { p: pid, t: draft.type, lvl: draft.level, ...(proposes ? { in: this.#bidOf(before) } : {}) }
    this.runs.push({ insert: starter })
    if (draft.label !== '') this.labels.set(pid, draft.label)
    // A bracket before the label that is never closed stays where it stood, as a character.
    if (before !== undefined && !proposes) {
      this.labels.delete(pid)
      this.#words(`[${draft.label} `)
      const message = `“${draft.label}” stays among the words: the “[” before it is not closed.`
      this.entries.push({ line: draft.lines[0]!.number, kind: 'labelInWords', message })
    }
    let from = 0
    for (const sign of signs) {
      if (sign.at >= 0) this.#words(draft.text.slice(from, this.#pairs.has(sign) ? sign.at : sign.at + 1))
      if (this.#pairs.has(sign)) this.#token(sign, draft)
      from = sign.at + 1
    }
    this.#words(draft.text.slice(from))
  }

  #words(text: string): void {
    const insert = text.replace(/\\([[\]\\])/g, '$1')
    const last = this.runs.at(-1)
    if (insert === '') return
    if (last !== undefined && typeof last.insert === 'string') this.runs[this.runs.length - 1] = { insert: last.insert + insert }
    else this.runs.push({ insert })
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
    const empty = partner.paragraph === sign.paragraph && draft.text.slice(sign.at + 1, partner.at).trim() === '' && sign.at >= 0
    this.runs.push({ insert: { o: bid, by: NOBODY, kind: 'ins', ...(empty ? { ph: 1 as const } : {}) } })
  }

  #bidOf(sign: Sign): Bid {
    const partner = this.#pairs.get(sign)!
    const bid = this.#bids.get(sign) ?? this.#bids.get(partner) ?? this.#ids.make(NOBODY)
    this.#bids.set(sign, bid).set(partner, bid)
    return bid
  }
}
