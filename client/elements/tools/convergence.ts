// How much is open: the count in large, a chart over time, and the same figures in tables.
import { html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { convergenceOf } from '@chapeau/shared/brackets/convergence'
import { isDesk } from '@chapeau/shared/policy'
import type { ConvergenceAnswer } from '@chapeau/shared/protocol/api'
import { metaKey, type Meta } from '@chapeau/shared/text/meta'
import { getJson } from '../../connection/http.ts'
import { chartOf, rowsOf, type Chart, type CountRow, type Line } from '../../page/convergence.ts'
import { codeName, placeName, when } from '../../page/names.ts'
import { base } from '../../styles/base.ts'
import type { DrawTool, ToolContext } from './host.ts'
import { convergenceStyles } from './convergence-styles.ts'

export const draw: DrawTool = (context) => html`<chapeau-convergence .context=${context}></chapeau-convergence>`

/** The course is asked for so often at most. */
const EVERY_MS = 5_000

/** The chart's plane and the room around it, in units of its drawing. */
const PLANE = { width: 900, height: 300 }
const AROUND = { left: 56, right: 190, top: 20, bottom: 40 }

@customElement('chapeau-convergence')
export class ChapeauConvergence extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private answer: ConvergenceAnswer | null = null
  @state() private asOf = new Date()
  @state() private message = ''
  #asked = -1
  #timer: ReturnType<typeof setTimeout> | null = null

  static override styles = [base, convergenceStyles]

  override updated(): void {
    // It is asked for again when something has been recorded; many may watch a busy text, so not at every entry.
    if (this.context.store.seq === this.#asked || this.#timer !== null) return
    this.#timer = setTimeout(() => this.#load(), this.#asked < 0 ? 0 : EVERY_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  override render(): TemplateResult {
    const { sheet } = this.context.store
    if (sheet === null) return html`<p>The text is not here yet.</p>`
    const revision = revisionOf(sheet.meta)
    const now = convergenceOf(sheet.reading, sheet.meta)
    const delegations = rowsOf(now.delegations, ({ principal }) => codeName(principal))
    const paragraphs = rowsOf(now.paragraphs, ({ label, index }) => placeName(label, index))
    return html`<p class="sum" role="status">
        <b>${now.brackets}</b> ${now.brackets === 1 ? 'open bracket' : 'open brackets'} <span aria-hidden="true">·</span>
        <b>${now.issues}</b> ${now.issues === 1 ? 'issue' : 'issues'}
        <small>as of ${when(this.asOf, new Date())}${revision === '' ? '' : `, ${revision}`}</small>
      </p>
      ${this.#bar()} ${this.#chart()}
      ${
        now.brackets === 0
          ? html`<p>Nothing is open: every bracket has been resolved.</p>`
          : html`<div class="tables">${this.#table('By delegation', delegations)} ${this.#table('By paragraph', paragraphs)}</div>`
      }`
  }

  #bar(): TemplateResult {
    const { store } = this.context
    const shown = store.sheet?.meta.get(metaKey.show('convergence')) === true
    const path = this.#path('.csv')
    return html`<div class="bar">
      ${
        isDesk(store.actor)
          ? html`<button aria-pressed=${shown} @click=${() => void this.#show(!shown)}>
              ${shown ? 'Hide it from the room' : 'Show it to the room'}
            </button>`
          : nothing
      }
      ${path === null ? nothing : html`<a href=${path} download>Take it away as a table (CSV)</a>`}
      <span role="status">${this.message}</span>
    </div>`
  }

  #chart(): TemplateResult | typeof nothing {
    const chart = this.answer === null ? null : chartOf(this.answer.series, this.asOf.getTime(), PLANE)
    if (this.answer === null || chart === null) return nothing
    const { series } = this.answer
    const from = series[0]!
    const says = `Open brackets over time: ${from.brackets} at first, ${series.at(-1)!.brackets} now. The figures are in the table below.`
    return html`${drawn(chart, says)}
      <details>
        <summary>The figures over time</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">When (UTC)</th>
              <th scope="col">Open brackets</th>
              <th scope="col">Issues</th>
            </tr>
          </thead>
          <tbody>
            ${series.toReversed().map(
              ({ at, brackets, issues }) =>
                html`<tr>
                  <th scope="row">${at.replace('T', ' ').slice(0, 19)}</th>
                  <td>${brackets}</td>
                  <td>${issues}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`
  }

  #table(caption: string, rows: readonly CountRow[]): TemplateResult {
    return html`<table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">Which</span></th>
          <th scope="col">Open brackets</th>
          <th scope="col">Issues</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ name, brackets, issues, share }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td><span class="share" style=${`--share: ${share}`}></span>${brackets}</td>
              <td>${issues}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }

  #path(extension: string): string | null {
    const { opened } = this.context.store
    return opened === null ? null : `/api/texts/${encodeURIComponent(opened.textId)}/convergence${extension}`
  }

  async #load(): Promise<void> {
    const path = this.#path('')
    this.#timer = null
    this.#asked = this.context.store.seq
    if (path === null) return
    const answer = await getJson<ConvergenceAnswer>(path)
    if (answer.ok) {
      this.answer = answer.value
      this.asOf = new Date()
      this.message = ''
    } else this.message = `The course over time could not be loaded. ${answer.problem.detail ?? 'It is tried again with the next change.'}`
  }

  async #show(on: boolean): Promise<void> {
    const result = await this.context.act({ act: 'show', what: 'convergence', on })
    this.message = result.status === 'done' ? (on ? 'Everybody can open it now.' : '') : result.message
  }
}

function revisionOf(meta: Meta): string {
  const revision = meta.get(metaKey.revision)
  return typeof revision === 'string' ? revision : ''
}

function drawn({ lines, across, up }: Chart, says: string): TemplateResult {
  const { left, right, top, bottom } = AROUND
  const width = PLANE.width + left + right
  const height = PLANE.height + top + bottom
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label=${says}>
    <g transform="translate(${left} ${top})">
      ${up.map(({ at, label }) => svg`<line class="grid" x1="0" x2=${PLANE.width} y1=${at} y2=${at} /><text class="up" x="-12" y=${at}>${label}</text>`)}
      ${across.map(({ at, label }) => svg`<text class="across" x=${at} y=${PLANE.height + 28}>${label}</text>`)} ${lines.map(lineDrawn)}
    </g>
  </svg>`
}

const lineDrawn = ({ name, path, end }: Line): TemplateResult<2> =>
  svg`<path class=${name === 'issues' ? 'issues' : 'brackets'} d=${path} /><text class="end" x=${end.x + 10} y=${end.y}>${end.value} ${name}</text>`

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-convergence': ChapeauConvergence
  }
}
