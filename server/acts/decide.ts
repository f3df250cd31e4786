// keep, remove, choose, decide: carries out a decision (A7) with all that hangs on it, each ended bracket with an entry.
import { placeOf } from '@chapeau/shared/brackets/fallen'
import {
  carriedOut,
  namedByAll,
  outcomesOfAll,
  planDecision,
  type Decision,
  type DecisionPlan,
  type Outcome,
} from '@chapeau/shared/brackets/decide'
import { conditionsOn, isStandTarget, objectorsTo, type ConditionalStand } from '@chapeau/shared/brackets/stands'
import { wordsOf } from '@chapeau/shared/brackets/words'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Act } from '@chapeau/shared/protocol/acts'
import { labelOf, metaKey, standsOf } from '@chapeau/shared/text/meta'
import type { Change } from './change.ts'
import type { Authorship } from './items.ts'
import {
  bracketEntry,
  bracketTarget,
  forbidden,
  heardByDesk,
  isRefusal,
  refuse,
  type Handler,
  type Performance,
  type Refusal,
  type Scene,
} from './scene.ts'
import { checkSeen } from './seen.ts'
import type { EntryDraft } from './types.ts'

export const keep: Handler<'keep'> = (scene, act) => decideAll(scene, act, [{ act: 'keep', target: act.target }])
export const remove: Handler<'remove'> = (scene, act) => decideAll(scene, act, [{ act: 'remove', target: act.target }])
export const choose: Handler<'choose'> = (scene, act) => decideAll(scene, act, [{ act: 'choose', group: act.group, target: act.target }])
export const decide: Handler<'decide'> = (scene, act) => decideAll(scene, act, act.decisions)

/** Any act that decides on brackets, as far as it does. */
export type DecisionAct = Extract<Act, { act: 'keep' | 'remove' | 'choose' | 'decide' | 'adoptOffer' }>

/** Carries decisions out together, or says why not. */
export function decideAll(scene: Scene, act: DecisionAct, decisions: readonly Decision[]): Exclude<Performance, Refusal> | Refusal {
  const outcomes = outcomesOfAll(scene.reading, decisions)
  if (outcomes === 'contradicts') return refuse('AC-14', 'Two of these decisions say different things about one bracket.')
  if (outcomes === 'gone') return refuse('AC-2', 'This is no longer in the text: it was decided or withdrawn.')
  const brackets = [...outcomes.keys()].map((bid) => scene.reading.brackets.get(bid)!)
  for (const bracket of brackets) {
    const no = forbidden(scene, act.act, bracketTarget(scene, bracket))
    if (no !== null) return no
  }
  if (brackets.some(({ kind, bid }) => kind === 'note' && outcomes.get(bid) === 'keep')) {
    return refuse('AC-3', 'A note is no part of the running text. It can be deleted or left.')
  }
  const since = checkSeen(scene, act.seen, (reading) => namedByAll(reading, decisions))
  if (isRefusal(since)) return since
  const carried = carriedOut(scene.reading, outcomes)
  const objectors = objectorsTo(scene.reading, scene.meta, carried)
  // The desk is warned of what it was told aside, too; the record says only what the room knows.
  const objecting = objectorsTo(scene.reading, heardByDesk(scene), carried)
  const warning = warned(scene, { objecting, outcomes, over: act.over ?? [] })
  if (warning !== null) return warning
  const plan = planDecision(scene.reading, outcomes, since)
  return {
    perform: (change) => {
      carryOut(change, scene, plan, since)
      return [...heading(act), ...entriesOf(scene, act, plan, objectors)]
    },
  }
}

interface Contested {
  readonly objecting: readonly Principal[]
  readonly outcomes: ReadonlyMap<Bid, Outcome>
  readonly over: readonly Principal[]
}

/**
 * What takes a second press that names them all: under consensus, who objects (AC-4); whatever the meeting's rule, whose
 * conditional stands hang there (AC-23).
 */
function warned(scene: Scene, { objecting, outcomes, over }: Contested): Refusal | null {
  const against = scene.context.rules.decide === 'consensus' ? objecting : []
  const { reading, meta } = scene
  // Of a position on words that are decided, what it hung on may come as it was said.
  const hanging = conditionsOn(new Set(outcomes.keys()), standsOf(heardByDesk(scene))).filter(
    ({ target, condition }) => isStandTarget(reading, meta, target) || outcomes.get(condition.target) !== condition.outcome,
  )
  const objectors = [...new Set([...against, ...hanging.map(({ principal }) => principal)])]
  if (objectors.every((principal) => over.includes(principal))) return null
  const names = against.join(', ')
  const terms = hanging.map((one) => conditionWords(scene, one))
  if (against.length === 0) return refuse('AC-23', `${terms.join(' ')} Press again to decide all the same.`, { objectors })
  const message = `${names} ${against.length === 1 ? 'objects' : 'object'}. ${terms.map((term) => `${term} `).join('')}Press again to decide over ${
    terms.length === 0 ? 'the objection' : 'this'
  }; it will be recorded.`
  return refuse('AC-4', message, { objectors })
}

function conditionWords({ reading, meta }: Scene, { principal, target, condition }: ConditionalStand): string {
  const placeOf = (bid: string): string => {
    const pid = reading.paragraphs[reading.brackets.get(bid)?.first ?? -1]?.raw.starter?.p
    if (pid === undefined) return 'words that have been decided'
    return labelOf(meta, pid) === '' ? 'another place' : labelOf(meta, pid)
  }
  const outcome = condition.outcome === 'keep' ? 'stay' : 'go'
  return `${principal} takes its position in ${placeOf(target)} only if the words in ${placeOf(condition.target)} ${outcome}.`
}

/** Cuts and wraps from right to left, so that the plan's positions stay true. */
export function carryOut(change: Change, scene: Scene, plan: DecisionPlan, since: Authorship): void {
  const steps: { at: number; do: () => void }[] = plan.cuts.map(({ from, to }) => ({ at: from, do: () => change.cut(from, to) }))
  for (const stretch of plan.late) {
    for (const { from, to, by } of byAuthor(scene, stretch, since)) {
      const bid = scene.context.makeId(by)
      steps.push({ at: to - 0.5, do: () => change.embed(to, { c: bid }) })
      steps.push({ at: from - 0.25, do: () => change.embed(from, { o: bid, by, kind: 'ins' }) })
    }
  }
  for (const step of steps.sort((a, b) => b.at - a.at)) step.do()
}

/** Unseen words, cut where their author changes; words of unknown origin go to the holder of their layer. */
function byAuthor(
  scene: Scene,
  { from, to }: { from: number; to: number },
  since: Authorship,
): { from: number; to: number; by: Principal }[] {
  const parts: { from: number; to: number; by: Principal }[] = []
  for (let at = from; at < to; at++) {
    const client = since.clientAt(at)
    const by = (client === null ? null : scene.context.principalOf(client)) ?? holderAround(scene, at)
    const last = parts.at(-1)
    if (last?.by === by) last.to++
    else parts.push({ from: at, to: at + 1, by })
  }
  return parts
}

function holderAround({ reading }: Scene, position: number): Principal {
  const around = [...reading.brackets.values()].filter(({ kind, from, to }) => kind === 'ins' && from < position && to > position)
  return around.at(-1)?.holder ?? ''
}

/** Several decisions taken together begin with an entry for them all; it is the one that undo names. */
function heading(act: DecisionAct): Omit<EntryDraft, 'undo'>[] {
  if (act.act !== 'decide') return []
  return [{ act: 'decide', target: null, paragraph: null, seen: act.seen, content: { detail: { decisions: act.decisions.length } } }]
}

function entriesOf(scene: Scene, act: DecisionAct, plan: DecisionPlan, objectors: readonly Principal[]): Omit<EntryDraft, 'undo'>[] {
  const over = (act.over ?? []).filter((principal) => objectors.includes(principal))
  return plan.ended.map(({ bracket, outcome }) => {
    const before = wordsOf(scene.reading, bracket.bid)
    const entry = bracketEntry(scene, outcome === 'falls' ? 'fall' : outcome, bracket, {
      after: outcome === 'keep' ? before : '',
      detail: {
        kind: bracket.kind,
        by: bracket.by,
        holder: bracket.holder,
        place: placeOf(scene.reading, scene.meta, bracket),
        ...(act.act === 'choose' ? { group: act.group } : {}),
      },
    })
    return { ...entry, seen: act.seen, ...(over.length > 0 ? { over } : {}) }
  })
}

/** A bracket's words go without a decision of the desk: its holder withdraws, and nobody leans on it. */
export function fallOf(scene: Scene, plan: DecisionPlan, since: Authorship, change: Change): void {
  carryOut(change, scene, plan, since)
  for (const { bracket } of plan.ended) change.set(metaKey.withdrawn(bracket.bid), undefined)
}
