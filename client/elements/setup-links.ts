// New invitations' links, shown this once: to copy, or to hold up as a QR code. Kept in memory only, and gone with it.
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { base } from '../styles/base.ts'
import { ask } from './setup-events.ts'
import { linesOf, type FreshLink } from './setup-invitees.ts'
import { qrPath } from './setup-qr.ts'
import { setupStyles } from './setup-styles.ts'

@customElement('chapeau-setup-links')
export class ChapeauSetupLinks extends LitElement {
  @property({ attribute: false }) links: readonly FreshLink[] = []
  /** Id of the link whose code is shown; null for none. */
  @state() private shown: string | null = null
  /** Id of what was copied last; `all` for all of them. */
  @state() private copied: string | null = null

  static override styles = [
    base,
    setupStyles,
    css`
      :host {
        display: block;
      }
      .card {
        border-color: var(--ink);
      }
      li input {
        flex: 1 1 200px;
        min-width: 0;
        font:
          400 13px/1.3 ui-monospace,
          monospace;
        min-height: 32px;
        padding: 5px 8px;
        background: var(--well);
      }
      li b {
        flex: 0 0 150px;
        font-weight: 560;
        overflow-wrap: anywhere;
      }
      svg {
        flex-basis: 100%;
        width: min(280px, 100%);
        max-width: 280px;
        height: auto;
        border-radius: 6px;
        border: 1px solid var(--line);
        margin: 6px 0;
      }
      @media (max-width: 599px) {
        li b,
        li input {
          flex-basis: 100%;
        }
      }
    `,
  ]

  override render(): TemplateResult {
    const { links } = this
    return html`<section class="card" aria-labelledby="links">
      <div class="head">
        <h2 id="links" tabindex="-1">${links.length === 1 ? 'A new invitation' : `${links.length} new invitations`}</h2>
        ${links.length < 2 ? nothing : html`<button @click=${this.#copyAll}>${this.copied === 'all' ? 'Copied' : 'Copy all'}</button>`}
      </div>
      <p class="lead">
        Shown now and never again: send ${links.length === 1 ? 'it' : 'each'} to the person it is for. Whoever opens a link takes the seat.
      </p>
      <ul class="rows">
        ${repeat(
          links,
          ({ id }) => id,
          (link) => this.#row(link),
        )}
      </ul>
      <p class="sr" role="status">${this.copied === null ? '' : 'Copied'}</p>
      <div class="foot"><button class="main" @click=${() => ask(this, 'links-done', null)}>Done</button></div>
    </section>`
  }

  /** Brings the links before the person who asked for them. */
  reveal(): void {
    const heading = this.renderRoot.querySelector<HTMLElement>('#links')
    heading?.focus({ preventScroll: true })
    heading?.closest('section')?.scrollIntoView({ block: 'nearest' })
  }

  #row({ id, name, link }: FreshLink): TemplateResult {
    const open = this.shown === id
    return html`<li>
      <b>${name}</b>
      <input readonly aria-label=${`Link for ${name}`} .value=${link} @focus=${select} />
      <button aria-label=${`Copy the link for ${name}`} @click=${() => this.#copy(id, link)}>
        ${this.copied === id ? 'Copied' : 'Copy'}
      </button>
      <button aria-label=${`QR code for ${name}`} aria-pressed=${open} @click=${() => (this.shown = open ? null : id)}>QR code</button>
      ${open ? code(link, name) : nothing}
    </li>`
  }

  #copyAll = (): void => void this.#copy('all', linesOf(this.links))

  /** The clipboard needs a secure page; elsewhere the link is selected, to be copied by hand. */
  async #copy(id: string, text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.copied = id
    } catch {
      const at = this.links.findIndex((each) => each.id === id)
      this.renderRoot.querySelectorAll<HTMLInputElement>('li input')[Math.max(at, 0)]?.select()
    }
  }
}

/** Black on white whatever the page's colours: scanners want dark on light. */
function code(link: string, name: string): TemplateResult {
  const { size, path } = qrPath(link)
  return html`<svg viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${`QR code of the link for ${name}`} shape-rendering="crispEdges">
    ${svg`<rect width=${size} height=${size} fill="white"></rect><path d=${path} fill="black"></path>`}
  </svg>`
}

function select(event: Event): void {
  ;(event.target as HTMLInputElement).select()
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-setup-links': ChapeauSetupLinks
  }
}
