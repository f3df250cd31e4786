// One file that comes back: in whose name, held against what, its differences, one button, and what came of it.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import type { Hue } from '../../page/hues.ts'
import { codeName } from '../../page/names.ts'
import type { ReturnedFile } from '../../page/returned-files.ts'
import { namesToChoose, planOf, resultSays } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import './base-select.ts'
import './comparison.ts'
import type { Returning } from './returning.ts'
import { returnStyles } from './styles.ts'

@customElement('chapeau-one-file')
export class ChapeauOneFile extends LitElement {
  @property({ attribute: false }) returning!: Returning
  @property({ attribute: false }) file!: ReturnedFile
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  /** One of many: its name, button and result are in its row. */
  @property({ type: Boolean }) inRow = false
  /** Whether brackets can be looked at from here. */
  @property({ type: Boolean }) leads = false

  static override styles = [
    base,
    returnStyles,
    css`
      .name {
        margin: 0 0 12px;
      }
    `,
  ]

  override render(): TemplateResult {
    const { file, returning } = this
    const { comparison, state } = file
    const { seat, meeting, chooses } = returning.place
    const closed = state === 'carrying' || state === 'done'
    const desk = seat.role !== 'delegate'
    return html`<div
      @base-choose=${({ detail }: HTMLElementEventMap['base-choose']) => returning.change(file.id, { base: detail.base })}
      @difference-leave=${({ detail }: HTMLElementEventMap['difference-leave']) => returning.leave(file.id, detail.n)}
      @author-attribute=${({ detail }: HTMLElementEventMap['author-attribute']) => returning.change(file.id, { authors: { ...file.authors, [detail.author]: detail.principal } })}
    >
      <div class="fields">
        ${this.inRow ? nothing : chooses ? this.#whose() : html`<p class="name">In the name of <span class="chip" data-hue=${this.hueOf(file.principal ?? '')}>${codeName(file.principal ?? '')}</span></p>`}
        ${
          file.textId === null
            ? nothing
            : html`<chapeau-base-select
                .textId=${file.textId}
                .seatId=${seat.id}
                .chosen=${file.base}
                .held=${comparison?.base ?? null}
                ?pasted=${returning.place.paragraph !== null}
                ?closed=${closed}
              ></chapeau-base-select>`
        }
      </div>
      ${this.#status()}
      ${
        file.renewed
          ? html`<p class="notice" role="alert">
              The text has changed meanwhile. This is what the file would become now; nothing of it has been proposed.
            </p>`
          : nothing
      }
      ${comparison?.way === 'waits' ? html`<p class="hint">What is proposed here first waits until it is seconded or passed.</p>` : nothing}
      <chapeau-comparison
        .comparison=${comparison}
        .left=${file.left}
        .hueOf=${this.hueOf}
        .names=${desk ? namesToChoose(meeting.delegations) : []}
        ?leads=${this.leads}
        ?closed=${closed}
      ></chapeau-comparison>
      ${this.inRow ? nothing : this.#foot()}
    </div>`
  }

  #whose(): TemplateResult {
    const { file, returning } = this
    const closed = file.state === 'carrying' || file.state === 'done'
    return html`<label
      >In the name of
      <select
        ?disabled=${closed}
        @change=${(event: Event) => returning.change(file.id, { principal: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" .selected=${file.principal === null}>choose a delegation</option>
        ${namesToChoose(returning.place.meeting.delegations).map(
          ({ code, name }) => html`<option value=${code} .selected=${file.principal === code}>${name}</option>`,
        )}
      </select></label
    >`
  }

  #status(): TemplateResult | typeof nothing {
    const { state, message, name } = this.file
    const what = name === '' ? 'the words' : `“${name}”`
    if (state === 'waiting' || state === 'looking' || state === 'carrying')
      return html`<p class="busy" role="status">
        <progress aria-label=${state === 'carrying' ? 'Proposing' : 'Comparing'}></progress>
        ${state === 'carrying' ? 'Proposing …' : `Comparing ${what} with the text …`}
      </p>`
    if (state === 'asks' && !this.inRow)
      return html`<p class="notice" role="status">Say in whose name it is brought back; then it is compared.</p>`
    if (state !== 'failed') return nothing
    return html`<p class="notice alarm" role="alert">
      ${message} <button @click=${() => this.returning.again(this.file.id)}>Try again</button>
    </p>`
  }

  #foot(): TemplateResult | typeof nothing {
    const { comparison, left, state, carried, id } = this.file
    if (comparison === null) return nothing
    if (carried !== null) return html`<p class="notice ok" role="status">${resultSays(carried, comparison)}</p>`
    const { changes, joins, label } = planOf(comparison, left)
    const able = state === 'compared' && changes + joins > 0
    return html`<div class="foot">
      <button class="main" aria-disabled=${able ? nothing : 'true'} @click=${() => able && void this.returning.carry(id)}>
        ${state === 'carrying' ? 'One moment…' : label}
      </button>
      <span role="status">${left.size === 0 ? '' : `${left.size} left out`}</span>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-one-file': ChapeauOneFile
  }
}
