// What the server itself writes behind typing: the label of a new proposed paragraph, the count of changes. It goes
// into the same append as the typing. It never touches the body.
import type { Principal } from '@chapeau/shared/ids'
import type { Open } from '@chapeau/shared/text/model'
import { metaKey } from '@chapeau/shared/text/meta'
import { labelAfter } from '@chapeau/shared/text/labels'
import { bodyOf, metaMapOf } from '@chapeau/shared/text/ytext'
import type * as Y from 'yjs'
import { proposedIn, unlabelled } from '../record/wordings.ts'

/** Origin of the server's own transactions beside the authority's repairs. */
export const SERVER = Symbol('server')

/** Answers the updates that `write` makes; it brings its own transactions. */
export function updatesOf(doc: Y.Doc, write: () => void): Uint8Array[] {
  const updates: Uint8Array[] = []
  const collect = (update: Uint8Array): void => void updates.push(update)
  doc.on('update', collect)
  try {
    write()
  } finally {
    doc.off('update', collect)
  }
  return updates
}

/** Writes overrides in one transaction of the server's; answers the update. */
export function writeMeta(doc: Y.Doc, write: (meta: Y.Map<unknown>) => void): Uint8Array[] {
  return updatesOf(doc, () => doc.transact(() => write(metaMapOf(doc)), SERVER))
}

/** Follows an update that opened brackets. */
export function followTyping(doc: Y.Doc, update: Uint8Array, opened: number): Uint8Array[] {
  const meta = metaMapOf(doc)
  const proposed = proposedIn(update)
  // The walk over the whole text is for paragraphs alone; typing and new brackets must not pay for it.
  const born = proposed.size === 0 ? [] : unlabelled(bodyOf(doc), meta, proposed)
  if (opened === 0 && born.length === 0) return []
  return writeMeta(doc, () => {
    if (opened > 0) countChanges(meta, opened)
    const taken = labelsIn(meta)
    for (const { pid, previous } of born) {
      const label = labelAfter(previous, taken)
      if (label === '') continue
      taken.add(label)
      meta.set(metaKey.label(pid), label)
    }
  })
}

/** Marks brackets that a typist has opened for a delegation as not confirmed by it. */
export function markUnconfirmed(doc: Y.Doc, opened: readonly Open[], principal: Principal): Uint8Array[] {
  const own = opened.filter(({ by }) => by === principal)
  if (own.length === 0) return []
  return writeMeta(doc, (meta) => own.forEach(({ o }) => meta.set(metaKey.unconfirmed(o), principal)))
}

/** Adds to the count of changes since the last revision. */
export function countChanges(meta: Y.Map<unknown>, by: number): void {
  const known = meta.get(metaKey.changes)
  meta.set(metaKey.changes, (typeof known === 'number' ? known : 0) + by)
}

function labelsIn(meta: Y.Map<unknown>): Set<string> {
  const labels = new Set<string>()
  for (const [key, value] of meta.entries()) if (/^p\/.*\/label$/.test(key) && typeof value === 'string') labels.add(value)
  return labels
}
