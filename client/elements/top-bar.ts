// The bar on top: meeting, text, revision, the four views, who is here, and the menu.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import { VIEWS, type View } from '@chapeau/shared/text/views'
import type { Hue } from '../page/hues.ts'
import { codeName, count, partyName, VIEW_NAMES } from '../page/names.ts'
import type { Party } from '../page/people.ts'
import type { ToolEntry } from '../page/tools.ts'
import type { Delegation } from '@chapeau/shared/policy'
import { base } from '../styles/base.ts'
import { emit } from './events.ts'

/** Chips shown before the rest becomes a number. */
const CHIPS = 5

/** A line of the menu that leads elsewhere. */
export interface MenuLink {
  readonly name: string
  readonly href: string
}

@customElement('chapeau-top-bar')
export class ChapeauTopBar extends LitElement {
  @property() meeting = ''
  @property() text = ''
  @property() revision = ''
  @property() view: View = 'rolling'
  @property({ attribute: false }) parties: readonly Party[] = []
  @property({ attribute: false }) delegations: readonly Delegation[] = []
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  @property({ attribute: false }) tools: readonly ToolEntry[] = []
  @property({ attribute: false }) links: readonly MenuLink[] = []

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 16px;
        padding: 8px 20px;
        min-height: 52px;
        background: var(--paper);
        border-bottom: 1px solid var(--line);
      }
      .name {
        font: 600 17px/1 var(--serif);
        letter-spacing: 0.01em;
        color: var(--ink);
        text-decoration: none;
        white-space: nowrap;
      }
      .name span {
        color: var(--ink-3);
      }
      .where {
        min-width: 0;
        flex: 1;
        display: flex;
        gap: 7px;
        align-items: baseline;
        white-space: nowrap;
      }
      .where h1 {
        font: 560 14px/1.4 var(--sans);
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        min-width: 0;
      }
      .where span {
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
        flex: none;
      }
      .where .meeting:not(.dot) {
        flex: 0 1000 auto;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .views {
        display: flex;
        border: 1px solid var(--line-2);
        border-radius: var(--round);
        overflow: hidden;
        flex: none;
      }
      .views button {
        border: 0;
        border-radius: 0;
        min-height: 32px;
        padding: 5px 12px;
        font-weight: 450;
        color: var(--ink-2);
        border-inline-end: 1px solid var(--line);
      }
      .views button:last-child {
        border: 0;
      }
      .views button[aria-pressed='true'] {
        background: var(--ink);
        color: var(--on-ink);
        box-shadow: none;
      }
      .views button:focus-visible {
        outline-offset: -3px;
      }
      .views + select {
        display: none;
      }
      .who {
        display: flex;
        flex: none;
        margin: 0;
        padding: 0 0 0 6px;
        list-style: none;
      }
      .who li {
        font: 650 9.5px/24px var(--sans);
        min-width: 34px;
        padding: 0 6px;
        text-align: center;
        border-radius: 13px;
        letter-spacing: 0.02em;
        color: var(--paper);
        background: var(--d, var(--hue-none));
        margin-inline-start: -6px;
        border: 2px solid var(--paper);
      }
      .icon {
        min-width: 36px;
        padding: 6px;
        display: grid;
        place-items: center;
      }
      .icon svg {
        width: 18px;
        height: 18px;
        fill: none;
        stroke: currentColor;
        stroke-width: 1.7;
        stroke-linecap: round;
      }
      .list,
      #menu .guide {
        display: none;
      }
      #menu {
        position: fixed;
        inset: 50px 12px auto auto;
        margin: 0;
        width: 260px;
        max-height: calc(100dvh - 70px);
        overflow: auto;
        padding: 6px;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--paper);
        color: var(--ink);
        box-shadow: var(--float);
      }
      #menu a,
      #menu button {
        display: flex;
        justify-content: space-between;
        width: 100%;
        padding: 9px 12px;
        border: 0;
        border-radius: 6px;
        font: 450 14px/1.3 var(--sans);
        color: inherit;
        text-decoration: none;
        text-align: start;
        background: none;
      }
      #menu :is(a, button):hover {
        background: var(--well);
      }
      #menu hr {
        border: 0;
        border-top: 1px solid var(--line);
        margin: 6px 0;
      }
      #menu .present {
        margin: 0;
        padding: 6px 12px;
        list-style: none;
        color: var(--ink-2);
        font-size: 13px;
      }
      #menu .present li {
        padding: 2px 0;
      }
      #menu h2 {
        margin: 8px 12px 4px;
      }
      @media (max-width: 1199px) {
        .where .meeting {
          display: none;
        }
        .views {
          display: none;
        }
        .views + select {
          display: block;
          flex: none;
        }
      }
      @media (max-width: 899px) {
        :host {
          gap: 8px;
          padding: 6px 10px;
        }
        .list {
          display: grid;
        }
        #menu .guide {
          display: flex;
        }
        .name,
        .who {
          display: none;
        }
        .where {
          display: block;
          line-height: 1.25;
        }
        .where h1,
        .where span {
          display: block;
          overflow: hidden;
          text-overflow: ellipsis;
        }
        .where span {
          font-size: 12px;
        }
        .where .dot {
          display: none;
        }
        .views + select {
          max-width: 118px;
          padding: 6px;
        }
      }
    `,
  ]

  override render(): TemplateResult {
    return html`
      <button class="icon quiet list" aria-label="Paragraphs" @click=${() => emit(this, 'list-toggle', null)}>${LIST_ICON}</button>
      <a class="name" href="/" title="My meetings">Chapeau <span aria-hidden="true">ˆ</span></a>
      <div class="where">
        <h1>${this.text}</h1>
        <span class="dot" aria-hidden="true">·</span><span>${this.revision}</span>
        ${this.meeting === '' ? nothing : html`<span class="dot meeting" aria-hidden="true">·</span><span class="meeting">${this.meeting}</span>`}
      </div>
      ${this.#views()} ${this.#who()}
      <button class="icon quiet" aria-label="Menu" popovertarget="menu">${MENU_ICON}</button>
      ${this.#menu()}
    `
  }

  #views(): TemplateResult {
    return html`<div class="views" role="group" aria-label="View">
        ${VIEWS.map(
          (view) =>
            html`<button
              aria-pressed=${view === this.view}
              title=${VIEW_NAMES[view].says}
              @click=${() => emit(this, 'view-change', { view })}
            >
              ${VIEW_NAMES[view].name}
            </button>`,
        )}
      </div>
      <select
        aria-label="View"
        @change=${(event: Event) => emit(this, 'view-change', { view: (event.target as HTMLSelectElement).value as View })}
      >
        ${VIEWS.map((view) => html`<option value=${view} ?selected=${view === this.view}>${VIEW_NAMES[view].name}</option>`)}
      </select>`
  }

  #who(): TemplateResult | typeof nothing {
    const chips = this.parties.filter(({ role }) => role !== 'observer')
    if (chips.length === 0) return nothing
    const shown = chips.slice(0, CHIPS)
    const more = this.parties.length - shown.length
    return html`<ul class="who" aria-label="Here now">
      ${shown.map(
        (party) => html`<li data-hue=${this.hueOf(party.principal ?? '')} title=${this.#partyTitle(party)}>${this.#partyCode(party)}</li>`,
      )}
      ${more === 0 ? nothing : html`<li title=${`${count(more, 'more party', 'more parties')}; see the menu`}>+${more}</li>`}
    </ul>`
  }

  #menu(): TemplateResult {
    return html`<div id="menu" popover role="dialog" aria-label="Menu" @click=${this.#handleMenuClick}>
      ${this.links.map(({ name, href }) => html`<a href=${href}>${name}</a>`)}
      <hr />
      <button class="guide" @click=${() => emit(this, 'side-toggle', null)}>What I can do here</button>
      ${this.tools.map(({ id, name }) => html`<button @click=${() => emit(this, 'tool-open', { tool: id })}>${name}</button>`)}
      <button @click=${() => emit(this, 'palette-open', null)}>All commands <kbd aria-hidden="true">/</kbd></button>
      <button @click=${() => window.print()}>Print</button>
      <button @click=${() => emit(this, 'projector-toggle', null)}>Projector <kbd aria-hidden="true">Shift P</kbd></button>
      <button @click=${() => emit(this, 'help-open', null)}>Keys and help <kbd aria-hidden="true">?</kbd></button>
      <hr />
      <h2>Here now</h2>
      <ul class="present">
        ${this.parties.map((party) => html`<li>${this.#partyTitle(party)}</li>`)}
      </ul>
    </div>`
  }

  #partyCode({ principal, role }: Party): string {
    return principal === null ? (role === 'observer' ? 'OBS' : 'SEC') : codeName(principal)
  }

  #partyTitle({ principal, role, names }: Party): string {
    const party = role === 'observer' ? 'Observers' : principal === null ? 'Secretariat' : partyName(principal, this.delegations)
    const title = party.charAt(0).toUpperCase() + party.slice(1)
    return names.length === 0 ? title : `${title}: ${names.join(', ')}`
  }

  #handleMenuClick = (event: Event): void => {
    if ((event.target as HTMLElement).closest('a, button') !== null) this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover()
  }
}

const LIST_ICON = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h9" /></svg>`
const MENU_ICON = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 10h.01M10 10h.01M16 10h.01" stroke-width="3" /></svg>`

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-top-bar': ChapeauTopBar
  }
}
