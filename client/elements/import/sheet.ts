// The text as it will come in, a paragraph a row; one of them opened at a time shows what was guessed of it and of its brackets, each
// of which can be changed.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Delegation } from '@chapeau/shared/policy'
import type { Choices } from '@chapeau/shared/protocol/choices'
import { count } from '../../page/names.ts'
import { base } from '../../styles/base.ts'
import { NO_CHOICES } from './choices.ts'
import type { Preview, PreviewParagraph } from './preview.ts'
import { importStyles } from './styles.ts'
import './guesses.ts'

/** Rows at first, and more of them at a press. */
const ROWS = 60
const MORE_ROWS = 200

@customElement('chapeau-import-sheet')
export class ChapeauImportSheet extends LitElement {
  @property({ attribute: false }) preview: Preview | null = null
  @property({ attribute: false }) choices: Choices = NO_CHOICES
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  /** Number of the paragraph whose guesses are open; null: none. */
  @state() private opened: number | null = null
  @state() private rows = ROWS
  @state() private onlyLook = false

  static override styles = [
    base,
    importStyles,
    css`
      :host {
        display: block;
      }
      .row {
        position: relative;
        padding-inline-end: 92px;
      }
      .row > button {
        position: absolute;
        inset-block-start: -4px;
        inset-inline-end: 0;
        min-height: 30px;
        padding: 4px 8px;
        font: 560 12.5px/1.2 var(--sans);
      }
      .row:not(.look):not(:hover):not(:focus-within) > button {
        border-color: transparent;
        background: none;
        color: var(--ink-2);
      }
      .gone > span {
        text-decoration: line-through;
        color: var(--ink-3);
      }
      .look > span:first-child::after {
        content: ' •';
        color: var(--adref-dot);
      }
      header {
        padding: 6px 14px;
        font-size: 13px;
      }
    `,
  ]

  override render(): TemplateResult {
    const all = this.preview?.paragraphs ?? []
    const looks = all.filter(({ look }) => look).length
    const rows = this.onlyLook ? all.filter(({ look, n }) => look || n === this.opened) : all
    const more = rows.length - this.rows
    return html`${
        looks === 0 || looks === all.length
          ? nothing
          : html`<header>
              <label class="check"
                ><input
                  type="checkbox"
                  .checked=${this.onlyLook}
                  @change=${(event: Event) => (this.onlyLook = (event.target as HTMLInputElement).checked)}
                />
                Only the ${count(looks, 'paragraph')} with something guessed or put right</label
              >
            </header>`
      }
      <div class="sheet" tabindex="0" role="region" aria-label="Preview">
        ${rows.slice(0, this.rows).map((paragraph) => this.#row(paragraph))}
        ${more > 0 ? html`<button type="button" @click=${() => (this.rows += MORE_ROWS)}>Show ${Math.min(more, MORE_ROWS)} of ${more} more</button>` : nothing}
      </div>`
  }

  #row(paragraph: PreviewParagraph): TemplateResult {
    const { n, label, words, type, out, joined, look, state: rung } = paragraph
    const open = this.opened === n
    const said = joined ? '↑' : label
    return html`<div class=${['row', look ? 'look' : '', out ? 'gone' : ''].join(' ')}>
        <p class=${type}>
          <span>${said}</span><span dir="auto">${words}${rung === 'open' ? nothing : html` <small>${RUNGS[rung]}</small>`}</span>
        </p>
        <button
          type="button"
          aria-expanded=${open}
          aria-label=${`${open ? 'Close' : 'Change'} paragraph ${n}${label === '' ? '' : `, ${label}`}`}
          @click=${() => (this.opened = open ? null : n)}
        >
          ${open ? 'Close' : 'Change'}
        </button>
      </div>
      ${
        open
          ? html`<chapeau-import-guesses
              .paragraph=${paragraph}
              .choices=${this.choices}
              .delegations=${this.delegations}
            ></chapeau-import-guesses>`
          : nothing
      }`
  }
}

const RUNGS = { open: 'open', parked: 'parked', adref: 'agreed ad ref', agreed: 'agreed' } as const

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-import-sheet': ChapeauImportSheet
  }
}
