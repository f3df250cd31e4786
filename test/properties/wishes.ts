// What somebody in a room at random wishes: an act for every name there is, sometimes on what stood a while ago.
import { acceptAll } from '@chapeau/shared/brackets/bulk'
import { namedByAll, type Decision } from '@chapeau/shared/brackets/decide'
import { membersOf } from '@chapeau/shared/brackets/tree'
import { paragraphDigest, paragraphsDigest } from '@chapeau/shared/brackets/words'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import type { ActName, Seen } from '@chapeau/shared/protocol/acts'
import { metaKey } from '@chapeau/shared/text/meta'
import { stackAt, type Bracket, type Reading } from '@chapeau/shared/text/read'
import { metaOf } from '@chapeau/shared/text/ytext'
import type * as Y from 'yjs'
import { chair, delegate, type Chamber, type Wish } from '../support/chamber.ts'
import type { Random } from '../support/random.ts'

export const CODES: readonly Principal[] = ['RUS', 'EU', 'USA']
const secretariat = (principal: Principal): Actor => ({ role: 'secretariat', principal, rights: PRESET_RIGHTS.member })

/** A wish and who has it; null where there is nothing to wish for. */
export type Asked = readonly [Wish, Actor] | null

export interface Setting {
  readonly chamber: Chamber
  readonly random: Random
  /** What a delegation last heard of the text. */
  copyOf(code: Principal): Y.Doc
  /** A word that nobody has used before. */
  word(by: Principal): string
}

/** Behind a word, and where that word begins; in a paragraph that is not agreed. */
export function placeIn(
  reading: Reading,
  { chamber, random }: Pick<Setting, 'chamber' | 'random'>,
): { readonly from: number; readonly at: number } | null {
  const index = random.below(reading.paragraphs.length)
  const { raw, pieces } = reading.paragraphs[index]!
  if (raw.starter === null) return null
  if (chamber.doc.getMap('meta').get(metaKey.state(raw.starter.p)) === 'agreed') return null
  const words = pieces.flatMap((piece) =>
    piece.type === 'text'
      ? [...piece.text.matchAll(/ ?[a-z]+\d+x/g)].map((found) => ({ from: piece.at + found.index, text: found[0] }))
      : [],
  )
  if (words.length === 0) return null
  const { from, text } = random.pick(words)
  const start = reading.starts[index]! + from
  const at = start + text.length
  return stackAt(reading, at).length > 4 ? null : { from: start, at }
}

export class Wishes {
  readonly #setting: Setting

  constructor(setting: Setting) {
    this.#setting = setting
  }

  /** Somebody's wish for some act; null where there is nothing to wish for. */
  any(): Asked {
    return this.#wishes[this.#setting.random.pick(Object.keys(this.#wishes) as ActName[])]()
  }

  get #reading(): Reading {
    return this.#setting.chamber.reading
  }

  #bracket(wanted: (bracket: Bracket) => boolean = () => true): Bracket | null {
    const found = [...this.#reading.brackets.values()].filter(wanted)
    return found.length === 0 ? null : this.#setting.random.pick(found)
  }

  /** What somebody has on screen: the text as it is, or as one of the delegations last heard of it. */
  #seen(bids: readonly Bid[]): Seen {
    const stale = this.#setting.random.below(5) === 0 ? this.#setting.copyOf(this.#setting.random.pick(CODES)) : this.#setting.chamber.doc
    return this.#setting.chamber.seen(bids, stale)
  }

  #pid(): string {
    return this.#setting.chamber.pid(this.#setting.random.below(this.#reading.paragraphs.length))
  }

  #someone(): Actor {
    return delegate(this.#setting.random.pick(CODES))
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
    const place = placeIn(reading, this.#setting)
    if (place === null) return null
    const index = reading.starts.findLastIndex((start) => start <= place.from)
    const start = reading.starts[index]! + 1
    const replaces = this.#setting.random.below(2) === 0
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
    const code = this.#setting.random.pick(CODES)
    const { pid, at, length, by } = edit
    const seen = { sv: this.#setting.chamber.seen([]).sv, words: paragraphsDigest(this.#reading, [pid]) }
    const actor = this.#setting.random.below(2) === 0 ? delegate(code) : secretariat(code)
    return [{ act: 'propose', edits: [{ pid, at, length, insert: by(this.#setting.word(code)) }], seen }, actor]
  }

  #aParagraph(): { readonly target: string; readonly seen: Seen } {
    const index = this.#setting.random.below(this.#reading.paragraphs.length)
    return {
      target: this.#setting.chamber.pid(index),
      seen: { sv: this.#setting.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) },
    }
  }

  #earlier(): number {
    return 1 + this.#setting.random.below(Math.max(1, this.#setting.chamber.seq))
  }

  /** Every act, so that a new one that is not played does not compile. */
  readonly #wishes: Readonly<Record<ActName, () => Asked>> = {
    keep: () => this.#decided('keep'),
    remove: () => this.#decided('remove'),
    choose: () => {
      const group = this.#bracket((bracket) => bracket.group !== null)?.group ?? null
      if (group === null) return null
      const members = membersOf(this.#reading, group)
      const target = this.#setting.random.below(3) === 0 ? null : this.#setting.random.pick(members).bid
      const decision: Decision = { act: 'choose', group, target }
      return [{ ...decision, seen: this.#seen(namedByAll(this.#reading, [decision])), over: [...CODES] }, chair]
    },
    decide: () => {
      const { decisions } = acceptAll(this.#reading, metaOf(this.#setting.chamber.doc), [...this.#reading.brackets.keys()], {
        uncontested: true,
      })
      const some = decisions.filter(() => this.#setting.random.below(3) === 0)
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
      const stance = this.#setting.random.pick(['supports', 'opposes', 'reserves', 'canLiveWith', null] as const)
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
    show: () => [
      { act: 'show', what: this.#setting.random.pick(['matrix', 'convergence'] as const), on: this.#setting.random.below(2) === 0 },
      chair,
    ],
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
    relabel: () => [{ act: 'relabel', target: this.#pid(), label: `${this.#setting.random.below(99)} bis` }, chair],
    setState: () => {
      const state = this.#setting.random.pick(['open', 'open', 'parked', 'adref', 'agreed'] as const)
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
    caveat: () => [{ act: 'caveat', on: this.#setting.random.below(2) === 0 }, chair],
    agreeText: () => (this.#setting.random.below(20) === 0 ? [{ act: 'agreeText' }, chair] : null),
    statement: () => [{ act: 'statement', kind: 'explanation', target: null, words: 'so' }, this.#someone()],
    correct: () => {
      const edit = this.#edit(this.#reading)
      if (edit === null || edit.length === 0) return null
      const { pid, at, length } = edit
      const index = this.#reading.paragraphs.findIndex(({ raw }) => raw.starter?.p === pid)
      const start = this.#reading.starts[index]! + 1 + at
      const remove = textBetween(this.#reading, start, start + length)
      if (remove === null) return null
      const seen = { sv: this.#setting.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) }
      return [
        {
          act: 'correct',
          target: pid,
          at: at + 1,
          remove,
          insert: `${remove.startsWith(' ') ? ' ' : ''}${this.#setting.word('CHAIR')}`,
          seen,
        },
        chair,
      ]
    },
    move: () => [{ act: 'move', target: this.#pid(), after: this.#setting.random.below(4) === 0 ? null : this.#pid() }, chair],
    split: () => {
      const place = placeIn(this.#reading, this.#setting)
      if (place === null) return null
      const index = this.#reading.starts.findLastIndex((start) => start <= place.from)
      const seen = { sv: this.#setting.chamber.seen([]).sv, words: paragraphDigest(this.#reading, index) }
      return [{ act: 'split', target: this.#setting.chamber.pid(index), at: place.at - this.#reading.starts[index]!, seen }, chair]
    },
    merge: () => [{ act: 'merge', target: this.#pid() }, chair],
    retype: () => [
      {
        act: 'retype',
        target: this.#pid(),
        type: this.#setting.random.pick(['para', 'item'] as const),
        level: this.#setting.random.below(3),
      },
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
          (target) => ({ act: 'alternative', targets: [target], words: this.#setting.word('CHAIR'), seen: this.#seen([target]) }),
          ({ kind }) => kind === 'ins',
        ),
      ),
    offer: () =>
      this.#by(
        this.#on((target) => {
          const decisions: Decision[] = [{ act: 'keep', target }]
          return { act: 'offer', decisions, title: 'one', to: null, seen: this.#seen(namedByAll(this.#reading, decisions)) }
        }),
        this.#setting.random.below(2) === 0 ? chair : this.#someone(),
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
      this.#setting.random.below(20) === 0
        ? [{ act: 'silence', deadline: '2026-03-01T00:00:00Z', zone: 'UTC', rung: 'adref' }, chair]
        : null,
    breakSilence: () => [{ act: 'breakSilence', target: this.#pid(), reason: 'no' }, this.#someone()],
    endSilence: () => [{ act: 'endSilence', reason: 'over' }, chair],
    renumber: () => [{ act: 'renumber', labels: [{ pid: this.#pid(), label: '9 ter' }], references: [], seen: this.#seenNothing() }, chair],
    issue: () => [{ act: 'issue' }, chair],
    revise: () => [{ act: 'revise' }, chair],
    adopt: () => (this.#setting.random.below(40) === 0 ? [{ act: 'adopt' }, chair] : null),
    undo: () => [{ act: 'undo', seq: this.#earlier() }, chair],
  }

  #seenNothing(): Seen {
    return { sv: this.#setting.chamber.seen([]).sv, words: paragraphsDigest(this.#reading, []) }
  }

  #structured(make: (sid: string) => Wish): Asked {
    const sids = [...this.#setting.chamber.doc.getMap('meta').keys()].flatMap((key) => (key.startsWith('s/') ? [key.slice(2)] : []))
    return sids.length === 0 ? null : [make(this.#setting.random.pick(sids)), chair]
  }

  #offered(make: (oid: string, decisions: readonly Decision[]) => Wish, actor: Actor = chair): Asked {
    const offers = [...this.#setting.chamber.doc.getMap<{ decisions: readonly Decision[] }>('meta').entries()].filter(([key]) =>
      key.startsWith('o/'),
    )
    if (offers.length === 0) return null
    const [key, { decisions }] = this.#setting.random.pick(offers)
    return [make(key.slice(2), decisions), actor]
  }
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
