// The parts of an OpenDocument text (OASIS ODF 1.3 part 2): its words, styles and properties, and the pictures in it.
import { MAX_PART_BYTES, unpack, wordsIn } from '../archive.ts'
import type { Unreadable } from '../source.ts'

export const ODT_TYPE = 'application/vnd.oasis.opendocument.text'

export interface OdtParts {
  readonly content: string
  readonly styles: string | undefined
  readonly meta: string | undefined
}

const WORDS: ReadonlySet<string> = new Set(['content.xml', 'styles.xml', 'meta.xml', 'META-INF/manifest.xml'])

export function partsOf(bytes: Uint8Array): { readonly ok: true; readonly parts: OdtParts } | Unreadable {
  const unpacked = unpack(bytes, (name) => WORDS.has(name))
  if (!unpacked.ok) return unreadable(unpacked.why)
  const words = (name: string): string | undefined => wordsIn(unpacked.parts.get(name))
  if (/<manifest:encryption-data\b/.test(words('META-INF/manifest.xml') ?? '')) return unreadable('it is protected by a password')
  const content = words('content.xml')
  if (content === undefined) return unreadable('it holds no words')
  return { ok: true, parts: { content, styles: words('styles.xml'), meta: words('meta.xml') } }
}

/** The pictures that are named, as far as they are there; none where they unpack to more than a document's words may. */
export function picturesIn(bytes: Uint8Array, names: ReadonlySet<string>): ReadonlyMap<string, Uint8Array> {
  const unpacked = names.size === 0 ? null : unpack(bytes, (name) => names.has(name), MAX_PART_BYTES)
  return unpacked?.ok === true ? unpacked.parts : new Map<string, Uint8Array>()
}

export function unreadable(why: string): Unreadable {
  return {
    ok: false,
    message: `This OpenDocument file cannot be read: ${why}. Open it in your word processor, save it as .odt or .docx again, or save it as plain text (.txt).`,
  }
}
