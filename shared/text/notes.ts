// Notes beside the running text: whoever prints footnotes takes them out of a view's pieces here, in the order in which they hang.
import type { Bid } from '../ids.ts'
import type { Bracket } from './read.ts'
import type { ViewParagraph, ViewPiece } from './views.ts'

/** A piece of running text, or the place of a note. */
export type RunningPiece = ViewPiece | { readonly type: 'note'; readonly bid: Bid }

export interface Running {
  readonly pieces: readonly RunningPiece[]
  /** What stands in the notes, without their own brackets. */
  readonly notes: ReadonlyMap<Bid, readonly ViewPiece[]>
}

/** A view's paragraph with its notes apart. One that runs over the paragraph's end, or is printed in parts, stays a bracket. */
export function notesApart({ pieces, notes: beside = [] }: ViewParagraph, brackets: ReadonlyMap<Bid, Bracket>): Running {
  const running: RunningPiece[] = []
  const notes = new Map<Bid, readonly ViewPiece[]>()
  const hangs = [...beside]
  const times = new Map<Bid, number>()
  for (const piece of pieces) if (piece.type === 'open') times.set(piece.bid, (times.get(piece.bid) ?? 0) + 1)
  for (let i = 0; i <= pieces.length; i++) {
    while (hangs[0]?.before === i) {
      const { bid, pieces: words } = hangs.shift()!
      notes.set(bid, words)
      running.push({ type: 'note', bid })
    }
    const piece = pieces[i]
    if (piece === undefined) break
    const isNote = piece.type === 'open' && isOfOne(brackets.get(piece.bid)) && times.get(piece.bid) === 1
    const end = isNote ? closeOf(pieces, i, piece.bid) : -1
    if (piece.type === 'open' && end >= 0) {
      notes.set(piece.bid, pieces.slice(i + 1, end))
      running.push({ type: 'note', bid: piece.bid })
      i = end
    } else running.push(piece)
  }
  return { pieces: running, notes }
}

/** A note that begins and ends in one paragraph. */
const isOfOne = (bracket: Bracket | undefined): boolean => bracket?.kind === 'note' && bracket.first === bracket.last

const closeOf = (pieces: readonly ViewPiece[], from: number, bid: Bid): number =>
  pieces.findIndex((piece, i) => i > from && piece.type === 'close' && piece.bid === bid)
