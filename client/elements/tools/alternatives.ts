// What competes for one place, in columns: who stands where on each, a digit or a button chooses; and what else could
// compete there is put into the group by checking it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Wish } from '../../connection/acts.ts'
import {
  alternativesView,
  likelyAlternatives,
  type AlternativesInput,
  type AlternativesView,
  type Column,
} from '../../page/alternatives.ts'
import { codeName, partyName } from '../../page/names.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import { wordsOf } from '../pieces.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-alternatives .context=${context}></chapeau-alternatives>`

/** Likely alternatives shown at once. */
const SHOWN = 40

@customElement('chapeau-alternatives')
export class ChapeauAlternatives extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private checked: ReadonlySet<Bid> = new Set()
  /** Likely ones that the person has said are none; while the tool is open. */
  @state() private dismissed: ReadonlySet<string> = new Set()
  @state() private busy = false
  @state() private message = ''
  /** Who objects to the choice that was pressed last, for the second press. */
  @state() private over: { readonly column: string; readonly objectors: readonly Principal[] } | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
      }
      .columns {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(220px, 1fr);
        gap: 14px;
        overflow-x: auto;
        padding-bottom: 6px;
      }
      article {
        display: grid;
        grid-template-rows: auto 1fr auto auto;
        border-top: 3px solid var(--d, var(--line-2));
        background: var(--well);
        border-radius: 0 0 var(--round) var(--round);
        padding: 10px 14px 14px;
      }
      article h3 {
        margin: 0;
      }
      article blockquote {
        background: none;
        padding: 0;
        max-height: none;
        font-size: 17px;
      }
      .do {
        max-width: 420px;
      }
      .candidates {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
      }
      legend {
        padding: 0;
        color: var(--ink-3);
        font-size: 12.5px;
      }
      .candidates input {
        min-height: 0;
        margin: 0;
      }
      .candidates label {
        display: flex;
        gap: 9px;
        align-items: center;
        margin: 0;
        padding: 5px 0;
        font: 15px/1.4 var(--serif);
        overflow-wrap: anywhere;
      }
      .empty {
        color: var(--ink-2);
        font-style: italic;
      }
      @media (max-width: 560px) {
        .columns {
          grid-auto-flow: row;
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('keydown', this.#handleKey)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('keydown', this.#handleKey)
  }

  override render(): TemplateResult {
    const view = this.#view()
    if (view === null)
      return html`<p>
          ${this.message === '' ? 'Select a bracket first: what competes with it for its place is shown here side by side.' : this.message}
        </p>
        ${this.#likely()}`
    const { columns, place } = view
    return html`<p class="meta">For one place in ${place}</p>
      ${
        columns.length === 0
          ? html`<p>This bracket stands alone: nothing competes with it for its place.</p>`
          : html`<div class="columns">${columns.map((column) => this.#column(column))}</div>`
      }
      <p role="status">${this.message}</p>
      ${this.#candidates(view)} ${this.#likely()}`
  }

  #column(column: Column): TemplateResult {
    const { name, holder, sponsors, pieces, rationale, stands } = column
    const { drawn, store } = this.context
    const delegations = store.opened?.meeting.delegations ?? []
    const brackets = store.sheet?.reading.brackets ?? new Map()
    return html`<article data-hue=${drawn.hueOf(holder)} aria-label=${name}>
      <div class="title">
        <h3>${name}</h3>
        ${[...(holder === '' ? [] : [holder]), ...sponsors].map(
          (code) => html`<span class="chip" data-hue=${drawn.hueOf(code)} title=${partyName(code, delegations)}>${codeName(code)}</span>`,
        )}
      </div>
      <blockquote dir="auto">
        ${column.bid === null ? html`<span class="empty">nothing stands here</span>` : wordsOf(pieces, brackets, drawn.hueOf)}
      </blockquote>
      <div>
        ${rationale === '' ? nothing : html`<p class="rationale"><b>Why:</b> ${rationale}</p>`}
        ${
          stands.length === 0
            ? nothing
            : html`<dl class="stands">
                ${stands.map(
                  ({ stance, name: called, entries }) =>
                    html`<dt>${called}</dt>
                      <dd class=${stance}>
                        ${entries.map(
                          ({ principal, earlier }) =>
                            html`<span class=${earlier ? 'earlier' : ''}
                              >${codeName(principal)}${earlier ? html` <small>to an earlier wording</small>` : nothing}</span
                            >`,
                        )}
                      </dd>`,
                )}
              </dl>`
        }
      </div>
      <div class="do">${this.#choose(column)} ${this.#support(column)}</div>
    </article>`
  }

  #choose(column: Column): TemplateResult | typeof nothing {
    const { choose, id, name } = column
    if (choose === null) return nothing
    const over = this.over?.column === id ? this.over.objectors : []
    return html`<button
      class=${over.length > 0 ? 'over' : 'main'}
      aria-label=${`Choose ${name}${over.length > 0 ? ` over ${over.join(', ')}` : ''}`}
      aria-disabled=${choose.permission.ok && !this.busy ? nothing : 'true'}
      title=${choose.permission.ok ? nothing : choose.permission.message}
      @click=${() => void this.#take(column)}
    >
      Choose${over.length > 0 ? ` over ${over.join(', ')}` : ''}
      ${choose.key === '' ? nothing : html`<kbd aria-hidden="true">${choose.key}</kbd>`}
    </button>`
  }

  #support({ support, name }: Column): TemplateResult | typeof nothing {
    if (support === null) return nothing
    const { wish, permission, pressed } = support
    return html`<button
      aria-label=${`Support ${name}`}
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-disabled=${permission.ok && !this.busy ? nothing : 'true'}
      title=${permission.ok ? nothing : permission.message}
      @click=${() => permission.ok && void this.#act(wish)}
    >
      Support
    </button>`
  }

  #candidates({ candidates, grouping, columns, group, several }: AlternativesView): TemplateResult | typeof nothing {
    if (candidates.length === 0 && columns.length === 0) return nothing
    const ungroup = group === null || !several || !grouping.ok ? null : ({ act: 'ungroup', group } as const)
    const n = [...this.checked].filter((bid) => candidates.some((one) => one.bid === bid)).length
    return html`${
        candidates.length === 0
          ? nothing
          : html`<fieldset>
              <legend>Brackets nearby that compete with it</legend>
              <ul class="candidates">
                ${candidates.map(
                  ({ bid, name }) =>
                    html`<li>
                      <label dir="auto"
                        ><input type="checkbox" .checked=${this.checked.has(bid)} @change=${() => this.#check(bid)} />${name}</label
                      >
                    </li>`,
                )}
              </ul>
            </fieldset>`
      }
      <div class="do">
        ${
          candidates.length === 0
            ? nothing
            : html`<button
                aria-disabled=${grouping.ok && n > 0 && !this.busy ? nothing : 'true'}
                title=${grouping.ok ? nothing : grouping.message}
                @click=${() => this.#group(candidates.map(({ bid }) => bid))}
              >
                Group as alternatives
              </button>`
        }
        ${
          ungroup === null || this.context.store.actor.role === 'delegate'
            ? nothing
            : html`<button @click=${() => void this.#act(ungroup)}>Ungroup</button>`
        }
      </div>`
  }

  /** Of an imported text: what looks like alternatives becomes a group when somebody confirms it. */
  #likely(): TemplateResult | typeof nothing {
    const input = this.#input()
    const likely = input === null ? [] : likelyAlternatives(input).filter(({ key }) => !this.dismissed.has(key))
    if (likely.length === 0) return nothing
    return html`<section aria-labelledby="likely">
      <h2 id="likely">These look like alternatives</h2>
      <ul class="candidates">
        ${likely.slice(0, SHOWN).map(
          ({ key, place, members, wish, permission }) =>
            html`<li>
              <p class="meta">In ${place}: ${members.map(({ name }) => name).join(' / ')}</p>
              <div class="do">
                <button
                  aria-disabled=${permission.ok && !this.busy ? nothing : 'true'}
                  title=${permission.ok ? nothing : permission.message}
                  @click=${() => permission.ok && void this.#act(wish, 'Grouped.')}
                >
                  Alternatives</button
                ><button @click=${() => (this.dismissed = new Set([...this.dismissed, key]))}>Not alternatives</button>
              </div>
            </li>`,
        )}
      </ul>
      ${likely.length > SHOWN ? html`<p class="meta">and ${likely.length - SHOWN} more</p>` : nothing}
    </section>`
  }

  #check(bid: Bid): void {
    const checked = new Set(this.checked)
    if (!checked.delete(bid)) checked.add(bid)
    this.checked = checked
  }

  #group(known: readonly Bid[]): void {
    const { selected } = this.context
    const targets = known.filter((bid) => this.checked.has(bid))
    if (selected === null || targets.length === 0) return
    void this.#act({ act: 'group', targets: [selected, ...targets] })
    this.checked = new Set()
  }

  async #take(column: Column): Promise<void> {
    const { choose, id } = column
    if (choose === null || !choose.permission.ok || this.busy || choose.wish.act !== 'choose') return
    const over = this.over?.column === id ? { over: [...this.over.objectors] } : {}
    const objectors = await this.#act({ ...choose.wish, ...over }, `${column.name} chosen. U takes it back.`)
    this.over = objectors === null ? null : { column: id, objectors }
  }

  /** Answers who objects, where a second press is needed. */
  async #act(wish: Wish, done = ''): Promise<readonly Principal[] | null> {
    if (this.busy) return null
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? done : result.message
    return result.status === 'refused' ? (result.objectors ?? null) : null
  }

  #view(): AlternativesView | null {
    const input = this.#input()
    const { selected } = this.context
    return input === null || selected === null ? null : alternativesView(selected, input)
  }

  #input(): AlternativesInput | null {
    const { sheet, actor } = this.context.store
    const { rolling, status } = this.context.drawn
    return sheet === null ? null : { reading: sheet.reading, meta: sheet.heard, rolling, actor, status }
  }

  #handleKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0]
    if (event.ctrlKey || event.metaKey || event.altKey || (target instanceof HTMLElement && target.matches('input'))) return
    const column = this.#view()?.columns.find(({ choose }) => choose !== null && choose.key !== '' && choose.key === event.key)
    if (column === undefined) return
    event.preventDefault()
    void this.#take(column)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-alternatives': ChapeauAlternatives
  }
}
