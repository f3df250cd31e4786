// The desk's care of one paragraph: its step on the ladder, its label, reopening.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { ParagraphView } from '../page/ladder.ts'
import { count, placeName, STATE_NAMES } from '../page/names.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { emit } from './events.ts'

@customElement('chapeau-paragraph-panel')
export class ChapeauParagraphPanel extends LitElement {
  @property({ attribute: false }) view: ParagraphView | null = null
  /** Why the last wish here was refused; empty for none. */
  @property() refusal = ''
  @state() private asking: 'label' | 'reason' | null = null

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
    `,
  ]

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view') && changed.get('view')?.id !== this.view?.id) this.asking = null
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    if (view === null) return nothing
    const { row, steps } = view
    const place = placeName(row.label, row.index)
    const reasons = [...new Set(steps.flatMap(({ permission }) => (permission.ok ? [] : [permission.message])))]
    return html`<section class="card" aria-labelledby="title">
      <h2>The paragraph</h2>
      <h3 id="title">
        ${place.charAt(0).toUpperCase() + place.slice(1)}
        <small>· ${STATE_NAMES[row.state]}${row.open === 0 ? '' : ` · ${count(row.open, 'open bracket')}`}</small>
      </h3>
      ${this.refusal === '' ? nothing : html`<p class="notice alarm" role="status">${this.refusal}</p>`}
      ${view.reopen === null ? this.#steps(view, reasons) : this.#reopen(view)}
      <div class="do"><button @click=${() => (this.asking = 'label')}>Relabel…</button></div>
      ${reasons.map((reason, i) => html`<p class="why" id=${`why-${i}`}>${reason}</p>`)} ${this.#ask(view)}
    </section>`
  }

  #steps({ steps }: ParagraphView, reasons: readonly string[]): TemplateResult {
    return html`<div class="do" role="group" aria-label="Ladder">
      ${steps.map(
        ({ name, current, permission, wish }) =>
          html`<button
            aria-pressed=${current ? 'true' : 'false'}
            aria-disabled=${permission.ok ? nothing : 'true'}
            aria-describedby=${permission.ok ? nothing : `why-${reasons.indexOf(permission.message)}`}
            @click=${() => permission.ok && !current && emit(this, 'wish-make', { wish })}
          >
            ${name}
          </button>`,
      )}
    </div>`
  }

  #reopen({ reopen }: ParagraphView): TemplateResult {
    const allowed = reopen?.ok === true
    return html`<div class="do">
      <button aria-disabled=${allowed ? nothing : 'true'} @click=${() => allowed && (this.asking = 'reason')}>Reopen…</button>
    </div>`
  }

  #ask({ row }: ParagraphView): TemplateResult | typeof nothing {
    if (this.asking === null) return nothing
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
    if (view === null || asking === null || typeof value !== 'string') return
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
