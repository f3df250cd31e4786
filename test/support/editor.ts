// Somebody at Word: changes a file's words with tracked changes in a name, as Word writes them, and saves it as Word does, with
// runs cut anew, its own numbers on everything, proofing marks between words and styles in another order.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { attributesOf, escapeXml, PROLOGUE } from '@chapeau/shared/exchange/docx/xml'
import { nodesIn, treeOf, type Node } from './word-check.ts'

const DOCUMENT = 'word/document.xml'
const STYLES = 'word/styles.xml'
/** Word cuts runs where it looked something up; here it is every so many characters. */
const CUT = 7

interface Piece {
  readonly run: Node
  /** The run's parent, and those above it up to the paragraph. */
  readonly path: readonly Node[]
  readonly words: string
}

export class WordEditor {
  readonly #parts: Record<string, Uint8Array>
  readonly #document: Node
  #ids = 1

  constructor(bytes: Uint8Array) {
    this.#parts = unzipSync(bytes)
    this.#document = treeOf(strFromU8(this.#parts[DOCUMENT]!))
  }

  /** Changes are tracked in this name from now on. */
  as(author: string, at = '2031-05-06T07:08:09Z'): Hand {
    const change = (name: string, children: Node[]): Node => ({
      name,
      attributes: { 'w:id': String(this.#ids++), 'w:author': author, 'w:date': at },
      children,
      words: '',
    })
    return new Hand(this.#document, author, change)
  }

  save(): Uint8Array {
    this.#cut(this.#document)
    const styles = treeOf(strFromU8(this.#parts[STYLES]!))
    const [rest, own] = [styles.children.filter(({ name }) => name !== 'w:style'), styles.children.filter(({ name }) => name === 'w:style')]
    styles.children.splice(0, styles.children.length, ...rest, ...own.toReversed())
    const parts = { ...this.#parts, [DOCUMENT]: strToU8(PROLOGUE + printed(this.#document)), [STYLES]: strToU8(PROLOGUE + printed(styles)) }
    return zipSync(parts)
  }

  #cut(node: Node): void {
    const children = node.children.flatMap((child) => {
      const words = child.name === 'w:r' ? wordsOf(child) : null
      if (words === null || words.length <= CUT) return [child]
      const proof: Node = { name: 'w:proofErr', attributes: { 'w:type': 'spellStart' }, children: [], words: '' }
      return [runLike(child, words.slice(0, CUT)), proof, ...this.#cutOff(child, words.slice(CUT))]
    })
    node.children.splice(0, node.children.length, ...children)
    for (const child of node.children) {
      if (child.name === 'w:p' || child.name === 'w:r')
        Object.assign(child.attributes, { 'w:rsidR': (0x00ab_0000 + this.#ids++).toString(16).toUpperCase().padStart(8, '0') })
      this.#cut(child)
    }
  }

  #cutOff(run: Node, words: string): Node[] {
    return words.length <= CUT ? [runLike(run, words)] : [runLike(run, words.slice(0, CUT)), ...this.#cutOff(run, words.slice(CUT))]
  }
}

export class Hand {
  readonly #document: Node
  readonly #author: string
  readonly #change: (name: string, children: Node[]) => Node

  constructor(document: Node, author: string, change: (name: string, children: Node[]) => Node) {
    this.#document = document
    this.#author = author
    this.#change = change
  }

  /** Types words behind others, which stand in one paragraph, the first of their kind. */
  type(behind: string, words: string): this {
    const { pieces, to } = this.#find(behind)
    const at = pieceAt(pieces, to)
    const run = runLike(at.run, words)
    const [parent] = at.path
    const [left, right] = halves(at.run, to - at.from)
    // In words that somebody else put in, Word ends that change and begins it again behind.
    if (parent!.name === 'w:ins' && parent!.attributes['w:author'] !== this.#author) {
      const above = at.path[1]!
      const index = parent!.children.indexOf(at.run)
      const before = { ...parent!, children: [...parent!.children.slice(0, index), ...left] }
      const after = { ...parent!, children: [...right, ...parent!.children.slice(index + 1)] }
      const parts = [before, this.#change('w:ins', [run]), after].filter(({ children }) => children.length > 0)
      above.children.splice(above.children.indexOf(parent!), 1, ...parts)
    } else
      parent!.children.splice(
        parent!.children.indexOf(at.run),
        1,
        ...left,
        parent!.name === 'w:ins' ? run : this.#change('w:ins', [run]),
        ...right,
      )
    return this
  }

  /** Deletes words, the first of their kind; what is one's own really goes. */
  delete(words: string): this {
    const { pieces, from, to } = this.#find(words)
    let at = 0
    for (const { run, path, words: own } of pieces) {
      const [start, end] = [Math.max(0, from - at), Math.min(own.length, to - at)]
      at += own.length
      if (start >= end) continue
      const [left, rest] = halves(run, start)
      const [gone, right] = rest.length === 0 ? [[], []] : halves(rest[0]!, end - start)
      const [parent] = path
      const isOwn = parent!.name === 'w:ins' && parent!.attributes['w:author'] === this.#author
      const struck = isOwn ? [] : [this.#change('w:del', gone.map(asDeleted))]
      parent!.children.splice(parent!.children.indexOf(run), 1, ...left, ...struck, ...right)
    }
    return this
  }

  /** Types over words. */
  replace(words: string, by: string): this {
    return this.type(words, by).delete(words)
  }

  /** Presses Enter at the end of the paragraph with these words, and types. */
  paragraph(behind: string, words: string): this {
    const body = this.#document.children[0]!
    const before = body.children.find((node) => visible(node).includes(behind))
    if (before === undefined) throw new Error(`no paragraph says ${behind}`)
    const style = nodesIn(before, 'w:pStyle')[0]!
    const mark: Node = { name: 'w:rPr', attributes: {}, children: [this.#change('w:ins', [])], words: '' }
    const properties: Node = { name: 'w:pPr', attributes: {}, children: [style, mark], words: '' }
    const run: Node = { name: 'w:r', attributes: {}, children: [], words: '' }
    const paragraph: Node = { name: 'w:p', attributes: {}, children: [properties, this.#change('w:ins', [runLike(run, words)])], words: '' }
    body.children.splice(body.children.indexOf(before) + 1, 0, paragraph)
    return this
  }

  #find(words: string): { pieces: Piece[]; from: number; to: number } {
    for (const paragraph of nodesIn(this.#document, 'w:p')) {
      const pieces = piecesOf(paragraph, [])
      const from = pieces
        .map((piece) => piece.words)
        .join('')
        .indexOf(words)
      if (from >= 0) return { pieces, from, to: from + words.length }
    }
    throw new Error(`nothing says ${words}`)
  }
}

/** Runs of words that are not deleted, in order. */
function piecesOf(node: Node, path: readonly Node[]): Piece[] {
  return node.children.flatMap((child) => {
    if (child.name === 'w:r') return [{ run: child, path: [node, ...path], words: wordsOf(child) ?? '' }]
    return child.name === 'w:del' ? [] : piecesOf(child, [node, ...path])
  })
}

const visible = (node: Node): string =>
  nodesIn(node, 'w:t')
    .map(({ words }) => words)
    .join('')

/** The piece that ends at or holds a place; `from`: where it begins. */
function pieceAt(pieces: readonly Piece[], place: number): Piece & { readonly from: number } {
  let from = 0
  for (const piece of pieces) {
    if (place <= from + piece.words.length && piece.words !== '') return { ...piece, from }
    from += piece.words.length
  }
  throw new Error('there is no such place')
}

/** A run's words; null for one with anything else in it. */
function wordsOf(run: Node): string | null {
  const inside = run.children.filter(({ name }) => name !== 'w:rPr')
  return inside.every(({ name }) => name === 'w:t' || name === 'w:delText') ? inside.map(({ words }) => words).join('') : null
}

function halves(run: Node, at: number): [Node[], Node[]] {
  const words = wordsOf(run) ?? ''
  const some = (part: string): Node[] => (part === '' ? [] : [runLike(run, part)])
  return [some(words.slice(0, at)), some(words.slice(at))]
}

/** A run of the same look and kind with other words. */
function runLike(run: Node, words: string): Node {
  const properties = run.children.filter(({ name }) => name === 'w:rPr')
  const tag = run.children.some(({ name }) => name === 'w:delText') ? 'w:delText' : 'w:t'
  return {
    name: 'w:r',
    attributes: {},
    children: [...properties, { name: tag, attributes: { 'xml:space': 'preserve' }, children: [], words }],
    words: '',
  }
}

const asDeleted = (run: Node): Node => ({
  ...run,
  children: run.children.map((child) => (child.name === 'w:t' ? { ...child, name: 'w:delText' } : child)),
})

function printed({ name, attributes, children, words }: Node): string {
  return `<${name}${attributesOf(attributes)}>${children.length === 0 ? escapeXml(words) : children.map(printed).join('')}</${name}>`
}
