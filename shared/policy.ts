// Who may do what (DESIGN 3 A4, A6, A7 and 4): one pure table for the server's decision and the page's buttons.
// The server decides again at execution; a greyed button prints the same message.
import { CHAIR, type Principal } from './ids.ts'
import type { ActName } from './protocol/acts.ts'
import type { ParagraphState, TextStatus } from './text/meta.ts'
import type { Bracket } from './text/read.ts'

export type Role = 'chair' | 'secretariat' | 'delegate' | 'observer'
export type Preset = 'member' | 'observer' | 'stakeholder'

/** What a delegation may do in this meeting, whoever speaks for it. */
export interface Rights {
  readonly propose: boolean
  readonly standAlone: boolean
  readonly sponsor: boolean
  readonly counted: boolean
}

export const PRESET_RIGHTS: Readonly<Record<Preset, Rights>> = {
  member: { propose: true, standAlone: true, sponsor: true, counted: true },
  observer: { propose: true, standAlone: false, sponsor: true, counted: false },
  stakeholder: { propose: false, standAlone: false, sponsor: false, counted: false },
}

/** A party to the meeting. `members`: codes, when it is a group; being one gives no right to write for the group. */
export interface Delegation {
  readonly code: Principal
  readonly name: string
  readonly aliases: readonly string[]
  readonly preset: Preset
  readonly rights: Rights
  readonly members: readonly Principal[]
}

export interface MeetingRules {
  /** `consensus`: deciding over a recorded objection needs a second press; `chair`: recorded only. */
  readonly decide: 'consensus' | 'chair'
  /** Who reads what of the record; absent: RECORD_RULES. */
  readonly record?: RecordRules
}

/** The chain itself (numbers, times, acts, delegations, hashes) is everybody's who has a seat. */
export interface RecordRules {
  /** Who reads words, reasons and details: everybody with a seat, all but observers, or chair and secretariat. */
  readonly content: 'seats' | 'delegations' | 'desk'
  /** Who reads the names of persons, where content is read. */
  readonly names: 'delegations' | 'desk'
  /** Days after which content is destroyed; null: never. */
  readonly keepDays: number | null
}

/** What holds where a meeting has agreed nothing. */
export const RECORD_RULES: RecordRules = { content: 'seats', names: 'delegations', keepDays: null }

/** What someone may see of a record beside its chain. */
export interface RecordSight {
  readonly content: boolean
  /** Names of persons, where content is shown. */
  readonly names: boolean
}

/** What somebody with these roles in a meeting may see of its records. */
export function recordSight({ record = RECORD_RULES }: MeetingRules, roles: readonly Role[]): RecordSight {
  const circles = roles.map((role) => CIRCLES[role])
  const within = (circle: keyof typeof WIDTH): boolean => circles.some((own) => WIDTH[own] <= WIDTH[circle])
  const content = within(record.content)
  return { content, names: content && within(record.names) }
}

const WIDTH = { desk: 0, delegations: 1, seats: 2 } as const
const CIRCLES = { chair: 'desk', secretariat: 'desk', delegate: 'delegations', observer: 'seats' } as const satisfies Record<
  Role,
  keyof typeof WIDTH
>

/** Who is acting: a seat, and for a typist the delegation it types for. */
export interface Actor {
  readonly role: Role
  /** The code that acts and words are by; `CHAIR` for chair and secretariat on their own behalf; null: none. */
  readonly principal: Principal | null
  readonly rights: Rights | null
}

export interface ActTarget {
  readonly status: TextStatus
  readonly bracket?: Bracket | undefined
  readonly state?: ParagraphState | undefined
  /** Open brackets in the target's paragraph, for closing it. */
  readonly openBrackets?: number
  /** Whether the actor's principal sponsors the bracket already. */
  readonly sponsors?: boolean
  /** Who withdrew the bracket and whether the principal may maintain it. */
  readonly withdrawn?: boolean
}

export type Permission = { readonly ok: true } | { readonly ok: false; readonly rule: string; readonly message: string }

const YES: Permission = { ok: true }
const no = (rule: string, message: string): Permission => ({ ok: false, rule, message })

/** Whether the actor may write in a text at all, and as whom. */
export function mayWrite(actor: Actor, status: TextStatus): Permission {
  if (actor.role === 'observer') return no('AU-4', 'You are watching this meeting; observers do not write.')
  if (status === 'adopted') return no('AU-6', 'This text is adopted. It changes only after it is reopened.')
  if (actor.principal === null) return no('AU-4', 'Choose the delegation you are typing for.')
  if (actor.principal !== CHAIR && actor.rights?.propose !== true)
    return no('AU-4', 'This delegation does not have the right to propose text in this meeting.')
  if (status === 'preparation' && actor.role === 'delegate')
    return no('AU-4', 'The text is still in preparation. Delegations can propose once it is issued.')
  return YES
}

/** Whether chair and secretariat may change standing words unmarked. */
export function writesFreely(actor: Actor, status: TextStatus): boolean {
  return status === 'preparation' && isDesk(actor) && actor.principal === CHAIR
}

/** Whether the actor may perform an act on a target now. */
export function may(actor: Actor, act: ActName, target: ActTarget): Permission {
  if (actor.role === 'observer') return no('AU-4', 'You are watching this meeting; observers do not act.')
  if (target.status === 'adopted' && act !== 'reopen') return no('AU-6', 'This text is adopted. It changes only after it is reopened.')
  return RULES[act](actor, target)
}

type Rule = (actor: Actor, target: ActTarget) => Permission

const isDesk = (actor: Actor): boolean => actor.role === 'chair' || actor.role === 'secretariat'
const desk: Rule = (actor) => (isDesk(actor) ? YES : no('AC-1', 'Only the facilitator and the secretariat can do this.'))
const open: Rule = (_, target) =>
  target.state === 'agreed' ? no('AU-6', 'This paragraph is agreed. It changes only after it is reopened.') : YES

const all =
  (...rules: readonly Rule[]): Rule =>
  (actor, target) =>
    rules.map((rule) => rule(actor, target)).find((permission) => !permission.ok) ?? YES

const standAlone: Rule = (actor) =>
  actor.principal === CHAIR || actor.rights?.standAlone === true
    ? YES
    : no('AU-4', 'This delegation does not take stands of its own in this meeting.')
const sponsor: Rule = (actor, target) => {
  if (actor.principal === CHAIR || actor.rights?.sponsor !== true) return no('AU-4', 'This delegation cannot co-sponsor in this meeting.')
  if (target.bracket?.holder === actor.principal) return no('AC-6', 'This is your own proposal already.')
  if (target.bracket?.by === '') return no('AC-6', 'Nobody is known to have proposed this yet; ask the facilitator to attribute it.')
  return target.sponsors === true ? no('AC-6', 'You are a co-sponsor already.') : YES
}
const holds: Rule = (actor, target) =>
  target.bracket?.holder === actor.principal ? YES : no('AU-3', 'Only the delegation that holds this bracket can do this.')

const RULES: Readonly<Record<ActName, Rule>> = {
  keep: all(desk, open),
  remove: all(desk, open),
  choose: all(desk, open),
  withdraw: all(holds, open),
  maintain: (_, target) => (target.withdrawn === true ? YES : no('AC-5', 'Nobody has withdrawn this proposal.')),
  stand: (actor, target) =>
    target.bracket?.holder === actor.principal ? no('AC-6', 'This is your own proposal.') : standAlone(actor, target),
  explain: holds,
  join: all(sponsor, open),
  leave: (_, target) => (target.sponsors === true ? YES : no('AC-6', 'You do not co-sponsor this.')),
  attribute: all(desk, (_, target) => (target.bracket?.by === '' ? YES : no('AC-7', 'The proposer of this bracket is known.'))),
  group: all(desk, open),
  ungroup: all(desk, open),
  relabel: desk,
  setState: all(desk, (_, target) =>
    (target.openBrackets ?? 0) > 0
      ? no('AC-9', `This paragraph has ${target.openBrackets} open bracket${target.openBrackets === 1 ? '' : 's'}.`)
      : YES,
  ),
  reopen: desk,
  correct: all(desk, (_, target) =>
    target.status === 'preparation' ? no('AC-11', 'In preparation the text can be edited directly.') : YES,
  ),
  revise: all(desk, (_, target) =>
    target.status === 'issued' ? YES : no('AC-12', 'Only an issued text has revisions. Issue it, or reopen it, first.'),
  ),
  adopt: all(desk, (_, target) =>
    target.status !== 'issued'
      ? no('AC-12', 'Only an issued text can be adopted.')
      : (target.openBrackets ?? 0) > 0
        ? no('AC-9', `This text has ${target.openBrackets} open bracket${target.openBrackets === 1 ? '' : 's'}.`)
        : YES,
  ),
  issue: all(desk, (_, target) => (target.status === 'issued' ? no('AC-12', 'The text is issued already.') : YES)),
  undo: desk,
}
