// What a delegation can do in the text, by touch as well as by key. It only asks; the editor acts.
import { css, html, LitElement, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { base } from '../styles/base.ts'
import { emit, type CommandName } from './events.ts'

/** Which commands would do something now. */
export type CommandStates = Readonly<Partial<Record<CommandName, boolean>>>

interface Command {
  readonly name: CommandName
  readonly label: string
  readonly sign: string
  readonly keys: string
  readonly says: string
}

export const COMMANDS: readonly Command[] = [
  { name: 'bracket', label: 'Bracket', sign: '[ ]', keys: '[', says: 'Propose words here, or put the selection in brackets' },
  { name: 'reserve', label: 'Reserve', sign: '[…]', keys: 'Ctrl Alt R', says: 'Reserve on the selected words' },
  { name: 'alternative', label: 'Alternative', sign: 'Alt', keys: 'Ctrl Alt A', says: 'Propose other words for the same place' },
  { name: 'placeholder', label: 'Placeholder', sign: '[ – ]', keys: 'Ctrl Alt H', says: 'Leave an empty bracket to be filled' },
  { name: 'flip', label: 'Flip', sign: '⇄', keys: 'Ctrl Alt F', says: 'Propose the selected words in the opposite order: “B and A”' },
  { name: 'paragraph', label: 'New paragraph', sign: '¶', keys: 'Enter', says: 'Propose a paragraph behind this one' },
  { name: 'undo', label: 'Undo', sign: '↶', keys: 'Ctrl Z', says: 'Undo my own last change' },
  { name: 'redo', label: 'Redo', sign: '↷', keys: 'Ctrl Y', says: 'Redo my own last change' },
]

@customElement('chapeau-commands')
export class ChapeauCommands extends LitElement {
  @property({ attribute: false }) states: CommandStates = {}
  @property() principal = ''

  static override styles = [
    base,
    css`
      :host {
        display: block;
        background: color-mix(in oklab, var(--paper) 70%, var(--desk));
        border-bottom: 1px solid var(--line);
        overflow-x: auto;
        scrollbar-width: none;
      }
      div {
        display: flex;
        align-items: center;
        gap: 2px;
        width: max-content;
        min-width: min(var(--measure), 100%);
        margin: 0 auto;
        padding: 4px 8px;
      }
      button {
        display: flex;
        align-items: center;
        gap: 7px;
        border-color: transparent;
        background: none;
        font-weight: 500;
        font-size: 13px;
        padding: 6px 9px;
        color: var(--ink-2);
        white-space: nowrap;
      }
      button:hover:not(:disabled) {
        color: var(--ink);
        background: var(--paper);
      }
      button:disabled {
        background: none;
        border-color: transparent;
        opacity: 0.55;
      }
      b {
        font: 600 13px/1 var(--serif);
        color: var(--ink);
      }
      :disabled b {
        color: inherit;
      }
      i {
        width: 1px;
        height: 20px;
        margin: 0 5px;
        background: var(--line);
      }
      .help {
        margin-inline-start: auto;
      }
    `,
  ]

  override render(): TemplateResult {
    return html`<div role="toolbar" aria-label="Propose">
      ${COMMANDS.map(
        ({ name, label, sign, keys, says }) =>
          html`${name === 'undo' ? html`<i></i>` : ''}<button
              title=${`${says} (${keys})`}
              aria-keyshortcuts=${keys.replaceAll(' ', '+').replace('Ctrl', 'Control')}
              ?disabled=${this.states[name] !== true}
              @pointerdown=${keepFocus}
              @click=${() => emit(this, 'command-run', { name })}
            >
              <b aria-hidden="true">${sign}</b>${label}
            </button>`,
      )}
      <button class="help" aria-label="Keys and help" title="Keys and help (?)" @click=${() => emit(this, 'help-open', null)}>?</button>
    </div>`
  }
}

/** A press on the bar must not take the caret out of the text. */
function keepFocus(event: PointerEvent): void {
  event.preventDefault()
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-commands': ChapeauCommands
  }
}
