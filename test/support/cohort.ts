// Peers at real editor views with the binding and no policy: what the flat text and the binding do by themselves.
// Updates travel only when a test delivers them, in the order it says.
import { EditorState, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { Binding } from '@chapeau/client/editor/binding'
import { docOf as pmDocOf } from '@chapeau/client/editor/flat'
import { schema, starterOf, tokenOf } from '@chapeau/client/editor/schema'
import { Undo } from '@chapeau/client/editor/undo'
import { EMPTY_META } from '@chapeau/shared/text/meta'
import type { BracketKind, Marks } from '@chapeau/shared/text/model'
import { read, type Reading } from '@chapeau/shared/text/read'
import { bodyOf, docFrom, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'

export class Peer {
  readonly name: string
  readonly doc = new Y.Doc()
  readonly binding: Binding
  readonly view: EditorView
  readonly history: Undo
  #n = 0

  constructor(name: string, clientId: number, start: Uint8Array) {
    this.name = name
    this.doc.clientID = clientId
    Y.applyUpdate(this.doc, start, 'start')
    this.binding = new Binding(this.doc)
    const mount = document.createElement('div')
    document.body.append(mount)
    this.view = new EditorView(mount, { state: EditorState.create({ doc: this.binding.initialDoc(), plugins: [this.binding.plugin] }) })
    this.history = new Undo(this.binding, { principal: () => null, reading: () => this.reading, meta: () => EMPTY_META, free: () => true })
  }

  get reading(): Reading {
    return read(runsOf(bodyOf(this.doc)))
  }

  /** Characters with their document positions, paragraph ends as newlines. */
  get chars(): { readonly char: string; readonly at: number }[] {
    const chars: { char: string; at: number }[] = []
    this.view.state.doc.descendants((node, at) => {
      if (node.isText) node.text!.split('').forEach((char, i) => chars.push({ char, at: at + i }))
    })
    return chars
  }

  /** Document position before, or behind, some words of one run. */
  at(words: string, behind = false, offset = 0): number {
    let found: number | null = null
    this.view.state.doc.descendants((node, at) => {
      if (found !== null || node.type !== schema.nodes.paragraph) return
      let text = ''
      const places: number[] = []
      node.forEach((child, inner) => {
        if (!child.isText) return
        text += child.text!
        for (let i = 0; i < child.nodeSize; i++) places.push(at + 1 + inner + i)
      })
      const i = text.indexOf(words)
      if (i >= 0) found = behind ? places[i + words.length - 1]! + 1 + offset : places[i]! + offset
    })
    if (found === null) throw new Error(`no "${words}"`)
    return found
  }

  type(at: number, words: string): void {
    this.view.dispatch(this.view.state.tr.insertText(words, at))
  }

  /** Deletes words, never tokens. */
  erase(from: number, to: number): void {
    const tr = this.view.state.tr
    for (const { at } of this.chars.toReversed()) if (at >= from && at < to) tr.delete(at, at + 1)
    if (tr.docChanged) this.view.dispatch(tr)
  }

  wrap(from: number, to: number, bid: string, kind: BracketKind = 'res', words = ''): void {
    const open = schema.nodes.open.create({ embed: { o: bid, by: bid, kind } })
    const close = schema.nodes.close.create({ embed: { c: bid } })
    const tr = this.view.state.tr.insert(to, close).insert(from, words === '' ? open : [open, schema.text(words)])
    this.view.dispatch(tr)
  }

  split(at: number): void {
    const starter = { p: `${this.name}:${this.doc.clientID}.${++this.#n}`, t: 'para', lvl: 0 }
    this.view.dispatch(this.view.state.tr.split(at, 1, [{ type: schema.nodes.paragraph, attrs: { starter } }]))
  }

  /** Joins paragraph `index` to the one before it. */
  join(index: number): void {
    let at = 0
    for (let i = 0; i < index; i++) at += this.view.state.doc.child(i).nodeSize
    this.view.dispatch(this.view.state.tr.join(at))
  }

  format(from: number, to: number, mark: keyof Marks): void {
    this.view.dispatch(this.view.state.tr.addMark(from, to, schema.mark(mark)))
  }

  /** Takes a bracket's tokens away, and with `words` what stands between them. */
  resolve(bid: string, words: boolean): void {
    const bracket = this.reading.brackets.get(bid)
    if (bracket === undefined) return
    const inside = [...this.reading.brackets.values()]
      .filter(({ from, to }) => from > bracket.from && to < bracket.to)
      .map((each) => each.bid)
    const tr = this.view.state.tr
    const gone = new Set(words ? [bid, ...inside] : [bid])
    const places: [number, number][] = []
    let open = false
    this.view.state.doc.descendants((node, at) => {
      const token = tokenOf(node)
      const id = token === null ? null : 'o' in token ? token.o : token.c
      if (id === bid) open = token !== null && 'o' in token
      if (id !== null && gone.has(id)) places.push([at, at + 1])
      else if (node.isText && open && words) places.push([at, at + node.nodeSize])
    })
    for (const [from, to] of places.toReversed()) tr.delete(from, to)
    this.view.dispatch(tr)
  }

  /** Cuts a paragraph's words and pastes them at the end of another, tokens left behind. */
  cutPaste(from: number, to: number): void {
    let start = 0
    for (let i = 0; i < from; i++) start += this.view.state.doc.child(i).nodeSize
    const paragraph = this.view.state.doc.child(from)
    this.erase(start, start + paragraph.nodeSize)
    let end = 0
    for (let i = 0; i <= to; i++) end += this.view.state.doc.child(i).nodeSize
    this.type(end - 1, paragraph.textContent.replaceAll(/[[\]]/g, ''))
  }

  undo(): void {
    this.history.undo(this.view)
  }

  redo(): void {
    this.history.redo(this.view)
  }

  caret(at: number): void {
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.create(this.view.state.doc, at)))
  }

  /** Words by paragraph, tokens left out. */
  get words(): string {
    return this.reading.paragraphs.map(({ pieces }) => pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('')).join('\n')
  }

  /** Brackets around each character of the text, in order. */
  get around(): { readonly char: string; readonly within: readonly string[] }[] {
    return this.reading.paragraphs.flatMap(({ pieces }, i) => [
      ...(i === 0 ? [] : [{ char: '\n', within: [] }]),
      ...pieces.flatMap((piece) => (piece.type === 'text' ? piece.text.split('').map((char) => ({ char, within: piece.within })) : [])),
    ])
  }

  /** What is wrong between view and body; null when nothing is. */
  fault(): string | null {
    const { doc } = this.view.state
    try {
      doc.check()
    } catch (error) {
      return `${this.name}: ${(error as Error).message}`
    }
    return doc.eq(pmDocOf(runsOf(bodyOf(this.doc)))) ? null : `${this.name}: the view is not what the body says`
  }

  destroy(): void {
    this.history.destroy()
    this.view.destroy()
    this.doc.destroy()
  }
}

export class Cohort {
  readonly peers: Peer[]
  readonly #order: readonly number[]

  /** Peers of one text. `order`: whose updates are delivered first. */
  constructor(paragraphs: readonly string[], clientIds: readonly number[], order?: readonly number[]) {
    const runs = paragraphs.flatMap((words, i) => [
      { insert: { p: `:1.${i + 1}`, t: 'para' as const, lvl: 0 } },
      ...(words === '' ? [] : [{ insert: words }]),
    ])
    const start = Y.encodeStateAsUpdate(docFrom(runs, 1))
    this.peers = clientIds.map((id, i) => new Peer(`P${i + 1}`, id, start))
    this.#order = order ?? this.peers.map((_, i) => i)
  }

  /** Everybody gets what everybody had; until nothing is new. */
  sync(): void {
    for (let round = 0; round < 6; round++) {
      const updates = this.peers.map(({ doc }) => Y.encodeStateAsUpdate(doc))
      for (const i of this.#order) this.peers.forEach((peer, j) => i !== j && Y.applyUpdate(peer.doc, updates[i]!, 'peer'))
      const [first, ...others] = this.peers.map(({ doc }) => Y.snapshot(doc))
      if (others.every((snapshot) => Y.equalSnapshots(first!, snapshot))) return
    }
    throw new Error('the peers do not come to rest')
  }

  /** `from` gets what `to` has not, as a network would bring it. */
  deliver(from: Peer, to: Peer): void {
    Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'peer')
  }

  close(): void {
    this.peers.forEach((peer) => peer.destroy())
    document.body.replaceChildren()
  }
}

export const starters = (peer: Peer): (string | undefined)[] => {
  const pids: (string | undefined)[] = []
  peer.view.state.doc.forEach((node) => pids.push(starterOf(node)?.p))
  return pids
}
