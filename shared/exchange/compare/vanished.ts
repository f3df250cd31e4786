// Which brackets of the text a file no longer holds: their signs are gone, or what was tracked as theirs is tracked no more.
import type { Bid } from '../../ids.ts'
import type { Reading } from '../../text/read.ts'
import type { BaseToken } from './based.ts'
import type { Step } from './steps.ts'

export interface Vanished {
  readonly bid: Bid
  readonly outcome: 'words gone' | 'words stand'
}

export interface Account {
  readonly vanished: readonly Vanished[]
  /** Whether a position lies in a bracket that vanished with its words. */
  readonly isGone: (place: number) => boolean
}

interface Seen {
  /** Signs, or words that are tracked as the bracket's. */
  kept: number
  lost: number
}

export function vanishedIn(steps: readonly Step<BaseToken>[], { brackets, length }: Reading): Account {
  const signs = new Map<Bid, Seen>()
  const tracked = new Map<Bid, Seen>()
  /** By position: how many words up to there stand in the file. */
  const standing = new Uint32Array(length + 1)
  for (const { base, file } of steps) {
    if (base === null) continue
    if (base.sign !== null) count(signs, base.sign, file !== null)
    else if (base.tracked !== null && base.places.length > 0) count(tracked, base.tracked, file !== null && isStillTracked(base, file))
    if (file !== null && base.sign === null && base.text !== ' ') for (const place of base.places) standing[place + 1] = 1
  }
  for (let i = 1; i < standing.length; i++) standing[i]! += standing[i - 1]!
  const vanished: Vanished[] = []
  const gone = new Uint8Array(length + 1)
  for (const { bid, from, to } of brackets.values()) {
    const bySigns = (signs.get(bid)?.lost ?? 0) > 0
    const byTracks = !signs.has(bid) && tracked.has(bid) && tracked.get(bid)!.kept === 0
    if (!bySigns && !byTracks) continue
    const stands = standing[to + 1]! - standing[from]! > 0
    vanished.push({ bid, outcome: stands ? 'words stand' : 'words gone' })
    if (!stands) gone.fill(1, from, to + 1)
  }
  return { vanished, isGone: (place) => gone[place] === 1 }
}

function count(seen: Map<Bid, Seen>, bid: Bid, kept: boolean): void {
  const known = seen.get(bid) ?? { kept: 0, lost: 0 }
  if (kept) known.kept++
  else known.lost++
  seen.set(bid, known)
}

/** A further deletion proposed within an addition leaves it what it is. */
function isStillTracked(base: BaseToken, file: { readonly change: BaseToken['change'] }): boolean {
  if (file.change === null) return false
  return file.change.kind === 'del' || file.change.by === base.change?.by
}
