// Many files at once, a row each: which text, whose, how far it has come; a row opens its differences; one button works through
// them one by one and can be stopped.
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import type { Hue } from '../../page/hues.ts'
import { codeName, count } from '../../page/names.ts'
import { isReady, likenessSays, stateOf, summaryOf, whySays, type ReturnedFile } from '../../page/returned-files.ts'
import { namesToChoose } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import { manyStyles } from './many-styles.ts'
import './file-drop.ts'
import './one-file.ts'
import type { Returning } from './returning.ts'
import { returnStyles } from './styles.ts'

@customElement('chapeau-many-files')
export class ChapeauManyFiles extends LitElement {
  @property({ attribute: false }) returning!: Returning
  @property({ attribute: false }) files: readonly ReturnedFile[] = []
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  /** The row whose differences are shown. */
  @state() private open: number | null = null

  static override styles = [base, returnStyles, manyStyles]

  override focus(): void {
    this.renderRoot.querySelector('chapeau-file-drop')?.focus()
  }

  override render(): TemplateResult {
    const { files, returning } = this
    return html`<chapeau-file-drop
        ?small=${files.length > 0}
        .label=${files.length === 0 ? 'Drop the files that came back here, or choose them' : 'More files'}
        .hint=${files.length === 0 ? 'Up to a hundred: Word, OpenDocument, HTML, Markdown or plain text. Nothing is proposed before you have looked.' : ''}
      ></chapeau-file-drop>
      ${returning.said === '' ? nothing : html`<p class="notice" role="status">${returning.said}</p>`}
      ${
        files.length === 0
          ? nothing
          : html`<div class="heads" aria-hidden="true"><span>File</span><span>Text</span><span>Delegation</span><span>State</span></div>
              <ol>
                ${files.map((file) => this.#row(file))}
              </ol>
              ${this.#foot()}`
      }`
  }

  #row(file: ReturnedFile): TemplateResult {
    const { id, name, state } = file
    const open = this.open === id
    const busy = state === 'looking' || state === 'carrying'
    return html`<li data-state=${state}>
      <div class="row">
        <span class="name" dir="auto">${name}</span>
        <span class="pick">${this.#text(file)}</span>
        <span class="pick">${this.#whose(file)}</span>
        <span class="state">
          ${busy ? html`<progress aria-label=${stateOf(file)}></progress>` : nothing}
          <span class=${state === 'failed' ? 'failed' : ''}>${stateOf(file)}</span>
          ${file.renewed ? html`<span class="failed">changed meanwhile: look again</span>` : nothing}
          <span class="do">
            ${file.comparison === null ? nothing : html`<button aria-expanded=${open ? 'true' : 'false'} aria-label=${`${open ? 'Close' : 'Look at'} ${name}`} @click=${() => (this.open = open ? null : id)}>${open ? 'Close' : 'Look'}</button>`}
            ${state === 'failed' ? html`<button aria-label=${`Try again: ${name}`} @click=${() => this.returning.again(id)}>Try again</button>` : nothing}
            ${busy ? nothing : html`<button class="quiet" aria-label=${`Remove ${name}`} @click=${() => this.returning.remove(id)}>Remove</button>`}
          </span>
        </span>
      </div>
      ${open ? html`<chapeau-one-file inRow .returning=${this.returning} .file=${file} .hueOf=${this.hueOf}></chapeau-one-file>` : nothing}
    </li>`
  }

  #text(file: ReturnedFile): TemplateResult {
    const { texts } = this.returning.place.meeting
    return html`<select
        aria-label=${`Text of ${file.name}`}
        ?disabled=${isClosed(file)}
        @change=${(event: Event) => this.returning.change(file.id, { textId: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" .selected=${file.textId === null}>which text?</option>
        ${texts.map(({ id, name }) => html`<option value=${id} .selected=${file.textId === id}>${name}</option>`)}
      </select>
      <small>${likenessSays(file)}</small>`
  }

  #whose(file: ReturnedFile): TemplateResult {
    const { chooses, meeting } = this.returning.place
    if (!chooses) return html`<span class="chip" data-hue=${this.hueOf(file.principal ?? '')}>${codeName(file.principal ?? '')}</span>`
    return html`<select
        aria-label=${`Delegation of ${file.name}`}
        aria-required="true"
        ?disabled=${isClosed(file)}
        @change=${(event: Event) => this.returning.change(file.id, { principal: (event.target as HTMLSelectElement).value || null })}
      >
        <option value="" .selected=${file.principal === null}>whose?</option>
        ${namesToChoose(meeting.delegations).map(({ code, name }) => html`<option value=${code} .selected=${file.principal === code}>${name}</option>`)}
      </select>
      <small>${whySays(file)}</small>`
  }

  #foot(): TemplateResult {
    const { returning, files } = this
    const { batch } = returning
    const ready = files.filter(isReady).length
    const summary = summaryOf(files)
    const { seat, chooses } = returning.place
    const texts = new Set(files.flatMap(({ state, textId }) => (state === 'done' && textId !== null ? [textId] : [])))
    return html`${
        summary === ''
          ? nothing
          : html`<p class="notice ok" role="status">
              ${summary} ${chooses ? 'They are not confirmed until their delegations confirm them.' : ''}
              ${returning.place.here !== null ? nothing : returning.place.meeting.texts.filter(({ id }) => texts.has(id)).map(({ id, name }) => html` <a href=${`/t/${encodeURIComponent(id)}?seat=${encodeURIComponent(seat.id)}`}>Open ${name}</a>`)}
            </p>`
      }
      <div class=${returning.place.here === null ? 'foot still' : 'foot'}>
        ${
          batch === null
            ? html`<button
                class="main"
                aria-disabled=${ready === 0 ? 'true' : nothing}
                @click=${() => ready > 0 && void returning.carryAll()}
              >
                ${ready === 0 ? 'Propose all' : `Propose all: ${count(ready, 'file')}`}
              </button>`
            : html`<button aria-disabled=${batch.stopping ? 'true' : nothing} @click=${() => returning.stop()}>
                  ${batch.stopping ? 'Stopping after this one…' : 'Stop after this one'}
                </button>
                <progress aria-label="Files proposed" .max=${batch.of} .value=${batch.done}></progress>`
        }
        <span role="status">${batch === null ? unready(files) : `${batch.done} of ${batch.of}`}</span>
      </div>`
  }
}

const isClosed = ({ state }: ReturnedFile): boolean => state === 'carrying' || state === 'done'

/** What is in the way of the rest. */
function unready(files: readonly ReturnedFile[]): string {
  const of = (...states: ReturnedFile['state'][]): number => files.filter(({ state }) => states.includes(state)).length
  const parts = [
    of('waiting', 'looking') === 0 ? '' : `${of('waiting', 'looking')} still to be compared`,
    of('asks') === 0 ? '' : `${of('asks')} without text or delegation`,
    of('failed') === 0 ? '' : `${of('failed')} failed`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-many-files': ChapeauManyFiles
  }
}
