// Invitations that a meeting has given out: whom for, since when, ended or not; and new ones for the desk and observers.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Delegation, Role } from '@chapeau/shared/policy'
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { ROLE_NAMES, when } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { ask } from './setup-events.ts'
import { inOrder } from './setup-invitees.ts'
import { inviteeName } from './setup-names.ts'
import { setupStyles } from './setup-styles.ts'

/** How long a link gives seats; '' until it is ended. */
const VALID: readonly (readonly [string, string])[] = [
  ['7', 'a week'],
  ['30', 'a month'],
  ['90', 'three months'],
  ['365', 'a year'],
  ['', 'as long as it is not ended'],
]
const ROLES: readonly Role[] = ['chair', 'secretariat', 'delegate', 'observer']

@customElement('chapeau-setup-invitations')
export class ChapeauSetupInvitations extends LitElement {
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) invitations: readonly InvitationAnswer[] = []
  @property({ type: Boolean }) busy = false
  @state() private chosen: Role = 'observer'
  /** Id of the invitation that a second press ends. */
  @state() private ending: string | null = null

  static override styles = [
    base,
    setupStyles,
    css`
      :host {
        display: block;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 10px;
      }
      form label {
        flex: 1 1 170px;
      }
      .rows {
        margin-top: 14px;
      }
      .none {
        margin-top: 14px;
      }
      .ended {
        color: var(--ink-3);
      }
      .ended b {
        text-decoration: line-through;
      }
      b {
        font-weight: 560;
      }
      button.alarm {
        color: var(--alarm);
        border-color: var(--alarm);
        background: var(--alarm-bg);
      }
    `,
  ]

  override render(): TemplateResult {
    const { delegations, invitations } = this
    // A delegate speaks for a delegation; an observer may belong to one; the desk never does.
    const asks = this.chosen === 'delegate' || this.chosen === 'observer'
    return html`<section class="card" aria-labelledby="invitations">
      <h2 id="invitations">Invitations</h2>
      <p class="lead">One link can seat several people of the same delegation. Ending an invitation takes the seats it gave.</p>
      <form @submit=${this.#handleSubmit}>
        <label
          >Role
          <select name="role" @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value as Role)}>
            ${ROLES.map((role) => html`<option value=${role} .selected=${role === this.chosen}>${ROLE_NAMES[role]}</option>`)}
          </select>
        </label>
        <label
          >Delegation
          <select name="delegation" ?disabled=${!asks} ?required=${this.chosen === 'delegate'}>
            <option value="">${this.chosen === 'delegate' ? 'Choose…' : 'None'}</option>
            ${asks ? delegations.map(({ code, name }) => html`<option value=${code}>${code} · ${name}</option>`) : nothing}
          </select>
        </label>
        <label
          >Gives seats for
          <select name="days">
            ${VALID.map(([days, name]) => html`<option value=${days} .selected=${days === '90'}>${name}</option>`)}
          </select>
        </label>
        <button aria-disabled=${this.busy}>Make an invitation</button>
      </form>
      ${
        invitations.length === 0
          ? html`<p class="none">No invitation yet. People come in by the links you make here or beside each delegation.</p>`
          : html`<ul class="rows">
              ${repeat(
                inOrder(invitations),
                ({ id }) => id,
                (invitation) => this.#row(invitation),
              )}
            </ul>`
      }
    </section>`
  }

  #row(invitation: InvitationAnswer): TemplateResult {
    const { id, createdAt, revokedAt, expiresAt } = invitation
    const name = inviteeName(invitation)
    const now = new Date()
    const ending = this.ending === id
    return html`<li class=${revokedAt === null ? '' : 'ended'}>
      <span class="grow"><b>${name}</b></span>
      <span class="say"
        >${revokedAt === null ? html`made ${time(createdAt, now)}${expiryOf(expiresAt, now)}` : html`ended ${time(revokedAt, now)}`}</span
      >
      ${
        revokedAt === null
          ? html`<button
              class=${ending ? 'alarm' : 'quiet'}
              aria-label=${ending ? `Really end the invitation of ${name}` : `End the invitation of ${name}`}
              aria-disabled=${this.busy}
              @blur=${() => (this.ending = null)}
              @click=${() => this.#end(id)}
            >
              ${ending ? 'Really end it' : 'End'}
            </button>`
          : nothing
      }
    </li>`
  }

  #end(id: string): void {
    if (this.busy) return
    if (this.ending !== id) {
      this.ending = id
      return
    }
    this.ending = null
    ask(this, 'invitation-revoke', { id })
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (this.busy) return
    const form = new FormData(event.target as HTMLFormElement)
    const delegation = form.get('delegation')
    const days = form.get('days')
    ask(this, 'invitations-make', {
      wishes: [
        {
          role: this.chosen,
          delegation: typeof delegation === 'string' && delegation !== '' ? delegation : null,
          days: days === '' ? null : Number(days),
        },
      ],
    })
  }
}

function expiryOf(expiresAt: string | null, now: Date): TemplateResult | typeof nothing {
  if (expiresAt === null) return nothing
  const over = new Date(expiresAt) <= now
  return over ? html`, gave seats until ${time(expiresAt, now)}` : html`, gives seats until ${time(expiresAt, now)}`
}

function time(at: string, now: Date): TemplateResult {
  return html`<time datetime=${at}>${when(new Date(at), now)}</time>`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-invitations': ChapeauSetupInvitations
  }
}
