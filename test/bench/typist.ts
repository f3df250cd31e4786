// One person typing, without a page: opens brackets of its own and types into them, as the editor's policy would.
// It never takes in what others do; its updates fit wherever the text it began with is.
import { IdMaker, type Bid, type Principal } from '@chapeau/shared/ids'
import { isStarter, isText, runLength } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import * as Y from 'yjs'

export class Typist {
  readonly clientId: number
  readonly principal: Principal
  readonly doc = new Y.Doc()
  readonly #body = bodyOf(this.doc)
  readonly #ids: IdMaker
  readonly #ends: readonly Y.RelativePosition[]
  readonly #made: Uint8Array[] = []
  #caret = 0

  constructor(base: Uint8Array, principal: Principal, clientId: number) {
    this.principal = principal
    this.clientId = clientId
    this.doc.clientID = clientId
    Y.applyUpdate(this.doc, base)
    this.#ids = new IdMaker(clientId)
    this.#ends = paragraphEnds(this.#body)
    this.doc.on('update', (update: Uint8Array) => this.#made.push(update))
  }

  get paragraphs(): number {
    return this.#ends.length
  }

  /** What has been typed since the last call, an update for each transaction. */
  take(): Uint8Array[] {
    return this.#made.splice(0)
  }

  /** Everything since a state vector in one update, as a client sends it that was offline. */
  since(vector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc, vector)
  }

  /** Opens an addition at the end of a paragraph; the caret stands behind its words. */
  propose(paragraph: number, words: string): Bid {
    const at = Y.createAbsolutePositionFromRelativePosition(this.#ends[paragraph]!, this.doc)!.index
    const bid = this.#ids.make(this.principal)
    this.doc.transact(() => {
      this.#body.insertEmbed(at, { o: bid, by: this.principal, kind: 'ins' }, {})
      this.#body.insert(at + 1, words, {})
      this.#body.insertEmbed(at + 1 + words.length, { c: bid }, {})
    })
    this.#caret = at + 1 + words.length
    return bid
  }

  /** Types at the caret. */
  key(character: string): void {
    this.#body.insert(this.#caret, character, {})
    this.#caret += character.length
  }

  /** Deletes the character before the caret. */
  backspace(): void {
    this.#body.delete(--this.#caret, 1)
  }

  /** Deletes so many characters from the start of the text, whoever they are by, in one go. */
  wipe(characters: number): void {
    this.#body.delete(0, Math.min(characters, this.#body.length))
  }

  /** Caret as cursors publish it. */
  get cursor(): unknown {
    return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(this.#body, this.#caret, -1))
  }
}

function paragraphEnds(body: Y.Text): Y.RelativePosition[] {
  const ends: number[] = []
  let at = 0
  for (const run of runsOf(body)) {
    if (!isText(run) && isStarter(run.insert) && at > 0) ends.push(at)
    at += runLength(run)
  }
  return [...ends, at].map((end) => Y.createRelativePositionFromTypeIndex(body, end, -1))
}
