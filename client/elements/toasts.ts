// Short messages above the status line, some with one thing to do. They never hold the only way to do it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

/** `action`: a button's label; null for none. */
export interface Toast {
  readonly id: number
  readonly text: string
  readonly action: string | null
}

@customElement('chapeau-toasts')
export class ChapeauToasts extends LitElement {
  @property({ attribute: false }) toasts: readonly Toast[] = []

  static override styles = [
    base,
    css`
      :host {
        position: fixed;
        inset: auto 0 54px;
        z-index: 8;
        display: grid;
        justify-items: center;
        gap: 8px;
        padding: 0 12px;
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: center;
        gap: 8px;
      }
      p {
        display: flex;
        align-items: center;
        gap: 12px;
        margin: 0;
        max-width: min(560px, 100%);
        padding: 8px 8px 8px 16px;
        border-radius: 10px;
        background: var(--ink);
        color: var(--on-ink);
        box-shadow: var(--float);
        font: 14px/1.4 var(--sans);
        pointer-events: auto;
      }
      button,
      button:hover:not(:disabled, [aria-disabled='true']) {
        min-height: 32px;
        padding: 5px 10px;
        background: none;
        color: inherit;
        border-color: color-mix(in oklab, var(--on-ink) 40%, transparent);
        white-space: nowrap;
      }
      .close {
        border: 0;
        opacity: 0.75;
      }
    `,
  ]

  override render(): TemplateResult {
    return html`<div role="status" aria-label="Messages">
      ${repeat(
        this.toasts,
        ({ id }) => id,
        ({ id, text, action }) =>
          html`<p>
            <span>${text}</span>
            ${action === null ? nothing : html`<button @click=${() => emit(this, 'toast-act', { id })}>${action}</button>`}
            <button class="close" aria-label="Close" @click=${() => emit(this, 'toast-close', { id })}>✕</button>
          </p>`,
      )}
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-toasts': ChapeauToasts
  }
}
