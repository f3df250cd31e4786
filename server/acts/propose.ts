// What propose writes: brackets in the actor's name as an act (AC-15), at one place or at many; what the desk types for a
// delegation by command, and every proposal that is worked out from the text rather than typed.
import { planEdits, type PlannedEdit } from '@chapeau/shared/brackets/edits'
import { paragraphsDigest, wordsOf } from '@chapeau/shared/brackets/words'
import { CHAIR, type Bid, type Principal } from '@chapeau/shared/ids'
import { writesFreely } from '@chapeau/shared/policy'
import type { Act, Edit } from '@chapeau/shared/protocol/acts'
import { isBlock, NOT_NEGOTIATED } from '@chapeau/shared/text/blocks'
import { metaKey, stateOf, statusOf } from '@chapeau/shared/text/meta'
import { isClose, isOpen, isText, type BracketKind, type Run } from '@chapeau/shared/text/model'
import { stackAt } from '@chapeau/shared/text/read'
import { MAX_DEPTH } from '../authority/plan.ts'
import { FORBIDDEN_CHARACTERS } from '../authority/precheck.ts'
import type { Change } from './change.ts'
import type { Authorship } from './items.ts'
import { forbidden, isRefusal, paragraphRef, refuse, type Refusal, type Scene } from './scene.ts'
import { checkParagraphsSeen } from './seen.ts'
import type { EntryDraft } from './types.ts'

type Propose = Extract<Act, { act: 'propose' }>
type Draft = Omit<EntryDraft, 'undo'>

/** The edits as they would be made now, or why they cannot. */
export function planProposal(scene: Scene, act: Propose): readonly PlannedEdit[] | Refusal {
  const no = mayNot(scene, act.edits)
  if (no !== null) return no
  const pids = act.edits.map(({ pid }) => pid)
  const since = checkParagraphsSeen(scene, act.seen, (then) => paragraphsDigest(then, pids), pids)
  return isRefusal(since) ? since : planned(scene, inPlace(scene, act.edits, since))
}

/** The same for edits of the text as it stands now. */
export function planNow(scene: Scene, edits: readonly Edit[]): readonly PlannedEdit[] | Refusal {
  return mayNot(scene, edits) ?? planned(scene, edits)
}

/** Whether these edits are the actor's to make at all; null where they are. */
function mayNot(scene: Scene, edits: readonly Edit[]): Refusal | null {
  const { meta, principal } = scene
  for (const { pid } of edits) {
    const no = forbidden(scene, 'propose', { state: stateOf(meta, pid) })
    if (no !== null) return no
  }
  if (edits.some(({ pid, paragraph }) => paragraph === undefined && isBlock(meta, pid))) return refuse('AU-30', NOT_NEGOTIATED)
  if (principal === null) return refuse('AU-4', 'Choose the delegation you are typing for.')
  return edits.some(({ insert }) => FORBIDDEN_CHARACTERS.test(insert)) ? refuse('AU-9', 'Words cannot hold control characters.') : null
}

function planned(scene: Scene, edits: readonly Edit[]): readonly PlannedEdit[] | Refusal {
  const { reading, meta } = scene
  const free = writesFreely(scene.context.actor, statusOf(meta))
  const plan = planEdits(reading, edits, { principal: scene.principal!, free })
  if (!plan.ok) return refuse('AC-15', plan.message)
  if (plan.edits.some(({ from }) => stackAt(reading, from).length >= MAX_DEPTH))
    return refuse('AU-20', `Around this place stand ${MAX_DEPTH} brackets already.`)
  return plan.edits
}

/** Positions as they are now, with what others have written in these paragraphs since. */
function inPlace({ reading }: Scene, edits: readonly Edit[], since: Authorship): Edit[] {
  const places = new Map<string, Seats>()
  const placesOf = (pid: string): Seats => {
    const known = places.get(pid)
    if (known !== undefined) return known
    const index = reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
    const { raw, length } = reading.paragraphs[index]!
    const head = raw.starter === null ? 0 : 1
    const start = reading.starts[index]! + head
    const units = Array.from({ length: length - head }, (_, i) => i).filter((i) => !since.at(start + i))
    const found = { units, length: length - head, steps: stepsOf(raw.runs) }
    places.set(pid, found)
    return found
  }
  return edits.map((edit) => {
    const seats = placesOf(edit.pid)
    const { units } = seats
    // An insertion stays between the units it was between; a stretch runs from its first unit to its last.
    const at = edit.length === 0 ? between(seats, edit.at) : (units[edit.at] ?? Infinity)
    const end = edit.length === 0 ? at : (units[edit.at + edit.length - 1] ?? Infinity) + 1
    return { ...edit, at, length: Number.isFinite(end) ? end - at : edit.length }
  })
}

/** A paragraph behind its starter: where the units that were seen are now, and what each unit does to the depth of brackets. */
interface Seats {
  readonly units: readonly number[]
  readonly length: number
  readonly steps: readonly number[]
}

/**
 * The place that was behind `at` units. Where others wrote there since, it is behind what they wrote, and in none of their
 * brackets that it need not be in: who deletes the word before has not had these words on its screen.
 */
function between({ units, length, steps }: Seats, at: number): number {
  const from = at === 0 ? 0 : (units[at - 1] ?? Infinity) + 1
  const to = units[at] ?? length
  let best = from
  let lowest = 0
  for (let place = from, depth = 0; place < to; place++) {
    depth += steps[place] ?? 0
    if (depth > lowest) continue
    best = place + 1
    lowest = depth
  }
  return best
}

const stepsOf = (runs: readonly Run[]): number[] =>
  runs.flatMap((run) =>
    isText(run) ? Array.from({ length: run.insert.length }, () => 0) : [isOpen(run.insert) ? 1 : isClose(run.insert) ? -1 : 0],
  )

/** Writes planned edits, from right to left, so that positions stay true; entries in the order of the text. */
export function writeProposal(scene: Scene, act: Propose, edits: readonly PlannedEdit[], change: Change): Draft[] {
  const principal = scene.principal!
  const set = act.set === true && edits.length > 1 ? scene.context.makeId(principal) : null
  const drafts = edits.toReversed().map((one) => {
    if (one.way === 'direct') return direct(scene, one, change)
    const brackets = one.way === 'paragraph' ? paragraph(scene, one, principal, change) : bracketed(scene, one, principal, change)
    for (const { bid } of brackets) {
      if (set !== null) change.set(metaKey.set(bid), set)
      if (typesFor(scene)) change.set(metaKey.unconfirmed(bid), principal)
      if (act.rationale !== undefined && act.rationale !== '') change.set(metaKey.rationale(bid), act.rationale)
    }
    return brackets.map(({ bid, kind, words }) => entryOf(scene, act, one, { bid, kind, words }, set))
  })
  return drafts.toReversed().flat()
}

/** Whether somebody types for a delegation that is not there to do it itself. */
export const typesFor = ({ context, principal }: Scene): boolean => context.actor.role === 'secretariat' && principal !== CHAIR

/** A bracket that was written, with the words in it. */
export interface Written {
  readonly bid: Bid
  readonly kind: BracketKind
  readonly words: string
}

/** A deletion, an addition, both as a replace, or a reservation. */
export function bracketed(
  { context }: Pick<Scene, 'context'>,
  { edit, from, to, removed }: PlannedEdit,
  by: Principal,
  change: Change,
): Written[] {
  const written: Written[] = []
  const stretch: BracketKind | null = to === from ? null : edit.reserve === true ? 'res' : 'del'
  const grp = stretch === 'del' && edit.insert !== '' ? { grp: context.makeId(by) } : {}
  if (edit.insert !== '' && edit.reserve !== true) {
    const bid = context.makeId(by)
    change.embed(to, { c: bid })
    change.words(to, edit.insert, by)
    change.embed(to, { o: bid, by, kind: 'ins', ...grp })
    written.push({ bid, kind: 'ins', words: edit.insert })
  }
  if (stretch !== null) {
    const bid = context.makeId(by)
    change.embed(to, { c: bid })
    change.embed(from, { o: bid, by, kind: stretch, ...grp })
    written.unshift({ bid, kind: stretch, words: removed })
  }
  return written
}

function paragraph(scene: Scene, { edit, to }: PlannedEdit, by: Principal, change: Change): Written[] {
  const { context, meta } = scene
  const { type, level, label = '' } = edit.paragraph!
  const pid = context.makeId(by)
  const free = writesFreely(context.actor, statusOf(meta))
  const bid = context.makeId(by)
  if (!free) change.embed(to, { c: bid })
  change.words(to, edit.insert, by)
  if (!free) change.embed(to, { o: bid, by, kind: 'ins' })
  change.embed(to, { p: pid, t: type, lvl: level, ...(free ? {} : { in: bid }) })
  if (label !== '') change.set(metaKey.label(pid), label)
  return free ? [] : [{ bid, kind: 'ins', words: edit.insert }]
}

/** Words of one's own, or of a text in preparation, are changed as they stand. */
function direct(scene: Scene, { edit, from, to, removed, layer, index }: PlannedEdit, change: Change): Draft[] {
  if (to > from) change.cut(from, to)
  if (edit.insert !== '') change.words(from, edit.insert, scene.principal)
  const content = { before: removed, after: edit.insert }
  if (layer === null) return [{ act: 'edited', target: null, paragraph: paragraphRef(scene, index), content }]
  const detail = { kind: layer.kind, words: wordsOf(scene.reading, layer.bid) }
  return [{ act: 'word', target: layer.bid, paragraph: paragraphRef(scene, index), content: { ...content, detail } }]
}

function entryOf(scene: Scene, act: Propose, { index }: PlannedEdit, { bid, kind, words }: Written, set: string | null): Draft {
  return {
    act: 'propose',
    target: bid,
    paragraph: paragraphRef(scene, index),
    seen: act.seen,
    content: {
      after: words,
      ...(act.rationale === undefined ? {} : { rationale: act.rationale }),
      detail: { kind, ...(set === null ? {} : { set }), ...(act.how === undefined ? {} : { how: act.how }) },
    },
  }
}
