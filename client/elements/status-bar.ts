// The bar at the bottom: connection, what is saved, the record's number, who I am.
// "Saved" is said only when the server has confirmed that everything typed here is on its disk.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { CHAIR, NOBODY, type Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { SeatAnswer } from '@chapeau/shared/protocol/api'
import type { Link } from '../connection/line.ts'
import { clock, seatName } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'
import './name-dialog.ts'
import './record-dialog.ts'

@customElement('chapeau-status-bar')
export class ChapeauStatusBar extends LitElement {
  @property({ attribute: false }) link: Link = { state: 'connecting' }
  @property({ attribute: false }) saved: { readonly all: boolean; readonly at: Date | null } = { all: true, at: null }
  @property({ attribute: false }) seq = 0
  @property() textId = ''
  @property({ attribute: false }) seat: SeatAnswer | null = null
  @property({ attribute: false }) seats: readonly SeatAnswer[] = []
  @property() person = ''
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) onBehalfOf: Principal | null = null

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 6px 20px;
        min-height: 38px;
        padding: 4px 20px;
        border-top: 1px solid var(--line);
        background: var(--paper);
        font: 12.5px/1.4 var(--sans);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .link {
        font-weight: 600;
      }
      .link::before {
        content: '';
        display: inline-block;
        width: 8px;
        height: 8px;
        border-radius: 50%;
        border: 2px solid currentColor;
        margin-inline-end: 7px;
      }
      .live {
        color: var(--ok);
      }
      .live::before {
        background: currentColor;
      }
      .warn {
        color: var(--adref);
      }
      .stop {
        color: var(--alarm);
      }
      .link {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .me {
        margin-inline-start: auto;
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      .me > span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      select,
      button {
        min-height: 28px;
        padding: 3px 8px;
        font-size: 12.5px;
        max-width: 230px;
      }
      @media (max-width: 899px) {
        :host {
          padding: 4px 12px;
          gap: 4px 12px;
          flex-wrap: wrap;
        }
        .person {
          display: none;
        }
      }
    `,
  ]

  override render(): TemplateResult {
    const { seq } = this
    return html`<span role="status" class="link ${this.#tone()}">${this.#connection()}</span> ${
        this.link.state === 'stopped' ? html`<button @click=${() => emit(this, 'line-reconnect', null)}>Try again</button>` : nothing
      }
      ${this.#savedText()}
      ${seq === 0 ? nothing : html`<button class="record" aria-haspopup="dialog" @click=${this.#handleRecord}>Record ${seq.toLocaleString('en-US')}</button>`}
      ${this.#me()}<chapeau-record-dialog .textId=${this.textId} .seat=${this.seat}></chapeau-record-dialog>
      <chapeau-name-dialog .name=${this.person}></chapeau-name-dialog>`
  }

  #savedText(): TemplateResult | typeof nothing {
    const { saved, link } = this
    if (!saved.all) return html`<span class="saved">${link.state === 'live' ? 'Saving…' : 'Not saved yet'}</span>`
    return saved.at === null ? nothing : html`<span class="saved">Saved ${clock(saved.at, true)}</span>`
  }

  #tone(): string {
    const { state } = this.link
    return state === 'live' ? 'live' : state === 'stopped' ? 'stop' : 'warn'
  }

  #connection(): string {
    const { link, saved } = this
    switch (link.state) {
      case 'live':
        return 'Live'
      case 'connecting':
        return saved.all ? 'Connecting…' : 'Reconnecting… Your words are kept on this device'
      case 'offline':
        if (link.later) return 'The server asked to wait. Trying again…'
        return saved.all ? 'Offline. Reconnecting…' : 'Offline: your words are kept on this device'
      case 'stopped':
        return stopReason(link.code)
    }
  }

  #me(): TemplateResult {
    const { seat, seats, person } = this
    if (seat === null) return html``
    return html`<div class="me">
      ${seat.role === 'secretariat' ? this.#typist() : nothing}
      ${
        seat.role === 'observer'
          ? html`<span class="person">${person}</span>`
          : html`<button class="person" @click=${this.#handleName}>${person === '' ? 'Your name?' : person}</button>`
      }
      ${
        seats.length < 2
          ? html`<span>${seatName(seat)}</span>`
          : html`<select
              aria-label="My seat"
              @change=${(event: Event) => emit(this, 'seat-change', { seatId: (event.target as HTMLSelectElement).value })}
            >
              ${seats.map((one) => html`<option value=${one.id} ?selected=${one.id === seat.id}>${seatName(one)}</option>`)}
            </select>`
      }
    </div>`
  }

  #typist(): TemplateResult {
    return html`<label
      >Typing for
      <select aria-label="Typing for" @change=${this.#handleTypist}>
        <option value=${CHAIR} ?selected=${this.onBehalfOf === null}>the facilitator</option>
        <option value=${NOBODY} ?selected=${this.onBehalfOf === NOBODY}>nobody</option>
        ${this.delegations
          .filter(({ rights }) => rights.propose)
          .map(({ code, name }) => html`<option value=${code} ?selected=${code === this.onBehalfOf}>${code} · ${name}</option>`)}
      </select></label
    >`
  }

  #handleName = (): void => this.renderRoot.querySelector('chapeau-name-dialog')?.show()

  #handleRecord = (): void => this.renderRoot.querySelector('chapeau-record-dialog')?.show()

  #handleTypist = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement
    emit(this, 'typist-change', { principal: value === CHAIR ? null : value })
  }
}

/** Close codes 44xx in words (shared/protocol/messages.ts). */
function stopReason(code: number): string {
  switch (code) {
    case 4401:
      return 'Your seat has ended. Open your invitation again'
    case 4403:
      return 'This seat may not open the text'
    case 4404:
      return 'The text is no longer here'
    case 4413:
      return 'The server refused a message as too large'
    default:
      return `The server closed the connection (${code})`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-status-bar': ChapeauStatusBar
  }
}
