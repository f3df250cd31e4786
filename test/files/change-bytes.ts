// Changes to bytes, whatever they mean.
import type { Random } from '../support/random.ts'

export function changedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1)
  const end = at + random.below(random.pick([4, 100, bytes.length + 1]))
  const changes: (() => Uint8Array)[] = [
    () => flipped(bytes, random),
    () => flipped(bytes, random),
    () => bytes.slice(0, at),
    () => joined(bytes.slice(0, at), bytes.slice(end)),
    () => joined(bytes.slice(0, end), bytes.slice(at)),
    () => joined(bytes.slice(0, at), noise(random, random.below(60)), bytes.slice(at)),
    () => joined(bytes, noise(random, random.below(60))),
    () => bytes.map((byte, i) => (i >= at && i < end ? 0 : byte)),
  ]
  return random.pick(changes)()
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let i = 0; i <= random.below(12) && copy.length > 0; i++) copy[random.below(copy.length)] = random.below(256)
  return copy
}

const noise = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => random.below(256))

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
