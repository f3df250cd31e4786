// One paragraph in the right pane: where it stands, what is in the way of agreeing it; for the desk its ladder and label,
// for a delegation what it says of it.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Delegation } from '@chapeau/shared/policy'
import type { Reading } from '@chapeau/shared/text/read'
import { codesIn, withForum, type LadderStep, type ParagraphView } from '../page/ladder.ts'
import { codeName, count, partyName, placeName } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { closeLabel } from './answer.ts'
import type { Again } from './decisions.ts'
import { emit } from './events.ts'
import './correction-form.ts'
import './paragraph-voice.ts'

@customElement('chapeau-paragraph-panel')
export class ChapeauParagraphPanel extends LitElement {
  @property({ attribute: false }) view: ParagraphView | null = null
  /** Why the last wish here was refused; empty for none. */
  @property() refusal = ''
  /** What a second press does. */
  @property({ attribute: false }) again: Again | null = null
  /** Forums named so far, the last first. */
  @property({ attribute: false }) forums: readonly string[] = []
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) reading: Reading | null = null
  /** Whether words from elsewhere can be held against it here. */
  @property({ type: Boolean }) pastes = false
  @state() private asking: 'label' | 'reason' | 'slip' | null = null
  /** Where the meeting sits; null until somebody says something else than last time. */
  @state() private forum: string | null = null
  @state() private pending = ''

  static override styles = [
    base,
    panelStyles,
    css`
      .card {
        border-top: 1px solid var(--line);
      }
      h3 {
        margin: 0 0 10px;
      }
      h3 small {
        font-weight: 450;
        color: var(--ink-2);
      }
      .way {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin: 0 0 12px;
      }
      .way button {
        font: 400 14px/1.3 var(--serif);
        min-height: 32px;
        padding: 4px 9px;
        text-align: start;
      }
      details {
        margin: 4px 0 10px;
      }
      summary {
        color: var(--ink-2);
        font-size: 13px;
        cursor: pointer;
        padding: 4px 0;
      }
      details label {
        display: grid;
        gap: 4px;
        margin: 8px 0;
        font-size: 13px;
      }
    `,
  ]

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view') || changed.get('view')?.id === this.view?.id) return
    this.asking = null
    this.pending = ''
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    if (view === null) return nothing
    const { row, steps, voice } = view
    const reasons = [...new Set(steps.flatMap(({ permission }) => (permission.ok ? [] : [permission.message])))]
    return html`<section class="card" aria-labelledby="title">
      <h2>${row.type === 'title' ? 'The text' : row.type === 'heading' ? 'The section' : 'The paragraph'}</h2>
      ${this.#head(view)} ${this.refusal === '' ? nothing : html`<p class="notice alarm" role="status">${this.refusal}</p>`}
      ${view.reopen === null ? (steps.length === 0 ? nothing : this.#steps(view, reasons)) : this.#reopen(view)}
      ${this.#labelAndWords(view)} ${reasons.map((reason, i) => html`<p class="why" id=${`why-${i}`}>${reason}</p>`)}
      ${this.#inTheWay(view)} ${this.#ask(view)}
      ${voice.length === 0 ? nothing : html`<chapeau-paragraph-voice .about=${view.id} .buttons=${voice}></chapeau-paragraph-voice>`}
    </section>`
  }

  #labelAndWords({ relabel, correct }: ParagraphView): TemplateResult | typeof nothing {
    if (relabel === null && correct === null && !this.pastes) return nothing
    return html`<div class="do">
      ${relabel?.ok === true ? html`<button data-act="relabel" @click=${() => (this.asking = 'label')}>Relabel…</button>` : nothing}
      ${correct?.ok === true ? html`<button data-act="correct" @click=${() => (this.asking = 'slip')}>Correct a slip…</button>` : nothing}
      ${this.pastes ? html`<button data-act="pasted" @click=${() => emit(this, 'tool-open', { tool: 'pasted' })}>Compare with pasted words…</button>` : nothing}
    </div>`
  }

  #head({ row, rung, facts }: ParagraphView): TemplateResult {
    const place = row.type === 'title' || row.type === 'heading' ? row.words : placeName(row.label, row.index)
    const { forum, pending, stands } = facts
    const more = [forum === '' ? '' : `in ${forum}`, pending.length === 0 ? '' : `pending ${pending.join(', ')}`].filter(Boolean)
    const where = `${rung}${more.length === 0 ? '' : ` ${more.join(', ')}`}${row.open === 0 ? '' : ` · ${count(row.open, 'open bracket')}`}`
    return html`<h3 id="title">
        ${place.charAt(0).toUpperCase() + place.slice(1)}
        ${row.type === 'title' || row.type === 'heading' ? nothing : html`<small>· ${where}</small>`}
      </h3>
      ${
        stands.length === 0
          ? nothing
          : html`<dl class="stands">
              ${stands.map(
                ({ stance, name, entries }) =>
                  html`<dt>${name}</dt>
                    <dd class=${stance}>
                      ${entries.map(
                        ({ principal, earlier, reason, audience }) =>
                          html`<span
                            class=${earlier ? 'earlier' : ''}
                            title=${`${partyName(principal, this.delegations)}${reason === '' ? '' : `: “${reason}”`}`}
                            >${codeName(principal)}${audience === 'room' ? nothing : html` <small>${audience === 'chair' ? 'to the facilitator' : 'ours only'}</small>`}${earlier ? html` <small>to an earlier wording</small>` : nothing}</span
                          >`,
                      )}
                    </dd>`,
              )}
            </dl>`
      }`
  }

  #steps({ steps }: ParagraphView, reasons: readonly string[]): TemplateResult {
    return html`<div class="do" role="group" aria-label="Ladder">${steps.map((step) => this.#step(step, reasons))}</div>
      <details>
        <summary>Where, and whom it waits for</summary>
        <label
          >Forum
          <input
            list="forums"
            maxlength="60"
            autocomplete="off"
            .value=${this.#forum}
            @input=${(event: Event) => (this.forum = (event.target as HTMLInputElement).value)}
          /><datalist id="forums">${this.forums.map((forum) => html`<option value=${forum}></option>`)}</datalist></label
        >
        <label
          >Ad ref pending, by codes
          <input
            maxlength="400"
            autocomplete="off"
            placeholder="RUS, EU"
            .value=${this.pending}
            @input=${(event: Event) => (this.pending = (event.target as HTMLInputElement).value)}
        /></label>
      </details>`
  }

  /** What is sent: the last forum named stays until another one is. */
  get #forum(): string {
    return (this.forum ?? this.forums[0] ?? '').trim()
  }

  #step(step: LadderStep, reasons: readonly string[]): TemplateResult {
    const { name, current, permission, state: to } = step
    const again = this.#againFor(to)
    const pendingNow = to === 'adref' && codesIn(this.pending).length > 0
    const press = (): void => {
      if (!permission.ok || (current && !pendingNow)) return
      emit(this, 'wish-make', { wish: again ?? withForum(step, this.#forum, codesIn(this.pending)) })
    }
    return html`<button
      class=${again === null ? '' : 'over'}
      data-act=${`state-${to}`}
      aria-pressed=${current ? 'true' : 'false'}
      aria-disabled=${permission.ok ? nothing : 'true'}
      aria-describedby=${permission.ok ? nothing : `why-${reasons.indexOf(permission.message)}`}
      @click=${press}
    >
      ${again === null ? name : closeLabel(name, this.again?.objectors ?? [], this.again?.absent ?? [])}
    </button>`
  }

  /** The wish of a second press on a rung, with everybody whom it passes over; null before a first one. */
  #againFor(to: LadderStep['state']): Again['wish'] | null {
    const { again, view } = this
    if (again?.wish.act !== 'setState' || again.wish.state !== to || again.wish.targets[0] !== view?.id) return null
    return { ...again.wish, over: [...again.objectors], absent: [...again.absent] }
  }

  /** Open brackets by holder and first words; each leads to it. */
  #inTheWay({ facts, steps }: ParagraphView): TemplateResult | typeof nothing {
    if (steps.length === 0 || facts.brackets.length === 0) return nothing
    return html`<div class="way" role="group" aria-label="In the way of agreeing it">
      ${facts.brackets.map(
        ({ bid, name }) => html`<button dir="auto" @click=${() => emit(this, 'bracket-select', { bid })}>${name}</button>`,
      )}
    </div>`
  }

  #reopen({ reopen }: ParagraphView): TemplateResult {
    const allowed = reopen?.ok === true
    return html`<div class="do">
      <button data-act="reopen" aria-disabled=${allowed ? nothing : 'true'} @click=${() => allowed && (this.asking = 'reason')}>
        Reopen…
      </button>
    </div>`
  }

  /** Puts the keyboard on one of its buttons. */
  focusAct(id: string): void {
    const own = this.renderRoot.querySelector<HTMLElement>(`[data-act="${CSS.escape(id)}"]`)
    if (own === null) this.renderRoot.querySelector('chapeau-paragraph-voice')?.focusAct(id)
    else own.focus()
  }

  #ask({ row, id }: ParagraphView): TemplateResult | typeof nothing {
    if (this.asking === null) return nothing
    if (this.asking === 'slip')
      return html`<chapeau-correction-form
        .about=${id}
        .reading=${this.reading}
        @form-close=${() => (this.asking = null)}
      ></chapeau-correction-form>`
    return html`<form class="ask" @submit=${this.#handleAsked}>
      ${
        this.asking === 'label'
          ? html`<label>Label, as it is to be printed <input name="value" maxlength="60" autocomplete="off" .value=${row.label} /></label>`
          : html`<label>Why it is reopened, for the record <textarea name="value" rows="3" required maxlength="4000"></textarea></label>`
      }
      <div class="foot">
        <button type="button" class="quiet" @click=${() => (this.asking = null)}>Cancel</button>
        <button class="main">${this.asking === 'label' ? 'Relabel' : 'Reopen'}</button>
      </div>
    </form>`
  }

  #handleAsked = (event: SubmitEvent): void => {
    event.preventDefault()
    const { view, asking } = this
    const value = new FormData(event.target as HTMLFormElement).get('value')
    if (view === null || asking === null || asking === 'slip' || typeof value !== 'string') return
    this.asking = null
    emit(this, 'wish-make', {
      wish:
        asking === 'label'
          ? { act: 'relabel', target: view.id, label: value.trim() }
          : { act: 'reopen', target: view.id, reason: value.trim() },
    })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-paragraph-panel': ChapeauParagraphPanel
  }
}
