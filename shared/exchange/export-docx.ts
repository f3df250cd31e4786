// Exports a text as a Word file (ECMA-376, transitional; spec EX-5 to EX-8). The same text and frame make the same bytes, so that
// the record's hash of a file can be checked again: no clock, no random ids.
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { Meta } from '../text/meta.ts'
import type { Reading } from '../text/read.ts'
import { commentsOf, commentsPart } from './docx/comments.ts'
import { documentParts } from './docx/document.ts'
import type { DocxFrame } from './docx/frame.ts'
import {
  contentTypes,
  coreProperties,
  customProperties,
  documentRelations,
  footer,
  header,
  packageRelations,
  settings,
  styles,
} from './docx/parts.ts'

/** The first moment that a zip file can name, by whatever clock: entries carry no time of their own. */
const NO_TIME = new Date(1980, 0, 1)

export function exportDocx(reading: Reading, meta: Meta, frame: DocxFrame): Uint8Array {
  const comments = commentsOf(reading, meta, frame)
  const words = documentParts({ reading, meta, frame, comments })
  const parts: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypes(words),
    '_rels/.rels': packageRelations(),
    'docProps/core.xml': coreProperties(frame),
    'docProps/custom.xml': customProperties(frame),
    'word/document.xml': words.document,
    'word/_rels/document.xml.rels': documentRelations(words),
    'word/styles.xml': styles(),
    'word/settings.xml': settings(words),
    ...(words.footnotes === null ? {} : { 'word/footnotes.xml': words.footnotes }),
    'word/comments.xml': commentsPart(comments, frame),
    'word/header.xml': header(meta, frame),
    'word/footer.xml': footer(frame),
  }
  // A picture is packed already.
  const media = words.media.map(({ name, bytes }) => [`word/${name}`, [bytes, { level: 0 }]] as const)
  const packed = Object.entries(parts).map(([name, part]) => [name, strToU8(part)] as const)
  return zipSync(Object.fromEntries([...packed, ...media]) as Zippable, { mtime: NO_TIME, level: 6 })
}
