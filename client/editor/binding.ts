// The binding between the flat body and the editor (decision: no stock binding, it copies text on Enter and join).
// Local steps become index operations on the body, remote events become minimal steps on the touched paragraphs.
// The body is written only after the view has accepted a transaction.
import { Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from 'prosemirror-state'
import { AddMarkStep, RemoveMarkStep, type Step } from 'prosemirror-transform'
import type { Node, Slice } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import { isText, runLength, sameMarks, type Run } from '@chapeau/shared/text/model'
import { bodyOf, insertRuns, runsOf } from '@chapeau/shared/text/ytext'
import type * as Y from 'yjs'
import { applyDelta, replaceMinimally, type Delta } from './delta.ts'
import { docOf, flatOf, positionOf, runsBetween } from './flat.ts'

/** On a transaction that brings in what stands in the body already: no policy, repair or undo applies to it. */
export const remoteMeta = new PluginKey<{ readonly undo: boolean }>('chapeau-remote')

/** A change that a person made while the binding was held, in positions of the document after release. */
export interface HeldChange {
  readonly from: number
  readonly to: number
  readonly slice: Slice
}

/** [from, to) of a document. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export class Binding {
  readonly body: Y.Text
  readonly doc: Y.Doc
  readonly plugin: Plugin<readonly Transaction[]>
  /** Paragraphs converted by the last push or pull; for tests and benchmarks. */
  readonly stats = { pushed: 0, pulled: 0 }
  /** The selection before the transaction that is being written; undo restores it. */
  selectionBefore: { anchor: number; head: number } | null = null
  #view: EditorView | null = null
  #held: { doc: Node; over: Stretch | null; deltas: Delta[] } | null = null
  readonly #written = new WeakSet<Transaction>()

  constructor(doc: Y.Doc) {
    this.doc = doc
    this.body = bodyOf(doc)
    this.plugin = new Plugin<readonly Transaction[]>({
      key: bindingKey,
      state: {
        init: () => [],
        apply: (transaction, waiting) => {
          const left = waiting.filter((each) => !this.#written.has(each))
          return transaction.docChanged && transaction.getMeta(remoteMeta) === undefined ? [...left, transaction] : left
        },
      },
      view: (view) => this.#attach(view),
    })
  }

  /** The document for the body as it stands now. */
  initialDoc(): Node {
    return docOf(runsOf(this.body))
  }

  get held(): boolean {
    return this.#held !== null
  }

  /**
   * Keeps local changes from the body and remote ones from the view, for a composition. `over`: what the words that
   * come in right before it are to replace; null for nothing.
   */
  hold(over: Stretch | null = null): void {
    if (this.#view !== null) this.#held ??= { doc: this.#view.state.doc, over, deltas: [] }
  }

  /**
   * Ends a hold: takes the person's change back, brings in what others did meanwhile, and returns the change in
   * present positions, to be dispatched as the person's own. Null when nothing was changed.
   */
  release(): HeldChange | null {
    const held = this.#held
    const view = this.#view
    if (held === null || view === null) return null
    const change = replacing(held.over, held.doc, view.state.doc) ?? changeBetween(held.doc, view.state.doc)
    const transaction = view.state.tr
    if (change !== null) {
      replaceMinimally(transaction, 0, view.state.doc, held.doc)
      for (const waiting of bindingKey.getState(view.state) ?? []) this.#written.add(waiting)
    }
    for (const delta of held.deltas) applyDelta(transaction, delta)
    this.#held = null
    if (transaction.docChanged) view.dispatch(transaction.setMeta(remoteMeta, { undo: false }).setMeta('addToHistory', false))
    if (change === null) return null
    const now = (position: number, side: -1 | 1): number =>
      positionOf(
        view.state.doc,
        held.deltas.reduce((at, delta) => follow(delta, at, side), flatOf(held.doc, position)),
      )
    // What others have put at its edges is not part of the change.
    const from = now(change.from, change.from === change.to ? -1 : 1)
    return { from, to: Math.max(from, now(change.to, -1)), slice: change.slice }
  }

  #attach(view: EditorView): { update(view: EditorView, before: EditorState): void; destroy(): void } {
    this.#view = view
    const observe = (event: Y.YTextEvent, transaction: Y.Transaction): void => this.#pull(event, transaction)
    this.body.observe(observe)
    return {
      update: (_, before) => this.#push(before),
      destroy: () => {
        this.body.unobserve(observe)
        this.#view = null
      },
    }
  }

  #pull(event: Y.YTextEvent, { origin }: Y.Transaction): void {
    const view = this.#view
    if (origin === this || view === null) return
    const delta = event.delta as Delta
    if (this.#held !== null) {
      this.#held.deltas.push(delta)
      return
    }
    const transaction = view.state.tr
    this.stats.pulled = applyDelta(transaction, delta)
    if (!transaction.docChanged) return
    keepLeft(transaction, view.state, delta)
    view.dispatch(transaction.setMeta(remoteMeta, { undo: isUndo(origin) }).setMeta('addToHistory', false))
  }

  #push(before: EditorState): void {
    const view = this.#view
    if (view === null || this.#held !== null) return
    const waiting = (bindingKey.getState(view.state) ?? []).filter((each) => !this.#written.has(each))
    if (waiting.length === 0) return
    this.selectionBefore = { anchor: flatOf(before.doc, before.selection.anchor), head: flatOf(before.doc, before.selection.head) }
    this.stats.pushed = 0
    this.doc.transact(() => {
      for (const transaction of waiting) {
        this.#written.add(transaction)
        transaction.steps.forEach((step, i) => this.#write(step, transaction.docs[i]!, transaction.docs[i + 1] ?? transaction.doc))
      }
    }, this)
  }

  #write(step: Step, before: Node, after: Node): void {
    if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
      const from = flatOf(before, step.from)
      this.body.format(from, flatOf(before, step.to) - from, { [step.mark.type.name]: step instanceof AddMarkStep ? true : null })
      this.stats.pushed += 1
      return
    }
    const ranges: [number, number, number, number][] = []
    step.getMap().forEach((...range) => ranges.push(range))
    for (const [oldFrom, oldTo, newFrom, newTo] of ranges.toReversed()) {
      const edit = trim(runsBetween(before, oldFrom, oldTo), runsBetween(after, newFrom, newTo))
      const at = flatOf(before, oldFrom) + edit.skip
      if (edit.remove > 0) this.body.delete(at, edit.remove)
      insertRuns(this.body, at, edit.insert)
      this.stats.pushed += 1 + edit.insert.filter((run) => !isText(run) && 'p' in run.insert).length
    }
  }
}

const bindingKey = new PluginKey<readonly Transaction[]>('chapeau-binding')

/** A remote change leaves the caret beside its left neighbour, also where both tokens around it go. */
function keepLeft(transaction: Transaction, state: EditorState, delta: Delta): void {
  const { anchor, head } = state.selection
  const place = (position: number): number =>
    positionOf(transaction.doc, moved(transaction.doc, state.doc, position, delta) ?? follow(delta, flatOf(state.doc, position), -1))
  transaction.setSelection(TextSelection.between(transaction.doc.resolve(place(anchor)), transaction.doc.resolve(place(head))))
}

/** Where a position is in a paragraph that the delta writes anew at another place; null in every other. */
function moved(now: Node, before: Node, position: number, delta: Delta): number | null {
  const $place = before.resolve(position)
  const pid = pidOf($place.depth === 0 ? null : $place.node(1))
  if (pid === null || !delta.some(({ insert }) => typeof insert === 'object' && insert !== null && 'p' in insert && insert.p === pid))
    return null
  let found: number | null = null
  now.forEach((node, offset) => {
    if (pidOf(node) === pid) found = flatOf(now, offset + 1 + Math.min($place.parentOffset, node.content.size))
  })
  return found
}

const pidOf = (node: Node | null): string | null => (node?.attrs['starter'] as { p: string } | null | undefined)?.p ?? null

/**
 * Where a flat position is after a delta; what came in right there is behind it (-1) or before it (1). Steps cannot
 * tell: they may replace all that lies between two edits.
 */
function follow(delta: Delta, position: number, side: -1 | 1): number {
  let old = 0
  let moved = position
  for (const op of delta) {
    if (op.retain !== undefined) old += op.retain
    else if (op.delete !== undefined) {
      moved -= Math.max(0, Math.min(position, old + op.delete) - old)
      old += op.delete
    } else if (old < position || (old === position && side > 0)) moved += typeof op.insert === 'string' ? op.insert.length : 1
  }
  return moved
}

function isUndo(origin: unknown): boolean {
  return typeof origin === 'object' && origin !== null && 'undoStack' in origin
}

/** The change that puts what came in right before a stretch in its place; null where something else was changed. */
function replacing(over: Stretch | null, before: Node, after: Node): HeldChange | null {
  const grown = after.content.size - before.content.size
  if (over === null || grown <= 0) return null
  const { from, to } = over
  const same = before.slice(0, from).eq(after.slice(0, from)) && before.slice(from).eq(after.slice(from + grown))
  return same ? { from, to, slice: after.slice(from, from + grown) } : null
}

/** What differs between two documents: [from, to) of the first became the slice. */
export function changeBetween(before: Node, after: Node): HeldChange | null {
  const from = before.content.findDiffStart(after.content)
  if (from === null) return null
  const end = before.content.findDiffEnd(after.content)!
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  return { from, to: end.a + overlap, slice: after.slice(from, end.b + overlap) }
}

/** The least that turns `old` into `fresh`: units to skip, to remove, and runs to insert. */
function trim(old: readonly Run[], fresh: readonly Run[]): { skip: number; remove: number; insert: Run[] } {
  const a = unitsOf(old)
  const b = unitsOf(fresh)
  let start = 0
  while (start < a.length && start < b.length && sameUnit(a[start]!, b[start]!)) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && sameUnit(a[a.length - 1 - end]!, b[b.length - 1 - end]!)) end++
  // Never between the halves of a surrogate pair: Yjs would replace both by a question mark.
  if (start > 0 && isHigh(b[start - 1]!)) start--
  if (end > 0 && isLow(b[b.length - end]!)) end--
  return { skip: start, remove: a.length - start - end, insert: joined(b.slice(start, b.length - end)) }
}

function unitsOf(runs: readonly Run[]): Run[] {
  return runs.flatMap((run) =>
    isText(run) && runLength(run) > 1 ? run.insert.split('').map((char) => ({ ...run, insert: char }) as Run) : [run],
  )
}

function joined(units: readonly Run[]): Run[] {
  const runs: Run[] = []
  for (const unit of units) {
    const last = runs.at(-1)
    if (last !== undefined && isText(last) && isText(unit) && sameMarks(last.attributes, unit.attributes)) {
      runs[runs.length - 1] = { ...last, insert: last.insert + unit.insert }
    } else runs.push(unit)
  }
  return runs
}

function sameUnit(a: Run, b: Run): boolean {
  if (!sameMarks(a.attributes, b.attributes)) return false
  return isText(a) || isText(b) ? a.insert === b.insert : JSON.stringify(a.insert) === JSON.stringify(b.insert)
}

const isHigh = (unit: Run): boolean => isText(unit) && /[\ud800-\udbff]$/.test(unit.insert)
const isLow = (unit: Run): boolean => isText(unit) && /^[\udc00-\udfff]/.test(unit.insert)
