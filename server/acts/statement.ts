// statement: what a delegation says of a text that is closed: that it dissociates itself, or how it understands it.
import { metaKey } from '@chapeau/shared/text/meta'
import type { Statement } from '@chapeau/shared/text/closing'
import { forbidden, paragraphIndex, paragraphRef, refuse, type Handler } from './scene.ts'

export const statement: Handler<'statement'> = (scene, act) => {
  const no = forbidden(scene, 'statement', {})
  if (no !== null) return no
  const index = act.target === null ? -1 : paragraphIndex(scene, act.target)
  if (act.target !== null && index < 0) return refuse('AC-2', 'This paragraph is no longer in the text.')
  const principal = scene.principal!
  const key = metaKey.statement(act.kind, principal, act.target ?? 'text')
  const words = act.words.trim()
  if (words === '' && scene.meta.get(key) === undefined) return refuse('AC-37', 'There is no such statement to take back.')
  const value: Omit<Statement, 'label'> = { seq: scene.context.seq, kind: act.kind, principal, pid: act.target, words }
  return {
    perform: (change) => {
      change.set(key, words === '' ? undefined : value)
      const paragraph = index < 0 ? null : paragraphRef(scene, index)
      return [{ act: 'statement', target: null, paragraph, content: { after: words, detail: { kind: act.kind } } }]
    },
  }
}
