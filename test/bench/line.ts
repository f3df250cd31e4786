// One WebSocket of a load generator, as light as can be: what arrives is kept as bytes with its time and read only when
// the measuring is over, so that hundreds of readers fit beside the server they measure. A client only; no extensions.
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

export interface LineTarget {
  readonly port: number
  readonly path: string
  /** Session cookie; none where the server knows no sessions. */
  readonly cookie: string | null
  /** The address of this machine to come from. */
  readonly from: string
}

/** A message with the time its last byte came, in the milliseconds of this machine's monotonic clock. */
export interface Arrived {
  readonly payload: Uint8Array
  readonly at: number
}

/** Read synchronously and copied, so all lines of a process share one. */
const RECEIVED = Buffer.allocUnsafe(256 * 1024)
const BINARY = 2
const CLOSE = 8
const PING = 9
/** `00` would mask nothing and cost nothing; real clients mask, and servers must unmask. */
const MASK = randomBytes(4)

/** Milliseconds on a clock that all processes of this machine share. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6

export class Line {
  bytes = Buffer.allocUnsafe(16 * 1024)
  length = 0
  /** Ends of chunks and when they came. */
  readonly #ends: number[] = []
  readonly #times: number[] = []
  #socket: Socket | null = null
  #headers = 0
  /** Called for every chunk while it is set. */
  onData: (() => void) | null = null
  /** Why the line went; null while it is there. */
  ended: string | null = null

  /** Opens the line; resolves when the server has upgraded it. */
  open({ port, path, cookie, from }: LineTarget): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({
        port,
        host: '127.0.0.1',
        localAddress: from,
        noDelay: true,
        onread: { buffer: RECEIVED, callback: (size) => this.#take(size) },
      })
      this.#socket = socket
      socket.on('error', (error) => (this.ended ??= error.message))
      socket.on('close', () => {
        this.ended ??= 'closed'
        reject(new Error(`the server did not open the line: ${this.ended}`))
      })
      this.onData = () => {
        const end = this.bytes.subarray(0, this.length).indexOf('\r\n\r\n')
        if (end < 0) return
        const status = this.bytes.subarray(0, this.length).toString('latin1', 0, 12)
        if (status !== 'HTTP/1.1 101') return socket.destroy(new Error(status))
        this.#headers = end + 4
        this.onData = null
        resolve()
      }
      const key = randomBytes(16).toString('base64')
      const head = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, 'Upgrade: websocket', 'Connection: Upgrade']
      head.push(`Sec-WebSocket-Key: ${key}`, 'Sec-WebSocket-Version: 13', ...(cookie === null ? [] : [`Cookie: ${cookie}`]))
      socket.write(`${head.join('\r\n')}\r\n\r\n`)
    })
  }

  send(payload: Uint8Array): void {
    this.#socket!.write(masked(payload))
  }

  close(): void {
    this.onData = null
    this.#socket?.destroy()
  }

  /** Every message that has come so far. */
  messages(): Arrived[] {
    const messages: Arrived[] = []
    let at = this.#headers
    let chunk = 0
    while (at + 2 <= this.length) {
      const frame = frameAt(this.bytes, at, this.length)
      if (frame === null) break
      while (this.#ends[chunk]! < frame.end) chunk++
      if (frame.opcode === BINARY) messages.push({ payload: this.bytes.subarray(frame.from, frame.end), at: this.#times[chunk]! })
      else if (frame.opcode === CLOSE) this.ended = `closed with ${this.bytes.readUInt16BE(frame.from)}`
      else if (frame.opcode !== PING) throw new Error(`a frame of kind ${frame.opcode}`)
      at = frame.end
    }
    return messages
  }

  #take(size: number): boolean {
    if (this.length + size > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + size))
      this.bytes.copy(larger, 0, 0, this.length)
      this.bytes = larger
    }
    RECEIVED.copy(this.bytes, this.length, 0, size)
    this.length += size
    this.#ends.push(this.length)
    this.#times.push(monotonic())
    this.onData?.()
    return true
  }
}

function frameAt(bytes: Buffer, at: number, length: number): { opcode: number; from: number; end: number } | null {
  const opcode = bytes[at]! & 0x0f
  let size = bytes[at + 1]!
  let from = at + 2
  if (size === 126) {
    if (at + 4 > length) return null
    size = bytes.readUInt16BE(at + 2)
    from = at + 4
  } else if (size === 127) {
    if (at + 10 > length) return null
    size = Number(bytes.readBigUInt64BE(at + 2))
    from = at + 10
  }
  return from + size > length ? null : { opcode, from, end: from + size }
}

function masked(payload: Uint8Array): Buffer {
  const { length } = payload
  const head = length < 126 ? 6 : length < 65_536 ? 8 : 14
  const frame = Buffer.allocUnsafe(head + length)
  frame[0] = 0x80 | BINARY
  frame[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127)
  if (head === 8) frame.writeUInt16BE(length, 2)
  if (head === 14) frame.writeBigUInt64BE(BigInt(length), 2)
  MASK.copy(frame, head - 4)
  for (let i = 0; i < length; i++) frame[head + i] = payload[i]! ^ MASK[i & 3]!
  return frame
}
