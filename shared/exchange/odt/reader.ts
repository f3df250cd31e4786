// An OpenDocument text as a source (OASIS ODF 1.3): its words, styles, pictures, and what it says of itself.
import { PROPERTY } from '../docx/frame.ts'
import { MalformedXml, parse } from '../docx/parser.ts'
import { originOf } from '../origin.ts'
import { pictureType } from '../picture-type.ts'
import type { Source, SourceParagraph, SourcePicture, Unreadable } from '../source.ts'
import { partsOf, picturesIn, unreadable } from './archive.ts'
import { ContentReader, type Shown } from './content.ts'
import { Styles } from './styles.ts'

export function readOdt(bytes: Uint8Array): { readonly ok: true; readonly source: Source } | Unreadable {
  const unpacked = partsOf(bytes)
  if (!unpacked.ok) return unpacked
  const { content, styles: named, meta } = unpacked.parts
  try {
    const properties = propertiesIn(meta)
    const styles = new Styles()
    styles.read(named)
    styles.read(content)
    const reader = new ContentReader(styles, properties.get(PROPERTY.brackets) === 'text')
    parse(content, reader)
    reader.finish()
    return {
      ok: true,
      source: {
        paragraphs: withLines(placed(reader, bytes), reader),
        comments: reader.comments,
        notes: reader.notes,
        entries: reader.entries,
        origin: originOf(properties),
      },
    }
  } catch (error) {
    if (error instanceof MalformedXml) return unreadable(`its words are damaged (${error.message.split('\n')[0]!})`)
    throw error
  }
}

/** Paragraphs with the pictures that they show; none is fetched from elsewhere. */
function placed({ paragraphs, entries }: ContentReader, bytes: Uint8Array): SourceParagraph[] {
  const paths = new Set(paragraphs.flatMap((one) => ('shown' in one ? [one.shown.path] : [])))
  const pictures = picturesIn(bytes, paths)
  return paragraphs.flatMap((one): SourceParagraph[] => {
    if (!('shown' in one)) return [one]
    const picture = pictureOf(one.shown, pictures)
    if (picture !== null) return [{ number: one.number, label: '', heading: null, runs: [], born: null, block: picture }]
    entries.push({ line: one.number, kind: 'left', message: 'A picture is left out: it is not in the file, or no PNG, JPEG or GIF.' })
    return []
  })
}

/** A file of ours has a line before each table and picture, which is its paragraph. */
function withLines(paragraphs: readonly SourceParagraph[], { lines, entries }: ContentReader): SourceParagraph[] {
  const all: SourceParagraph[] = []
  let line: SourceParagraph | null = null
  const lose = (): void => {
    if (line === null) return
    all.push(line)
    entries.push({ line: line.number, kind: 'left', message: 'The table or picture of this line is no longer in the file.' })
    line = null
  }
  for (const paragraph of paragraphs) {
    if (lines.has(paragraph)) {
      lose()
      line = paragraph
    } else if (line !== null && paragraph.block !== undefined) {
      all.push({ ...line, block: paragraph.block })
      line = null
    } else {
      if (paragraph.runs.some(({ text }) => text.trim() !== '')) lose()
      all.push(paragraph)
    }
  }
  lose()
  return all
}

function pictureOf({ path, width, height, alt }: Shown, pictures: ReadonlyMap<string, Uint8Array>): SourcePicture | null {
  const bytes = pictures.get(path)
  const type = bytes === undefined ? null : pictureType(bytes)
  return bytes === undefined || type === null ? null : { kind: 'picture', type, bytes, width, height, alt: alt.trim() }
}

/** What LibreOffice keeps of a Word file's own properties, and any program writes for a person. */
function propertiesIn(xml: string | undefined): Map<string, string> {
  const properties = new Map<string, string>()
  if (xml === undefined) return properties
  let name = ''
  parse(xml, {
    open: ({ name: element, attributes }) => (name = element === 'meta:user-defined' ? (attributes['meta:name'] ?? '') : ''),
    close: () => (name = ''),
    text: (value) => void (name !== '' && properties.set(name, (properties.get(name) ?? '') + value)),
  })
  return properties
}
