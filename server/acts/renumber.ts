// renumber: the final labels of all paragraphs and the references to them in the words, in one act (AC-45). It says in the record
// what became of every label; the same table is kept with the text.
import { paragraphsDigest } from '@chapeau/shared/brackets/words'
import { metaKey, labelOf, type Concordance } from '@chapeau/shared/text/meta'
import type { Act } from '@chapeau/shared/protocol/acts'
import { FORBIDDEN_CHARACTERS } from '../authority/precheck.ts'
import { entry, standsThere } from './paragraph.ts'
import { forbidden, isRefusal, paragraphIndex, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import { checkParagraphsSeen } from './seen.ts'
import type { EntryDraft } from './types.ts'

type Renumber = Extract<Act, { act: 'renumber' }>

interface Place {
  readonly index: number
  /** In the whole text. */
  readonly at: number
  readonly remove: string
  readonly insert: string
}

export const renumber: Handler<'renumber'> = (scene, act) => {
  const no = forbidden(scene, 'renumber', {})
  if (no !== null) return no
  if (act.labels.length + act.references.length === 0) return refuse('AC-45', 'Every paragraph has its final number already.')
  if (act.labels.some(({ pid }) => paragraphIndex(scene, pid) < 0))
    return refuse('AC-2', 'A paragraph is no longer in the text. Look again.')
  const pids = act.references.map(({ pid }) => pid)
  const since = checkParagraphsSeen(scene, act.seen, (then) => paragraphsDigest(then, pids), pids)
  if (isRefusal(since)) return since
  const places = placesOf(scene, act)
  if (isRefusal(places)) return places
  return {
    perform: (change) => {
      const rows = act.labels.map(({ pid, label }) => ({ pid, from: labelOf(scene.meta, pid), to: label }))
      for (const { at, remove, insert } of places.toSorted((a, b) => b.at - a.at)) {
        change.cut(at, at + remove.length)
        if (insert !== '') change.words(at, insert, scene.principal)
      }
      for (const { pid, to } of rows) change.set(metaKey.label(pid), to)
      const table: Concordance = { seq: scene.context.seq, rows }
      change.set(metaKey.concordance, table)
      return [heading(act, rows), ...places.map((place) => correction(scene, place))]
    },
  }
}

/** The references as places of the text as it stands; all of them in standing words. */
function placesOf(scene: Scene, act: Renumber): Place[] | Refusal {
  const places: Place[] = []
  for (const { pid, at, remove, insert } of act.references) {
    const index = paragraphIndex(scene, pid)
    const paragraph = scene.reading.paragraphs[index]
    if (FORBIDDEN_CHARACTERS.test(insert)) return refuse('AU-9', 'A label cannot hold control characters.')
    if (remove === '' || paragraph === undefined || !standsThere(paragraph, at, remove))
      return refuse('AC-45', `“${remove}” no longer stands where it was. Nothing was renumbered; look again.`)
    places.push({ index, at: scene.reading.starts[index]! + at, remove, insert })
  }
  const sorted = places.toSorted((a, b) => a.at - b.at)
  const overlapping = sorted.some(({ at }, i) => i > 0 && at < sorted[i - 1]!.at + sorted[i - 1]!.remove.length)
  return overlapping ? refuse('AC-45', 'Two of these references are in the same words.') : places
}

function heading(act: Renumber, rows: Concordance['rows']): Omit<EntryDraft, 'undo'> {
  const after = rows.map(({ from, to }) => `${from === '' ? '–' : from} → ${to === '' ? '–' : to}`).join('\n')
  const detail = { labels: rows.length, references: act.references.length }
  return { act: 'renumber', target: null, paragraph: null, seen: act.seen, content: { after, detail } }
}

/** Every change of standing words has an entry of its own. */
const correction = (scene: Scene, { index, remove, insert }: Place): Omit<EntryDraft, 'undo'> =>
  entry(scene, 'correct', index, { before: remove, after: insert, detail: { by: 'renumber' } })
