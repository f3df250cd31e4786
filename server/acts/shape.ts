// move, split, merge, retype: what the desk does to the text's shape (AC-40 to AC-42). Words, brackets, holders and stands stay
// what they are; what others type while a paragraph moves follows it (AU-21).
import { shapeWords, structuresOf } from '@chapeau/shared/brackets/structures'
import { paragraphDigest } from '@chapeau/shared/brackets/words'
import { CHAIR, type Pid } from '@chapeau/shared/ids'
import { labelAfter } from '@chapeau/shared/text/labels'
import { labelOf, levelOf, metaKey, typeOf } from '@chapeau/shared/text/meta'
import { printParagraph } from '@chapeau/shared/text/notation'
import { agreedIn, paragraphsIn, planShape, type Shape, type ShapePlan } from '@chapeau/shared/text/shape'
import type { Change } from './change.ts'
import { forbidden, paragraphIndex, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import type { EntryDraft } from './types.ts'

type Draft = Omit<EntryDraft, 'undo'>
export type Feasible = Extract<ShapePlan, { ok: true }>

const RULES = { move: 'AC-40', split: 'AC-41', merge: 'AC-41', retype: 'AC-42' } as const

export const move: Handler<'move'> = (scene, { target, after }) => reshape(scene, 'move', { op: 'move', target, after })
export const merge: Handler<'merge'> = (scene, { target }) => reshape(scene, 'merge', { op: 'merge', target })
export const retype: Handler<'retype'> = (scene, { target, type, level }) => reshape(scene, 'retype', { op: 'retype', target, type, level })
export const split: Handler<'split'> = (scene, { target, at, seen }) => {
  const changed = changedSince(scene, target, seen.words)
  return changed ?? reshape(scene, 'split', { op: 'split', target, at })
}

function reshape(scene: Scene, act: Shape['op'], shape: Shape): ReturnType<Handler<'move'>> {
  const plan = feasible(scene, shape)
  const no = forbidden(scene, act, { state: agreedIn(scene.reading, scene.meta, shape) ? 'agreed' : 'open' })
  if (no !== null) return no
  if ('status' in plan) return plan
  const open = openOnSecond(scene, shape, null)
  if (open !== null) return open
  return { perform: (change) => [carryOutShape(scene, plan, shape, change)] }
}

/** Merging takes a paragraph's own place away: what is proposed about that comes first. */
export function openOnSecond({ reading, meta }: Scene, shape: Shape, carried: string | null): Refusal | null {
  const second = shape.op === 'merge' ? paragraphsIn(reading, shape)[1] : undefined
  const open = structuresOf(reading, meta).find((one) => one.sid !== carried && one.shape.target === second)
  return open === undefined
    ? null
    : refuse('AC-41', `${open.by} proposes for the second paragraph: ${shapeWords(reading, meta, open)}. Decide on that first.`)
}

/** What the change of shape would do now, or the refusal that it cannot. */
export function feasible(scene: Scene, shape: Shape): Feasible | Refusal {
  const plan = planShape(scene.reading, scene.meta, shape)
  return plan.ok ? plan : refuse(RULES[shape.op], plan.message)
}

/** The refusal of an act whose positions were counted in other words. */
export function changedSince(scene: Scene, pid: Pid, words: string): Refusal | null {
  const index = paragraphIndex(scene, pid)
  if (index < 0) return refuse('AC-2', 'This paragraph is no longer in the text.')
  if (paragraphDigest(scene.reading, index) === words) return null
  return refuse('AC-2', 'The words have changed since you looked. Nothing was done; please look again.', {
    words: printParagraph(scene.reading, index, scene.meta, { groups: false }),
  })
}

/** Does it, and says so in an entry about the paragraph. */
export function carryOutShape(scene: Scene, plan: Feasible, shape: Shape, change: Change): Draft {
  const { index } = plan
  const paragraph = paragraphRef(scene, index)!
  const entry = (content: EntryDraft['content']): Draft => ({ act: plan.op, target: shape.target, paragraph, content })
  switch (plan.op) {
    case 'move': {
      const before = placeBefore(scene, index)
      change.move(plan.from, plan.to, plan.into)
      const after = shape.op === 'move' && shape.after !== null ? labelOf(scene.meta, shape.after) : ''
      return entry({ detail: { behind: after, wasBehind: before, after: shape.op === 'move' ? shape.after : null } })
    }
    case 'split':
      return entry(splitAt(scene, plan, change))
    case 'merge':
      return entry(mergeAt(scene, plan, change))
    case 'retype': {
      const { p, t, lvl } = scene.reading.paragraphs[index]!.raw.starter!
      const before = { type: typeOf(scene.meta, p, t), level: levelOf(scene.meta, p, lvl) }
      change.set(metaKey.type(p), plan.type)
      change.set(metaKey.level(p), plan.level)
      return entry({ detail: { type: plan.type, level: plan.level, wasType: before.type, wasLevel: before.level } })
    }
  }
}

function splitAt(
  { reading, meta, context }: Scene,
  { index, from, to }: Extract<Feasible, { op: 'split' }>,
  change: Change,
): Draft['content'] {
  const { p, t, lvl } = reading.paragraphs[index]!.raw.starter!
  const pid = context.makeId(CHAIR)
  if (to > from) change.cut(from, to)
  change.embed(from, { p: pid, t: typeOf(meta, p, t), lvl: levelOf(meta, p, lvl) })
  const taken = new Set(reading.paragraphs.map(({ raw }) => labelOf(meta, raw.starter?.p ?? '')))
  const label = labelOf(meta, p) === '' ? '' : labelAfter(labelOf(meta, p), taken)
  if (label !== '') change.set(metaKey.label(pid), label)
  return { detail: { paragraph: pid, label } }
}

/** Whoever has taken a stand on the second paragraph has taken it on what that one is part of now. */
function mergeAt({ reading, meta }: Scene, { index, at, space }: Extract<Feasible, { op: 'merge' }>, change: Change): Draft['content'] {
  const into = reading.paragraphs[index]!.raw.starter!.p
  const gone = reading.paragraphs[index + 1]!.raw.starter!.p
  const label = labelOf(meta, gone)
  change.cut(at, at + 1)
  if (space) change.words(at, ' ', null)
  change.set(metaKey.mergedFrom(into), [...mergedFrom(meta, into), { pid: gone, label }, ...mergedFrom(meta, gone)])
  const prefix = metaKey.stand(gone, '')
  const stands = [...meta.keys()].filter((key) => key.startsWith(prefix))
  for (const key of stands) {
    const kept = metaKey.stand(into, key.slice(prefix.length))
    if (meta.get(kept) === undefined) change.set(kept, meta.get(key))
  }
  return { detail: { paragraph: gone, label } }
}

export interface MergedParagraph {
  readonly pid: Pid
  readonly label: string
}

const mergedFrom = (meta: Scene['meta'], pid: Pid): readonly MergedParagraph[] =>
  (meta.get(metaKey.mergedFrom(pid)) as readonly MergedParagraph[] | undefined) ?? []

const placeBefore = (scene: Scene, index: number): string => (index === 0 ? '' : (paragraphRef(scene, index - 1)?.label ?? ''))
