// Where files are dropped or chosen. What is in them is the server's to read.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { RETURNED_KINDS } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import { tell } from './events.ts'

@customElement('chapeau-file-drop')
export class ChapeauFileDrop extends LitElement {
  @property() label = 'Drop files here, or choose them'
  /** Says more beneath the label; '' for nothing. */
  @property() hint = ''
  /** A line only, where files are there already. */
  @property({ type: Boolean, reflect: true }) small = false
  @state() private over = false

  static override styles = [
    base,
    css`
      :host {
        display: block;
        font: 14px/1.45 var(--sans);
      }
      .drop {
        display: grid;
        justify-items: start;
        gap: 10px;
        padding: clamp(16px, 4vw, 34px);
        border: 1.5px dashed var(--line-2);
        border-radius: 10px;
        background: var(--well);
      }
      :host([small]) .drop {
        padding: 10px 12px;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
      }
      .over {
        border-color: var(--focus);
        background: var(--paper);
      }
      label {
        font: 600 17px/1.35 var(--serif);
      }
      :host([small]) label {
        font: 450 13.5px/1.35 var(--sans);
      }
      p {
        margin: 0;
        color: var(--ink-2);
        font-size: 13px;
        text-wrap: pretty;
      }
      input {
        max-width: 100%;
        padding: 0;
        border: 0;
        background: none;
        min-height: 0;
      }
    `,
  ]

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus()
  }

  override render(): TemplateResult {
    return html`<div
      class=${this.over ? 'drop over' : 'drop'}
      @dragover=${this.#handleOver}
      @dragleave=${() => (this.over = false)}
      @drop=${this.#handleDrop}
    >
      <label for="files">${this.label}</label>
      ${this.hint === '' ? nothing : html`<p>${this.hint}</p>`}
      <input id="files" type="file" multiple accept=${RETURNED_KINDS} @change=${this.#handleChoice} />
    </div>`
  }

  #handleChoice = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const files = [...(input.files ?? [])]
    // So that the same file can be chosen again once it was changed.
    input.value = ''
    if (files.length > 0) tell(this, 'files-take', { files })
  }

  #handleOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    this.over = true
  }

  #handleDrop = (event: DragEvent): void => {
    this.over = false
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    tell(this, 'files-take', { files })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-file-drop': ChapeauFileDrop
  }
}
