// Correcting a slip in standing words: the words as they stand, the words as they should, both shown before it is done.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Reading } from '@chapeau/shared/text/read'
import { correctionOf, type CorrectionPlan } from '../page/correction.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-correction-form')
export class ChapeauCorrectionForm extends LitElement {
  /** Id of the paragraph. */
  @property() about = ''
  @property({ attribute: false }) reading: Reading | null = null
  @state() private stands = ''
  @state() private should = ''

  static override styles = [
    base,
    panelStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 10px;
        margin: 0 0 10px;
        font-size: 13px;
      }
      dt {
        color: var(--ink-2);
      }
      dd {
        margin: 0;
        font-family: var(--serif);
        font-size: 15px;
        overflow-wrap: anywhere;
      }
    `,
  ]

  override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus()
  }

  override render(): TemplateResult | typeof nothing {
    if (this.reading === null) return nothing
    const plan = correctionOf(this.reading, this.about, this.stands, this.should)
    return html`<form class="ask" @submit=${(event: SubmitEvent) => this.#handleSubmit(event, plan)}>
      <label>Words as they stand ${this.#field(this.stands, (value) => (this.stands = value))}</label>
      <label>Words as they should be ${this.#field(this.should, (value) => (this.should = value))}</label>
      ${
        plan.ok
          ? html`<dl>
              <dt>Now</dt>
              <dd dir="auto">…${plan.before}…</dd>
              <dt>Then</dt>
              <dd dir="auto">…${plan.after}…</dd>
            </dl>`
          : html`<p class="why" role="status">${plan.problem}</p>`
      }
      <div class="foot">
        <button type="button" class="quiet" @click=${() => this.#done()}>Cancel</button>
        <button class="main" aria-disabled=${plan.ok ? nothing : 'true'}>Correct</button>
      </div>
    </form>`
  }

  #field(value: string, change: (value: string) => void): TemplateResult {
    return html`<input
      maxlength="400"
      autocomplete="off"
      dir="auto"
      .value=${value}
      @input=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />`
  }

  #handleSubmit(event: SubmitEvent, plan: CorrectionPlan): void {
    event.preventDefault()
    if (!plan.ok) return
    emit(this, 'wish-make', { wish: plan.wish })
    this.#done()
  }

  #done(): void {
    this.stands = ''
    this.should = ''
    this.dispatchEvent(new Event('form-close'))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-correction-form': ChapeauCorrectionForm
  }
}
