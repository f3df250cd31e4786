// The right pane with nothing selected: what one can do here, by role, and the desk's acts on the whole text.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Role } from '@chapeau/shared/policy'
import type { TextStatus } from '@chapeau/shared/text/meta'
import type { TextActions, TextStep } from '../page/ladder.ts'
import { count } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-guide-panel')
export class ChapeauGuidePanel extends LitElement {
  @property() seatRole: Role = 'observer'
  @property({ attribute: false }) status: TextStatus = 'preparation'
  @property({ attribute: false }) brackets = 0
  /** Why this seat cannot write here; empty when it can. */
  @property() closed = ''
  @property({ attribute: false }) actions: TextActions = { steps: [], reopen: null, caveat: null, undo: null }
  @property() refusal = ''
  /** The act that a second press does. */
  @state() private asked: TextStep['wish']['act'] | 'reopen' | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      h3 {
        font: 600 17px/1.35 var(--serif);
        margin: 0 0 8px;
      }
      p {
        color: var(--ink-2);
        margin: 0 0 12px;
      }
      ul {
        margin: 0 0 18px;
        padding: 0;
        list-style: none;
        color: var(--ink-2);
      }
      li {
        padding: 7px 0;
        border-top: 1px solid var(--line);
      }
      li b {
        color: var(--ink);
        font-weight: 560;
      }
      .legend span {
        font: 16px/1.5 var(--serif);
        color: var(--ink);
      }
      .why {
        font-size: 12.5px;
        color: var(--ink-3);
        margin: -2px 0 8px;
      }
      form {
        display: grid;
        gap: 8px;
      }
      .add {
        text-decoration: underline 1.5px;
        text-underline-offset: 4px;
      }
      .cut {
        text-decoration: line-through 1.5px;
      }
      @media (min-width: 900px) {
        .close {
          display: none;
        }
      }
      .one {
        grid-template-columns: 1fr;
      }
    `,
  ]

  override render(): TemplateResult {
    return html`<section class="card" aria-label="What you can do here">
      <div class="top">
        <h2>No bracket selected</h2>
        <button class="quiet close" aria-label="Close" @click=${() => emit(this, 'side-toggle', null)}>✕</button>
      </div>
      <h3>${this.brackets === 0 ? 'No open brackets' : count(this.brackets, 'open bracket')}</h3>
      ${this.closed === '' ? nothing : html`<p class="notice">${this.closed}</p>`} ${this.#advice()}
      <div class="do one">
        <button class="main" ?disabled=${this.brackets === 0} @click=${() => emit(this, 'bracket-step', { step: 1 })}>
          First bracket <kbd aria-hidden="true">J</kbd>
        </button>
      </div>
      ${this.#desk()}
      <h2>How to read it</h2>
      <ul class="legend">
        <li><span class="add">words</span> proposed to be added</li>
        <li><span class="cut">words</span> proposed to be deleted</li>
        <li><span>[words]</span> reserved: standing, but not agreed</li>
        <li><span>[ ]</span> a placeholder</li>
      </ul>
    </section>`
  }

  #advice(): TemplateResult {
    if (this.seatRole === 'observer')
      return html`<p>You are watching. Press a bracket to see who proposed it and where delegations stand.</p>`
    if (this.seatRole === 'delegate') {
      return html`<ul>
        <li><b>Type</b> in the text: your words stand in brackets under your name.</li>
        <li><b>Delete</b> words: this becomes your proposal to delete them.</li>
        <li><b>Type over</b> a selection: this proposes a replacement.</li>
        <li><b>Press</b> a bracket: join it, support it or oppose it.</li>
      </ul>`
    }
    return this.status === 'preparation'
      ? html`<p>The text is in preparation: you edit it freely and delegations cannot propose yet. Issue it when it is ready.</p>`
      : html`<p>
          Press a bracket or step through with J and K. What you type is the facilitator’s proposal; standing words change by decisions
          only.
        </p>`
  }

  #desk(): TemplateResult | typeof nothing {
    const { steps, reopen, caveat, undo } = this.actions
    if (steps.length === 0 && reopen === null && undo === null) return nothing
    return html`<h2>The text</h2>
      ${this.refusal === '' ? nothing : html`<p class="notice alarm" role="status">${this.refusal}</p>`}
      <div class="do one" role="group" aria-label="The text">
        ${steps.map((step) => this.#step(step))} ${reopen === null ? nothing : this.#reopen(reopen.ok)}
        ${
          caveat === null
            ? nothing
            : html`<button
                aria-pressed=${caveat.on ? 'true' : 'false'}
                @click=${() => caveat.permission.ok && emit(this, 'wish-make', { wish: { act: 'caveat', on: !caveat.on } })}
              >
                Print “Nothing is agreed until everything is agreed”
              </button>`
        }
        ${
          undo === null
            ? nothing
            : html`<button
                aria-disabled=${undo.permission.ok ? nothing : 'true'}
                @click=${() => undo.permission.ok && emit(this, 'decision-undo', null)}
              >
                Undo the last decision <small>no. ${undo.seq}</small>
              </button>`
        }
      </div>`
  }

  #step(step: TextStep): TemplateResult | typeof nothing {
    const { wish, name, warns, sure, permission } = step
    if (this.asked !== null && this.asked !== wish.act) return nothing
    if (this.asked === null) {
      return html`<button
          aria-disabled=${permission.ok ? nothing : 'true'}
          title=${permission.ok ? nothing : permission.message}
          @click=${() => permission.ok && (this.asked = wish.act)}
        >
          ${name}</button
        >${permission.ok ? nothing : html`<p class="why">${permission.message}</p>`}`
    }
    return html`<p>${warns}</p>
      <button class="main" @click=${() => this.#do(step)}>${sure}</button>
      <button @click=${() => (this.asked = null)}>Not yet</button>`
  }

  #reopen(allowed: boolean): TemplateResult {
    if (this.asked !== 'reopen') {
      return html`<button aria-disabled=${allowed ? nothing : 'true'} @click=${() => allowed && (this.asked = 'reopen')}>
        Reopen the text…
      </button>`
    }
    return html`<form @submit=${this.#handleReopen}>
      <label>Why, for the record <input name="reason" required maxlength="2000" autocomplete="off" /></label>
      <button class="main">Reopen the text</button>
      <button type="button" @click=${() => (this.asked = null)}>Not yet</button>
    </form>`
  }

  #do({ wish }: TextStep): void {
    this.asked = null
    emit(this, 'wish-make', { wish })
  }

  #handleReopen = (event: SubmitEvent): void => {
    event.preventDefault()
    const reason = new FormData(event.target as HTMLFormElement).get('reason')
    this.asked = null
    if (typeof reason === 'string') emit(this, 'wish-make', { wish: { act: 'reopen', target: null, reason } })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-guide-panel': ChapeauGuidePanel
  }
}
