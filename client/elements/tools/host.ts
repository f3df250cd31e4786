// Where a tool is shown: one dialog over the page, loaded when it is first opened. A tool draws, and asks through its
// context; it knows neither the session nor the page.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Decision } from '@chapeau/shared/brackets/decide'
import type { Bid, Pid } from '@chapeau/shared/ids'
import type { View } from '@chapeau/shared/text/views'
import type { ActResult, Wish } from '../../connection/acts.ts'
import type { QueueFilter } from '../../page/queue.ts'
import { TOOLS, type ToolId } from '../../page/tools.ts'
import type { Store } from '../../store.ts'
import { base, dialogs } from '../../styles/base.ts'
import type { DeskView } from '../desk.ts'
import { emit } from '../events.ts'

/** What a tool is given at each drawing. */
export interface ToolContext {
  readonly store: Store
  readonly drawn: DeskView
  readonly view: View
  readonly selected: Bid | null
  /** Index of the paragraph that the person is in; null for none. */
  readonly current: number | null
  /** Brackets that are stepped through, and the filter that says which. */
  readonly queue: readonly Bid[]
  readonly filter: QueueFilter
  /** Decisions put together so far, to be offered as one; `pack` puts others in their place. */
  readonly packing: readonly Decision[]
  pack(decisions: readonly Decision[]): void
  /** Performs an act on what is shown. */
  act(wish: Wish): Promise<ActResult>
  select(bid: Bid | null): void
  go(index: number, id: Pid | null): void
  close(): void
}

export type DrawTool = (context: ToolContext) => TemplateResult

const LOADERS: Readonly<Record<ToolId, () => Promise<{ readonly draw: DrawTool }>>> = {
  takeaway: () => import('./takeaway.ts'),
  bulk: () => import('./bulk.ts'),
  gavel: () => import('./gavel.ts'),
  silence: () => import('./silence.ts'),
  offers: () => import('./offers.ts'),
  numbering: () => import('./numbering.ts'),
  revisions: () => import('./revisions.ts'),
  returns: () => import('./returns.ts'),
  pasted: () => import('./pasted.ts'),
  throughout: () => import('./throughout.ts'),
  alternatives: () => import('./alternatives.ts'),
  near: () => import('./near.ts'),
  requests: () => import('./requests.ts'),
  matrix: () => import('./matrix.ts'),
  convergence: () => import('./convergence.ts'),
}

@customElement('chapeau-tool-host')
export class ChapeauToolHost extends LitElement {
  @property({ attribute: false }) tool: ToolId | null = null
  @property({ attribute: false }) context: ToolContext | null = null
  @state() private draw: DrawTool | null = null
  @state() private failed = false

  static override styles = [
    base,
    dialogs,
    css`
      dialog {
        width: min(1180px, calc(100vw - 32px));
        height: min(860px, calc(100dvh - 48px));
      }
      dialog.full {
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        border-radius: 0;
      }
      dialog.small {
        width: min(640px, calc(100vw - 32px));
        height: fit-content;
      }
      .frame {
        display: grid;
        grid-template-rows: auto 1fr;
        height: 100%;
        box-sizing: border-box;
        padding: 18px 24px;
      }
      .head {
        display: flex;
        justify-content: space-between;
        align-items: baseline;
        gap: 16px;
      }
      .head kbd {
        opacity: 1;
      }
      .body {
        overflow: auto;
        min-height: 0;
      }
    `,
  ]

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('tool') || this.tool === null) return
    const { tool } = this
    this.draw = null
    this.failed = false
    LOADERS[tool]().then(
      ({ draw }) => {
        if (this.tool === tool) this.draw = draw
      },
      () => (this.failed = true),
    )
  }

  override updated(changed: PropertyValues): void {
    if (!changed.has('tool')) return
    const dialog = this.renderRoot.querySelector('dialog')
    if (this.tool !== null && dialog?.open === false) dialog.showModal()
  }

  override render(): TemplateResult | typeof nothing {
    const { tool, context } = this
    if (tool === null || context === null) return nothing
    const { name, size } = TOOLS.find(({ id }) => id === tool)!
    return html`<dialog class=${size ?? nothing} aria-labelledby="title" @close=${() => emit(this, 'tool-open', { tool: null })}>
      <div class="frame">
        <div class="head">
          <h1 id="title">${name}</h1>
          <button class="quiet" @click=${context.close}>Close <kbd aria-hidden="true">Esc</kbd></button>
        </div>
        <div class="body">${this.#body(context)}</div>
      </div>
    </dialog>`
  }

  #body(context: ToolContext): TemplateResult {
    if (this.failed)
      return html`<p class="notice alarm" role="alert">This could not be loaded. Close it, and try again once you are connected.</p>`
    return this.draw === null ? html`<p role="status">Opening …</p>` : this.draw(context)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-tool-host': ChapeauToolHost
  }
}
