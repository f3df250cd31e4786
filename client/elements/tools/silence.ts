// The silence procedure: the desk sets a deadline, extends or ends it; delegations break silence on paragraphs; everybody
// sees what would rise, and what became of the last one.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isDesk, may, rungName } from '@chapeau/shared/policy'
import { instantOf, silenceOutcomeOf } from '@chapeau/shared/text/silence'
import type { Wish } from '../../connection/acts.ts'
import { outcomeLines, silenceLine, silenceView, type SilenceRow, type SilenceView } from '../../page/silence.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-silence .context=${context}></chapeau-silence>`

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

@customElement('chapeau-silence')
export class ChapeauSilence extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private message = ''
  @state() private breaking: string | null = null
  @state() private busy = false

  static override styles = [
    base,
    panelStyles,
    css`
      h2 {
        margin: 18px 0 8px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: 130px 1fr auto;
        gap: 6px 14px;
        align-items: baseline;
        padding: 9px 0;
        border-top: 1px solid var(--line);
      }
      li > button:first-child {
        text-align: start;
        justify-content: start;
      }
      li small {
        display: block;
        color: var(--ink-2);
      }
      .words {
        font: 15px/1.5 var(--serif);
      }
      li form {
        grid-column: 1 / -1;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 10px;
        align-items: end;
        margin: 10px 0;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
      }
      label.wide {
        flex: 1 1 260px;
      }
      label.check {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 40px;
      }
      .line {
        font: 600 17px/1.4 var(--serif);
      }
    `,
  ]

  override render(): TemplateResult {
    const { store, drawn } = this.context
    const { sheet, opened, actor } = store
    if (sheet === null || opened === null) return html`<p>The text is not here yet.</p>`
    const { rules } = opened.meeting
    const { rows } = drawn.outline
    const view = silenceView({ sheet, rows, actor, status: drawn.status, rules, zone: OWN_ZONE })
    const lines = outcomeLines(silenceOutcomeOf(sheet.meta), rows, sheet.heard, rules)
    return html`<p role="status" class=${this.message === '' ? '' : 'notice'}>${this.message}</p>
      ${view === null ? this.#begin() : this.#current(view)}
      ${
        lines.length === 0
          ? nothing
          : html`<h2>The last silence</h2>
              <ul>
                ${lines.map((line) => html`<li><span style="grid-column: 1 / -1">${line}</span></li>`)}
              </ul>`
      }`
  }

  #begin(): TemplateResult {
    const { store, drawn } = this.context
    if (!isDesk(store.actor)) return html`<p>No silence procedure is under way.</p>`
    const permission = may(store.actor, 'silence', { status: drawn.status })
    if (!permission.ok) return html`<p>${permission.message}</p>`
    const { rules } = store.opened!.meeting
    return html`<p>
        The text becomes its next revision and does not change until the deadline. Paragraphs on which nobody breaks silence take the rung
        then.
      </p>
      <form @submit=${(event: SubmitEvent) => this.#send(event, 'begin')}>
        ${this.#when()}
        <label
          >Rung
          <select name="rung">
            <option value="adref">${rungName(rules, 'adref')}</option>
            <option value="agreed">${rungName(rules, 'agreed')}</option>
          </select></label
        >
        <label class="check"><input type="checkbox" name="anonymous" /> Silence may be broken without naming oneself to the room</label>
        <button class="main" aria-disabled=${this.busy ? 'true' : nothing}>Put the text under silence</button>
      </form>`
  }

  #when(): TemplateResult {
    return html`<label>Deadline <input name="deadline" type="datetime-local" required /></label>
      <label
        >Time zone
        <select name="zone">
          ${ZONES.map((zone) => html`<option value=${zone} ?selected=${zone === OWN_ZONE}>${zone}</option>`)}
        </select></label
      >`
  }

  #current(view: SilenceView): TemplateResult {
    const { silence, own, rung, rows, end } = view
    return html`<p class="line">${silenceLine(view, Date.now())}</p>
      ${own === '' ? nothing : html`<p>Here it is ${own}.</p>`}
      <p>
        At the deadline the paragraphs below are ${rung}, unless silence is
        broken${silence.anonymous ? '; whoever breaks it need not be named to the room' : ''}.
      </p>
      <ul>
        ${rows.map((row) => this.#row(row, view))}
      </ul>
      ${end?.ok === true ? this.#end() : nothing}`
  }

  #row(row: SilenceRow, view: SilenceView): TemplateResult {
    const { id, index, name, words, says, mine } = row
    return html`<li>
      <button class="quiet" @click=${() => this.#go(index, id)}>${name}</button>
      <span><span class="words" dir="auto">${words}</span>${says.map((one) => html`<small>${one}</small>`)}</span>
      ${
        view.break?.ok !== true || mine
          ? nothing
          : html`<button
              aria-expanded=${this.breaking === id ? 'true' : 'false'}
              @click=${() => (this.breaking = this.breaking === id ? null : id)}
            >
              Break silence…
            </button>`
      }
      ${this.breaking === id ? this.#breakForm(id, view) : nothing}
    </li>`
  }

  #breakForm(target: string, { silence }: SilenceView): TemplateResult {
    const submit = (event: SubmitEvent): void => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      const reason = form.get('reason')
      if (typeof reason !== 'string') return
      const anonymous = form.get('anonymous') === null ? {} : { anonymous: true }
      this.breaking = null
      void this.#make({ act: 'breakSilence', target, reason: reason.trim(), ...anonymous }, 'Silence is broken.')
    }
    return html`<form @submit=${submit}>
      <label class="wide">Why <input name="reason" required maxlength="1000" autocomplete="off" /></label>
      ${silence.anonymous ? html`<label class="check"><input type="checkbox" name="anonymous" /> Not named to the room</label>` : nothing}
      <button class="main">Break silence</button>
    </form>`
  }

  #end(): TemplateResult {
    return html`<h2>Another deadline, or none</h2>
      <form @submit=${(event: SubmitEvent) => this.#send(event, 'extend')}>
        ${this.#when()} ${this.#why()}
        <button>Give it this deadline</button>
      </form>
      <form @submit=${(event: SubmitEvent) => this.#send(event, 'end')}>
        ${this.#why()}
        <button>End it now; nothing rises</button>
      </form>`
  }

  #why(): TemplateResult {
    return html`<label class="wide">Why <input name="reason" required maxlength="1000" autocomplete="off" /></label>`
  }

  #send(event: SubmitEvent, what: 'begin' | 'extend' | 'end'): void {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const value = (name: string): string => {
      const given = form.get(name)
      return typeof given === 'string' ? given.trim() : ''
    }
    if (what === 'end') return void this.#make({ act: 'endSilence', reason: value('reason') }, 'The silence has ended.')
    const zone = value('zone')
    const deadline = instantOf(value('deadline'), zone)
    if (deadline === null) {
      this.message = 'Give the date and time of the deadline.'
      return
    }
    if (what === 'extend')
      return void this.#make({ act: 'endSilence', reason: value('reason'), extend: { deadline, zone } }, 'The deadline is another one now.')
    const rung = value('rung') === 'agreed' ? 'agreed' : 'adref'
    void this.#make({ act: 'silence', deadline, zone, rung, anonymous: form.get('anonymous') !== null }, 'The text is under silence.')
  }

  #go(index: number, id: string): void {
    this.context.close()
    this.context.go(index, id)
  }

  async #make(wish: Wish, done: string): Promise<void> {
    if (this.busy) return
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? done : result.message
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-silence': ChapeauSilence
  }
}
