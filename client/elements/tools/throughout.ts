// Replacing words throughout: what to find and what to put there, every place with its context, one button for them all.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { inCaseOf, type Place } from '@chapeau/shared/brackets/throughout'
import { count } from '../../page/names.ts'
import { placeKey, throughoutView, type ThroughoutView } from '../../page/throughout.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-throughout .context=${context}></chapeau-throughout>`

/** Places that are listed before one asks for more. */
const SHOWN = 200

@customElement('chapeau-throughout')
export class ChapeauThroughout extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private find = ''
  @state() private replace = ''
  @state() private whole = true
  @state() private exact = false
  @state() private all = false
  @state() private left: ReadonlySet<string> = new Set()
  @state() private busy = false
  @state() private message = ''

  static override styles = [
    base,
    panelStyles,
    css`
      form {
        display: grid;
        gap: 12px;
        align-content: start;
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: 10px 18px;
        align-items: end;
      }
      .fields > label {
        display: grid;
        gap: 4px;
        font-size: 13px;
      }
      .check {
        display: flex !important;
        gap: 7px !important;
        align-items: center;
        min-height: 36px;
      }
      input:not([type='checkbox']) {
        width: 240px;
        padding: 8px 10px;
        border: 1px solid var(--line-2);
        border-radius: var(--round);
        background: var(--paper);
        font: 16px/1.3 var(--serif);
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li label {
        display: grid;
        grid-template-columns: 20px 70px 1fr;
        gap: 8px;
        align-items: center;
        margin: 0;
        padding: 7px 0;
        border-top: 1px solid var(--line);
        font: 15px/1.5 var(--serif);
        overflow-wrap: anywhere;
      }
      li input {
        min-height: 0;
        margin: 0;
      }
      li b {
        font: 600 13px/1.4 var(--sans);
      }
      ins {
        text-underline-offset: 4px;
      }
      .foot {
        position: sticky;
        bottom: 0;
        background: var(--paper);
        padding: 10px 0;
        border-top: 1px solid var(--line);
        display: flex;
        gap: 10px;
        align-items: center;
        flex-wrap: wrap;
      }
    `,
  ]

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('input')?.focus()
  }

  override render(): TemplateResult {
    const view = this.#view()
    if (view === null) return html`<p>The text is not here yet.</p>`
    const { places } = view
    const shown = this.all ? places : places.slice(0, SHOWN)
    return html`<form @submit=${this.#handleSubmit}>
      <div class="fields">
        ${this.#field('find', 'Replace')} ${this.#field('replace', 'by (empty: delete)')} ${this.#option('whole', 'Whole words')}
        ${this.#option('exact', 'Capitals count')}
      </div>
      ${this.find.trim() === '' ? nothing : html`<p role="status">${count(places.length, 'place')} in the text${places.length === view.chosen ? '' : `, ${places.length - view.chosen} left out`}</p>`}
      <ul>
        ${shown.map((place) => this.#place(place))}
      </ul>
      ${
        places.length > shown.length
          ? html`<button type="button" @click=${() => (this.all = true)}>Show ${places.length - shown.length} more</button>`
          : nothing
      }
      <div class="foot">
        <button
          class="main"
          aria-disabled=${view.wish === null || !view.permission.ok || this.busy ? 'true' : nothing}
          title=${view.permission.ok ? nothing : view.permission.message}
        >
          ${this.busy ? 'One moment…' : view.label}
        </button>
        <span role="status">${view.permission.ok ? this.message : view.permission.message}</span>
      </div>
    </form>`
  }

  #field(name: 'find' | 'replace', label: string): TemplateResult {
    return html`<label
      >${label}
      <input
        autocomplete="off"
        maxlength="400"
        dir="auto"
        .value=${this[name]}
        @input=${(event: Event) => {
          this[name] = (event.target as HTMLInputElement).value
          this.message = ''
        }}
    /></label>`
  }

  #option(name: 'whole' | 'exact', label: string): TemplateResult {
    return html`<label class="check"
      ><input
        type="checkbox"
        .checked=${this[name]}
        @change=${(event: Event) => (this[name] = (event.target as HTMLInputElement).checked)}
      />${label}</label
    >`
  }

  #place(place: Place): TemplateResult {
    const { label, before, words, after } = place
    const key = placeKey(place)
    return html`<li>
      <label
        ><input type="checkbox" .checked=${!this.left.has(key)} @change=${() => this.#toggle(key)} /><b>${label}</b
        ><span dir="auto"
          >${before}<del>${words}</del>${this.replace.trim() === '' ? nothing : html` <ins>${inCaseOf(words, this.replace.trim())}</ins>`}${after}</span
        ></label
      >
    </li>`
  }

  #toggle(key: string): void {
    const left = new Set(this.left)
    if (!left.delete(key)) left.add(key)
    this.left = left
  }

  #handleSubmit = (event: Event): void => {
    event.preventDefault()
    const view = this.#view()
    if (view !== null) void this.#propose(view)
  }

  async #propose({ wish, permission, label }: ThroughoutView): Promise<void> {
    if (wish === null || !permission.ok || this.busy) return
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? `Done: ${label.toLowerCase().replace('propose', 'proposed')}.` : result.message
  }

  #view(): ThroughoutView | null {
    const { store, drawn } = this.context
    const { sheet, actor } = store
    if (sheet === null) return null
    const { find, replace, left } = this
    const options = { whole: this.whole, exact: this.exact }
    return throughoutView({ reading: sheet.reading, meta: sheet.meta, actor, status: drawn.status, find, replace, options, left })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-throughout': ChapeauThroughout
  }
}
