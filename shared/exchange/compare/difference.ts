// What a file says otherwise than the text that it was printed from, as plain values in positions of that text.
import type { Bid, Principal } from '../../ids.ts'
import type { ParagraphType } from '../../text/model.ts'
import type { ComparedDifference, ComparedNote } from '../../protocol/api.ts'
import type { Report } from '../report.ts'
import type { Vanished } from './vanished.ts'

export interface Difference {
  readonly kind: ComparedDifference['kind']
  readonly principal: Principal
  /** Index of the paragraph that it is in, or behind which it stands; -1: before the first. */
  readonly index: number
  /** Positions of the characters that it is about, ascending. */
  readonly stretch: readonly number[]
  /** The positions that an addition lies between; -1 for the paragraph's beginning, or its end. */
  readonly left: number
  readonly right: number
  readonly was: string
  readonly insert: string
  /** Of a new paragraph. */
  readonly paragraph: { readonly type: ParagraphType; readonly level: number; readonly label: string } | null
  /** Of a comment: the bracket that it explains. */
  readonly bracket: Bid | null
  readonly rationale: string
}

export interface Note {
  readonly kind: ComparedNote['kind']
  /** Index of the paragraph; -1 for none. */
  readonly index: number
  readonly message: string
}

/** All that comes of a file but what has happened in the text since. */
export interface Compared {
  readonly differences: readonly Difference[]
  readonly vanished: readonly Vanished[]
  readonly notes: readonly Note[]
  readonly authors: readonly { readonly author: string; readonly principal: Principal }[]
  readonly report: Report
}
