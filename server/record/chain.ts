// Whether a chain holds (DESIGN 5), and if not, which entry is the first that does not. Pure; it needs nothing but the
// lines and, to find what was sealed anew, hashes that others hold: signed heads, another copy, a head on paper.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { ChainHead } from '../storage/port.ts'
import { contentHash, entryHash } from './seal.ts'

export { canonical, sha256 } from './canonical.ts'
export { contentHash, entryHash, seal, type UnsealedEntry } from './seal.ts'

export type ChainVerdict =
  /** `withheld`: entries whose content is not there; the chain holds all the same. */
  | { readonly ok: true; readonly head: ChainHead; readonly withheld: number }
  /** `seq`: the first entry that does not hold, by its place in the chain. */
  | { readonly ok: false; readonly seq: number; readonly reason: string }

/** A hash that an entry must have. `source`: who says so, for the reason given. */
export interface Anchor extends ChainHead {
  readonly source: string
}

/** Checks lines in order behind `from`, by default the whole chain. */
export function verifyChain(
  lines: Iterable<RecordLine>,
  from: ChainHead = { seq: 0, hash: '' },
  anchors: readonly Anchor[] = [],
): ChainVerdict {
  const all = [...lines]
  const known = new Known(all, from, anchors)
  let head = from
  let withheld = 0
  for (const line of all) {
    if (known.conflict?.seq === head.seq + 1) return { ok: false, ...known.conflict }
    const reason = faultOf(head, line, known)
    if (reason !== null) return { ok: false, seq: head.seq + 1, reason }
    if (line.content === null) withheld++
    head = { seq: line.entry.seq, hash: line.entry.hash }
  }
  const missing = anchors.filter(({ seq }) => seq > head.seq).sort((a, b) => a.seq - b.seq)
  if (missing.length > 0)
    return {
      ok: false,
      seq: head.seq + 1,
      reason: `it is missing: the record ends here, but ${missing.at(-1)!.source} has entry ${missing.at(-1)!.seq}`,
    }
  return { ok: true, head, withheld }
}

function faultOf(head: ChainHead, line: RecordLine, known: Known): string | null {
  const { entry, content, salt } = line
  const seq = head.seq + 1
  const wanted = known.wanted(seq)
  if (wanted !== null && entry.hash !== wanted.hash && known.has(wanted.hash))
    return known.isLinked(entry.hash) ? `entry ${entry.seq} stands in its place` : 'an entry was put in that does not belong here'
  if (!known.isIntact(line)) return 'the entry was altered'
  if (entry.seq !== seq) return `it is missing; entry ${entry.seq} stands in its place`
  if (entry.prev !== head.hash) return 'it does not follow the entry before it'
  if (wanted !== null && entry.hash !== wanted.hash) return `it is not the entry that ${wanted.source} has: it was altered and sealed anew`
  if (content === null || salt === null) return content === null && salt === null ? null : 'its content was taken away'
  return contentHash(content, salt) === entry.contentHash ? null : 'the content was altered'
}

/** What is known of the chain from its anchored ends backwards: every true entry names the hash of the one before it. */
class Known {
  readonly conflict: { readonly seq: number; readonly reason: string } | null
  readonly #wanted = new Map<number, Anchor>()
  readonly #sealed = new Map<string, RecordLine>()
  readonly #linked = new Set<string>()
  readonly #intact = new Set<RecordLine>()

  constructor(lines: readonly RecordLine[], from: ChainHead, anchors: readonly Anchor[]) {
    for (const line of lines) {
      if (entryHash(line.entry) !== line.entry.hash) continue
      this.#intact.add(line)
      this.#sealed.set(line.entry.hash, line)
    }
    this.conflict = this.#add(anchors)
    const last = lines.at(-1)?.entry
    const ends = [...anchors].sort((a, b) => b.seq - a.seq)
    for (const end of ends) this.#follow(end, from)
    if (last !== undefined && !this.#wanted.has(last.seq) && this.#sealed.has(last.hash))
      this.#follow({ seq: last.seq, hash: last.hash, source: 'the entry after it' }, from)
  }

  /** The hash that an entry must have, where it is known. */
  wanted(seq: number): Anchor | null {
    return this.#wanted.get(seq) ?? null
  }

  /** Whether an intact entry with this hash is among the lines. */
  has(hash: string): boolean {
    return this.#sealed.has(hash)
  }

  /** Whether a line's entry has the hash that it says. */
  isIntact(line: RecordLine): boolean {
    return this.#intact.has(line)
  }

  /** Whether a true entry has this hash. */
  isLinked(hash: string): boolean {
    return this.#linked.has(hash)
  }

  #add(anchors: readonly Anchor[]): Known['conflict'] {
    for (const anchor of [...anchors].sort((a, b) => a.seq - b.seq)) {
      const other = this.#wanted.get(anchor.seq)
      if (other !== undefined && other.hash !== anchor.hash)
        return { seq: anchor.seq, reason: `${other.source} and ${anchor.source} contradict each other` }
      this.#wanted.set(anchor.seq, other ?? anchor)
      this.#linked.add(anchor.hash)
    }
    return null
  }

  #follow(end: Anchor, from: ChainHead): void {
    this.#wanted.set(end.seq, this.#wanted.get(end.seq) ?? end)
    let link: ChainHead = end
    for (;;) {
      this.#linked.add(link.hash)
      const entry = this.#sealed.get(link.hash)?.entry
      if (entry === undefined || entry.seq !== link.seq || entry.seq - 1 <= from.seq) return
      link = { seq: entry.seq - 1, hash: entry.prev }
      const known = this.#wanted.get(link.seq)
      if (known !== undefined && known.source !== 'the entry after it') return
      this.#wanted.set(link.seq, { ...link, source: 'the entry after it' })
    }
  }
}
