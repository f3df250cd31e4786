// An honest person with Chapeau's own editor: what its editing policy makes of typing, deleting, pasting. Every
// character it types is unique, so that a lost or doubled one shows.
import type { Verdict } from '@chapeau/server/authority/types'
import type { Bid } from '@chapeau/shared/ids'
import { stateOf } from '@chapeau/shared/text/meta'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import { metaOf } from '@chapeau/shared/text/ytext'
import type { Unit } from './flat.ts'
import { Peer } from './peer.ts'

export class Honest extends Peer {
  /** Everything it ever typed, and what of that it took away itself. */
  readonly typed = new Set<string>()
  readonly erased = new Set<string>()
  /** Words that the page shows it because they did not enter the text. */
  readonly givenBack = new Set<string>()
  fresh!: (length: number) => string

  /** Does something that the person may do, as far as this page knows. */
  doSomething(): void {
    const choice = this.random.below(100)
    if (choice < 42) this.#typeInOwn()
    else if (choice < 58) this.#propose()
    else if (choice < 68) this.#eraseOwn()
    else if (choice < 76) this.#strike()
    else if (choice < 81) this.#withdraw()
    else if (choice < 85) this.#proposeParagraph()
    else if (choice < 89) this.#enterInOwn()
    else if (choice < 92) this.#formatOwn()
    else this.#undo(choice < 98 ? 'undo' : 'redo')
  }

  /** Recovers from a verdict as the page does. */
  heed(verdict: Verdict | null): void {
    if (verdict === null || verdict.status === 'applied') return
    for (const char of this.#chars()) this.givenBack.add(char)
    this.begin()
  }

  /** What goes by its own undo it took away itself. */
  #undo(step: 'undo' | 'redo'): void {
    const before = this.#chars()
    this.undo[step]()
    const after = this.#chars()
    for (const char of before) if (!after.has(char)) this.erased.add(char)
  }

  #chars(): Set<string> {
    return new Set(this.flat.units.flatMap(({ char }) => (char !== null && this.typed.has(char) ? [char] : [])))
  }

  #typeInOwn(): void {
    const own = this.#own()
    if (own.length === 0) return this.#propose()
    const at = this.random.pick(own).at + this.random.below(2)
    this.#type(at, 1 + this.random.below(3))
  }

  #type(at: number, length: number): void {
    const words = this.fresh(length)
    for (const char of words) this.typed.add(char)
    this.edit((body) => body.insert(at, words))
  }

  #propose(): void {
    const place = this.#place()
    if (place === null) return
    const bid = this.ids.make(this.principal)
    const words = this.fresh(1 + this.random.below(3))
    for (const char of words) this.typed.add(char)
    this.edit((body) => {
      body.insertEmbed(place, { c: bid })
      body.insert(place, words)
      body.insertEmbed(place, { o: bid, by: this.principal, kind: 'ins' })
    })
  }

  #eraseOwn(): void {
    const own = this.#own()
    if (own.length === 0) return
    const first = this.random.pick(own)
    const run = own.filter(({ at }) => at >= first.at && at < first.at + 6)
    const length = run.findIndex(({ at }, i) => at !== first.at + i)
    const gone = length < 0 ? run : run.slice(0, length)
    for (const { char } of gone) this.erased.add(char!)
    this.edit((body) => body.delete(first.at, gone.length))
  }

  #strike(): void {
    const { units } = this.flat
    const foreign = units.filter((unit) => unit.char !== null && unit.holder !== this.principal && !this.#isAgreed(unit, units))
    if (foreign.length === 0) return
    const start = this.random.below(foreign.length)
    const end = Math.min(foreign.length - 1, start + this.random.below(10))
    const [from, to] = [foreign[start]!.at, foreign[end]!.at + 1]
    const bid = this.ids.make(this.principal)
    this.edit((body) => {
      body.insertEmbed(to, { c: bid })
      body.insertEmbed(from, { o: bid, by: this.principal, kind: this.random.below(4) === 0 ? 'res' : 'del' })
    })
  }

  /** Takes an own bracket back: its tokens and its own words; what others nested stays. */
  #withdraw(): void {
    const { units, brackets } = this.flat
    const mine = [...brackets].filter(([, { holder }]) => holder === this.principal)
    if (mine.length === 0) return
    const [bid, { open, from, to }] = this.random.pick(mine)
    this.edit((body) => {
      for (const unit of units.slice(from, to + 1).toReversed()) {
        if (this.#goesWith(unit, bid, open.kind)) body.delete(unit.at, 1)
      }
    })
    for (const { char, layer } of units) if (char !== null && layer === bid && open.kind === 'ins') this.erased.add(char)
  }

  #goesWith({ embed, layer }: Unit, bid: Bid, kind: string): boolean {
    if (embed !== null && !isStarter(embed)) return isOpen(embed) ? embed.o === bid : embed.c === bid
    return kind === 'ins' && layer === bid
  }

  #proposeParagraph(): void {
    const place = this.#place()
    if (place === null) return
    const bid = this.ids.make(this.principal)
    const pid = this.ids.make(this.principal)
    const words = this.fresh(2)
    for (const char of words) this.typed.add(char)
    this.edit((body) => {
      body.insertEmbed(place, { c: bid })
      body.insert(place, words)
      body.insertEmbed(place, { o: bid, by: this.principal, kind: 'ins' })
      body.insertEmbed(place, { p: pid, t: 'para', lvl: 0, in: bid })
    })
  }

  #enterInOwn(): void {
    const own = this.#own()
    if (own.length === 0) return
    const { at } = this.random.pick(own)
    this.edit((body) => body.insertEmbed(at, { p: this.ids.make(this.principal), t: 'para', lvl: 0 }))
  }

  #formatOwn(): void {
    const own = this.#own()
    if (own.length === 0) return
    this.edit((body) => body.format(this.random.pick(own).at, 1, { bold: true }))
  }

  /** Characters in its own layers. */
  #own(): Unit[] {
    return this.flat.units.filter(({ char, holder }) => char !== null && holder === this.principal)
  }

  /** Somewhere outside its own layers and outside of what it knows to be agreed. */
  #place(): number | null {
    const { units } = this.flat
    const places = units.filter((unit) => unit.char !== null && unit.holder !== this.principal && !this.#isAgreed(unit, units))
    return places.length === 0 ? null : this.random.pick(places).at + 1
  }

  #isAgreed({ paragraph }: Unit, units: readonly Unit[]): boolean {
    const starter = units[paragraph]?.embed
    return starter !== undefined && starter !== null && isStarter(starter) && stateOf(metaOf(this.doc), starter.p) === 'agreed'
  }
}
