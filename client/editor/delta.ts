// A Yjs text event as edits of the flat text, and those edits as minimal steps on the touched paragraphs. Pure.
import { ReplaceStep, type Transform } from 'prosemirror-transform'
import type { Node } from 'prosemirror-model'
import { isText, runLength, type Embed, type Run } from '@chapeau/shared/text/model'
import { marksOf } from '@chapeau/shared/text/ytext'
import { paragraphNodes, runsOfParagraph } from './flat.ts'
import { schema, starterOf } from './schema.ts'

/** A Yjs delta, as `event.delta` gives it. */
export type Delta = readonly {
  readonly retain?: number
  readonly delete?: number
  readonly insert?: unknown
  readonly attributes?: Record<string, unknown>
}[]

/** One change of [from, to) of the old flat text: other runs, or other formatting of the same ones. */
interface Edit {
  readonly from: number
  readonly to: number
  readonly runs: readonly Run[]
  readonly format: Record<string, unknown> | null
}

/** Paragraph indexes `first` to `last` that some edits touch. */
interface Cluster {
  readonly first: number
  readonly last: number
  readonly edits: readonly Edit[]
}

/** Applies a delta to the document of `transform`; returns how many paragraphs were converted. */
export function applyDelta(transform: Transform, delta: Delta): number {
  const doc = transform.doc
  const layout = layoutOf(doc)
  const clusters = clustersOf(editsOf(delta), layout)
  let touched = 0
  // From right to left, so that positions to the left stay those of the old document.
  for (const cluster of clusters.toReversed()) {
    replaceParagraphs(transform, doc, layout, cluster)
    touched += cluster.last - cluster.first + 1
  }
  return touched
}

function editsOf(delta: Delta): Edit[] {
  const edits: Edit[] = []
  let at = 0
  for (const op of delta) {
    if (op.retain !== undefined) {
      if (op.attributes !== undefined) edits.push({ from: at, to: at + op.retain, runs: [], format: op.attributes })
      at += op.retain
    } else if (op.delete !== undefined) {
      edits.push({ from: at, to: at + op.delete, runs: [], format: null })
      at += op.delete
    } else edits.push({ from: at, to: at, runs: [runOfOp(op)], format: null })
  }
  return edits
}

function runOfOp(op: Delta[number]): Run {
  const attributes = marksOf(op.attributes)
  const insert = op.insert as string | Embed
  return (attributes === undefined ? { insert } : { insert, attributes }) as Run
}

interface Layout {
  /** Flat index at which each paragraph starts, its starter included; the text's end last. */
  readonly flat: readonly number[]
  /** Document position at which each paragraph starts. */
  readonly starts: readonly number[]
}

function layoutOf(doc: Node): Layout {
  const flat: number[] = []
  const starts: number[] = []
  let at = 0
  doc.forEach((paragraph, start) => {
    flat.push(at)
    starts.push(start)
    at += paragraph.content.size + (starterOf(paragraph) === null ? 0 : 1)
  })
  return { flat: [...flat, at], starts }
}

/** The paragraph that holds a gap: what is put right before a starter belongs to the paragraph before it. */
function paragraphAt({ flat, starts }: Layout, gap: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (flat[middle]! < gap) low = middle
    else high = middle - 1
  }
  return low
}

function clustersOf(edits: readonly Edit[], layout: Layout): Cluster[] {
  const clusters: Cluster[] = []
  for (const edit of edits) {
    const first = paragraphAt(layout, edit.from)
    const last = Math.max(first, paragraphAt(layout, edit.to))
    const previous = clusters.at(-1)
    if (previous !== undefined && first <= previous.last) {
      clusters[clusters.length - 1] = { first: previous.first, last: Math.max(last, previous.last), edits: [...previous.edits, edit] }
    } else clusters.push({ first, last, edits: [edit] })
  }
  return clusters
}

function replaceParagraphs(transform: Transform, doc: Node, layout: Layout, { first, last, edits }: Cluster): void {
  const old: Node[] = []
  for (let i = first; i <= last; i++) old.push(doc.child(i))
  const runs = old.flatMap((paragraph) => {
    const starter = starterOf(paragraph)
    return starter === null ? runsOfParagraph(paragraph) : [{ insert: starter }, ...runsOfParagraph(paragraph)]
  })
  const changed = paragraphNodes(applyEdits(runs, layout.flat[first]!, edits))
  const before = schema.nodes.doc.create(null, old)
  const after = schema.nodes.doc.create(null, changed.length > 0 ? changed : [schema.nodes.paragraph.create()])
  replaceMinimally(transform, layout.starts[first]!, before, after)
}

/** Replaces `before`, which lies at `base`, by `after`, touching only what differs. */
export function replaceMinimally(transform: Transform, base: number, before: Node, after: Node): void {
  const start = before.content.findDiffStart(after.content)
  if (start === null) return
  let { a: endBefore, b: endAfter } = before.content.findDiffEnd(after.content)!
  const overlap = start - Math.min(endBefore, endAfter)
  if (overlap > 0) {
    endBefore += overlap
    endAfter += overlap
  }
  const step = new ReplaceStep(base + start, base + endBefore, after.slice(start, endAfter))
  const result = attempt(step, transform.doc)
  const size = transform.doc.content.size - before.content.size + after.content.size
  const fits = result !== null && result.content.size === size && result.slice(base, base + after.content.size).content.eq(after.content)
  if (fits) transform.step(step)
  // Where the two differ in how paragraphs are cut, the touched paragraphs are replaced whole.
  else transform.step(new ReplaceStep(base, base + before.content.size, after.slice(0, after.content.size)))
}

function attempt(step: ReplaceStep, doc: Node): Node | null {
  try {
    return step.apply(doc).doc
  } catch {
    return null
  }
}

/** The runs of some paragraphs after edits given in positions of the whole old text. */
function applyEdits(runs: readonly Run[], base: number, edits: readonly Edit[]): Run[] {
  const out: Run[] = []
  const source = new RunCursor(runs)
  let at = base
  for (const edit of edits) {
    out.push(...source.take(edit.from - at))
    const replaced = source.take(edit.to - edit.from)
    if (edit.format !== null) out.push(...replaced.map((run) => reformat(run, edit.format!)))
    out.push(...edit.runs)
    at = edit.to
  }
  return [...out, ...source.take(Infinity)]
}

function reformat(run: Run, format: Record<string, unknown>): Run {
  const attributes = marksOf({ ...run.attributes, ...format })
  return (attributes === undefined ? { insert: run.insert } : { insert: run.insert, attributes }) as Run
}

/** Takes runs from the left, cutting words where needed. */
class RunCursor {
  readonly #runs: readonly Run[]
  #index = 0
  #offset = 0

  constructor(runs: readonly Run[]) {
    this.#runs = runs
  }

  take(length: number): Run[] {
    const taken: Run[] = []
    let left = length
    while (left > 0 && this.#index < this.#runs.length) {
      const run = this.#runs[this.#index]!
      const available = runLength(run) - this.#offset
      const size = Math.min(available, left)
      taken.push(isText(run) ? ({ ...run, insert: run.insert.slice(this.#offset, this.#offset + size) } as Run) : run)
      left -= size
      this.#offset += size
      if (size === available) {
        this.#index++
        this.#offset = 0
      }
    }
    return taken
  }
}
