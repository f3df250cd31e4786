// Where the others are: their carets and selections, named by delegation. The server stamps who each one is;
// this file only turns its states into decorations, and publishes the own selection.
import { Plugin, PluginKey, type EditorState } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Binding } from './binding.ts'
import { flatOf, positionOf } from './flat.ts'

/** What the server puts beside a client's own state. */
export interface Presence {
  readonly name: string
  readonly principal: string | null
  readonly role: string
}

interface CursorState {
  readonly anchor: unknown
  readonly head: unknown
}

export const cursorsKey = new PluginKey<DecorationSet>('chapeau-cursors')

/** `hueOf`: the delegation's hue, as everywhere on the page. */
export function cursors(binding: Binding, awareness: Awareness, hueOf: (principal: string) => string): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: cursorsKey,
    state: {
      init: (_, state) => decorate(state, binding, awareness, hueOf),
      apply: (transaction, set, _, state) =>
        transaction.getMeta(cursorsKey) === true
          ? decorate(state, binding, awareness, hueOf)
          : set.map(transaction.mapping, transaction.doc),
    },
    props: { decorations: (state) => cursorsKey.getState(state) },
    view: (view) => new Publisher(view, binding, awareness),
  })
}

class Publisher {
  readonly #view: EditorView
  readonly #binding: Binding
  readonly #awareness: Awareness
  readonly #redraw: (changes: { added: number[]; updated: number[]; removed: number[] }) => void
  #frame: number | null = null

  constructor(view: EditorView, binding: Binding, awareness: Awareness) {
    this.#view = view
    this.#binding = binding
    this.#awareness = awareness
    this.#redraw = ({ added, updated, removed }) => {
      if ([...added, ...updated, ...removed].every((id) => id === awareness.clientID)) return
      this.#soon()
    }
    awareness.on('change', this.#redraw)
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.selection.eq(before.selection) && view.state.doc === before.doc) return
    // A caret that nobody has put anywhere stands at the start of the text; it is not shown as a place of work.
    if (!view.hasFocus()) return
    const { anchor, head } = view.state.selection
    const relative = (position: number): unknown =>
      Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#binding.body, flatOf(view.state.doc, position), -1))
    if (!this.#binding.held && view.editable)
      this.#awareness.setLocalStateField('cursor', { anchor: relative(anchor), head: relative(head) })
  }

  destroy(): void {
    this.#awareness.off('change', this.#redraw)
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
  }

  /** Once a frame, and never from inside a dispatch. */
  #soon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null
      if (!this.#view.isDestroyed && !this.#binding.held) this.#view.dispatch(this.#view.state.tr.setMeta(cursorsKey, true))
    })
  }
}

function decorate(state: EditorState, binding: Binding, awareness: Awareness, hueOf: (principal: string) => string): DecorationSet {
  const decorations: Decoration[] = []
  for (const [clientId, raw] of awareness.getStates()) {
    const { cursor, user } = raw as { cursor?: CursorState; user?: Presence }
    if (clientId === awareness.clientID || cursor === undefined || cursor === null || user === undefined) continue
    const anchor = place(cursor.anchor, state, binding)
    const head = place(cursor.head, state, binding)
    if (anchor === null || head === null) continue
    decorations.push(
      Decoration.widget(head, () => caret(user, hueOf(user.principal ?? '')), { key: `${clientId}-${user.principal ?? ''}`, side: -1 }),
    )
    if (anchor !== head) {
      const attributes = { class: 'peer-selection', 'data-hue': hueOf(user.principal ?? '') }
      decorations.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), attributes))
    }
  }
  return DecorationSet.create(state.doc, decorations)
}

function place(json: unknown, state: EditorState, binding: Binding): number | null {
  try {
    const absolute = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), binding.doc)
    return absolute === null || absolute.type !== binding.body ? null : positionOf(state.doc, absolute.index)
  } catch {
    // A foreign client may publish anything; a cursor that cannot be read is not shown.
    return null
  }
}

function caret({ name, principal }: Presence, hue: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'cursor'
  element.dataset['hue'] = hue
  element.setAttribute('aria-hidden', 'true')
  const label = document.createElement('span')
  label.className = 'cursor-name'
  label.textContent = principal ?? name
  element.append(label)
  return element
}
