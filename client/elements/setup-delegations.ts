// The delegations of a meeting: find and add, change, invite. Shows and asks; the page acts.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Delegation } from '@chapeau/shared/policy'
import type { InvitationAnswer } from '@chapeau/shared/protocol/api'
import { count } from '../page/names.ts'
import { base } from '../styles/base.ts'
import './setup-delegation-form.ts'
import type { ChapeauDelegationForm } from './setup-delegation-form.ts'
import { ask } from './setup-events.ts'
import { formFrom } from './setup-form.ts'
import { invitationsFor, uninvited } from './setup-invitees.ts'
import { PRESET_NAMES } from './setup-names.ts'
import './setup-party-search.ts'
import { setupStyles } from './setup-styles.ts'

@customElement('chapeau-setup-delegations')
export class ChapeauSetupDelegations extends LitElement {
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) invitations: readonly InvitationAnswer[] = []
  @property({ type: Boolean }) busy = false

  static override styles = [
    base,
    setupStyles,
    css`
      :host {
        display: block;
      }
      .rows {
        margin-top: 14px;
      }
      .none {
        margin-top: 14px;
      }
      .do {
        display: flex;
        gap: 6px;
        margin-inline-start: auto;
      }
      .say.not {
        color: var(--ink-3);
      }
    `,
  ]

  override render(): TemplateResult {
    const { delegations } = this
    const without = uninvited(delegations, this.invitations)
    return html`<section class="card" aria-labelledby="delegations">
      <div class="head">
        <h2 id="delegations">Delegations</h2>
        ${
          without.length < 2
            ? nothing
            : html`<button aria-disabled=${this.busy} @click=${() => this.#invite(without)}>
                Invite the ${without.length} not yet invited
              </button>`
        }
      </div>
      <p class="lead">${delegations.length === 0 ? 'Who takes part, under which code.' : count(delegations.length, 'delegation')}</p>
      <chapeau-party-search
        .delegations=${delegations}
        .busy=${this.busy}
        @own-open=${(event: HTMLElementEventMap['own-open']) => this.#form().show(formFrom(event.detail.typed), null)}
      ></chapeau-party-search>
      ${
        delegations.length === 0
          ? html`<p class="none">Nobody yet. Type a name or a code above; the UN Members and the usual groups are in the list.</p>`
          : html`<ul class="rows">
              ${repeat(
                delegations,
                ({ code }) => code,
                (delegation) => this.#row(delegation),
              )}
            </ul>`
      }
      <chapeau-delegation-form .delegations=${delegations}></chapeau-delegation-form>
    </section>`
  }

  #row(delegation: Delegation): TemplateResult {
    const { code, name, preset, members } = delegation
    const invited = invitationsFor(this.invitations, code)
    const extra = [
      ...(preset === 'member' ? [] : [PRESET_NAMES[preset].name.toLowerCase()]),
      ...(members.length === 0 ? [] : [count(members.length, 'member')]),
    ]
    return html`<li>
      <span class="code">${code}</span>
      <span class="grow">${name} ${extra.length === 0 ? nothing : html`<span class="say">· ${extra.join(' · ')}</span>`}</span>
      <span class="say ${invited === 0 ? 'not' : ''}">${invited === 0 ? 'not invited' : count(invited, 'invitation')}</span>
      <span class="do">
        <button class="quiet" aria-label=${`Change ${name}`} @click=${() => this.#form().show({ code, name, preset }, delegation)}>
          Change
        </button>
        <button aria-label=${`Invite ${name}`} aria-disabled=${this.busy} @click=${() => this.#invite([delegation])}>Invite</button>
      </span>
    </li>`
  }

  #form(): ChapeauDelegationForm {
    return this.renderRoot.querySelector('chapeau-delegation-form')!
  }

  #invite(delegations: readonly Delegation[]): void {
    if (this.busy) return
    ask(this, 'invitations-make', { wishes: delegations.map(({ code }) => ({ role: 'delegate' as const, delegation: code })) })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-delegations': ChapeauSetupDelegations
  }
}
