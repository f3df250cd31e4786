// Files that were taken away, edited as a person would in a word processor, and come back.
import type { DocxFrame } from '@chapeau/shared/exchange/docx/frame'
import { exportDocx } from '@chapeau/shared/exchange/export-docx'
import { compareFile, type PrintedAs, type Returned } from '@chapeau/shared/exchange/compare/compare'
import type { Compared } from '@chapeau/shared/exchange/compare/difference'
import type { Principal } from '@chapeau/shared/ids'
import type { Body } from '@chapeau/shared/text/model'
import { NO_FILES, type Files } from '@chapeau/shared/text/blocks'
import { read } from '@chapeau/shared/text/read'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { memberOf, usualRung } from './builders.ts'

export const PARTIES = ['RUS', 'EU', 'USA'].map((code) => memberOf(code))
export const AS_TEXT: PrintedAs = { view: 'rolling', brackets: 'text' }
export const AS_TRACKED: PrintedAs = { view: 'rolling', brackets: 'tracked' }

export interface Text {
  readonly body: Body
  readonly meta: ReadonlyMap<string, unknown>
  readonly files?: Files
}

/** A text as a Word file. */
export function printed({ body, meta, files = NO_FILES }: Text, { view, brackets }: PrintedAs): Uint8Array {
  const frame: DocxFrame = {
    view,
    brackets,
    lines: false,
    textId: 'text-1',
    since: () => null,
    nameOf: (code) => code || 'Nobody known',
    asOf: new Date(Date.UTC(2031, 2, 14)),
    title: 'Ports',
    revision: 'Rev.1',
    changes: 3,
    head: { seq: 7, hash: 'ab'.repeat(32) },
    publicKey: '',
    rungName: usualRung,
    files,
  }
  return exportDocx(read(body, meta), meta, frame)
}

/** The same file with its words edited; `edit` is given the XML of the document. */
export function edited(file: Uint8Array, edit: (xml: string) => string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const unpacked = unzipSync(file)
  const xml = edit(strFromU8(unpacked['word/document.xml']!))
  const added = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, strToU8(part)]))
  return zipSync({ ...unpacked, 'word/document.xml': strToU8(xml), ...added })
}

/** What a file is compared as. Throws for one that cannot be read. */
export function compared(
  base: Text,
  bytes: Uint8Array,
  as: PrintedAs | null,
  wish: Partial<Returned> & { principal: Principal },
): Compared {
  const returned: Returned = { bytes, name: 'back.docx', delegations: PARTIES, authors: {}, desk: false, paragraph: null, ...wish }
  const found = compareFile(returned, base, as)
  if ('ok' in found) throw new Error(found.message)
  return found
}

/** Differences as a person would say them: `−was +is`. */
export function said({ differences }: Compared): string[] {
  return differences.map(({ kind, was, insert, principal, paragraph, rationale }) => {
    const label = paragraph === null || paragraph.label === '' ? '' : `${paragraph.label} `
    const words = [was === '' ? '' : `−${was}`, insert === '' ? '' : `+${label}${insert}`].filter((one) => one !== '').join(' ')
    return `${principal} ${kind}: ${words}${rationale === '' ? '' : ` (${rationale})`}`
  })
}
