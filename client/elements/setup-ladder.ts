// What the meeting calls its rungs, and in which colours: the meeting's rules, in a form. A colour that cannot be read on
// paper is refused before it is sent.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { isReadable, RUNG_NAMES, type LadderRules, type Rung } from '@chapeau/shared/policy'
import type { ParagraphState } from '@chapeau/shared/text/meta'
import { STATES } from '../page/rungs.ts'
import { base } from '../styles/base.ts'
import { ask } from './setup-events.ts'
import { setupStyles } from './setup-styles.ts'

@customElement('chapeau-setup-ladder')
export class ChapeauSetupLadder extends LitElement {
  /** Null until the meeting is known. */
  @property({ attribute: false }) rules: LadderRules | null = null
  @property({ type: Boolean }) busy = false
  @state() private problem = ''

  static override styles = [
    base,
    setupStyles,
    css`
      .rungs {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 14px;
        margin-top: 14px;
      }
      fieldset {
        border: 0;
        margin: 0;
        padding: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 130px);
        gap: 8px;
        align-items: end;
      }
      legend {
        padding: 0;
        margin-bottom: 4px;
        font-weight: 560;
      }
      @media (max-width: 699px) {
        .rungs {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    const { rules } = this
    if (rules === null) return nothing
    return html`<form class="card" aria-labelledby="ladder" @submit=${this.#handleSubmit}>
      <h2 id="ladder">The ladder</h2>
      <p class="lead">
        The rungs that a paragraph climbs, as this meeting calls them. Colours are written as #rrggbb and must be dark enough to be read on
        paper; left empty they are the usual ones.
      </p>
      <div class="rungs">${STATES.map((one) => this.#rung(one, rules[one] ?? {}))}</div>
      ${this.problem === '' ? nothing : html`<p class="notice alarm" role="alert">${this.problem}</p>`}
      <div class="foot"><button aria-disabled=${this.busy}>Save</button></div>
    </form>`
  }

  #rung(one: ParagraphState, { name = '', colour = '' }: Rung): TemplateResult {
    return html`<fieldset>
      <legend>${RUNG_NAMES[one]}</legend>
      <label>Name <input name=${`${one}-name`} maxlength="40" autocomplete="off" placeholder=${RUNG_NAMES[one]} .value=${name} /></label>
      <label>Colour <input name=${`${one}-colour`} maxlength="7" autocomplete="off" placeholder="#24693d" .value=${colour} /></label>
    </fieldset>`
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const ladder = ladderIn((name) => form.get(name))
    const unreadable = STATES.filter((one) => ladder[one]?.colour !== undefined && !isReadable(ladder[one].colour))
    this.problem =
      unreadable.length === 0 ? '' : `${unreadable.map((one) => ladder[one]!.colour).join(', ')} cannot be read on paper; choose darker.`
    if (this.problem === '') ask(this, 'ladder-agree', { ladder })
  }
}

/** The ladder that a form says; empty fields are left to what is usual. */
export function ladderIn(value: (name: string) => unknown): LadderRules {
  const field = (name: string): string => {
    const typed = value(name)
    return typeof typed === 'string' ? typed.trim() : ''
  }
  return Object.fromEntries(
    STATES.flatMap((one) => {
      const [name, colour] = [field(`${one}-name`), field(`${one}-colour`).toLowerCase()]
      return name === '' && colour === '' ? [] : [[one, { ...(name === '' ? {} : { name }), ...(colour === '' ? {} : { colour }) }]]
    }),
  )
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-ladder': ChapeauSetupLadder
  }
}
