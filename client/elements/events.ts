// The events that elements send up, by name and detail. Elements ask; the page and its session act.
import type { Decision } from '@chapeau/shared/brackets/decide'
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import type { View } from '@chapeau/shared/text/views'
import type { Wish } from '../connection/acts.ts'
import type { Button } from '../page/buttons.ts'
import type { PaletteCommand } from '../page/palette.ts'
import type { QueueFilter } from '../page/queue.ts'
import type { ToolId } from '../page/tools.ts'

/** What the command bar and the keys can ask of the editor. */
export type CommandName = 'bracket' | 'reserve' | 'alternative' | 'placeholder' | 'flip' | 'paragraph' | 'undo' | 'redo'

/** What the command bar and the panes need to know of the editor. */
export interface EditorState {
  readonly can: Readonly<Partial<Record<CommandName, boolean>>>
  /** Index of the paragraph with the caret. */
  readonly paragraph: number
  /** Where in it the caret is, in positions behind its start. */
  readonly offset: number
}

/** What the editor tells or offers the person. */
export type EditorHint =
  { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'supportDeletion' | 'oppose'; readonly bid: Bid }

export interface PageEvents {
  'view-change': { readonly view: View }
  'projector-toggle': null
  'list-toggle': null
  'side-toggle': null
  'help-open': null
  'palette-open': null
  'palette-choose': { readonly command: PaletteCommand }
  /** null closes it. */
  'tool-open': { readonly tool: ToolId | null }
  'whole-toggle': { readonly whole: boolean }
  'bracket-select': { readonly bid: Bid | null }
  /** The last decision is taken back, once the record has told of it. */
  'decision-undo': null
  'bracket-step': { readonly step: 1 | -1 }
  'queue-change': { readonly filter: QueueFilter }
  'paragraph-go': { readonly index: number; readonly id: Pid | null }
  /** `over`: the objectors named by a second press. */
  'button-press': { readonly button: Button; readonly over: readonly Principal[] }
  /** The paragraph is to be split where the editor's caret is. */
  'split-here': { readonly target: Pid; readonly proposes: boolean }
  /** One decision more for the package. */
  'package-put': { readonly decision: Decision }
  'wish-make': { readonly wish: Wish }
  'command-run': { readonly name: CommandName }
  'editor-state': EditorState
  'editor-hint': EditorHint
  'seat-change': { readonly seatId: string }
  'typist-change': { readonly principal: Principal | null }
  'name-change': { readonly name: string }
  'words-dismiss': { readonly ids: readonly number[] }
  'words-close': null
  'words-propose': { readonly id: number; readonly words: string }
  'toast-act': { readonly id: number }
  'toast-close': { readonly id: number }
  'line-reconnect': null
}

/** Sends an event up through shadow roots. */
export function emit<Name extends keyof PageEvents>(from: HTMLElement, name: Name, detail: PageEvents[Name]): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
}

declare global {
  interface HTMLElementEventMap extends PageEventMap {}
}

type PageEventMap = { readonly [Name in keyof PageEvents]: CustomEvent<PageEvents[Name]> }
