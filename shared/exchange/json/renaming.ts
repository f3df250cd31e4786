// Ids of a file and those that stand for them in the text that comes in: nothing there is named as in the text it was exported from.
import { NOBODY, type Bid, type GroupId, type IdMaker, type Pid, type Principal } from '../../ids.ts'
import { NO_TEXT } from '../../brackets/stands.ts'

export class Renaming {
  /** In the order of their opening. */
  readonly bids: Bid[] = []
  readonly #ids: IdMaker
  readonly #targets = new Map<string, string>()
  readonly #groups = new Map<string, GroupId>()
  readonly #lines = new Map<string, number>()

  constructor(ids: IdMaker) {
    this.#ids = ids
  }

  /** Names it; `line`: number of its paragraph. */
  bracket(id: string, by: Principal, line: number): Bid {
    const bid = this.#ids.make(by)
    this.bids.push(bid)
    this.#targets.set(id, bid)
    this.#lines.set(bid, line)
    return bid
  }

  /** `id`: null for one that has none. */
  paragraph(id: string | null, line: number): Pid {
    const pid = this.#ids.make(NOBODY)
    if (id !== null) this.#targets.set(id, pid)
    this.#lines.set(pid, line)
    return pid
  }

  /** The same for the same group or set. */
  group(id: string): GroupId {
    const group = this.#groups.get(id) ?? this.#ids.make(NOBODY)
    this.#groups.set(id, group)
    return group
  }

  /** What a position is about; null where that is not in the text. */
  target(id: string): string | null {
    if (id === 'text') return id
    if (!id.startsWith(NO_TEXT)) return this.#targets.get(id) ?? null
    const group = this.#groups.get(id.slice(NO_TEXT.length))
    return group === undefined ? null : `${NO_TEXT}${group}`
  }

  /** Number of the paragraph in which something new stands. */
  line(id: string): number {
    return this.#lines.get(id) ?? 1
  }
}
