// Asks a person what they are called: it stands beside their delegation on the others' screens and in the record, as far as
// the meeting's rules show it. Nobody has to answer.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { MeAnswer } from '@chapeau/shared/protocol/api'
import { patchJson } from '../connection/http.ts'
import { base, dialogs } from '../styles/base.ts'
import { emit } from './events.ts'

@customElement('chapeau-name-dialog')
export class ChapeauNameDialog extends LitElement {
  @property() name = ''
  @state() private failure = ''

  static override styles = [
    base,
    dialogs,
    css`
      dialog {
        white-space: normal;
      }
      label {
        display: grid;
        gap: 6px;
      }
      p {
        margin: 0 0 14px;
        color: var(--ink-2);
      }
    `,
  ]

  show(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog !== null && !dialog.open) dialog.showModal()
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" closedby="any">
      <form @submit=${this.#handleSubmit}>
        <h1 id="title">Your name</h1>
        <p>
          It stands beside your delegation on the screens of the others and in the record, as far as the meeting shows names. Words are the
          delegation’s with or without it.
        </p>
        <label>Name <input name="name" maxlength="120" autocomplete="name" .value=${this.name} autofocus /></label>
        ${this.failure === '' ? nothing : html`<p role="alert">${this.failure}</p>`}
        <div class="foot">
          <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Not now</button>
          <button class="main">Save</button>
        </div>
      </form>
    </dialog>`
  }

  #handleSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const name = new FormData(event.target as HTMLFormElement).get('name')
    const answer = await patchJson<MeAnswer>('/api/me', { name: typeof name === 'string' ? name : '' })
    this.failure = answer.ok ? '' : (answer.problem.detail ?? answer.problem.title)
    if (!answer.ok) return
    emit(this, 'name-change', { name: answer.value.person.name })
    this.renderRoot.querySelector('dialog')?.close()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-name-dialog': ChapeauNameDialog
  }
}
