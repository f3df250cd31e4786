// A page that says one thing: loading, no seat, no such text, the server away. Never a blank screen.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { base } from '../styles/base.ts'

@customElement('chapeau-notice-page')
export class ChapeauNoticePage extends LitElement {
  @property() heading = ''
  @property() text = ''
  /** Shows a quiet sign that something is on its way. */
  @property({ type: Boolean }) busy = false
  /** Label of a button that loads the page again; empty for none. */
  @property() again = ''
  /** Whether a link leads to my meetings. */
  @property({ type: Boolean }) home = false

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        min-height: 100dvh;
        padding: 24px;
      }
      main {
        max-width: 460px;
        text-align: center;
      }
      h1 {
        font: 600 24px/1.3 var(--serif);
        margin: 0 0 8px;
        text-wrap: balance;
      }
      p {
        color: var(--ink-2);
        margin: 0 0 20px;
        font-size: 15px;
        text-wrap: pretty;
      }
      .mark {
        font: 600 44px/1 var(--serif);
        color: var(--ink-3);
        margin-bottom: 18px;
        letter-spacing: 0.08em;
      }
      .busy .mark span {
        animation: breathe 1.4s ease-in-out infinite alternate;
      }
      @keyframes breathe {
        to {
          opacity: 0.15;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .busy .mark span {
          animation: none;
        }
      }
      .ways {
        display: flex;
        justify-content: center;
        gap: 10px;
        align-items: center;
      }
      a {
        color: var(--ink);
      }
    `,
  ]

  override render(): TemplateResult {
    return html`<main class=${this.busy ? 'busy' : ''} role=${this.busy ? 'status' : 'alert'}>
      <div class="mark" aria-hidden="true">[<span> ˆ </span>]</div>
      <h1>${this.heading}</h1>
      ${this.text === '' ? nothing : html`<p>${this.text}</p>`}
      <div class="ways">
        ${this.again === '' ? nothing : html`<button class="main" @click=${() => location.reload()}>${this.again}</button>`}
        ${this.home ? html`<a href="/">My meetings</a>` : nothing}
      </div>
    </main>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-notice-page': ChapeauNoticePage
  }
}
