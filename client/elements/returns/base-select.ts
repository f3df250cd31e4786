// What a file is held against: what it says itself, the text as it stands, or a revision.
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { ComparisonAnswer, RevisionsAnswer } from '@chapeau/shared/protocol/api'
import { getJson } from '../../connection/http.ts'
import { when } from '../../page/names.ts'
import { baseSays } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import { tell } from './events.ts'
import { returnStyles } from './styles.ts'

@customElement('chapeau-base-select')
export class ChapeauBaseSelect extends LitElement {
  @property() textId = ''
  @property() seatId = ''
  /** What a person has chosen; null: what the file says. */
  @property({ attribute: false }) chosen: string | null = null
  /** What it was held against last; null before it was. */
  @property({ attribute: false }) held: ComparisonAnswer['base'] | null = null
  /** Words that were pasted say nothing of where they are from. */
  @property({ type: Boolean }) pasted = false
  @property({ type: Boolean }) closed = false
  @state() private revisions: RevisionsAnswer['revisions'] = []

  static override styles = [base, returnStyles]

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('textId') && this.textId !== '') void this.#load(this.textId)
  }

  override render(): TemplateResult {
    const { chosen, held, pasted } = this
    const now = new Date()
    // What names nothing is held against the text as it stands, and says so.
    const says = held === null || chosen !== null ? 'what the file says it is from' : baseSays(held, now)
    return html`<div class="fields">
      <label
        >Held against
        <select
          ?disabled=${this.closed}
          @change=${(event: Event) => tell(this, 'base-choose', { base: (event.target as HTMLSelectElement).value || null })}
        >
          ${
            pasted || (chosen === null && held?.from === 'now')
              ? html`<option value="" .selected=${chosen === null}>
                  ${pasted ? 'the text as it stands' : 'the text as it stands: the file names no other'}
                </option>`
              : html`<option value="" .selected=${chosen === null}>${says}</option>
                  <option value="now" .selected=${chosen === 'now'}>the text as it stands</option>`
          }
          ${this.revisions.map(
            ({ seq, revision, at }) =>
              html`<option value=${seq} .selected=${chosen === String(seq)}>${revision} of ${when(new Date(at), now)}</option>`,
          )}
        </select></label
      >
    </div>`
  }

  async #load(textId: string): Promise<void> {
    const path = `/api/texts/${encodeURIComponent(textId)}/revisions?seat=${encodeURIComponent(this.seatId)}`
    const answer = await getJson<RevisionsAnswer>(path)
    if (answer.ok && this.textId === textId) this.revisions = answer.value.revisions
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-base-select': ChapeauBaseSelect
  }
}
