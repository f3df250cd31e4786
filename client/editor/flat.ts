// Between positions of the flat text and of the editor's document, and between their contents. Pure.
// Flat: a paragraph is one starter and its content. Document: a paragraph is its content and two boundaries.
// So a flat index is a document position less the paragraphs before it; text before the first starter, which
// has none, shifts what follows by one more.
import { Fragment, type Mark, type Node } from 'prosemirror-model'
import { isOpen, isStarter, isText, MARKS, type Marks, type Run } from '@chapeau/shared/text/model'
import { schema, starterOf, tokenOf } from './schema.ts'

/** The flat index of a document position. */
export function flatOf(doc: Node, position: number): number {
  if (position === 0) return 0
  const index = doc.resolve(position).index(0)
  return position - index - (hasImplicitStart(doc) ? 1 : 0)
}

/** The document position of a flat index; between two paragraphs, the end of the first. */
export function positionOf(doc: Node, flat: number): number {
  let start = 0
  let flatStart = 0
  for (let i = 0; i < doc.childCount; i++) {
    const paragraph = doc.child(i)
    const starter = starterOf(paragraph) === null ? 0 : 1
    const flatEnd = flatStart + starter + paragraph.content.size
    if (flat <= flatEnd || i === doc.childCount - 1) return start + 1 + clamp(flat - flatStart - starter, paragraph.content.size)
    start += paragraph.nodeSize
    flatStart = flatEnd
  }
  return 0
}

/** Positions of the flat text that a document takes. */
export function flatLength(doc: Node): number {
  return doc.content.size - doc.childCount - (hasImplicitStart(doc) ? 1 : 0)
}

function hasImplicitStart(doc: Node): boolean {
  return doc.childCount > 0 && starterOf(doc.child(0)) === null
}

const clamp = (value: number, max: number): number => Math.max(0, Math.min(max, value))

/** The runs of a paragraph's content, its starter not included. */
export function runsOfParagraph(paragraph: Node): Run[] {
  const runs: Run[] = []
  paragraph.forEach((child) => runs.push(runOf(child)))
  return runs
}

/** The runs between two document positions; a paragraph's starter counts where its opening boundary is inside. */
export function runsBetween(doc: Node, from: number, to: number): Run[] {
  const runs: Run[] = []
  doc.forEach((paragraph, start) => {
    if (start >= to || start + paragraph.nodeSize <= from) return
    const starter = starterOf(paragraph)
    if (start >= from && starter !== null) runs.push({ insert: starter })
    const inner = start + 1
    paragraph.nodesBetween(clamp(from - inner, paragraph.content.size), clamp(to - inner, paragraph.content.size), (child, at) => {
      const begin = Math.max(from - inner - at, 0)
      const end = Math.min(to - inner - at, child.nodeSize)
      if (begin < end) runs.push(child.isText ? { ...runOf(child), insert: child.text!.slice(begin, end) } : runOf(child))
      return false
    })
  })
  return runs
}

function runOf(node: Node): Run {
  const attributes = marksToAttributes(node.marks)
  const insert = node.isText ? node.text! : tokenOf(node)!
  return (attributes === undefined ? { insert } : { insert, attributes }) as Run
}

function marksToAttributes(marks: readonly Mark[]): Marks | undefined {
  if (marks.length === 0) return undefined
  return Object.fromEntries(marks.map((mark) => [mark.type.name, true])) as Marks
}

export function attributesToMarks(attributes: Marks | undefined): Mark[] {
  if (attributes === undefined) return []
  return MARKS.filter((name) => attributes[name] === true).map((name) => schema.mark(name))
}

/** Nodes for a paragraph's content. */
export function nodesOf(runs: readonly Run[]): Node[] {
  return runs.flatMap((run) => {
    const marks = attributesToMarks(run.attributes)
    if (isText(run)) return run.insert === '' ? [] : [schema.text(run.insert, marks)]
    if (isStarter(run.insert)) return []
    return [(isOpen(run.insert) ? schema.nodes.open : schema.nodes.close).create({ embed: run.insert }, null, marks)]
  })
}

/** Paragraph nodes for a stretch of the body, cut at its starters. */
export function paragraphNodes(runs: readonly Run[]): Node[] {
  const paragraphs: { starter: unknown; runs: Run[] }[] = []
  for (const run of runs) {
    if (!isText(run) && isStarter(run.insert)) paragraphs.push({ starter: run.insert, runs: [] })
    else {
      if (paragraphs.length === 0) paragraphs.push({ starter: null, runs: [] })
      paragraphs.at(-1)!.runs.push(run)
    }
  }
  return paragraphs.map(({ starter, runs: content }) => schema.nodes.paragraph.create({ starter }, Fragment.fromArray(nodesOf(content))))
}

/** The editor's document for a whole body; an empty body has one paragraph to stand in. */
export function docOf(body: readonly Run[]): Node {
  const paragraphs = paragraphNodes(body)
  return schema.nodes.doc.create(null, paragraphs.length > 0 ? paragraphs : [schema.nodes.paragraph.create()])
}
