// Places in a paragraph that a proposal can name: all of it, its end. Counted behind its starter, as edits are.
import type { Pid } from '@chapeau/shared/ids'
import type { Reading } from '@chapeau/shared/text/read'

export interface Place {
  readonly pid: Pid
  readonly at: number
  readonly length: number
}

/** All of a paragraph, its brackets with it. */
export function wholeOf(reading: Reading, index: number): Place {
  return { pid: pidOf(reading, index), at: 0, length: lengthOf(reading, index) }
}

/** Its end, before a last full stop, comma, colon or semicolon. */
export function atEnd(reading: Reading, index: number): Place {
  const pid = pidOf(reading, index)
  const length = lengthOf(reading, index)
  const paragraph = reading.paragraphs[index]!
  const last = paragraph.pieces.findLast((piece) => piece.type === 'text')
  const at = last === undefined ? 0 : last.at - headOf(paragraph)
  // Behind a bracket that ends the paragraph nothing stands that one could go before.
  if (last === undefined || at + last.text.length !== length) return { pid, at: length, length: 0 }
  return { pid, at: at + (/[.,;:]?\s*$/u.exec(last.text)?.index ?? last.text.length), length: 0 }
}

const pidOf = (reading: Reading, index: number): Pid => reading.paragraphs[index]?.raw.starter?.p ?? ''

const headOf = ({ raw }: Reading['paragraphs'][number]): number => (raw.starter === null ? 0 : 1)

const lengthOf = (reading: Reading, index: number): number => reading.paragraphs[index]!.length - headOf(reading.paragraphs[index]!)
