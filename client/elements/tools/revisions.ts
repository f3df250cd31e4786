// Earlier revisions: one is compared with the text as it stands, and a paragraph can be proposed as it read then.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { RevisionAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import { getJson } from '../../connection/http.ts'
import { count, when } from '../../page/names.ts'
import { revisionRows, type RevisionRow } from '../../page/revisions.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-revisions .context=${context}></chapeau-revisions>`

@customElement('chapeau-revisions')
export class ChapeauRevisions extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private list: RevisionsAnswer['revisions'] | null = null
  @state() private revision: RevisionAnswer | null = null
  @state() private changedOnly = true
  @state() private busy = false
  @state() private message = ''

  static override styles = [
    base,
    panelStyles,
    css`
      .choose {
        display: flex;
        flex-wrap: wrap;
        gap: 10px 20px;
        align-items: center;
      }
      .choose label {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: 70px 1fr auto;
        gap: 14px;
        padding: 10px 0;
        border-top: 1px solid var(--line);
        font: 15.5px/1.55 var(--serif);
        overflow-wrap: anywhere;
      }
      li > button {
        align-self: start;
        font: 500 13px/1.3 var(--sans);
      }
      li small {
        display: block;
        font: 450 12.5px/1.4 var(--sans);
        color: var(--ink-3);
      }
      b {
        font: 600 13px/1.7 var(--sans);
      }
      del {
        color: var(--ink-3);
      }
      ins {
        text-underline-offset: 4px;
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: 1fr;
          gap: 4px;
        }
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  override render(): TemplateResult {
    const { list } = this
    if (list === null) return html`<p role="status">${this.message === '' ? 'Opening …' : this.message}</p>`
    if (list.length === 0) return html`<p>This text has no earlier revision yet: the first is kept when it is issued.</p>`
    const rows = this.#rows()
    const shown = rows.filter(({ change }) => !this.changedOnly || change !== 'same')
    return html`<div class="choose">
        <label
          >Compare with
          <select @change=${(event: Event) => void this.#open(Number((event.target as HTMLSelectElement).value))}>
            ${list.map(
              ({ seq, revision, at }) =>
                html`<option value=${seq} ?selected=${seq === this.revision?.seq}>${revision} · ${when(new Date(at), new Date())}</option>`,
            )}
          </select></label
        >
        <label
          ><input
            type="checkbox"
            .checked=${this.changedOnly}
            @change=${(event: Event) => (this.changedOnly = (event.target as HTMLInputElement).checked)}
          />Only what differs</label
        >
        <span role="status"
          >${this.message === '' ? `${count(rows.filter(({ change }) => change !== 'same').length, 'paragraph differs', 'paragraphs differ')} in standing words` : this.message}</span
        >
      </div>
      <ol>
        ${shown.map((row) => this.#row(row))}
      </ol>`
  }

  #row({ label, parts, change, back, was }: RevisionRow): TemplateResult {
    return html`<li>
      <b>${label}</b>
      <div dir="auto">
        ${change === 'new' ? html`<small>not in the revision</small>` : change === 'gone' ? html`<small>no longer in the text</small>` : nothing}
        ${parts.map((part) =>
          part.same
            ? part.is
            : html`${part.was === '' ? nothing : html`<del>${part.was}</del>`}${part.is === '' ? nothing : html`<ins>${part.is}</ins>`}`,
        )}
        ${was.includes('[') ? html`<small>then with its brackets: ${was}</small>` : nothing}
      </div>
      ${
        back === null
          ? nothing
          : html`<button
              aria-label=${`Propose paragraph ${label} as it was`}
              aria-disabled=${back.permission.ok && back.wish !== null && !this.busy ? nothing : 'true'}
              title=${back.permission.ok ? nothing : back.permission.message}
              @click=${() => void this.#goBack(back)}
            >
              Propose as it was
            </button>`
      }
    </li>`
  }

  async #goBack({ wish, permission }: NonNullable<RevisionRow['back']>): Promise<void> {
    if (wish === null || !permission.ok || this.busy) {
      if (!permission.ok) this.message = permission.message
      return
    }
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? 'Proposed. It stands in the text as a bracket in your name.' : result.message
  }

  #rows(): RevisionRow[] {
    const { store, drawn } = this.context
    const { sheet, actor } = store
    if (sheet === null || this.revision === null) return []
    return revisionRows(this.revision, { reading: sheet.reading, meta: sheet.meta, actor, status: drawn.status })
  }

  async #load(): Promise<void> {
    const answer = await getJson<RevisionsAnswer>(this.#path(''))
    if (!answer.ok) {
      this.message = answer.problem.detail ?? answer.problem.title
      return
    }
    this.list = answer.value.revisions
    const last = this.list.at(-1)
    if (last !== undefined) await this.#open(last.seq)
  }

  async #open(seq: number): Promise<void> {
    const answer = await getJson<RevisionAnswer>(this.#path(`/${seq}`))
    if (answer.ok) this.revision = answer.value
    this.message = answer.ok ? '' : (answer.problem.detail ?? answer.problem.title)
  }

  #path(rest: string): string {
    const { opened } = this.context.store
    return `/api/texts/${encodeURIComponent(opened?.textId ?? '')}/revisions${rest}?seat=${encodeURIComponent(opened?.seat.id ?? '')}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-revisions': ChapeauRevisions
  }
}
