// From paragraphs of a source to a body: brackets in the words are paired, tracked changes become their authors' brackets. What is
// found comes first (analysis.ts), then what becomes of it (plan.ts), then the body.
import { NOBODY, type Bid, type IdMaker, type Pid, type Principal } from '../ids.ts'
import type { Choices } from '../protocol/choices.ts'
import type { ParagraphState, Stance, StandCondition } from '../text/meta.ts'
import type { Block } from '../text/blocks.ts'
import type { Body } from '../text/model.ts'
import { analyse, type Analysis } from './analysis.ts'
import { Builder, type Beside } from './builder.ts'
import { writeNote } from './notes.ts'
import type { Found } from './found.ts'
import type { Draft } from './paragraphs.ts'
import type { Parties } from './parties.ts'
import { chosen, untouched, type Plan } from './plan.ts'
import type { Report, ReportEntry } from './report.ts'
import { isBeyond, TOO_LONG, tooMuchIn } from './size.ts'
import type { Unreadable } from './source.ts'
import { foundIn, roleEntries, wrongGroup } from './told.ts'

/** Where somebody stands. `earlier`: on other words than those that stand. */
export interface ImportedStand {
  readonly principal: Principal
  readonly stance: Stance
  readonly reason?: string
  readonly condition?: StandCondition
  readonly earlier?: boolean
}

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
  /** Who else stands where on a bracket; a file may also say it of paragraphs, groups and the text. */
  readonly stands: ReadonlyMap<string, readonly ImportedStand[]>
  /** Overrides that a file says itself, by their keys. */
  readonly beside?: ReadonlyMap<string, unknown>
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
  const plan = untouched(analysis)
  return built(analysis, plan, written(analysis, plan, ids, given), given)
}

/** With what a person changed of it; choices that speak of what is not there make no text, and neither does more than anybody can work on. */
export function assembleAs(drafts: readonly Draft[], ids: IdMaker, given: Given, choices: Choices): Imported | Unreadable {
  if (isBeyond(drafts)) return TOO_LONG
  const analysis = analysisOf(drafts, given)
  const plan = chosen(analysis, choices)
  if (!plan.ok) return plan
  const builder = written(analysis, plan, ids, given)
  const much = tooMuchIn(builder.runs)
  if (much !== null) return much
  const imported = built(analysis, plan, builder, given)
  const wrong = plan.groups === 0 ? null : wrongGroup(imported.body)
  return wrong === null ? imported : { ok: false, message: wrong }
}

const analysisOf = (drafts: readonly Draft[], { parties, beside = NOTHING, ours = false }: Given): Analysis =>
  analyse(drafts, { parties, ours, ...beside })

function written(analysis: Analysis, plan: Plan, ids: IdMaker, { parties, beside = NOTHING, ours = false }: Given): Builder {
  const builder = new Builder(ids, analysis, plan, beside, (note) => writeNote(note, ids, { parties, beside, ours }))
  analysis.drafts.forEach((draft, i) => builder.add(draft, i))
  return builder
}

function built(analysis: Analysis, plan: Plan, builder: Builder, { found }: Given): Imported {
  const { drafts } = analysis
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
    found: foundIn(analysis, plan),
  }
}
