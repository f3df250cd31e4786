// Personal undo and redo (A7): only what this person typed here, with the selection restored. What has left the
// own layer is skipped, for it was decided or belongs to others now; a decision itself is never undone here.
import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { parseId, type Principal } from '@chapeau/shared/ids'
import type { Meta } from '@chapeau/shared/text/meta'
import { isOpen, isStarter, type Embed } from '@chapeau/shared/text/model'
import { ownerOf, stackAt, layerOf, type Reading } from '@chapeau/shared/text/read'
import * as Y from 'yjs'
import type { Binding } from './binding.ts'
import { positionOf } from './flat.ts'

/** Keystrokes closer together than this are undone together, in milliseconds. */
export const CAPTURE_TIMEOUT = 500

/** `decided`: there was something, but it is no longer this person's to take back. */
export type UndoResult = 'done' | 'nothing' | 'decided'

export interface UndoContext {
  principal(): Principal | null
  reading(): Reading
  meta(): Meta
  /** In preparation the desk's words stand unmarked and are theirs to undo. */
  free(): boolean
}

/** Items [clock, clock + length) of one client that this person may take back. */
interface Own {
  readonly clock: number
  readonly length: number
}

export class Undo {
  readonly #binding: Binding
  readonly #context: UndoContext
  readonly #manager: Y.UndoManager
  #own = new Map<number, Own[]>()

  constructor(binding: Binding, context: UndoContext) {
    this.#binding = binding
    this.#context = context
    this.#manager = new Y.UndoManager(binding.body, {
      trackedOrigins: new Set([binding]),
      captureTimeout: CAPTURE_TIMEOUT,
      deleteFilter: (item) => this.#isOwn(item),
    })
    this.#manager.on('stack-item-added', ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }) => {
      if (!stackItem.meta.has(SELECTION)) stackItem.meta.set(SELECTION, this.#selection())
    })
  }

  get canUndo(): boolean {
    return this.#manager.canUndo()
  }

  get canRedo(): boolean {
    return this.#manager.canRedo()
  }

  undo(view: EditorView): UndoResult {
    return this.#run(view, () => this.#manager.undo(), this.canUndo)
  }

  redo(view: EditorView): UndoResult {
    return this.#run(view, () => this.#manager.redo(), this.canRedo)
  }

  /** Starts a new step: the next keystroke is not undone together with the last. */
  stopCapturing(): void {
    this.#manager.stopCapturing()
  }

  destroy(): void {
    this.#manager.destroy()
  }

  #run(view: EditorView, pop: () => Popped | null, any: boolean): UndoResult {
    if (!any) return 'nothing'
    this.#own = this.#context.free() ? new Map() : ownItems(this.#binding.body, this.#context)
    const popped = pop()
    if (popped === null) return 'decided'
    this.#select(view, popped.meta.get(SELECTION) as Selected | undefined)
    return 'done'
  }

  #isOwn({ id }: Y.Item): boolean {
    if (this.#context.free()) return true
    return (this.#own.get(id.client) ?? []).some(({ clock, length }) => id.clock >= clock && id.clock < clock + length)
  }

  #selection(): Selected | null {
    const before = this.#binding.selectionBefore
    if (before === null) return null
    const relative = (index: number): Y.RelativePosition => Y.createRelativePositionFromTypeIndex(this.#binding.body, index, -1)
    return { anchor: relative(before.anchor), head: relative(before.head) }
  }

  #select(view: EditorView, selected: Selected | null | undefined): void {
    if (selected === null || selected === undefined) return
    const place = (relative: Y.RelativePosition): number | null => {
      const absolute = Y.createAbsolutePositionFromRelativePosition(relative, this.#binding.doc)
      return absolute === null ? null : positionOf(view.state.doc, absolute.index)
    }
    const anchor = place(selected.anchor)
    const head = place(selected.head)
    if (anchor === null || head === null) return
    const { doc, tr } = view.state
    view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))).scrollIntoView())
  }
}

const SELECTION = 'chapeau-selection'

interface Selected {
  readonly anchor: Y.RelativePosition
  readonly head: Y.RelativePosition
}

interface Popped {
  readonly meta: Map<unknown, unknown>
}

/** What of the body is this person's now: words and starters in own layers, tokens of own brackets. */
function ownItems(body: Y.Text, context: UndoContext): Map<number, Own[]> {
  const own = new Map<number, Own[]>()
  const principal = context.principal()
  const reading = context.reading()
  let position = 0
  for (let item = (body as unknown as { _start: Y.Item | null })._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) {
      // Formatting belongs to nobody's layer; taking back one's own does no harm to words.
      if (!item.deleted && item.content instanceof Y.ContentFormat) enter(own, item)
      continue
    }
    if (principal !== null && isMine(item, position, reading, principal)) enter(own, item)
    position += item.length
  }
  return own
}

function enter(own: Map<number, Own[]>, item: Y.Item): void {
  own.set(item.id.client, [...(own.get(item.id.client) ?? []), { clock: item.id.clock, length: item.length }])
}

function isMine(item: Y.Item, position: number, reading: Reading, principal: Principal): boolean {
  const embed = item.content instanceof Y.ContentEmbed ? (item.content.embed as Embed) : null
  if (embed !== null && !isStarter(embed)) {
    const bid = isOpen(embed) ? embed.o : embed.c
    return (reading.brackets.get(bid)?.holder ?? parseId(bid)?.principal) === principal
  }
  if (embed !== null && isStarter(embed) && embed.in !== undefined) {
    const bracket = reading.brackets.get(embed.in)
    if (bracket !== undefined) return bracket.holder === principal
  }
  const layer = layerOf(stackAt(reading, position + 1), (bid) => reading.brackets.get(bid)?.kind)
  return ownerOf(reading, layer) === principal
}
