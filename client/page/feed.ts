// The record as a list to read: newest first, in sentences, by delegation, paragraph, bracket and kind. Pure.
import { bringsBack } from '@chapeau/shared/brackets/fallen'
import type { Bid, Pid, Principal } from '@chapeau/shared/ids'
import type { RecordLine, TraceAnswer } from '@chapeau/shared/protocol/api'
import type { BracketKind } from '@chapeau/shared/text/model'
import { itemOf, kindIn, type HistoryItem } from './history.ts'
import { codeName } from './names.ts'

export const FEED_KINDS = {
  all: 'Everything',
  proposals: 'Proposals',
  positions: 'Positions',
  decisions: 'Decisions',
  other: 'Exports, refusals and other',
} as const
export type FeedKind = keyof typeof FEED_KINDS

const KIND_OF: Readonly<Record<string, FeedKind>> = {
  ...of('proposals', [
    'structure',
    'withdrawStructure',
    'propose',
    'word',
    'emptied',
    'withdraw',
    'submit',
    'second',
    'admit',
    'dropProposal',
    'confirm',
    'disown',
    'maintain',
    'fall',
    'attribute',
    'group',
    'ungroup',
    'unset',
  ]),
  ...of('positions', ['breakSilence', 'answer', 'stand', 'join', 'leave', 'explain', 'clear', 'object', 'noteObjection', 'statement']),
  ...of('decisions', [
    'decide',
    'reinstate',
    'keep',
    'remove',
    'choose',
    'undo',
    'correct',
    'issue',
    'revise',
    'agreeText',
    'adopt',
    'caveat',
    'setState',
    'return',
    'reopen',
    'relabel',
    'move',
    'split',
    'merge',
    'retype',
    'carry',
    'dropStructure',
    'renumber',
    'adoptOffer',
    'silence',
    'endSilence',
    'silenceOver',
    'fallOffer',
  ]),
}

/** Empty members do not filter. */
export interface FeedFilter {
  readonly principal: Principal
  readonly paragraph: string
  readonly bracket: Bid
  readonly kind: FeedKind
}

export const NO_FILTER: FeedFilter = { principal: '', paragraph: '', bracket: '', kind: 'all' }

export interface FeedItem extends HistoryItem {
  /** Words that the entry is about; empty when there are none, or they are withheld. */
  readonly words: string
  /** The paragraph's label. */
  readonly place: string
  readonly bid: Bid | null
  readonly pid: Pid | null
  readonly withheld: boolean
  /** Something went with it that can be brought back. */
  readonly fell: boolean
}

/** Words shown of one entry. */
const MOST_WORDS = 140

export function feedOf(record: readonly RecordLine[], filter: FeedFilter): FeedItem[] {
  const kinds = kindsIn(record)
  return record
    .filter((line) => passes(line, filter))
    .map((line) => feedItem(line, kinds))
    .toReversed()
}

/** What there is to filter by, in the order of appearance. */
export function choicesIn(record: readonly RecordLine[]): { principals: Principal[]; paragraphs: string[] } {
  const principals = new Set(record.flatMap(({ entry }) => (entry.by.principal === '' ? [] : [entry.by.principal])))
  const paragraphs = new Set(
    record.flatMap(({ entry }) => (entry.paragraph === null || entry.paragraph.label === '' ? [] : [entry.paragraph.label])),
  )
  return { principals: [...principals], paragraphs: [...paragraphs] }
}

/** Words with who typed them, and what became of the proposals they stood in. */
export interface Story {
  readonly words: string
  readonly who: string
  readonly items: readonly FeedItem[]
}

export function storiesOf({ runs, lines }: TraceAnswer): Story[] {
  const kinds = kindsIn(lines)
  return runs.map(({ words, author, brackets }) => ({
    words,
    who: author === null ? '' : codeName(author),
    items: lines.filter(({ entry }) => entry.target !== null && brackets.includes(entry.target)).map((line) => feedItem(line, kinds)),
  }))
}

function passes({ entry }: RecordLine, { principal, paragraph, bracket, kind }: FeedFilter): boolean {
  if (principal !== '' && entry.by.principal !== principal) return false
  if (paragraph !== '' && entry.paragraph?.label !== paragraph) return false
  if (bracket !== '' && entry.target !== bracket) return false
  return kind === 'all' || (KIND_OF[entry.act] ?? 'other') === kind
}

function feedItem(line: RecordLine, kinds: ReadonlyMap<string, BracketKind>): FeedItem {
  const { entry, content } = line
  const words = (content?.after ?? content?.before ?? '').trim()
  const shown = ['setState', 'relabel', 'export', 'edit', 'edited', 'import'].includes(entry.act) ? '' : words
  return {
    ...itemOf(line, kinds.get(entry.target ?? '') ?? 'ins'),
    words: shown.length > MOST_WORDS ? `${shown.slice(0, MOST_WORDS)}…` : shown,
    place: entry.paragraph?.label ?? '',
    bid: entry.target,
    pid: entry.paragraph?.id ?? null,
    withheld: content === null,
    fell: content?.detail?.['place'] !== undefined && bringsBack(entry.act, kindIn(content.detail['kind'])) !== null,
  }
}

function kindsIn(lines: readonly RecordLine[]): Map<string, BracketKind> {
  const kinds = new Map<string, BracketKind>()
  for (const { entry, content } of lines) {
    const kind = content?.detail?.['kind']
    if (entry.target !== null && kind !== undefined) kinds.set(entry.target, kindIn(kind))
  }
  return kinds
}

function of(kind: FeedKind, acts: readonly string[]): Record<string, FeedKind> {
  return Object.fromEntries(acts.map((act) => [act, kind]))
}
