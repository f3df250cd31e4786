// object, noteObjection: a delegation's objection to a decision, until the next revision, and what the facilitator says to it.
import type { Objection } from '@chapeau/shared/text/closing'
import { metaKey } from '@chapeau/shared/text/meta'
import { forbidden, refuse, type Handler, type Scene } from './scene.ts'
import type { EntryDraft } from './types.ts'

/** What somebody can object to. */
const DECISIONS: ReadonlySet<string> = new Set([
  'keep',
  'remove',
  'fall',
  'decide',
  'setState',
  'reopen',
  'correct',
  'undo',
  'move',
  'split',
  'merge',
  'retype',
  'carry',
  'dropStructure',
])

export const object: Handler<'object'> = (scene, act) => {
  const no = forbidden(scene, 'object', {})
  if (no !== null) return no
  const decided = scene.context.entryOf(act.seq)
  if (decided === null || !DECISIONS.has(decided.act)) return refuse('AC-33', 'One objects to a decision, by its number in the record.')
  if (act.seq <= revisedAt(scene)) return refuse('AC-33', 'There is a revision since; what was decided before it is settled.')
  const principal = scene.principal!
  const key = metaKey.objection(act.seq, principal)
  const { paragraph } = decided
  const value: Objection = { seq: act.seq, principal, reason: act.reason ?? '', pid: paragraph?.id ?? null }
  return {
    perform: (change) => {
      change.set(key, act.reason === null ? undefined : value)
      return [{ act: 'object', target: decided.target, paragraph, content: contentOf(act.seq, act.reason) }]
    },
  }
}

export const noteObjection: Handler<'noteObjection'> = (scene, act) => {
  const no = forbidden(scene, 'noteObjection', {})
  if (no !== null) return no
  const key = metaKey.objection(act.seq, act.principal)
  const objection = scene.meta.get(key) as Objection | undefined
  if (objection === undefined) return refuse('AC-33', 'There is no such objection; it was taken back, or a revision has settled it.')
  const paragraph = scene.context.entryOf(act.seq)?.paragraph ?? null
  return {
    perform: (change) => {
      change.set(key, { ...objection, note: act.note })
      const detail = { seq: act.seq, principal: act.principal }
      return [{ act: 'noteObjection', target: null, paragraph, content: { rationale: act.note, detail } }]
    },
  }
}

/** Number of the entry that named the text its present revision; 0 before the first. */
function revisedAt({ meta }: Scene): number {
  const seq = meta.get(metaKey.revisedAt)
  return typeof seq === 'number' ? seq : 0
}

function contentOf(seq: number, reason: string | null): EntryDraft['content'] {
  return reason === null ? { detail: { seq, back: true } } : { rationale: reason, detail: { seq } }
}
