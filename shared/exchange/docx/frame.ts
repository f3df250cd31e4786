// What a Word file says beside the text: how brackets stand in it, since when each of them stands, what parties are called.
import type { Bid, Principal } from '../../ids.ts'
import type { ExportFrame } from '../heading.ts'

/** As words with brackets around them, or as insertions and deletions that Word tracks. */
export const BRACKETS_AS = ['text', 'tracked'] as const
export type BracketsAs = (typeof BRACKETS_AS)[number]

export interface DocxFrame extends ExportFrame {
  readonly brackets: BracketsAs
  /** Every fifth line is numbered. */
  readonly lines: boolean
  readonly textId: string
  /** When a bracket was proposed; null where the record does not say. */
  readonly since: (bid: Bid) => Date | null
  /** The party's full name. */
  readonly nameOf: (principal: Principal) => string
}

/** How parties that are no delegations are called as authors. */
export const AUTHOR = { chair: 'Facilitator', nobody: 'Nobody known' } as const

/** Names in `docProps/custom.xml` by which a returned file is known again. */
export const PROPERTY = {
  text: 'ChapeauText',
  entry: 'ChapeauEntry',
  hash: 'ChapeauHash',
  revision: 'ChapeauRevision',
  view: 'ChapeauView',
  brackets: 'ChapeauBrackets',
} as const

/** Styles of what is printed with the text and is none of its words; a reader of the file leaves them out, but for the line of a block. */
export const BESIDE = { state: 'ChapeauState', proposal: 'ChapeauProposal', after: 'ChapeauAfter', block: 'ChapeauBlock' } as const
