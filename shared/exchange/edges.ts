// Where a bracket begins and ends in a view. One that crosses another is printed in several parts (TX-6), one without words in none:
// what is said of a bracket stands once, around all of it, or nowhere.
import type { Bid } from '../ids.ts'
import type { ViewParagraph, ViewPiece } from '../text/views.ts'

export interface Edges {
  /** Brackets that are printed. */
  readonly printed: ReadonlySet<Bid>
  /** Whether a piece is the first opening or the last close of its bracket. */
  isEdge(piece: ViewPiece): boolean
}

export function edgesOf(paragraphs: readonly ViewParagraph[]): Edges {
  const [first, last] = [new Map<Bid, ViewPiece>(), new Map<Bid, ViewPiece>()]
  for (const { pieces, notes = [] } of paragraphs) {
    for (const piece of [...pieces, ...notes.flatMap((note) => note.pieces)]) {
      if (piece.type === 'open' && !first.has(piece.bid)) first.set(piece.bid, piece)
      if (piece.type === 'close') last.set(piece.bid, piece)
    }
  }
  return {
    printed: new Set(first.keys()),
    isEdge: (piece) => piece.type !== 'text' && (first.get(piece.bid) === piece || last.get(piece.bid) === piece),
  }
}
