// Entries of the record as sentences. An act that this page does not know is named as it is: the record may be newer.
import type { Bid, Principal } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { ParagraphState, Stance } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import { codeName, stanceName, STATE_NAMES } from './names.ts'

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
  const says = entry.act === 'import' && who === 'The text' ? 'was laid before the meeting' : sentence(entry.act, entry.over, content, kind)
  return { seq: entry.seq, at: new Date(entry.at), who, says }
}

const DONE: Readonly<Record<BracketKind, { readonly keep: string; readonly remove: string }>> = {
  ins: { keep: 'accepted the words', remove: 'dropped the words' },
  del: { keep: 'retained the words', remove: 'deleted the words as proposed' },
  res: { keep: 'lifted the brackets', remove: 'deleted the words' },
  note: { keep: 'accepted the footnote', remove: 'dropped the footnote' },
}

const PROPOSED: Readonly<Record<BracketKind, string>> = {
  ins: 'proposed the words',
  del: 'proposed the deletion',
  res: 'reserved its position',
  note: 'added the footnote',
}

function sentence(act: string, over: readonly Principal[] | undefined, content: RecordLine['content'], kind: BracketKind): string {
  const against = over === undefined || over.length === 0 ? '' : ` over the objection of ${over.join(', ')}`
  const detail = content?.detail ?? {}
  switch (act) {
    case 'propose':
      return PROPOSED[kind]
    case 'word':
      return 'changed the words'
    case 'emptied':
      return 'took the words away again'
    case 'fall':
      return 'let it fall with the words around it'
    case 'keep':
    case 'remove':
      return DONE[kind][act] + against
    case 'choose':
      return `chose among the alternatives${against}`
    case 'withdraw':
      return typeof detail['holder'] === 'string' ? `withdrew; the proposal is now ${detail['holder']}’s` : 'withdrew the proposal'
    case 'maintain':
      return 'maintained the proposal'
    case 'join':
      return 'joined the proposal'
    case 'leave':
      return 'left the proposal'
    case 'explain':
      return `explained: “${content?.rationale ?? ''}”`
    case 'stand':
      return standSentence(detail['stance'], content?.rationale, kind)
    case 'attribute':
      return `attributed it to ${typeof detail['principal'] === 'string' ? detail['principal'] : 'a delegation'}`
    case 'setState':
      return `set the paragraph to ${STATE_NAMES[content?.after as ParagraphState] ?? 'another state'}`
    case 'undo':
      return 'undid a decision'
    case 'import':
      return 'laid the text before the meeting'
    case 'issue':
      return `issued the text${content?.after === undefined ? '' : ` as ${content.after}`}`
    case 'revise':
      return `named the text ${content?.after ?? 'the next revision'}`
    case 'adopt':
      return 'adopted the text'
    case 'edit':
      return 'began to edit the text in preparation'
    case 'edited':
      return 'edited the text in preparation'
    case 'export':
      return `took the text away${typeof detail['format'] === 'string' ? ` as ${detail['format'].toUpperCase()}` : ''}`
    case 'returned':
      return 'typed words that came too late; they were given back'
    case 'refused':
      return 'sent a change that was refused and set aside'
    case 'correct':
      return 'corrected a slip'
    case 'relabel':
      return `labelled the paragraph “${content?.after ?? ''}”`
    case 'reopen':
      return `reopened it${content?.rationale === undefined ? '' : `: “${content.rationale}”`}`
    case 'group':
      return 'made it one of several alternatives'
    case 'ungroup':
      return 'made it stand for itself again'
    case 'destroy':
      return 'destroyed the content of earlier entries'
    default:
      return act
  }
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

function standSentence(stance: unknown, reason: string | undefined, kind: BracketKind): string {
  if (typeof stance !== 'string') return 'has no stand any more'
  const name = stanceName(stance as Stance, kind)
  const said = name === undefined ? stance : name.toLowerCase()
  return reason === undefined || reason === '' ? said : `${said}: “${reason}”`
}
