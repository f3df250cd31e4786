// The right pane for one bracket: what it is, who stands where, what I may do, what happened.
// It shows a view and sends presses up; it decides nothing.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { keyed } from 'lit/directives/keyed.js'
import { classMap } from 'lit/directives/class-map.js'
import type { Principal } from '@chapeau/shared/ids'
import type { Delegation } from '@chapeau/shared/policy'
import type { Reading } from '@chapeau/shared/text/read'
import type { Alternative, BracketView, StandEntry, StandGroup } from '../page/bracket.ts'
import type { Wish } from '../connection/acts.ts'
import type { Button, Buttons, Choice } from '../page/buttons.ts'
import type { ConditionPlace } from '../page/conditions.ts'
import type { TextActions } from '../page/ladder.ts'
import type { HistoryItem } from '../page/history.ts'
import type { Hue } from '../page/hues.ts'
import { BECAUSE_NAMES, codeName, count, partyName, when } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { overLabel, type PressAnswer } from './answer.ts'
import { askFields, wishAsked, type Asked } from './bracket-ask.ts'
import { emit } from './events.ts'
import './stand-terms.ts'
import { wordsOf } from './pieces.ts'

const NO_BUTTONS: Buttons = { decide: [], stand: [], own: [] }

@customElement('chapeau-bracket-panel')
export class ChapeauBracketPanel extends LitElement {
  @property({ attribute: false }) view: BracketView | null = null
  @property({ attribute: false }) brackets: Reading['brackets'] = new Map()
  @property({ attribute: false }) buttons: Buttons = NO_BUTTONS
  @property({ attribute: false }) history: readonly HistoryItem[] = []
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  @property({ attribute: false }) answer: PressAnswer | null = null
  /** The button whose act is on its way; null for none. */
  @property({ attribute: false }) busy: string | null = null
  /** What can be put into a package here, and how much is in it. */
  @property({ attribute: false }) choices: readonly Choice[] = []
  @property({ type: Number }) packing = 0
  /** The desk's last decision, to be taken back; null for none. */
  @property({ attribute: false }) undo: TextActions['undo'] = null
  /** Why it could not be taken back. */
  @property() refusal = ''
  /** What a stand on it can hang on. */
  @property({ attribute: false }) conditions: () => readonly ConditionPlace[] = () => []
  @state() private asking: Button | null = null
  /** What is the matter with the words that were asked for. */
  @state() private problem = ''
  @state() private said = ''

  static override styles = [base, panelStyles]

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view') && changed.get('view')?.bid !== this.view?.bid) this.#open(null)
    // Words stay in their fields until they have arrived.
    if (this.asking !== null && changed.get('busy') === this.asking.id && this.busy === null && this.answer === null) {
      const { asks } = this.asking
      this.#open(null)
      this.said = asks === 'ask' ? 'Asked. The answers are listed under Offers and packages.' : ''
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    if (view === null) return nothing
    return html`<section class="card" data-hue=${this.hueOf(view.holder)} aria-labelledby="title">
      <div class="top">
        <h2>Bracket ${view.position} of ${view.total}</h2>
        <button class="quiet close" aria-label="Close the bracket" @click=${() => emit(this, 'bracket-select', { bid: null })}>✕</button>
      </div>
      ${this.#head(view)}
      <blockquote dir="auto">${wordsOf(view.pieces, this.brackets, this.hueOf)}</blockquote>
      ${view.rationale === '' ? nothing : html`<p class="rationale"><b>Why:</b> ${view.rationale}</p>`}
      ${view.because === null ? nothing : html`<p class="rationale"><b>In brackets for:</b> ${BECAUSE_NAMES[view.because]}</p>`}
      ${view.remark === '' ? nothing : html`<p class="rationale"><b>For the desk only:</b> ${view.remark}</p>`} ${this.#alternatives(view)}
      ${this.#set(view)} ${this.#stands(view.stands)} ${this.#answer()} ${this.#buttons()} ${this.#history()}
    </section>`
  }

  #head(view: BracketView): TemplateResult {
    const { holder, sponsors, proposer, since, nested, withdrawnBy, unconfirmed } = view
    const facts = [
      since === null ? '' : `since ${when(since.at, new Date())}${since.person === '' ? '' : `, by ${since.person}`}`,
      holder === proposer ? '' : `first proposed by ${partyName(proposer, this.delegations)}`,
      unconfirmed ? `not confirmed by ${codeName(holder)} yet` : '',
      nested === 0 ? '' : `${count(nested, 'bracket')} inside`,
    ].filter((fact) => fact !== '')
    return html`<div class="title">
        <span class="chip" title=${partyName(holder, this.delegations)}>${codeName(holder)}</span>
        ${sponsors.map(
          (code) =>
            html`<span class="chip" data-hue=${this.hueOf(code)} title=${partyName(code, this.delegations)}>${codeName(code)}</span>`,
        )}
        <h3 id="title">${view.title}</h3>
      </div>
      ${facts.length === 0 ? nothing : html`<p class="meta">${facts.join(' · ')}</p>`}
      ${
        withdrawnBy === null
          ? nothing
          : html`<p class="notice">Withdrawn by ${codeName(withdrawnBy)}. It falls unless someone who leans on it maintains it.</p>`
      }`
  }

  #alternatives({ alternatives, replace }: BracketView): TemplateResult | typeof nothing {
    if (alternatives.length === 0) return nothing
    return html`<h2>${replace ? 'One decision' : 'For one place'}</h2>
      <ul class="alternatives">
        ${alternatives.map((one) => this.#alternative(one, replace))}
      </ul>
      ${replace ? nothing : html`<div class="do">${this.#beside('Side by side…')}</div>`}`
  }

  #beside(label: string): TemplateResult {
    return html`<button @click=${() => emit(this, 'tool-open', { tool: 'alternatives' })}>${label}</button>`
  }

  #set({ set, bid }: BracketView): TemplateResult | typeof nothing {
    if (set.length === 0) return nothing
    const at = set.findIndex(({ bids }) => bids.includes(bid)) + 1
    return html`<h2>One proposal at ${set.length} places</h2>
      <div class="places" role="group" aria-label="Places of this proposal">
        ${set.map(
          ({ bracket }, i) =>
            html`<button
              class="quiet"
              aria-current=${i + 1 === at ? 'true' : nothing}
              aria-label=${`Place ${i + 1} of ${set.length}`}
              @click=${() => emit(this, 'bracket-select', { bid: bracket.bid })}
            >
              ${i + 1}
            </button>`,
        )}
      </div>`
  }

  #alternative(one: Alternative, replace: boolean): TemplateResult {
    const name = replace ? (one.kind === 'del' ? 'Delete' : 'Insert') : one.name
    return html`<li data-hue=${this.hueOf(one.holder)} aria-current=${one.selected ? 'true' : nothing}>
      <button class="quiet" @click=${() => emit(this, 'bracket-select', { bid: one.bid })}>
        <span class="k">${name}</span><span class="w" dir="auto">${one.words === '' ? 'no words yet' : one.words}</span>
        <span class="code">${codeName(one.holder)}</span>
      </button>
    </li>`
  }

  #stands(stands: readonly StandGroup[]): TemplateResult | typeof nothing {
    if (stands.length === 0) return nothing
    return html`<dl class="stands">
      ${stands.map(
        ({ stance, name, entries }) =>
          html`<dt>${name}</dt>
            <dd class=${stance}>${entries.map((entry) => this.#stand(entry))}</dd>`,
      )}
    </dl>`
  }

  #stand({ principal, earlier, reason, audience, condition }: StandEntry): TemplateResult {
    const title = `${partyName(principal, this.delegations)}${reason === '' ? '' : `: “${reason}”`}`
    return html`<span class=${classMap({ earlier })} title=${title}
      >${codeName(principal)}${audience === 'room' ? nothing : html` <small>${audience === 'chair' ? 'to the facilitator' : 'ours only'}</small>`}${condition === '' ? nothing : html` <small>${condition}</small>`}${earlier ? html` <small>to an earlier wording</small>` : nothing}</span
    >`
  }

  #answer(): TemplateResult {
    return html`<div role="status" class="answer">${this.#answerText()}</div>`
  }

  #answerText(): TemplateResult | typeof nothing {
    const { answer, said } = this
    if (answer === null) return said === '' ? nothing : html`<p class="notice">${said}</p>`
    if (answer.kind === 'changed') {
      return html`<p class="notice alarm">
        <b>Nothing was decided: the words have changed.</b> They now read:
        <q dir="auto">${answer.words}</q>
      </p>`
    }
    if (answer.kind === 'objection') return html`<p class="notice">${answer.message}</p>`
    return html`<p class="notice alarm">${answer.message}</p>`
  }

  #buttons(): TemplateResult {
    const { decide, stand, own } = this.buttons
    const reasons = [...new Set([...decide, ...stand, ...own].flatMap(({ permission }) => (permission.ok ? [] : [permission.message])))]
    return html`<div class="do" role="group" aria-label="Step through">
        <button class="main" aria-keyshortcuts="J" @click=${() => emit(this, 'bracket-step', { step: 1 })}>
          Next <kbd aria-hidden="true">J</kbd>
        </button>
        <button aria-keyshortcuts="K" @click=${() => emit(this, 'bracket-step', { step: -1 })}>
          Previous <kbd aria-hidden="true">K</kbd>
        </button>
      </div>
      ${this.#undo()}
      ${
        decide.length === 0
          ? nothing
          : html`<div class="do" role="group" aria-label="Decide">${decide.map((button) => this.#button(button, reasons))}</div>`
      }
      ${
        stand.length === 0
          ? nothing
          : html`<div class="do" role="group" aria-label="Our stand">${stand.map((button) => this.#button(button, reasons))}</div>
              ${stand.some(({ permission }) => permission.ok) ? keyed(this.view?.bid, html`<chapeau-stand-terms .places=${this.conditions}></chapeau-stand-terms>`) : nothing}`
      }
      ${
        own.length === 0
          ? nothing
          : html`<div class="do" role="group" aria-label="Our proposal">
              ${own.map((button) => this.#button(button, reasons))}
              ${decide.length > 0 && this.view?.alternatives.length === 0 ? this.#beside('Group with others…') : nothing}
            </div>`
      }
      ${this.#packing()} ${reasons.map((reason, i) => html`<p class="why" id=${`why-${i}`}>${reason}</p>`)} ${this.#ask()}`
  }

  /** Beside the bracket that has come next: whoever has just decided about the one before may have slipped. */
  #undo(): TemplateResult | typeof nothing {
    const { undo } = this
    if (undo === null || !undo.permission.ok) return nothing
    return html`${this.refusal === '' ? nothing : html`<p class="notice alarm" role="status">${this.refusal}</p>`}
      <div class="do wide" role="group" aria-label="The last decision">
        <button aria-keyshortcuts="U" @click=${() => emit(this, 'decision-undo', null)}>
          <span>Undo the last decision <small>no. ${undo.seq}</small></span> <kbd aria-hidden="true">U</kbd>
        </button>
      </div>`
  }

  #button(button: Button, reasons: readonly string[]): TemplateResult {
    const { id, label, key, permission, pressed } = button
    const over = this.answer?.kind === 'objection' && this.answer.buttonId === id ? this.answer.objectors : []
    const why = permission.ok ? nothing : `why-${reasons.indexOf(permission.message)}`
    return html`<button
      class=${over.length > 0 ? 'over' : ''}
      data-act=${id}
      aria-keyshortcuts=${key ?? nothing}
      aria-disabled=${permission.ok && this.busy === null ? nothing : 'true'}
      aria-describedby=${why}
      aria-pressed=${id.startsWith('stand-') ? (pressed ? 'true' : 'false') : nothing}
      @click=${() => this.#press(button, over)}
    >
      ${this.busy === id ? 'One moment…' : overLabel(label, over)} ${key === null ? nothing : html`<kbd aria-hidden="true">${key}</kbd>`}
    </button>`
  }

  #open(button: Button | null): void {
    this.asking = button
    this.problem = ''
    this.said = ''
  }

  /** Opens the fields of a button that asks for words first, and puts the keyboard there. */
  async ask(button: Button): Promise<void> {
    this.#press(button, [])
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.ask [name]')?.focus()
  }

  /** Puts the keyboard on one of its buttons. */
  focusAct(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-act="${CSS.escape(id)}"]`)?.focus()
  }

  #press(button: Button, over: readonly Principal[]): void {
    if (!button.permission.ok || this.busy !== null) return
    if (button.wish?.act === 'stand') this.#takeStand(button, button.wish)
    else if (button.asks === null) emit(this, 'button-press', { button, over })
    else this.#open(button)
  }

  /** Decisions to be put together with others and offered as one. */
  #packing(): TemplateResult | typeof nothing {
    if (this.choices.length === 0) return nothing
    return html`<details>
      <summary>Into a package…</summary>
      <div class="do" role="group" aria-label="Into a package">
        ${this.choices.map(
          ({ label, decision }) => html`<button @click=${() => emit(this, 'package-put', { decision })}>${label}</button>`,
        )}
        ${this.packing === 0 ? nothing : html`<button class="main" @click=${() => emit(this, 'tool-open', { tool: 'offers' })}>${count(this.packing, 'decision')}: look and offer</button>`}
      </div>
    </details>`
  }

  /** Its terms are those in the fields beneath the buttons. */
  #takeStand(button: Button, wish: Extract<Wish, { act: 'stand' }>): void {
    const terms = this.renderRoot.querySelector('chapeau-stand-terms')?.take() ?? {}
    emit(this, 'button-press', { button: { ...button, wish: wish.stance === null ? wish : { ...wish, ...terms } }, over: [] })
  }

  #ask(): TemplateResult | typeof nothing {
    const { asking, asked, problem } = this
    if (asking?.asks == null || asked === null) return nothing
    return html`<form class="ask" @submit=${this.#handleAsked}>
      ${problem === '' ? nothing : html`<p class="notice alarm" role="alert">${problem}</p>`} ${askFields(asking.asks, asked)}
      <div class="foot">
        <button type="button" class="quiet" @click=${() => this.#open(null)}>Cancel</button>
        <button class="main">${asking.asks === 'ask' ? 'Ask' : 'Save'}</button>
      </div>
    </form>`
  }

  private get asked(): Asked | null {
    const { view, delegations, choices } = this
    return view === null ? null : { view, delegations, choices }
  }

  #handleAsked = (event: SubmitEvent): void => {
    event.preventDefault()
    const { asking, asked } = this
    if (asking?.asks == null || asked === null) return
    const answer = wishAsked(asking.asks, new FormData(event.target as HTMLFormElement), asked)
    this.problem = answer.ok ? '' : answer.message
    if (answer.ok) emit(this, 'button-press', { button: { ...asking, wish: answer.wish }, over: [] })
  }

  #history(): TemplateResult | typeof nothing {
    if (this.history.length === 0) return nothing
    const now = new Date()
    return html`<h2>What happened</h2>
      <ul class="feed">
        ${this.history.map(
          ({ at, who, says }) =>
            html`<li>
              <time datetime=${at.toISOString()}>${when(at, now)}</time><span><b>${who}</b> ${says}</span>
            </li>`,
        )}
      </ul>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-bracket-panel': ChapeauBracketPanel
  }
}
