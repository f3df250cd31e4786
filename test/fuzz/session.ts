// One round of the fuzz: a text, five honest people, one or two hostile programs, a chair that decides, agrees, reopens
// and undoes, lines that lag and break, rights that come and go; all from one seed.
import { namedBy, type Decision } from '@chapeau/shared/brackets/decide'
import { wordsDigest } from '@chapeau/shared/brackets/words'
import { CHAIR, type Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, type Actor } from '@chapeau/shared/policy'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, metaOf, runsOf } from '@chapeau/shared/text/ytext'
import { expect } from 'vitest'
import * as Y from 'yjs'
import { Random } from '../support/random.ts'
import { Assembly, type Wish } from './assembly.ts'
import { Honest } from './honest.ts'
import { Hostile } from './hostile.ts'
import { Watch } from './watch.ts'

const TEXT = [
  '1.\tabcdefghijklm nopqrstuv.',
  '2.\tABCDEFGH[IJKL – RUS]MNOPQ[RSTUVW – delete, USA]XYZ.',
  '3.\t0123456789 and so on.',
  '4.\tThe end of it all.',
].join('\n')
const CHAIR_ACTOR: Actor = { role: 'chair', principal: CHAIR, rights: null }

export interface Tally {
  updates: number
  hostile: number
  refused: number
  repairs: number
  acts: number
  returned: number
  paths: Record<string, number>
}

export const newTally = (): Tally => ({ updates: 0, hostile: 0, refused: 0, repairs: 0, acts: 0, returned: 0, paths: {} })

export class Session {
  readonly random: Random
  readonly assembly = new Assembly(TEXT)
  readonly honest: readonly Honest[]
  readonly hostile: readonly Hostile[]
  readonly tally: Tally
  readonly #watch = new Watch(this.assembly)
  #code = 0x4e00

  constructor(seed: number, tally: Tally) {
    this.random = new Random(seed)
    this.tally = tally
    const fresh = (length: number): string => Array.from({ length }, () => this.#nextChar()).join('')
    this.honest = ['RUS', 'USA', 'EU', 'EU', CHAIR].map((code) => {
      const peer = new Honest(this.assembly, code, this.random)
      peer.fresh = fresh
      return peer
    })
    this.hostile = Array.from(
      { length: this.random.below(3) },
      () => new Hostile(this.assembly, this.random.pick(['XYZ', 'RUS']), this.random),
    )
  }

  step(): void {
    const { random } = this
    const choice = random.below(100)
    const peer = random.pick(this.honest)
    if (choice < 38) this.#work(peer)
    else if (choice < 58) this.#say(peer)
    else if (choice < 72) peer.hear()
    else if (choice < 76) this.#chairActs()
    else if (choice < 79) this.#delegateActs(peer)
    else if (choice < 83) peer.online ? peer.goOffline() : this.#comeBack(peer)
    else if (choice < 85) this.#changeRights(peer)
    else this.#harm()
  }

  /** Everybody comes back, everything arrives; then all must have the same, and nothing honest may be missing. */
  settle(): void {
    for (let round = 0; round < 3; round++) {
      for (const peer of this.honest) {
        peer.mayWrite = true
        if (!peer.online) this.#comeBack(peer)
        while (peer.up.length > 0) this.#say(peer)
      }
      for (const peer of this.honest) while (peer.down.length > 0) peer.hear()
    }
    const server = runsOf(bodyOf(this.assembly.doc))
    for (const peer of this.honest) expect(runsOf(peer.body), `${peer.principal} has another text`).toEqual(server)
    const there = new Set(server.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join(''))
    const kept = new Set(this.assembly.kept.join(''))
    for (const peer of this.honest) {
      // Whoever speaks for the same delegation may take its words away.
      if (this.hostile.some(({ principal }) => principal === peer.principal)) continue
      const erased = this.honest.filter(({ principal }) => principal === peer.principal).map((colleague) => colleague.erased)
      const lost = [...peer.typed].filter((char) => ![there, kept, peer.givenBack, ...erased].some((place) => place.has(char)))
      expect(lost, `words of ${peer.principal} that are nowhere`).toEqual([])
    }
  }

  #work(peer: Honest): void {
    // A page whose seat may not write does not write; what was under way when the right went is the race.
    if (peer.mayWrite || !peer.online) peer.doSomething()
  }

  #say(peer: Honest): void {
    if (peer.online && peer.up.length > 0) this.#judged(peer, () => peer.say())
  }

  #comeBack(peer: Honest): void {
    this.#judged(peer, () => peer.comeBack())
  }

  #judged(peer: Honest | Hostile, send: () => ReturnType<Honest['say']>): void {
    const verdict = send()
    if (verdict === null) return
    this.#count(verdict)
    this.#watch.afterUpdate(peer.principal, verdict, this.tally.updates)
    this.#compareWithReload()
    peer.heed(verdict)
  }

  #harm(): void {
    if (this.hostile.length === 0) return
    const peer = this.random.pick(this.hostile)
    this.tally.hostile++
    if (this.random.below(3) === 0) peer.hear()
    const bytes = peer.doSomething()
    this.#judged(peer, () => (bytes === null ? peer.say() : peer.send(bytes)))
  }

  #changeRights(peer: Honest): void {
    peer.mayWrite = this.random.below(3) > 0
  }

  /** The chair decides on what its own page shows, which may be behind. */
  #chairActs(): void {
    const chair = this.honest.at(-1)!
    const reading = read(runsOf(chair.body), metaOf(chair.doc))
    const bids = [...reading.brackets.keys()]
    const pids = reading.paragraphs.flatMap(({ raw }) => (raw.starter === null ? [] : [raw.starter.p]))
    const choice = this.random.below(10)
    if (choice < 6 && bids.length > 0) {
      const target = this.random.pick(bids)
      const group = reading.brackets.get(target)!.group
      const decision: Decision =
        group === null ? { act: this.random.pick(['keep', 'remove'] as const), target } : { act: 'choose', group, target }
      const seen = {
        sv: Buffer.from(Y.encodeStateVector(chair.doc)).toString('base64'),
        words: wordsDigest(reading, namedBy(reading, decision)),
      }
      this.#act({ ...decision, seen } as Wish, CHAIR_ACTOR)
    } else if (choice < 8 && pids.length > 0) {
      this.#act(
        { act: 'setState', targets: [this.random.pick(pids)], state: this.random.pick(['agreed', 'agreed', 'open', 'parked'] as const) },
        CHAIR_ACTOR,
      )
    } else if (choice < 9 && pids.length > 0)
      this.#act({ act: 'reopen', target: this.random.pick(pids), reason: 'New facts.' }, CHAIR_ACTOR)
    else if (this.assembly.undoable.length > 0) this.#act({ act: 'undo', seq: this.random.pick(this.assembly.undoable) }, CHAIR_ACTOR)
  }

  #delegateActs(peer: Honest): void {
    const reading = read(runsOf(peer.body), metaOf(peer.doc))
    const bids = [...reading.brackets.keys()]
    if (bids.length === 0) return
    const target = this.random.pick(bids)
    const seen = { sv: Buffer.from(Y.encodeStateVector(peer.doc)).toString('base64'), words: wordsDigest(reading, [target]) }
    const act = this.random.pick(['withdraw', 'join', 'join', 'maintain', 'leave'] as const)
    this.#act((act === 'maintain' || act === 'leave' ? { act, target } : { act, target, seen }) as Wish, delegate(peer.principal))
  }

  #act(wish: Wish, actor: Actor): void {
    if (this.assembly.act(wish, actor).status === 'done') this.tally.acts++
    this.#watch.afterAct()
  }

  /** Now and then: a server that starts on what is stored must have the same index and judge the same. */
  #compareWithReload(): void {
    if (this.tally.updates % 200 !== 0) return
    const { doc } = this.assembly.reloaded()
    expect(runsOf(bodyOf(doc))).toEqual(runsOf(bodyOf(this.assembly.doc)))
  }

  #count(verdict: NonNullable<ReturnType<Honest['say']>>): void {
    this.tally.updates++
    if (verdict.status === 'applied') {
      this.tally.repairs += verdict.repairs.length
      this.tally.returned += verdict.returned.length
      this.tally.paths[verdict.path] = (this.tally.paths[verdict.path] ?? 0) + 1
    } else if (verdict.status !== 'resync') this.tally.refused++
  }

  #nextChar(): string {
    const char = String.fromCodePoint(this.#code++)
    if (this.#code === 0xa000) this.#code = 0xac00
    if (this.#code === 0xd7a4) this.#code = 0x20000
    return char
  }
}

const delegate = (principal: Principal): Actor => ({
  role: principal === CHAIR ? 'chair' : 'delegate',
  principal,
  rights: PRESET_RIGHTS.member,
})
