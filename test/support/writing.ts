// One person at the editor, in happy-dom: a text in notation with `|` for the caret or `‹ ›` around a selection,
// typing that goes the way of real input, and the text afterwards in the same notation.
import { TextSelection } from 'prosemirror-state'
import { ChapeauEditor, type EditorOptions, type Hint } from '@chapeau/client/editor/editor'
import { flatOf, positionOf } from '@chapeau/client/editor/flat'
import type { Principal } from '@chapeau/shared/ids'
import { isText, runLength } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { runsBetween } from '@chapeau/client/editor/flat'
import type * as Y from 'yjs'
import { docOf, shown } from './builders.ts'

export class Writing {
  readonly doc: Y.Doc
  readonly editor: ChapeauEditor
  readonly hints: Hint[] = []

  constructor(
    marked: string,
    principal: Principal | null = 'RUS',
    options: Partial<EditorOptions> & { prepare?: (doc: Y.Doc) => void } = {},
  ) {
    const { doc } = docOf(marked)
    doc.clientID = 77
    const marks = takeMarks(doc)
    options.prepare?.(doc)
    this.doc = doc
    const mount = document.createElement('div')
    document.body.append(mount)
    this.editor = new ChapeauEditor(mount, {
      doc,
      awareness: null,
      principal,
      write: { ok: true },
      free: false,
      name: 'text',
      hueOf: () => 'none',
      shortLabel: (label) => label,
      addressOf: (file) => `/files/${file}`,
      onChange: () => undefined,
      onHint: (hint) => this.hints.push(hint),
      ...options,
    })
    const { view } = this.editor
    const at = (flat: number): number => positionOf(view.state.doc, flat)
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at(marks.anchor), at(marks.head))))
  }

  /** Each character as a keystroke of its own. */
  type(text: string): this {
    for (const char of text) this.input(char)
    return this
  }

  /** Text as one input: a keystroke, an autocorrection, a paste of words. */
  input(text: string): this {
    const { view } = this.editor
    const { from, to } = view.state.selection
    if (!view.someProp('handleTextInput', (handle) => handle(view, from, to, text, () => view.state.tr)))
      view.dispatch(view.state.tr.insertText(text, from, to))
    return this
  }

  /** A key of the keymap; Backspace and Delete fall back to what the browser would do. */
  press(key: string, modifiers: Partial<KeyboardEventInit> = {}, times = 1): this {
    const { view } = this.editor
    for (let i = 0; i < times; i++) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })
      if (view.someProp('handleKeyDown', (handle) => handle(view, event))) continue
      const { from, to, empty } = view.state.selection
      if (key === 'Backspace') this.#erase(empty ? this.#before(from) : from, to)
      else if (key === 'Delete') this.#erase(from, empty ? this.#after(to) : to)
      else throw new Error(`${key} is not bound`)
    }
    return this
  }

  /** The text with the caret marked where the selection's head is. */
  get text(): string {
    return shown(this.doc)
  }

  get marked(): string {
    const { doc, selection } = this.editor.view.state
    const copy = docOf(this.text)
    const place = Math.min(flatOf(doc, selection.head), bodyOf(copy.doc).length)
    bodyOf(copy.doc).insert(place, '|')
    return shown(copy.doc)
  }

  /** Whether view and document say the same. */
  get inStep(): boolean {
    const { doc } = this.editor.view.state
    const words = (runs: ReturnType<typeof runsOf>): unknown =>
      JSON.stringify(runs.map(({ insert, attributes }) => [insert, attributes ?? {}]))
    return words(merge(runsBetween(doc, 0, doc.content.size))) === words(runsOf(bodyOf(this.doc)))
  }

  #erase(from: number, to: number): void {
    if (from !== to) this.editor.view.dispatch(this.editor.view.state.tr.delete(from, to))
  }

  #before(position: number): number {
    const $at = this.editor.view.state.doc.resolve(position)
    return $at.parentOffset === 0 ? Math.max(position - 2, 1) : position - 1
  }

  #after(position: number): number {
    const $at = this.editor.view.state.doc.resolve(position)
    return $at.parentOffset === $at.parent.content.size ? Math.min(position + 2, this.editor.view.state.doc.content.size - 1) : position + 1
  }
}

/** Takes `|` or `‹ ›` out of a document's words; returns their positions. */
function takeMarks(doc: Y.Doc): { anchor: number; head: number } {
  const body = bodyOf(doc)
  const take = (mark: string): number | null => {
    let at = 0
    for (const run of runsOf(body)) {
      const found = isText(run) ? run.insert.indexOf(mark) : -1
      if (found >= 0) {
        body.delete(at + found, mark.length)
        return at + found
      }
      at += runLength(run)
    }
    return null
  }
  const anchor = take('‹')
  const head = anchor === null ? take('|') : take('›')
  return { anchor: anchor ?? head ?? body.length, head: head ?? body.length }
}

function merge(runs: ReturnType<typeof runsOf>): ReturnType<typeof runsOf> {
  const merged: ReturnType<typeof runsOf> = []
  for (const run of runs) {
    const last = merged.at(-1)
    if (
      last !== undefined &&
      isText(last) &&
      isText(run) &&
      JSON.stringify(last.attributes ?? {}) === JSON.stringify(run.attributes ?? {})
    ) {
      merged[merged.length - 1] = { ...last, insert: last.insert + run.insert }
    } else merged.push(run)
  }
  return merged
}
