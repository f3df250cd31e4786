// A room at random, seeded: delegations propose and strike words of their own making, the desk and everybody else perform every
// act there is, sometimes on what stood a while ago, and undo. Every word is unique, so that a lost, doubled or cut one shows.
import { ownDigest } from '@chapeau/shared/brackets/words'
import { IdMaker, type Bid, type Principal } from '@chapeau/shared/ids'
import type { ActName } from '@chapeau/shared/protocol/acts'
import { isClosed, metaKey, statusOf, type Stand } from '@chapeau/shared/text/meta'
import { attributionsOf } from '@chapeau/shared/text/notation'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import type { ActOutcome } from '@chapeau/server/acts/types'
import * as Y from 'yjs'
import { Chamber, type Wish } from '../support/chamber.ts'
import { Random } from '../support/random.ts'
import { CODES, placeIn, Wishes, type Asked } from './wishes.ts'
import { memberOf } from '../support/builders.ts'

/** Acts that write words anew somewhere else. */
const SHAPES: ReadonlySet<ActName> = new Set(['move', 'split', 'merge', 'carry', 'undo'])

/** What was seen to happen; long runs print it. */
export interface Tally {
  steps: number
  readonly done: Map<string, number>
  readonly refused: Map<string, number>
}

export const newTally = (): Tally => ({ steps: 0, done: new Map(), refused: new Map() })

export class Play {
  readonly chamber: Chamber
  readonly #random: Random
  readonly #tally: Tally
  readonly #copies = new Map<Principal, { readonly doc: Y.Doc; readonly ids: IdMaker }>()
  /** Every word there ever was, with who made it. */
  readonly #words = new Map<string, Principal>()
  readonly #wishes: Wishes
  #fresh = 0
  /** The last act and the text before it, for whoever reads a failure. */
  #last = ''

  constructor(seed: number, tally: Tally) {
    this.#random = new Random(seed)
    this.#tally = tally
    const lines = Array.from({ length: 5 }, (_, i) => `${i + 1}.\t${Array.from({ length: 6 }, () => this.#word('')).join(' ')}.`)
    this.chamber = new Chamber(lines.join('\n'))
    this.chamber.present = new Set(CODES)
    this.chamber.parties = new Map(CODES.map((code) => [code, memberOf(code)]))
    this.#wishes = new Wishes({
      chamber: this.chamber,
      random: this.#random,
      copyOf: (code) => this.#copies.get(code)!.doc,
      word: (by) => this.#word(by),
    })
    CODES.forEach((code, i) => this.#copies.set(code, { doc: this.chamber.copy(code, 100 + i), ids: new IdMaker(100 + i) }))
  }

  /** Somebody types, or somebody acts; then everything that must hold is looked at. */
  step(): void {
    this.#tally.steps++
    if (this.#random.below(100) < 45) this.#type()
    else this.#act()
    this.#check()
  }

  /** Everybody hears of everything, and has the same text. */
  settle(): void {
    for (const { doc } of this.#copies.values()) {
      this.chamber.receive(doc)
      this.#hear(doc)
    }
    for (const [code, { doc }] of this.#copies) {
      this.#hear(doc)
      const theirs = JSON.stringify(runsOf(bodyOf(doc)))
      if (theirs !== JSON.stringify(runsOf(bodyOf(this.chamber.doc)))) throw new Error(`${code} has another text`)
    }
    this.#check()
  }

  #word(by: Principal): string {
    const word = `${by === '' ? 'base' : by.toLowerCase()}${++this.#fresh}x`
    this.#words.set(word, by)
    return word
  }

  #hear(doc: Y.Doc): void {
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.chamber.doc, Y.encodeStateVector(doc)))
  }

  // Typing, as the editor makes it of what people do.

  #type(): void {
    if (isClosed(statusOf(metaOf(this.chamber.doc)))) return
    const code = this.#random.pick(CODES)
    const { doc, ids } = this.#copies.get(code)!
    // Now and then somebody types on what stood a while ago.
    if (this.#random.below(4) > 0) this.#hear(doc)
    const reading = read(runsOf(bodyOf(doc)), metaOf(doc))
    const place = placeIn(reading, { chamber: this.chamber, random: this.#random })
    if (place === null) return
    doc.transact(() => {
      if (this.#random.below(3) > 0) propose(doc, place.at, ids.make(code), code, ` ${this.#word(code)}`)
      else strike(doc, place.from, place.at, ids.make(code), code, this.#random.below(4) === 0 ? 'res' : 'del')
    })
    this.chamber.receive(doc)
  }

  // Acts.

  #act(): void {
    const asked = this.#wishes.any()
    if (asked === null) return
    this.#perform(asked)
  }

  #perform([wish, actor]: NonNullable<Asked>): void {
    const before = this.#snapshot()
    this.#last = `${JSON.stringify(wish)} on\n${before}`
    const outcome = this.chamber.act(wish, actor)
    const count = outcome.status === 'done' ? this.#tally.done : this.#tally.refused
    count.set(wish.act, (count.get(wish.act) ?? 0) + 1)
    if (outcome.status === 'refused') {
      if (outcome.message === '' || outcome.rule === '') throw new Error(`${wish.act} was refused without a word`)
      if (this.#snapshot() !== before) throw new Error(`${wish.act} was refused and changed the text`)
      return
    }
    // What is typed late into what was moved, the authority takes after it; that is its own tests' matter, and here nobody is late.
    if (SHAPES.has(wish.act)) for (const { doc } of this.#copies.values()) this.#hear(doc)
    this.#nothingLost(wish, before, outcome)
    if (this.#random.below(3) === 0 && wish.act !== 'undo') this.#undoAtOnce(wish, before, outcome)
  }

  /** Words that an act took out of the text are in its entries. */
  #nothingLost(wish: Wish, before: string, outcome: ActOutcome & { readonly status: 'done' }): void {
    const told = JSON.stringify(outcome.entries)
    for (const word of wordsIn(before))
      if (!wordsIn(this.#snapshot()).has(word) && !told.includes(word) && wish.act !== 'undo')
        throw new Error(`${wish.act} took “${word}” away and the record does not say so`)
  }

  /** Undone while nothing has touched it, an act leaves the text exactly as it was. */
  #undoAtOnce(wish: Wish, before: string, outcome: ActOutcome & { readonly status: 'done' }): void {
    const { seq } = this.chamber
    const undone = this.chamber.act({ act: 'undo', seq })
    for (const { doc } of this.#copies.values()) this.#hear(doc)
    if (undone.status === 'refused') {
      // In a closed text, or a paragraph that is agreed, nothing is undone.
      if (undone.rule === 'AC-13' && outcome.entries.some(({ undo }) => undo !== undefined))
        throw new Error(`${wish.act} could not be undone at once: ${undone.message}`)
      return
    }
    if (this.#snapshot() !== before) throw new Error(`${wish.act} undone:\n${this.#snapshot()}\n--- was\n${before}`)
  }

  /** The text with everything that is printed of it. */
  #snapshot(): string {
    return this.chamber.text
  }

  // What must hold, whatever happened.

  #check(): void {
    const text = this.#snapshot()
    this.#onlyProposedWords(text)
    this.#namesHaveSeen()
    this.#spacesAreRight()
  }

  /** Every word in the text was typed or written by somebody, whole, and stands there once. */
  #onlyProposedWords(text: string): void {
    const seen = new Set<string>()
    for (const [word] of text.matchAll(/[a-z]+[a-z0-9]*/g)) {
      if (!this.#words.has(word)) {
        if (
          /^(delete|reserve|note|group|move|to|after|before|bis|ter|quater|quinquies|sexies|septies|octies|novies|decies|[a-z]*ies)$/.test(
            word,
          )
        )
          continue
        throw new Error(`“${word}” was proposed by nobody:\n${text}\nafter ${this.#last}`)
      }
      if (seen.has(word)) throw new Error(`“${word}” stands twice:\n${text}\nafter ${this.#last}`)
      seen.add(word)
    }
  }

  /** A name beside the holder's is printed only under the words that its delegation joined. */
  #namesHaveSeen(): void {
    const { doc } = this.chamber
    const meta = metaOf(doc)
    const labels = attributionsOf(this.chamber.reading, meta, { groups: false })
    for (const [bid, label] of labels) {
      const { holder } = this.chamber.reading.brackets.get(bid)!
      for (const code of CODES) {
        if (code === holder || !label.split(', ').includes(code)) continue
        const stand = meta.get(metaKey.stand(bid, code)) as Stand | undefined
        if (stand?.own !== ownDigest(this.chamber.reading, bid)) throw new Error(`${code} stands under words it has not seen: ${label}`)
      }
    }
  }

  /** No blank is doubled, loose at a paragraph's edge or before a mark, where no bracket stands between the two. */
  #spacesAreRight(): void {
    for (const { pieces } of this.chamber.reading.paragraphs) {
      const words = pieces.map((piece) => (piece.type === 'text' ? piece.text : '|')).join('')
      if (/ {2}|^ | $| [.,;]/.test(words)) throw new Error(`loose blanks in “${words}”\n${this.#snapshot()}\nafter ${this.#last}`)
    }
  }
}

const wordsIn = (text: string): Set<string> => new Set([...text.matchAll(/[a-z]+\d+x/g)].map(([word]) => word))

function propose(doc: Y.Doc, at: number, bid: Bid, by: Principal, words: string): void {
  const body = bodyOf(doc)
  body.insertEmbed(at, { c: bid }, {})
  body.insert(at, words)
  body.insertEmbed(at, { o: bid, by, kind: 'ins' }, {})
}

function strike(doc: Y.Doc, from: number, to: number, bid: Bid, by: Principal, kind: 'del' | 'res'): void {
  const body = bodyOf(doc)
  body.insertEmbed(to, { c: bid }, {})
  body.insertEmbed(from, { o: bid, by, kind }, {})
}
