// An attack over real sockets: RUS sends what it likes, EU looks on. Around every attack it is checked what EU sees, what
// the record says, and that EU's next words come in as ever.
import { newClientId } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { updateFrame } from '@chapeau/server/sync/frames'
import { expect } from 'vitest'
import * as Y from 'yjs'
import type { TestServerOptions } from './server.ts'
import type { Desk } from './desk.ts'
import { stage, type Stage } from './stage.ts'

export interface Besieged extends Stage {
  readonly rus: Desk
  readonly eu: Desk
  /**
   * Runs an attack and waits for its end; then EU's screen says what it said, or `after`, and the record holds
   * nothing since but `entries`, as `act principal`.
   */
  readonly holds: (attack: () => unknown, expected?: { after?: string; entries?: readonly string[] }) => Promise<void>
}

export const TEXT = '1.\tStates should act[ now – USA].\n2.\tThey should report.'

export async function besiege(notation = TEXT, options: TestServerOptions & { status?: string } = {}): Promise<Besieged> {
  const set = await stage(notation, options)
  const [rus, eu] = [await set.desk('RUS'), await set.desk('EU')]
  let goes = 0
  const holds: Besieged['holds'] = async (attack, { after, entries = [] } = {}) => {
    const text = after ?? eu.text
    const known = (await set.record()).length
    await attack()
    await upToDate(set, eu)
    const mark = ` EU goes on ${++goes}`
    const bid = eu.propose('EU', mark, 'should report')
    await eu.until(() => eu.saved >= eu.sent)
    expect(eu.text).toBe(text.replace('should report', `should report[${mark} – EU]`))
    expect(eu.closedWith).toBeNull()
    expect((await set.record()).slice(known).map(nameOf)).toEqual([...entries, 'propose EU'])
    take(eu, bid)
    await eu.until(() => eu.saved >= eu.sent)
    expect(eu.text).toBe(text)
  }
  return { ...set, rus, eu, holds }
}

const nameOf = ({ entry }: RecordLine): string => `${entry.act} ${entry.by.principal}`

/** Resolves when a desk has all that the server has. */
async function upToDate({ server, textId }: Stage, desk: Desk): Promise<void> {
  const room = await server.rooms.open(textId)
  const vector = await room!.look(({ doc }) => Y.decodeStateVector(Y.encodeStateVector(doc)))
  await desk.until(() => [...vector].every(([client, clock]) => Y.getState(desk.doc.store, client) >= clock))
}

/** Takes an own addition away again, tokens and words. */
function take(desk: Desk, bid: string): void {
  const at = desk.find('should report', 'behind')
  const length =
    2 +
    (desk.doc.getText('body').toDelta() as { insert: unknown }[]).flatMap(({ insert }, i, all) =>
      typeof all[i - 1]?.insert === 'object' && (all[i - 1]!.insert as { o?: string }).o === bid ? [(insert as string).length] : [],
    )[0]!
  desk.doc.getText('body').delete(at, length)
}

/** A document as a desk's, under another client id, to forge with; what it does is not sent by itself. */
export function twinOf(desk: Desk, clientId = newClientId()): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(desk.doc))
  doc.clientID = clientId
  return doc
}

/** What an edit of a document brings, as a frame. */
export function frameOf(doc: Y.Doc, edit: (body: Y.Text) => unknown): Uint8Array {
  const before = Y.encodeStateVector(doc)
  doc.transact(() => edit(doc.getText('body')))
  return updateFrame(Y.encodeStateAsUpdate(doc, before))
}
