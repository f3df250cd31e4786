// The body's items as an act needs them: the text as somebody had seen it, and who wrote what since. The Yjs
// internals used here are those of authority/items.ts.
import { isText, type Embed, type Run } from '@chapeau/shared/text/model'
import { marksOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { embedOf, formatOf, isFormat, isString, itemsOf, stringOf } from '../authority/items.ts'

/** Decoded state vector: client id → next clock. */
export type StateVector = ReadonlyMap<number, number>

/** The state vector in base64; null when it is none. */
export function decodeStateVector(base64: string): StateVector | null {
  try {
    return Y.decodeStateVector(Buffer.from(base64, 'base64'))
  } catch {
    return null
  }
}

/** Whether a document holds all that a state vector names. */
export function covers(doc: Y.Doc, sv: StateVector): boolean {
  return [...sv].every(([client, clock]) => Y.getState(doc.store, client) >= clock)
}

/** The body without what is newer than a state vector; what was deleted since stays deleted. */
export function runsSeen(body: Y.Text, sv: StateVector): Run[] {
  const runs: Run[] = []
  let marks: Record<string, unknown> = {}
  for (const item of itemsOf(body)) {
    if (item.deleted) continue
    if (isFormat(item)) {
      const { key, value } = formatOf(item)
      marks = { ...marks, [key]: value }
      continue
    }
    const seen = Math.min(item.length, Math.max(0, (sv.get(item.id.client) ?? 0) - item.id.clock))
    if (seen === 0) continue
    const insert: string | Embed | null = isString(item) ? stringOf(item).slice(0, seen) : embedOf(item)
    if (insert === null) continue
    const attributes = marksOf(marks)
    const run = (attributes === undefined ? { insert } : { insert, attributes }) as Run
    const last = runs.at(-1)
    if (last !== undefined && isText(last) && isText(run)) runs[runs.length - 1] = { ...last, insert: last.insert + run.insert }
    else runs.push(run)
  }
  return runs
}

/** Who wrote the unit at each flat position, by client id, and whether it is newer than a state vector. */
export interface Authorship {
  clientAt(position: number): number | null
  at(position: number): boolean
}

export function authorshipOf(body: Y.Text, sv: StateVector): Authorship {
  const spans: { from: number; to: number; client: number; clock: number }[] = []
  let position = 0
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    spans.push({ from: position, to: position + item.length, client: item.id.client, clock: item.id.clock })
    position += item.length
  }
  const spanAt = (at: number): (typeof spans)[number] | null => {
    let low = 0
    let high = spans.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (spans[middle]!.from <= at) low = middle
      else high = middle - 1
    }
    return spans[low] ?? null
  }
  return {
    clientAt: (at) => spanAt(at)?.client ?? null,
    at: (at) => {
      const span = spanAt(at)
      return span !== null && span.clock + (at - span.from) >= (sv.get(span.client) ?? 0)
    },
  }
}
