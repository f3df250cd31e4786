// Deciding several brackets at once, as the tool shows it: what would be decided, how the text would read, who was heard.
import { acceptAll, dropAll, heardOn, LEFT_BECAUSE, previewOf, type PreviewParagraph } from '@chapeau/shared/brackets/bulk'
import { namedByAll, type Decision } from '@chapeau/shared/brackets/decide'
import { bracketsIn } from '@chapeau/shared/brackets/tree'
import type { Bid } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { Meta } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import { count } from './names.ts'

export type BulkScope = 'uncontested' | 'paragraph' | 'queue'
export type BulkOutcome = 'accept' | 'drop'

export interface BulkChoice {
  readonly scope: BulkScope
  readonly outcome: BulkOutcome
  /** Index of the paragraph; null: none is chosen. */
  readonly paragraph: number | null
  /** What the filters show. */
  readonly queue: readonly Bid[]
}

export interface BulkView {
  readonly decisions: readonly Decision[]
  /** Brackets that end by the decisions themselves. */
  readonly brackets: number
  /** Groups of what is left out: why, and which. */
  readonly left: readonly { readonly why: string; readonly bids: readonly Bid[] }[]
  readonly preview: readonly PreviewParagraph[]
  /** `heard: 3 of 41`. */
  readonly heard: string
}

export function bulkView(reading: Reading, meta: Meta, choice: BulkChoice, delegations: readonly Delegation[]): BulkView {
  const bids = scoped(reading, choice)
  const bulk =
    choice.outcome === 'drop'
      ? dropAll(reading, meta, bids)
      : acceptAll(reading, meta, bids, { uncontested: choice.scope === 'uncontested' })
  const named = namedByAll(reading, bulk.decisions)
  const left = new Map<string, Bid[]>()
  for (const { bid, why } of bulk.left) left.set(LEFT_BECAUSE[why], [...(left.get(LEFT_BECAUSE[why]) ?? []), bid])
  return {
    decisions: bulk.decisions,
    brackets: named.length,
    left: [...left].map(([why, each]) => ({ why, bids: each })),
    preview: previewOf(reading, meta, bulk.decisions) ?? [],
    heard: heardLine(heardOn(reading, meta, named), delegations),
  }
}

function scoped(reading: Reading, { scope, paragraph, queue }: BulkChoice): readonly Bid[] {
  if (scope === 'queue') return queue
  if (scope === 'uncontested') return [...reading.brackets.keys()]
  return paragraph === null ? [] : bracketsIn(reading, paragraph).map(({ bid }) => bid)
}

/** How many of the delegations that count have said anything about what is decided. */
function heardLine(heard: ReadonlySet<string>, delegations: readonly Delegation[]): string {
  const counted = delegations.filter(({ rights }) => rights.counted)
  return `${counted.filter(({ code }) => heard.has(code)).length} of ${count(counted.length, 'delegation')}`
}
