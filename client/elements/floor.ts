// The floor in the right pane: who waits to speak, where the desk shows it; a delegation asks for it here, the desk sees how
// much is asked of it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { FloorView } from '../page/requests.ts'
import { codeName, count } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-floor')
export class ChapeauFloor extends LitElement {
  @property({ attribute: false }) view: FloorView | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      .card {
        border-top: 1px solid var(--line);
        padding-block: 14px;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        margin: 0 0 10px;
        padding: 0;
        list-style: none;
        font-weight: 560;
      }
      .none {
        margin: 0 0 10px;
      }
      .do {
        margin: 0;
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    if (view === null) return nothing
    const { speakers, asks, mine, open, watches } = view
    return html`<section class="card" aria-label="The floor">
      <h2>The floor</h2>
      ${speakers === null ? nothing : this.#speakers(speakers)}
      <div class="do">
        ${asks ? this.#ask(mine) : nothing}
        ${
          watches
            ? nothing
            : html`<button @click=${() => emit(this, 'tool-open', { tool: 'requests' })}>
                ${asks ? 'Ask the facilitator…' : open === 0 ? 'Requests' : `${count(open, 'request')} open`}
              </button>`
        }
      </div>
    </section>`
  }

  #speakers(speakers: NonNullable<FloorView['speakers']>): TemplateResult {
    if (speakers.length === 0) return html`<p class="none">Nobody waits to speak.</p>`
    return html`<ol aria-label="Speakers">
      ${speakers.map(({ principal }, i) => html`<li>${i + 1}. ${codeName(principal)}</li>`)}
    </ol>`
  }

  #ask(mine: number | null): TemplateResult {
    return mine === null
      ? html`<button @click=${() => emit(this, 'wish-make', { wish: { act: 'request', kind: 'floor' } })}>Ask for the floor</button>`
      : html`<button @click=${() => emit(this, 'wish-make', { wish: { act: 'unrequest', request: mine } })}>Leave the list</button>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-floor': ChapeauFloor
  }
}
