// The list of paragraphs beside the text, with the ladder and how far the room has come.
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import { count } from '../page/names.ts'
import type { Outline, OutlineRow } from '../page/outline.ts'
import { namesOfRungs, type NameOfRung } from '../page/rungs.ts'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

const NONE: Outline = { rows: [], progress: { total: 0, agreed: 0, adref: 0, parked: 0, brackets: 0 } }

@customElement('chapeau-outline')
export class ChapeauOutline extends LitElement {
  @property({ attribute: false }) outline: Outline = NONE
  /** Index of the paragraph shown as current; null for none. */
  @property({ attribute: false }) current: number | null = null

  @property({ attribute: false }) nameOf: NameOfRung = namesOfRungs(undefined)

  static override styles = [
    base,
    css`
      :host {
        display: block;
        position: relative;
        padding: 18px 10px 24px 16px;
      }
      h2 {
        padding-inline-start: 8px;
      }
      .progress {
        display: block;
        width: calc(100% - 8px);
        height: 6px;
        margin: 0 8px 7px;
        border-radius: 3px;
      }
      .legend {
        color: var(--ink-2);
        font-size: 12px;
        margin: 0 8px 16px;
        font-variant-numeric: tabular-nums;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      button {
        display: grid;
        grid-template-columns: 12px minmax(34px, auto) minmax(0, 1fr) auto;
        gap: 7px;
        align-items: baseline;
        width: 100%;
        min-height: 32px;
        padding: 5px 8px;
        border: 0;
        border-radius: 6px;
        background: none;
        color: var(--ink-2);
        font: 400 14px/1.45 var(--sans);
        text-align: start;
      }
      button:hover {
        background: color-mix(in oklab, var(--paper) 60%, transparent);
      }
      [aria-current='true'] button {
        background: var(--paper);
        color: var(--ink);
        box-shadow: 0 0 0 1px var(--line);
      }
      b {
        font-weight: 560;
        font-variant-numeric: tabular-nums;
        max-width: 62px;
      }
      em {
        font-style: normal;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      small {
        font-size: 12px;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .heading {
        grid-template-columns: minmax(0, 1fr) auto;
        margin-top: 8px;
        font-weight: 600;
        color: var(--ink);
        font-size: 13px;
      }
      .level-2 {
        padding-inline-start: 20px;
      }
      i {
        width: 9px;
        height: 9px;
        border-radius: 50%;
        border: 1.5px solid var(--ink-3);
        align-self: center;
      }
      i.open {
        border-color: var(--rung-open, var(--ink-3));
      }
      i.agreed {
        background: var(--rung-agreed, var(--ok));
        border-color: var(--rung-agreed, var(--ok));
      }
      i.adref {
        background: linear-gradient(90deg, var(--rung-adref, var(--adref-dot)) 50%, transparent 50%);
        border-color: var(--rung-adref, var(--adref-dot));
      }
      i.parked {
        border-style: dashed;
        border-color: var(--rung-parked, var(--ink-3));
      }
      .none {
        color: var(--ink-3);
        font-size: 13px;
        padding: 0 8px;
      }
    `,
  ]

  override render(): TemplateResult {
    const { rows } = this.outline
    return html`<h2>Paragraphs</h2>
      ${rows.length === 0 ? html`<p class="none">The text is empty.</p>` : this.#progress()}
      <ol>
        ${repeat(
          rows,
          (row) => row.id ?? row.index,
          (row) => guard([row, row.index === this.current, this.nameOf], () => this.#row(row)),
        )}
      </ol>`
  }

  #progress(): TemplateResult {
    const { total, agreed, adref, parked, brackets } = this.outline.progress
    const share = (n: number): number => (total === 0 ? 0 : (100 * n) / total)
    return html`<svg class="progress" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect width="100" height="6" fill="var(--line)" /><rect width=${share(agreed)} height="6" fill="var(--rung-agreed, var(--ok))" /><rect
          x=${share(agreed)} width=${share(adref)} height="6" fill="var(--rung-adref, var(--adref-dot))" />`}
      </svg>
      <p class="legend">
        ${agreed} of ${total}
        ${this.nameOf('agreed')}${adref === 0 ? nothing : ` · ${adref} ${this.nameOf('adref').replace(/^agreed /, '')}`}${parked === 0 ? nothing : ` · ${parked} ${this.nameOf('parked')}`}
        · ${count(brackets, 'open bracket')}
      </p>`
  }

  #row(row: OutlineRow): TemplateResult {
    const heading = row.type === 'title' || row.type === 'heading'
    const state = `${this.nameOf(row.state)}${row.open === 0 ? '' : `, ${count(row.open, 'open bracket')}`}`
    const go = (): void => emit(this, 'paragraph-go', { index: row.index, id: row.id })
    return html`<li aria-current=${row.index === this.current ? 'true' : nothing}>
      <button class=${heading ? 'heading' : row.level > 1 ? 'level-2' : ''} @click=${go}>
        ${
          heading
            ? nothing
            : html`<i class=${row.state} aria-hidden="true"></i><b>${row.proposed ? '[' : ''}${row.label}${row.proposed ? ']' : ''}</b>`
        }
        <em>${row.words === '' ? '…' : row.words}</em>
        <small aria-hidden="true">${row.open === 0 ? '' : row.open}</small>
        <span class="sr">${heading ? nothing : state}</span>
      </button>
    </li>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-outline': ChapeauOutline
  }
}
