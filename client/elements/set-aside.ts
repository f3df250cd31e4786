// Changes that were refused or set aside, for chair and secretariat: whose, why, the words, and the bytes to take away.
// It asks the server when it is opened; most texts have none.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { QuarantineAnswer } from '@chapeau/shared/protocol/api'
import { getJson } from '../connection/http.ts'
import { codeName, count, when } from '../page/names.ts'
import { base } from '../styles/base.ts'

@customElement('chapeau-set-aside')
export class ChapeauSetAside extends LitElement {
  @property() textId = ''
  @state() private items: QuarantineAnswer['items'] | null = null
  @state() private failure = ''

  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 20px;
      }
      ul {
        list-style: none;
        margin: 8px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--line);
        padding: 10px 0;
      }
      p {
        margin: 6px 0 0;
        color: var(--ink-2);
      }
      blockquote {
        margin: 6px 0;
        padding: 8px 12px;
        background: var(--well);
        border-radius: 6px;
        font: 15px/1.5 var(--serif);
        max-height: 8em;
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      small {
        color: var(--ink-3);
      }
      a {
        color: var(--ink);
      }
    `,
  ]

  override render(): TemplateResult {
    return html`<details @toggle=${this.#handleToggle}>
      <summary>Changes that were set aside</summary>
      ${this.failure === '' ? this.#list() : html`<p role="alert">${this.failure}</p>`}
    </details>`
  }

  #list(): TemplateResult {
    const { items } = this
    if (items === null) return html`<p role="status">Asking the server…</p>`
    if (items.length === 0) return html`<p role="status">None. Nobody has sent anything here that an editor does not send.</p>`
    return html`<p>What no editor sends, or what would have taken many words of others at once, is kept here and not in the text.</p>
      <ul>
        ${items.toReversed().map(
          ({ n, at, principal, person, message, rule, size, words }) =>
            html`<li>
              <b>${principal === '' ? 'Somebody without a delegation' : codeName(principal)}</b>${person === '' ? '' : `, ${person}`}:
              ${message} ${words === '' ? nothing : html`<blockquote dir="auto">${words}</blockquote>`}
              <small
                ><time datetime=${at}>${when(new Date(at), new Date())}</time> · rule ${rule} ·
                <a href="/api/texts/${encodeURIComponent(this.textId)}/quarantine/${n}" download>${count(size, 'byte')}</a></small
              >
            </li>`,
        )}
      </ul>`
  }

  #handleToggle = async (event: Event): Promise<void> => {
    if (!(event.target as HTMLDetailsElement).open) return
    const answer = await getJson<QuarantineAnswer>(`/api/texts/${encodeURIComponent(this.textId)}/quarantine`)
    this.failure = answer.ok ? '' : (answer.problem.detail ?? answer.problem.title)
    if (answer.ok) this.items = answer.value.items
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-set-aside': ChapeauSetAside
  }
}
