// Reads the editor's document: unchanged paragraph nodes keep their raw paragraph, so only touched paragraphs are
// read anew, however long the text.
import type { Node } from 'prosemirror-model'
import type { Meta } from '@chapeau/shared/text/meta'
import type { RawParagraph } from '@chapeau/shared/text/model'
import { Reader, type Reading } from '@chapeau/shared/text/read'
import { runsOfParagraph } from './flat.ts'
import { starterOf } from './schema.ts'

export class DocReader {
  readonly #raws = new WeakMap<Node, RawParagraph>()
  readonly #reader = new Reader()

  read(doc: Node, meta: Meta): Reading {
    const raws: RawParagraph[] = []
    // The same node object can stand twice in a document only by our own making; reading needs distinct ones.
    doc.forEach((paragraph) => raws.push(this.#raw(paragraph)))
    return this.#reader.read(raws, meta)
  }

  /** Paragraphs read anew by the last call. */
  get touched(): number {
    return this.#reader.touched
  }

  #raw(paragraph: Node): RawParagraph {
    let raw = this.#raws.get(paragraph)
    if (raw === undefined) {
      raw = { starter: starterOf(paragraph), runs: runsOfParagraph(paragraph) }
      this.#raws.set(paragraph, raw)
    }
    return raw
  }
}
