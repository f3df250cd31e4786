// relabel, correct: what the desk does to a paragraph's label and to slips in its words.
import { paragraphDigest } from '@chapeau/shared/brackets/words'
import type { Pid } from '@chapeau/shared/ids'
import { hasLoneSurrogate } from '../authority/items.ts'
import { FORBIDDEN_CHARACTERS } from '../authority/precheck.ts'
import { isBlock, NOT_NEGOTIATED } from '@chapeau/shared/text/blocks'
import { metaKey, stateOf } from '@chapeau/shared/text/meta'
import { printParagraph } from '@chapeau/shared/text/notation'
import { forbidden, paragraphIndex, paragraphRef, refuse, type Handler, type Refusal, type Scene } from './scene.ts'
import type { EntryDraft } from './types.ts'

/** Index of the paragraph that an act names, or the refusal that it is gone. */
export function found(scene: Scene, pid: Pid): number | Refusal {
  const index = paragraphIndex(scene, pid)
  return index < 0 ? refuse('AC-2', 'This paragraph is no longer in the text.') : index
}

/** An entry about a paragraph. */
export function entry(scene: Scene, act: string, index: number, content: EntryDraft['content']): Omit<EntryDraft, 'undo'> {
  const paragraph = paragraphRef(scene, index)
  return { act, target: paragraph?.id ?? null, paragraph, content }
}

export const relabel: Handler<'relabel'> = (scene, act) => {
  const index = found(scene, act.target)
  if (typeof index !== 'number') return index
  const no = forbidden(scene, 'relabel', {})
  if (no !== null) return no
  return {
    perform: (change) => {
      change.set(metaKey.label(act.target), act.label)
      return [entry(scene, 'relabel', index, { before: paragraphRef(scene, index)!.label, after: act.label })]
    },
  }
}

export const correct: Handler<'correct'> = (scene, act) => {
  const index = found(scene, act.target)
  if (typeof index !== 'number') return index
  const no = forbidden(scene, 'correct', { state: stateOf(scene.meta, act.target) })
  if (no !== null) return no
  if (isBlock(scene.meta, act.target)) return refuse('AU-30', NOT_NEGOTIATED)
  if (FORBIDDEN_CHARACTERS.test(act.insert)) return refuse('AU-9', 'A correction cannot hold control characters.')
  const paragraph = scene.reading.paragraphs[index]!
  if (act.seen.words !== paragraphDigest(scene.reading, index)) {
    return refuse('AC-2', 'The words have changed since you looked. Nothing was corrected; please look again.', {
      words: printParagraph(scene.reading, index, scene.meta, { groups: false }),
    })
  }
  if (!standsThere(paragraph, act.at, act.remove)) return refuse('AC-11', 'Only standing words can be corrected, exactly as they stand.')
  const at = scene.reading.starts[index]! + act.at
  return {
    perform: (change) => {
      if (act.remove !== '') change.cut(at, at + act.remove.length)
      if (act.insert !== '') change.words(at, act.insert, scene.principal)
      change.set(metaKey.corrected(act.target), true)
      const { seq } = scene.context
      change.set(metaKey.correction(seq), { seq, pid: act.target, before: act.remove, after: act.insert })
      return [{ ...entry(scene, 'correct', index, { before: act.remove, after: act.insert }), seen: act.seen }]
    },
  }
}

/** Whether a place lies between the two halves of a character. */
const cutsCharacter = (text: string, at: number): boolean => hasLoneSurrogate(text.slice(0, at))

/** Whether `words` stand at `at` in one piece of standing text that no bracket is around. */
export function standsThere(paragraph: Scene['reading']['paragraphs'][number], at: number, words: string): boolean {
  return paragraph.pieces.some(
    (piece) =>
      piece.type === 'text' &&
      piece.within.length === 0 &&
      at >= piece.at &&
      at + words.length <= piece.at + piece.text.length &&
      piece.text.startsWith(words, at - piece.at) &&
      !cutsCharacter(piece.text, at - piece.at),
  )
}
