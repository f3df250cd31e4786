// Which paragraphs of two texts are the same: equal ones that stand once on both sides first, then the most alike between these,
// in order; what is alike out of order has moved; what is left and is part of a neighbour was split off or merged.

/** A paragraph by its words: `key` is equal for equal ones only. */
export interface Likened {
  readonly key: string
  readonly label: string
  readonly words: readonly string[]
}

/** Paragraphs that are compared with each other, each side's in order; one side may be empty. */
export interface Block {
  readonly base: readonly number[]
  readonly file: readonly number[]
  readonly moved: boolean
}

/** Blocks in the order of the file; what the file no longer has stands behind what it stood behind. */
export function alignParagraphs(base: readonly Likened[], file: readonly Likened[]): Block[] {
  const pairs = new Map<number, number>()
  anchors(base, file).forEach((f, b) => pairs.set(b, f))
  extend(base, file, pairs)
  const bags = { base: base.map(bagOf), file: file.map(bagOf) }
  for (const gap of gapsOf(pairs, base.length, file.length)) likest(gap, { base, file, bags }, pairs)
  const moved = movedIn(pairs, { base, file, bags })
  return blocksOf(pairs, moved, { base, file, bags })
}

/** Share of the words of both that stand in both. */
const ALIKE = 0.5
/** Out of order paragraphs must be more alike, or any two short ones would have moved. */
const MOVED = 0.75
/** Share of the words of a paragraph that it must have in common with the rest of a neighbour to be part of it. */
const PART = 0.6
/** Paragraphs that each one is held against; those with the most rare words in common. */
const CANDIDATES = 6

type Bag = ReadonlyMap<string, number>

interface Sides {
  readonly base: readonly Likened[]
  readonly file: readonly Likened[]
  readonly bags: { readonly base: readonly Bag[]; readonly file: readonly Bag[] }
}

function bagOf({ words }: Likened): Bag {
  const bag = new Map<string, number>()
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1)
  return bag
}

const sizeOf = (bag: Bag): number => {
  let size = 0
  for (const count of bag.values()) size += count
  return size
}

function common(a: Bag, b: Bag): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let count = 0
  for (const [word, n] of small) count += Math.min(n, large.get(word) ?? 0)
  return count
}

function likeness(a: Bag, b: Bag): number {
  const size = sizeOf(a) + sizeOf(b)
  return size === 0 ? 1 : (2 * common(a, b)) / size
}

/** Equal paragraphs that stand once on both sides, as many as are in the same order: by base. */
function anchors(base: readonly Likened[], file: readonly Likened[]): Map<number, number> {
  const once = (side: readonly Likened[]): Map<string, number> => {
    const places = new Map<string, number>()
    side.forEach(({ key }, i) => places.set(key, places.has(key) ? -1 : i))
    return places
  }
  const inFile = once(file)
  const both = [...once(base)].flatMap(([key, b]) => {
    const f = inFile.get(key) ?? -1
    return b >= 0 && f >= 0 ? [{ b, f, weight: 1 }] : []
  })
  return new Map(heaviestInOrder(both).map(({ b, f }) => [b, f]))
}

/** Equal neighbours of what is paired. */
function extend(base: readonly Likened[], file: readonly Likened[], pairs: Map<number, number>): void {
  const taken = new Set(pairs.values())
  const follow = (b: number, f: number, step: 1 | -1): void => {
    for (b += step, f += step; base[b] !== undefined && file[f] !== undefined; b += step, f += step) {
      if (pairs.has(b) || taken.has(f) || base[b]!.key !== file[f]!.key) return
      pairs.set(b, f)
      taken.add(f)
    }
  }
  for (const [b, f] of [[-1, -1] as const, ...pairs]) follow(b, f, 1)
  for (const [b, f] of [...pairs, [base.length, file.length] as const]) follow(b, f, -1)
}

interface Gap {
  readonly base: readonly [from: number, to: number]
  readonly file: readonly [from: number, to: number]
}

function gapsOf(pairs: ReadonlyMap<number, number>, base: number, file: number): Gap[] {
  const gaps: Gap[] = []
  let [b, f] = [0, 0]
  for (const [nextB, nextF] of [...[...pairs].sort(([a], [c]) => a - c), [base, file] as const]) {
    if (nextB > b && nextF > f) gaps.push({ base: [b, nextB], file: [f, nextF] })
    b = nextB + 1
    f = nextF + 1
  }
  return gaps
}

interface Edge {
  readonly b: number
  readonly f: number
  readonly weight: number
}

function likest(gap: Gap, sides: Sides, pairs: Map<number, number>): void {
  const edges = edgesBetween(range(gap.base), range(gap.file), sides, ALIKE)
  for (const { b, f } of heaviestInOrder(edges)) pairs.set(b, f)
  // What stands alone between two pairs, or has the same label there, was written anew.
  const inside = new Map(
    [...pairs].filter(([b]) => b >= gap.base[0] && b < gap.base[1]).map(([b, f]) => [b - gap.base[0], f - gap.file[0]]),
  )
  for (const rest of gapsOf(inside, gap.base[1] - gap.base[0], gap.file[1] - gap.file[0])) {
    const [left, right] = [range(rest.base).map((b) => b + gap.base[0]), range(rest.file).map((f) => f + gap.file[0])]
    for (const b of left) {
      const { label } = sides.base[b]!
      const same = right.filter((f) => label !== '' && sides.file[f]!.label === label)
      const alone = left.length === 1 && right.length === 1 && sides.base[b]!.label === sides.file[right[0]!]!.label
      const f = same.length === 1 ? same[0]! : alone ? right[0]! : null
      const crosses = f !== null && [...pairs].some(([otherB, otherF]) => left.includes(otherB) && otherB < b !== otherF < f)
      if (f !== null && !crosses && ![...pairs.values()].includes(f)) pairs.set(b, f)
    }
  }
}

const range = ([from, to]: readonly [number, number]): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** Likely pairs: each of the file's with those of the base that have the most rare words in common with it. */
function edgesBetween(base: readonly number[], file: readonly number[], { bags }: Sides, least: number): Edge[] {
  const places = new Map<string, number[]>()
  for (const b of base) {
    for (const word of bags.base[b]!.keys()) {
      const known = places.get(word)
      if (known === undefined) places.set(word, [b])
      else if (known.length < MOST_PLACES) known.push(b)
    }
  }
  return file.flatMap((f) => {
    const shared = new Map<number, number>()
    for (const word of bags.file[f]!.keys()) {
      const known = places.get(word) ?? []
      if (known.length < MOST_PLACES) for (const b of known) shared.set(b, (shared.get(b) ?? 0) + 1 / known.length)
    }
    const likely = [...shared].sort(([, a], [, c]) => c - a).slice(0, CANDIDATES)
    return likely.flatMap(([b]) => {
      const weight = likeness(bags.base[b]!, bags.file[f]!)
      return weight >= least ? [{ b, f, weight }] : []
    })
  })
}

/** A word in so many paragraphs tells none of them. */
const MOST_PLACES = 60

/** Of some pairs those that are in order on both sides and weigh the most; each paragraph once. */
function heaviestInOrder(edges: readonly Edge[]): Edge[] {
  // Best chains by where they end in the file, in a tree that answers the best one before a place (Fenwick).
  const sorted = edges.toSorted((a, c) => a.b - c.b || c.f - a.f)
  const size = Math.max(0, ...edges.map(({ f }) => f)) + 2
  const best: number[] = Array.from({ length: size + 1 }, () => -1)
  const weights: number[] = []
  const before: number[] = []
  const better = (i: number, j: number): number => (j < 0 || (i >= 0 && weights[i]! >= weights[j]!) ? i : j)
  sorted.forEach(({ f, weight }, i) => {
    let last = -1
    for (let at = f; at > 0; at -= at & -at) last = better(last, best[at]!)
    before.push(last)
    weights.push(weight + (last < 0 ? 0 : weights[last]!))
    for (let at = f + 1; at <= size; at += at & -at) best[at] = better(best[at]!, i)
  })
  let end = -1
  weights.forEach((_, i) => (end = better(end, i)))
  const chain: Edge[] = []
  for (let at = end; at >= 0; at = before[at]!) chain.unshift(sorted[at]!)
  return chain
}

/** Pairs of what is left on both sides, wherever it stands: equal ones, then the most alike. */
function movedIn(pairs: ReadonlyMap<number, number>, sides: Sides): Map<number, number> {
  const moved = new Map<number, number>()
  const taken = new Set(pairs.values())
  const base = range([0, sides.base.length]).filter((b) => !pairs.has(b) && sides.base[b]!.words.length > 0)
  const file = range([0, sides.file.length]).filter((f) => !taken.has(f) && sides.file[f]!.words.length > 0)
  const edges = edgesBetween(base, file, sides, MOVED).sort((a, c) => c.weight - a.weight || a.b - c.b)
  const used = new Set<number>()
  for (const { b, f } of edges) {
    if (moved.has(b) || used.has(f)) continue
    moved.set(b, f)
    used.add(f)
  }
  return moved
}

function blocksOf(pairs: ReadonlyMap<number, number>, moved: ReadonlyMap<number, number>, sides: Sides): Block[] {
  const baseOf = new Map([...pairs].map(([b, f]) => [f, b]))
  const movedTo = new Map([...moved].map(([b, f]) => [f, b]))
  const loose = (b: number): boolean => b < sides.base.length && !pairs.has(b) && !moved.has(b)
  const free = (f: number): boolean => f < sides.file.length && !baseOf.has(f) && !movedTo.has(f)
  const blocks: Block[] = []
  let nextBase = 0
  const gone = (until: number): void => {
    for (; nextBase < until; nextBase++) if (loose(nextBase)) blocks.push({ base: [nextBase], file: [], moved: false })
  }
  for (let f = 0; f < sides.file.length; f++) {
    const b = baseOf.get(f)
    if (b === undefined) {
      const from = movedTo.get(f)
      blocks.push(from === undefined ? { base: [], file: [f], moved: false } : { base: [from], file: [f], moved: true })
      continue
    }
    const block = { base: [b], file: [f], moved: false }
    while (loose(block.base[0]! - 1) && block.base[0]! > nextBase && partOf(block.base[0]! - 1, 'base', block, sides))
      block.base.unshift(block.base[0]! - 1)
    gone(block.base[0]!)
    for (
      let last = blocks.at(-1);
      last !== undefined && last.base.length === 0 && partOf(last.file[0]!, 'file', block, sides);
      last = blocks.at(-1)
    )
      block.file.unshift(blocks.pop()!.file[0]!)
    while (free(f + 1) && partOf(f + 1, 'file', block, sides)) block.file.push(++f)
    nextBase = b + 1
    while (loose(nextBase) && partOf(nextBase, 'base', block, sides)) block.base.push(nextBase++)
    blocks.push(block)
  }
  gone(sides.base.length)
  return blocks
}

/** Whether a paragraph of one side is part of what the other side has in a block, beside what this side has there already. */
function partOf(one: number, side: 'base' | 'file', block: Block, { bags }: Sides): boolean {
  const other = side === 'base' ? 'file' : 'base'
  if (block[other].length !== 1) return false
  return isRest(
    bags[side][one]!,
    bags[other][block[other][0]!]!,
    block[side].map((at) => bags[side][at]!),
  )
}

/** Whether a paragraph is what a whole has beside some parts of it. */
function isRest(rest: Bag, whole: Bag, parts: readonly Bag[]): boolean {
  const left = new Map(whole)
  for (const part of parts) for (const [word, count] of part) left.set(word, (left.get(word) ?? 0) - count)
  for (const [word, count] of left) if (count <= 0) left.delete(word)
  const size = sizeOf(rest)
  return size > 0 && common(rest, left) / size >= PART
}
