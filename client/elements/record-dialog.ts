// About the record: where it stands, the key that signs it, how to take it away; for the facilitator, destroying content.
// It asks the server when it is opened and knows nothing of the text.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { HeadsAnswer, SeatAnswer } from '@chapeau/shared/protocol/api'
import { getJson } from '../connection/http.ts'
import { base, dialogs } from '../styles/base.ts'
import './record-destroy.ts'
import './set-aside.ts'

@customElement('chapeau-record-dialog')
export class ChapeauRecordDialog extends LitElement {
  @property() textId = ''
  @property({ attribute: false }) seat: SeatAnswer | null = null
  @state() private heads: HeadsAnswer | null = null
  /** Why the server did not say; empty when it did. */
  @state() private failure = ''

  static override styles = [
    base,
    dialogs,
    css`
      dialog {
        width: min(680px, calc(100vw - 32px));
        white-space: normal;
        overflow: auto;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 8px 18px;
        margin: 16px 0 0;
        align-items: baseline;
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      dt {
        font-weight: 600;
      }
      p code {
        white-space: nowrap;
      }
      code {
        font:
          12.5px/1.5 ui-monospace,
          monospace;
        user-select: all;
      }
      h2 {
        margin: 20px 0 8px;
      }
      p {
        color: var(--ink-2);
        margin: 6px 0 0;
        text-wrap: pretty;
      }
      a {
        color: var(--ink);
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 18px;
        list-style: none;
        margin: 0;
        padding: 0;
      }
    `,
  ]

  /** Opens it and asks where the record stands now. */
  show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog !== null && !dialog.open) dialog.showModal()
    void this.#load()
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" closedby="any">
      <div>
        <h1 id="title">The record</h1>
        <p>
          Everything that happens to this text is an entry, sealed together with the one before it. Note the head and the key, or take the
          record away: with them anybody can show later that nothing was altered.
        </p>
        ${this.failure === '' ? this.#stands() : html`<p role="alert">${this.failure}</p>`} ${this.#links()}
        ${
          this.seat?.role === 'chair' || this.seat?.role === 'secretariat'
            ? html`<chapeau-set-aside .textId=${this.textId}></chapeau-set-aside>`
            : nothing
        }
        ${
          this.seat?.role === 'chair'
            ? html`<chapeau-record-destroy
                .textId=${this.textId}
                .last=${this.heads?.head?.seq ?? 0}
                @destroyed=${this.#load}
              ></chapeau-record-destroy>`
            : nothing
        }
        <form method="dialog" class="foot"><button class="main" autofocus>Close</button></form>
      </div>
    </dialog>`
  }

  #stands(): TemplateResult {
    if (this.heads === null) return html`<p role="status">Asking the server…</p>`
    const { head, heads, publicKey, shows } = this.heads
    const revision = heads.findLast((one) => one.revision !== '')?.revision
    return html`<dl>
        <dt>Head</dt>
        <dd><code id="head">${head === null ? '' : `${head.seq}:${head.hash}`}</code></dd>
        <dt>Key</dt>
        <dd><code id="key">${publicKey}</code></dd>
        <dt>Signed</dt>
        <dd>${heads.length} ${heads.length === 1 ? 'head' : 'heads'}${revision === undefined ? '' : `, the last at ${revision}`}</dd>
      </dl>
      ${shows.content && shows.names ? nothing : html`<p>${shows.content ? 'The names of persons' : 'The words of the entries'} are withheld from this seat by the meeting’s rules.</p>`}`
  }

  #links(): TemplateResult | typeof nothing {
    const { seat, textId } = this
    if (seat === null) return nothing
    const address = (of: string, id: string, kind: string): string =>
      `/api/${of}/${encodeURIComponent(id)}/record.${kind}?seat=${encodeURIComponent(seat.id)}`
    return html`<h2>Take away</h2>
      <ul>
        <li><a download href=${address('texts', textId, 'ndjson')}>This text’s record, to check</a></li>
        <li><a download href=${address('texts', textId, 'csv')}>as a table</a></li>
        <li><a download href=${address('meetings', seat.meeting.id, 'ndjson')}>The meeting’s record, to check</a></li>
        <li><a download href=${address('meetings', seat.meeting.id, 'csv')}>as a table</a></li>
      </ul>
      <p>
        To check: <code>chapeau verify FILE --key KEY</code>; an exported text with <code>--text</code>, a noted head with
        <code>--head</code>.
      </p>`
  }

  #load = async (): Promise<void> => {
    const answer = await getJson<HeadsAnswer>(`/api/texts/${encodeURIComponent(this.textId)}/heads`)
    this.failure = answer.ok ? '' : (answer.problem.detail ?? answer.problem.title)
    if (answer.ok) this.heads = answer.value
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-record-dialog': ChapeauRecordDialog
  }
}
