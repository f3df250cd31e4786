// The words that a button of the bracket's pane asks for before it acts, and the wish that they make. It decides nothing.
import { html, type TemplateResult } from 'lit'
import { BECAUSE } from '@chapeau/shared/text/meta'
import type { Delegation } from '@chapeau/shared/policy'
import type { Wish } from '../connection/acts.ts'
import type { BracketView } from '../page/bracket.ts'
import type { Button, Choice } from '../page/buttons.ts'
import { BECAUSE_NAMES } from '../page/names.ts'
import { audienceTyped } from '../page/offers.ts'

type Asks = NonNullable<Button['asks']>

export interface Asked {
  readonly view: BracketView
  readonly delegations: readonly Delegation[]
  readonly choices: readonly Choice[]
}

/** The fields for what is asked; every form has one named `value`. */
export function askFields(asks: Asks, { view, delegations, choices }: Asked): TemplateResult {
  switch (asks) {
    case 'delegation':
      return html`<label
        >Proposed by
        <select name="value" required>
          ${delegations.map(({ code, name }) => html`<option value=${code}>${code} · ${name}</option>`)}
        </select></label
      >`
    case 'alternative':
      return html`<label
        >The facilitator’s wording, as one more alternative
        <textarea name="value" rows="4" required maxlength="4000"></textarea>
      </label>`
    case 'rationale':
      return html`<label
          >Why you propose this, for everyone in the room
          <textarea name="value" rows="4" maxlength="4000" .value=${view.rationale}></textarea>
        </label>
        <label
          >It is in brackets for
          <select name="because">
            <option value="">no reason named</option>
            ${BECAUSE.map((one) => html`<option value=${one} ?selected=${view.because === one}>${BECAUSE_NAMES[one]}</option>`)}
          </select></label
        >`
    case 'remark':
      return html`<label
        >For the desk’s own ears
        <textarea name="value" rows="3" maxlength="1000" .value=${view.remark}></textarea>
      </label>`
    case 'ask':
      return html`<label
          >Would this be acceptable
          <select name="value">
            ${choices.map(({ label, decision }, i) => html`<option value=${i} ?selected=${decision.target === view.bid}>${label}</option>`)}
          </select></label
        >
        <label
          >To, by codes <input name="to" maxlength="400" autocomplete="off" .value=${objecting(view)} placeholder="all delegations"
        /></label>
        <label>Word with it <input name="note" maxlength="400" autocomplete="off" /></label>
        <label class="check"><input type="checkbox" name="aside" /> Only those know of it</label>`
  }
}

/** What the filled form wishes, or what is the matter with it. */
export function wishAsked(
  asks: Asks,
  form: FormData,
  { view, delegations, choices }: Asked,
): { readonly ok: true; readonly wish: Wish } | { readonly ok: false; readonly message: string } {
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const value = text('value')
  const target = view.bid
  switch (asks) {
    case 'delegation':
      return { ok: true, wish: { act: 'attribute', target, principal: value } }
    case 'alternative':
      return { ok: true, wish: { act: 'alternative', targets: [target], words: value.replace(/\s*\n\s*/g, ' ') } }
    case 'rationale': {
      const because = BECAUSE.find((one) => one === text('because')) ?? null
      return { ok: true, wish: { act: 'explain', target, rationale: value, because } }
    }
    case 'remark':
      return { ok: true, wish: { act: 'remark', target, words: value } }
    case 'ask': {
      const choice = choices[Number(value)]
      if (choice === undefined) return { ok: false, message: 'Say what you ask for.' }
      const { to, unknown } = audienceTyped(text('to'), delegations)
      if (unknown.length > 0) return { ok: false, message: `There is no delegation ${unknown.join(', ')} in this meeting.` }
      const note = text('note')
      const title = `${choice.label}: ${view.title}`.slice(0, 120)
      const offer = { act: 'offer', decisions: [choice.decision], title, to, aside: form.get('aside') !== null } as const
      return { ok: true, wish: { ...offer, decisions: [choice.decision], ...(note === '' ? {} : { note }) } }
    }
  }
}

/** Whoever opposes it or reserves is asked first. */
function objecting({ stands }: BracketView): string {
  return stands
    .filter(({ stance }) => stance === 'opposes' || stance === 'reserves')
    .flatMap(({ entries }) => entries.map(({ principal }) => principal))
    .join(' ')
}
