// issue, revise, adopt: what the desk does to the text as a whole. Each fixes the text as it stands: its hash is recorded and
// the head signed, so none of them can be undone.
import { structuresOf } from '@chapeau/shared/brackets/structures'
import { metaKey } from '@chapeau/shared/text/meta'
import { forbidden, type Handler, type Scene } from './scene.ts'

export const issue: Handler<'issue'> = (scene) => {
  const no = forbidden(scene, 'issue', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      const { before, after } = revisions(scene)
      change.set(metaKey.status, 'issued')
      change.set(metaKey.revision, after)
      change.set(metaKey.changes, 0)
      return [{ act: 'issue', target: null, paragraph: null, content: { before, after } }]
    },
  }
}

export const revise: Handler<'revise'> = (scene) => {
  const no = forbidden(scene, 'revise', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      const { before, after } = revisions(scene)
      change.set(metaKey.revision, after)
      change.set(metaKey.changes, 0)
      return [{ act: 'revise', target: null, paragraph: null, content: { before, after } }]
    },
  }
}

export const adopt: Handler<'adopt'> = (scene) => {
  const no = forbidden(scene, 'adopt', {
    openBrackets: scene.reading.brackets.size,
    openStructures: structuresOf(scene.reading, scene.meta).length,
  })
  if (no !== null) return no
  return {
    perform: (change) => {
      change.set(metaKey.status, 'adopted')
      return [{ act: 'adopt', target: null, paragraph: null, content: { before: 'issued', after: 'adopted' } }]
    },
  }
}

/** The revision that the text is, and the one after it. */
function revisions(scene: Scene): { before: string; after: string } {
  const revision = scene.meta.get(metaKey.revision)
  const before = typeof revision === 'string' ? revision : ''
  return { before, after: `Rev.${Number(/\d+/.exec(before)?.[0] ?? 0) + 1}` }
}
