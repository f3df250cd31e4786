// What delegations ask of the facilitator and object to: asked here by a delegation, answered here by the desk.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { CHAIR } from '@chapeau/shared/ids'
import { isDesk } from '@chapeau/shared/policy'
import { REQUEST_KINDS, speakersIn, type RequestKind } from '@chapeau/shared/text/closing'
import type { Wish } from '../../connection/acts.ts'
import { codeName, when } from '../../page/names.ts'
import { objectionRows, REQUEST_NAMES, requestRows, type ObjectionRow, type RequestRow } from '../../page/requests.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import type { DrawTool, ToolContext } from './host.ts'

export const draw: DrawTool = (context) => html`<chapeau-requests .context=${context}></chapeau-requests>`

const STATES = { open: '', done: 'done', declined: 'declined', back: 'taken back' } as const

@customElement('chapeau-requests')
export class ChapeauRequests extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private message = ''
  @state() private busy = false
  readonly #notes = new Map<string, string>()

  static override styles = [
    base,
    panelStyles,
    css`
      :host {
        display: grid;
        gap: 18px;
        align-content: start;
      }
      form {
        display: grid;
        grid-template-columns: auto auto minmax(0, 1fr) auto;
        gap: 10px;
        align-items: end;
      }
      label {
        display: grid;
        gap: 4px;
        font-size: 13px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: 64px 72px minmax(0, 1fr) auto;
        gap: 12px;
        padding: 9px 0;
        border-top: 1px solid var(--line);
        align-items: center;
      }
      li > span:nth-child(3) {
        overflow-wrap: anywhere;
      }
      time {
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .settled {
        color: var(--ink-2);
      }
      .row {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      @media (max-width: 760px) {
        form,
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  override render(): TemplateResult {
    const { store } = this.context
    const { sheet, record, actor } = store
    if (sheet === null) return html`<p>The text is not here yet.</p>`
    const rows = requestRows(sheet.heard, record)
    const objections = objectionRows(sheet.meta, record)
    const desk = isDesk(actor)
    const open = rows.filter((row) => row.state === 'open')
    const settled = rows.filter((row) => row.state !== 'open')
    return html`${actor.principal === CHAIR || actor.principal === null ? nothing : this.#form()}
      <p class="notice alarm" role="status" ?hidden=${this.message === ''}>${this.message}</p>
      <section aria-labelledby="open">
        <h2 id="open">${desk ? 'Asked of the facilitator' : 'Asked by our delegation'}</h2>
        ${desk ? this.#showing(speakersIn(sheet.meta) !== null) : nothing}
        ${
          open.length === 0
            ? html`<p>Nothing is open.</p>`
            : html`<ul>
                ${open.map((row) => this.#request(row, desk))}
              </ul>`
        }
        ${
          settled.length === 0
            ? nothing
            : html`<details>
                <summary>${settled.length} settled</summary>
                <ul class="settled">
                  ${settled.toReversed().map((row) => this.#request(row, desk))}
                </ul>
              </details>`
        }
      </section>
      <section aria-labelledby="objections">
        <h2 id="objections">Objections since the revision</h2>
        ${
          objections.length === 0
            ? html`<p>None.</p>`
            : html`<ul>
                ${objections.map((row) => this.#objection(row, desk))}
              </ul>`
        }
      </section>`
  }

  #form(): TemplateResult {
    const { drawn, current } = this.context
    const row = drawn.outline.rows.find(({ index }) => index === current)
    return html`<form @submit=${this.#handleAsk}>
      <label
        >We ask
        <select name="kind">
          ${REQUEST_KINDS.map((kind) => html`<option value=${kind}>${REQUEST_NAMES[kind]}</option>`)}
        </select></label
      >
      <label
        >About
        <select name="target">
          <option value="">no paragraph</option>
          ${row?.id == null ? nothing : html`<option value=${row.id} selected>${row.label === '' ? row.words : row.label}</option>`}
        </select></label
      >
      <label>In a line <input name="words" maxlength="300" autocomplete="off" dir="auto" /></label>
      <button class="main" aria-disabled=${this.busy ? 'true' : nothing}>Ask</button>
    </form>`
  }

  #showing(shown: boolean): TemplateResult {
    return html`<p class="row">
      <button aria-pressed=${shown ? 'true' : 'false'} @click=${() => void this.#do({ act: 'show', what: 'speakers', on: !shown })}>
        The room sees who waits for the floor
      </button>
    </p>`
  }

  #request(row: RequestRow, desk: boolean): TemplateResult {
    const { seq, principal, name, at, place, words, state: settled, note = '', pid } = row
    const index = this.context.drawn.outline.rows.find(({ id }) => id === pid)?.index
    return html`<li>
      <time>${at === null ? '' : when(at, new Date())}</time>
      <b>${codeName(principal)}</b>
      <span dir="auto"
        >${name}${place === '' ? '' : `, ${place}`}${words === '' ? '' : `: “${words}”`}
        ${settled === 'open' ? nothing : html`<small>${STATES[settled]}${note === '' ? '' : `, “${note}”`}</small>`}
        ${
          index === undefined
            ? nothing
            : html`<button
                class="quiet"
                @click=${() => {
                  this.context.close()
                  this.context.go(index, pid)
                }}
              >
                Go there
              </button>`
        }</span
      >
      ${settled === 'open' ? (desk ? this.#answers(seq) : this.#back(seq)) : nothing}
    </li>`
  }

  #answers(seq: number): TemplateResult {
    const answer = (as: 'done' | 'declined'): void => {
      const note = this.#take(`request-${seq}`)
      void this.#do({ act: 'answerRequest', request: seq, answer: as, ...(note === '' ? {} : { note }) })
    }
    return html`<span class="row">
      ${this.#noteField(`request-${seq}`, 'a word to it')} <button @click=${() => answer('done')}>Done</button
      ><button @click=${() => answer('declined')}>Decline</button>
    </span>`
  }

  #back(request: number): TemplateResult {
    return html`<button @click=${() => void this.#do({ act: 'unrequest', request })}>Take it back</button>`
  }

  #objection({ seq, principal, reason, note, place, decision, undone }: ObjectionRow, desk: boolean): TemplateResult {
    const noted = (): void => {
      const words = this.#take(`objection-${seq}-${principal}`)
      if (words === '') this.message = 'Say in a word what is noted.'
      else void this.#do({ act: 'noteObjection', seq, principal, note: words })
    }
    return html`<li>
      <span>no. ${seq}</span>
      <b>${codeName(principal)}</b>
      <span dir="auto"
        >${place === '' ? '' : `${place}: `}“${reason}”
        <small>to: ${decision}${undone ? ' (undone since)' : ''}</small>
        ${note === '' ? nothing : html`<small>noted: “${note}”</small>`}</span
      >
      ${
        desk
          ? html`<span class="row"
              >${this.#noteField(`objection-${seq}-${principal}`, 'what is noted')} <button @click=${noted}>Take note</button></span
            >`
          : nothing
      }
    </li>`
  }

  #noteField(key: string, label: string): TemplateResult {
    return html`<input
      aria-label=${label}
      placeholder=${label}
      maxlength="300"
      autocomplete="off"
      .value=${this.#notes.get(key) ?? ''}
      @input=${(event: Event) => this.#notes.set(key, (event.target as HTMLInputElement).value)}
    />`
  }

  #take(key: string): string {
    const note = (this.#notes.get(key) ?? '').trim()
    this.#notes.delete(key)
    return note
  }

  #handleAsk = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    const text = (name: string): string => {
      const value = data.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const [words, target] = [text('words'), text('target')]
    const kind = (REQUEST_KINDS.find((one) => one === text('kind')) ?? 'floor') satisfies RequestKind
    form.reset()
    void this.#do({ act: 'request', kind, ...(words === '' ? {} : { words }), ...(target === '' ? {} : { target }) })
  }

  async #do(wish: Wish): Promise<void> {
    if (this.busy) return
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? '' : result.message
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-requests': ChapeauRequests
  }
}
