// Where an operator calls a meeting: its name and how it decides. Everything else is set up on the meeting's own page.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, state } from 'lit/decorators.js'
import type { MeAnswer, MeetingAnswer, Problem } from '@chapeau/shared/protocol/api'
import type { MeetingRules } from '@chapeau/shared/policy'
import { getJson, postJson } from '../connection/http.ts'
import { count } from '../page/names.ts'
import { base } from '../styles/base.ts'
import './notice-page.ts'
import { DECIDE_NAMES } from './setup-names.ts'
import { setupFrame, setupStyles } from './setup-styles.ts'

@customElement('chapeau-setup-page')
export class ChapeauSetupPage extends LitElement {
  @state() private me: MeAnswer | null = null
  @state() private meetings: readonly MeetingAnswer[] = []
  @state() private problem: Problem | null = null
  @state() private busy = false
  @state() private fault = ''

  static override styles = [
    base,
    setupStyles,
    setupFrame,
    css`
      form {
        display: grid;
        gap: 18px;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 8px;
      }
      legend {
        padding: 0;
        margin-bottom: 6px;
      }
      .choice {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 10px;
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--round);
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--ink);
      }
      .choice input {
        min-height: 0;
        margin: 3px 0 0;
        accent-color: var(--ink);
      }
      .choice small {
        grid-column: 2;
        font: 400 13px/1.45 var(--sans);
        color: var(--ink-2);
      }
      .foot {
        margin: 0;
      }
      .rows a {
        color: inherit;
        font-weight: 560;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    document.title = 'Set up a meeting · Chapeau'
    void this.#load()
  }

  override render(): TemplateResult {
    const { problem, me } = this
    if (problem !== null && problem.status !== 401)
      return html`<chapeau-notice-page heading=${problem.title} text=${problem.detail ?? ''} again="Try again" home></chapeau-notice-page>`
    if (problem === null && me === null) return html`<chapeau-notice-page busy heading="One moment…"></chapeau-notice-page>`
    if (me?.operator !== true)
      return html`<chapeau-notice-page
        heading="Meetings are set up by the operator"
        text="Open the operator’s link, which the server prints when it starts for the first time. A facilitator sets up the own meeting from “My meetings”."
        home
      ></chapeau-notice-page>`
    return html`<main>
      <a class="name" href="/">Chapeau <span aria-hidden="true">ˆ</span><span class="sr">: my meetings</span></a>
      <h1>Set up a meeting</h1>
      ${this.#form()} ${this.#list()}
    </main>`
  }

  #form(): TemplateResult {
    return html`<form class="card" @submit=${this.#handleSubmit}>
      ${this.fault === '' ? nothing : html`<p class="notice alarm" role="alert">${this.fault}</p>`}
      <label
        >Name of the meeting
        <input name="name" required maxlength="200" autofocus autocomplete="off" placeholder="Working group on shared harbours" />
      </label>
      <fieldset>
        <legend class="label">How brackets are decided</legend>
        ${(['consensus', 'chair'] as const).map(
          (rule) =>
            html`<label class="choice"
              ><input type="radio" name="decide" value=${rule} ?checked=${rule === 'consensus'} />${DECIDE_NAMES[rule].name}
              <small>${DECIDE_NAMES[rule].says}</small></label
            >`,
        )}
      </fieldset>
      <div class="foot"><button class="main" aria-disabled=${this.busy}>${this.busy ? 'Calling it…' : 'Go on to delegations'}</button></div>
    </form>`
  }

  #list(): TemplateResult | typeof nothing {
    if (this.meetings.length === 0) return nothing
    return html`<section class="card" aria-labelledby="meetings">
      <h2 id="meetings">Meetings on this server</h2>
      <ul class="rows">
        ${this.meetings.map(
          ({ id, name, delegations, texts }) =>
            html`<li>
              <a class="grow" href=${`/m/${encodeURIComponent(id)}`}>${name}</a
              ><span class="say">${count(delegations.length, 'delegation')} · ${count(texts.length, 'text')}</span>
            </li>`,
        )}
      </ul>
    </section>`
  }

  #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (this.busy) return
    const data = new FormData(event.target as HTMLFormElement)
    const decide: MeetingRules['decide'] = data.get('decide') === 'chair' ? 'chair' : 'consensus'
    const named = data.get('name')
    const name = typeof named === 'string' ? named.trim() : ''
    if (name === '') {
      this.fault = 'Give the meeting a name.'
      return
    }
    this.busy = true
    this.fault = ''
    const made = await postJson<MeetingAnswer>('/api/meetings', { name, rules: { decide } })
    this.busy = false
    if (made.ok) location.assign(`/m/${encodeURIComponent(made.value.id)}`)
    else this.fault = [made.problem.title, made.problem.detail].filter(Boolean).join('. ')
  }

  async #load(): Promise<void> {
    const me = await getJson<MeAnswer>('/api/me')
    if (!me.ok) {
      this.problem = me.problem
      return
    }
    if (me.value.operator) {
      const meetings = await getJson<MeetingAnswer[]>('/api/meetings')
      if (meetings.ok) this.meetings = meetings.value
      else this.problem = meetings.problem
    }
    this.me = me.value
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-page': ChapeauSetupPage
  }
}
