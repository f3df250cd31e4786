// What each kind of entry says happened, in words. An act that this page does not know is named as it is: the record may
// be newer than the page.
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { ParagraphState, Stance } from '@chapeau/shared/text/meta'
import type { BracketKind } from '@chapeau/shared/text/model'
import { RUNG_NAMES } from '@chapeau/shared/policy'
import { stanceName } from './names.ts'

/** What a sentence can be made of. */
interface Matter {
  readonly kind: BracketKind
  readonly content: RecordLine['content']
  readonly detail: Readonly<Record<string, unknown>>
  /** ` over the objection of …`, or empty. */
  readonly against: string
}

/** An entry's predicate: `accepted the words`. */
export function sentenceOf({ entry, content }: Pick<RecordLine, 'entry' | 'content'>, kind: BracketKind): string {
  const against = entry.over === undefined || entry.over.length === 0 ? '' : ` over the objection of ${entry.over.join(', ')}`
  return SENTENCES[entry.act]?.({ kind, content, detail: content?.detail ?? {}, against }) ?? entry.act
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

const ANSWERED: Readonly<Record<string, string>> = {
  accept: 'accepts the offer',
  cannot: 'cannot accept the offer',
  time: 'needs time for the offer',
}

const SENTENCES: Readonly<Record<string, (matter: Matter) => string>> = {
  propose: ({ kind }) => PROPOSED[kind],
  word: () => 'changed the words',
  emptied: () => 'took the words away again',
  fall: () => 'let it fall with the words around it',
  keep: ({ kind, against }) => DONE[kind]['keep'] + against,
  remove: ({ kind, against }) => DONE[kind]['remove'] + against,
  choose: ({ against }) => `chose among the alternatives${against}`,
  withdraw: ({ detail }) =>
    typeof detail['holder'] === 'string' ? `withdrew; the proposal is now ${detail['holder']}’s` : 'withdrew the proposal',
  maintain: () => 'maintained the proposal',
  join: () => 'joined the proposal',
  leave: () => 'left the proposal',
  explain: ({ content }) => `explained: “${content?.rationale ?? ''}”`,
  stand: ({ kind, detail, content }) => standSentence(detail['stance'], content?.rationale, kind),
  attribute: ({ detail }) => `attributed it to ${typeof detail['principal'] === 'string' ? detail['principal'] : 'a delegation'}`,
  setState: ({ content, detail, against }) =>
    `set the paragraph to ${RUNG_NAMES[content?.after as ParagraphState] ?? 'another state'}${rungDetails(detail)}${against}`,
  remark: ({ content }) => (content?.after === '' ? 'took the note away' : `noted: “${content?.after ?? ''}”`),
  return: ({ content }) => `returned the paragraph agreed ad ref: “${content?.rationale ?? ''}”`,
  clear: () => 'agreed to the paragraph that waited for it',
  undo: () => 'undid a decision',
  import: () => 'laid the text before the meeting',
  issue: ({ content }) => `issued the text${content?.after === undefined ? '' : ` as ${content.after}`}`,
  revise: ({ content }) => `named the text ${content?.after ?? 'the next revision'}`,
  move: ({ detail }) => (detail['behind'] === '' ? 'moved the paragraph' : `moved the paragraph behind ${String(detail['behind'])}`),
  split: () => 'split the paragraph in two',
  merge: ({ detail }) => `merged the paragraph with ${detail['label'] === '' ? 'the next' : String(detail['label'])}`,
  retype: () => 'changed the kind of paragraph',
  structure: ({ content }) => `proposed to ${content?.after ?? 'change the paragraph’s place or shape'}`,
  carry: ({ content, detail, against }) => `carried out what ${String(detail['by'])} proposed: ${content?.after ?? ''}${against}`,
  dropStructure: ({ content, detail }) => `let fall what ${String(detail['by'])} proposed: ${content?.after ?? ''}`,
  withdrawStructure: ({ content }) => `withdrew the proposal to ${content?.after ?? 'change the paragraph’s place or shape'}`,
  offer: ({ detail }) => `offered “${String(detail['title'])}” (${String(detail['decisions'])} decisions)`,
  answer: ({ detail }) => ANSWERED[String(detail['answer'])] ?? 'answered an offer',
  adoptOffer: ({ detail, against }) => `adopted the offer “${String(detail['title'])}”${against}`,
  fallOffer: ({ detail }) => `let the offer “${String(detail['title'])}” fall`,
  silence: ({ content }) => `put the text under silence until ${content?.after ?? 'a deadline'}`,
  breakSilence: ({ content }) => `broke silence: “${content?.rationale ?? ''}”`,
  endSilence: ({ content, detail }) =>
    `${detail['extended'] === true ? `extended the silence to ${content?.after ?? 'another deadline'}` : 'ended the silence early'}: “${content?.rationale ?? ''}”`,
  silenceOver: ({ content }) => `the silence ended; ${content?.after ?? ''}`,
  renumber: ({ detail }) => `renumbered the paragraphs (${String(detail['labels'])} labels, ${String(detail['references'])} references)`,
  adopt: () => 'adopted the text',
  edit: () => 'began to edit the text in preparation',
  edited: () => 'edited the text in preparation',
  export: ({ detail }) => `took the text away${typeof detail['format'] === 'string' ? ` as ${detail['format'].toUpperCase()}` : ''}`,
  returned: () => 'typed words that came too late; they were given back',
  refused: () => 'sent a change that was refused and set aside',
  correct: () => 'corrected a slip',
  relabel: ({ content }) => `labelled the paragraph “${content?.after ?? ''}”`,
  reopen: ({ content }) => `reopened it${content?.rationale === undefined ? '' : `: “${content.rationale}”`}`,
  confirm: () => 'confirmed the words typed for it',
  disown: ({ detail }) =>
    `disowned the words typed for it${typeof detail['holder'] === 'string' && detail['holder'] !== '' ? `; they are now ${detail['holder']}’s` : ''}`,
  submit: () => 'submitted a proposal',
  second: ({ detail }) => `seconded the proposal of ${said(detail['by'])}`,
  admit: ({ detail }) => `admitted the proposal of ${said(detail['by'])} to the text`,
  dropProposal: () => 'let a waiting proposal fall',
  agreeText: () => 'agreed the text ad referendum',
  caveat: ({ detail }) => (detail['on'] === true ? 'reserved that nothing is agreed until everything is agreed' : 'lifted the caveat'),
  object: ({ content, detail }) =>
    detail['back'] === true
      ? `took back the objection to no. ${said(detail['seq'])}`
      : `objected to the decision in no. ${said(detail['seq'])}: “${content?.rationale ?? ''}”`,
  noteObjection: ({ content, detail }) => `took note of ${said(detail['principal'])}’s objection: “${content?.rationale ?? ''}”`,
  statement: ({ content, detail }) => statementSentence(detail['kind'], content?.after ?? ''),
  reinstate: ({ detail }) => `brought back what had fallen in no. ${said(detail['seq'])}`,
  unset: () => 'took it out of the proposal at several places',
  group: () => 'made it one of several alternatives',
  ungroup: () => 'made it stand for itself again',
  destroy: () => 'destroyed the content of earlier entries',
  decide: ({ detail, against }) =>
    `decided ${typeof detail['decisions'] === 'number' ? detail['decisions'] : 'several'} things together${against}`,
}

/** Where it was, whom it waits for, and who was not there. */
function rungDetails({ forum, pending, absent }: Matter['detail']): string {
  const codes = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : '')
  const pendingOn = codes(pending)
  const missing = Array.isArray(absent) ? absent.length : 0
  return [
    typeof forum === 'string' ? ` in ${forum}` : '',
    pendingOn === '' ? '' : `, pending ${pendingOn}`,
    missing === 0 ? '' : `, ${missing === 1 ? 'one delegation' : `${missing} delegations`} not connected`,
  ].join('')
}

const said = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? `${value}` : '')

function statementSentence(kind: unknown, words: string): string {
  const name = kind === 'dissociation' ? 'dissociated itself' : 'explained its position'
  return words === '' ? 'took its statement back' : `${name}: “${words}”`
}

function standSentence(stance: unknown, reason: string | undefined, kind: BracketKind): string {
  if (typeof stance !== 'string') return 'has no stand any more'
  const name = stanceName(stance as Stance, kind)
  const said = name === undefined ? stance : name.toLowerCase()
  return reason === undefined || reason === '' ? said : `${said}: “${reason}”`
}
