// Offers and packages: what has been put together is looked at as the text would read, and offered; what is offered is answered
// by delegations, and adopted or let fall by the desk.
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property, state } from 'lit/decorators.js'
import { previewOf, type PreviewParagraph } from '@chapeau/shared/brackets/bulk'
import { OFFER_ANSWERS, type OfferAnswer } from '@chapeau/shared/brackets/offers'
import type { Principal } from '@chapeau/shared/ids'
import { may } from '@chapeau/shared/policy'
import type { ActResult, Wish } from '../../connection/acts.ts'
import { codeName } from '../../page/names.ts'
import { ANSWER_NAMES, audienceTyped, lineOf, offerCards, standingOf, STANDING_NAMES, type OfferCard } from '../../page/offers.ts'
import type { Sheet } from '../../store.ts'
import { base } from '../../styles/base.ts'
import { panelStyles } from '../../styles/panel.ts'
import { overLabel } from '../answer.ts'
import type { DrawTool, ToolContext } from './host.ts'
import { offerStyles } from './offers-styles.ts'

export const draw: DrawTool = (context) => html`<chapeau-offers .context=${context}></chapeau-offers>`

@customElement('chapeau-offers')
export class ChapeauOffers extends LitElement {
  @property({ attribute: false }) context!: ToolContext
  @state() private message = ''
  /** The offer whose adoption was refused until it names whom it passes over. */
  @state() private again: { readonly oid: string; readonly objectors: readonly Principal[] } | null = null
  @state() private busy = false

  static override styles = [base, panelStyles, offerStyles]

  override render(): TemplateResult {
    const { sheet, opened, actor } = this.context.store
    if (sheet === null || opened === null) return html`<p>The text is not here yet.</p>`
    const cards = offerCards(sheet, actor, this.context.drawn.status, opened.meeting.delegations)
    return html`<p role="status" class=${this.message === '' ? '' : 'notice'}>${this.message}</p>
      ${this.#composer(sheet)}
      <h2>Offers</h2>
      ${cards.length === 0 ? html`<p>Nothing is offered.</p>` : cards.map((card) => this.#card(card))}`
  }

  #composer(sheet: Sheet): TemplateResult | typeof nothing {
    const { store, drawn, packing, pack } = this.context
    const permission = may(store.actor, 'offer', { status: drawn.status })
    if (store.actor.role === 'observer') return nothing
    const decisions = standingOf(sheet.reading, packing)
    if (decisions.length === 0)
      return html`<h2>The package</h2>
        <p>
          ${permission.ok ? 'Select brackets in the text and press “Into a package” in the right pane; they are put together here.' : permission.message}
        </p>`
    return html`<h2>The package</h2>
      <ol class="lines">
        ${decisions.map(
          (one) =>
            html`<li>
              <span dir="auto">${lineOf(sheet.reading, sheet.heard, one).text}</span>
              <button class="quiet" @click=${() => pack(decisions.filter((other) => other !== one))}>Take out</button>
            </li>`,
        )}
      </ol>
      ${this.#preview(previewOf(sheet.reading, sheet.meta, decisions) ?? [])}
      <form @submit=${(event: SubmitEvent) => void this.#send(event, decisions)}>
        <label class="wide">Title <input name="title" required maxlength="120" autocomplete="off" /></label>
        <label class="wide">Note <textarea name="note" rows="2" maxlength="4000"></textarea></label>
        <label>To, by codes <input name="to" maxlength="400" autocomplete="off" placeholder="all delegations" /></label>
        <label class="check"><input type="checkbox" name="aside" /> Only those know of it</label>
        <button class="main" aria-disabled=${permission.ok && !this.busy ? nothing : 'true'}>Offer it</button>
      </form>`
  }

  #preview(preview: readonly PreviewParagraph[]): TemplateResult | typeof nothing {
    if (preview.length === 0) return nothing
    return html`<ol class="preview" aria-label="How the text would read">
      ${preview.map(
        ({ label, before, after }) =>
          html`<li>
            <b>${label}</b><span class="before" dir="auto">${before}</span>
            ${after === '' ? html`<span class="goes">the paragraph goes</span>` : html`<span dir="auto">${after}</span>`}
          </li>`,
      )}
    </ol>`
  }

  #card(card: OfferCard): TemplateResult {
    const { offer, audience, lines, preview, answers, waiting } = card
    return html`<section class="offer" aria-label=${offer.title}>
      <h3>${offer.title} <small>${codeName(offer.by)} ${audience} · ${STANDING_NAMES[offer.standing]}</small></h3>
      ${offer.note === '' ? nothing : html`<p class="note">${offer.note}</p>`}
      <ul>
        ${lines.map(({ text }) => html`<li dir="auto">${text}</li>`)}
      </ul>
      ${
        preview.length === 0
          ? nothing
          : html`<details>
              <summary>As the text would read</summary>
              ${this.#preview(preview)}
            </details>`
      }
      ${
        answers.length + waiting.length === 0
          ? nothing
          : html`<dl>
              ${OFFER_ANSWERS.map((answer) => this.#answers(answer, card))}
              ${
                waiting.length === 0
                  ? nothing
                  : html`<dt>No answer yet</dt>
                      <dd>${waiting.map(codeName).join(', ')}</dd>`
              }
            </dl>`
      }
      ${card.answer?.ok === true ? this.#answerForm(card) : nothing} ${this.#settle(card)}
    </section>`
  }

  #answers(answer: OfferAnswer, { answers }: OfferCard): TemplateResult | typeof nothing {
    const given = answers.filter((one) => one.answer === answer)
    if (given.length === 0) return nothing
    return html`<dt>${ANSWER_NAMES[answer]}</dt>
      <dd>
        ${given.map(
          ({ principal, comment, earlier }) =>
            html`<span
              >${codeName(principal)}${comment === '' ? '' : `: “${comment}”`}${earlier ? html` <small>to an earlier wording</small>` : nothing}</span
            >`,
        )}
      </dd>`
  }

  #answerForm({ offer, mine }: OfferCard): TemplateResult {
    const submit = (event: SubmitEvent): void => {
      event.preventDefault()
      const answer = (event.submitter as HTMLButtonElement | null)?.value as OfferAnswer | undefined
      const comment = new FormData(event.target as HTMLFormElement).get('comment')
      if (answer === undefined || typeof comment !== 'string') return
      void this.#make(
        { act: 'answer', target: offer.oid, answer, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) },
        'Your answer has gone to the facilitator.',
      )
    }
    return html`<form @submit=${submit}>
      <label class="wide"
        >Comment, for the facilitator <input name="comment" maxlength="1000" autocomplete="off" .value=${mine?.comment ?? ''}
      /></label>
      ${OFFER_ANSWERS.map(
        (answer) =>
          html`<button value=${answer} aria-pressed=${mine?.answer === answer ? 'true' : 'false'}>${ANSWER_NAMES[answer]}</button>`,
      )}
    </form>`
  }

  #settle({ offer: { oid }, adopt, fall }: OfferCard): TemplateResult | typeof nothing {
    if (adopt === null && fall === null) return nothing
    const over = this.again?.oid === oid ? this.again.objectors : []
    return html`<div class="do">
      ${
        adopt === null
          ? nothing
          : html`<button
              class=${over.length > 0 ? 'over' : 'main'}
              aria-disabled=${adopt.ok && !this.busy ? nothing : 'true'}
              @click=${() => adopt.ok && void this.#adopt(oid, over)}
            >
              ${overLabel('Adopt it', over)}
            </button>`
      }
      ${
        fall === null
          ? nothing
          : html`<button
              aria-disabled=${fall.ok && !this.busy ? nothing : 'true'}
              @click=${() => fall.ok && void this.#make({ act: 'fallOffer', target: oid }, 'The offer fell.')}
            >
              Let it fall
            </button>`
      }
    </div>`
  }

  async #adopt(oid: string, over: readonly Principal[]): Promise<void> {
    const result = await this.#make(
      { act: 'adoptOffer', target: oid, ...(over.length === 0 ? {} : { over: [...over] }) },
      'Adopted. U takes it back.',
    )
    this.again = result?.status === 'refused' && result.objectors !== undefined ? { oid, objectors: result.objectors } : null
  }

  async #send(event: SubmitEvent, decisions: ToolContext['packing']): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const text = (name: string): string => {
      const value = form.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const { to, unknown } = audienceTyped(text('to'), this.context.store.opened?.meeting.delegations ?? [])
    if (unknown.length > 0) {
      this.message = `There is no delegation ${unknown.join(', ')} in this meeting.`
      return
    }
    const note = text('note')
    const wish: Wish = {
      act: 'offer',
      decisions: [...decisions],
      title: text('title'),
      to,
      aside: form.get('aside') !== null,
      ...(note === '' ? {} : { note }),
    }
    const result = await this.#make(wish, 'The offer is out.')
    if (result?.status === 'done') this.context.pack([])
  }

  async #make(wish: Wish, done: string): Promise<ActResult | null> {
    if (this.busy) return null
    this.busy = true
    const result = await this.context.act(wish)
    this.busy = false
    this.message = result.status === 'done' ? done : result.message
    return result
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-offers': ChapeauOffers
  }
}
