// issue, revise, agreeText, adopt, caveat: what the desk does to the text as a whole. All but the caveat fix the text as it
// stands: its hash is recorded and the head signed, so none of them can be undone.
import { structuresOf } from '@chapeau/shared/brackets/structures'
import { countOpen } from '@chapeau/shared/brackets/tree'
import type { ActTarget } from '@chapeau/shared/policy'
import type { ActName } from '@chapeau/shared/protocol/acts'
import { metaKey, statusOf } from '@chapeau/shared/text/meta'
import type { Change } from './change.ts'
import { forbidden, type Handler, type Scene } from './scene.ts'
import type { EntryDraft } from './types.ts'

/** Acts that fix the text as it stands, under a signed head. */
export const FINAL: ReadonlySet<string> = new Set<ActName>(['issue', 'revise', 'silence', 'agreeText', 'adopt'])

export const issue: Handler<'issue'> = (scene) => {
  const no = forbidden(scene, 'issue', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      const { before, after } = revisions(scene)
      change.set(metaKey.status, 'issued')
      change.set(metaKey.revision, after)
      settle(change, scene)
      return [{ act: 'issue', target: null, paragraph: null, content: { before, after } }]
    },
  }
}

export const revise: Handler<'revise'> = (scene) => {
  const no = forbidden(scene, 'revise', {})
  if (no !== null) return no
  return {
    perform: (change) => [nextRevision(scene, change)],
  }
}

/** Makes the text as it stands its next revision, and says so. */
export function nextRevision(scene: Scene, change: Change): Omit<EntryDraft, 'undo'> {
  const { before, after } = revisions(scene)
  change.set(metaKey.revision, after)
  settle(change, scene)
  return { act: 'revise', target: null, paragraph: null, content: { before, after } }
}

export const adopt: Handler<'adopt'> = (scene) => {
  const no = forbidden(scene, 'adopt', openIn(scene))
  if (no !== null) return no
  return {
    perform: (change) => {
      const before = statusOf(scene.meta)
      change.set(metaKey.status, 'adopted')
      return [{ act: 'adopt', target: null, paragraph: null, content: { before, after: 'adopted' } }]
    },
  }
}

export const agreeText: Handler<'agreeText'> = (scene) => {
  const no = forbidden(scene, 'agreeText', openIn(scene))
  if (no !== null) return no
  return {
    perform: (change) => {
      change.set(metaKey.status, 'adref')
      return [{ act: 'agreeText', target: null, paragraph: null, content: { before: 'issued', after: 'adref' } }]
    },
  }
}

export const caveat: Handler<'caveat'> = (scene, act) => {
  const no = forbidden(scene, 'caveat', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      change.set(metaKey.caveat, act.on ? true : undefined)
      return [{ act: 'caveat', target: null, paragraph: null, content: { detail: { on: act.on } } }]
    },
  }
}

/** A revision settles what was open to objection, and what was marked as corrected since the one before. */
function settle(change: Change, scene: Scene): void {
  change.set(metaKey.changes, 0)
  change.set(metaKey.revisedAt, scene.context.seq)
  const settled = [...scene.meta.keys()].filter((key) => /^(obj|cor)\/|^p\/.*\/corrected$/.test(key))
  for (const key of settled) change.set(key, undefined)
}

/** What is open in the text. */
const openIn = ({ reading, meta }: Scene): Partial<ActTarget> => ({
  openBrackets: countOpen(reading),
  openStructures: structuresOf(reading, meta).length,
})

/** The revision that the text is, and the one after it. */
function revisions(scene: Scene): { before: string; after: string } {
  const revision = scene.meta.get(metaKey.revision)
  const before = typeof revision === 'string' ? revision : ''
  return { before, after: `Rev.${Number(/\d+/.exec(before)?.[0] ?? 0) + 1}` }
}
