// A paragraph's place and shape in the right pane: what is proposed about it, and the buttons to move, split, merge and
// retype it or, for a delegation, to propose that.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Permission } from '@chapeau/shared/policy'
import { MAX_LEVEL } from '@chapeau/shared/text/schema'
import { codeName, count } from '../page/names.ts'
import { KINDS, wishFor, type OpenShape, type ShapeButton, type ShapeStep, type ShapeView } from '../page/shape.ts'
import { base } from '../styles/base.ts'
import { panelStyles } from '../styles/panel.ts'
import { overLabel } from './answer.ts'
import type { Again } from './decisions.ts'
import { emit } from './events.ts'

@customElement('chapeau-paragraph-shape')
export class ChapeauParagraphShape extends LitElement {
  @property({ attribute: false }) view: ShapeView | null = null
  /** Proposals on other places and shapes, to step to. */
  @property({ attribute: false }) steps: readonly ShapeStep[] = []
  /** What a second press does. */
  @property({ attribute: false }) again: Again | null = null

  static override styles = [
    base,
    panelStyles,
    css`
      .card {
        border-top: 1px solid var(--line);
        padding-top: 12px;
      }
      summary {
        cursor: pointer;
        padding: 4px 0;
        color: var(--ink-2);
        font-size: 13px;
      }
      .proposal {
        margin: 6px 0 14px;
      }
      .proposal p {
        margin: 0 0 8px;
      }
      .proposal small {
        display: block;
        color: var(--ink-2);
        font-size: 13px;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: end;
        margin: 10px 0 0;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
        flex: 1 1 130px;
        min-width: 0;
      }
      label.level {
        flex: 0 0 74px;
      }
      select,
      input {
        width: 100%;
        min-width: 0;
      }
      .step {
        display: block;
        text-align: start;
      }
      .by {
        margin: 10px 0 0;
        font-size: 13px;
        color: var(--ink-2);
      }
    `,
  ]

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view') || changed.get('view')?.id === this.view?.id) return
    const details = this.renderRoot.querySelector?.('details')
    if (details !== null && details !== undefined) details.open = false
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this
    const elsewhere = this.steps.filter(({ id }) => id !== view?.id)
    const here = view !== null && view.open.length + view.buttons.length + view.contributors.length > 0 ? view : null
    if (here === null && elsewhere.length === 0) return nothing
    return html`<section class="card" aria-label="Place and shape of the paragraph">
      ${
        here === null
          ? nothing
          : html`${here.open.map((one) => this.#proposal(one))} ${here.buttons.length === 0 ? nothing : this.#own(here)}
            ${here.contributors.length === 0 ? nothing : html`<p class="by">Contributed to it: ${here.contributors.map(codeName).join(', ')}</p>`}`
      }
      ${elsewhere.length === 0 ? nothing : this.#elsewhere(elsewhere)}
    </section>`
  }

  #elsewhere(steps: readonly ShapeStep[]): TemplateResult {
    return html`<details>
      <summary>${count(steps.length, 'proposal')} on other places and shapes</summary>
      ${steps.map(({ id, index, name }) => html`<button class="quiet step" dir="auto" @click=${() => emit(this, 'paragraph-go', { index, id })}>${name}</button>`)}
    </details>`
  }

  /** Puts the keyboard on one of its buttons. */
  focusAct(id: string): void {
    const details = this.renderRoot.querySelector('details')
    const target = this.renderRoot.querySelector<HTMLElement>(`[data-act="${CSS.escape(id)}"]`)
    if (target === null) return
    if (details !== null) details.open = true
    target.focus()
  }

  #proposal({ by, words, rationale, stands, buttons }: OpenShape): TemplateResult {
    const reasons = reasonsOf(buttons)
    return html`<div class="proposal">
      <p>
        <b>${codeName(by)}</b> proposes to ${words}${rationale === '' ? nothing : html`<small>“${rationale}”</small>`}
        ${stands.map((line) => html`<small>${line}</small>`)}
      </p>
      <div class="do" role="group" aria-label=${`Proposal of ${codeName(by)}`}>${buttons.map((button) => this.#button(button))}</div>
      ${reasons.map((reason) => html`<p class="why">${reason}</p>`)}
    </div>`
  }

  #own(view: ShapeView): TemplateResult {
    const reasons = [...new Set([...reasonsOf(view.buttons), ...reasonsOf([view.move, view.retype].map((permission) => ({ permission })))])]
    return html`<details>
      <summary>${view.proposes ? 'Propose another place or shape' : 'Place and shape'}</summary>
      <div class="do" role="group" aria-label="Place and shape">${view.buttons.map((button) => this.#button(button))}</div>
      ${this.#moveTo(view)} ${this.#kind(view)} ${reasons.map((reason) => html`<p class="why">${reason}</p>`)}
    </details>`
  }

  #moveTo({ id, places, move, proposes }: ShapeView): TemplateResult | typeof nothing {
    if (places.length === 0) return nothing
    const submit = (event: SubmitEvent): void => {
      event.preventDefault()
      const after = new FormData(event.target as HTMLFormElement).get('after')
      if (move.ok && typeof after === 'string' && after !== '')
        emit(this, 'wish-make', { wish: wishFor({ op: 'move', target: id, after }, proposes) })
    }
    return html`<form @submit=${submit}>
      <label
        >Move to
        <select name="after" data-act="shape-move">
          ${places.map(({ value, name }) => html`<option value=${value}>${name}</option>`)}
        </select></label
      >
      <button aria-disabled=${move.ok ? nothing : 'true'}>${proposes ? 'Propose' : 'Move'}</button>
    </form>`
  }

  #kind({ id, type, level, retype, proposes }: ShapeView): TemplateResult | typeof nothing {
    if (type === 'title') return nothing
    const submit = (event: SubmitEvent): void => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      const kind = KINDS.find((one) => one.type === form.get('type'))
      if (retype.ok && kind !== undefined)
        emit(this, 'wish-make', {
          wish: wishFor({ op: 'retype', target: id, type: kind.type, level: Number(form.get('level')) }, proposes),
        })
    }
    return html`<form @submit=${submit}>
      <label
        >Kind
        <select name="type" data-act="shape-kind">
          ${KINDS.map((kind) => html`<option value=${kind.type} ?selected=${kind.type === type}>${kind.name}</option>`)}
        </select></label
      >
      <label class="level">Level <input name="level" type="number" min="0" max=${MAX_LEVEL} .value=${String(level)} /></label>
      <button aria-disabled=${retype.ok ? nothing : 'true'}>${proposes ? 'Propose' : 'Change'}</button>
    </form>`
  }

  #button({ id, label, permission, wish, pressed }: ShapeButton): TemplateResult {
    const again =
      this.again !== null &&
      wish !== null &&
      this.again.wish.act === 'carry' &&
      wish.act === 'carry' &&
      this.again.wish.target === wish.target
        ? this.again
        : null
    const press = (): void => {
      if (!permission.ok) return
      if (wish === null) emit(this, 'split-here', { target: this.view!.id, proposes: this.view!.proposes })
      else if (again !== null && wish.act === 'carry') emit(this, 'wish-make', { wish: { ...wish, over: [...again.objectors] } })
      else emit(this, 'wish-make', { wish })
    }
    return html`<button
      class=${again === null ? '' : 'over'}
      data-act=${id}
      aria-pressed=${pressed === undefined ? nothing : pressed ? 'true' : 'false'}
      aria-disabled=${permission.ok ? nothing : 'true'}
      @click=${press}
    >
      ${again === null ? label : overLabel(label, again.objectors)}
    </button>`
  }
}

const reasonsOf = (buttons: readonly { readonly permission: Permission }[]): string[] => [
  ...new Set(buttons.flatMap(({ permission }) => (permission.ok ? [] : [permission.message]))),
]

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-paragraph-shape': ChapeauParagraphShape
  }
}
