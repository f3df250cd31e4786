// Words that could not stay in the text are given back here: which rule, why, where, and the words to copy.
// It opens by itself and stays until the person has taken note.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { GivenBack } from '../store.ts'
import { base, dialogs } from '../styles/base.ts'
import { emit } from './events.ts'

@customElement('chapeau-words-dialog')
export class ChapeauWordsDialog extends LitElement {
  @property({ attribute: false }) givenBack: readonly GivenBack[] = []
  @state() private copied: number | null = null

  static override styles = [
    base,
    dialogs,
    css`
      p {
        margin: 0 0 12px;
        color: var(--ink-2);
      }
      blockquote {
        margin: 0 0 12px;
        padding: 12px 14px;
        background: var(--well);
        border-radius: 6px;
        font: 16px/1.5 var(--serif);
        max-height: 40dvh;
        overflow: auto;
        white-space: pre-wrap;
        user-select: all;
        overflow-wrap: anywhere;
      }
      .rule {
        font-size: 12.5px;
        color: var(--ink-3);
        margin: 0;
      }
    `,
  ]

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog === null) return
    if (this.givenBack.length > 0 && !dialog.open) dialog.showModal()
    if (this.givenBack.length === 0 && dialog.open) dialog.close()
  }

  override render(): TemplateResult {
    const [first] = this.givenBack
    return html`<dialog aria-labelledby="title" @cancel=${this.#handleCancel}>
      ${first === undefined ? nothing : this.#words(first)}
    </dialog>`
  }

  #words({ id, why, rule, message, place, words }: GivenBack): TemplateResult {
    const more = this.givenBack.length - 1
    return html`<div>
      <h1 id="title">${why === 'returned' ? 'These words could not stay in the text' : 'The server did not take the last changes'}</h1>
      <p>${message}${place === '' ? '' : ` (${place})`}</p>
      ${
        words === ''
          ? html`<p>No words of yours were lost. The page has loaded the text anew.</p>`
          : html`<blockquote dir="auto">${words}</blockquote>
              <p>They are yours: copy them, and propose them where the text is open.</p>`
      }
      <p class="rule">Rule ${rule}</p>
      <div class="foot">
        ${
          words === ''
            ? nothing
            : html`<button @click=${() => this.#copy(id, words)}>${this.copied === id ? 'Copied' : 'Copy the words'}</button>`
        }
        <button class="main" autofocus @click=${() => emit(this, 'words-dismiss', { id })}>
          ${more > 0 ? `Next (${more} more)` : 'Done'}
        </button>
      </div>
    </div>`
  }

  /** The clipboard needs a secure page; elsewhere the words are selected by a press and copied by hand. */
  async #copy(id: number, words: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(words)
      this.copied = id
    } catch {
      const quote = this.renderRoot.querySelector('blockquote')
      if (quote !== null) getSelection()?.selectAllChildren(quote)
    }
  }

  #handleCancel = (event: Event): void => {
    event.preventDefault()
    const [first] = this.givenBack
    if (first !== undefined) emit(this, 'words-dismiss', { id: first.id })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-words-dialog': ChapeauWordsDialog
  }
}
