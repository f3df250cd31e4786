// Word files for tests, from the XML of their words: no more parts than a reader asks for.
import { strToU8, zipSync } from 'fflate'
import { NAMESPACES } from '@chapeau/shared/exchange/docx/namespaces'

export interface WordParts {
  readonly numbering?: string
  readonly styles?: string
  readonly comments?: string
  /** Whole parts, as they are. */
  readonly raw?: Readonly<Record<string, string>>
}

/** `body`: the paragraphs in WordprocessingML. */
export function wordFile(body: string, { numbering, styles, comments, raw = {} }: WordParts = {}): Uint8Array {
  const part = (root: string, inner: string | undefined): string | undefined =>
    inner === undefined ? undefined : `<?xml version="1.0"?><w:${root} ${NAMESPACES}>${inner}</w:${root}>`
  const parts: Readonly<Record<string, string | undefined>> = {
    'word/document.xml': part('document', `<w:body>${body}</w:body>`),
    'word/numbering.xml': part('numbering', numbering),
    'word/styles.xml': part('styles', styles),
    'word/comments.xml': part('comments', comments),
    ...raw,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).flatMap(([name, xml]) => (xml === undefined ? [] : [[name, strToU8(xml)]]))))
}

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
