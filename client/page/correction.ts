// Correcting a slip: from words as they stand in a paragraph to the act that puts them right, or why there is none.
import type { Pid } from '@chapeau/shared/ids'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'

export type CorrectionPlan =
  | { readonly ok: true; readonly wish: Wish; readonly before: string; readonly after: string }
  | { readonly ok: false; readonly problem: string }

/** Characters around the words that are shown before and after. */
const AROUND = 32

/** `remove` becomes `insert`, where it stands once and outside every bracket. */
export function correctionOf(reading: Reading, pid: Pid, remove: string, insert: string): CorrectionPlan {
  const paragraph = reading.paragraphs.find(({ raw }) => raw.starter?.p === pid)
  if (paragraph === undefined) return { ok: false, problem: 'This paragraph is no longer in the text.' }
  if (remove === '') return { ok: false, problem: 'Type the words as they stand, with enough around them to be found.' }
  if (remove === insert) return { ok: false, problem: 'The words are the same.' }
  const places = paragraph.pieces.flatMap((piece) =>
    piece.type === 'text' && piece.within.length === 0 ? placesIn(piece.text, remove).map((at) => ({ at, piece })) : [],
  )
  const [first, second] = places
  if (first === undefined) return { ok: false, problem: 'These words do not stand here outside brackets.' }
  if (second !== undefined) return { ok: false, problem: `They stand here ${places.length} times. Type more of the words around the slip.` }
  const { text, at: start } = first.piece
  const head = text.slice(Math.max(0, first.at - AROUND), first.at)
  const tail = text.slice(first.at + remove.length, first.at + remove.length + AROUND)
  return {
    ok: true,
    wish: { act: 'correct', target: pid, ...changedWords(start + first.at, remove, insert) },
    before: `${head}${remove}${tail}`,
    after: `${head}${insert}${tail}`,
  }
}

/** Only the words that are other ones: those around the slip stay their authors'. */
function changedWords(
  at: number,
  remove: string,
  insert: string,
): { readonly at: number; readonly remove: string; readonly insert: string } {
  const [old, now] = [remove.split(/(?<= )/), insert.split(/(?<= )/)]
  let head = 0
  while (head < Math.min(old.length, now.length) - 1 && old[head] === now[head]) head++
  let tail = 0
  while (tail < Math.min(old.length, now.length) - head - 1 && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const middle = (words: readonly string[]): string => words.slice(head, words.length - tail).join('')
  const [removed, inserted] = [middle(old), middle(now)]
  const end = removed.endsWith(' ') && inserted.endsWith(' ') ? -1 : undefined
  return { at: at + old.slice(0, head).join('').length, remove: removed.slice(0, end), insert: inserted.slice(0, end) }
}

function placesIn(text: string, words: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at)
  return places
}
