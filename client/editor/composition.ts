// Input methods (caret.md, rules 6 and 9): while a person composes, the binding holds; when the composition has
// ended, what was composed goes through the policy as one change. Wrapping a composition while it runs doubles
// letters, and so does any remote step inside it.
import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import type { Binding } from './binding.ts'
import { runsBetween } from './flat.ts'
import type { UserChange } from './policy.ts'
import type { Fragment } from 'prosemirror-model'
import type { Run } from '@chapeau/shared/text/model'
import { schema } from './schema.ts'

/** Prosemirror-view reads the end of a composition 20 ms after the event; ours must come behind. */
const SETTLE_MS = 30

export interface CompositionContext {
  /** Carries out a composed change as the person's own. */
  commit(view: EditorView, change: UserChange): void
}

export class Composition {
  readonly #binding: Binding
  readonly #context: CompositionContext
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(binding: Binding, context: CompositionContext) {
    this.#binding = binding
    this.#context = context
  }

  get active(): boolean {
    return this.#binding.held
  }

  /**
   * Words composed over a selection stand before it until the end, when both go through the policy as one replace.
   * Chromium keeps counting from where the selection began: a change of the text here, or another place for the
   * caret, would tear the composition in two. And so a cancelled one has deleted nothing.
   */
  start(view: EditorView): boolean {
    this.#stopTimer()
    if (!this.#binding.held) {
      const { from, to, empty } = view.state.selection
      if (!empty) view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from)))
      this.#binding.hold(empty ? null : { from, to })
    }
    return false
  }

  end(view: EditorView): boolean {
    this.#stopTimer()
    this.#timer = setTimeout(() => this.finish(view), SETTLE_MS)
    return false
  }

  /** Hands the composed change over; a new composition that has begun meanwhile goes on. */
  finish(view: EditorView): void {
    this.#stopTimer()
    if (view.isDestroyed || view.composing) return
    const change = this.#binding.release()
    if (change === null) return
    const carrier = schema.nodes.doc.createAndFill(null, change.slice.content)
    const runs =
      carrier === null
        ? textOf(change.slice.content)
        : runsBetween(carrier, change.slice.openStart, carrier.content.size - change.slice.openEnd)
    this.#context.commit(view, { from: change.from, to: change.to, runs })
  }

  destroy(): void {
    this.#stopTimer()
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

function textOf(content: Fragment): Run[] {
  const runs: Run[] = []
  content.descendants((node) => {
    if (node.isText) runs.push({ insert: node.text! })
  })
  return runs
}
