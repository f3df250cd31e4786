// The differences of a file that came back, in the order of the text: place, words around, what was and what is, what would
// become of it, and a box to leave it out.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import type { Principal } from '@chapeau/shared/ids'
import type { ComparedDifference } from '@chapeau/shared/protocol/api'
import type { Hue } from '../../page/hues.ts'
import { codeName } from '../../page/names.ts'
import { differenceName, isChoice, stateSays } from '../../page/returns.ts'
import { base } from '../../styles/base.ts'
import { tell } from './events.ts'

/** Differences that are shown before one asks for more. */
const SHOWN = 200

@customElement('chapeau-differences')
export class ChapeauDifferences extends LitElement {
  @property({ attribute: false }) differences: readonly ComparedDifference[] = []
  @property({ attribute: false }) left: ReadonlySet<number> = new Set()
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  /** Nothing can be left out any more. */
  @property({ type: Boolean }) closed = false
  @state() private all = false

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        display: grid;
        grid-template-columns: 22px 74px minmax(0, 1fr);
        gap: 2px 10px;
        padding: 11px 0;
        border-top: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      input {
        min-height: 0;
        width: 18px;
        height: 18px;
        margin: 3px 0 0;
        accent-color: var(--ink);
      }
      .place {
        font: 600 13px/1.9 var(--sans);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      .words {
        font: 16px/1.55 var(--serif);
        margin: 0;
        white-space: pre-line;
      }
      .around {
        color: var(--ink-3);
      }
      del {
        color: var(--d);
        text-decoration: line-through 1.5px var(--d);
      }
      ins {
        color: var(--d);
        text-decoration: underline 1.5px var(--d);
        text-underline-offset: 4px;
      }
      .t {
        font-weight: 650;
        color: var(--d);
      }
      .left :is(del, ins, .t) {
        color: var(--ink-3);
        text-decoration-color: var(--line-2);
      }
      .says {
        grid-column: 3;
        margin: 0;
        font: 450 13px/1.45 var(--sans);
        color: var(--ink-2);
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: baseline;
      }
      .says .join {
        color: var(--ok);
      }
      .says .ask {
        color: var(--adref);
        font-weight: 560;
      }
      .says .stop {
        color: var(--alarm);
        font-weight: 560;
      }
      @media (max-width: 640px) {
        li {
          grid-template-columns: 22px minmax(0, 1fr);
        }
        .words,
        .says {
          grid-column: 2;
        }
      }
    `,
  ]

  override render(): TemplateResult {
    const { differences } = this
    const shown = this.all ? differences : differences.slice(0, SHOWN)
    return html`<ol>
        ${shown.map((one) => this.#difference(one))}
      </ol>
      ${
        differences.length > shown.length
          ? html`<button @click=${() => (this.all = true)}>Show ${differences.length - shown.length} more</button>`
          : nothing
      }`
  }

  #difference(difference: ComparedDifference): TemplateResult {
    const { n, principal, paragraph, rationale, kind } = difference
    const left = this.left.has(n)
    const { says, tone } = stateSays(difference)
    const name = differenceName(difference)
    return html`<li class=${left || !isChoice(difference) ? 'left' : ''} data-hue=${this.hueOf(principal)}>
      ${
        isChoice(difference)
          ? html`<input
              type="checkbox"
              aria-label=${`Propose: ${name}`}
              aria-describedby=${`words-${n} says-${n}`}
              .checked=${!left}
              ?disabled=${this.closed}
              @change=${() => tell(this, 'difference-leave', { n })}
            />`
          : html`<span aria-hidden="true">–</span>`
      }
      <span class="place"
        ><span class="sr">${name}</span
        ><span aria-hidden="true">${kind === 'paragraph' ? `+ ${paragraph.label}` : paragraph.label}</span></span
      >
      <p class="words" id=${`words-${n}`} dir="auto">${wordsOf(difference)}</p>
      <p class="says" id=${`says-${n}`}>
        <span class="chip">${codeName(principal)}</span><span class=${tone}>${says}${left ? ' · left out' : ''}</span>
        ${rationale === '' ? nothing : html`<span>Reason: “${rationale}”</span>`}
      </p>
    </li>`
  }
}

/** The words as the paper would show them. */
function wordsOf({ kind, before, after, was, is, label }: ComparedDifference): TemplateResult {
  if (kind === 'comment') return html`“${is}”`
  if (kind === 'paragraph') return html`<ins>${label === '' ? nothing : html`<b>${label}</b> `}${is}</ins>`
  const words =
    kind === 'reserve'
      ? html`<span class="t">[</span>${was}<span class="t">]</span>`
      : html`${was === '' ? nothing : html`<del>${was}</del>`}${is === '' ? nothing : html`<ins>${is}</ins>`}`
  // No white space between: the words stand as close as they are.
  return html`<span class="around">${before === '' ? nothing : `…${before}`}</span>${words}<span class="around"
      >${after === '' ? nothing : `${after}…`}</span
    >`
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-differences': ChapeauDifferences
  }
}
