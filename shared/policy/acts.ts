// The policy of acts: one row for each, saying who does it, in which texts and paragraphs, and what else must hold.
// Server and page ask `may`; docs/policy.md is this table printed, and a test holds the two together.
import { CHAIR } from '../ids.ts'
import type { ActName } from '../protocol/acts.ts'
import { isClosed, type ParagraphState, type TextStatus } from '../text/meta.ts'
import type { Bracket } from '../text/read.ts'
import { isDesk, type Actor } from './parties.ts'
import { no, YES, type Permission } from './permission.ts'
import { closedText, mayWrite } from './write.ts'

/** What an act is about, as far as the policy asks. */
export interface ActTarget {
  readonly status: TextStatus
  readonly bracket?: Bracket | undefined
  readonly state?: ParagraphState | undefined
  /** Open brackets in the target's paragraph, for closing it. */
  readonly openBrackets?: number
  /** Whether the actor's principal sponsors the bracket already. */
  readonly sponsors?: boolean
  /** Whether the actor's principal holds it, or has joined it, by somebody else's hand and has not confirmed that. */
  readonly unconfirmed?: boolean
  /** Whether a paragraph agreed ad ref waits for the actor's principal. */
  readonly awaited?: boolean
  /** Who withdrew the bracket and whether the principal may maintain it. */
  readonly withdrawn?: boolean
  /** Changes of shape that are proposed there, for closing it. */
  readonly openStructures?: number
  /** Who proposed the change of shape, or made the offer. */
  readonly author?: string
  /** Whether the actor's principal is asked for an answer. */
  readonly asked?: boolean
}

/** Something that must hold beside circle, text and paragraph; `name` is how the printed table calls it. */
export interface Check {
  readonly name: string
  readonly judge: (actor: Actor, target: ActTarget) => Permission
}

/** Who may do an act at all. Observers do none. */
export type Circle = 'desk' | 'holder' | 'named' | 'sponsor' | 'writer' | 'party' | 'stander' | 'speaker' | 'delegate'

/** What an act asks for; a refusal is found in the order circle, text, paragraph, checks. */
export interface ActRow {
  /** The rule in docs/spec.md that says what the act does. */
  readonly rule: string
  readonly by: Circle
  /** Texts in which it can be done, and what somebody is told in the others; an adopted one speaks for itself. */
  readonly texts: readonly TextStatus[]
  readonly elsewhere?: string
  /** Whether it can be done in an agreed paragraph. */
  readonly inAgreed: boolean
  /** The only states of a paragraph in which it can be done, and what somebody is told in the others. */
  readonly states?: { readonly only: readonly ParagraphState[]; readonly else: string }
  readonly checks?: readonly Check[]
}

const OPEN_TEXTS: readonly TextStatus[] = ['preparation', 'issued']
const ALL_TEXTS: readonly TextStatus[] = ['preparation', 'issued', 'silent', 'adref', 'adopted']
const SILENT: readonly TextStatus[] = ['silent']
const CLOSED_TEXTS: readonly TextStatus[] = ['adref', 'adopted']

const known: Check = {
  name: 'its proposer is known',
  judge: (_, { bracket }) =>
    bracket?.by === '' ? no('AC-6', 'Nobody is known to have proposed this yet; ask the facilitator to attribute it.') : YES,
}
const others: Check = {
  name: 'it is another’s',
  judge: (actor, { bracket }) =>
    bracket !== undefined && bracket.holder === actor.principal ? no('AC-6', 'This is your own proposal.') : YES,
}
const notJoined: Check = {
  name: 'not joined yet',
  judge: (_, { sponsors }) => (sponsors === true ? no('AC-6', 'You are a co-sponsor already.') : YES),
}
const joined: Check = {
  name: 'joined',
  judge: (_, { sponsors }) => (sponsors === true ? YES : no('AC-6', 'You do not co-sponsor this.')),
}
const withdrawn: Check = {
  name: 'withdrawn',
  judge: (_, target) => (target.withdrawn === true ? YES : no('AC-5', 'Nobody has withdrawn this proposal.')),
}
const unattributed: Check = {
  name: 'of nobody',
  judge: (_, { bracket }) => (bracket?.by === '' || bracket?.holder === '' ? YES : no('AC-7', 'The proposer of this bracket is known.')),
}
const noOpenStructures: Check = {
  name: 'no open proposals on its place or shape',
  judge: (_, { openStructures: count = 0 }) =>
    count > 0
      ? no('AC-43', `${count === 1 ? 'A proposal' : `${count} proposals`} on its place or shape ${count === 1 ? 'is' : 'are'} open.`)
      : YES,
}
const asked: Check = {
  name: 'asked',
  judge: (_, { asked: isAsked }) => (isAsked === true ? YES : no('AC-62', 'Your delegation is not asked about this offer.')),
}
const holderOrDesk: Check = {
  name: 'its holder’s, or the desk’s',
  judge: (actor, { bracket }) =>
    isDesk(actor) || (bracket !== undefined && bracket.holder === actor.principal)
      ? YES
      : no('AC-51', 'Only the delegation that holds this, or the facilitator, takes a place out of it.'),
}
const ownOrDesk = (rule: string): Check => ({
  name: 'one’s own, or the desk’s',
  judge: (actor, { author }) =>
    isDesk(actor) || (author !== undefined && author === actor.principal)
      ? YES
      : no(rule, 'Only the delegation that proposed this withdraws it; the facilitator can let it fall.'),
})
const noOpenBrackets = (what: string): Check => ({
  name: 'no open brackets',
  judge: (_, { openBrackets: count = 0 }) =>
    count > 0 ? no('AC-9', `This ${what} has ${count} open bracket${count === 1 ? '' : 's'}.`) : YES,
})

const itself: Check = {
  name: 'by the delegation itself',
  judge: ({ role }) => (role === 'delegate' ? YES : no('AC-71', 'Only the delegation itself confirms or disowns words typed for it.')),
}
const unconfirmed: Check = {
  name: 'not confirmed',
  judge: (_, target) => (target.unconfirmed === true ? YES : no('AC-71', 'These words need no confirmation.')),
}
const NOT_ISSUED = 'The text is not under negotiation.'
const AD_REF = { only: ['adref'], else: 'This paragraph is not agreed ad ref.' } as const
const awaited: Check = {
  name: 'waiting for the delegation',
  judge: (_, target) => (target.awaited === true ? YES : no('AC-31', 'This paragraph does not wait for your delegation.')),
}

/** The table: every act, in the order of the specification. */
export const ACTS: Readonly<Record<ActName, ActRow>> = {
  keep: { rule: 'AC-3', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  remove: { rule: 'AC-3', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  choose: { rule: 'AC-3', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  decide: { rule: 'AC-14', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  propose: { rule: 'AC-15', by: 'writer', texts: OPEN_TEXTS, inAgreed: false },
  second: { rule: 'AC-72', by: 'sponsor', texts: OPEN_TEXTS, inAgreed: true },
  admit: { rule: 'AC-72', by: 'desk', texts: OPEN_TEXTS, inAgreed: true },
  dropProposal: { rule: 'AC-72', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [ownOrDesk('AC-72')] },
  withdraw: { rule: 'AC-5', by: 'holder', texts: OPEN_TEXTS, inAgreed: false },
  maintain: { rule: 'AC-5', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [withdrawn] },
  stand: { rule: 'AC-6', by: 'party', texts: OPEN_TEXTS, inAgreed: true, checks: [others] },
  dissociate: { rule: 'AC-22', by: 'party', texts: OPEN_TEXTS, inAgreed: true },
  show: { rule: 'AC-24', by: 'desk', texts: ALL_TEXTS, inAgreed: true },
  remark: { rule: 'AC-25', by: 'desk', texts: ALL_TEXTS, inAgreed: true },
  explain: { rule: 'AC-1', by: 'holder', texts: OPEN_TEXTS, inAgreed: true },
  join: { rule: 'AC-6', by: 'sponsor', texts: OPEN_TEXTS, inAgreed: false, checks: [others, known, notJoined] },
  leave: { rule: 'AC-6', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [joined] },
  confirm: { rule: 'AC-71', by: 'named', texts: OPEN_TEXTS, inAgreed: true, checks: [itself, unconfirmed] },
  disown: { rule: 'AC-71', by: 'named', texts: OPEN_TEXTS, inAgreed: true, checks: [itself, unconfirmed] },
  attribute: { rule: 'AC-7', by: 'desk', texts: OPEN_TEXTS, inAgreed: true, checks: [unattributed] },
  group: { rule: 'AC-50', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  ungroup: { rule: 'AC-50', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  reinstate: { rule: 'AC-54', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  unset: { rule: 'AC-51', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [holderOrDesk] },
  relabel: { rule: 'AC-1', by: 'desk', texts: OPEN_TEXTS, inAgreed: true },
  setState: { rule: 'AC-9', by: 'desk', texts: OPEN_TEXTS, inAgreed: true, checks: [noOpenBrackets('paragraph'), noOpenStructures] },
  return: { rule: 'AC-31', by: 'party', texts: OPEN_TEXTS, inAgreed: true, states: AD_REF },
  clear: { rule: 'AC-31', by: 'party', texts: OPEN_TEXTS, inAgreed: true, states: AD_REF, checks: [awaited] },
  reopen: { rule: 'AC-10', by: 'desk', texts: ['preparation', 'issued', 'adref', 'adopted'], inAgreed: true },
  move: { rule: 'AC-40', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  split: { rule: 'AC-41', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  merge: { rule: 'AC-41', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  retype: { rule: 'AC-42', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  structure: { rule: 'AC-43', by: 'writer', texts: OPEN_TEXTS, inAgreed: false },
  carry: { rule: 'AC-44', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  dropStructure: { rule: 'AC-44', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [ownOrDesk('AC-44')] },
  alternative: { rule: 'AC-60', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  offer: { rule: 'AC-61', by: 'party', texts: OPEN_TEXTS, inAgreed: true },
  answer: { rule: 'AC-62', by: 'party', texts: OPEN_TEXTS, inAgreed: true, checks: [asked] },
  adoptOffer: { rule: 'AC-63', by: 'desk', texts: OPEN_TEXTS, inAgreed: false },
  fallOffer: { rule: 'AC-63', by: 'delegate', texts: OPEN_TEXTS, inAgreed: true, checks: [ownOrDesk('AC-63')] },
  silence: { rule: 'AC-85', by: 'desk', texts: ['issued'], elsewhere: 'Only an issued text can be put under silence.', inAgreed: true },
  breakSilence: { rule: 'AC-86', by: 'party', texts: SILENT, elsewhere: 'No silence procedure is under way.', inAgreed: true },
  endSilence: { rule: 'AC-87', by: 'desk', texts: SILENT, elsewhere: 'No silence procedure is under way.', inAgreed: true },
  renumber: { rule: 'AC-45', by: 'desk', texts: OPEN_TEXTS, inAgreed: true },
  correct: {
    rule: 'AC-11',
    by: 'desk',
    texts: ['issued', 'adref', 'adopted'],
    elsewhere: 'In preparation the text can be edited directly.',
    inAgreed: true,
  },
  issue: { rule: 'AC-12', by: 'desk', texts: ['preparation'], elsewhere: 'The text is issued already.', inAgreed: true },
  revise: {
    rule: 'AC-12',
    by: 'desk',
    texts: ['issued'],
    elsewhere: 'Only an issued text has revisions. Issue it, or reopen it, first.',
    inAgreed: true,
  },
  agreeText: {
    rule: 'AC-36',
    by: 'desk',
    texts: ['issued'],
    elsewhere: 'Only an issued text can be agreed ad referendum.',
    inAgreed: true,
    checks: [noOpenBrackets('text'), noOpenStructures],
  },
  adopt: {
    rule: 'AC-12',
    by: 'desk',
    texts: ['issued', 'adref'],
    elsewhere: 'Only an issued text can be adopted.',
    inAgreed: true,
    checks: [noOpenBrackets('text'), noOpenStructures],
  },
  caveat: { rule: 'AC-35', by: 'desk', texts: ALL_TEXTS, inAgreed: true },
  object: { rule: 'AC-33', by: 'stander', texts: ['issued', 'adref'], elsewhere: NOT_ISSUED, inAgreed: true },
  noteObjection: { rule: 'AC-33', by: 'desk', texts: ALL_TEXTS, inAgreed: true },
  request: { rule: 'AC-34', by: 'speaker', texts: ALL_TEXTS, inAgreed: true },
  unrequest: { rule: 'AC-34', by: 'speaker', texts: ALL_TEXTS, inAgreed: true },
  answerRequest: { rule: 'AC-34', by: 'desk', texts: ALL_TEXTS, inAgreed: true },
  statement: {
    rule: 'AC-37',
    by: 'stander',
    texts: CLOSED_TEXTS,
    elsewhere: 'Statements are made on a text that is agreed ad referendum or adopted. Until then, take a stand.',
    inAgreed: true,
  },
  undo: { rule: 'AC-13', by: 'desk', texts: OPEN_TEXTS, inAgreed: true },
}

/** Whether the actor may perform an act on a target now. */
export function may(actor: Actor, act: ActName, target: ActTarget): Permission {
  const { by, texts, elsewhere, inAgreed, states, checks = [], rule } = ACTS[act]
  if (actor.role === 'observer') return no('AU-4', 'You are watching this meeting; observers do not act.')
  if (isClosed(target.status) && !texts.includes(target.status)) return no('AU-6', closedText(target.status))
  const circle = CIRCLES[by](actor, target)
  if (!circle.ok) return circle
  if (!texts.includes(target.status)) return no(rule, elsewhere ?? 'This cannot be done while the text is in preparation.')
  if (target.state === 'agreed' && !inAgreed) return no('AU-6', 'This paragraph is agreed. It changes only after it is reopened.')
  if (states !== undefined && !states.only.includes(target.state ?? 'open')) return no(rule, states.else)
  return checks.map(({ judge }) => judge(actor, target)).find((permission) => !permission.ok) ?? YES
}

const CHAIR_SPEAKS = no('AC-34', 'This is for a delegation to say; the facilitator speaks otherwise.')

const CIRCLES: Readonly<Record<Circle, (actor: Actor, target: ActTarget) => Permission>> = {
  desk: (actor) => (isDesk(actor) ? YES : no('AC-1', 'Only the facilitator and the secretariat can do this.')),
  holder: (actor, { bracket }) =>
    bracket !== undefined && bracket.holder === actor.principal
      ? YES
      : no('AU-3', 'Only the delegation that holds this bracket can do this.'),
  named: (actor, target) => (target.unconfirmed === true ? YES : CIRCLES.holder(actor, target)),
  sponsor: (actor) =>
    actor.principal !== CHAIR && actor.rights?.sponsor === true ? YES : no('AU-4', 'This delegation cannot co-sponsor in this meeting.'),
  writer: (actor, { status }) => mayWrite(actor, status),
  party: (actor) =>
    actor.principal === CHAIR || actor.rights?.standAlone === true
      ? YES
      : no('AU-4', 'This delegation does not take stands of its own in this meeting.'),
  stander: (actor, target) => (actor.principal === CHAIR ? CHAIR_SPEAKS : CIRCLES.party(actor, target)),
  speaker: ({ principal }) => (principal === null || principal === CHAIR ? CHAIR_SPEAKS : YES),
  delegate: () => YES,
}
