// Whose the places of a document are, in document positions: what policy and commands ask before they change anything.
import type { EditorState } from 'prosemirror-state'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isBlock, NOT_NEGOTIATED } from '@chapeau/shared/text/blocks'
import { stateOf, type Meta } from '@chapeau/shared/text/meta'
import type { Permission } from '@chapeau/shared/policy'
import { layerOf, stackAt, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { starterLayer } from '@chapeau/shared/text/views'
import { flatOf } from './flat.ts'
import { readingOf } from './reading.ts'
import { starterOf } from './schema.ts'

/** Who is writing here and what the text allows. */
export interface Writer {
  readonly principal: Principal | null
  readonly permission: Permission
  /** The desk in preparation: standing words change unmarked. */
  readonly free: boolean
}

export class Ownership {
  readonly reading: Reading
  readonly #state: EditorState
  readonly #meta: Meta
  readonly #writer: Writer

  constructor(state: EditorState, meta: Meta, writer: Writer) {
    this.reading = readingOf(state)
    this.#state = state
    this.#meta = meta
    this.#writer = writer
  }

  /** Brackets around a character typed at a document position, outermost first. */
  stackAt(position: number): readonly Bid[] {
    return stackAt(this.reading, flatOf(this.#state.doc, position))
  }

  layerAt(position: number): Bid | null {
    return layerOf(this.stackAt(position), (bid) => this.reading.brackets.get(bid)?.kind)
  }

  /** Whether a character typed here would stand in the writer's own layer. */
  isOwnAt(position: number): boolean {
    return this.#writer.free || this.#isMine(this.layerAt(position))
  }

  isOwnBracket(bid: Bid): boolean {
    return this.bracket(bid)?.holder === this.#writer.principal && this.#writer.principal !== null
  }

  /** Whether the start of the paragraph at this index may be joined or moved by the writer. */
  isOwnStart(index: number): boolean {
    return this.#writer.free || this.#isMine(starterLayer(this.reading, index))
  }

  /** Whether the words right behind a document position are proposed for deletion by the writer already. */
  isOwnDeletionAt(position: number): boolean {
    return this.stackAt(position).some((bid) => this.bracket(bid)?.kind === 'del' && this.isOwnBracket(bid))
  }

  isAgreedAt(position: number): boolean {
    const starter = starterOf(this.#state.doc.child(Math.min(this.#state.doc.resolve(position).index(0), this.#state.doc.childCount - 1)))
    return starter !== null && stateOf(this.#meta, starter.p) === 'agreed'
  }

  /** Why a stretch, or a place, cannot be changed whoever asks; null where it can. A table goes whole, by whoever may. */
  refusalIn(from: number, to: number): { readonly rule: string; readonly message: string } | null {
    if (this.isAgreedAt(from) || this.isAgreedAt(to))
      return { rule: 'AU-6', message: 'This paragraph is agreed. It changes only after it is reopened.' }
    const blocks = this.blocksIn(from, to)
    return blocks.every(({ index, whole }) => whole && this.isOwnStart(index)) ? null : { rule: 'AU-30', message: NOT_NEGOTIATED }
  }

  /** Tables and pictures that a stretch, or a place, touches. `at`: document position; `whole`: with start and words. */
  blocksIn(from: number, to: number): { readonly index: number; readonly at: number; readonly whole: boolean }[] {
    const { doc } = this.#state
    const blocks: { index: number; at: number; whole: boolean }[] = []
    doc.nodesBetween(from, Math.max(to, Math.min(from + 1, doc.content.size)), (node, at) => {
      const starter = starterOf(node)
      const end = at + node.nodeSize - 1
      if (starter !== null && isBlock(this.#meta, starter.p) && from <= end && to > at)
        blocks.push({ index: doc.resolve(at).index(0), at, whole: from < at && to >= end })
      return false
    })
    return blocks
  }

  bracket(bid: Bid): Bracket | undefined {
    return this.reading.brackets.get(bid)
  }

  #isMine(layer: Bid | null): boolean {
    return layer !== null && this.isOwnBracket(layer)
  }
}
