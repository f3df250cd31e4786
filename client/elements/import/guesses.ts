// What was guessed of one paragraph, its brackets and its notes, as fields that a person changes.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { FoundBracket, FoundNote } from '@chapeau/shared/exchange/found'
import type { Delegation } from '@chapeau/shared/policy'
import type { BracketChoice, Choices, ParagraphChoice, Role, Treatment } from '@chapeau/shared/protocol/choices'
import type { ParagraphState } from '@chapeau/shared/text/meta'
import type { BracketKind, ParagraphType } from '@chapeau/shared/text/model'
import { base } from '../../styles/base.ts'
import { chooseBracket, chooseNote, chooseParagraph, NO_CHOICES } from './choices.ts'
import { choose } from './events.ts'
import { partySelect } from './party.ts'
import type { PreviewParagraph } from './preview.ts'

const TYPES: Readonly<Record<ParagraphType, string>> = { para: 'paragraph', item: 'item', heading: 'heading', title: 'title' }
const RUNGS: Readonly<Record<ParagraphState, string>> = { open: 'open', parked: 'parked', adref: 'agreed ad ref', agreed: 'agreed' }
const ROLES: Readonly<Record<Role, string>> = {
  proposal: 'a proposal',
  alternative: 'an alternative',
  nullMember: '“no text”, an alternative',
  openMember: 'room for another alternative',
  placeholder: 'a placeholder',
  status: 'a note of a state',
  drafting: 'a note to the drafters',
  orientation: 'orientation only',
  citation: 'a citation or editor’s mark',
  unknown: 'a proposal or a citation',
}
const TREATMENTS: Readonly<Record<Treatment, string>> = {
  bracket: 'a bracket',
  placeholder: 'a placeholder',
  literal: 'characters',
  words: 'its words, no bracket',
  out: 'nothing, it is left out',
}
const KINDS: Readonly<Record<Exclude<BracketKind, 'note'>, string>> = { ins: 'addition', del: 'deletion', res: 'reservation' }
const DEEPEST = 8

@customElement('chapeau-import-guesses')
export class ChapeauImportGuesses extends LitElement {
  @property({ attribute: false }) paragraph: PreviewParagraph | null = null
  @property({ attribute: false }) choices: Choices = NO_CHOICES
  @property({ attribute: false }) delegations: readonly Delegation[] = []

  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin: 0 0 14px;
        padding: 12px 14px;
        border-radius: 6px;
        background: var(--well);
        font: 13px/1.45 var(--sans);
      }
      .fields {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 14px;
        align-items: end;
      }
      .fields > label {
        display: grid;
        gap: 3px;
        font-weight: 560;
      }
      .fields > .check {
        display: flex;
        gap: 7px;
        align-items: center;
        min-height: 34px;
      }
      input:not([type='checkbox']),
      select {
        min-height: 34px;
        padding: 4px 8px;
        font: 400 13px/1.3 var(--sans);
        max-width: 100%;
      }
      input[type='checkbox'] {
        min-height: 0;
        accent-color: var(--ink);
      }
      .label {
        width: 9em;
      }
      .level {
        width: 4.5em;
      }
      .bracket {
        border: 0;
        border-top: 1px solid var(--line);
        margin: 12px 0 0;
        padding: 10px 0 0;
        min-width: 0;
      }
      .bracket legend {
        float: inline-start;
        width: 100%;
        padding: 0;
        margin: 0 0 6px;
        font: 15px/1.4 var(--serif);
        overflow-wrap: anywhere;
      }
      .bracket .fields {
        clear: both;
      }
    `,
  ]

  override render(): TemplateResult {
    const { paragraph } = this
    if (paragraph === null) return html``
    return html`${this.#shape(paragraph)} ${paragraph.brackets.map((bracket) => this.#bracket(bracket))}
    ${paragraph.notes.map((note) => this.#note(note))}`
  }

  #shape({ n, label, type, level, state, out, joined }: PreviewParagraph): TemplateResult {
    const set = (change: Partial<Omit<ParagraphChoice, 'n'>>): void => this.#choose(chooseParagraph(this.choices, n, change))
    return html`<div class="fields">
      <label
        >Label
        <input
          class="label"
          maxlength="60"
          autocomplete="off"
          .value=${label}
          @change=${(event: Event) => set({ label: valueOf(event).trim() })}
      /></label>
      <label>Shape ${select(TYPES, type, (value) => set({ type: value }))}</label>
      <label
        >Level
        <input
          class="level"
          type="number"
          min="0"
          max=${DEEPEST}
          .value=${String(level)}
          @change=${(event: Event) => set({ level: levelIn(valueOf(event)) })}
      /></label>
      <label>Stands as ${select(RUNGS, state, (value) => set({ state: value }))}</label>
      ${check('Goes on from the one before', joined, (on) => this.#choose(chooseParagraph(this.choices, n, { join: on ? true : undefined })))}
      ${check('Left out', out, (on) => this.#choose(chooseParagraph(this.choices, n, { out: on ? true : undefined })))}
    </div>`
  }

  #bracket({ n, words, role, as, kind, by, names, tracked, state, stands, paragraph }: FoundBracket): TemplateResult {
    const set = (change: Partial<Omit<BracketChoice, 'n'>>): void => this.#choose(chooseBracket(this.choices, n, change))
    const others = stands.map(({ principal, stance }) => `${principal} ${stance}`).join(', ')
    return html`<fieldset class="bracket">
      <legend dir="auto">[${words}]${names === '' ? nothing : html` <small>as it says: ${names}</small>`}</legend>
      <div class="fields">
        ${tracked ? nothing : html`<label>Is ${select(ROLES, role, (value) => set({ role: value }))}</label>`}
        <label>Comes in as ${select(TREATMENTS, as, (value) => set({ as: value }))}</label>
        ${
          as === 'bracket'
            ? html`<label>Wants ${select(KINDS, kind === 'note' ? 'ins' : kind, (value) => set({ kind: value }))}</label>
                <label
                  >Whose
                  ${partySelect({
                    delegations: this.delegations,
                    chosen: by,
                    nobody: 'nobody’s yet',
                    says: null,
                    pick: (code) => set({ by: code }),
                  })}</label
                >`
            : nothing
        }
        ${
          others === ''
            ? nothing
            : html`<span
                >Also: ${others} <button type="button" class="quiet" @click=${() => set({ stands: [] })}>Without these</button></span
              >`
        }
        ${
          state === null || as === 'out'
            ? nothing
            : html`<button
                type="button"
                @click=${() => this.#apply(paragraph, state, (choices) => chooseBracket(choices, n, { as: 'out' }))}
              >
                Paragraph is ${RUNGS[state]}; take the note out
              </button>`
        }
      </div>
    </fieldset>`
  }

  #note({ n, words, state, paragraph }: FoundNote): TemplateResult {
    const out = (this.choices.notes ?? []).some((one) => one.n === n)
    return html`<fieldset class="bracket">
      <legend dir="auto">${words} <small>looks like no text</small></legend>
      <div class="fields">
        ${check('Left out', out, (on) => this.#choose(chooseNote(this.choices, n, on)))}
        ${
          state === null || out
            ? nothing
            : html`<button type="button" @click=${() => this.#apply(paragraph, state, (choices) => chooseNote(choices, n, true))}>
                Paragraph is ${RUNGS[state]}; take the note out
              </button>`
        }
      </div>
    </fieldset>`
  }

  /** Puts the paragraph where a note says that it stands, and takes the note out. */
  #apply(paragraph: number, state: ParagraphState, out: (choices: Choices) => Choices): void {
    this.#choose(out(chooseParagraph(this.choices, paragraph, { state })))
  }

  #choose(choices: Choices): void {
    choose(this, 'import-choose', { choices })
  }
}

function select<Value extends string>(names: Readonly<Record<Value, string>>, chosen: Value, pick: (value: Value) => void): TemplateResult {
  const all = Object.entries(names) as [Value, string][]
  return html`<select @change=${(event: Event) => pick(valueOf(event) as Value)}>
    ${all.map(([value, name]) => html`<option value=${value} .selected=${value === chosen}>${name}</option>`)}
  </select>`
}

const check = (says: string, checked: boolean, pick: (on: boolean) => void): TemplateResult =>
  html`<label class="check"
    ><input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => pick((event.target as HTMLInputElement).checked)}
    />${says}</label
  >`

const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value

const levelIn = (value: string): number => Math.min(DEEPEST, Math.max(0, Math.round(Number(value)) || 0))

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-import-guesses': ChapeauImportGuesses
  }
}
