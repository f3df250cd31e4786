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
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li + li {
        border-top: 1px solid var(--line);
        margin-top: 16px;
        padding-top: 16px;
      }
      .own {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 8px;
      }
      .rule {
        font-size: 12.5px;
        color: var(--ink-3);
        margin-inline-end: auto;
      }
    `,
  ]

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog === null) return
    const open = this.givenBack.length > 0 && !this.aside
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) {
      dialog.close()
      emit(this, 'words-close', null)
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // New words are shown even where earlier ones were put aside.
    const before = changed.get('givenBack')
    if (before !== undefined && before.length < this.givenBack.length) this.aside = false
  }

  override render(): TemplateResult {
    const { givenBack } = this
    return html`<dialog aria-labelledby="title" @cancel=${this.#handleCancel}>${givenBack.length === 0 ? nothing : this.#list()}</dialog>
      ${
        this.aside && givenBack.length > 0
          ? html`<button class="tray" @click=${() => (this.aside = false)}>Your words (${givenBack.length})</button>`
          : nothing
      }`
  }

  #list(): TemplateResult {
    const { givenBack } = this
    const words = givenBack.some((one) => one.words !== '')
    return html`<div>
      <h1 id="title">${titleOf(givenBack)}</h1>
      ${words ? html`<p>The words are yours. Copy them, or propose them again where the caret is: put them aside first to place it.</p>` : nothing}
      <ul>
        ${givenBack.map((one) => this.#item(one))}
      </ul>
      <div class="foot">
        ${words ? html`<button @click=${() => (this.aside = true)}>Put aside</button>` : nothing}
        <button class="main" autofocus @click=${() => emit(this, 'words-dismiss', { ids: givenBack.map(({ id }) => id) })}>
          ${givenBack.length > 1 ? `Done with all ${givenBack.length}` : 'Done'}
        </button>
      </div>
    </div>`
  }

  #item({ id, rule, message, place, words }: GivenBack): TemplateResult {
    return html`<li>
      <p>${message}${place === '' || message.includes(place) ? '' : ` (${place})`}</p>
      ${words === '' ? html`<p>No words of yours were lost. The page has loaded the text anew.</p>` : html`<blockquote id="words-${id}" dir="auto">${words}</blockquote>`}
      <div class="own">
        <span class="rule">Rule ${rule}</span>
        ${
          words === ''
            ? nothing
            : html`<button @click=${() => this.#copy(id, words)}>${this.copied === id ? 'Copied' : 'Copy the words'}</button>
                ${this.proposes ? html`<button @click=${() => this.#propose(id, words)}>Propose at the caret</button>` : nothing}`
        }
        ${
          this.givenBack.length > 1
            ? html`<button class="quiet" @click=${() => emit(this, 'words-dismiss', { ids: [id] })}>Take off the list</button>`
            : nothing
        }
      </div>
    </li>`
  }

  /** The clipboard needs a secure page; elsewhere the words are selected by a press and copied by hand. */
  async #copy(id: number, words: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(words)
      this.copied = id
    } catch {
      const quote = this.renderRoot.querySelector(`#words-${id}`)
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

function titleOf(list: readonly GivenBack[]): string {
  if (list.every(({ why }) => why === 'returned')) return 'These words could not stay in the text'
  return list.length === 1 ? 'The server did not take the last changes' : 'These changes could not stay in the text'
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-words-dialog': ChapeauWordsDialog
  }
}
