// Taking a text away: which format, which view, how brackets stand in it. The file itself is a link; pressed, the page waits for the
// file and says so, for a long text takes seconds, and why there is none.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import { getFile } from '../../connection/http.ts'
import { VIEW_NAMES } from '../../page/names.ts'
import { addressOf, canTrack, FORMATS, formatsFor, type Taking, type TakingFormat } from '../../page/taking.ts'
import { base } from '../../styles/base.ts'
import type { DrawTool } from './host.ts'

export const draw: DrawTool = ({ store: { opened }, view }) =>
  opened === null
    ? html``
    : html`<chapeau-take-away .textId=${opened.textId} .seatId=${opened.seat.id} .shown=${view} ?pdf=${opened.me.pdf}></chapeau-take-away>`

@customElement('chapeau-take-away')
export class ChapeauTakeAway extends LitElement {
  @property() textId = ''
  @property() seatId = ''
  /** The view on the page, which is taken away where nothing else is chosen. */
  @property() shown: View = 'rolling'
  /** Whether the server makes PDFs. */
  @property({ type: Boolean }) pdf = false
  @state() private format: TakingFormat = FORMATS[0]!
  @state() private view: View | null = null
  @state() private tracked = false
  @state() private lines = false
  /** What is being made; '' while nothing is. */
  @state() private making = ''
  /** Why there is no file; '' where there is one or none was asked for. */
  @state() private failure = ''

  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 14px 0 4px;
      }
      fieldset {
        border: 0;
        margin: 0 0 18px;
        padding: 0;
        min-width: 0;
      }
      legend {
        font: 600 11px/1.3 var(--sans);
        letter-spacing: 0.07em;
        text-transform: uppercase;
        color: var(--ink-3);
        padding: 0;
        margin: 0 0 6px;
      }
      .formats {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(230px, 1fr));
        gap: 0 14px;
      }
      label {
        display: flex;
        gap: 9px;
        align-items: baseline;
        padding: 6px 0;
        cursor: pointer;
      }
      label small {
        color: var(--ink-2);
        font-size: 12.5px;
      }
      input {
        min-height: 0;
        accent-color: var(--ink);
        flex: none;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0 18px;
      }
      p {
        color: var(--ink-2);
        margin: 0 0 14px;
        text-wrap: pretty;
      }
      a {
        display: inline-block;
        font: 560 13.5px/1.2 var(--sans);
        padding: 11px 16px;
        border-radius: var(--round);
        background: var(--ink);
        color: var(--on-ink);
        text-decoration: none;
      }
      a[aria-disabled='true'] {
        background: var(--well);
        color: var(--ink-3);
        cursor: default;
      }
      .going {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 14px;
      }
      .going p {
        margin: 0;
      }
      .going .failure {
        flex: 1 1 100%;
        padding: 10px 12px;
        border-inline-start: 3px solid var(--alarm);
        background: var(--alarm-bg);
        color: var(--ink);
      }
    `,
  ]

  override render(): TemplateResult {
    const taking: Taking = { format: this.format, view: this.view ?? this.shown, tracked: this.tracked, lines: this.lines }
    return html`${this.#formats('text', 'The text')} ${this.#formats('tables', 'Tables')}
      ${this.format.of === 'text' ? html`${this.#views(taking)} ${this.#options(taking)}` : nothing}
      <p>${says(taking)}</p>
      <div class="going">
        <a
          download
          href=${addressOf(this.textId, this.seatId, taking)}
          aria-disabled=${this.making !== ''}
          @click=${(event: MouseEvent) => this.#handleTake(event, taking.format)}
          >Take away</a
        >
        <p role="status">${this.making === '' ? nothing : `Making the file: ${this.making} …`}</p>
        ${this.failure === '' ? nothing : html`<p class="failure" role="alert">${this.failure}</p>`}
      </div>`
  }

  /** A link that is opened elsewhere stays the browser's. */
  #handleTake(event: MouseEvent, { name }: TakingFormat): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (this.making === '') void this.#take((event.currentTarget as HTMLAnchorElement).href, name)
  }

  async #take(address: string, name: string): Promise<void> {
    this.making = name
    this.failure = ''
    const answer = await getFile(address)
    this.making = ''
    if (answer.ok) save(answer.value)
    else this.failure = `${answer.problem.title}. ${answer.problem.detail ?? ''}`.trim()
  }

  #formats(of: TakingFormat['of'], legend: string): TemplateResult {
    return html`<fieldset>
      <legend>${legend}</legend>
      <div class="formats">
        ${formatsFor(this.pdf)
          .filter((format) => format.of === of)
          .map(
            (format) =>
              html`<label
                ><input type="radio" name="format" .checked=${format === this.format} @change=${() => (this.format = format)} />
                <span>${format.name} <small>${format.says}</small></span></label
              >`,
          )}
      </div>
    </fieldset>`
  }

  #views({ view: chosen }: Taking): TemplateResult {
    return html`<fieldset>
      <legend>View</legend>
      <div class="row">
        ${VIEWS.map(
          (view) =>
            html`<label
              ><input
                type="radio"
                name="view"
                .checked=${view === chosen}
                @change=${() => (this.view = view)}
              />${VIEW_NAMES[view].name}</label
            >`,
        )}
      </div>
    </fieldset>`
  }

  #options(taking: Taking): TemplateResult | typeof nothing {
    const { options = [] } = taking.format
    if (options.length === 0) return nothing
    const tracks = canTrack(taking)
    return html`${
      options.includes('tracked')
        ? html`<fieldset ?disabled=${!tracks}>
            <legend>Brackets</legend>
            <div class="row">
              <label
                ><input type="radio" name="brackets" .checked=${!tracks || !this.tracked} @change=${() => (this.tracked = false)} />as
                text</label
              >
              <label
                ><input type="radio" name="brackets" .checked=${tracks && this.tracked} @change=${() => (this.tracked = true)} />as tracked
                changes of their delegations</label
              >
            </div>
          </fieldset>`
        : nothing
    }
    ${
      options.includes('lines')
        ? html`<label
            ><input
              type="checkbox"
              .checked=${this.lines}
              @change=${(event: Event) => (this.lines = (event.target as HTMLInputElement).checked)}
            />Number the lines</label
          >`
        : nothing
    }`
  }
}

/** The browser reads the file when it is asked to keep it, and needs its address until then. */
const KEPT_MS = 60_000

function save({ name, file }: { readonly name: string; readonly file: Blob }): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS)
}

/** What one ought to know before. */
function says(taking: Taking): string {
  if (taking.format.of === 'tables') return 'A table says what the room may know.'
  const tracks = taking.format.options?.includes('tracked') === true && !canTrack(taking)
  return `${VIEW_NAMES[taking.view].says}. ${tracks ? 'Tracked changes carry names: they are there in the rolling view. ' : ''}The record says who took which file, by its hash.`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-take-away': ChapeauTakeAway
  }
}
