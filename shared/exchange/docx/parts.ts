// The parts of a Word file that are the same for every text, or say what it is: styles, header, footer, settings, properties.
import { CAVEAT, hasCaveat } from '../../text/closing.ts'
import type { Meta } from '../../text/meta.ts'
import { frameLine, recordLine } from '../heading.ts'
import { BLOCK_STYLE, EXTENSIONS } from './blocks.ts'
import { DEEPEST, indentOf, type DocumentParts } from './document.ts'
import { BESIDE, PROPERTY, type DocxFrame } from './frame.ts'
import { CONTENT_TYPES, NAMESPACES, PACKAGE_RELATIONS, RELATIONS } from './namespaces.ts'
import { escapeXml, PROLOGUE } from './xml.ts'

const WORDPROCESSING = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

const DOCUMENT = 'word/document.xml'
const DOCUMENT_TYPE = 'document.main'
/** Parts of the main document by the last word of their type. */
const MAIN = ['styles', 'settings', 'comments', 'header', 'footer'] as const

/** What of a file depends on its text: whether it has notes, which pictures. */
type Optional = Pick<DocumentParts, 'footnotes' | 'media'>

const mainParts = ({ footnotes }: Optional): readonly string[] => (footnotes === null ? MAIN : [...MAIN, 'footnotes'])

export function contentTypes(text: Optional): string {
  const defaults = [
    ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
    ['xml', 'application/xml'],
    ...[...new Set(text.media.map(({ type }) => type))].map((type) => [EXTENSIONS[type], type] as const),
  ].map(([extension, type]) => `<Default Extension="${extension}" ContentType="${type}"/>`)
  const parts = [
    [DOCUMENT, `${WORDPROCESSING}.${DOCUMENT_TYPE}+xml`],
    ...mainParts(text).map((part) => [`word/${part}.xml`, `${WORDPROCESSING}.${part}+xml`] as const),
    ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ['docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  ].map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`)
  return `${PROLOGUE}<Types xmlns="${CONTENT_TYPES}">${[...defaults, ...parts].join('')}</Types>`
}

export const packageRelations = (): string =>
  relations([
    ['document', `${RELATIONS}/officeDocument`, DOCUMENT],
    ['core', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties', 'docProps/core.xml'],
    ['custom', `${RELATIONS}/custom-properties`, 'docProps/custom.xml'],
  ])

export const documentRelations = (text: Optional): string =>
  relations([
    ...mainParts(text).map((part) => [part, `${RELATIONS}/${part}`, `${part}.xml`] as const),
    ...text.media.map(({ relation, name }) => [relation, `${RELATIONS}/image`, name] as const),
  ])

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const all = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `${PROLOGUE}<Relationships xmlns="${PACKAGE_RELATIONS}">${all.join('')}</Relationships>`
}

/** What a person changes in it is tracked, so that it comes back as proposals. */
export const settings = ({ footnotes }: Optional): string =>
  `${PROLOGUE}<w:settings ${NAMESPACES}><w:trackRevisions/><w:defaultTabStop w:val="720"/>${footnotes === null ? '' : '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'}<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

export function header(meta: Meta, frame: DocxFrame): string {
  const lines = [frame.title, frameLine(frame), ...(hasCaveat(meta) ? [CAVEAT] : [])]
  return `${PROLOGUE}<w:hdr ${NAMESPACES}>${lines.map((line) => small(line, 'Header')).join('')}</w:hdr>`
}

export function footer(frame: DocxFrame): string {
  const field = (name: string): string => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
  const pages = `<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>${field('PAGE')}<w:r><w:t xml:space="preserve"> / </w:t></w:r>${field('NUMPAGES')}</w:p>`
  return `${PROLOGUE}<w:ftr ${NAMESPACES}>${small(recordLine(frame), 'Footer')}${pages}</w:ftr>`
}

const small = (words: string, style: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t xml:space="preserve">${escapeXml(words)}</w:t></w:r></w:p>`

export function coreProperties({ title, asOf }: DocxFrame): string {
  const at = `${asOf.toISOString().slice(0, 19)}Z`
  return `${PROLOGUE}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`
}

/** By which the file is known again when it comes back. */
export function customProperties({ textId, head, revision, view, brackets }: DocxFrame): string {
  const values: readonly (readonly [string, string])[] = [
    [PROPERTY.text, textId],
    [PROPERTY.entry, String(head.seq)],
    [PROPERTY.hash, head.hash],
    [PROPERTY.revision, revision],
    [PROPERTY.view, view],
    [PROPERTY.brackets, brackets],
  ]
  // Numbers from 2 on: 0 and 1 are taken (MS-OLEPS 2.18.1).
  const all = values.map(
    ([name, value], i) =>
      `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${i + 2}" name="${name}"><vt:lpwstr>${escapeXml(value)}</vt:lpwstr></property>`,
  )
  return `${PROLOGUE}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">${all.join('')}</Properties>`
}

const FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'

export const styles = (): string =>
  `${PROLOGUE}<w:styles ${NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>${FONTS}<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>${[
    paragraphStyle('Normal', 'Normal', '', '', true),
    paragraphStyle('Title', 'Title', '<w:keepNext/><w:spacing w:after="240"/>', bold(36)),
    ...[1, 2, 3].map((n) =>
      paragraphStyle(
        `Heading${n}`,
        `heading ${n}`,
        `<w:keepNext/><w:spacing w:before="${320 - 40 * n}"/><w:outlineLvl w:val="${n - 1}"/>`,
        bold(32 - 3 * n),
      ),
    ),
    paragraphStyle('ChapeauText', 'Chapeau Text', '', ''),
    ...Array.from({ length: DEEPEST }, (_, i) => paragraphStyle(`ChapeauItem${i + 1}`, `Chapeau Item ${i + 1}`, indentOf(i + 1), '')),
    paragraphStyle(BESIDE.after, 'Chapeau After', '', '<w:sz w:val="21"/><w:szCs w:val="21"/>'),
    paragraphStyle(
      BESIDE.block,
      'Chapeau Block',
      '<w:keepNext/><w:spacing w:before="160" w:after="80"/>',
      '<w:i/><w:iCs/><w:color w:val="5D5A54"/><w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    paragraphStyle(BLOCK_STYLE.cell, 'Chapeau Cell', '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', SMALL),
    paragraphStyle(BLOCK_STYLE.picture, 'Chapeau Picture', '<w:spacing w:after="160"/>', ''),
    `<w:style w:type="table" w:styleId="${BLOCK_STYLE.table}"><w:name w:val="Chapeau Table"/><w:tblPr><w:tblBorders>${BORDERS}</w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    paragraphStyle('FootnoteText', 'footnote text', '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>', SMALL),
    characterStyle('FootnoteReference', 'footnote reference', '<w:vertAlign w:val="superscript"/>'),
    paragraphStyle('Header', 'header', '<w:spacing w:after="0"/>', '<w:color w:val="5D5A54"/><w:sz w:val="18"/><w:szCs w:val="18"/>'),
    paragraphStyle('Footer', 'footer', '<w:spacing w:after="0"/>', '<w:color w:val="5D5A54"/><w:sz w:val="15"/><w:szCs w:val="15"/>'),
    characterStyle('ChapeauBracket', 'Chapeau Bracket', '<w:b/><w:bCs/>'),
    characterStyle('ChapeauCode', 'Chapeau Code', '<w:sz w:val="17"/><w:szCs w:val="17"/>'),
    characterStyle(BESIDE.state, 'Chapeau State', '<w:i/><w:iCs/><w:color w:val="5D5A54"/><w:sz w:val="17"/><w:szCs w:val="17"/>'),
    characterStyle(BESIDE.proposal, 'Chapeau Proposal', '<w:sz w:val="17"/><w:szCs w:val="17"/>'),
    characterStyle('CommentReference', 'annotation reference', '<w:sz w:val="16"/><w:szCs w:val="16"/>'),
  ].join('')}</w:styles>`

const SMALL = '<w:sz w:val="20"/><w:szCs w:val="20"/>'
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="8A857C"/>`)
  .join('')
const bold = (size: number): string => `<w:b/><w:bCs/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`

function paragraphStyle(id: string, name: string, paragraph: string, run: string, first = false): string {
  const based = first ? '' : '<w:basedOn w:val="Normal"/>'
  return `<w:style w:type="paragraph"${first ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>${based}<w:qFormat/>${paragraph === '' ? '' : `<w:pPr>${paragraph}</w:pPr>`}${run === '' ? '' : `<w:rPr>${run}</w:rPr>`}</w:style>`
}

const characterStyle = (id: string, name: string, run: string): string =>
  `<w:style w:type="character" w:styleId="${id}"><w:name w:val="${name}"/><w:rPr>${run}</w:rPr></w:style>`
