// Whose the places of a document are, in document positions: what policy and commands ask before they change anything.
import type { EditorState } from 'prosemirror-state'
import type { Bid, Principal } from '@chapeau/shared/ids'
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

  bracket(bid: Bid): Bracket | undefined {
    return this.reading.brackets.get(bid)
  }

  #isMine(layer: Bid | null): boolean {
    return layer !== null && this.isOwnBracket(layer)
  }
}
