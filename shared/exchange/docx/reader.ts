// A Word file as a source (ECMA-376 part 1): its words, notes, comments and pictures out of their parts, and what it says of itself.
import { isArchive } from '../archive.ts'
import { originOf } from '../origin.ts'
import type { Origin, Source, SourceComment, SourceParagraph, Unreadable } from '../source.ts'
import { partsOf, unreadable, type Parts } from './archive.ts'
import { drawn, picturesIn, relationsIn } from './drawings.ts'
import { notesIn } from './footnotes.ts'
import { PROPERTY } from './frame.ts'
import { Numbering } from './numbering.ts'
import { MalformedXml, parse } from './parser.ts'
import { Stylesheet } from './stylesheet.ts'
import { MOST_ENTRIES, WordsReader, type Placed, type Setting } from './words.ts'

const NOTES = ['footnote', 'endnote'] as const

interface Unpacked {
  readonly bytes: Uint8Array
  readonly parts: Parts
  /** Bytes that the parts take. */
  readonly unpacked: number
}

/** Reads a file of at most `MAX_PART_BYTES` unpacked. */
export function readDocx(bytes: Uint8Array): { readonly ok: true; readonly source: Source } | Unreadable {
  const unpacked = partsOf(bytes)
  if (!unpacked.ok) return unpacked
  const { parts } = unpacked
  try {
    const properties = propertiesIn(parts['docProps/custom.xml'])
    const ours = properties.get(PROPERTY.brackets) === 'text'
    const styles = new Stylesheet(parts['word/styles.xml'])
    const setting = (notes: Setting['notes']): Setting => ({ numbering: new Numbering(parts['word/numbering.xml']), styles, ours, notes })
    const inNotes = new Set<string>()
    const notes = new Map(
      NOTES.flatMap((kind) => [...notesIn(parts[`word/${kind}s.xml`], kind, setting(new Map()), (message) => inNotes.add(message))]),
    )
    const reader = new WordsReader(setting(notes))
    parse(parts['word/document.xml']!, reader)
    reader.finish()
    const paragraphs = placed(reader, { bytes, parts, unpacked: unpacked.total })
    for (const message of inNotes) reader.entries.push({ line: 1, kind: 'note', message: `In a note: ${message}` })
    return {
      ok: true,
      source: {
        paragraphs,
        notes,
        comments: commentsIn(parts['word/comments.xml']),
        entries: reader.entries,
        origin: originOf(properties),
      },
    }
  } catch (error) {
    if (error instanceof MalformedXml) return unreadable(`its words are damaged (${error.message.split('\n')[0]!})`)
    throw error
  }
}

/** What a Word file says of the text of ours that it was printed from; null for one of somebody else, and for what cannot be read. */
export function originIn(bytes: Uint8Array): Origin | null {
  const unpacked = isArchive(bytes) ? partsOf(bytes) : null
  if (unpacked?.ok !== true) return null
  try {
    return originOf(propertiesIn(unpacked.parts['docProps/custom.xml']))
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

/** The hash that a file of ours names as the record's end; null where it names none or cannot be read. */
export function hashNamedIn(bytes: Uint8Array): string | null {
  const unpacked = partsOf(bytes)
  if (!unpacked.ok) return null
  try {
    return propertiesIn(unpacked.parts['docProps/custom.xml']).get(PROPERTY.hash) ?? null
  } catch (error) {
    if (error instanceof MalformedXml) return null
    throw error
  }
}

/** Paragraphs with the pictures that they show, unpacked within the limits. */
function placed(reader: WordsReader, { bytes, parts, unpacked }: Unpacked): SourceParagraph[] {
  const relations = relationsIn(parts['word/_rels/document.xml.rels'])
  const partOf = ({ drawing }: Placed): string => relations.get(drawing.relation) ?? ''
  const wanted = new Set(reader.paragraphs.flatMap((one) => ('drawing' in one ? [partOf(one)] : [])))
  const pictures = picturesIn(bytes, wanted, unpacked)
  return reader.paragraphs.flatMap((one): SourceParagraph[] => {
    if (!('drawing' in one)) return [one]
    const picture = pictures.get(partOf(one)) ?? 'A picture is left out: it is not in the file.'
    if (typeof picture !== 'string') return [{ ...one.paragraph, block: drawn(picture, one.drawing) }]
    if (reader.entries.length < MOST_ENTRIES) reader.entries.push({ line: one.paragraph.number, kind: 'left', message: picture })
    return one.paragraph.runs.length === 0 ? [] : [one.paragraph]
  })
}

function commentsIn(xml: string | undefined): Map<string, SourceComment> {
  const comments = new Map<string, SourceComment>()
  if (xml === undefined) return comments
  let open: { id: string; author: string; lines: string[] } | null = null
  let words = false
  parse(xml, {
    open: ({ name, attributes }) => {
      if (name === 'w:comment') open = { id: attributes['w:id'] ?? '', author: (attributes['w:author'] ?? '').trim(), lines: [] }
      else if (name === 'w:p') open?.lines.push('')
      words = name === 'w:t'
    },
    close: (name) => {
      words = false
      if (name !== 'w:comment' || open === null) return
      comments.set(open.id, { author: open.author, words: open.lines.join('\n').trim() })
      open = null
    },
    text: (part) => {
      if (words && open !== null) open.lines.push((open.lines.pop() ?? '') + part)
    },
  })
  return comments
}

function propertiesIn(xml: string | undefined): Map<string, string> {
  const properties = new Map<string, string>()
  if (xml === undefined) return properties
  let name = ''
  parse(xml, {
    open: ({ name: element, attributes }) => {
      if (element === 'property') name = attributes['name'] ?? ''
    },
    close: (element) => {
      if (element === 'property') name = ''
    },
    text: (value) => {
      if (name !== '') properties.set(name, (properties.get(name) ?? '') + value)
    },
  })
  return properties
}
