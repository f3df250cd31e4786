// Mass deletion (AU-10): counts how many words of others an update would take away, before anything is applied. The
// words would come back anyway; this keeps one update from costing everybody's time, and shows it to people.
import { bisect } from '@chapeau/shared/bisect'
import type { Bid, Principal } from '@chapeau/shared/ids'
import { isOpen, isStarter } from '@chapeau/shared/text/model'
import * as Y from 'yjs'
import type { Ground } from './ground.ts'
import { embedOf, itemsOf } from './items.ts'

/** A range of one client's clocks. */
export interface ClockRange {
  readonly clock: number
  readonly len: number
}

/** What an update deletes, by client. */
export type DeletedRanges = ReadonlyMap<number, readonly ClockRange[]>

/** Whether an update would take away more than `most` characters, tokens and paragraphs of others. */
export function takesMoreThan(most: number, deleted: DeletedRanges, principal: Principal, ground: Ground): boolean {
  return writtenByOthers(deleted, principal, ground) > most && heldByOthers(deleted, principal, ground) > most
}

/** Counts by who typed it: quick, and too much where the server typed for the one who deletes. */
function writtenByOthers(deleted: DeletedRanges, principal: Principal, { doc, body, principalOf }: Ground): number {
  let count = 0
  for (const [client, ranges] of deleted) {
    if (principalOf(client) === principal) continue
    const structs = doc.store.clients.get(client) ?? []
    const state = Y.getState(doc.store, client)
    for (const range of ranges) {
      if (range.clock >= state) continue
      for (let i = Y.findIndexSS(structs, range.clock); i < structs.length && structs[i]!.id.clock < range.clock + range.len; i++) {
        const struct = structs[i]!
        if (struct instanceof Y.Item && !struct.deleted && struct.countable && struct.parent === body) count += overlap(struct, [range])
      }
    }
  }
  return count
}

/** Counts by whose layer it is in; words in one's own bracket are one's own, whoever typed them. */
function heldByOthers(deleted: DeletedRanges, principal: Principal, { body, principalOf, holderOf }: Ground): number {
  let count = 0
  let layers: { bid: Bid; holder: Principal }[] = []
  for (const item of itemsOf(body)) {
    if (item.deleted || !item.countable) continue
    const embed = embedOf(item)
    if (embed !== null && !isStarter(embed)) {
      if (!isOpen(embed)) layers = layers.filter(({ bid }) => bid !== embed.c)
      else if (embed.kind === 'ins') layers = [...layers, { bid: embed.o, holder: holderOf(embed.o, embed) }]
    }
    if (layers.at(-1)?.holder === principal || principalOf(item.id.client) === principal) continue
    count += overlap(item, deleted.get(item.id.client) ?? [])
  }
  return count
}

/** Whether a clock lies in one of a client's ranges, which must be in order and apart. */
export function isWithin(clock: number, ranges: readonly ClockRange[]): boolean {
  const range = ranges[firstEndingBehind(clock, ranges)]
  return range !== undefined && range.clock <= clock
}

function overlap(item: Y.Item, ranges: readonly ClockRange[]): number {
  const from = item.id.clock
  const to = from + item.length
  let sum = 0
  for (let i = firstEndingBehind(from, ranges); i < ranges.length && ranges[i]!.clock < to; i++) {
    sum += Math.min(to, ranges[i]!.clock + ranges[i]!.len) - Math.max(from, ranges[i]!.clock)
  }
  return sum
}

/** Index of the first range that ends behind a clock. */
function firstEndingBehind(clock: number, ranges: readonly ClockRange[]): number {
  return bisect(ranges.length, (i) => ranges[i]!.clock + ranges[i]!.len <= clock)
}
