// A peer whose program somebody wrote to do harm: it edits bare, forges tokens and ids, replays what others sent,
// leaves gaps, breaks bytes. It recovers from a refusal at once and goes on.
import type { Verdict } from '@chapeau/server/authority/types'
import type { Bid } from '@chapeau/shared/ids'
import type { Embed } from '@chapeau/shared/text/model'
import * as Y from 'yjs'
import { Peer } from './peer.ts'

export class Hostile extends Peer {
  /** Updates of others as they came over the wire. */
  readonly captured: Uint8Array[] = []

  override hear(): void {
    const update = this.down[0]
    if (update !== undefined && this.captured.length < 50) this.captured.push(update)
    super.hear()
  }

  heed(verdict: Verdict | null): void {
    if (verdict !== null && verdict.status !== 'applied') this.begin()
  }

  /** Does something that no editor does; answers what it sent at once, past its own document. */
  doSomething(): Uint8Array | null {
    const { random } = this
    const doings: (() => Uint8Array | null | void)[] = [
      () => this.edit((body) => body.insert(this.#place(), 'EVIL')),
      () => this.edit((body) => this.#erase(body, 1 + random.below(8))),
      () => this.edit((body) => this.#erase(body, body.length >> 1)),
      () => this.#forge(),
      () => this.#forge(),
      () => this.#breakToken(),
      () => this.#swallow(),
      () => this.#copyToken(),
      () => this.edit((body) => body.format(0, body.length, { bold: random.below(2) === 0 ? true : null })),
      () => this.edit((body) => body.insertEmbed(this.#place(), { p: this.#someId(), t: 'para', lvl: 0 })),
      () => this.undo.undo(),
      () => (this.captured.length === 0 ? null : random.pick(this.captured)),
      () => this.#signedAs(random.below(3) === 0 ? 1 : 1_001 + random.below(20)),
      () => this.#broken(),
      () => this.#withGap(),
      () => this.#elsewhere(),
    ]
    return random.pick(doings)() ?? null
  }

  #place(): number {
    return this.random.below(this.body.length + 1)
  }

  #erase(body: Y.Text, length: number): void {
    const from = this.random.below(Math.max(1, body.length - length))
    body.delete(from, Math.min(length, body.length - from))
  }

  /** An id of its own, or one that stands already. */
  #someId(): string {
    const known = [...this.flat.brackets.keys()]
    return known.length === 0 || this.random.below(2) === 0 ? this.ids.make(this.principal) : this.random.pick(known)
  }

  /** Tokens in a name, of a kind, with halves as it likes. */
  #forge(): void {
    const { random } = this
    const bid = this.#someId()
    const by = random.pick([this.principal, 'RUS', 'USA', ''])
    const open: Embed = {
      o: bid,
      by,
      kind: random.pick(['ins', 'del', 'res', 'note']),
      ...(random.below(4) === 0 ? { grp: this.#someId() } : {}),
    }
    this.edit((body) => {
      const [from, to] = [this.#place(), this.#place()].toSorted((a, b) => a - b) as [number, number]
      if (random.below(4) > 0) body.insertEmbed(to, { c: bid })
      if (random.below(4) > 0) body.insertEmbed(from, open)
    })
  }

  /** Deletes one token of any bracket. */
  #breakToken(): void {
    const brackets = [...this.flat.brackets.values()]
    if (brackets.length === 0) return
    const { from, to } = this.random.pick(brackets)
    this.edit((body) => body.delete(this.random.below(2) === 0 ? from : to, 1))
  }

  /** Moves a close token of its own over others' words. */
  #swallow(): void {
    const mine = [...this.flat.brackets].filter(([, { holder }]) => holder === this.principal)
    if (mine.length === 0) return this.#forge()
    const [bid, { to }] = this.random.pick(mine)
    this.edit((body) => {
      body.delete(to, 1)
      body.insertEmbed(Math.min(body.length, to + this.random.below(20)), { c: bid })
    })
  }

  /** Takes a token away and puts it, or one like it, back somewhere else. */
  #copyToken(): void {
    const brackets = [...this.flat.brackets]
    if (brackets.length === 0) return
    const [bid, { open, from }] = this.random.pick(brackets) as [Bid, { open: Embed; from: number }]
    this.edit((body) => {
      if (this.random.below(2) === 0) body.delete(from, 1)
      body.insertEmbed(this.random.below(body.length + 1), this.random.below(2) === 0 ? { ...open, kind: 'ins' } : { c: bid })
    })
  }

  /** Words signed with a client id of somebody else. */
  #signedAs(clientId: number): Uint8Array {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    doc.clientID = clientId
    doc.getText('body').insert(this.#place(), 'FORGED')
    return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.assembly.doc))
  }

  #broken(): Uint8Array {
    const bytes = Uint8Array.from(this.difference())
    for (let i = 0; i <= this.random.below(4); i++) bytes[this.random.below(bytes.length)] = this.random.below(256)
    return this.random.below(3) === 0 ? bytes.slice(0, this.random.below(bytes.length)) : bytes
  }

  /** Something that builds on what it never sent. */
  #withGap(): Uint8Array {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.doc))
    doc.clientID = this.doc.clientID
    doc.getText('body').insert(this.#place(), 'MISSING')
    const vector = Y.encodeStateVector(doc)
    doc.getText('body').insert(0, 'GAP')
    return Y.encodeStateAsUpdate(doc, vector)
  }

  /** Beside the text: overrides, other roots, another type over the body. */
  #elsewhere(): Uint8Array {
    const doc = new Y.Doc()
    doc.clientID = this.doc.clientID
    const write: (() => void)[] = [
      () => doc.getMap('meta').set('status', 'adopted'),
      () => doc.getMap('meta').set(`b/${this.#someId()}/holder`, this.principal),
      () => doc.getMap('body').set('x', 1),
      () => doc.getArray('body').insert(0, [1]),
      () => doc.getXmlFragment('body').insert(0, [new Y.XmlText('x')]),
      () => doc.getText('body').insertEmbed(0, new Y.Map()),
      () => doc.getText('body').setAttribute('x', 1),
      () => doc.getText('elsewhere').insert(0, 'x'),
    ]
    this.random.pick(write)()
    return Y.encodeStateAsUpdate(doc)
  }
}
