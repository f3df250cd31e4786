// A text's document as the server holds it in memory.
import { SERVER_CLIENT_IDS_FROM } from '@chapeau/shared/ids'
import { randomInt } from 'node:crypto'
import * as Y from 'yjs'

/** The document that stored updates make, to be written by the server under a client id of its own. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update, 'load')
  doc.clientID = freshClientId(doc)
  return doc
}

/** A client id of the server's own range that this text has not seen: no clock is ever counted twice, even after a crash. */
function freshClientId(doc: Y.Doc): number {
  for (;;) {
    const id = randomInt(SERVER_CLIENT_IDS_FROM, 0x1_0000_0000)
    if (!doc.store.clients.has(id)) return id
  }
}
