// Notes of an import (spec IM-94): which hang where, and what each is written from. A note is read by itself, so that a bracket of its own
// never reaches into the running text.
import { NOBODY, type IdMaker } from '../ids.ts'
import type { Parties } from './parties.ts'
import { analyse } from './analysis.ts'
import { Builder, type Beside, type WrittenNote } from './builder.ts'
import type { Draft, NoteSpan } from './paragraphs.ts'
import { untouched } from './plan.ts'
import type { ReportEntry } from './report.ts'
import type { SourceRun } from './source.ts'

export interface NoteContext {
  readonly parties: Parties
  readonly beside: Beside
  readonly ours: boolean
}

/** Writes a note's words with the brackets and changes in them. */
export function writeNote({ draft }: NoteSpan, ids: IdMaker, { parties, beside, ours }: NoteContext): WrittenNote {
  const analysis = analyse([draft], { parties, ours, ...beside })
  const bid = ids.make(NOBODY)
  const builder = new Builder(ids, analysis, untouched(analysis), { ...beside, about: bid })
  builder.add(draft, 0)
  const { runs, rationales, stands, entries, brackets } = builder
  // Its paragraph's start goes: the words stand in another paragraph.
  return { bid, runs: runs.slice(1), rationales, stands, brackets, entries: [...analysis.unpaired, ...analysis.names.entries, ...entries] }
}

/** The note's place in the words, and whether it stands in a change's own stretch: then it is no second one of the same author. */
export function noteSpan({ at, change }: Pick<NoteSpan, 'at' | 'change'>, note: Draft, spans: NonNullable<Draft['spans']>): NoteSpan {
  const isSame = (other: NoteSpan['change']): boolean => other !== null && other.kind === change?.kind && other.author === change.author
  const within = change !== null && spans.some((span) => isSame(span.change) && at >= span.from && at <= span.to)
  const inside = (note.spans ?? []).map((span) => {
    if (within) return isSame(span.change) ? { ...span, change: null } : span
    return span.change === null ? { ...span, change } : span
  })
  return { at, draft: { ...note, spans: inside }, change: within ? change : null }
}

/** Which notes hang where: each once, where it is first referred to. */
export class Hanging {
  readonly entries: ReportEntry[] = []
  readonly #notes: ReadonlyMap<string, readonly SourceRun[]>
  readonly #hung = new Set<string>()

  constructor(notes: ReadonlyMap<string, readonly SourceRun[]>) {
    this.#notes = notes
  }

  /** The note's runs; null where nothing hangs, which is told. */
  runsOf(id: string, line: number): readonly SourceRun[] | null {
    const runs = this.#notes.get(id)
    const why = this.#hung.has(id)
      ? 'the same note hangs further up'
      : runs === undefined
        ? 'it is not in the file'
        : isEmpty(runs)
          ? 'it has no words'
          : null
    if (why === null) {
      this.#hung.add(id)
      return runs!
    }
    this.#tell(line, `A note is left out: ${why}.`)
    return null
  }

  /** Notes that hang nowhere are told with their words. */
  lost(): void {
    for (const [id, runs] of this.#notes) {
      if (this.#hung.has(id) || isEmpty(runs)) continue
      const words = runs.map(({ text }) => text).join('')
      this.#tell(1, `A note hangs nowhere in the words and is left out: “${words.trim().slice(0, LONGEST_QUOTE)}”`)
    }
  }

  #tell(line: number, message: string): void {
    if (this.entries.length < MOST_ENTRIES) this.entries.push({ line, kind: 'note', message })
  }
}

const MOST_ENTRIES = 2_000
const LONGEST_QUOTE = 200
const isEmpty = (runs: readonly SourceRun[]): boolean => runs.every(({ text }) => text.trim() === '')
