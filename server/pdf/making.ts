// Takes texts away as PDF (spec EX-28, EX-29). Making one takes a second, which may not happen in the room's turn: the page is
// printed in one turn, made outside, and recorded in a second one, by an entry that says of which entry's text the file is.
import type { ExportWish } from '../sync/takings.ts'
import { sha256 } from '../record/chain.ts'
import type { Rooms } from '../sync/rooms.ts'
import { MAX_SAME_PDFS_WAITING } from '../limits.ts'
import { keyOf, type PrintedSource } from '../sync/makings.ts'
import { PdfFailure, type PdfMaker } from './port.ts'

export class PdfTaking {
  readonly #rooms: Rooms
  readonly #maker: PdfMaker
  /** Those who ask for the same come one after the other, so that the second is given the first one's file. */
  readonly #asked = new Map<string, { count: number; last: Promise<unknown> }>()

  constructor(rooms: Rooms, maker: PdfMaker) {
    this.#rooms = rooms
    this.#maker = maker
  }

  /** The file; null where the text is not there any more. Rejects with PdfFailure. */
  take(textId: string, wish: ExportWish): Promise<Uint8Array | null> {
    const key = `${textId} ${keyOf(wish)}`
    const asked = this.#asked.get(key) ?? { count: 0, last: Promise.resolve() }
    if (asked.count >= MAX_SAME_PDFS_WAITING) return Promise.reject(new PdfFailure('This PDF is being made already.'))
    asked.count++
    const taken = asked.last
      .then(() => this.#take(textId, wish))
      .finally(() => {
        if (--asked.count === 0) this.#asked.delete(key)
      })
    asked.last = taken.catch(() => undefined)
    this.#asked.set(key, asked)
    return taken
  }

  async #take(textId: string, wish: ExportWish): Promise<Uint8Array | null> {
    const room = await this.#rooms.open(textId)
    if (room === null) return null
    const printed = await room.taking<PrintedSource>((turn, resolve) => resolve(turn.makings.printed(wish, turn)))
    if (printed.again !== null) {
      const file = await this.#made(printed.again)
      // Another Chromium, or other fonts, make another file of the same page: it has an entry of its own.
      if (sha256(file) === printed.again.fileHash) return file
    }
    const file = await this.#made(printed)
    // The text may have been put away, or changed: the entry says of which text the file is.
    const later = await this.#rooms.open(textId)
    if (later === null) return null
    return later.taking<Uint8Array>((turn, resolve) => turn.makings.record({ wish, printed, file }, turn, () => resolve(file)))
  }

  #made({ source, stamp }: Pick<PrintedSource, 'source' | 'stamp'>): Promise<Uint8Array> {
    const { seq, hash } = stamp.head
    const line = `Record: entry ${seq}, ${hash}. A later entry names this file.`
    return this.#maker.make({ html: new TextDecoder().decode(source), asOf: stamp.asOf, line })
  }
}
