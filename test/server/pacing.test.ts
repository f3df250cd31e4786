// What a busy room tells its readers, and as what bytes: gathered, in one packet for everybody.
import { packetOf } from '@chapeau/server/sync/packet'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { MESSAGE } from '@chapeau/shared/protocol/messages'
import { ManualClock } from '../support/clock.ts'
import type { Desk } from '../support/desk.ts'
import { stage } from '../support/stage.ts'

/** A clock on which not even pacing passes by itself. */
class HeldClock extends ManualClock {
  #paced: (() => void)[] = []

  override after(ms: number, callback: () => void): () => void {
    if (ms >= 100) return super.after(ms, callback)
    this.#paced.push(callback)
    return () => (this.#paced = this.#paced.filter((one) => one !== callback))
  }

  tick(): void {
    for (const ring of this.#paced.splice(0)) ring()
  }
}

test('SY-45 what is typed and shown within a tick reaches a reader as one update and one message of presence', async () => {
  const clock = new HeldClock()
  const { desk, server } = await stage('1.\tStates should act now.', { clock })
  const [rus, usa, eu] = [await desk('RUS'), await desk('USA'), await desk('EU')]
  const updates: unknown[] = []
  const moves: number[][] = []
  eu.doc.on('update', (update: unknown) => updates.push(update))
  eu.awareness.on('update', ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown) => {
    if (origin !== 'local') moves.push([...added, ...updated])
  })
  rus.propose('RUS', ' quickly', 'now')
  usa.propose('USA', ' firmly', 'should')
  rus.awareness.setLocalState({ cursor: { at: 3 } })
  usa.awareness.setLocalState({ cursor: { at: 9 } })
  await expect.poll(() => server.metrics.value('updates')).toBe(2)
  await Promise.all([answered(rus), answered(usa)])
  expect(updates).toEqual([])
  clock.tick()
  await eu.until(() => eu.text.includes('quickly') && eu.text.includes('firmly'))
  await eu.until(() => [rus, usa].every((one) => eu.awareness.states.has(one.doc.clientID)))
  expect(updates).toHaveLength(1)
  expect(moves.filter((ids) => ids.includes(rus.doc.clientID) && ids.includes(usa.doc.clientID))).toHaveLength(1)
})

/** Whoever asks for presence is answered at once, so whatever it sent before has been taken in. */
function answered(desk: Desk): Promise<void> {
  return new Promise((resolve) => {
    desk.provider.ws!.addEventListener('message', ({ data }) => new Uint8Array(data as ArrayBuffer)[0] === MESSAGE.awareness && resolve())
    desk.provider.ws!.send(Uint8Array.of(MESSAGE.queryAwareness))
  })
}

test('SY-45 a packet is what a WebSocket client reads as the messages that went in', async () => {
  const sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000]
  const messages = sizes.map((size) => Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) % 256))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const sockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => void socket.write(packetOf(messages))))
  const client = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
  onTestFinished(() => {
    client.terminate()
    http.close()
  })
  const read: Uint8Array[] = []
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('message', (data: Buffer, binary) => {
      expect(binary).toBe(true)
      read.push(Uint8Array.from(data))
      if (read.length === messages.length) resolve()
    })
  })
  expect(read).toEqual(messages)
})
