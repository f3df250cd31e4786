// Since when the brackets stand that are open now, by the record.
import type { Bid } from '@chapeau/shared/ids'
import { read } from '@chapeau/shared/text/read'
import { bodyOf, runsOf } from '@chapeau/shared/text/ytext'
import type { Storage } from '../storage/port.ts'
import type { Room } from '../sync/room.ts'

/** When each bracket was proposed, by its first entry; null where the record does not say. */
export async function sinceIn(room: Room, storage: Pick<Storage, 'recordOf'>): Promise<(bid: Bid) => Date | null> {
  const bids = await room.look(({ doc, meta }) => [...read(runsOf(bodyOf(doc)), meta).brackets.keys()])
  const times = new Map<string, Date>()
  for (const { entry } of await storage.recordOf(room.text.id, bids, []))
    if (entry.target !== null && !times.has(entry.target)) times.set(entry.target, new Date(entry.at))
  return (bid) => times.get(bid) ?? null
}
