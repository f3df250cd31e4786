// The field that finds delegations: type a code, a name, or several with commas. A combobox after the ARIA pattern;
// it shows what can be added and asks for it, and knows nothing of the server.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Delegation } from '@chapeau/shared/policy'
import { base } from '../styles/base.ts'
import { count } from '../page/names.ts'
import { ask } from './setup-events.ts'
import { optionsFor, wishFrom, type Option } from './setup-form.ts'
import { setupStyles } from './setup-styles.ts'

@customElement('chapeau-party-search')
export class ChapeauPartySearch extends LitElement {
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ type: Boolean }) busy = false
  @state() private typed = ''
  @state() private at = 0
  @state() private open = false
  /** What was added last, for a screen reader. */
  @state() private said = ''

  static override styles = [
    base,
    setupStyles,
    css`
      :host {
        display: block;
        position: relative;
      }
      #search {
        width: 100%;
        margin-top: 5px;
      }
      ul {
        position: absolute;
        inset: 100% 0 auto;
        z-index: 4;
        margin: 4px 0 0;
        padding: 5px;
        list-style: none;
        background: var(--paper);
        border: 1px solid var(--line-2);
        border-radius: 8px;
        box-shadow: var(--float);
      }
      li {
        display: flex;
        align-items: baseline;
        gap: 10px;
        min-height: 38px;
        padding: 8px 10px;
        border-radius: 6px;
        cursor: pointer;
      }
      li[aria-selected='true'] {
        background: var(--well);
        box-shadow: inset 0 0 0 1px var(--line-2);
      }
      li[aria-disabled='true'] {
        color: var(--ink-3);
        cursor: default;
      }
      li .grow {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      li .say {
        flex: none;
        font-size: 12.5px;
        color: var(--ink-2);
      }
      li.own {
        border-top: 1px solid var(--line);
        border-radius: 0 0 6px 6px;
      }
      li.own:first-child {
        border: 0;
      }
    `,
  ]

  override render(): TemplateResult {
    const options = this.open ? optionsFor(this.typed, this.delegations) : []
    const open = options.length > 0
    return html`<label for="search">Add delegations</label>
      <input
        id="search"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        enterkeyhint="done"
        placeholder="RUS, Brazil, EU …"
        aria-autocomplete="list"
        aria-expanded=${open}
        aria-controls="options"
        aria-activedescendant=${open ? `option-${this.at}` : nothing}
        aria-describedby="how"
        .value=${this.typed}
        @input=${this.#handleInput}
        @paste=${this.#handlePaste}
        @keydown=${this.#handleKey}
        @focus=${() => (this.open = true)}
        @blur=${() => (this.open = false)}
      />
      <ul id="options" role="listbox" aria-label="Delegations" ?hidden=${!open} @pointerdown=${keepFocus}>
        ${options.map((option, i) => this.#option(option, i))}
      </ul>
      <p class="hint" id="how">A code or a name. Several at once with commas: <q>RUS, USA, EU</q>.</p>
      <p class="sr" role="status">${this.said}</p>`
  }

  #option(option: Option, i: number): TemplateResult {
    const disabled = option.kind === 'party' && option.added
    return html`<li
      id=${`option-${i}`}
      class=${option.kind}
      role="option"
      aria-selected=${i === this.at}
      aria-disabled=${disabled}
      @pointermove=${() => (this.at = i)}
      @click=${() => this.#take(option)}
    >
      ${optionContent(option)}
    </li>`
  }

  #take(option: Option): void {
    if (this.busy) return
    if (option.kind === 'own') ask(this, 'own-open', { typed: option.typed })
    else {
      const candidates = option.kind === 'several' ? option.candidates : option.added ? [] : [option.candidate]
      if (candidates.length === 0) return
      ask(this, 'delegations-put', { wishes: candidates.map(wishFrom) })
      this.said = `Adding ${candidates.map(({ name }) => name).join(', ')}`
    }
    this.typed = option.kind === 'several' ? option.unknown.join(', ') : ''
    this.at = 0
  }

  #handleInput = (event: Event): void => {
    this.typed = (event.target as HTMLInputElement).value
    this.open = true
    this.at = 0
  }

  /** A one-line field drops line breaks, and with them where one name of a pasted column ends. */
  #handlePaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    if (!/[\n\t]/.test(pasted.trim())) return
    event.preventDefault()
    this.typed = pasted
      .trim()
      .split(/\s*[\n\t]+\s*/)
      .join(', ')
    this.open = true
    this.at = 0
  }

  #handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const options = optionsFor(this.typed, this.delegations)
    const last = options.length - 1
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (last < 0) return
        this.open = true
        this.at = event.key === 'ArrowDown' ? (this.at >= last ? 0 : this.at + 1) : this.at <= 0 ? last : this.at - 1
        break
      case 'Enter': {
        const option = options[this.at]
        if (option !== undefined) this.#take(option)
        break
      }
      case 'Escape':
        if (!this.open || this.typed === '') return
        this.typed = ''
        break
      default:
        return
    }
    event.preventDefault()
  }
}

function optionContent(option: Option): TemplateResult {
  switch (option.kind) {
    case 'party':
      return html`<span class="code">${option.candidate.code}</span><span class="grow">${option.candidate.name}</span
        ><span class="say">${option.added ? 'in the meeting' : option.candidate.preset === 'observer' ? 'observer State' : ''}</span>`
    case 'several': {
      const { candidates, unknown } = option
      const names = candidates.map(({ code }) => code).join(', ')
      return html`<span class="grow"
        >${candidates.length === 0 ? 'Nobody new to add' : html`<b>Add ${count(candidates.length, 'delegation')}:</b> ${names}`}
        ${unknown.length === 0 ? nothing : html`<br /><span class="say">Not in the list: ${unknown.join(', ')}</span>`}</span
      >`
    }
    case 'own':
      return html`<span class="grow">Add <b>${option.typed}</b> as a delegation of your own…</span>`
  }
}

/** A press on an option leaves the focus in the field. */
function keepFocus(event: Event): void {
  event.preventDefault()
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-party-search': ChapeauPartySearch
  }
}
