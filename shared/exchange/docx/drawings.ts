// Pictures of a Word file: where its words show one (ECMA-376 part 1, 20.4.2; VML in part 4, 19.1), and the part that holds it.
// Parts are unpacked only when they are shown, within the limits of pictures and of all that is unpacked.
import { MAX_PART_BYTES, unpackEach } from '../archive.ts'
import type { ReportEntry } from '../report.ts'
import { MAX_PICTURE_BYTES, MAX_PICTURES_BYTES, pictureIn, pointsOf } from '../pictures.ts'
import type { SourcePicture } from '../source.ts'
import { parse, type Element } from './parser.ts'

/** A place where a picture is shown, as far as it has been read. */
export interface Drawing {
  /** Id of its relation; '' for a drawing that is no picture. */
  relation: string
  /** In points; 0 where nothing is said. */
  width: number
  height: number
  alt: string
}

export const openDrawing = (): Drawing => ({ relation: '', width: 0, height: 0, alt: '' })

/** English Metric Units in a point. */
export const EMU = 12_700

/** What an element within a drawing says of it. */
export function noteDrawing(drawing: Drawing, { name, attributes }: Element): void {
  if (name === 'wp:extent') {
    drawing.width = (Number(attributes['cx']) || 0) / EMU
    drawing.height = (Number(attributes['cy']) || 0) / EMU
  } else if (name === 'wp:docPr') drawing.alt = attributes['descr'] ?? attributes['title'] ?? ''
  else if (name === 'a:blip') drawing.relation = attributes['r:embed'] ?? ''
  else if (name === 'v:imagedata') drawing.relation = attributes['r:id'] ?? ''
  else if (name === 'v:shape') {
    drawing.alt = attributes['alt'] ?? ''
    drawing.width = sideIn(attributes['style'], 'width')
    drawing.height = sideIn(attributes['style'], 'height')
  }
}

function sideIn(style = '', side: 'width' | 'height'): number {
  const found = new RegExp(`(?:^|;)\\s*${side}:\\s*([\\d.]+)pt`).exec(style)
  return found === null ? 0 : Number(found[1]) || 0
}

/** Parts within the file by the ids of `word/_rels/document.xml.rels`; what is linked from elsewhere is none. */
export function relationsIn(xml: string | undefined): Map<string, string> {
  const targets = new Map<string, string>()
  if (xml === undefined) return targets
  parse(xml, {
    open: ({ name, attributes }) => {
      const target = attributes['Target'] ?? ''
      if (name !== 'Relationship' || attributes['TargetMode'] === 'External' || target === '') return
      targets.set(attributes['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `word/${target}`)
    },
    close: () => undefined,
    text: () => undefined,
  })
  return targets
}

export type Picture = Pick<SourcePicture, 'bytes' | 'type' | 'width' | 'height'>

/** Why a picture is left out. */
export type Why = ReportEntry['message']

/** Unpacks the parts that are shown. `unpacked`: bytes that the file's words took already. */
export function picturesIn(bytes: Uint8Array, wanted: ReadonlySet<string>, unpacked: number): ReadonlyMap<string, Picture | Why> {
  if (wanted.size === 0) return new Map()
  const most = Math.min(MAX_PICTURES_BYTES, MAX_PART_BYTES - unpacked)
  const parts = unpackEach(bytes, (name) => wanted.has(name), { each: MAX_PICTURE_BYTES, most })
  return new Map(
    [...parts].map(([name, part]) => {
      const sized = part === null ? null : pictureIn(part)
      return [name, part === null ? UNFIT : sized === null ? UNKNOWN : { ...sized, bytes: part }]
    }),
  )
}

const MB = 1024 * 1024
const UNFIT = `A picture is left out: it is damaged, or too large; ${MAX_PICTURE_BYTES / MB} MB is the most for one, ${MAX_PICTURES_BYTES / MB} MB for all.`
const UNKNOWN = 'A picture is left out: it is no PNG, JPEG or GIF, or far too large to be shown.'

/** The picture as it is drawn: in the file's own size where it says one. */
export function drawn(picture: Picture, { width, height, alt }: Drawing): SourcePicture {
  const size = width > 0 && height > 0 ? pointsOf(width, height) : { width: picture.width, height: picture.height }
  return { kind: 'picture', ...picture, ...size, alt: alt.replace(/\s+/g, ' ').trim().slice(0, LONGEST_ALT) }
}

/** Characters of what a picture shows, in words. */
const LONGEST_ALT = 500
