// A text to read: any of the four views, brackets to be chosen by a press. It renders in the page itself,
// not in a shadow root, so that selection, find and print work as on paper. Never editable.
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { classMap } from 'lit/directives/class-map.js'
import { guard } from 'lit/directives/guard.js'
import { repeat } from 'lit/directives/repeat.js'
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { Bracket, Reading } from '@chapeau/shared/text/read'
import type { ViewParagraph, ViewPiece } from '@chapeau/shared/text/views'
import { blockNode, fileAddress } from '../page/block.ts'
import type { Hue } from '../page/hues.ts'
import { shortLabel } from '../page/names.ts'
import { namesOfRungs, type NameOfRung } from '../page/rungs.ts'
import { emit } from './events.ts'

@customElement('chapeau-reading')
export class ChapeauReading extends LitElement {
  @property({ attribute: false }) paragraphs: readonly ViewParagraph[] = []
  @property({ attribute: false }) brackets: Reading['brackets'] = new Map()
  @property({ attribute: false }) hueOf: (principal: Principal) => Hue = () => 'none'
  @property({ attribute: false }) selected: Bid | null = null
  @property({ attribute: false }) nameOf: NameOfRung = namesOfRungs(undefined)
  @property() name = ''
  @property() textId = ''

  override createRenderRoot(): HTMLElement {
    return this
  }

  override render(): TemplateResult {
    const alternatives = alternativeNames(this.brackets)
    const chosen = this.selected === null ? undefined : this.brackets.get(this.selected)
    const hue = chosen === undefined ? nothing : this.hueOf(chosen.holder)
    return html`<article class="paper" aria-label=${this.name} data-hue=${hue} @click=${this.#handleClick}>
      ${this.paragraphs.length === 0 ? html`<p class="empty">There are no words here yet.</p>` : nothing}
      ${repeat(
        this.paragraphs,
        (paragraph) => paragraph.id ?? paragraph.index,
        (paragraph) => this.#paragraph(paragraph, alternatives),
      )}
    </article>`
  }

  #paragraph(paragraph: ViewParagraph, alternatives: ReadonlyMap<Bid, string>): TemplateResult {
    const { type, level, state, label, pieces, index, id, block } = paragraph
    const heading = type === 'title' || type === 'heading'
    const start = label === '' ? nothing : html`<span class="label">${label}</span>`
    const words = pieces.map((piece, i) => this.#piece(piece, pieces[i - 1], alternatives))
    const end = state === 'open' ? nothing : html`<span class="state">${this.nameOf(state)}</span>`
    const proposals = (paragraph.proposals ?? []).map((words) => html`<span class="structure">${words}</span>`)
    // Spaces between the tags would print: the paper keeps all white space.
    // prettier-ignore
    return html`<p dir="auto" data-type=${type} data-level=${level} data-state=${state} data-index=${index} data-pid=${id ?? ''} role=${heading ? 'heading' : nothing} aria-level=${type === 'title' ? 1 : heading ? 1 + Math.max(1, level) : nothing}>${start}${words}${proposals}${end}</p>${block === undefined ? nothing : guard([block, this.textId], () => blockNode(block, (file) => fileAddress(this.textId, file)))}`
  }

  #piece(piece: ViewPiece, before: ViewPiece | undefined, alternatives: ReadonlyMap<Bid, string>): TemplateResult {
    if (piece.type === 'text') return this.#words(piece)
    const hue = this.hueOf(this.brackets.get(piece.bid)?.holder ?? '')
    const chosen = this.#isSelected(piece.bid) ? 'selected' : ''
    if (piece.type === 'open') {
      const alternative = alternatives.get(piece.bid)
      const name = alternative === undefined ? nothing : html`<span class="alt-name">${alternative}</span>`
      // prettier-ignore
      return html`${name}<span class="token open ${chosen}" data-bid=${piece.bid} data-hue=${hue}>[</span>`
    }
    const gap = before?.type === 'open' ? html`<span class="gap"> </span>` : nothing
    const code = html`<span class="code">${shortLabel(piece.label).replaceAll(' ', '\u00A0')}</span>`
    // prettier-ignore
    return html`<span class="token close ${chosen}" data-bid=${piece.bid} data-hue=${hue}>${gap}${code}]</span>`
  }

  #words({ text, marks, within }: ViewPiece & { type: 'text' }): TemplateResult {
    let words: TemplateResult | readonly (string | TemplateResult)[] = withLiterals(text)
    if (marks?.bold) words = html`<strong>${words}</strong>`
    if (marks?.italic) words = html`<em>${words}</em>`
    if (marks?.underline) words = html`<u>${words}</u>`
    const around = within.flatMap((bid) => this.brackets.get(bid) ?? [])
    const inner = around.at(-1)
    if (inner === undefined) return html`${words}`
    const coloured = around.findLast(({ kind }) => kind === 'ins' || kind === 'del') ?? inner
    const classes = { words: true, selected: this.selected !== null && within.includes(this.selected), ...kindClasses(around) }
    return html`<span class=${classMap(classes)} data-bid=${inner.bid} data-hue=${this.hueOf(coloured.holder)}>${words}</span>`
  }

  /** Tokens nested in the selected bracket belong to what is selected. */
  #isSelected(bid: Bid): boolean {
    for (let at: Bid | null = bid; at !== null; at = this.brackets.get(at)?.parent ?? null) if (at === this.selected) return true
    return false
  }

  #handleClick = (event: Event): void => {
    if ((getSelection()?.toString() ?? '') !== '') return
    const target = (event.target as HTMLElement).closest<HTMLElement>('[data-bid]')
    emit(this, 'bracket-select', { bid: target?.dataset['bid'] ?? null })
  }
}

/** The kinds around words; a deletion inside an addition is both. */
function kindClasses(around: readonly Bracket[]): Record<string, boolean> {
  const classes: Record<string, boolean> = {}
  for (const { kind } of around) classes[kind] = true
  return classes
}

/** Names of competing additions: `Alt 1`, `Alt 2`. A replace is one proposal and needs none. */
export function alternativeNames(brackets: Reading['brackets']): ReadonlyMap<Bid, string> {
  const groups = new Map<string, Bid[]>()
  for (const { bid, group, kind } of brackets.values()) {
    if (group !== null && kind === 'ins') groups.set(group, [...(groups.get(group) ?? []), bid])
  }
  const names = new Map<Bid, string>()
  for (const bids of groups.values()) if (bids.length > 1) bids.forEach((bid, i) => names.set(bid, `Alt ${i + 1}`))
  return names
}

/** Brackets that are only characters look unlike those that a party answers for. */
function withLiterals(text: string): readonly (string | TemplateResult)[] {
  if (!/[[\]]/.test(text)) return [text]
  return text.split(/([[\]])/).map((part) => (part === '[' || part === ']' ? html`<span class="literal">${part}</span>` : part))
}

declare global {
  interface HTMLElementTagNameMap {
    'chapeau-reading': ChapeauReading
  }
}
