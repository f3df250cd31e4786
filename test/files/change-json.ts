// Changes to JSON that stays JSON: members lost, doubled and of other types, ids that lead elsewhere, entries without end.
import type { Random } from '../support/random.ts'
import { repeated } from './change-words.ts'

const VALUES: readonly unknown[] = [
  null,
  0,
  -1,
  1e21,
  0.5,
  true,
  '',
  'x',
  '\0',
  '\ud800',
  'EU',
  'EU:1.1',
  'ins',
  [],
  {},
  [[]],
  { p: 'x' },
  'a'.repeat(5_000),
]

export function changedJson(words: string, random: Random): string {
  let value: unknown = JSON.parse(words)
  for (let i = 0; i <= random.below(3); i++) value = changed(value, random, 0)
  const json = JSON.stringify(value) ?? ''
  return random.below(12) === 0 ? `${json.slice(0, 60)}${random.pick(['[', '{"a":']).repeat(random.pick([100, 200_000]))}` : json
}

/** One place in it, somewhere. */
function changed(value: unknown, random: Random, depth: number): unknown {
  if (typeof value !== 'object' || value === null || (depth > 1 && random.below(3) === 0)) return other(value, random)
  if (Array.isArray(value)) return inList(value, random, depth)
  const keys = Object.keys(value)
  if (keys.length === 0) return other(value, random)
  const key = random.pick(keys)
  const entries = Object.entries(value)
  switch (random.below(8)) {
    case 0:
      return Object.fromEntries(entries.filter(([name]) => name !== key))
    case 1:
      return Object.fromEntries([...entries, [random.pick(['__proto__', 'constructor', 'toString', 'x', '']), random.pick(VALUES)]])
    default:
      return { ...value, [key]: changed((value as Record<string, unknown>)[key], random, depth + 1) }
  }
}

function inList(list: readonly unknown[], random: Random, depth: number): unknown {
  const at = random.below(list.length + 1)
  switch (random.below(7)) {
    case 0:
      return list.toSpliced(at, 1)
    case 1:
      return list.toSpliced(at, 0, list.length === 0 ? null : random.pick(list))
    case 2:
      return random.shuffle(list)
    case 3:
      return list.length === 0 ? list : Array.from({ length: random.pick([2, 500, 30_000]) }, () => list[at % list.length])
    default:
      return at === list.length ? list : list.with(at, changed(list[at], random, depth + 1))
  }
}

function other(value: unknown, random: Random): unknown {
  if (typeof value === 'string' && random.below(2) === 0)
    return value.replace(/\d/, () => String(random.below(10))) + (random.below(3) === 0 ? repeated(random, 20_000) : '')
  if (typeof value === 'number' && random.below(2) === 0) return value + random.pick([1, -1, 1e6])
  return random.pick(VALUES)
}
