// A room at random, seeded: delegations propose and strike words of their own making, the desk and everybody else perform every
// act there is, sometimes on what stood a while ago, and undo. Every word is unique, so that a lost, doubled or cut one shows.
import { acceptAll } from '@chapeau/shared/brackets/bulk'
import { namedByAll, type Decision } from '@chapeau/shared/brackets/decide'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { ownDigest, paragraphDigest, paragraphsDigest } from '@chapeau/shared/brackets/words'
import { IdMaker, type Bid, type Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { ActName, Seen } from '@chapeau/shared/protocol/acts'
import { isClosed, metaKey, statusOf, type Stand } from '@chapeau/shared/text/meta'
import { attributionsOf } from '@chapeau/shared/text/notation'
import { read, stackAt, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import type { ActOutcome } from '@chapeau/server/acts/types'
import * as Y from 'yjs'
import { chair, Chamber, delegate, type Wish } from '../support/chamber.ts'
import { Random } from '../support/random.ts'

const CODES: readonly Principal[] = ['RUS', 'EU', 'USA']
const secretariat = (principal: Principal): Actor => ({ role: 'secretariat', principal, rights: PRESET_RIGHTS.member })

/** Acts that write words anew somewhere else. */
const SHAPES: ReadonlySet<ActName> = new Set(['move', 'split', 'merge', 'carry', 'undo'])

/** What was seen to happen; long runs print it. */
export interface Tally {
  steps: number
  readonly done: Map<string, number>
  readonly refused: Map<string, number>
}

export const newTally = (): Tally => ({ steps: 0, done: new Map(), refused: new Map() })

/** A wish and who has it; null where there is nothing to wish for. */
type Asked = readonly [Wish, Actor] | null

export class Play {
  readonly chamber: Chamber
  readonly #random: Random
  readonly #tally: Tally
  readonly #copies = new Map<Principal, { readonly doc: Y.Doc; readonly ids: IdMaker }>()
  /** Every word there ever was, with who made it. */
  readonly #words = new Map<string, Principal>()
  #fresh = 0
  /** The last act and the text before it, for whoever reads a failure. */
  #last = ''

  constructor(seed: number, tally: Tally) {
    this.#random = new Random(seed)
    this.#tally = tally
    const lines = Array.from({ length: 5 }, (_, i) => `${i + 1}.\t${Array.from({ length: 6 }, () => this.#word('')).join(' ')}.`)
    this.chamber = new Chamber(lines.join('\n'))
    this.chamber.present = new Set(CODES)
    this.chamber.parties = new Map(
      CODES.map((code) => [code, { code, name: code, aliases: [], preset: 'member', rights: PRESET_RIGHTS.member, members: [] }]),
    )
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
    const place = this.#place(reading)
    if (place === null) return
    doc.transact(() => {
      if (this.#random.below(3) > 0) propose(doc, place.at, ids.make(code), code, ` ${this.#word(code)}`)
      else strike(doc, place.from, place.at, ids.make(code), code, this.#random.below(4) === 0 ? 'res' : 'del')
    })
    this.chamber.receive(doc)
  }

  /** Behind a word, and where that word begins; in a paragraph that is not agreed. */
  #place(reading: Reading): { readonly from: number; readonly at: number } | null {
    const index = this.#random.below(reading.paragraphs.length)
    const { raw, pieces } = reading.paragraphs[index]!
    if (raw.starter === null) return null
    if (this.chamber.doc.getMap('meta').get(metaKey.state(raw.starter.p)) === 'agreed') return null
    const words = pieces.flatMap((piece) =>
      piece.type === 'text'
        ? [...piece.text.matchAll(/ ?[a-z]+\d+x/g)].map((found) => ({ from: piece.at + found.index, text: found[0] }))
        : [],
    )
    if (words.length === 0) return null
    const { from, text } = this.#random.pick(words)
    const start = reading.starts[index]! + from
    const at = start + text.length
    return stackAt(reading, at).length > 4 ? null : { from: start, at }
  }

  // Acts.

  #act(): void {
    const names = Object.keys(this.#wishes) as ActName[]
    const name = this.#random.pick(names)
    const asked = this.#wishes[name]()
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

  get #reading(): Reading {
    return this.chamber.reading
  }

  #bracket(wanted: (bracket: Bracket) => boolean = () => true): Bracket | null {
    const found = [...this.#reading.brackets.values()].filter(wanted)
    return found.length === 0 ? null : this.#random.pick(found)
  }

  /** What somebody has on screen: the text as it is, or as one of the delegations last heard of it. */
  #seen(bids: readonly Bid[]): Seen {
    const stale = this.#random.below(5) === 0 ? this.#copies.get(this.#random.pick(CODES))!.doc : this.chamber.doc
    return this.chamber.seen(bids, stale)
  }

  #pid(): string {
    return this.chamber.pid(this.#random.below(this.#reading.paragraphs.length))
  }

  #someone(): Actor {
    return delegate(this.#random.pick(CODES))
  }

  #decided(act: 'keep' | 'remove'): Asked {
    const bracket = this.#bracket()
    if (bracket === null) return null
    const decision: Decision = { act, target: bracket.bid }
    return [{ ...decision, seen: this.#seen(namedByAll(this.#reading, [decision])), over: [...CODES] }, chair]
  }

  #on<const W extends object>(make: (bid: Bid) => W, wanted?: (bracket: Bracket) => boolean): W | null {
    const bracket = this.#bracket(wanted)
    return bracket === null ? null : make(bracket.bid)
  }

  #by(wish: Wish | null, actor: Actor = chair): Asked {
    return wish === null ? null : [wish, actor]
  }

  /** Words put into a paragraph at a word's end, by command. */
  #edit(
    reading: Reading,
  ): { readonly pid: string; readonly at: number; readonly length: number; readonly by: (word: string) => string } | null {
    const place = this.#place(reading)
    if (place === null) return null
    const index = reading.starts.findLastIndex((start) => start <= place.from)
    const start = reading.starts[index]! + 1
    const replaces = this.#random.below(2) === 0
    return {
      pid: reading.paragraphs[index]!.raw.starter!.p,
      at: (replaces ? place.from : place.at) - start,
      length: replaces ? place.at - place.from : 0,
      by: (word) => ` ${word}`,
    }
  }

  #proposed(): Asked {
    const edit = this.#edit(this.#reading)
    if (edit === null) return null
    const code = this.#random.pick(CODES)
    const { pid, at, length, by } = edit
    const seen = { sv: this.chamber.seen([]).sv, words: paragraphsDigest(this.#reading, [pid]) }
    const actor = this.#random.below(2) === 0 ? delegate(code) : secretariat(code)
    return [{ act: 'propose', edits: [{ pid, at, length, insert: by(this.#word(code)) }], seen }, actor]
  }

  #aParagraph(): { readonly target: string; readonly seen: Seen } {
    const index = this.#random.below(this.#reading.paragraphs.length)
    return { target: this.chamber.pid(index), seen: { sv: this.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) } }
  }

  #earlier(): number {
    return 1 + this.#random.below(Math.max(1, this.chamber.seq))
  }

  /** Every act, so that a new one that is not played does not compile. */
  readonly #wishes: Readonly<Record<ActName, () => Asked>> = {
    keep: () => this.#decided('keep'),
    remove: () => this.#decided('remove'),
    choose: () => {
      const group = this.#bracket((bracket) => bracket.group !== null)?.group ?? null
      if (group === null) return null
      const members = membersOf(this.#reading, group)
      const target = this.#random.below(3) === 0 ? null : this.#random.pick(members).bid
      const decision: Decision = { act: 'choose', group, target }
      return [{ ...decision, seen: this.#seen(namedByAll(this.#reading, [decision])), over: [...CODES] }, chair]
    },
    decide: () => {
      const { decisions } = acceptAll(this.#reading, metaOf(this.chamber.doc), [...this.#reading.brackets.keys()], { uncontested: true })
      const some = decisions.filter(() => this.#random.below(3) === 0)
      return some.length === 0 ? null : [{ act: 'decide', decisions: some, seen: this.#seen(namedByAll(this.#reading, some)) }, chair]
    },
    propose: () => this.#proposed(),
    second: () => [{ act: 'second', proposal: this.#earlier() }, this.#someone()],
    admit: () => [{ act: 'admit', proposal: this.#earlier() }, chair],
    dropProposal: () => [{ act: 'dropProposal', proposal: this.#earlier() }, chair],
    withdraw: () => {
      const bracket = this.#bracket(({ holder }) => CODES.includes(holder))
      return bracket === null ? null : [{ act: 'withdraw', target: bracket.bid, seen: this.#seen([bracket.bid]) }, delegate(bracket.holder)]
    },
    maintain: () =>
      this.#by(
        this.#on((target) => ({ act: 'maintain', target })),
        this.#someone(),
      ),
    stand: () => {
      const stance = this.#random.pick(['supports', 'opposes', 'reserves', 'canLiveWith', null] as const)
      return this.#by(
        this.#on((target) => ({ act: 'stand', target, stance })),
        this.#someone(),
      )
    },
    dissociate: () =>
      this.#by(
        this.#on((target) => ({ act: 'dissociate', target, apart: true })),
        this.#someone(),
      ),
    show: () => [{ act: 'show', what: this.#random.pick(['matrix', 'convergence'] as const), on: this.#random.below(2) === 0 }, chair],
    explain: () =>
      this.#by(
        this.#on((target) => ({ act: 'explain', target, rationale: 'so' })),
        this.#someone(),
      ),
    join: () =>
      this.#by(
        this.#on((target) => ({ act: 'join', target, seen: this.#seen([target]) })),
        this.#someone(),
      ),
    leave: () =>
      this.#by(
        this.#on((target) => ({ act: 'leave', target })),
        this.#someone(),
      ),
    confirm: () =>
      this.#by(
        this.#on((target) => ({ act: 'confirm', targets: [target] })),
        this.#someone(),
      ),
    disown: () =>
      this.#by(
        this.#on((target) => ({ act: 'disown', targets: [target] })),
        this.#someone(),
      ),
    attribute: () =>
      this.#by(
        this.#on(
          (target) => ({ act: 'attribute', target, principal: 'EU' }),
          ({ holder }) => holder === '',
        ),
      ),
    group: () => {
      const [one, other] = [this.#bracket(), this.#bracket()]
      return one === null || other === null || one === other ? null : [{ act: 'group', targets: [one.bid, other.bid] }, chair]
    },
    ungroup: () => {
      const group = this.#bracket((bracket) => bracket.group !== null)?.group ?? null
      return group === null ? null : [{ act: 'ungroup', group }, chair]
    },
    reinstate: () => [{ act: 'reinstate', seq: this.#earlier() }, chair],
    unset: () => this.#by(this.#on((target) => ({ act: 'unset', target }))),
    relabel: () => [{ act: 'relabel', target: this.#pid(), label: `${this.#random.below(99)} bis` }, chair],
    setState: () => {
      const state = this.#random.pick(['open', 'open', 'parked', 'adref', 'agreed'] as const)
      return [{ act: 'setState', targets: [this.#pid()], state, over: [...CODES] }, chair]
    },
    return: () => [{ act: 'return', target: this.#pid(), reason: 'not yet' }, this.#someone()],
    clear: () => [{ act: 'clear', target: this.#pid() }, this.#someone()],
    reopen: () => [{ act: 'reopen', target: this.#pid(), reason: 'again' }, chair],
    object: () => [{ act: 'object', seq: this.#earlier(), reason: 'no' }, this.#someone()],
    noteObjection: () => [{ act: 'noteObjection', seq: this.#earlier(), principal: 'EU', note: 'noted' }, chair],
    request: () => [{ act: 'request', kind: 'floor' }, this.#someone()],
    unrequest: () => [{ act: 'unrequest', request: this.#earlier() }, this.#someone()],
    answerRequest: () => [{ act: 'answerRequest', request: this.#earlier(), answer: 'done' }, chair],
    caveat: () => [{ act: 'caveat', on: this.#random.below(2) === 0 }, chair],
    agreeText: () => (this.#random.below(20) === 0 ? [{ act: 'agreeText' }, chair] : null),
    statement: () => [{ act: 'statement', kind: 'explanation', target: null, words: 'so' }, this.#someone()],
    correct: () => {
      const edit = this.#edit(this.#reading)
      if (edit === null || edit.length === 0) return null
      const { pid, at, length } = edit
      const index = this.#reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
      const start = this.#reading.starts[index]! + 1 + at
      const remove = textBetween(this.#reading, start, start + length)
      if (remove === null) return null
      const seen = { sv: this.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) }
      return [
        { act: 'correct', target: pid, at: at + 1, remove, insert: `${remove.startsWith(' ') ? ' ' : ''}${this.#word('CHAIR')}`, seen },
        chair,
      ]
    },
    move: () => [{ act: 'move', target: this.#pid(), after: this.#random.below(4) === 0 ? null : this.#pid() }, chair],
    split: () => {
      const place = this.#place(this.#reading)
      if (place === null) return null
      const index = this.#reading.starts.findLastIndex((start) => start <= place.from)
      const seen = { sv: this.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) }
      return [{ act: 'split', target: this.chamber.pid(index), at: place.at - this.#reading.starts[index]!, seen }, chair]
    },
    merge: () => [{ act: 'merge', target: this.#pid() }, chair],
    retype: () => [
      { act: 'retype', target: this.#pid(), type: this.#random.pick(['para', 'item'] as const), level: this.#random.below(3) },
      chair,
    ],
    structure: () => {
      const { target, seen } = this.#aParagraph()
      return [{ act: 'structure', shape: { op: 'move', target, after: this.#pid() }, seen }, this.#someone()]
    },
    carry: () => this.#structured((target) => ({ act: 'carry', target, over: [...CODES] })),
    dropStructure: () => this.#structured((target) => ({ act: 'dropStructure', target })),
    alternative: () =>
      this.#by(
        this.#on(
          (target) => ({ act: 'alternative', targets: [target], words: this.#word('CHAIR'), seen: this.#seen([target]) }),
          ({ kind }) => kind === 'ins',
        ),
      ),
    offer: () =>
      this.#by(
        this.#on((target) => {
          const decisions: Decision[] = [{ act: 'keep', target }]
          return { act: 'offer', decisions, title: 'one', to: null, seen: this.#seen(namedByAll(this.#reading, decisions)) }
        }),
        this.#random.below(2) === 0 ? chair : this.#someone(),
      ),
    answer: () => this.#offered((target) => ({ act: 'answer', target, answer: 'accept' }), this.#someone()),
    adoptOffer: () =>
      this.#offered((target, decisions) => ({
        act: 'adoptOffer',
        target,
        over: [...CODES],
        seen: this.#seen(namedByAll(this.#reading, decisions)),
      })),
    fallOffer: () => this.#offered((target) => ({ act: 'fallOffer', target })),
    remark: () => this.#by(this.#on((target) => ({ act: 'remark', target, words: 'a note' }))),
    silence: () =>
      this.#random.below(20) === 0 ? [{ act: 'silence', deadline: '2026-03-01T00:00:00Z', zone: 'UTC', rung: 'adref' }, chair] : null,
    breakSilence: () => [{ act: 'breakSilence', target: this.#pid(), reason: 'no' }, this.#someone()],
    endSilence: () => [{ act: 'endSilence', reason: 'over' }, chair],
    renumber: () => [{ act: 'renumber', labels: [{ pid: this.#pid(), label: '9 ter' }], references: [], seen: this.#seenNothing() }, chair],
    issue: () => [{ act: 'issue' }, chair],
    revise: () => [{ act: 'revise' }, chair],
    adopt: () => (this.#random.below(40) === 0 ? [{ act: 'adopt' }, chair] : null),
    undo: () => [{ act: 'undo', seq: this.#earlier() }, chair],
  }

  #seenNothing(): Seen {
    return { sv: this.chamber.seen([]).sv, words: paragraphsDigest(this.#reading, []) }
  }

  #structured(make: (sid: string) => Wish): Asked {
    const sids = [...this.chamber.doc.getMap('meta').keys()].flatMap((key) => (key.startsWith('s/') ? [key.slice(2)] : []))
    return sids.length === 0 ? null : [make(this.#random.pick(sids)), chair]
  }

  #offered(make: (oid: string, decisions: readonly Decision[]) => Wish, actor: Actor = chair): Asked {
    const offers = [...this.chamber.doc.getMap<{ decisions: readonly Decision[] }>('meta').entries()].filter(([key]) =>
      key.startsWith('o/'),
    )
    if (offers.length === 0) return null
    const [key, { decisions }] = this.#random.pick(offers)
    return [make(key.slice(2), decisions), actor]
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
    const labels = attributionsOf(this.#reading, meta, { groups: false })
    for (const [bid, label] of labels) {
      const { holder } = this.#reading.brackets.get(bid)!
      for (const code of CODES) {
        if (code === holder || !label.split(', ').includes(code)) continue
        const stand = meta.get(metaKey.stand(bid, code)) as Stand | undefined
        if (stand?.own !== ownDigest(this.#reading, bid)) throw new Error(`${code} stands under words it has not seen: ${label}`)
      }
    }
  }

  /** No blank is doubled, loose at a paragraph's edge or before a mark, where no bracket stands between the two. */
  #spacesAreRight(): void {
    for (const { pieces } of this.#reading.paragraphs) {
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

/** Words between two positions where no token stands between them; else null. */
function textBetween({ paragraphs, starts }: Reading, from: number, to: number): string | null {
  const index = starts.findLastIndex((start) => start <= from)
  const piece = paragraphs[index]!.pieces.find(
    (one) =>
      one.type === 'text' && one.within.length === 0 && starts[index]! + one.at <= from && starts[index]! + one.at + one.text.length >= to,
  )
  return piece?.type === 'text' ? piece.text.slice(from - starts[index]! - piece.at, to - starts[index]! - piece.at) : null
}
