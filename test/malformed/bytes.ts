// Bytes and JSON that no honest client sends: real messages cut, spliced and flipped, lengths that lie, types that do not
// exist, structures that are too deep. All from one seed.
import * as encoding from 'lib0/encoding'
import type { Random } from '../support/random.ts'

/** A message made from real ones. */
export function frameFrom(real: readonly Uint8Array[], random: Random): Uint8Array {
  const base = random.pick(real)
  const makers: (() => Uint8Array)[] = [
    () => flipped(base, random),
    () => flipped(base, random),
    () => base.slice(0, random.below(base.length + 1)),
    () => joined([base.slice(0, random.below(base.length + 1)), random.pick(real).slice(random.below(4))]),
    () => joined([base, noise(random, 1 + random.below(20))]),
    () => noise(random, random.below(200)),
    () => joined([base.slice(0, 2), noise(random, random.below(60))]),
    () => lying(random),
    () => typed(random),
    () => presence(random),
    () => hello(random),
    () => structs(random),
  ]
  return random.pick(makers)()
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = Uint8Array.from(bytes)
  for (let i = 0; i <= random.below(5) && copy.length > 0; i++) copy[random.below(copy.length)] = random.below(256)
  return copy
}

function noise(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256))
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}

/** A length in front that promises more than there is, up to what no machine has. */
function lying(random: Random): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, random.pick([0, 1, 100]))
    encoding.writeVarUint(encoder, random.below(4))
    encoding.writeVarUint(encoder, random.pick([1, 2 ** 20, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]))
    encoding.writeUint8Array(encoder, noise(random, random.below(10)))
  })
}

/** Messages and steps that do not exist. */
function typed(random: Random): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, random.pick([0, 1, 2, 3, 4, 99, 100, 101, 102, 103, 104, 105, 2 ** 30]))
    encoding.writeVarUint(encoder, random.below(10))
    encoding.writeVarUint8Array(encoder, noise(random, random.below(30)))
  })
}

function presence(random: Random): Uint8Array {
  return encoding.encode((encoder) => {
    const inner = encoding.createEncoder()
    const count = random.pick([0, 1, 3, 64, 65, 2 ** 31])
    encoding.writeVarUint(inner, count)
    for (let i = 0; i < Math.min(count, 64); i++) {
      encoding.writeVarUint(inner, random.below(2 ** 31) * 2)
      encoding.writeVarUint(inner, random.below(100))
      encoding.writeVarString(
        inner,
        random.pick(['null', '{', '[]', '"x"', '{"__proto__":{"x":1}}', `{"user":${nested(40)}}`, 'x'.repeat(random.below(5000))]),
      )
    }
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  })
}

function hello(random: Random): Uint8Array {
  const bodies = [
    '',
    '{}',
    'null',
    '{"clientIDs":1}',
    '{"clientIDs":[-1]}',
    '{"clientIDs":[1.5]}',
    '{"clientIDs":["1"]}',
    `{"clientIDs":[${'7,'.repeat(70)}7]}`,
  ]
  const more = [
    '{"clientIDs":[4294967295]}',
    '{"clientIDs":[1],"onBehalfOf":"USA"}',
    '{"clientIDs":[1],"x":1}',
    nested(3_000),
    '{"clientIDs":[9e99]}',
    '\u0000',
  ]
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 100)
    encoding.writeVarString(encoder, random.pick([...bodies, ...more]))
  })
}

/** An update in Yjs' own form with nonsense in it. */
function structs(random: Random): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    const inner = encoding.createEncoder()
    const clients = random.below(4)
    encoding.writeVarUint(inner, clients)
    for (let i = 0; i < clients; i++) {
      const count = random.below(4)
      encoding.writeVarUint(inner, count)
      encoding.writeVarUint(inner, random.pick([1, 5, 2 ** 31, 4_294_967_295, 2 ** 40]))
      encoding.writeVarUint(inner, random.pick([0, 1, 2 ** 31]))
      for (let j = 0; j < count; j++) encoding.writeUint8Array(inner, noise(random, 1 + random.below(12)))
    }
    encoding.writeVarUint(inner, random.below(3))
    encoding.writeUint8Array(inner, noise(random, random.below(12)))
    encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  })
}

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

/** A body for the HTTP API made from a real one. */
export function bodyFrom(real: unknown, random: Random): Buffer {
  const makers: (() => Buffer)[] = [
    () => Buffer.from(JSON.stringify(mutated(real, random))),
    () => Buffer.from(JSON.stringify(mutated(real, random))),
    () => Buffer.from(JSON.stringify(real).slice(0, random.below(40))),
    () => Buffer.from(nested(random.pick([10, 1_000, 20_000]))),
    () => Buffer.from(`{"__proto__":{"act":"issue"},"constructor":{"prototype":{"x":1}}}`),
    () => Buffer.from(noise(random, random.below(300))),
    () => Buffer.from(JSON.stringify('x'.repeat(random.below(20_000)))),
    () => Buffer.from(random.pick(['', 'null', '0', '[]', '{}', 'true', '"', '1e999', '{"act":null}'])),
  ]
  return random.pick(makers)()
}

function mutated(value: unknown, random: Random): unknown {
  if (random.below(4) === 0)
    return random.pick<unknown>([
      null,
      0,
      -1,
      1e21,
      true,
      '',
      'x',
      '\u0000',
      '\ud800',
      [],
      {},
      [[]],
      'a'.repeat(5_000),
      { __proto__: null },
    ])
  if (Array.isArray(value)) return value.map((one) => mutated(one, random))
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(() => random.below(8) > 0)
    if (random.below(5) === 0) entries.push([random.pick(['__proto__', 'constructor', 'toString', 'x', '']), 1])
    return Object.fromEntries(entries.map(([key, one]) => [key, mutated(one, random)]))
  }
  return value
}

/** A piece of a path or a query that nobody writes. */
export function pieceFrom(random: Random): string {
  const pieces = [
    '',
    '%',
    '%00',
    '%ff',
    '..',
    '%2e%2e',
    '../../etc',
    'null',
    '0',
    '-1',
    '__proto__',
    'constructor',
    'x'.repeat(3_000),
    '%F0%9F%9A%A2',
    '"',
    '?',
    '#',
    '\\',
    ';',
    'NaN',
  ]
  return random.pick(pieces)
}
