// The texts of a meeting, each with the way in, and the form that brings in a new one.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Delegation } from '@chapeau/shared/policy'
import { customElement, property, state } from 'lit/decorators.js'
import type { SeatAnswer, TextSummary } from '@chapeau/shared/protocol/api'
import { base } from '../styles/base.ts'
import './import/text.ts'
import { setupStyles } from './setup-styles.ts'

const STATUS = {
  preparation: 'in preparation',
  issued: 'under negotiation',
  silent: 'under silence',
  adref: 'agreed ad ref',
  adopted: 'adopted',
} as const

@customElement('chapeau-setup-texts')
export class ChapeauSetupTexts extends LitElement {
  @property({ attribute: false }) texts: readonly TextSummary[] = []
  @property({ attribute: false }) seat: SeatAnswer | null = null
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ type: Boolean }) busy = false
  /** Why the last import failed; empty when it did not. */
  @property() failure = ''
  /** Of the meeting. */
  @property() meetingId = ''
  /** Whether the form for a new text is open. */
  @state() private importing = false
  /** Whether files that came back are worked through; loaded when they first are. */
  @state() private returning = false

  static override styles = [
    base,
    setupStyles,
    css`
      :host {
        display: block;
      }
      .rows {
        margin-top: 8px;
      }
      .rows b {
        font: 600 16px/1.35 var(--serif);
      }
      .rows a {
        color: var(--ink);
      }
      .none {
        margin-top: 12px;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      h3 {
        font: 600 15px/1.35 var(--sans);
        margin: 22px 0 12px;
        padding-top: 18px;
        border-top: 1px solid var(--line);
      }
    `,
  ]

  /** The words are in: the form and what was in it can go. */
  done(): void {
    void this.#handleClose()
  }

  override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="texts">
      <div class="head">
        <h2 id="texts">Texts</h2>
        ${this.importing || this.returning ? nothing : this.#ways()}
      </div>
      ${
        this.texts.length === 0 && !this.importing
          ? html`<p class="none">No text yet. Bring one in from a Word file or another, or paste its words.</p>`
          : html`<ul class="rows">
              ${this.texts.map((text) => this.#row(text))}
            </ul>`
      }
      ${
        this.importing
          ? html`<h3>New text</h3>
              <chapeau-import-text
                .busy=${this.busy}
                .failure=${this.failure}
                .delegations=${this.delegations}
                .mayIssue=${this.seat !== null}
                @import-close=${this.#handleClose}
              ></chapeau-import-text>`
          : nothing
      }
      ${this.returning ? this.#returned() : nothing}
    </section>`
  }

  #ways(): TemplateResult {
    return html`<span class="ways">
      ${this.texts.length === 0 || this.seat === null ? nothing : html`<button id="returned" @click=${this.#handleReturned}>Files that came back</button>`}
      <button id="new" class=${this.texts.length === 0 ? 'main' : ''} @click=${this.#handleNew}>New text</button>
    </span>`
  }

  #returned(): TemplateResult {
    const { meetingId: id, delegations, texts, seat } = this
    return html`<h3>Files that came back</h3>
      <chapeau-meeting-files
        .meeting=${{ id, delegations, texts }}
        .seat=${seat}
        @files-close=${this.#handleReturnedClose}
      ></chapeau-meeting-files>`
  }

  #row({ id, name, status, revision }: TextSummary): TemplateResult {
    const address = `/t/${encodeURIComponent(id)}${this.seat === null ? '' : `?seat=${encodeURIComponent(this.seat.id)}`}`
    return html`<li>
      <span class="grow"><b>${name}</b></span>
      <span class="say">${revision === '' ? '' : `${revision} · `}${STATUS[status]}</span>
      ${this.seat === null ? nothing : html`<a href=${address} aria-label=${`Open ${name}`}>Open</a>`}
    </li>`
  }

  /** The form's focus is on the words; closing gives it back to the button. */
  #handleNew = async (): Promise<void> => {
    this.importing = true
    await this.updateComplete
    const form = this.renderRoot.querySelector('chapeau-import-text')
    await form?.updateComplete
    form?.renderRoot.querySelector<HTMLElement>('#words')?.focus()
  }

  #handleReturned = async (): Promise<void> => {
    await import('./returns/meeting-files.ts')
    this.returning = true
    await this.updateComplete
    this.renderRoot.querySelector('chapeau-meeting-files')?.focus()
  }

  #handleReturnedClose = async (): Promise<void> => {
    this.returning = false
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#returned')?.focus()
  }

  #handleClose = async (): Promise<void> => {
    this.importing = false
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('#new')?.focus()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-texts': ChapeauSetupTexts
  }
}
