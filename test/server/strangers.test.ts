// Reads memory from /proc, so it runs on Linux only. What somebody without a session can cost: sockets that are shown out, do not answer the close, and go on sending.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { MAX_FRAME_BYTES } from '@chapeau/server/limits'
import { expect, onTestFinished, test } from 'vitest'
import { spawnServer } from '../support/child.ts'
import { tempDir } from '../support/server.ts'

const STRANGERS = 20
const FRAMES_EACH = 4

test.skipIf(process.platform !== 'linux')('SY-82 what sockets without a session send is kept by nobody', { timeout: 60_000 }, async () => {
  const dataDir = await tempDir()
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const server = await spawnServer(dataDir)
  onTestFinished(() => void server.stop('SIGKILL'))
  const before = await memoryOf(server.pid)
  for (let i = 0; i < STRANGERS; i++) await pushOn(Number(new URL(server.url).port))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  // 320 MiB were sent. Kept, they were all there; dropped, some tens are not collected yet.
  expect((await memoryOf(server.pid)) - before).toBeLessThan((STRANGERS * FRAMES_EACH * MAX_FRAME_BYTES) / 2)
})

/** Opens a socket without a session, answers nothing, and sends what a frame may hold several times. */
async function pushOn(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const key = randomBytes(16).toString('base64')
  socket.write(
    `GET /sync/text HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  await once(socket, 'data')
  for (let i = 0; i < FRAMES_EACH; i++) {
    if (socket.write(largestFrame)) continue
    await Promise.race([once(socket, 'drain'), once(socket, 'close')])
  }
}

/** A masked binary frame of the largest size, with a mask of zeros. */
const largestFrame = ((): Buffer => {
  const header = Buffer.alloc(14)
  header[0] = 0x82
  header[1] = 0xff
  header.writeBigUInt64BE(BigInt(MAX_FRAME_BYTES), 2)
  return Buffer.concat([header, Buffer.alloc(MAX_FRAME_BYTES, 1)])
})()

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024
}
