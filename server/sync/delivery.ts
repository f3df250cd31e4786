// What goes out once a batch is on disk: the same frames to everybody who has joined, and to each what is for it alone.
import { newsFor } from './asides.ts'
import type { Batch } from './batch.ts'
import type { Committed } from './committer.ts'
import type { Connection } from './connection.ts'
import { recordedFrame, updateFrame } from './frames.ts'
import { packetOf } from './packet.ts'

/** `frames`: for everybody; packed once, however many there are. */
export function deliver(connections: Iterable<Connection>, batch: Batch, frames: readonly Uint8Array[], now: number): void {
  const shared = frames.length > 0 ? packetOf(frames) : null
  for (const connection of connections) {
    const letters = batch.lettersFor(connection)
    const aside = connection.joined ? newsFor(connection, batch.asideNews) : null
    if (aside !== null) letters.push(aside)
    if (!connection.joined || shared === null) connection.send(letters, now)
    else connection.write(letters.length === 0 ? shared : Buffer.concat([shared, packetOf(letters)]), now)
  }
}

/** What has been written, for everybody; nothing where nothing was. */
export function broadcastOf(committed: Committed | null): Uint8Array[] {
  if (committed === null) return []
  const frames: Uint8Array[] = []
  if (committed.update !== null) frames.push(updateFrame(committed.update))
  if (committed.recorded !== null) frames.push(recordedFrame({ seq: committed.recorded.seq, head: committed.recorded.hash }))
  return frames
}
