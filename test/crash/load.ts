// Delegations that type and a chair that decides, over real sockets, on a server that is taken away from under them
// again and again; and the account of what the server has promised to each of them.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { Principal } from '@chapeau/shared/ids'
import { verifyChain } from '@chapeau/server/record/chain'
import { bodyOf } from '@chapeau/shared/text/ytext'
import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { Desk } from '../support/desk.ts'
import type { Random } from '../support/random.ts'
import { readingOf, seen } from '../support/stage.ts'

/** A word that nobody else types. */
type Word = string

interface Answer {
  readonly id: string
  readonly seq: number
  readonly act: string
}

export interface Account {
  rounds: number
  typed: number
  acknowledged: number
  acts: number
}

/** One delegation at its desk. */
class Writer {
  readonly desk: Desk
  readonly principal: Principal
  readonly typed = new Set<Word>()
  readonly acknowledged = new Set<Word>()
  readonly #random: Random
  #n = 0

  constructor(desk: Desk, principal: Principal, random: Random) {
    this.desk = desk
    this.principal = principal
    this.#random = random
  }

  /** Types a word, in an addition of its own or in a new one. */
  type(): void {
    const word = `${this.principal.toLowerCase()}${++this.#n}x `
    const own = [...readingOf(this.desk).brackets.values()].filter(({ holder, kind }) => holder === this.principal && kind === 'ins')
    this.typed.add(word)
    if (own.length === 0 || this.#random.below(4) === 0) {
      const standing = this.desk.text.match(/[a-z]{4,}(?= [a-z])/g) ?? ['']
      this.desk.propose(this.principal, word, this.#random.pick(standing))
    } else bodyOf(this.desk.doc).insert(this.#random.pick(own).from + 1, word)
  }

  /** Takes note of what the server has called saved. */
  note(): void {
    const { desk } = this
    if (!desk.provider.synced || desk.sent === 0 || desk.saved < desk.sent) return
    for (const word of this.typed) this.acknowledged.add(word)
  }
}

export class Load {
  readonly #textId: string
  readonly #writers: readonly Writer[]
  readonly #chair: Desk
  readonly #observer: Desk
  readonly #random: Random
  readonly #answers: Answer[] = []
  /** Acts whose answer never came: sent again after the restart. */
  readonly #unanswered: { readonly wish: object; readonly id: string }[] = []
  #running = false
  #events = 0

  constructor(textId: string, desks: { writers: ReadonlyMap<Principal, Desk>; chair: Desk; observer: Desk }, random: Random) {
    this.#textId = textId
    this.#random = random
    this.#writers = [...desks.writers].map(([principal, desk]) => new Writer(desk, principal, random))
    this.#chair = desks.chair
    this.#observer = desks.observer
    for (const { desk } of this.#writers) desk.doc.on('update', () => this.#events++)
  }

  /** Types and decides until `events` more changes were seen; then calls `disturb` at once, in the middle of it. */
  async until(events: number, disturb: () => Promise<void>): Promise<void> {
    const goal = this.#events + events
    this.#running = true
    const typing = this.#writers.map((writer) => this.#typing(writer))
    const deciding = this.#deciding()
    await this.#writers[0]!.desk.until(() => this.#events >= goal)
    for (const writer of this.#writers) writer.note()
    await disturb()
    this.#running = false
    await Promise.all([...typing, deciding])
  }

  /** After everybody is back: what was promised is there, once, and everybody has the same. */
  async check(account: Account): Promise<void> {
    const desks = [...this.#writers.map(({ desk }) => desk), this.#chair]
    await Promise.all(desks.map((desk) => desk.until(() => desk.provider.synced && desk.sent > 0 && desk.saved >= desk.sent)))
    for (const { wish, id } of this.#unanswered.splice(0)) await this.#send(wish, id)
    const text = await this.#settled([...desks, this.#observer])
    const record = await this.#record()
    expect(verifyChain(record), 'the record').toMatchObject({ ok: true })
    const recorded = record.map(({ content }) => JSON.stringify(content)).join('\n')
    for (const { acknowledged, principal, desk } of this.#writers) {
      const lost = [...acknowledged].filter((word) => !text.includes(word.trim()) && !recorded.includes(word.trim()))
      expect(lost, `words of ${principal} that were called saved`).toEqual([])
      expect(desk.refused, `${principal} was refused`).toEqual([])
    }
    for (const { seq, act } of this.#answers) expect(record[seq - 1]?.entry.act, `act ${seq}`).toBe(act)
    const decided = record.filter(({ entry }) => entry.act === 'keep' || entry.act === 'remove').map(({ entry }) => entry.target)
    expect(new Set(decided).size, 'a decision was carried out twice').toBe(decided.length)
    account.rounds++
    account.typed = sum(this.#writers.map(({ typed }) => typed.size))
    account.acknowledged = sum(this.#writers.map((writer) => writer.acknowledged.size))
    account.acts = this.#answers.length
  }

  close(): void {
    for (const desk of [...this.#writers.map(({ desk: one }) => one), this.#chair, this.#observer]) desk.close()
  }

  /** Types again as soon as the last word has been seen to be saved, or is lost with the connection. */
  async #typing(writer: Writer): Promise<void> {
    const { desk } = writer
    while (this.#running) {
      for (let i = 0; i <= this.#random.below(4); i++) writer.type()
      await desk.until(() => !this.#running || !desk.provider.wsconnected || (desk.provider.synced && desk.saved >= desk.sent))
      writer.note()
      if (!desk.provider.wsconnected) return
    }
  }

  async #deciding(): Promise<void> {
    while (this.#running && this.#chair.provider.wsconnected) {
      const brackets = [...readingOf(this.#chair).brackets.values()].filter(({ group }) => group === null)
      if (brackets.length < 4) {
        const before = this.#chair.text
        await this.#chair.until(() => !this.#running || !this.#chair.provider.wsconnected || this.#chair.text !== before)
        continue
      }
      const target = this.#random.pick(brackets).bid
      await this.#send({ act: this.#random.below(2) === 0 ? 'keep' : 'remove', target, seen: seen(this.#chair, target) }, randomUUID())
    }
  }

  async #send(wish: object, id: string): Promise<void> {
    try {
      const response = await this.#chair.fetch(`/api/texts/${this.#textId}/acts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, ...wish }),
      })
      if (response.status >= 500) this.#unanswered.push({ wish, id })
      else if (response.status === 200)
        this.#answers.push({ id, seq: ((await response.json()) as { seq: number }).seq, act: (wish as { act: string }).act })
    } catch {
      this.#unanswered.push({ wish, id })
    }
  }

  /** Everybody's text once it is the same for all. */
  async #settled(desks: readonly Desk[]): Promise<string> {
    const [first, ...others] = desks as [Desk, ...Desk[]]
    await Promise.all(desks.map((desk) => desk.synced()))
    for (const other of others) {
      await Promise.race([first.until(() => first.text === other.text), other.until(() => first.text === other.text)])
    }
    return first.text
  }

  async #record(): Promise<RecordLine[]> {
    const response = await this.#chair.fetch(`/api/texts/${this.#textId}/record`)
    return (await response.text())
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => JSON.parse(row) as RecordLine)
  }
}

export const newAccount = (): Account => ({ rounds: 0, typed: 0, acknowledged: 0, acts: 0 })

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
