// OpenDocument texts for tests, written by hand as LibreOffice writes them.
import { strToU8, zipSync } from 'fflate'

export interface OdtParts {
  /** Automatic styles. */
  readonly styles?: string
  /** `text:tracked-changes`' regions. */
  readonly changes?: string
  /** Own properties by name. */
  readonly properties?: Readonly<Record<string, string>>
  /** Whole parts, as they are. */
  readonly raw?: Readonly<Record<string, string | Uint8Array>>
}

/** `body`: what stands in `office:text`. */
export function odtFile(body: string, { styles = '', changes, properties = {}, raw = {} }: OdtParts = {}): Uint8Array {
  const tracked = changes === undefined ? '' : `<text:tracked-changes>${changes}</text:tracked-changes>`
  const said = Object.entries(properties).map(([name, value]) => `<meta:user-defined meta:name="${name}">${value}</meta:user-defined>`)
  const parts: Readonly<Record<string, string | Uint8Array>> = {
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${tracked}${body}</office:text></office:body></office:document-content>`,
    'meta.xml': `<?xml version="1.0"?><office:document-meta><office:meta>${said.join('')}</office:meta></office:document-meta>`,
    ...raw,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])))
}

export const tp = (inner: string, style = ''): string => `<text:p${style === '' ? '' : ` text:style-name="${style}"`}>${inner}</text:p>`

/** A level of a list style that counts. */
export const counted = (level: number, format: string, more: string): string =>
  `<text:list-level-style-number text:level="${level}" style:num-format="${format}" ${more}/>`

export const listStyle = (name: string, levels: string): string => `<text:list-style style:name="${name}">${levels}</text:list-style>`

export const list = (style: string, items: readonly string[], attributes = ''): string =>
  `<text:list${style === '' ? '' : ` text:style-name="${style}"`} ${attributes}>${items.map((item) => `<text:list-item>${item}</text:list-item>`).join('')}</text:list>`

/** A tracked change of `tracked-changes`; `deleted`: what was. */
export function region(id: string, author: string, deleted?: string): string {
  const info = `<office:change-info><dc:creator>${author}</dc:creator><dc:date>2031-01-02T03:04:05</dc:date></office:change-info>`
  const what = deleted === undefined ? `<text:insertion>${info}</text:insertion>` : `<text:deletion>${info}${deleted}</text:deletion>`
  return `<text:changed-region xml:id="${id}" text:id="${id}">${what}</text:changed-region>`
}

export const inserted = (id: string, inner: string): string =>
  `<text:change-start text:change-id="${id}"/>${inner}<text:change-end text:change-id="${id}"/>`

export const deletedAt = (id: string): string => `<text:change text:change-id="${id}"/>`
