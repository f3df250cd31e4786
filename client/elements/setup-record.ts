// Who reads what of the record, and for how long its content is kept: the meeting's rules, in a form.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { RecordRules } from '@chapeau/shared/policy'
import { base } from '../styles/base.ts'
import { ask } from './setup-events.ts'
import { RECORD_CONTENT_NAMES, RECORD_NAMES_NAMES } from './setup-names.ts'
import { setupStyles } from './setup-styles.ts'

@customElement('chapeau-setup-record')
export class ChapeauSetupRecord extends LitElement {
  @property({ attribute: false }) rules: RecordRules | null = null
  @property({ attribute: false }) meetingId = ''
  @property({ type: Boolean }) busy = false

  static override styles = [
    base,
    setupStyles,
    css`
      .record {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 14px;
        margin-top: 14px;
      }
      a {
        color: inherit;
      }
      @media (max-width: 699px) {
        .record {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]

  override render(): TemplateResult | typeof nothing {
    const { rules, meetingId } = this
    if (rules === null) return nothing
    const file = (kind: string): string => `/api/meetings/${encodeURIComponent(meetingId)}/record.${kind}`
    return html`<form class="card" aria-labelledby="record" @submit=${this.#handleSubmit}>
      <h2 id="record">The record</h2>
      <p class="lead">
        That something happened, when and by which delegation is everybody’s who has a seat. What more they read is agreed here. The
        meeting’s own record: <a download href=${file('ndjson')}>to check</a>, <a download href=${file('csv')}>as a table</a>.
      </p>
      <div class="record">
        <label>Words and reasons are read by ${choice('content', RECORD_CONTENT_NAMES, rules.content)}</label>
        <label>Names of persons are read by ${choice('names', RECORD_NAMES_NAMES, rules.names)}</label>
        <label
          >Destroyed after days
          <input
            name="keepDays"
            type="number"
            min="1"
            max="36500"
            placeholder="never"
            .value=${rules.keepDays === null ? '' : String(rules.keepDays)}
          />
        </label>
      </div>
      <div class="foot"><button aria-disabled=${this.busy}>Save</button></div>
    </form>`
  }

  #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    ask(this, 'record-agree', { record: recordRulesIn((name) => form.get(name)) })
  }
}

/** The rules that a form says; a name it does not know is the widest. */
export function recordRulesIn(value: (name: string) => unknown): RecordRules {
  const [content, names, days] = [value('content'), value('names'), value('keepDays')]
  return {
    content: content === 'desk' || content === 'delegations' ? content : 'seats',
    names: names === 'desk' ? 'desk' : 'delegations',
    keepDays: typeof days === 'string' && /^[1-9]\d*$/.test(days.trim()) ? Number(days) : null,
  }
}

function choice<Key extends string>(name: string, names: Readonly<Record<Key, string>>, chosen: Key): TemplateResult {
  const options = Object.entries<string>(names).map(
    ([key, says]) => html`<option value=${key} .selected=${key === chosen}>${says}</option>`,
  )
  return html`<select name=${name}>
    ${options}
  </select>`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-record': ChapeauSetupRecord
  }
}
