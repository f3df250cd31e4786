// Bringing files back to the open text: one is compared and carried out here, several are worked through in rows.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { NOBODY } from '@chapeau/shared/ids'
import { broughtBack } from '../../page/returns.ts'
import type { ReturnedFile } from '../../page/returned-files.ts'
import { WHOLE_QUEUE } from '../../page/queue.ts'
import { base } from '../../styles/base.ts'
import { emit } from '../events.ts'
import '../returns/file-drop.ts'
import '../returns/many-files.ts'
import '../returns/one-file.ts'
import { Returning, type ReturnPlace } from '../returns/returning.ts'
import { returnStyles } from '../returns/styles.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-returns .context=${context}></chapeau-returns>`

/** What was brought so far; it stays while the tool is closed to look at the text. */
let kept: { readonly key: string; readonly returning: Returning } | null = null

/** Where files come back to from the page of a text; null while it is not open. */
export function placeFor({ store, drawn }: ToolContext, paragraph: string | null = null): ReturnPlace | null {
  const { opened, actor } = store
  if (opened === null) return null
  const { seat, meeting, textId, onBehalfOf } = opened
  const chooses = seat.role === 'secretariat'
  // The secretariat says for whom; in preparation it edits, and while somebody has the floor it is theirs.
  const chosen = onBehalfOf !== null && onBehalfOf !== NOBODY ? onBehalfOf : drawn.status === 'preparation' ? 'CHAIR' : null
  return { seat, meeting, here: textId, principal: chooses ? chosen : actor.principal, chooses, paragraph }
}

@customElement('chapeau-returns')
export class ChapeauReturns extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  #returning: Returning | null = null
  #leave: (() => void) | null = null

  static override styles = [
    base,
    returnStyles,
    css`
      .intro {
        margin: 0 0 14px;
        max-width: 70ch;
        color: var(--ink-2);
        text-wrap: pretty;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    const place = placeFor(this.context)
    if (place === null) return
    const key = JSON.stringify([place.here, place.seat.id, place.principal])
    if (kept?.key !== key) kept = { key, returning: new Returning(place) }
    this.#returning = kept.returning
    this.#leave = kept.returning.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('chapeau-file-drop')?.focus()
  }

  override render(): TemplateResult {
    const returning = this.#returning
    if (returning === null) return html`<p>The text is not here yet.</p>`
    const { files } = returning
    return html`<div
      @files-take=${({ detail }: HTMLElementEventMap['files-take']) => returning.take(detail.files.map((file) => ({ name: file.name, blob: file })))}
      @return-go=${({ detail }: HTMLElementEventMap['return-go']) => this.#go(detail.bid)}
    >
      ${files.length === 0 ? this.#first() : files.length === 1 ? this.#one(returning, files[0]!) : html`<chapeau-many-files .returning=${returning} .files=${files} .hueOf=${this.context.drawn.hueOf}></chapeau-many-files>`}
    </div>`
  }

  #first(): TemplateResult {
    return html`<p class="intro">
        A file that was taken away and edited is held against what it was taken from. You see what differs before anything becomes of it;
        nobody else’s words are touched.
      </p>
      <chapeau-file-drop
        label="Drop the file here, or choose it"
        hint="Word (.docx), OpenDocument, HTML, Markdown or plain text. Several at once are worked through one by one."
      ></chapeau-file-drop>`
  }

  #one(returning: Returning, file: ReturnedFile): TemplateResult {
    return html`<p class="file">
        <b dir="auto">${file.name}</b>
        <button class="quiet" @click=${() => this.#another(returning, file)}>
          ${file.state === 'done' ? 'Bring back another' : 'Take another'}
        </button>
      </p>
      <chapeau-one-file leads .returning=${returning} .file=${file} .hueOf=${this.context.drawn.hueOf}></chapeau-one-file>
      ${this.#after(file)}`
  }

  /** Leads to what was proposed: J and K step through these brackets and no others. */
  #after({ carried, name }: ReturnedFile): TemplateResult | typeof nothing {
    if (carried?.seq == null) return nothing
    const bids = broughtBack(this.context.store.record, carried.seq).filter((bid) => this.context.store.sheet?.reading.brackets.has(bid))
    if (bids.length === 0) return nothing
    return html`<button class="main" @click=${() => goThrough(this, this.context, name, bids)}>
      Go through them in the text <kbd aria-hidden="true">J K</kbd>
    </button>`
  }

  #go(bid: string): void {
    this.context.close()
    this.context.select(bid)
  }

  async #another(returning: Returning, { id }: ReturnedFile): Promise<void> {
    returning.remove(id)
    await this.updateComplete
    this.renderRoot.querySelector('chapeau-file-drop')?.focus()
  }
}

/** Closes the tool and steps through these brackets alone. */
export function goThrough(from: HTMLElement, { close, select }: ToolContext, name: string, bids: readonly string[]): void {
  emit(from, 'queue-change', { filter: { ...WHOLE_QUEUE, only: { name, bids } } })
  close()
  select(bids[0] ?? null)
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-returns': ChapeauReturns
  }
}
