// Word files for tests, from the XML of their words: no more parts than a reader asks for.
import { strToU8, zipSync } from 'fflate'
import { NAMESPACES, PACKAGE_RELATIONS, RELATIONS } from '@chapeau/shared/exchange/docx/namespaces'

export interface WordParts {
  readonly numbering?: string
  readonly styles?: string
  readonly comments?: string
  readonly footnotes?: string
  readonly endnotes?: string
  /** Bytes of pictures by their name in `word/media`; each is related by that name. */
  readonly media?: Readonly<Record<string, Uint8Array>>
  /** Whole parts, as they are. */
  readonly raw?: Readonly<Record<string, string>>
}

/** `body`: the paragraphs in WordprocessingML. */
export function wordFile(
  body: string,
  { numbering, styles, comments, footnotes, endnotes, media = {}, raw = {} }: WordParts = {},
): Uint8Array {
  const part = (root: string, inner: string | undefined): string | undefined =>
    inner === undefined ? undefined : `<?xml version="1.0"?><w:${root} ${NAMESPACES}>${inner}</w:${root}>`
  const parts: Readonly<Record<string, string | undefined>> = {
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/numbering.xml': part('numbering', numbering),
    'word/styles.xml': part('styles', styles),
    'word/comments.xml': part('comments', comments),
    'word/footnotes.xml': part('footnotes', footnotes),
    'word/endnotes.xml': part('endnotes', endnotes),
    'word/_rels/document.xml.rels': relations(Object.keys(media)),
    ...raw,
  }
  const words = Object.entries(parts).flatMap(([name, xml]) => (xml === undefined ? [] : [[name, strToU8(xml)] as const]))
  const pictures = Object.entries(media).map(([name, bytes]) => [`word/media/${name}`, bytes] as const)
  return zipSync(Object.fromEntries([...words, ...pictures]))
}

function relations(names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const all = names.map((name) => `<Relationship Id="${name}" Type="${RELATIONS}/image" Target="media/${name}"/>`)
  return `<?xml version="1.0"?><Relationships xmlns="${PACKAGE_RELATIONS}">${all.join('')}</Relationships>`
}

/** A table of rows of cells, each the XML of its paragraphs; `header`: the first row says what stands below. */
export function tbl(rows: readonly (readonly string[])[], header = false): string {
  const all = rows.map((row, i) => {
    const cells = row.map((cell) => `<w:tc>${cell}</w:tc>`)
    return `<w:tr>${header && i === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.join('')}</w:tr>`
  })
  return `<w:tbl>${all.join('')}</w:tbl>`
}

/** A picture in a run: the part it is in, its size in points, what it shows. */
export const picture = (name: string, width = 60, height = 30, alt = ''): string =>
  `<w:r><w:drawing><wp:inline><wp:extent cx="${width * 12700}" cy="${height * 12700}"/><wp:docPr id="1" name="x" descr="${alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="${name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`

/** A note's mark in the words, and the note. */
export const noteMark = (id: number, kind = 'footnote'): string => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`
export const note = (id: number, inner: string, kind = 'footnote'): string => `<w:${kind} w:id="${id}">${inner}</w:${kind}>`

/** A paragraph; `list`: its list and level. */
export function p(inner: string, list?: readonly [id: number, level: number]): string {
  const properties = list === undefined ? '' : `<w:pPr><w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr></w:pPr>`
  return `<w:p>${properties}${inner}</w:p>`
}

export const r = (words: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`

export const ins = (author: string, inner: string): string =>
  `<w:ins w:id="1" w:author="${author}" w:date="2031-01-02T03:04:05Z">${inner}</w:ins>`

export const del = (author: string, words: string): string =>
  `<w:del w:id="1" w:author="${author}" w:date="2031-01-02T03:04:05Z"><w:r><w:delText xml:space="preserve">${words}</w:delText></w:r></w:del>`
