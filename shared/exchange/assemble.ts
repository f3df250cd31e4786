// From paragraphs of a source to a body: brackets in the words are paired, tracked changes become their authors' brackets. What is
// found comes first (analysis.ts), then what becomes of it (plan.ts), then the body.
import { NOBODY, type Bid, type IdMaker, type Pid } from '../ids.ts'
import type { Choices } from '../protocol/choices.ts'
import type { ParagraphState } from '../text/meta.ts'
import type { Block } from '../text/blocks.ts'
import type { Body } from '../text/model.ts'
import { analyse, type Analysis } from './analysis.ts'
import type { Attribution } from './attributions.ts'
import { Builder, type Beside } from './builder.ts'
import { writeNote } from './notes.ts'
import type { Found } from './found.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import { chosen, untouched, type Plan } from './plan.ts'
import type { Report, ReportEntry } from './report.ts'
import type { Unreadable } from './source.ts'
import { foundIn, roleEntries, wrongGroup } from './told.ts'

export interface Imported {
  readonly body: Body
  /** Labels as printed, for the overrides beside the text. */
  readonly labels: ReadonlyMap<Pid, string>
  /** Tables and pictures that paragraphs stand for. */
  readonly blocks: ReadonlyMap<Pid, Block>
  /** Rungs that a person chose; the others are open. */
  readonly states: ReadonlyMap<Pid, ParagraphState>
  /** Why brackets were proposed, by what stood beside them. */
  readonly rationales: ReadonlyMap<Bid, string>
  /** Who else stands where on a bracket. */
  readonly stands: ReadonlyMap<Bid, Attribution['stands']>
  /** The first title; '' where there is none. */
  readonly title: string
  readonly report: Report
  /** Every piece by number, for a page to show and a person to change. */
  readonly found: Found
  /** The paragraphs as they were read, before their brackets were: what a file that comes back is compared by. */
  readonly drafts: readonly Draft[]
}

export interface Given {
  /** What the reader of the source reports. */
  readonly found: readonly ReportEntry[]
  readonly parties: Parties
  readonly beside?: Beside
  /** The file was printed here: every bracket in it is one. */
  readonly ours?: boolean
}

const NOTHING: Beside = { comments: new Map(), principalOf: () => NOBODY }

/** As it was found. */
export function assemble(drafts: readonly Draft[], ids: IdMaker, given: Given): Imported {
  const analysis = analysisOf(drafts, given)
  return built(analysis, untouched(analysis), ids, given)
}

/** With what a person changed of it; choices that speak of what is not there make no text. */
export function assembleAs(drafts: readonly Draft[], ids: IdMaker, given: Given, choices: Choices): Imported | Unreadable {
  const analysis = analysisOf(drafts, given)
  const plan = chosen(analysis, choices)
  if (!plan.ok) return plan
  const imported = built(analysis, plan, ids, given)
  const wrong = plan.groups === 0 ? null : wrongGroup(imported)
  return wrong === null ? imported : { ok: false, message: wrong }
}

const analysisOf = (drafts: readonly Draft[], { parties, beside = NOTHING, ours = false }: Given): Analysis =>
  analyse(drafts, { parties, ours, principalOf: beside.principalOf })

function built(analysis: Analysis, plan: Plan, ids: IdMaker, { found, parties, beside = NOTHING, ours = false }: Given): Imported {
  const { drafts } = analysis
  const builder = new Builder(ids, analysis, plan, beside, (note) => writeNote(note, ids, { parties, beside, ours }))
  drafts.forEach((draft, i) => builder.add(draft, i))
  const { body, labels } = { body: builder.runs, labels: builder.labels }
  const repairs = [...found, ...analysis.unpaired, ...builder.entries]
  const told = [...analysis.entries, ...analysis.names.entries, ...roleEntries(analysis, plan)]
  return {
    body,
    labels,
    blocks: builder.blocks,
    states: builder.states,
    rationales: builder.rationales,
    stands: builder.stands,
    drafts,
    title: drafts.find((_, i) => plan.shapes[i]!.type === 'title' && !plan.shapes[i]!.out)?.text ?? '',
    report: {
      entries: [...repairs, ...told].sort((a, b) => a.line - b.line),
      counts: {
        paragraphs: builder.paragraphs,
        labels: labels.size,
        brackets: builder.brackets,
        attributions: analysis.attributions.size,
        repairs: repairs.length,
      },
    },
    found: foundIn(analysis, plan, { body, labels, bids: builder.bids }),
  }
}
