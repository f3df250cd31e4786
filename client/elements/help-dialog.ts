// All keys in one place, opened by `?`.
import { css, html, LitElement, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { base, dialogs } from '../styles/base.ts'
import { COMMANDS } from './command-bar.ts'
import { emit } from './events.ts'

const READING = [
  ['J', 'Next bracket'],
  ['K', 'Previous bracket'],
  ['Esc', 'Leave the bracket'],
  ['Shift 1 – 4', 'Rolling, unattributed, base, accepted'],
  ['Shift P', 'Projector'],
  ['/', 'All commands; inside the text Alt with the full stop'],
  ['?', 'This list'],
] as const
const DECIDING = [
  ['A', 'Accept, delete as proposed, or lift the brackets'],
  ['D', 'Drop, retain, or delete'],
  ['1 – 9', 'Choose among alternatives'],
  ['Q', 'Ask delegations about it'],
  ['N', 'A note for the desk’s own ears'],
  ['P', 'Park the paragraph, or open it again'],
  ['U', 'Undo the last decision'],
] as const

@customElement('chapeau-help-dialog')
export class ChapeauHelpDialog extends LitElement {
  /** Whether keys for deciding are listed. */
  @property({ type: Boolean }) decides = false
  @property({ type: Boolean }) writes = false
  /** Whether long texts are laid out whole. */
  @property({ type: Boolean }) whole = false

  static override styles = [
    base,
    dialogs,
    css`
      dl {
        display: grid;
        grid-template-columns: 96px 1fr;
        gap: 8px 18px;
        margin: 0;
        align-items: baseline;
      }
      dd {
        margin: 0;
        color: var(--ink-2);
      }
      dt {
        font: 600 12px/22px var(--sans);
        border: 1px solid var(--line-2);
        border-radius: 5px;
        padding: 0 8px;
        min-width: 30px;
        text-align: center;
        justify-self: start;
      }
      h2 {
        margin: 20px 0 10px;
      }
      p {
        color: var(--ink-2);
        margin: 6px 0 0;
      }
      label {
        display: flex;
        gap: 10px;
        align-items: baseline;
        color: var(--ink-2);
      }
      input {
        min-height: 0;
        accent-color: var(--ink);
      }
    `,
  ]

  /** Opens the list. */
  show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog !== null && !dialog.open) dialog.showModal()
  }

  #handleWhole = (event: Event): void => {
    emit(this, 'whole-toggle', { whole: (event.target as HTMLInputElement).checked })
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" closedby="any">
      <form method="dialog">
        <h1 id="title">Keys and help</h1>
        <p>Inside the text, hold Alt with a letter: there, letters are words.</p>
        <h2>Reading</h2>
        ${list(READING)}
        ${
          this.decides
            ? html`<h2>Deciding</h2>
                ${list(DECIDING)}`
            : ''
        }
        ${
          this.writes
            ? html`<h2>Proposing</h2>
                ${list(COMMANDS.map(({ keys, says }) => [keys, says] as const))}`
            : ''
        }
        <h2>Long texts</h2>
        <label>
          <input type="checkbox" .checked=${this.whole} @change=${this.#handleWhole} />
          Lay out the whole text at once, for screen readers; typing gets slower
        </label>
        <div class="foot"><button class="main" autofocus>Close</button></div>
      </form>
    </dialog>`
  }
}

function list(entries: readonly (readonly [string, string])[]): TemplateResult {
  return html`<dl>
    ${entries.map(
      ([keys, says]) =>
        html`<dt>${keys}</dt>
          <dd>${says}</dd>`,
    )}
  </dl>`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-help-dialog': ChapeauHelpDialog
  }
}
