// Chaos, seeded: peers edit apart, offline bursts, undo and redo, formatting, wraps, splits and joins; one peer resolves
// brackets as the server does. Every typed character is unique, so that a lost or doubled one shows.
// FUZZ_ROUNDS makes it long; a seed that ever failed is kept below for good.
import { afterEach, describe, expect, test } from 'vitest'
import { Cohort, type Peer } from '../support/cohort.ts'
import { Random } from '../support/random.ts'

const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 6)
const KEPT: readonly number[] = [1, 7, 42]
const SEEDS = [...KEPT, ...Array.from({ length: ROUNDS }, (_, i) => 1000 + i)]

class Session {
  readonly random: Random
  readonly cohort: Cohort
  readonly trace: string[] = []
  readonly typed = new Set<string>()
  /** Characters that somebody deleted; they may be gone, or back by undo. */
  readonly erased = new Set<string>()
  readonly undoing: boolean
  #code = 0x4e00
  #bid = 0

  constructor(seed: number, undoing: boolean) {
    this.random = new Random(seed)
    this.undoing = undoing
    const ids = this.random.shuffle([101, 202, 303, 404, 505]).slice(0, 3 + this.random.below(3))
    const start = [this.fresh(30), this.fresh(30), this.fresh(30)]
    this.cohort = new Cohort(start, ids)
  }

  fresh(length: number): string {
    let words = ''
    for (let i = 0; i < length; i++) {
      words += String.fromCharCode(this.#code++)
      if (this.#code === 0xa000) this.#code = 0xac00
    }
    for (const char of words) this.typed.add(char)
    return words
  }

  /** One thing that a person could do. */
  act(peer: Peer): void {
    const { random } = this
    const chars = peer.chars
    const hit = chars[random.below(Math.max(1, chars.length))]
    if (hit === undefined) return
    const place = hit.at + random.below(2)
    const end = chars[Math.min(chars.length - 1, chars.indexOf(hit) + random.below(12))]!.at + 1
    const bids = [...peer.reading.brackets.keys()]
    const choice = random.below(100)
    const note = (what: string): void => void this.trace.push(`${peer.name} ${what}`)
    const doing = (what: string, act: () => void): void => {
      note(what)
      act()
    }
    if (choice < 34) doing(`type ${place}`, () => peer.type(place, this.fresh(1 + random.below(3))))
    else if (choice < 46) this.#erase(peer, hit.at, end, note)
    else if (choice < 58) doing(`wrap ${hit.at} ${end}`, () => peer.wrap(hit.at, end, this.#newBid(peer)))
    else if (choice < 64) doing(`propose ${place}`, () => peer.wrap(place, place, this.#newBid(peer), 'ins', this.fresh(2)))
    else if (choice < 68) doing(`empty ${place}`, () => peer.wrap(place, place, this.#newBid(peer), 'ins'))
    else if (choice < 74) doing(`split ${place}`, () => peer.split(place))
    else if (choice < 79 && peer.view.state.doc.childCount > 1)
      doing('join', () => peer.join(1 + random.below(peer.view.state.doc.childCount - 1)))
    else if (choice < 86) doing(`bold ${hit.at} ${end}`, () => peer.format(hit.at, end, random.pick(['bold', 'italic'])))
    else if (choice < 93 && peer === this.cohort.peers[0] && bids.length > 0) this.#resolve(peer, random.pick(bids), note)
    else if (this.undoing) doing('undo', () => this.#keepErased(peer, () => (random.below(3) === 0 ? peer.redo() : peer.undo())))
  }

  #newBid(peer: Peer): string {
    return `${peer.name}:${peer.doc.clientID}.${1000 + this.#bid++}`
  }

  #erase(peer: Peer, from: number, to: number, note: (what: string) => void): void {
    note(`erase ${from} ${to}`)
    this.#keepErased(peer, () => peer.erase(from, to))
  }

  #resolve(peer: Peer, bid: string, note: (what: string) => void): void {
    const words = this.random.below(3) === 0
    note(`resolve ${bid} ${words}`)
    this.#keepErased(peer, () => peer.resolve(bid, words))
  }

  #keepErased(peer: Peer, act: () => void): void {
    const before = peer.chars.map(({ char }) => char)
    act()
    const after = new Set(peer.chars.map(({ char }) => char))
    for (const char of before) if (!after.has(char)) this.erased.add(char)
  }

  /** What is wrong; null when nothing is. */
  fault(): string | null {
    const { peers } = this.cohort
    for (const peer of peers) {
      const fault = peer.fault()
      if (fault !== null) return fault
    }
    const said = peers.map((peer) => JSON.stringify(peer.around))
    if (new Set(said).size > 1) return `the peers differ: ${said.join(' | ')}`
    const counts = new Map<string, number>()
    for (const { char } of peers[0]!.chars) counts.set(char, (counts.get(char) ?? 0) + 1)
    for (const char of this.typed) {
      const count = counts.get(char) ?? 0
      if (count > 1 && !(this.undoing && this.erased.has(char))) return `${char} is doubled`
      if (count === 0 && !this.erased.has(char) && !this.undoing) return `${char} is lost`
    }
    return null
  }
}

let session: Session | null = null
afterEach(() => session?.cohort.close())

function run(seed: number, undoing: boolean, burst: number): void {
  session = new Session(seed, undoing)
  const { cohort, random, trace } = session
  for (let round = 0; round < 6; round++) {
    for (const peer of cohort.peers) for (let i = random.below(burst); i >= 0; i--) session.act(peer)
    // Some hear of each other early, the rest when the network is back.
    for (let i = random.below(4); i > 0; i--) {
      const [from, to] = random.shuffle(cohort.peers)
      cohort.deliver(from!, to!)
      expect(to!.fault(), `seed ${seed}\n${trace.join('\n')}`).toBeNull()
    }
    cohort.sync()
    expect(session.fault(), `seed ${seed}\n${trace.join('\n')}`).toBeNull()
  }
}

describe('TX-1 chaos loses, doubles and displaces nothing', () => {
  test.each(SEEDS)('seed %i, a few edits at a time', (seed) => run(seed, false, 3))
  test.each(SEEDS)('seed %i, offline bursts', (seed) => run(seed, false, 40))
  test.each(SEEDS)('seed %i, with undo and redo', (seed) => run(seed, true, 4))
})
