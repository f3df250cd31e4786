// Pictures in a text as JSON: their bytes in base 64 (RFC 4648, 4), each once, by the SHA-256 that the text names them by. What a
// file says of a picture is not believed: hash and type are those of its bytes.
import { fromBase64, toBase64 } from 'lib0/buffer'
import { NO_FILES, type Files, type PictureFile } from '../../text/blocks.ts'
import { fileName, MAX_PICTURE_BYTES, MAX_PICTURES_BYTES, pictureIn } from '../pictures.ts'
import type { TextFile } from './file.ts'

type Paragraphs = TextFile['paragraphs']

/** Those that the paragraphs stand for. */
export function filesOf(paragraphs: Paragraphs, files: Files = NO_FILES): NonNullable<TextFile['files']> {
  return [...wantedBy(paragraphs)].flatMap((file) => {
    const found = files.get(file)
    return found === undefined ? [] : [{ file, type: found.type, bytes: toBase64(found.bytes) }]
  })
}

export interface ReadFiles {
  readonly files: Files
  /** Pictures that the text names and that are not there, damaged, or more than a text may have. */
  readonly missing: ReadonlySet<string>
}

/** The pictures that a file brings and its paragraphs stand for. */
export function filesFrom({ paragraphs, files = [] }: Pick<TextFile, 'paragraphs' | 'files'>): ReadFiles {
  const wanted = wantedBy(paragraphs)
  const found = new Map<string, PictureFile>()
  let left = MAX_PICTURES_BYTES
  for (const { file, type, bytes: written } of files) {
    if (!wanted.has(file) || found.has(file)) continue
    const bytes = bytesIn(written, Math.min(left, MAX_PICTURE_BYTES))
    if (bytes === null || fileName(bytes) !== file || pictureIn(bytes)?.type !== type) continue
    left -= bytes.length
    found.set(file, { type, bytes })
  }
  return { files: found, missing: new Set([...wanted].filter((file) => !found.has(file))) }
}

const wantedBy = (paragraphs: Paragraphs): ReadonlySet<string> =>
  new Set(paragraphs.flatMap(({ block }) => (block?.kind === 'picture' ? [block.file] : [])))

function bytesIn(written: string, most: number): Uint8Array | null {
  if (written.length > Math.ceil(most / 3) * 4) return null
  try {
    return fromBase64(written)
  } catch {
    return null
  }
}
