// The brackets of a source by number, in the order in which they open: pairs of signs and tracked changes alike. The numbers are
// those that choices speak of (found.ts), so nothing that a person chooses comes in before them.
import type { Principal } from '../ids.ts'
import { changesIn, type Change } from './changes.ts'
import type { Pairs, Sign } from './pairing.ts'
import type { Draft } from './paragraphs.ts'

/** A bracket where it stands; offsets are those of its signs, or of a change's first word and of what stands behind its last. */
export interface Bracket {
  readonly n: number
  readonly key: Sign | Change
  readonly tracked: boolean
  /** Index of the paragraph in which it opens; `at` is -1 before the label. */
  readonly paragraph: number
  readonly at: number
  readonly last: number
  readonly to: number
  /** The innermost around it; null for none. Tracked changes are around nothing. */
  readonly parent: Bracket | null
}

export interface Brackets {
  readonly all: readonly Bracket[]
  /** By the sign that opens it, or by its change. */
  readonly of: ReadonlyMap<Sign | Change, Bracket>
  /** By paragraph, in order. */
  readonly changes: readonly (readonly Change[])[]
  /** Of a deletion the addition of the same author right behind it, and the other way round. */
  readonly replaces: ReadonlyMap<Bracket, Bracket>
}

export function bracketsIn(
  drafts: readonly Draft[],
  signs: readonly (readonly Sign[])[],
  pairs: Pairs,
  principalOf: (author: string) => Principal,
): Brackets {
  const all: Bracket[] = []
  const of = new Map<Sign | Change, Bracket>()
  const open: Bracket[] = []
  const enter = (bracket: Omit<Bracket, 'n' | 'parent'>): Bracket => {
    const numbered = { ...bracket, n: all.length + 1, parent: open.at(-1) ?? null }
    all.push(numbered)
    of.set(numbered.key, numbered)
    return numbered
  }
  const changes = drafts.map((draft, paragraph) => {
    const here = changesIn(draft, signs[paragraph]!, pairs, principalOf)
    let next = 0
    const changesBefore = (at: number): void => {
      for (; next < here.length && here[next]!.from <= at; next++) {
        const change = here[next]!
        enter({ key: change, tracked: true, paragraph, at: change.from, last: paragraph, to: change.to })
      }
    }
    for (const sign of signs[paragraph]!) {
      const partner = pairs.get(sign)
      if (partner === undefined) continue
      changesBefore(sign.at)
      if (sign.open) open.push(enter({ key: sign, tracked: false, paragraph, at: sign.at, last: partner.paragraph, to: partner.at }))
      else open.pop()
    }
    changesBefore(Infinity)
    return here
  })
  return { all, of, changes, replaces: replacesIn(changes, of) }
}

function replacesIn(changes: Brackets['changes'], of: Brackets['of']): Map<Bracket, Bracket> {
  const replaces = new Map<Bracket, Bracket>()
  for (const here of changes) {
    here.forEach((one, i) => {
      const next = here[i + 1]
      if (one.kind !== 'del' || next?.kind !== 'ins' || next.from !== one.to || next.author !== one.author) return
      replaces.set(of.get(one)!, of.get(next)!).set(of.get(next)!, of.get(one)!)
    })
  }
  return replaces
}

/** What stands in it, of the paragraph in which it opens; never more than `longest` characters. */
export function wordsIn({ paragraph, at, last, to, tracked }: Bracket, drafts: readonly Draft[], longest: number): string {
  const { text } = drafts[paragraph]!
  const from = tracked ? at : Math.max(0, at + 1)
  return text.slice(from, Math.min(from + longest, last === paragraph ? to : text.length))
}
