// The terms of a stand, said before its button is pressed: who hears of it, why it is taken, what it hangs on.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { StandAudience, StandCondition } from '@chapeau/shared/text/meta'
import type { ConditionPlace } from '../page/conditions.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'

export interface StandTerms {
  readonly audience?: StandAudience
  readonly reason?: string
  readonly condition?: StandCondition
}

/** Empty: as it is usual for the stand taken. */
const AUDIENCES: readonly (readonly [StandAudience | '', string])[] = [
  ['', 'as usual'],
  ['room', 'the room'],
  ['chair', 'the facilitator'],
  ['own', 'our delegation'],
]

@customElement('chapeau-stand-terms')
export class ChapeauStandTerms extends LitElement {
  /** What it can hang on; asked for when somebody looks. */
  @property({ attribute: false }) places: () => readonly ConditionPlace[] = () => []
  @state() private audience: StandAudience | '' = ''
  @state() private reason = ''
  @state() private target = ''
  @state() private outcome: StandCondition['outcome'] = 'keep'
  /** As they were when somebody looked; null: nobody has. */
  @state() private offered: readonly ConditionPlace[] | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      select {
        max-width: 100%;
      }
      details {
        margin-top: 4px;
      }
    `,
  ]

  /** The terms as they are filled in; the fields are empty again. */
  take(): StandTerms {
    const { audience, target, outcome } = this
    const reason = this.reason.trim()
    this.reason = ''
    this.target = ''
    return {
      ...(audience === '' ? {} : { audience }),
      ...(reason === '' ? {} : { reason }),
      ...(target === '' ? {} : { condition: { target, outcome } }),
    }
  }

  override render(): TemplateResult {
    return html`<div class="hearing">
        <label
          >Heard by
          <select @change=${(event: Event) => (this.audience = valueOf(event) as StandAudience | '')}>
            ${AUDIENCES.map(([value, name]) => html`<option value=${value} .selected=${this.audience === value}>${name}</option>`)}
          </select></label
        >
        <label
          >Why
          <input
            maxlength="300"
            autocomplete="off"
            placeholder="in a line"
            .value=${this.reason}
            @input=${(event: Event) => (this.reason = valueOf(event))}
        /></label>
      </div>
      <details @toggle=${this.#handleToggle}>
        <summary>${this.target === '' ? 'On a condition…' : 'On a condition'}</summary>
        ${this.offered === null ? nothing : this.#condition(this.offered)}
      </details>`
  }

  #condition(places: readonly ConditionPlace[]): TemplateResult {
    if (places.length === 0) return html`<p>No other bracket is open that it could hang on.</p>`
    return html`<div class="hearing">
      <label
        >Only if
        <select @change=${(event: Event) => (this.target = valueOf(event))}>
          <option value="" .selected=${this.target === ''}>no condition</option>
          ${places.map(
            ({ place, brackets }) =>
              html`<optgroup label=${place}>
                ${brackets.map(({ bid, says }) => html`<option value=${bid} .selected=${this.target === bid}>${says}</option>`)}
              </optgroup>`,
          )}
        </select></label
      >
      <label
        >is
        <select @change=${(event: Event) => (this.outcome = valueOf(event) as StandCondition['outcome'])}>
          <option value="keep" .selected=${this.outcome === 'keep'}>kept</option>
          <option value="remove" .selected=${this.outcome === 'remove'}>dropped</option>
        </select></label
      >
    </div>`
  }

  #handleToggle = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) this.offered = this.places()
  }
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-stand-terms': ChapeauStandTerms
  }
}
