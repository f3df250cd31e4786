// Words that could not stay in the text are given back here: which rule, why, where, and the words to copy.
// It opens by itself and stays until the person has taken note.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { GivenBack } from '../store.ts'
import { base, dialogs } from '../styles/base.ts'
import { emit } from './events.ts'

@customElement('chapeau-words-dialog')
export class ChapeauWordsDialog extends LitElement {
  @property({ attribute: false }) givenBack: readonly GivenBack[] = []
  /** Whether there is an editor with a caret to propose them at. */
  @property({ type: Boolean }) proposes = false
  @state() private copied: number | null = null
  /** Put aside for a moment, to place the caret or to read. */
  @state() private aside = false

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
      .tray {
        position: fixed;
        inset-inline-start: 16px;
        inset-block-end: 52px;
        z-index: 5;
        box-shadow: var(--shadow-2, 0 4px 16px rgb(0 0 0 / 18%));
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
    const open = this.givenBack.length > 0 && !this.aside
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // New words are shown even where earlier ones were put aside.
    const before = changed.get('givenBack')
    if (before !== undefined && before.length < this.givenBack.length) this.aside = false
  }

  override render(): TemplateResult {
    const [first] = this.givenBack
    return html`<dialog aria-labelledby="title" @cancel=${this.#handleCancel}>${first === undefined ? nothing : this.#words(first)}</dialog>
      ${
        this.aside && this.givenBack.length > 0
          ? html`<button class="tray" @click=${() => (this.aside = false)}>Your words (${this.givenBack.length})</button>`
          : nothing
      }`
  }

  #words({ id, why, rule, message, place, words }: GivenBack): TemplateResult {
    const more = this.givenBack.length - 1
    return html`<div>
      <h1 id="title">${why === 'returned' ? 'These words could not stay in the text' : 'The server did not take the last changes'}</h1>
      <p>${message}${place === '' || message.includes(place) ? '' : ` (${place})`}</p>
      ${
        words === ''
          ? html`<p>No words of yours were lost. The page has loaded the text anew.</p>`
          : html`<blockquote dir="auto">${words}</blockquote>
              <p>They are yours. Copy them, or propose them again where the caret is: put them aside first to place it.</p>`
      }
      <p class="rule">Rule ${rule}</p>
      <div class="foot">
        ${
          words === ''
            ? nothing
            : html`<button @click=${() => this.#copy(id, words)}>${this.copied === id ? 'Copied' : 'Copy the words'}</button>
                <button @click=${() => (this.aside = true)}>Put aside</button>
                ${this.proposes ? html`<button @click=${() => this.#propose(id, words)}>Propose at the caret</button>` : nothing}`
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

  /** The page takes them off the list once they stand in the text; where they may not, its editor says why. */
  #propose(id: number, words: string): void {
    this.aside = true
    emit(this, 'words-propose', { id, words })
  }

  /** Escape puts them aside: nothing is thrown away by a key. */
  #handleCancel = (event: Event): void => {
    event.preventDefault()
    this.aside = true
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-words-dialog': ChapeauWordsDialog
  }
}
