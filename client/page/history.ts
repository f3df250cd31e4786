// Entries of the record as they are read: when, who, and what they did.
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { BracketKind } from '@chapeau/shared/text/model'
import { codeName } from './names.ts'
import { sentenceOf } from './sentences.ts'

export interface HistoryItem {
  readonly seq: number
  readonly at: Date
  readonly who: string
  readonly says: string
}

/** What happened to one bracket, oldest first. */
export function historyOf(bid: Bid, kind: BracketKind, record: readonly RecordLine[]): HistoryItem[] {
  return record.filter(({ entry }) => entry.target === bid).map((line) => itemOf(line, kind))
}

/** An entry as `who` and `says`. */
export function itemOf({ entry, content }: RecordLine, kind: BracketKind): HistoryItem {
  const who = entry.by.role === 'server' && entry.by.principal === '' ? 'The text' : codeName(entry.by.principal)
  const says = entry.act === 'import' && who === 'The text' ? 'was laid before the meeting' : sentenceOf({ entry, content }, kind)
  return { seq: entry.seq, at: new Date(entry.at), who, says }
}

/** Entries that decided about brackets first proposed by `principal`, made by others; for telling it at once. */
export function decidedOnMine(lines: readonly RecordLine[], record: readonly RecordLine[], principal: Principal): string[] {
  const mine = new Map<string, BracketKind>()
  for (const { entry, content } of record) {
    if (entry.act === 'propose' && entry.by.principal === principal && entry.target !== null)
      mine.set(entry.target, kindIn(content?.detail?.['kind']))
  }
  return lines.flatMap((line) => {
    const { act, target, paragraph, by } = line.entry
    const kind = target === null ? undefined : mine.get(target)
    if (kind === undefined || by.principal === principal || !['keep', 'remove'].includes(act)) return []
    const { who, says } = itemOf(line, kind)
    return [`${who} ${says}${paragraph === null || paragraph.label === '' ? '' : ` in paragraph ${paragraph.label}`}, which you proposed.`]
  })
}

/** A kind as the record tells it; anything else counts as an addition. */
export function kindIn(kind: unknown): BracketKind {
  return kind === 'del' || kind === 'res' || kind === 'note' ? kind : 'ins'
}
