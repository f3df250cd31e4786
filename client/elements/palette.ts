// The palette's dialog: type a few letters, choose with the arrows, Enter does it. What it lists is page/palette.ts's.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { matching, type PaletteCommand } from '../page/palette.ts'
import { base, dialogs } from '../styles/base.ts'
import { emit } from './events.ts'

@customElement('chapeau-palette')
export class ChapeauPalette extends LitElement {
  @property({ attribute: false }) commands: readonly PaletteCommand[] = []
  @state() private typed = ''
  @state() private at = 0

  static override styles = [
    base,
    dialogs,
    css`
      dialog {
        width: min(620px, calc(100vw - 32px));
        margin-top: 12vh;
      }
      form {
        padding: 14px;
      }
      input {
        width: 100%;
        font-size: 16px;
      }
      ul {
        list-style: none;
        margin: 10px 0 0;
        padding: 0;
        max-height: 50dvh;
        overflow: auto;
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 2px 12px;
        padding: 8px 10px;
        border-radius: 6px;
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--well);
        box-shadow: inset 3px 0 0 var(--ink);
      }
      li[aria-disabled='true'] {
        color: var(--ink-3);
        cursor: default;
      }
      small {
        grid-column: 1 / -1;
        color: var(--ink-3);
        font-size: 12.5px;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      p {
        margin: 12px 10px 4px;
        color: var(--ink-2);
      }
    `,
  ]

  /** Opens the palette with nothing typed. */
  show(): void {
    this.typed = ''
    this.at = 0
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog !== null && !dialog.open) dialog.showModal()
  }

  override render(): TemplateResult {
    const found = matching(this.commands, this.typed)
    const chosen = found[this.at]
    return html`<dialog aria-label="What do you want to do?" closedby="any">
      <form method="dialog" @submit=${(event: Event) => this.#choose(event, chosen)}>
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="found"
          aria-activedescendant=${chosen === undefined ? nothing : `c${this.at}`}
          aria-label="What do you want to do?"
          placeholder="What do you want to do?"
          autocomplete="off"
          spellcheck="false"
          autofocus
          .value=${this.typed}
          @input=${this.#type}
          @keydown=${(event: KeyboardEvent) => this.#move(event, found.length)}
        />
        ${
          found.length === 0
            ? html`<p role="status">Nothing here is called that. Select a bracket or a paragraph first, or press Esc.</p>`
            : html`<ul id="found" role="listbox" aria-label="Commands">
                ${found.map((command, i) => this.#row(command, i))}
              </ul>`
        }
      </form>
    </dialog>`
  }

  #row(command: PaletteCommand, i: number): TemplateResult {
    const { name, about, key, permission } = command
    return html`<li
      id=${`c${i}`}
      role="option"
      aria-selected=${i === this.at}
      aria-disabled=${permission.ok ? nothing : 'true'}
      @click=${(event: Event) => this.#choose(event, command)}
    >
      <span>${name}</span>${key === '' ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
      <small>${permission.ok ? about : permission.message}</small>
    </li>`
  }

  #type = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value
    this.at = 0
  }

  #move(event: KeyboardEvent, count: number): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || count === 0) return
    event.preventDefault()
    this.at = (this.at + step + count) % count
    void this.updateComplete.then(() => this.renderRoot.querySelector(`#c${this.at}`)?.scrollIntoView({ block: 'nearest' }))
  }

  #choose(event: Event, command: PaletteCommand | undefined): void {
    event.preventDefault()
    if (command === undefined || !command.permission.ok) return
    this.renderRoot.querySelector('dialog')?.close()
    emit(this, 'palette-choose', { command })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-palette': ChapeauPalette
  }
}
