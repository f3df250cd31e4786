// Final numbering: the desk sees every label that changes and every reference with it, leaves out what is not meant, and
// renumbers in one act. Everybody can take the table of old and new labels away.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isDesk, may } from '@chapeau/shared/policy'
import { count } from '../../page/names.ts'
import { concordanceCsv, concordanceOf, numberingView, renumberWish, type NumberingView } from '../../page/numbering.ts'
import type { Sheet } from '../../store.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-numbering .context=${context}></chapeau-numbering>`

@customElement('chapeau-numbering')
export class ChapeauNumbering extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  /** References that are left out. */
  @state() private left: ReadonlySet<string> = new Set()
  @state() private busy = false
  @state() private message = ''
  #view: { readonly sheet: Sheet; readonly view: NumberingView } | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      h2 {
        margin: 18px 0 6px;
      }
      table {
        border-collapse: collapse;
        font-size: 14.5px;
      }
      th {
        text-align: start;
        font: 450 12.5px/1.4 var(--sans);
        color: var(--ink-3);
        padding: 0 24px 6px 0;
      }
      td {
        border-top: 1px solid var(--line);
        padding: 7px 24px 7px 0;
        vertical-align: top;
      }
      .words {
        font: 15px/1.5 var(--serif);
        overflow-wrap: anywhere;
      }
      s {
        color: var(--ink-3);
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

  /** Computed once for a text, for it walks all the words. What could be several paragraphs is left out at first. */
  override willUpdate(): void {
    const { sheet } = this.context.store
    if (sheet === null || this.#view?.sheet === sheet) return
    const view = numberingView(sheet.reading, sheet.meta)
    if (this.#view === null) this.left = new Set(view.references.filter(({ sure }) => !sure).map(({ key }) => key))
    this.#view = { sheet, view }
  }

  override render(): TemplateResult {
    const { sheet, actor } = this.context.store
    if (sheet === null || this.#view === null) return html`<p>The text is not here yet.</p>`
    return html`${isDesk(actor) ? this.#preview(this.#view.view) : nothing} ${this.#concordance(sheet)}`
  }

  #preview(view: NumberingView): TemplateResult {
    const { renamings, references, bracketed } = view
    if (renamings.length === 0) return html`<p role="status">Every paragraph has its final number.</p>`
    return html`<p>
        ${count(renamings.length, 'label')} would change. Do this when the text is done: nothing is renumbered under negotiation.
      </p>
      <h2>Labels</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">now</th>
            <th scope="col">then</th>
          </tr>
        </thead>
        <tbody>
          ${renamings.map(
            ({ from, to }) =>
              html`<tr>
                <td>${from}</td>
                <td><b>${to}</b></td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${references.length === 0 ? nothing : this.#references(view)}
      ${
        bracketed.length === 0
          ? nothing
          : html`<h2>In brackets</h2>
              <p>These are their holders’ words and stay as they are:</p>
              <ul>
                ${bracketed.map((one) => html`<li class="words" dir="auto">${one.label} …${one.before}<b>${one.from}</b>${one.after}…</li>`)}
              </ul>`
      }
      ${this.#foot(view)}`
  }

  #references({ references }: NumberingView): TemplateResult {
    return html`<h2>References in the words</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">change</th>
            <th scope="col">in</th>
            <th scope="col">words</th>
          </tr>
        </thead>
        <tbody>
          ${references.map(
            (one) =>
              html`<tr>
                <td>
                  <input
                    type="checkbox"
                    aria-label=${`Change ${one.from} to ${one.to} in ${one.label}`}
                    .checked=${!this.left.has(one.key)}
                    @change=${() => this.#toggle(one.key)}
                  />
                </td>
                <td>${one.label}</td>
                <td class="words" dir="auto">
                  …${one.before}<s>${one.from}</s> <b>${one.to}</b>${one.after}…
                  ${one.sure ? nothing : html`<br /><small>Several paragraphs have this label; check which is meant.</small>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`
  }

  #foot(view: NumberingView): TemplateResult {
    const permission = may(this.context.store.actor, 'renumber', { status: this.context.drawn.status })
    return html`<div class="foot">
      <button
        class="main"
        aria-disabled=${permission.ok && !this.busy ? nothing : 'true'}
        @click=${() => permission.ok && void this.#renumber(view)}
      >
        ${this.busy ? 'One moment…' : `Renumber ${count(view.renamings.length, 'paragraph')}`}
      </button>
      <span role="status">${permission.ok ? this.message : permission.message}</span>
    </div>`
  }

  #concordance({ meta }: Sheet): TemplateResult | typeof nothing {
    const table = concordanceOf(meta)
    if (table === null) return isDesk(this.context.store.actor) ? nothing : html`<p>This text has not been renumbered.</p>`
    const href = `data:text/csv;charset=utf-8,${encodeURIComponent(concordanceCsv(table))}`
    return html`<h2>Concordance</h2>
      <p>No. ${table.seq} of the record. <a href=${href} download="concordance.csv">Take it away as CSV</a></p>
      <table>
        <thead>
          <tr>
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          ${table.rows.map(
            ({ from, to }) =>
              html`<tr>
                <td>${from}</td>
                <td>${to}</td>
              </tr>`,
          )}
        </tbody>
      </table>`
  }

  #toggle(key: string): void {
    const left = new Set(this.left)
    if (!left.delete(key)) left.add(key)
    this.left = left
  }

  async #renumber(view: NumberingView): Promise<void> {
    if (this.busy) return
    this.busy = true
    const result = await this.context.act(renumberWish(view, this.left))
    this.busy = false
    this.message = result.status === 'done' ? 'Done. U takes it back.' : result.message
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-numbering': ChapeauNumbering
  }
}
