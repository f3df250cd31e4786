// structure, carry, dropStructure: changes of the text's shape as proposals of delegations (AC-43, AC-44). They stand among
// the overrides with stands of their own, and count as open until the desk decides or their author withdraws them.
import { structureOf, shapeNow, shapeWords, wordsAround, type Structure } from '@chapeau/shared/brackets/structures'
import { withStance } from '@chapeau/shared/brackets/stands'
import type { Principal } from '@chapeau/shared/ids'
import { metaKey, withAsides, type Meta } from '@chapeau/shared/text/meta'
import { agreedIn, type Shape } from '@chapeau/shared/text/shape'
import type { Change } from './change.ts'
import { forbidden, isRefusal, paragraphIndex, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import { carryOutShape, changedSince, feasible, openOnSecond } from './shape.ts'
import type { EntryDraft } from './types.ts'

type Draft = Omit<EntryDraft, 'undo'>

/** Proposals of one delegation that may be open at once. */
const MOST_STRUCTURES = 100

export const structure: Handler<'structure'> = (scene, { shape, seen, rationale = '' }) => {
  const { reading, meta, principal } = scene
  const no = forbidden(scene, 'structure', { state: stateFor(scene, shape) })
  if (no !== null) return no
  if (principal === null) return refuse('AU-4', 'Choose the delegation you are typing for.')
  const changed = shape.op === 'split' ? changedSince(scene, shape.target, seen.words) : null
  if (changed !== null) return changed
  const plan = feasible(scene, shape)
  if (isRefusal(plan)) return plan
  const own = ownStructures(meta, principal)
  if (own.length >= MOST_STRUCTURES) return refuse('AC-43', 'Your delegation has too many of these proposals open. Withdraw some first.')
  if (own.some((one) => JSON.stringify(one.shape) === JSON.stringify(shape)))
    return refuse('AC-43', 'Your delegation proposes this already.')
  return {
    perform: (change) => {
      const sid = scene.context.makeId(principal)
      const kept: Structure = {
        by: principal,
        shape,
        seq: scene.context.seq,
        ...(shape.op === 'split' ? wordsAround(reading, shape) : {}),
        ...(rationale === '' ? {} : { rationale }),
      }
      change.set(metaKey.structure(sid), kept)
      return [draftOf(scene, 'structure', sid, kept, rationale === '' ? {} : { rationale })]
    },
  }
}

export const carry: Handler<'carry'> = (scene, { target, over = [] }) => {
  const kept = structureOf(scene.meta, target)
  if (kept === null) return gone()
  const no = forbidden(scene, 'carry', { state: stateFor(scene, kept.shape) })
  if (no !== null) return no
  const shape = shapeNow(scene.reading, kept)
  if (shape === null) return refuse('AC-44', `The paragraph has changed since ${kept.by} said where to split it. Split it by hand, or ask.`)
  const plan = feasible(scene, shape)
  if (isRefusal(plan)) return plan
  const open = openOnSecond(scene, shape, target)
  if (open !== null) return open
  const objection = objected(scene, target, over)
  if (objection !== null) return objection
  const heard = objectorsTo(scene.meta, target)
  return {
    perform: (change) => {
      const names = over.filter((principal) => heard.includes(principal))
      const carried = draftOf(scene, 'carry', target, kept)
      end(scene, change, target)
      return [{ ...carried, ...(names.length > 0 ? { over: names } : {}) }, carryOutShape(scene, plan, shape, change)]
    },
  }
}

export const dropStructure: Handler<'dropStructure'> = (scene, { target }) => {
  const kept = structureOf(scene.meta, target)
  if (kept === null) return gone()
  const no = forbidden(scene, 'dropStructure', { author: kept.by })
  if (no !== null) return no
  return {
    perform: (change) => {
      end(scene, change, target)
      return [draftOf(scene, kept.by === scene.principal ? 'withdrawStructure' : 'dropStructure', target, kept)]
    },
  }
}

const gone = (): Refusal => refuse('AC-2', 'This proposal is no longer open: it was carried out, dropped or withdrawn.')

const stateFor = ({ reading, meta }: Scene, shape: Shape): 'agreed' | 'open' => (agreedIn(reading, meta, shape) ? 'agreed' : 'open')

/** Takes the proposal off the table, with the stands on it. */
function end({ meta }: Scene, change: Change, sid: string): void {
  change.set(metaKey.structure(sid), undefined)
  const stands = [...meta.keys()].filter((key) => key.startsWith(metaKey.stand(sid, '')))
  for (const key of stands) change.set(key, undefined)
}

const objectorsTo = (meta: Meta, sid: string): Principal[] => [...withStance(meta, sid, 'opposes'), ...withStance(meta, sid, 'reserves')]

/** Under consensus, carrying it out over an objection takes a second press that names who objects (AC-4). */
function objected({ meta, context }: Scene, sid: string, over: readonly Principal[]): Refusal | null {
  const aside = [...context.asides.values()].filter(({ audience }) => audience.includes('chair'))
  const objectors = objectorsTo(withAsides(meta, new Map(aside.map(({ key, value }) => [key, value]))), sid)
  if (context.rules.decide !== 'consensus' || objectors.every((principal) => over.includes(principal))) return null
  const verb = objectors.length === 1 ? 'objects' : 'object'
  return refuse('AC-4', `${objectors.join(', ')} ${verb}. Press again to decide over the objection; it will be recorded.`, { objectors })
}

function ownStructures(meta: Meta, principal: Principal): Structure[] {
  return [...meta.keys()].flatMap((key) => {
    const one = key.startsWith('s/') ? (meta.get(key) as Structure) : null
    return one !== null && one.by === principal ? [one] : []
  })
}

function draftOf(scene: Scene, act: string, sid: string, kept: Structure, content: EntryDraft['content'] = {}): Draft {
  const index = paragraphIndex(scene, kept.shape.target)
  const words = shapeWords(scene.reading, scene.meta, kept)
  return {
    act,
    target: sid,
    paragraph: index < 0 ? null : paragraphRef(scene, index),
    content: { ...content, after: words, detail: { op: kept.shape.op, by: kept.by } },
  }
}
