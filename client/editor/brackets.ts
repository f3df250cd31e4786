// How brackets look in the editor: colours, strikes and labels from the reading, as decorations that are rebuilt
// only for paragraphs whose reading changed. The words themselves are never touched here.
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { printedStructures } from '@chapeau/shared/brackets/structures'
import { blockOf } from '@chapeau/shared/text/blocks'
import { labelOf, levelOf, stateOf, typeOf, type Meta } from '@chapeau/shared/text/meta'
import { attributionsOf } from '@chapeau/shared/text/notation'
import type { Bracket, ParagraphReading, Reading } from '@chapeau/shared/text/read'
import { isProposed } from '@chapeau/shared/text/notation'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { blockNode } from '../page/block.ts'
import { positionOf } from './flat.ts'
import { readingKey, readingOf } from './reading.ts'

export interface BracketLook {
  meta(): Meta
  /** The delegation's hue, as everywhere on the page. */
  hueOf(principal: Principal): string
  /** Shortens `RUS, EU, USA, G77, CHE` to what stays calm on the page. */
  short(label: string): string
  /** Where a picture of the text is answered, by the SHA-256 of its bytes. */
  addressOf(file: string): string
}

interface LookState {
  readonly set: DecorationSet
  readonly selected: Bid | null
  readonly reading: Reading
  /** Paragraphs decorated anew by the last transaction; for tests. */
  readonly touched: number
}

export const looksKey = new PluginKey<LookState>('chapeau-looks')

/** Selects a bracket; null for none. */
export function selectBracket(tr: Transaction, bid: Bid | null): Transaction {
  return tr.setMeta(looksKey, { selected: bid })
}

export const selectedOf = (state: EditorState): Bid | null => looksKey.getState(state)?.selected ?? null

export function looks(look: BracketLook): Plugin<LookState> {
  return new Plugin<LookState>({
    key: looksKey,
    state: {
      init: (_, state) => whole(state, null, look),
      apply: (transaction, value, before, state) => {
        const asked = transaction.getMeta(looksKey) as { selected: Bid | null } | undefined
        const metaChange = readingKey.getState(before)?.metaVersion !== readingKey.getState(state)?.metaVersion
        const selected = asked === undefined ? value.selected : asked.selected
        if (metaChange) return whole(state, selected, look)
        if (!transaction.docChanged) return asked === undefined ? value : select(state, value, selected, look)
        return follow(transaction, state, value, selected, look)
      },
    },
    props: { decorations: (state) => looksKey.getState(state)?.set },
  })
}

function whole(state: EditorState, asked: Bid | null, look: BracketLook): LookState {
  const reading = readingOf(state)
  const selected = asked !== null && reading.brackets.has(asked) ? asked : null
  const painter = new Painter(state, reading, selected, look)
  const decorations = reading.paragraphs.flatMap((_, index) => painter.paragraph(index))
  return { set: DecorationSet.create(state.doc, decorations), selected, reading, touched: reading.paragraphs.length }
}

/** Paints the paragraphs of the bracket that was selected and of the one that is. */
function select(state: EditorState, value: LookState, selected: Bid | null, look: BracketLook): LookState {
  const indexes = new Set([value.selected, selected].flatMap((bid) => paragraphsOf(value.reading, bid)))
  return { ...repaint(state, value.set, value.reading, indexes, selected, look), selected, reading: value.reading }
}

function follow(transaction: Transaction, state: EditorState, value: LookState, asked: Bid | null, look: BracketLook): LookState {
  const reading = readingOf(state)
  const selected = asked !== null && reading.brackets.has(asked) ? asked : null
  const known = new Set(value.reading.paragraphs)
  const indexes = new Set(reading.paragraphs.flatMap((paragraph, index) => (known.has(paragraph) ? [] : [index])))
  for (const bid of [value.selected, selected])
    if (value.selected !== selected) paragraphsOf(reading, bid).forEach((index) => indexes.add(index))
  return { ...repaint(state, value.set.map(transaction.mapping, transaction.doc), reading, indexes, selected, look), selected, reading }
}

function repaint(
  state: EditorState,
  set: DecorationSet,
  reading: Reading,
  indexes: ReadonlySet<number>,
  selected: Bid | null,
  look: BracketLook,
): Pick<LookState, 'set' | 'touched'> {
  const painter = new Painter(state, reading, selected, look)
  let next = set
  for (const index of indexes) {
    const start = painter.start(index)
    const end = start + state.doc.child(index).nodeSize
    next = next.remove(next.find(start, end).filter(({ from, to }) => from >= start && to <= end)).add(state.doc, painter.paragraph(index))
  }
  return { set: next, touched: indexes.size }
}

function paragraphsOf(reading: Reading, bid: Bid | null): number[] {
  const bracket = bid === null ? undefined : reading.brackets.get(bid)
  return bracket === undefined ? [] : Array.from({ length: bracket.last - bracket.first + 1 }, (_, i) => bracket.first + i)
}

class Painter {
  readonly #state: EditorState
  readonly #reading: Reading
  readonly #selected: Bid | null
  readonly #look: BracketLook
  readonly #meta: Meta
  #labels: ReadonlyMap<Bid, string> | null = null
  #proposals: ReadonlyMap<number, readonly string[]> | null = null

  constructor(state: EditorState, reading: Reading, selected: Bid | null, look: BracketLook) {
    this.#state = state
    this.#reading = reading
    this.#selected = selected
    this.#look = look
    this.#meta = look.meta()
  }

  /** Document position at which a paragraph starts. */
  start(index: number): number {
    return positionOf(this.#state.doc, this.#reading.starts[index]! + (this.#reading.paragraphs[index]!.raw.starter === null ? 0 : 1)) - 1
  }

  paragraph(index: number): Decoration[] {
    const paragraph = this.#reading.paragraphs[index]!
    const start = this.start(index)
    const node = this.#state.doc.child(index)
    return [
      Decoration.node(start, start + node.nodeSize, this.#frame(paragraph, index)),
      ...paragraph.pieces.flatMap((piece, i) => this.#piece(paragraph, i, start)),
      ...paragraph.strays.map((at) => this.#stray(paragraph, at, start)),
      ...this.#block(paragraph, start + node.nodeSize - 1),
    ]
  }

  /** The table or picture that it stands for, behind its words. */
  #block({ raw: { starter } }: ParagraphReading, end: number): Decoration[] {
    const block = blockOf(this.#meta, starter?.p)
    if (block === null || starter === null) return []
    const draw = (): HTMLElement => blockNode(block, (file) => this.#look.addressOf(file))
    return [Decoration.widget(end, draw, { side: 1, key: `block ${starter.p}`, ignoreSelection: true, stopEvent: () => true })]
  }

  #frame(paragraph: ParagraphReading, index: number): Record<string, string> {
    const starter = paragraph.raw.starter
    if (starter === null) return { dir: 'auto' }
    const type = typeOf(this.#meta, starter.p, starter.t)
    const level = levelOf(this.#meta, starter.p, starter.lvl)
    const label = labelOf(this.#meta, starter.p)
    const heading = type === 'title' || type === 'heading'
    return {
      dir: 'auto',
      'data-index': String(index),
      'data-type': type,
      'data-level': String(level),
      'data-state': stateOf(this.#meta, starter.p),
      ...(label === '' ? {} : { 'data-label': label }),
      ...this.#structures(index),
      ...(isProposed(paragraph, this.#reading) ? { 'data-proposed': '' } : {}),
      ...(heading ? { role: 'heading', 'aria-level': type === 'title' ? '1' : String(1 + Math.max(1, level)) } : {}),
    }
  }

  /** What is proposed about its place or shape is printed behind it. */
  #structures(index: number): Record<string, string> {
    this.#proposals ??= printedStructures(this.#reading, this.#meta, true)
    const printed = this.#proposals.get(index)
    return printed === undefined ? {} : { 'data-structure': printed.join(' ') }
  }

  #piece(paragraph: ParagraphReading, i: number, start: number): Decoration[] {
    const piece = paragraph.pieces[i]!
    const from = start + 1 + piece.at - (paragraph.raw.starter === null ? 0 : 1)
    if (piece.type === 'text') return this.#words(piece.text, piece.within, from)
    if (piece.virtual) return []
    const bracket = this.#reading.brackets.get(piece.bid)
    const attributes = {
      class: this.#isSelected(piece.bid) ? 'selected' : '',
      'data-hue': this.#look.hueOf(bracket?.holder ?? ''),
      ...this.#alternative(piece.type, bracket),
    }
    const before = paragraph.pieces[i - 1]
    const empty = before?.type === 'open' && before.bid === piece.bid
    return [Decoration.node(from, from + 1, attributes, { label: this.#label(piece.bid), empty })]
  }

  /** `Alt 1`, `Alt 2` before competing additions; a replace is one proposal and needs none. */
  #alternative(edge: 'open' | 'close', bracket: Bracket | undefined): Record<string, string> {
    if (edge !== 'open' || bracket?.kind !== 'ins' || bracket.group === null) return {}
    const additions = membersOf(this.#reading, bracket.group).filter(({ kind }) => kind === 'ins')
    return additions.length < 2 ? {} : { 'data-alternative': `Alt ${additions.indexOf(bracket) + 1}` }
  }

  #words(text: string, within: readonly Bid[], from: number): Decoration[] {
    const literals = [...text.matchAll(/[[\]]/g)].map(({ index }) =>
      Decoration.inline(from + index, from + index + 1, { class: 'literal' }),
    )
    const around = within.flatMap((bid) => this.#reading.brackets.get(bid) ?? [])
    const inner = around.at(-1)
    if (inner === undefined) return literals
    const coloured = around.findLast(({ kind }) => kind === 'ins' || kind === 'del') ?? inner
    const kinds = [...new Set(around.map(({ kind }) => kind))].join(' ')
    const selected = this.#selected !== null && within.includes(this.#selected) ? ' selected' : ''
    const attributes = { class: `words ${kinds}${selected}`, 'data-bid': inner.bid, 'data-hue': this.#look.hueOf(coloured.holder) }
    return [Decoration.inline(from, from + text.length, attributes), ...literals]
  }

  #stray(paragraph: ParagraphReading, at: number, start: number): Decoration {
    const from = start + 1 + at - (paragraph.raw.starter === null ? 0 : 1)
    return Decoration.node(from, from + 1, { class: 'stray' })
  }

  #label(bid: Bid): string {
    this.#labels ??= attributionsOf(this.#reading, this.#meta, { groups: false })
    return this.#look.short(this.#labels.get(bid) ?? '')
  }

  /** Tokens nested in the selected bracket belong to what is selected. */
  #isSelected(bid: Bid): boolean {
    for (let at: Bid | null = bid; at !== null; at = this.#reading.brackets.get(at)?.parent ?? null) if (at === this.#selected) return true
    return false
  }
}
