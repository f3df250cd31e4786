// A whole comparison: whose tracked changes are, the differences, what vanished from the file, what is told and not proposed.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import type { ComparisonAnswer, VanishedBracket } from '@chapeau/shared/protocol/api'
import type { Hue } from '../../page/hues.ts'
import { codeName, count } from '../../page/names.ts'
import { countsSay, vanishedName, vanishedSays } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import './differences.ts'
import { tell } from './events.ts'
import { returnStyles } from './styles.ts'

@customElement('chapeau-comparison')
export class ChapeauComparison extends LitElement {
  @property({ attribute: false }) comparison: ComparisonAnswer | null = null
  @property({ attribute: false }) left: ReadonlySet<number> = new Set()
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  /** Whom authors may speak for; none: the seat does not say that. */
  @property({ attribute: false }) names: readonly { readonly code: Principal; readonly name: string }[] = []
  /** Whether brackets can be looked at from here. */
  @property({ type: Boolean }) leads = false
  @property({ type: Boolean }) closed = false

  static override styles = [
    base,
    returnStyles,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      ul li {
        display: grid;
        grid-template-columns: minmax(110px, 190px) minmax(0, 1fr) auto;
        gap: 4px 14px;
        padding: 9px 0;
        border-top: 1px solid var(--line);
        align-items: baseline;
        overflow-wrap: anywhere;
      }
      ul.told li {
        grid-template-columns: 74px minmax(0, 1fr);
      }
      ul.told li > :first-child {
        color: var(--ink-3);
        font-weight: 600;
        font-size: 13px;
      }
      q {
        font: 15.5px/1.5 var(--serif);
      }
      small {
        font-size: 13px;
        color: var(--ink-2);
      }
      fieldset {
        border: 0;
        margin: 0 0 12px;
        padding: 10px 14px;
        background: var(--well);
        border-radius: 8px;
        display: grid;
        gap: 6px;
      }
      legend {
        float: inline-start;
        padding: 0;
        font-weight: 600;
      }
      fieldset label {
        display: grid;
        grid-template-columns: minmax(8em, 1fr) 2fr;
        gap: 12px;
        align-items: center;
      }
      @media (max-width: 640px) {
        ul li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    const { comparison } = this
    if (comparison === null) return nothing
    const { differences, vanished, notes, authors, report } = comparison
    return html`${authors.length === 0 || this.names.length === 0 ? nothing : this.#authors(authors)}
      <h2>
        ${differences.length === 0 ? 'Nothing in the file differs from what it is held against: there is nothing to propose.' : count(differences.length, 'difference')}
        ${differences.length === 0 ? nothing : html`<small>· ${countsSay(comparison)}</small>`}
      </h2>
      <chapeau-differences .differences=${differences} .left=${this.left} .hueOf=${this.hueOf} ?closed=${this.closed}></chapeau-differences>
      ${vanished.length === 0 ? nothing : this.#vanished(vanished)}
      ${
        notes.length === 0
          ? nothing
          : html`<details open>
              <summary>${count(notes.length, 'thing')} told, and not proposed</summary>
              <ul class="told">
                ${notes.map(({ paragraph, message }) => html`<li><span>${paragraph.label}</span><span dir="auto">${message}</span></li>`)}
              </ul>
            </details>`
      }
      ${
        report.entries.length === 0
          ? nothing
          : html`<details>
              <summary>${count(report.entries.length, 'thing')} put right or worth a look in the file</summary>
              <ul class="told">
                ${report.entries.map(({ line, message }) => html`<li><span>Line ${line}</span><span dir="auto">${message}</span></li>`)}
              </ul>
            </details>`
      }`
  }

  #vanished(vanished: readonly VanishedBracket[]): TemplateResult {
    return html`<h2>Proposals that the file no longer holds <small>· ${vanished.length}</small></h2>
      <p class="hint">Nothing happens to them: they are decided, or withdrawn, in the text.</p>
      <ul>
        ${vanished.map(
          (one) =>
            html`<li data-hue=${this.hueOf(one.holder)}>
              <span><span class="chip">${codeName(one.holder)}</span> ${vanishedName(one)}</span>
              <span dir="auto"><q>${one.words}</q> <small>${vanishedSays(one)}</small></span>
              ${
                this.leads && one.open
                  ? html`<button @click=${() => tell(this, 'return-go', { bid: one.bracket })}>
                      Look at it<span class="sr">: ${vanishedName(one)} of ${codeName(one.holder)}</span>
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>`
  }

  /** Who wrote tracked changes is asked for each; what they changed is proposed in that delegation's name, which confirms it. */
  #authors(authors: ComparisonAnswer['authors']): TemplateResult {
    return html`<fieldset>
      <legend>Whose are the tracked changes?</legend>
      ${authors.map(
        ({ author, principal }) =>
          html`<label
            ><span dir="auto">${author === '' ? 'unnamed' : author}</span>
            <select
              ?disabled=${this.closed}
              @change=${(event: Event) => tell(this, 'author-attribute', { author, principal: (event.target as HTMLSelectElement).value })}
            >
              <option value="" .selected=${principal === ''}>nobody’s yet</option>
              ${this.names.map(({ code, name }) => html`<option value=${code} .selected=${principal === code}>${name}</option>`)}
            </select></label
          >`,
      )}
    </fieldset>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-comparison': ChapeauComparison
  }
}
