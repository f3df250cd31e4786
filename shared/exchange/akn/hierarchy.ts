// Paragraphs as Akoma Ntoso's hierarchy: headings open sections, items stand under the paragraph or item before them. What a
// paragraph says before its items is its `intro`, what has none is `content`.
import type { ViewParagraph } from '../../text/views.ts'
import { attributesOf } from '../docx/xml.ts'
import { numberOf, type EIds } from './names.ts'

/** A paragraph with what stands under it. */
export interface Branch {
  readonly paragraph: ViewParagraph
  readonly children: readonly Branch[]
}

type Growing = { readonly paragraph: ViewParagraph; readonly children: Growing[]; readonly height: number }

/** Headings stand above paragraphs, and these above items; each goes under the last one that is higher. */
export function hierarchyOf(paragraphs: readonly ViewParagraph[]): Branch[] {
  const roots: Growing[] = []
  let open: Growing[] = []
  for (const paragraph of paragraphs) {
    const height = heightOf(paragraph)
    open = open.filter((one) => one.height > height)
    const branch: Growing = { paragraph, children: [], height }
    ;(open.at(-1)?.children ?? roots).push(branch)
    open.push(branch)
  }
  return roots
}

/** Room between a paragraph and the highest heading, and below it for items. */
const PARAGRAPH = 100

function heightOf({ type, level }: ViewParagraph): number {
  if (type === 'title') return 3 * PARAGRAPH
  if (type === 'heading') return 2 * PARAGRAPH - level
  return type === 'item' ? PARAGRAPH - Math.max(1, level) : PARAGRAPH
}

/** Elements of items by their depth, with their names in eIds; a deeper one is an `hcontainer`. */
const ITEMS: readonly (readonly [string, string])[] = [
  ['subparagraph', 'subpara'],
  ['point', 'point'],
  ['indent', 'indent'],
]

export interface HierarchyText {
  readonly eIds: EIds
  /** Attributes of our own. */
  readonly extra: (paragraph: ViewParagraph) => Readonly<Record<string, string | undefined>>
  /** The words, as content of a `p` or `heading`. */
  readonly words: (paragraph: ViewParagraph, eId: string) => string
  /** Blocks behind the words. */
  readonly behind: (paragraph: ViewParagraph, eId: string) => string
  readonly num: (paragraph: ViewParagraph) => string
}

export function branchXml({ paragraph, children }: Branch, parent: string, text: HierarchyText): string {
  const { type, label, level } = paragraph
  const [element, name] = elementOf(paragraph)
  const eId = text.eIds.make(parent, name, numberOf(label))
  const attributes = {
    eId,
    name: element === 'hcontainer' ? 'item' : undefined,
    class: type === 'title' ? 'title' : name === 'pp' ? 'preambular' : type === 'heading' ? `level${Math.max(1, level)}` : undefined,
    ...text.extra(paragraph),
  }
  const num = label === '' ? '' : `<num>${text.num(paragraph)}</num>`
  const words = text.words(paragraph, eId)
  const behind = text.behind(paragraph, eId)
  const below = children.map((child) => branchXml(child, eId, text)).join('')
  if (element === 'section') {
    const said = behind === '' ? '' : container('intro', eId, behind, text)
    const heading = `<heading eId="${text.eIds.make(eId, 'heading', '')}">${words}</heading>`
    return `<section${attributesOf(attributes)}>${num}${heading}${said}${below}</section>`
  }
  const said = container(children.length === 0 ? 'content' : 'intro', eId, `<p>${words}</p>${behind}`, text)
  return `<${element}${attributesOf(attributes)}>${num}${said}${below}</${element}>\n`
}

function container(name: 'intro' | 'content', parent: string, blocks: string, { eIds }: HierarchyText): string {
  return `<${name} eId="${eIds.make(parent, name, '')}">${blocks}</${name}>`
}

/** The element, and what it is called in eIds. */
function elementOf({ type, label, level }: ViewParagraph): readonly [string, string] {
  if (type === 'title' || type === 'heading') return ['section', 'sec']
  if (type === 'item') return ITEMS[Math.max(1, level) - 1] ?? ['hcontainer', 'hcontainer']
  return ['paragraph', /^PP\s*\d/i.test(label) ? 'pp' : 'para']
}
