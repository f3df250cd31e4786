// Tables and pictures as WordprocessingML (ECMA-376 part 1, 17.4 and 20.4.2), under the line that stands for them. The pictures' parts are
// named by what they hold, so that the same text makes the same bytes.
import { NO_FILES, type Block, type Files, type PictureBlock, type PictureType, type TableBlock } from '../../text/blocks.ts'
import { EMU } from './drawings.ts'
import { attributesOf, escapeXml } from './xml.ts'
import { isRightToLeft } from './direction.ts'

/** Styles of a block's parts beside its line. */
export const BLOCK_STYLE = { table: 'ChapeauTable', cell: 'ChapeauCell', picture: 'ChapeauPicture' } as const

/** A picture's part: how the document names it, and its bytes. */
export interface Media {
  readonly relation: string
  /** Within `word/`. */
  readonly name: string
  readonly type: PictureType
  readonly bytes: Uint8Array
}

export const EXTENSIONS: Readonly<Record<PictureType, string>> = { 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/gif': 'gif' }

/** Twentieths of a point between the margins of a page, and points that a picture may take of it. */
const WIDTH = 9026
const MOST_POINTS = { width: 451, height: 640 }
const PICTURE = 'http://schemas.openxmlformats.org/drawingml/2006/picture'

export class BlockPrinter {
  readonly media = new Map<string, Media>()
  readonly #files: Files
  #pictures = 0

  constructor(files: Files = NO_FILES) {
    this.#files = files
  }

  /** What stands below the line; '' for a picture whose bytes are gone. */
  print(block: Block): string {
    return block.kind === 'table' ? tableXml(block) : this.#picture(block)
  }

  #picture({ file, width, height, alt }: PictureBlock): string {
    const found = this.#files.get(file)
    if (found === undefined) return ''
    let media = this.media.get(file)
    if (media === undefined) {
      media = { relation: `picture${this.media.size + 1}`, name: `media/${file.slice(0, 32)}.${EXTENSIONS[found.type]}`, ...found }
      this.media.set(file, media)
    }
    const scale = Math.min(1, MOST_POINTS.width / width, MOST_POINTS.height / height)
    const size = { cx: Math.round(width * scale * EMU), cy: Math.round(height * scale * EMU) }
    const id = ++this.#pictures
    const named = attributesOf({ id, name: `Picture ${id}`, descr: alt === '' ? undefined : alt })
    const shape = `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext${attributesOf(size)}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`
    const picture = `<pic:pic xmlns:pic="${PICTURE}"><pic:nvPicPr><pic:cNvPr${named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${media.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>${shape}</pic:pic>`
    const inline = `<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent${attributesOf(size)}/><wp:docPr${named}/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="${PICTURE}">${picture}</a:graphicData></a:graphic></wp:inline>`
    return `<w:p><w:pPr><w:pStyle w:val="${BLOCK_STYLE.picture}"/></w:pPr><w:r><w:drawing>${inline}</w:drawing></w:r></w:p>`
  }
}

function tableXml({ rows, header }: TableBlock): string {
  const columns = Math.max(1, ...rows.map((row) => row.length))
  const width = Math.floor(WIDTH / columns)
  const grid = `<w:tblGrid>${`<w:gridCol w:w="${width}"/>`.repeat(columns)}</w:tblGrid>`
  const all = rows.map((row, i) => {
    const head = i < header
    const cells = Array.from({ length: columns }, (_, at) => cellXml(row[at] ?? '', width, head))
    return `<w:tr>${head ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.join('')}</w:tr>`
  })
  const look = '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
  return `<w:tbl><w:tblPr><w:tblStyle w:val="${BLOCK_STYLE.table}"/><w:tblW w:w="5000" w:type="pct"/>${look}</w:tblPr>${grid}${all.join('')}</w:tbl>`
}

function cellXml(words: string, width: number, head: boolean): string {
  const lines = words.split('\n').map((line) => {
    const direction = isRightToLeft(line)
    const properties = `${head ? '<w:b/><w:bCs/>' : ''}${direction ? '<w:rtl/>' : ''}`
    const run =
      line === ''
        ? ''
        : `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`
    return `<w:p><w:pPr><w:pStyle w:val="${BLOCK_STYLE.cell}"/>${direction ? '<w:bidi/>' : ''}</w:pPr>${run}</w:p>`
  })
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${lines.join('')}</w:tc>`
}
