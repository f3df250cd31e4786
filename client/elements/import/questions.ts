// What an import asks as a whole, before one looks at single paragraphs: whose tracked changes are, who unknown names are, whether
// a heading of names speaks for what follows, which brackets compete for one place.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { TablesAs } from '@chapeau/shared/exchange/blocks'
import type { FoundGroup, FoundHeading, FoundName, FoundRequest } from '@chapeau/shared/exchange/found'
import type { Delegation } from '@chapeau/shared/policy'
import type { Choices } from '@chapeau/shared/protocol/choices'
import { count } from '../../page/names.ts'
import { base } from '../../styles/base.ts'
import { chooseGroup, chooseHeading, chooseName, isGrouped, NO_CHOICES } from './choices.ts'
import { choose } from './events.ts'
import { partySelect } from './party.ts'
import type { Preview } from './preview.ts'
import { importStyles } from './styles.ts'

/** Of each kind; further ones are counted, and can be answered at their paragraphs. */
const ASKED = 40
/** Lines at which a name stands that are named. */
const PLACES = 4
/** Members of a group that are shown with their words. */
const MEMBERS = 5

/** What a table that comes in as it is holds is not negotiated. */
const TABLES: readonly (readonly [TablesAs, string])[] = [
  [undefined, 'as they are, those with brackets or changes as paragraphs'],
  ['blocks', 'as they are, all'],
  ['paragraphs', 'as paragraphs, all'],
]

@customElement('chapeau-import-questions')
export class ChapeauImportQuestions extends LitElement {
  @property({ attribute: false }) preview: Preview | null = null
  @property({ attribute: false }) choices: Choices = NO_CHOICES
  @property({ attribute: false }) tables: TablesAs = undefined
  @property({ attribute: false }) delegations: readonly Delegation[] = []

  static override styles = [
    base,
    importStyles,
    css`
      :host {
        display: block;
      }
      .check span {
        overflow-wrap: anywhere;
      }
      li.check {
        grid-template-columns: auto minmax(0, 1fr);
      }
      .tables {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
        padding: 10px 14px 12px;
        font: 600 13px/1.4 var(--sans);
      }
      select {
        font: 400 13px/1.4 var(--sans);
        min-width: 0;
        max-width: 100%;
      }
      b {
        color: var(--ink);
      }
      .request {
        display: block;
      }
    `,
  ]

  override render(): TemplateResult {
    if (this.preview === null) return html``
    const { authors, found, unit, tables } = this.preview
    return html`${authors.size === 0 ? nothing : this.#authors(authors)} ${tables ? this.#tables() : nothing}
    ${this.#asked(this.#names(found.names), 'Who are these?', 'name', (name) => this.#name(name, unit))}
    ${this.#asked(found.headings.filter(speaks), 'Do these names speak for what follows?', 'heading', (one) => this.#heading(one, unit))}
    ${this.#asked(found.groups, 'Do these compete for one place?', 'group', (group) => this.#group(group))}
    ${this.#asked(found.requests, 'Wishes in words; nothing is done about them', 'wish', (request) => this.#request(request, unit))}`
  }

  #asked<T>(all: readonly T[], legend: string, what: string, row: (one: T) => TemplateResult): TemplateResult | typeof nothing {
    if (all.length === 0) return nothing
    const more = all.length - ASKED
    return html`<details class="asked" ?open=${all.length <= 8}>
      <summary>${legend} <small>${count(all.length, what)}</small></summary>
      <ul>
        ${all.slice(0, ASKED).map(row)} ${more > 0 ? html`<li>… and ${count(more, 'more', 'more')}</li>` : nothing}
      </ul>
    </details>`
  }

  #tables(): TemplateResult {
    return html`<label class="tables"
      >Tables come in
      <select @change=${this.#handleTables}>
        ${TABLES.map(([as, words]) => html`<option value=${as ?? ''} ?selected=${this.tables === as}>${words}</option>`)}
      </select></label
    >`
  }

  #handleTables = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement
    choose(this, 'import-tables', { tables: TABLES.find(([as]) => as === value)?.[0] })
  }

  /** Asked once for each: the changes stand as their delegation's, to be confirmed by it. */
  #authors(authors: Preview['authors']): TemplateResult {
    return html`<fieldset class="authors">
      <legend>Whose are the tracked changes?</legend>
      ${[...authors].map(
        ([author, principal]) =>
          html`<label
            ><span dir="auto">${author === '' ? 'unnamed' : author}</span> ${partySelect({
              delegations: this.delegations,
              chosen: principal,
              nobody: 'nobody’s yet',
              says: null,
              pick: (chosen) => choose(this, 'import-author', { author, principal: chosen }),
            })}</label
          >`,
      )}
    </fieldset>`
  }

  /** Names that nobody here has, behind them those that were given to somebody: that can be taken back. */
  #names(unknown: readonly FoundName[]): readonly FoundName[] {
    const open = new Set(unknown.map(({ name }) => name))
    const given = Object.keys(this.choices.names ?? {}).filter((name) => !open.has(name))
    return [...unknown, ...given.map((name) => ({ name, lines: [], perhaps: [] }))]
  }

  #name({ name, lines, perhaps }: FoundName, unit: Preview['unit']): TemplateResult {
    const places = lines.slice(0, PLACES).join(', ') + (lines.length > PLACES ? ' …' : '')
    return html`<li class="authors">
      <label
        ><span><b dir="auto">${name}</b> ${lines.length === 0 ? nothing : html`<small>${unit.toLowerCase()} ${places}</small>`}</span>
        ${partySelect({
          delegations: this.delegations,
          chosen: this.choices.names?.[name] ?? '',
          nobody: 'nobody here; stays among the words',
          says: null,
          perhaps,
          pick: (code) => this.#choose(chooseName(this.choices, name, code === '' ? null : code)),
        })}</label
      >
    </li>`
  }

  #heading({ paragraph, line, parties, unknown, last }: FoundHeading, unit: Preview['unit']): TemplateResult {
    const names = [...parties, ...unknown].join(', ')
    const up = count(last - paragraph, 'paragraph')
    return this.#check(
      `${unit} ${line}: ${up} behind “${names}” ${last - paragraph === 1 ? 'is' : 'are'} proposed by ${parties.join(', ') || 'nobody known'}; the names go`,
      (this.choices.headings ?? []).includes(paragraph),
      (theirs) => this.#choose(chooseHeading(this.choices, paragraph, theirs)),
    )
  }

  #group(group: FoundGroup): TemplateResult {
    return this.#check(`${this.#place(group)}${this.#members(group)}`, isGrouped(this.choices, group), (compete) =>
      this.#choose(chooseGroup(this.choices, group, compete)),
    )
  }

  /** Where brackets stand that compete: many look alike. Options say it themselves. */
  #place(group: FoundGroup): string {
    if ('options' in group) return ''
    const at = this.preview!.paragraphs.find(({ brackets }) => brackets.some(({ n }) => n === group.brackets[0]))
    if (at === undefined) return ''
    return at.label === '' ? `${this.preview!.unit} ${at.line}: ` : `${at.label} `
  }

  #members(group: FoundGroup): string {
    const { paragraphs } = this.preview!
    const numbers = 'brackets' in group ? group.brackets : group.options
    const words = numbers.slice(0, MEMBERS).map((n) => {
      if ('options' in group) return `${paragraphs[n - 1]?.label ?? ''} ${cut(paragraphs[n - 1]?.words ?? '')}`.trim()
      return `[${cut(paragraphs.flatMap(({ brackets }) => brackets).find((one) => one.n === n)?.words ?? '')}]`
    })
    return words.join(' · ') + (numbers.length > MEMBERS ? ` and ${numbers.length - MEMBERS} more` : '')
  }

  #request({ line, parties, words }: FoundRequest, unit: Preview['unit']): TemplateResult {
    return html`<li class="request"><small>${unit} ${line} · ${parties.join(', ')}</small> <span dir="auto">${words}</span></li>`
  }

  #check(says: string, checked: boolean, pick: (on: boolean) => void): TemplateResult {
    return html`<li>
      <label class="check"
        ><input type="checkbox" .checked=${checked} @change=${(event: Event) => pick((event.target as HTMLInputElement).checked)} /><span
          dir="auto"
          >${says}</span
        ></label
      >
    </li>`
  }

  #choose(choices: Choices): void {
    choose(this, 'import-choose', { choices })
  }
}

/** Names with nothing behind them speak for nothing. */
const speaks = ({ paragraph, last }: FoundHeading): boolean => last > paragraph

const cut = (words: string): string => (words.length > 40 ? `${words.slice(0, 40).trim()}…` : words)

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-import-questions': ChapeauImportQuestions
  }
}
