// Where somebody works in a text, carried from one document of it to another that holds the same words under the same
// ids, less some. Indices of the body only: it knows no view.
import * as Y from 'yjs'

/** The index in `to` behind the last character before `index` of `from` that both documents have known. */
export function carriedIndex(from: Y.Text, index: number, to: Y.Text): number {
  const { doc } = to
  if (doc === null) return 0
  let left = index
  let known: Y.ID | null = null
  for (let item = from._start; item !== null && left > 0; item = item.right) {
    if (item.deleted || !item.countable) continue
    const before = Math.min(left, item.length)
    left -= before
    const there = Math.min(item.id.clock + before, Y.getState(doc.store, item.id.client))
    if (there > item.id.clock) known = Y.createID(item.id.client, there - 1)
  }
  if (known === null) return 0
  const relative = Y.createRelativePositionFromJSON({ item: known, assoc: -1 })
  return Y.createAbsolutePositionFromRelativePosition(relative, doc)?.index ?? 0
}
