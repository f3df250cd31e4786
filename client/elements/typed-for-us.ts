// Words that the secretariat has typed for one's delegation and nobody has confirmed: confirm them, or say they are not ours.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { TypedForUs } from '../page/unconfirmed.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-typed-for-us')
export class ChapeauTypedForUs extends LitElement {
  @property({ attribute: false }) items: readonly TypedForUs[] = []

  static override styles = [
    base,
    panelStyles,
    css`
      .card {
        border-top: 1px solid var(--line);
        padding-block: 14px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        padding: 7px 0;
        border-top: 1px solid var(--line);
      }
      .words {
        display: block;
        font: 15px/1.4 var(--serif);
        text-align: start;
        padding-inline: 0;
        width: 100%;
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        gap: 6px;
        margin-top: 4px;
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    const { items } = this
    if (items.length === 0) return nothing
    const all = items.flatMap(({ bids }) => bids)
    return html`<section class="card" aria-label="Typed for us">
      <h2>Typed for us</h2>
      <ul>
        ${items.map(
          ({ bids, words }) =>
            html`<li>
              <button class="quiet words" dir="auto" @click=${() => emit(this, 'bracket-select', { bid: bids[0]! })}>${words}</button>
              <span class="row"
                ><button @click=${() => emit(this, 'wish-make', { wish: { act: 'confirm', targets: [...bids] } })}>Confirm</button
                ><button @click=${() => emit(this, 'wish-make', { wish: { act: 'disown', targets: [...bids] } })}>Not ours</button></span
              >
            </li>`,
        )}
      </ul>
      ${
        items.length < 2
          ? nothing
          : html`<div class="do">
              <button class="main" @click=${() => emit(this, 'wish-make', { wish: { act: 'confirm', targets: all } })}>
                Confirm all ${items.length}
              </button>
            </div>`
      }
    </section>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-typed-for-us': ChapeauTypedForUs
  }
}
