// The pictures that a text shows, out of the storage: an export is a pure function, so that they are brought to it.
import { blockOf, type Files, type PictureFile } from '@chapeau/shared/text/blocks'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import type { TextStorage } from '../storage/port.ts'
import type { Room } from '../sync/room.ts'

/** One that is gone from the storage is left out: its line still says what it was. */
export async function filesIn(room: Room, storage: Pick<TextStorage, 'file'>): Promise<Files> {
  const wanted = await room.look(({ doc, meta }) => {
    const blocks = read(runsOf(bodyOf(doc)), meta).paragraphs.map(({ raw }) => blockOf(meta, raw.starter?.p))
    return new Set(blocks.flatMap((block) => (block?.kind === 'picture' ? [block.file] : [])))
  })
  const files = new Map<string, PictureFile>()
  for (const hash of wanted) {
    const found = await storage.file(room.text.id, hash)
    if (found !== null) files.set(hash, { type: found.type, bytes: found.bytes })
  }
  return files
}
