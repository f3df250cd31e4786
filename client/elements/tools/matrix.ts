// The matrix as a table: sticky heads, a hundred rows at a time, each leading to its bracket.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isDesk } from '@chapeau/shared/policy'
import { metaKey } from '@chapeau/shared/text/meta'
import { LEGEND, matrixOf, type Matrix, type MatrixCell, type MatrixRow } from '../../page/matrix.ts'
import { codeName, count } from '../../page/names.ts'
import type { Sheet } from '../../store.ts'
import { base } from '../../styles/base.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-matrix .context=${context}></chapeau-matrix>`

/** Rows drawn at once: with forty delegations these are four thousand cells. */
const PAGE = 100

@customElement('chapeau-matrix')
export class ChapeauMatrix extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private page = 0
  @state() private message = ''
  #made: { readonly sheet: Sheet; readonly key: string; readonly matrix: Matrix } | null = null

  static override styles = [
    base,
    css`
      .wrap {
        overflow: auto;
        max-height: 62dvh;
        border: 1px solid var(--line);
        border-radius: 8px;
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
        font-size: 13px;
      }
      th,
      td {
        padding: 6px 8px;
        border-bottom: 1px solid var(--line);
        text-align: center;
        min-width: 40px;
        background: var(--paper);
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 2;
        font-weight: 600;
      }
      tbody th {
        position: sticky;
        inset-inline-start: 0;
        z-index: 1;
        text-align: start;
        font-weight: 450;
        min-width: 260px;
        max-width: 340px;
      }
      thead th:first-child {
        inset-inline-start: 0;
        z-index: 3;
        text-align: start;
      }
      th button {
        border: 0;
        padding: 2px 0;
        text-align: start;
        font: 450 14px/1.35 var(--serif);
        background: none;
        overflow-wrap: anywhere;
      }
      th b {
        font: 600 12px/1.3 var(--sans);
        color: var(--ink-3);
        margin-inline-end: 6px;
      }
      td.opposes,
      td.reserves {
        color: var(--alarm);
        font-weight: 650;
      }
      td.supports,
      td.proposes {
        color: var(--ok);
        font-weight: 600;
      }
      td.earlier {
        text-decoration: underline dotted;
        opacity: 0.75;
      }
      td.through {
        font-style: italic;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 18px;
        align-items: center;
        margin: 4px 0 12px;
        color: var(--ink-2);
      }
      .bar span b {
        color: var(--ink);
      }
    `,
  ]

  override render(): TemplateResult {
    const matrix = this.#matrix()
    if (matrix === null || matrix.rows.length === 0)
      return html`<p>No open bracket is stepped through. Change the filters, and the matrix follows.</p>`
    const { rows, columns } = matrix
    const pages = Math.ceil(rows.length / PAGE)
    const page = Math.min(this.page, pages - 1)
    return html`${this.#bar()}
      <div class="wrap" tabindex="0" role="region" aria-label="Brackets and delegations">
        <table>
          <thead>
            <tr>
              <th scope="col">${count(rows.length, 'open bracket')}</th>
              ${columns.map(({ code, name }) => html`<th scope="col" title=${name}>${codeName(code)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.slice(page * PAGE, (page + 1) * PAGE).map((row) => this.#row(row))}
          </tbody>
        </table>
      </div>
      ${pages > 1 ? this.#pages(page, pages) : nothing}`
  }

  #bar(): TemplateResult {
    const { store } = this.context
    const shown = store.sheet?.meta.get(metaKey.show('matrix')) === true
    return html`<div class="bar">
      ${LEGEND.map(([, mark, name]) => html`<span><b>${mark}</b> ${name}</span>`)}
      ${
        isDesk(store.actor)
          ? html`<button aria-pressed=${shown} @click=${() => void this.#show(!shown)}>
              ${shown ? 'Hide it from the room' : 'Show it to the room'}
            </button>`
          : nothing
      }
      <span role="status">${this.message}</span>
    </div>`
  }

  #row({ bid, place, words, kind, cells }: MatrixRow): TemplateResult {
    return html`<tr>
      <th scope="row">
        <button title=${kind} @click=${() => this.#goTo(bid)}><b>${place}</b>${words === '' ? html`<i>${kind}</i>` : words}</button>
      </th>
      ${cells.map((cell) => this.#cell(cell))}
    </tr>`
  }

  #cell(cell: MatrixCell | null): TemplateResult {
    if (cell === null) return html`<td></td>`
    const { stance, mark, says, earlier, through } = cell
    return html`<td class="${stance} ${earlier ? 'earlier' : ''} ${through === null ? '' : 'through'}" title=${says} aria-label=${says}>
      ${mark}
    </td>`
  }

  #pages(page: number, pages: number): TemplateResult {
    return html`<div class="bar">
      <button aria-disabled=${page === 0 ? 'true' : nothing} @click=${() => (this.page = Math.max(0, page - 1))}>Earlier</button>
      <span role="status">Page ${page + 1} of ${pages}</span>
      <button aria-disabled=${page === pages - 1 ? 'true' : nothing} @click=${() => (this.page = Math.min(pages - 1, page + 1))}>
        Later
      </button>
    </div>`
  }

  #goTo(bid: string): void {
    this.context.close()
    this.context.select(bid)
  }

  async #show(on: boolean): Promise<void> {
    const result = await this.context.act({ act: 'show', what: 'matrix', on })
    this.message = result.status === 'done' ? (on ? 'Everybody can open it now, with the room’s stands only.' : '') : result.message
  }

  #matrix(): Matrix | null {
    const { store, queue } = this.context
    const { sheet, opened } = store
    if (sheet === null) return null
    const key = queue.join()
    if (this.#made === null || this.#made.sheet !== sheet || this.#made.key !== key) {
      const matrix = matrixOf(sheet.reading, sheet.heard, queue, opened?.meeting.delegations ?? [])
      this.#made = { sheet, key, matrix }
    }
    return this.#made.matrix
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-matrix': ChapeauMatrix
  }
}
