// Where words stand in a paragraph, as places that a proposal can name: behind its starter, counted flat. Words that are
// proposed for deletion are passed over.
import type { Pid } from '@chapeau/shared/ids'
import type { Reading } from '@chapeau/shared/text/read'

export interface Place {
  readonly pid: Pid
  readonly at: number
  readonly length: number
  /** It begins with a capital where the words that were looked for do not. */
  readonly capital: boolean
}

/** Every place where some words stand whole: no letter or digit goes on before or behind them. */
export function placesOf(reading: Reading, index: number, words: string, { anyCase = false } = {}): Place[] {
  if (words === '') return []
  const pid = pidOf(reading, index)
  return textsIn(reading, index).flatMap(({ text, at }) => {
    const places: Place[] = []
    for (let i = 0; i + words.length <= text.length; i++) {
      if (text.slice(i + 1, i + words.length) !== words.slice(1)) continue
      const [there, wanted] = [text.charAt(i), words.charAt(0)]
      const same = there === wanted || (anyCase && there.toLowerCase() === wanted.toLowerCase())
      if (same && isWhole(text, i, words.length)) places.push({ pid, at: at + i, length: words.length, capital: there !== wanted })
    }
    return places
  })
}

/** All of a paragraph, its brackets with it. */
export function wholeOf(reading: Reading, index: number): Place {
  return { pid: pidOf(reading, index), at: 0, length: lengthOf(reading, index), capital: false }
}

/** Its end, before a last full stop, comma, colon or semicolon. */
export function atEnd(reading: Reading, index: number): Place {
  const pid = pidOf(reading, index)
  const length = lengthOf(reading, index)
  const last = textsIn(reading, index).at(-1)
  if (last === undefined || last.at + last.text.length !== length) return { pid, at: length, length: 0, capital: false }
  const stop = /[.,;:]?\s*$/u.exec(last.text)?.index ?? last.text.length
  return { pid, at: last.at + stop, length: 0, capital: false }
}

/** Two things in the other order; null where it cannot be said what the two are. */
export function flipped(words: string): string | null {
  for (const between of [' and ', ' or ', ', ', ' ']) {
    const parts = words.split(between)
    if (parts.length === 2 && parts.every((part) => part.trim() !== '')) return `${parts[1]}${between}${parts[0]}`
  }
  return null
}

const pidOf = (reading: Reading, index: number): Pid => reading.paragraphs[index]?.raw.starter?.p ?? ''

const lengthOf = (reading: Reading, index: number): number => {
  const paragraph = reading.paragraphs[index]!
  return paragraph.length - (paragraph.raw.starter === null ? 0 : 1)
}

/** Pieces of text, counted behind the starter. */
function textsIn(reading: Reading, index: number): { text: string; at: number }[] {
  const paragraph = reading.paragraphs[index]
  if (paragraph === undefined) return []
  const head = paragraph.raw.starter === null ? 0 : 1
  return paragraph.pieces.flatMap((piece) =>
    piece.type === 'text' && !piece.within.some((bid) => reading.brackets.get(bid)?.kind === 'del')
      ? [{ text: piece.text, at: piece.at - head }]
      : [],
  )
}

function isWhole(text: string, at: number, length: number): boolean {
  const letter = /[\p{L}\p{N}]/u
  const edges = {
    before: text.charAt(at - 1),
    first: text.charAt(at),
    last: text.charAt(at + length - 1),
    behind: text.charAt(at + length),
  }
  const joinsBefore = at > 0 && letter.test(edges.before) && letter.test(edges.first)
  return !joinsBefore && !(letter.test(edges.last) && letter.test(edges.behind))
}
