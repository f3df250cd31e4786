// A delegation of one's own, or changes to one that sits: code, name, preset. Opens as a dialog; asks, does nothing.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Delegation, Preset } from '@chapeau/shared/policy'
import { base, dialogs } from '../styles/base.ts'
import { ask } from './setup-events.ts'
import { faultsOf, wishFromForm, type DelegationForm, type FormFaults } from './setup-form.ts'
import { PRESET_NAMES } from './setup-names.ts'
import { setupStyles } from './setup-styles.ts'

const PRESETS: readonly Preset[] = ['member', 'observer', 'stakeholder']

@customElement('chapeau-delegation-form')
export class ChapeauDelegationForm extends LitElement {
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @state() private form: DelegationForm = { code: '', name: '', preset: 'member' }
  /** The delegation that is being changed; null for a new one. */
  @state() private former: Delegation | null = null
  @state() private faults: FormFaults = {}

  static override styles = [
    base,
    dialogs,
    setupStyles,
    css`
      form {
        display: grid;
        gap: 14px;
      }
      #code {
        width: 14ch;
        text-transform: uppercase;
      }
      dialog h1,
      .foot {
        margin: 0;
      }
    `,
  ]

  /** Opens the form. */
  show(form: DelegationForm, former: Delegation | null): void {
    this.form = form
    this.former = former
    this.faults = {}
    this.renderRoot.querySelector('dialog')?.showModal()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(form.code === '' ? '#code' : '#name')?.focus())
  }

  override render(): TemplateResult {
    const { form, former } = this
    return html`<dialog aria-labelledby="title">
      <form novalidate @submit=${this.#handleSubmit}>
        <h1 id="title">${former === null ? 'A delegation of your own' : `Change ${former.code}`}</h1>
        <div>
          <label for="code">Code</label>
          ${this.#field('code', form.code, 12, former !== null)}
          <p class="hint">Printed after its words: <q>[words – ${form.code.toUpperCase() || 'CODE'}]</q>. It cannot be changed later.</p>
        </div>
        <div>
          <label for="name">Name</label>
          ${this.#field('name', form.name, 200, false)}
        </div>
        <label
          >Takes part as
          <select @change=${(event: Event) => this.#set({ preset: (event.target as HTMLSelectElement).value as Preset })}>
            ${PRESETS.map((preset) => html`<option value=${preset} .selected=${preset === form.preset}>${PRESET_NAMES[preset].name}</option>`)}
          </select>
        </label>
        <p class="hint">${PRESET_NAMES[form.preset].name}: ${PRESET_NAMES[form.preset].says}.</p>
        <div class="foot">
          <button type="button" class="quiet" @click=${this.#close}>Cancel</button
          ><button class="main">${former === null ? 'Add' : 'Save'}</button>
        </div>
      </form>
    </dialog>`
  }

  #field(field: 'code' | 'name', value: string, length: number, fixed: boolean): TemplateResult {
    const fault = this.faults[field]
    return html`<input
        id=${field}
        style=${field === 'name' ? 'width:100%' : nothing}
        maxlength=${length}
        autocomplete="off"
        spellcheck="false"
        ?readonly=${fixed}
        aria-invalid=${fault !== undefined}
        aria-describedby=${`${field}-fault`}
        .value=${value}
        @input=${(event: Event) => this.#set({ [field]: (event.target as HTMLInputElement).value })}
      />
      <p class="fault" id=${`${field}-fault`} role="alert">${fault ?? nothing}</p>`
  }

  #set(change: Partial<DelegationForm>): void {
    this.form = { ...this.form, ...change }
    // What was wrong is looked at again at once; what is not yet filled in is not held against anybody.
    if (Object.keys(this.faults).length > 0) this.faults = this.#look()
  }

  #look(): FormFaults {
    return faultsOf(this.form, this.delegations, this.former?.code ?? null)
  }

  #close = (): void => {
    this.renderRoot.querySelector('dialog')?.close()
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    this.faults = this.#look()
    const [first] = Object.keys(this.faults)
    if (first !== undefined) {
      this.renderRoot.querySelector<HTMLElement>(`#${first}`)?.focus()
      return
    }
    ask(this, 'delegations-put', { wishes: [wishFromForm(this.form, this.former)] })
    this.#close()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-delegation-form': ChapeauDelegationForm
  }
}
