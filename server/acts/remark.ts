// remark: the desk's own note with a bracket, which nobody else hears of (AC-25).
import { metaKey } from '@chapeau/shared/text/meta'
import { bracketTarget, forbidden, paragraphRef, refuse, type Handler } from './scene.ts'

export const remark: Handler<'remark'> = (scene, { target, words }) => {
  const bracket = scene.reading.brackets.get(target)
  if (bracket === undefined) return refuse('AC-2', 'This is no longer in the text: it was decided or withdrawn.')
  const no = forbidden(scene, 'remark', bracketTarget(scene, bracket))
  if (no !== null) return no
  return {
    perform: (change) => {
      const said = words.trim()
      change.aside({ key: metaKey.remark(target), audience: ['chair'], value: said === '' ? null : said })
      return [{ act: 'remark', target, paragraph: paragraphRef(scene, bracket.first), content: { after: said }, audience: ['chair'] }]
    },
  }
}
