// What is not for the room: values with an audience each, kept beside the text and told to those seats alone (SY-100).
import { earsOf, isFor } from '@chapeau/shared/policy'
import type { Aside } from '../storage/port.ts'
import type { Connection } from './connection.ts'
import { asideFrame } from './frames.ts'

/** A change as it is told: what was there before says who must hear that it is gone. */
export interface AsideNews {
  readonly key: string
  readonly before: Aside | null
  readonly now: Aside | null
}

export class Asides {
  readonly #all: Map<string, Aside>

  constructor(asides: readonly Aside[]) {
    this.#all = new Map(asides.map((aside) => [aside.key, aside]))
  }

  get all(): ReadonlyMap<string, Aside> {
    return this.#all
  }

  /** Takes changes over; answers them as news, to be told once they are on disk. */
  take(changes: readonly Aside[]): AsideNews[] {
    return changes.map((aside) => {
      const { key } = aside
      const before = this.#all.get(key) ?? null
      if (aside.value === null) this.#all.delete(key)
      else this.#all.set(key, aside)
      return { key, before, now: this.#all.get(key) ?? null }
    })
  }

  /** All that a connection may hear, as a message; null for one that hears nothing aside. */
  wholeFor(connection: Connection): Uint8Array | null {
    const ears = earsOf(connection.sitter.seat)
    if (ears.length === 0) return null
    const set = [...this.#all.values()].filter(({ audience }) => isFor(audience, ears)).map(({ key, value }) => ({ key, value }))
    return asideFrame({ whole: true, set, gone: [] })
  }
}

/** The news that a connection may hear, as a message; null where there is none. */
export function newsFor(connection: Connection, news: readonly AsideNews[]): Uint8Array | null {
  if (news.length === 0) return null
  const ears = earsOf(connection.sitter.seat)
  const heard = (aside: Aside | null): aside is Aside => aside !== null && isFor(aside.audience, ears)
  const set = news.flatMap(({ key, now }) => (heard(now) ? [{ key, value: now.value }] : []))
  const gone = news.flatMap(({ key, before, now }) => (heard(before) && !heard(now) ? [key] : []))
  return set.length + gone.length === 0 ? null : asideFrame({ whole: false, set, gone })
}
