// What a delegation says of a paragraph, a section or the text: reserve, oppose, agree to what waited for it, return it.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { withReason, type VoiceButton } from '../page/paragraph.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-paragraph-voice')
export class ChapeauParagraphVoice extends LitElement {
  /** Id of the paragraph. */
  @property() about = ''
  @property({ attribute: false }) buttons: readonly VoiceButton[] = []
  /** Id of the button whose words are being asked for; null for none. */
  @state() private asking: string | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      .do {
        margin-top: 8px;
      }
    `,
  ]

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('about')) this.asking = null
  }

  override render(): TemplateResult {
    const reasons = [...new Set(this.buttons.flatMap(({ permission }) => (permission.ok ? [] : [permission.message])))]
    return html`<div class="do" role="group" aria-label="Our delegation">
        ${this.buttons.map((button) => this.#button(button, reasons))}
      </div>
      ${reasons.map((reason, i) => html`<p class="why" id=${`why-${i}`}>${reason}</p>`)} ${this.#ask()}`
  }

  /** Puts the keyboard on one of its buttons. */
  focusAct(id: string): void {
    this.renderRoot.querySelector<HTMLElement>(`[data-act="${CSS.escape(id)}"]`)?.focus()
  }

  #button(button: VoiceButton, reasons: readonly string[]): TemplateResult {
    const { id, label, permission, pressed, wish, asks } = button
    const press = (): void => {
      if (!permission.ok) return
      if (asks === null) emit(this, 'wish-make', { wish })
      else this.asking = this.asking === id ? null : id
    }
    return html`<button
      data-act=${id}
      aria-pressed=${wish.act === 'stand' || pressed ? (pressed ? 'true' : 'false') : nothing}
      aria-expanded=${asks === null ? nothing : this.asking === id ? 'true' : 'false'}
      aria-disabled=${permission.ok ? nothing : 'true'}
      aria-describedby=${permission.ok ? nothing : `why-${reasons.indexOf(permission.message)}`}
      @click=${press}
    >
      ${pressed && asks === null ? label.replace('…', '') : label}
    </button>`
  }

  #ask(): TemplateResult | typeof nothing {
    const button = this.buttons.find(({ id }) => id === this.asking)
    if (button === undefined) return nothing
    const { wish, asks, said } = button
    const needed = wish.act === 'return' || wish.act === 'object'
    const field =
      asks === 'words'
        ? html`<label
            >For everyone, with the text. Empty takes it back.
            <textarea name="value" rows="6" maxlength="4000" dir="auto" .value=${said}></textarea>
          </label>`
        : html`<label
            >${needed ? 'Why, for everyone' : 'Why, in a line (may be left empty)'}
            <input name="value" maxlength="300" autocomplete="off" ?required=${needed} />
          </label>`
    return html`<form class="ask" @submit=${(event: SubmitEvent) => this.#handleAsked(event, button)}>
      ${field}
      <div class="foot">
        <button type="button" class="quiet" @click=${() => (this.asking = null)}>Cancel</button>
        <button class="main">${button.label.replace('…', '')}</button>
      </div>
    </form>`
  }

  #handleAsked(event: SubmitEvent, { wish }: VoiceButton): void {
    event.preventDefault()
    const value = new FormData(event.target as HTMLFormElement).get('value')
    this.asking = null
    if (typeof value === 'string') emit(this, 'wish-make', { wish: withReason(wish, value.trim()) })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-paragraph-voice': ChapeauParagraphVoice
  }
}
