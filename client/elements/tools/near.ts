// Proposals that say nearly the same, beside each other: put one wording to the holders of the others, let them compete, or join.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { codeName, count, partyName } from '../../page/names.ts'
import { nearClusters, type NearAction, type NearCluster, type NearMember } from '../../page/near.ts'
import type { Sheet } from '../../store.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-near .context=${context}></chapeau-near>`

/** Groups shown at once. */
const SHOWN = 60
const DOES: Readonly<Record<NearMember['does'], string>> = { add: '', delete: 'delete ', reserve: 'reserve ' }

@customElement('chapeau-near')
export class ChapeauNear extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private busy = false
  @state() private message = ''
  #found: { readonly sheet: Sheet; readonly clusters: readonly NearCluster[] } | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      section {
        border-top: 1px solid var(--line);
        padding: 6px 0 12px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 12px;
        align-items: baseline;
        padding: 5px 0;
      }
      li > button.words {
        flex: 1 1 22em;
        text-align: start;
        white-space: normal;
        font: 16px/1.5 var(--serif);
      }
      .do {
        max-width: 420px;
      }
    `,
  ]

  /** Found once for a text, for every proposal is held against its neighbours. */
  override willUpdate(): void {
    const { sheet, actor } = this.context.store
    if (sheet === null || this.#found?.sheet === sheet) return
    this.#found = { sheet, clusters: nearClusters(sheet, actor, this.context.drawn.status) }
  }

  override render(): TemplateResult {
    const clusters = this.#found?.clusters ?? []
    return html`<p role="status">${this.message === '' ? said(clusters.length) : this.message}</p>
      ${clusters.slice(0, SHOWN).map((cluster) => this.#cluster(cluster))}
      ${clusters.length > SHOWN ? html`<p class="meta">and ${clusters.length - SHOWN} more, further down in the text</p>` : nothing}`
  }

  #cluster({ place, members, group }: NearCluster): TemplateResult {
    return html`<section aria-label=${`${members.map(({ holder }) => codeName(holder)).join(', ')} in ${place}`}>
      <p class="meta">In ${place}</p>
      <ul>
        ${members.map((member) => this.#member(member))}
      </ul>
      ${group === null ? nothing : html`<div class="do">${this.#button(group)}</div>`}
    </section>`
  }

  #member({ bid, holder, sponsors, words, does, actions }: NearMember): TemplateResult {
    const { drawn, store } = this.context
    return html`<li>
      ${[holder, ...sponsors].map(
        (code) =>
          html`<span class="chip" data-hue=${drawn.hueOf(code)} title=${partyName(code, store.opened?.meeting.delegations ?? [])}
            >${codeName(code)}</span
          >`,
      )}
      <button class="quiet words" dir="auto" title="Go there" @click=${() => this.#show(bid)}>${DOES[does]}“${words}”</button>
      ${actions.map((action) => this.#button(action))}
    </li>`
  }

  #button(action: NearAction): TemplateResult {
    const { label, permission } = action
    return html`<button
      aria-disabled=${permission.ok && !this.busy ? nothing : 'true'}
      title=${permission.ok ? nothing : permission.message}
      @click=${() => void this.#press(action)}
    >
      ${label}
    </button>`
  }

  #show(bid: NearMember['bid']): void {
    this.context.select(bid)
    this.context.close()
  }

  async #press({ wish, permission }: NearAction): Promise<void> {
    if (!permission.ok || this.busy) return
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    const done = wish.act === 'offer' ? 'Asked. The answers are listed under Offers and packages.' : 'Done. U takes it back.'
    this.message = result.status === 'done' ? done : result.message
  }
}

const said = (n: number): string =>
  n === 0
    ? 'No two delegations propose nearly the same words in one paragraph.'
    : `${count(n, 'place')} where delegations propose nearly the same. Nobody’s name is put under words by this: holders answer, or join.`

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-near': ChapeauNear
  }
}
