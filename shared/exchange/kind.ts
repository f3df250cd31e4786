// What kind of file it is: by what it holds, then by the end of its name.
import { unpack, wordsIn } from './archive.ts'
import { ODT_TYPE } from './odt/archive.ts'

export type FileKind = 'docx' | 'odt' | 'html' | 'markdown' | 'json' | 'xml' | 'text'

const BY_NAME: Readonly<Record<string, FileKind>> = {
  htm: 'html',
  html: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  json: 'json',
}
/** Characters of a file's beginning that are looked at: comments may stand before it begins. */
const HEAD = 4_000

/** Of an archive: an OpenDocument text says so in its first entry, as a file of its own (ODF 1.3 part 2, 3.3). */
export function kindOfArchive(bytes: Uint8Array): FileKind {
  const unpacked = unpack(bytes, (name) => name === 'mimetype')
  const type = unpacked.ok ? (wordsIn(unpacked.parts.get('mimetype'))?.trim() ?? '') : ''
  return type.startsWith(ODT_TYPE) ? 'odt' : 'docx'
}

/** Of what is no archive; `text`: decoded. */
export function kindOfText(text: string, name: string): FileKind {
  const head = text.slice(0, HEAD)
  if (/^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html)\b/i.test(head)) return 'html'
  if (/^\s*\{\s*"\$schema"/.test(head)) return 'json'
  const named = BY_NAME[/\.([a-z]{2,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '']
  return named ?? (/^\s*<\?xml\s/.test(head) ? 'xml' : 'text')
}
