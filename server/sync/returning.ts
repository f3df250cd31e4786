// A file that came back, in a room: compared with the text as it stands now, and carried out where that is still what was seen.
// Runs behind a barrier, like an act; the answer of what was carried out is kept under its request, as an act's is.
import type { Actor } from '@chapeau/shared/policy'
import type { ComparisonAnswer, ReturnedAnswer } from '@chapeau/shared/protocol/api'
import type { ActRefused } from '@chapeau/shared/protocol/acts'
import { carryReturned, settle, type FileBack } from '../acts/returned.ts'
import type { ActOutcome } from '../acts/types.ts'
import type { Unit } from '../authority/moved.ts'
import type { Author } from '../record/proposals.ts'
import { contextOf, take, type Stage } from './acting.ts'
import { countChanges, updatesOf, writeMeta } from './follow.ts'

/** What somebody wants carried out, as they saw it. */
export interface Carry {
  /** Of the comparison. */
  readonly digest: string
  readonly leave: ReadonlySet<number>
  /** Id under which the answer is kept, and the digest of all that was asked. */
  readonly id: string
  readonly request: string
  readonly author: Author
}

export type ReturnedOutcome =
  { readonly comparison: ComparisonAnswer } | { readonly changed: ComparisonAnswer } | { readonly carried: ReturnedAnswer } | ActRefused

export interface ReturnStage extends Stage {
  readonly liveOf: (unit: Unit) => Unit | null
  readonly told: (outcome: ReturnedOutcome) => void
}

export function performReturned(back: FileBack, actor: Actor, carry: Carry | null, stage: ReturnStage): void {
  const context = contextOf(actor, stage)
  const settled = settle(context, back, stage.liveOf)
  const comparison = settled.answer
  if (carry === null) return stage.told({ comparison })
  if (carry.digest !== comparison.digest) return stage.told({ changed: comparison })
  const { batch } = stage
  const from = batch.entries.length
  let carried: ReturnType<typeof carryReturned> | null = null
  batch.updates.push(...updatesOf(stage.doc, () => (carried = carryReturned(context, settled, carry.leave, back))))
  const { outcome, counts } = carried as unknown as { outcome: ActOutcome | null; counts: Omit<ReturnedAnswer, 'seq'> }
  if (outcome?.status === 'refused') {
    const { rule, message } = outcome
    return stage.told({ refused: { rule, message } })
  }
  if (outcome !== null) {
    take(outcome, stage, carry.author)
    if (outcome.entries.some(({ audience }) => audience === undefined))
      batch.updates.push(...writeMeta(stage.doc, (meta) => countChanges(meta, counts.proposed + counts.joined)))
  }
  batch.acts.push({
    id: carry.id,
    request: carry.request,
    from,
    answer: (seq) => ({ ...counts, seq: outcome === null ? null : seq }),
    settle: (answer) => stage.told({ carried: answer as ReturnedAnswer }),
  })
}
