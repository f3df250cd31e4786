// Bodies and documents from notation, so that tests read like negotiating texts.
import type { Bid, Principal } from '@chapeau/shared/ids'
import { PRESET_RIGHTS, rungName, type Delegation } from '@chapeau/shared/policy'
import type { ParagraphState } from '@chapeau/shared/text/meta'
import { metaMapOf, docFrom, runsOf, bodyOf, metaOf } from '@chapeau/shared/text/ytext'
import { parseNotation, printNotation, type PrintOptions } from '@chapeau/shared/text/notation'
import { read, type Reading } from '@chapeau/shared/text/read'
import type * as Y from 'yjs'

/** A delegation with a member's rights, called as its code; a group where it has members. */
export function memberOf(code: Principal, members: readonly Principal[] = []): Delegation {
  return { code, name: code, aliases: [], preset: 'member', rights: PRESET_RIGHTS.member, members }
}

/** A text as values. `bids` are in order of opening. */
export function text(notation: string): { reading: Reading; meta: Map<string, unknown>; bids: readonly Bid[] } {
  const { body, meta, bids } = parseNotation(notation)
  return { reading: read(body, meta), meta, bids }
}

/** A Yjs document with this text, written by the seeding client id `1`. */
export function docOf(notation: string): { doc: Y.Doc; bids: readonly Bid[] } {
  const { body, meta, bids } = parseNotation(notation)
  const doc = docFrom(body, 1)
  doc.transact(() => meta.forEach((value, key) => metaMapOf(doc).set(key, value)))
  return { doc, bids }
}

/** What a document's text says, in notation. */
export function shown(doc: Y.Doc, options?: PrintOptions): string {
  return printNotation(read(runsOf(bodyOf(doc)), metaOf(doc)), metaOf(doc), options)
}

/** Rungs as they are called where a meeting says nothing else. */
export const usualRung = (state: ParagraphState): string => rungName(undefined, state)
