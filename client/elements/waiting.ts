// Proposals that wait before they enter the text: seconded, admitted or let fall here.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { codeName } from '../page/names.ts'
import type { WaitingRow } from '../page/waiting.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-waiting')
export class ChapeauWaiting extends LitElement {
  @property({ attribute: false }) rows: readonly WaitingRow[] = []

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
        padding: 8px 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-top: 5px;
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    if (this.rows.length === 0) return nothing
    return html`<section class="card" aria-label="Waiting proposals">
      <h2>Waiting to enter the text</h2>
      <ul>
        ${this.rows.map(
          ({ principal, place, words, rationale, buttons }) =>
            html`<li>
              <b>${codeName(principal)}</b>${place === '' ? '' : `, ${place}`}: <span dir="auto">${words}</span>
              ${rationale === '' ? nothing : html`<p class="meta">${rationale}</p>`}
              <span class="row"
                >${buttons.map(
                  ({ label, permission, wish }) =>
                    html`<button
                      aria-disabled=${permission.ok ? nothing : 'true'}
                      title=${permission.ok ? nothing : permission.message}
                      @click=${() => permission.ok && emit(this, 'wish-make', { wish })}
                    >
                      ${label}
                    </button>`,
                )}</span
              >
            </li>`,
        )}
      </ul>
    </section>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-waiting': ChapeauWaiting
  }
}
