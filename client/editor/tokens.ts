// Bracket tokens under pointer and caret (caret.md, R1 and rules 1, 2, 4, 5, 7): the close token shows its label as
// real text, clicks land on the side that was hit, a double click takes a word and no token, Backspace steps over.
import { TextSelection, Selection, type Command, type EditorState } from 'prosemirror-state'
import { DOMParser, type Node, type ResolvedPos, type TagParseRule } from 'prosemirror-model'
import type { Decoration, EditorView, NodeView, ViewMutationRecord } from 'prosemirror-view'
import { schema, tokenOf } from './schema.ts'

/** What a decoration tells a close token to print. */
export interface TokenSpec {
  readonly label: string
  /** Nothing stands between the tokens: a gap keeps the brackets apart. */
  readonly empty: boolean
}

/** A close token: label and glyph as text, so that find, copy and screen readers meet them in reading order. */
export class CloseView implements NodeView {
  readonly dom = document.createElement('span')
  readonly #gap = document.createElement('span')
  readonly #code = document.createElement('span')

  constructor(node: Node, decorations: readonly Decoration[]) {
    this.dom.className = 'token close'
    this.dom.contentEditable = 'false'
    this.dom.dataset['bid'] = (node.attrs['embed'] as { c: string }).c
    this.#gap.className = 'gap'
    this.#code.className = 'code'
    this.dom.append(this.#gap, this.#code, ']')
    this.#print(decorations)
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== schema.nodes.close || (node.attrs['embed'] as { c: string }).c !== this.dom.dataset['bid']) return false
    this.#print(decorations)
    return true
  }

  /** The label is ours; a selection that enters it is the view's to read. */
  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection'
  }

  #print(decorations: readonly Decoration[]): void {
    const spec = decorations.map(({ spec: each }) => each as Partial<TokenSpec>).find(({ label }) => label !== undefined)
    const label = (spec?.label ?? '').replaceAll(' ', '\u00a0')
    const gap = spec?.empty === true ? '\u00a0' : ''
    if (this.#code.textContent !== label) this.#code.textContent = label
    if (this.#gap.textContent !== gap) this.#gap.textContent = gap
  }
}

const isToken = (node: Node | null | undefined): boolean => node?.type === schema.nodes.open || node?.type === schema.nodes.close

/** Backspace or Delete beside a token moves the caret over it and deletes nothing (rule 2); also with Ctrl. */
export const stepOver =
  (direction: -1 | 1): Command =>
  (state, dispatch, view) => {
    if (!state.selection.empty || view?.composing === true) return false
    const { $head, head } = state.selection
    if (!isToken(direction < 0 ? $head.nodeBefore : $head.nodeAfter)) return false
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, head + direction)).scrollIntoView())
    return true
  }

/** Deletes the word beside the caret, never across a token. */
export const deleteWord =
  (direction: -1 | 1): Command =>
  (state, dispatch, view) => {
    if (!state.selection.empty || view?.composing === true) return false
    const { head } = state.selection
    const to = wordEdge(state, direction)
    if (to === head) return false
    dispatch?.(state.tr.delete(Math.min(head, to), Math.max(head, to)))
    return true
  }

/** The far edge of the word beside the caret, with the space between them. */
function wordEdge({ selection }: EditorState, direction: -1 | 1): number {
  const { $head, head } = selection
  const text = (direction < 0 ? $head.nodeBefore : $head.nodeAfter)?.text
  if (text === undefined) return head
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)]
  const ordered = direction < 0 ? segments.toReversed() : segments
  let length = 0
  for (const { segment, isWordLike } of ordered) {
    length += segment.length
    if (isWordLike === true || !/^\s+$/.test(segment)) break
  }
  return head + direction * length
}

/** Deletes what is selected, or the paragraph start beside the caret: the browser would tear tokens apart there. */
export const deleteAcross =
  (direction: -1 | 1): Command =>
  ({ selection, doc, tr }, dispatch) => {
    const { $head, empty } = selection
    const boundary = direction < 0 ? $head.before(1) : $head.after(1)
    const atEdge = $head.parentOffset === (direction < 0 ? 0 : $head.parent.content.size)
    if (empty && (!atEdge || boundary === 0 || boundary === doc.content.size)) return false
    dispatch?.(empty ? tr.join(boundary) : tr.delete(selection.from, selection.to))
    return true
  }

/** Deletions that come without a key, as touch keyboards and voices send them, obey the same rules as those with one. */
export function deleteInput(view: EditorView, event: InputEvent, removeEmpty: () => boolean): boolean {
  if (!event.inputType.startsWith('delete') || event.isComposing || view.composing) return false
  const direction = event.inputType.endsWith('Forward') ? 1 : -1
  const { state, dispatch } = view
  // Words that are dragged elsewhere are copied, so they stay where they were.
  const done =
    event.inputType === 'deleteByDrag' ||
    removeEmpty() ||
    stepOver(direction)(state, dispatch.bind(view)) ||
    deleteAcross(direction)(state, dispatch.bind(view))
  if (done) event.preventDefault()
  return done
}

/** Reads what a browser made of the page: a token that it has moved or copied is still that token. */
export function tokenParser(doc: () => Node): DOMParser {
  const rule = (type: 'open' | 'close'): TagParseRule => ({
    tag: `span.token.${type}`,
    node: type,
    getAttrs: (dom) => tokenNode(doc(), type, dom.dataset['bid'])?.attrs ?? false,
  })
  return new DOMParser(schema, [rule('open'), rule('close'), { tag: 'span.token', ignore: true }, ...DOMParser.fromSchema(schema).rules])
}

function tokenNode(doc: Node, type: 'open' | 'close', bid: string | undefined): Node | null {
  let found: Node | null = null
  doc.descendants((node) => {
    const token = tokenOf(node)
    if (node.type === schema.nodes[type] && token !== null && ('o' in token ? token.o : token.c) === bid) found = node
    return node.type === schema.nodes.paragraph
  })
  return found
}

/** Ctrl+Home and Ctrl+End, which Chromium gets wrong where far paragraphs are not laid out (rule 7). */
export const toEdge =
  (edge: 'start' | 'end', extend: boolean): Command =>
  (state, dispatch) => {
    const target = edge === 'start' ? Selection.atStart(state.doc) : Selection.atEnd(state.doc)
    const anchor = extend ? state.selection.anchor : target.head
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, anchor, target.head)).scrollIntoView())
    return true
  }

/** A click on a token puts the caret on the side of the glyph that was hit (rule 4). */
export function clickToken(view: EditorView, position: number, node: Node, at: number, event: MouseEvent): boolean {
  if (!isToken(node)) return false
  const dom = view.nodeDOM(at)
  if (!(dom instanceof HTMLElement)) return false
  const { left, width } = dom.getBoundingClientRect()
  const rightToLeft = getComputedStyle(dom).direction === 'rtl'
  const secondHalf = event.clientX > left + width / 2 !== rightToLeft
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, secondHalf ? at + 1 : at)))
  return position >= 0
}

/** A double click takes the word under it, between tokens (rule 5). */
export function selectWord(view: EditorView, position: number): boolean {
  const $at = view.state.doc.resolve(position)
  const run = textAround($at)
  if (run === null) return false
  const offset = position - run.from
  const segments = [...new Intl.Segmenter(undefined, { granularity: 'word' }).segment(run.text)]
  const hit = segments.find(({ index, segment }) => offset >= index && offset < index + segment.length) ?? segments.at(-1)
  if (hit === undefined) return false
  const from = run.from + hit.index
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, from + hit.segment.length)))
  return true
}

/** The characters between the tokens around a position, whatever their formatting. */
function textAround($at: ResolvedPos): { from: number; text: string } | null {
  if (!$at.parent.isTextblock) return null
  let from = $at.start()
  let text = ''
  let result: { from: number; text: string } | null = null
  $at.parent.forEach((child, offset) => {
    const at = $at.start() + offset
    if (child.isText) {
      if (text === '') from = at
      text += child.text!
    } else text = ''
    if (text !== '' && $at.pos >= from && $at.pos <= from + text.length) result = { from, text }
  })
  return result
}
