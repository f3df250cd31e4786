// The load on a server: processes with members in them, what they are told, and whether in the end everybody has every
// key. Measures nothing itself.
import { isOpen, isText } from '@chapeau/shared/text/model'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import * as Y from 'yjs'
import { monotonic } from './line.ts'
import type { Answer, Gathering, Key, Member, Order, Pace, Report, Sent } from './orders.ts'

/** What is still to come after the last key: proposals come to rest two seconds later and are recorded. */
const REST_MS = 3_000
const QUIET_MS = 500
/** Who has not caught up by then has lost. */
const GIVE_UP_MS = 60_000

export interface Outcome {
  readonly keys: number
  /** From a key to a sampled reader, in milliseconds. */
  readonly latencies: readonly number[]
  /** From the first key until nothing more came. */
  readonly seconds: number
  readonly messages: number
  readonly bytes: number
  /** What was not as it should be; none when every word and the last presence of everybody reached everybody. */
  readonly faults: readonly string[]
}

export class Crowds {
  readonly #children: readonly ChildProcess[]
  readonly #members: readonly Member[]

  private constructor(children: readonly ChildProcess[], members: readonly Member[]) {
    this.#children = children
    this.#members = members
  }

  /** Typists in a process of their own, so that readers' work delays no key; readers in `processes` others. */
  static async gather(gathering: Gathering, processes: number): Promise<Crowds> {
    const typists = gathering.members.filter(({ types }) => types)
    const readers = gathering.members.filter(({ types }) => !types)
    const groups = [typists, ...Array.from({ length: processes }, (_, i) => readers.filter((_one, n) => n % processes === i))]
    const filled = groups.filter((members) => members.length > 0)
    const children = filled.map(() =>
      fork(join(import.meta.dirname, 'crowd.ts'), { execArgv: ['--import', 'tsx'], serialization: 'advanced' }),
    )
    const crowds = new Crowds(children, gathering.members)
    await Promise.all(children.map((child, i) => ask(child, { order: 'gather', gathering: { ...gathering, members: filled[i]! } })))
    await crowds.#quiet()
    return crowds
  }

  /** Lets the typists type; calls `begin` behind the warm-up, and `quiet` when all has come, before anything is read. */
  async run({ warmUp, seconds, keysPerSecond }: Pace, begin: () => Promise<void>, quiet: () => Promise<void>): Promise<Outcome> {
    await ask(this.#children[0]!, { order: 'type', seconds: warmUp, keysPerSecond })
    await begin()
    const from = monotonic()
    const { sent } = (await ask(this.#children[0]!, { order: 'type', seconds, keysPerSecond })) as { sent: Sent }
    const keys = sent.keys.filter(({ at }) => at >= from)
    await wait(REST_MS)
    const last = await this.#quiet()
    await quiet()
    const reports: Report[] = []
    // One after the other: reading needs memory.
    for (const child of this.#children) reports.push(((await ask(child, { order: 'report' })) as { report: Report }).report)
    return {
      keys: keys.length,
      latencies: reports.flatMap(({ arrivals }) =>
        arrivals.flatMap(({ text, arrived }) =>
          latencies(
            keys.filter((key) => key.text === text),
            arrived,
          ),
        ),
      ),
      seconds: (last - from) / 1_000,
      messages: reports.reduce((sum, one) => sum + one.messages, 0),
      bytes: reports.reduce((sum, one) => sum + one.bytes, 0),
      faults: [...reports.flatMap(({ faults }) => faults), ...faultsIn(sent, reports, this.#members)],
    }
  }

  close(): void {
    for (const child of this.#children) child.kill()
  }

  /** Waits until nothing more comes; answers when the last came. */
  async #quiet(): Promise<number> {
    const giveUp = monotonic() + GIVE_UP_MS
    let before = -1
    for (let last = monotonic(); ; await wait(QUIET_MS / 5)) {
      const counts = await Promise.all(this.#children.map((child) => ask(child, { order: 'count' })))
      const now = counts.reduce((sum, answer) => sum + (answer as { bytes: number }).bytes, 0)
      if (now !== before) last = monotonic()
      before = now
      if (monotonic() - last >= QUIET_MS || monotonic() > giveUp) return last
    }
  }
}

function ask(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`a crowd ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (answer: Answer) => {
      child.off('exit', ended)
      resolve(answer)
    })
    child.send(order)
  })
}

/** How long each key took; infinitely long for one that never came. */
function latencies(keys: readonly Key[], arrivals: readonly Key[]): number[] {
  const of = new Map<number, Key[]>()
  for (const arrival of arrivals) of.set(arrival.clientId, [...(of.get(arrival.clientId) ?? []), arrival])
  return keys.map(({ clientId, clock, at }) => (of.get(clientId)?.find((arrival) => arrival.clock >= clock)?.at ?? Infinity) - at)
}

function faultsIn(sent: Sent, reports: readonly Report[], members: readonly Member[]): string[] {
  const faults: string[] = []
  const ends = reports.flatMap((report) => report.ends)
  const heads = new Map<number, number>()
  for (const { text } of members) heads.set(text, (heads.get(text) ?? 0) + 1)
  const shown = new Map<number, string>()
  for (const { text, state, members: count } of ends) {
    heads.set(text, heads.get(text)! - count)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, state)
    const words = wordsIn(doc)
    const lost = sent.typed.filter((one) => one.text === text && words.get(one.bid) !== one.words)
    if (lost.length > 0) faults.push(`${count} members of text ${text} lack the words of ${lost.length} brackets, first ${lost[0]!.bid}`)
    const whole = JSON.stringify(runsOf(bodyOf(doc)))
    if ((shown.get(text) ?? whole) !== whole) faults.push(`members of text ${text} ended with different texts`)
    shown.set(text, whole)
  }
  for (const [text, missing] of heads) if (missing !== 0) faults.push(`${missing} members of text ${text} have reported nothing`)
  for (const { text, clocks, members: count } of reports.flatMap((report) => report.presence)) {
    const stale = sent.presence.filter((one) => one.text === text && clocks.get(one.clientId) !== one.clock)
    if (stale.length > 0) faults.push(`${count} members of text ${text} do not know where ${stale.length} others are`)
  }
  return faults
}

/** Characters between the tokens of each bracket. */
function wordsIn(doc: Y.Doc): Map<string, string> {
  const words = new Map<string, string>()
  const open = new Set<string>()
  for (const run of runsOf(bodyOf(doc))) {
    if (isText(run)) for (const bid of open) words.set(bid, (words.get(bid) ?? '') + run.insert)
    else if ('c' in run.insert) open.delete(run.insert.c)
    else if (isOpen(run.insert)) open.add(run.insert.o)
  }
  return words
}
