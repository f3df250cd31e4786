// Tables and pictures in a text (spec AU-30): a paragraph of its own stands for each, its words say what it is, and what it stands
// for lies among the overrides, which only the server writes. A picture's bytes lie in the storage under their SHA-256.
import type { Pid } from '../ids.ts'
import { metaKey, type Meta } from './meta.ts'
import type { Reading } from './read.ts'

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

/** Rows of cells, each cell's words with a line a paragraph; `header`: how many of the first rows say what stands below. */
export interface TableBlock {
  readonly kind: 'table'
  readonly rows: readonly (readonly string[])[]
  readonly header: number
}

/** Width and height in points; `file`: SHA-256 of its bytes, in hex. */
export interface PictureBlock {
  readonly kind: 'picture'
  readonly type: PictureType
  readonly width: number
  readonly height: number
  readonly alt: string
  readonly file: string
}

export type Block = TableBlock | PictureBlock

/** A picture as a file. */
export interface PictureFile {
  readonly type: PictureType
  readonly bytes: Uint8Array
}

/** Pictures of a text by the SHA-256 of their bytes. */
export type Files = ReadonlyMap<string, PictureFile>
export const NO_FILES: Files = new Map()

/** What somebody is told who would change one. */
export const NOT_NEGOTIATED = 'Tables and pictures are not negotiated here.'

/** What a paragraph stands for; null for one of words. */
export function blockOf(meta: Meta, pid: Pid | undefined): Block | null {
  return pid === undefined ? null : ((meta.get(metaKey.block(pid)) as Block | undefined) ?? null)
}

export const isBlock = (meta: Meta, pid: Pid): boolean => meta.get(metaKey.block(pid)) !== undefined

/** The words of the paragraph that stands for it. */
export function blockWords(
  block: { readonly kind: 'table'; readonly rows: TableBlock['rows'] } | { readonly kind: 'picture'; readonly alt: string },
): string {
  if (block.kind === 'picture') return block.alt.trim() === '' ? 'Picture' : block.alt.trim()
  const columns = Math.max(0, ...block.rows.map((row) => row.length))
  return `Table, ${counted(block.rows.length, 'row')}, ${counted(columns, 'column')}`
}

/** What the paragraphs' blocks hold, a line each; '' for none. Beside the notation it makes the text whole for its hash. */
export function printBlocks(reading: Reading, meta: Meta): string {
  return reading.paragraphs
    .flatMap(({ raw }, index) => {
      const block = blockOf(meta, raw.starter?.p)
      if (block === null) return []
      const { kind } = block
      const held = kind === 'table' ? [block.header, block.rows] : [block.type, block.width, block.height, block.alt, block.file]
      return [JSON.stringify([index, kind, ...held])]
    })
    .join('\n')
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
