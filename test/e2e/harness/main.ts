// A page with one editor and a peer behind it, for tests in a real browser. `window.harness` is all they see;
// positions are the editor's own, texts are notation.
import { NodeSelection, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { ChapeauEditor, type Hint } from '@chapeau/client/editor/editor'
import { flatOf, runsBetween } from '@chapeau/client/editor/flat'
import { adoptHues } from '@chapeau/client/styles/index'
import type { Principal } from '@chapeau/shared/ids'
import { parseNotation, printNotation } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, docFrom, metaMapOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'
import { Expected } from './expected.ts'

/** Prosemirror-view puts the caret back that jumps to the start within 200 ms of the focus (caret.md, T1). */
const FOCUS_GUARD_MS = 210
const HUES: Readonly<Record<Principal, string>> = { RUS: '1', USA: '2', EU: '3' }

/** What surrounds a position: where the unit before it ends and the unit behind it starts, in pixels of the viewport. */
export interface Edges {
  readonly before: number | null
  readonly after: number | null
  readonly top: number
  readonly bottom: number
}

export class Harness {
  editor!: ChapeauEditor
  doc!: Y.Doc
  /** A second copy of the text; what is changed in it arrives here at once. */
  peer!: Y.Doc
  expected!: Expected
  readonly hints: Hint[] = []
  #focusedAt = Infinity
  #updates = 0

  /** Mounts a new editor with this text, without focus. */
  load(notation: string, principal: Principal = 'RUS'): void {
    this.editor?.destroy()
    const mount = document.querySelector('.paper')!
    mount.replaceChildren()
    const { body, meta } = parseNotation(notation)
    this.doc = docFrom(body, 1)
    this.doc.transact(() => meta.forEach((value, key) => metaMapOf(this.doc).set(key, value)))
    this.doc.clientID = 77
    this.#pair()
    this.expected = new Expected(runsOf(bodyOf(this.doc)), metaOf(this.doc), principal)
    this.hints.length = 0
    this.#updates = 0
    this.#focusedAt = Infinity
    this.editor = new ChapeauEditor(mount as HTMLElement, {
      doc: this.doc,
      awareness: null,
      principal,
      write: { ok: true },
      free: false,
      name: 'Text',
      hueOf: (each) => HUES[each] ?? 'none',
      shortLabel: (label) => label,
      addressOf: (file) => `/files/${file}`,
      onChange: () => undefined,
      onHint: (hint) => this.hints.push(hint),
    })
    this.view.dom.addEventListener('focus', () => (this.#focusedAt = performance.now()))
  }

  get view(): EditorView {
    return this.editor.view
  }

  /** Whether a jump to the text's start is left alone by now. */
  get settled(): boolean {
    return performance.now() - this.#focusedAt > FOCUS_GUARD_MS
  }

  get text(): string {
    return shown(this.doc)
  }

  get letters(): string {
    return runsOf(bodyOf(this.doc))
      .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
      .join('')
  }

  /** Faults that no edit may leave: half brackets, a view that says something else, a peer that does. */
  get faults(): string[] {
    const body = JSON.stringify(merged(runsOf(bodyOf(this.doc))))
    const { doc } = this.view.state
    const strays = read(runsOf(bodyOf(this.doc))).paragraphs.flatMap((paragraph) => paragraph.strays).length
    return [
      ...(strays > 0 ? [`${strays} half brackets`] : []),
      ...(JSON.stringify(merged(runsBetween(doc, 0, doc.content.size))) === body ? [] : ['the view differs']),
      ...(this.shownWords === this.stateWords ? [] : [`the page shows ${this.shownWords}`]),
      ...(shown(this.peer) === this.text ? [] : ['the peer differs']),
      ...(this.view.state.selection instanceof NodeSelection ? ['a token is selected'] : []),
    ]
  }

  /** Words and glyphs as the page shows them, labels left out. */
  get shownWords(): string {
    const copy = this.view.dom.cloneNode(true) as HTMLElement
    copy.querySelectorAll('.code, .gap').forEach((element) => element.remove())
    return [...copy.children].map((paragraph) => paragraph.textContent).join('\n')
  }

  get stateWords(): string {
    const { doc } = this.view.state
    return doc.textBetween(0, doc.content.size, '\n')
  }

  get stats(): { readonly updates: number; readonly pushed: number; readonly pulled: number } {
    return { updates: this.#updates, ...this.editor.binding.stats }
  }

  /** Every place where a caret can stand, in reading order. */
  get positions(): number[] {
    const positions: number[] = []
    this.view.state.doc.forEach((paragraph, start) => {
      for (let offset = 0; offset <= paragraph.content.size; offset++) positions.push(start + 1 + offset)
    })
    return positions
  }

  /** Selections within which a bracket's one token lies without the other. */
  get cuttingRanges(): [from: number, to: number][] {
    const { doc } = this.view.state
    const cuts = (from: number, to: number): boolean => {
      const bids = runsBetween(doc, from, to).flatMap(({ insert }) =>
        typeof insert === 'string' || 'p' in insert ? [] : ['o' in insert ? insert.o : insert.c],
      )
      return bids.some((bid) => bids.indexOf(bid) === bids.lastIndexOf(bid))
    }
    return this.positions.flatMap((from) =>
      this.positions.filter((to) => to > from && cuts(from, to)).map((to): [number, number] => [from, to]),
    )
  }

  get selectedWords(): string {
    const { from, to } = this.view.state.selection
    return runsBetween(this.view.state.doc, from, to)
      .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
      .join('')
  }

  /** The middle of the first selected letter, where a pointer can take hold of the selection. */
  selectedLetter(from: number): { readonly x: number; readonly y: number } {
    let at = from
    while (this.beside(at, 1) !== 'text') at++
    const { x, y, width, height } = this.box(at)
    return { x: x + width / 2, y: y + height / 2 }
  }

  wordsBeforeCaret(length: number): string {
    return this.view.state.doc.textBetween(Math.max(0, this.head - length), this.head)
  }

  get anchor(): number {
    return this.view.state.selection.anchor
  }

  get head(): number {
    return this.view.state.selection.head
  }

  /** Focuses the text and selects. */
  select(anchor: number, head = anchor): void {
    const { view } = this
    view.focus()
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, anchor, head)))
  }

  flat(position: number): number {
    return flatOf(this.view.state.doc, position)
  }

  /** What stands right before (-1) or behind (1) a position. */
  beside(position: number, direction: -1 | 1): 'token' | 'text' | 'nothing' {
    const $at = this.view.state.doc.resolve(position)
    const node = direction < 0 ? $at.nodeBefore : $at.nodeAfter
    return node === null ? 'nothing' : node.isText ? 'text' : 'token'
  }

  /** The end of the run of words beside a position. */
  runEdge(position: number, direction: -1 | 1): number {
    const $at = this.view.state.doc.resolve(position)
    return position + direction * ((direction < 0 ? $at.nodeBefore : $at.nodeAfter)?.text?.length ?? 0)
  }

  edges(position: number): Edges {
    const before = this.#box(position - 1, position)
    const after = this.#box(position, position + 1)
    const line = before ?? after ?? this.view.dom.getBoundingClientRect()
    const rightToLeft = getComputedStyle(this.#paragraphAt(position)).direction === 'rtl'
    return {
      before: before === null ? null : rightToLeft ? before.left : before.right,
      after: after === null ? null : rightToLeft ? after.right : after.left,
      top: line.top,
      bottom: line.bottom,
    }
  }

  /** The box of the unit that stands in [from, to). */
  box(from: number): DOMRect {
    return this.#box(from, from + 1)!
  }

  /** The column of the caret in a picture whose left edge lies at `left`; null where none is drawn. */
  async caretIn(png: string, left: number): Promise<number | null> {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    context.drawImage(image, 0, 0)
    const { data, width } = context.getImageData(0, 0, image.width, image.height)
    const columns = new Map<number, number>()
    for (let i = 0; i < data.length; i += 4) {
      if (data[i]! > 200 && data[i + 1]! < 90 && data[i + 2]! > 200) columns.set((i / 4) % width, (columns.get((i / 4) % width) ?? 0) + 1)
    }
    const found = [...columns].filter(([, height]) => height > 6).map(([column]) => column)
    return found.length === 0 ? null : left + Math.min(...found)
  }

  #pair(): void {
    const { doc } = this
    this.peer?.destroy()
    const peer = new Y.Doc()
    peer.clientID = 88
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc))
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'peer') return
      this.#updates++
      Y.applyUpdate(peer, update, 'editor')
    })
    peer.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'editor') Y.applyUpdate(doc, update, 'peer')
    })
    this.peer = peer
  }

  #paragraphAt(position: number): HTMLElement {
    return this.view.dom.children[this.view.state.doc.resolve(position).index(0)] as HTMLElement
  }

  #box(from: number, to: number): DOMRect | null {
    const { doc } = this.view.state
    const node = doc.resolve(from).parent.isTextblock ? doc.nodeAt(from) : null
    if (node === null) return null
    if (!node.isText) return (this.view.nodeDOM(from) as HTMLElement).getBoundingClientRect()
    const start = this.view.domAtPos(from, 1)
    const end = this.view.domAtPos(to, -1)
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return range.getBoundingClientRect()
  }
}

function shown(doc: Y.Doc): string {
  return printNotation(read(runsOf(bodyOf(doc)), metaOf(doc)), metaOf(doc))
}

/** Runs with neighbours of equal formatting joined, as a string can compare them. */
function merged(runs: ReturnType<typeof runsOf>): unknown[] {
  const out: { insert: unknown; marks: string }[] = []
  for (const { insert, attributes } of runs) {
    const marks = JSON.stringify(attributes ?? {})
    const last = out.at(-1)
    if (typeof insert === 'string' && typeof last?.insert === 'string' && last.marks === marks) last.insert += insert
    else out.push({ insert, marks })
  }
  return out
}

declare global {
  interface Window {
    harness: Harness
  }
}

adoptHues()
window.harness = new Harness()
