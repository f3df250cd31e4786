// The facilitator's way to destroy the content of entries for good. A second press says what will be gone.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { postJson } from '../connection/http.ts'
import { base } from '../styles/base.ts'

@customElement('chapeau-record-destroy')
export class ChapeauRecordDestroy extends LitElement {
  @property() textId = ''
  /** Number of the record's newest entry. */
  @property({ attribute: false }) last = 0
  /** What the first press asked for. */
  @state() private wish: { readonly upTo: number; readonly rationale?: string } | null = null
  @state() private says = ''

  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 20px;
      }
      form {
        display: grid;
        grid-template-columns: 130px minmax(0, 1fr);
        gap: 10px 14px;
        margin-top: 10px;
      }
      input {
        display: block;
        width: 100%;
        margin-top: 4px;
      }
      p {
        grid-column: 1 / -1;
        margin: 0;
        color: var(--ink-2);
      }
      div {
        grid-column: 1 / -1;
        display: flex;
        gap: 8px;
        justify-content: flex-end;
      }
    `,
  ]

  override render(): TemplateResult {
    const { wish, last } = this
    return html`<details>
      <summary>Destroy content</summary>
      <form @submit=${this.#handleSubmit} @input=${this.#handleInput}>
        <p>
          Words, reasons and names of the entries go for good; that they happened, when and by which delegation stays, and the record still
          holds.
        </p>
        <label>Up to entry <input name="upTo" type="number" required min="1" max=${last} /></label>
        <label>Reason, for the record <input name="rationale" maxlength="2000" autocomplete="off" /></label>
        ${wish === null ? nothing : html`<p role="alert">The content of entries 1 to ${wish.upTo} cannot be brought back. Press again to destroy it.</p>`}
        ${this.says === '' ? nothing : html`<p role="status">${this.says}</p>`}
        <div><button>${wish === null ? 'Destroy…' : 'Destroy for good'}</button></div>
      </form>
    </details>`
  }

  #handleInput = (): void => {
    this.wish = null
    this.says = ''
  }

  #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const [upTo, rationale] = [Number(form.get('upTo')), form.get('rationale')]
    if (this.wish === null) {
      this.wish = { upTo, ...(typeof rationale === 'string' && rationale.trim() !== '' ? { rationale } : {}) }
      return
    }
    const { wish } = this
    this.wish = null
    const answer = await postJson<{ readonly seq: number }>(`/api/texts/${encodeURIComponent(this.textId)}/record/destroy`, wish)
    this.says = answer.ok ? `Destroyed; entry ${answer.value.seq} says so.` : (answer.problem.detail ?? answer.problem.title)
    if (answer.ok) this.dispatchEvent(new CustomEvent('destroyed'))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-record-destroy': ChapeauRecordDestroy
  }
}
