// Messages as the bytes of WebSocket frames (RFC 6455, 5.2): binary, whole, unmasked as servers send them. Made once and
// written to every socket of a room, for framing and writing each message for each reader costs more than all the rest.
const FINAL_BINARY = 0x82
/** Payloads from here up have their length in two more bytes, from the next in eight. */
const TWO_BYTES_FROM = 126
const EIGHT_BYTES_FROM = 0x1_0000

/** Several messages in one piece, in order. */
export function packetOf(messages: readonly Uint8Array[]): Buffer {
  const packet = Buffer.allocUnsafe(messages.reduce((sum, { length }) => sum + headLength(length) + length, 0))
  let at = 0
  for (const message of messages) {
    at = writeHead(packet, at, message.length)
    packet.set(message, at)
    at += message.length
  }
  return packet
}

function headLength(length: number): number {
  if (length < TWO_BYTES_FROM) return 2
  return length < EIGHT_BYTES_FROM ? 4 : 10
}

function writeHead(packet: Buffer, at: number, length: number): number {
  packet[at] = FINAL_BINARY
  if (length < TWO_BYTES_FROM) {
    packet[at + 1] = length
    return at + 2
  }
  if (length < EIGHT_BYTES_FROM) {
    packet[at + 1] = 126
    return packet.writeUInt16BE(length, at + 2)
  }
  packet[at + 1] = 127
  return packet.writeBigUInt64BE(BigInt(length), at + 2)
}
