// What the desk may do with a paragraph and with the text as a whole: the ladder, labels, issue, undo.
import { isDesk, may, rungName, type Actor, type ActTarget, type Permission } from '@chapeau/shared/policy'
import type { Pid, Principal } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import { isClosed, type ParagraphState, type TextStatus } from '@chapeau/shared/text/meta'
import type { Wish } from '../connection/acts.ts'
import type { OutlineRow } from './outline.ts'
import { STATES, stepName, type LadderNames } from './rungs.ts'
import { voiceOf, type ParagraphFacts, type VoiceButton } from './paragraph.ts'

export interface LadderStep {
  readonly state: ParagraphState
  /** What its button does. */
  readonly name: string
  readonly current: boolean
  readonly permission: Permission
  readonly wish: Wish
}

/** The paragraph in the right pane: the desk's ladder, and what the delegation spoken for may say. */
export interface ParagraphView {
  readonly id: Pid
  readonly row: OutlineRow
  readonly facts: ParagraphFacts
  /** What its rung is called. */
  readonly rung: string
  /** Empty for whoever is not of the desk, and where there is no ladder. */
  readonly steps: readonly LadderStep[]
  readonly relabel: Permission | null
  readonly reopen: Permission | null
  /** Whether a slip can be corrected in it; null for whoever does not correct. */
  readonly correct: Permission | null
  readonly voice: readonly VoiceButton[]
}

/** An act on the whole text that takes two presses, for it cannot be undone. */
export interface TextStep {
  readonly wish: { readonly act: 'issue' | 'revise' | 'agreeText' | 'adopt' }
  readonly name: string
  /** What the second press is told. */
  readonly warns: string
  readonly sure: string
  readonly permission: Permission
}

export interface TextActions {
  readonly steps: readonly TextStep[]
  /** Whether an adopted text can be reopened here. */
  readonly reopen: Permission | null
  /** Whether the caveat is printed; null for whoever does not set it. */
  readonly caveat: { readonly on: boolean; readonly permission: Permission } | null
  readonly undo: { readonly permission: Permission; readonly seq: number; readonly act: string } | null
}

/** What a paragraph is to somebody; null for words before the first. Titles and headings have no ladder. */
export function paragraphView(
  row: OutlineRow,
  facts: ParagraphFacts,
  actor: Actor,
  { status, rules }: { status: TextStatus; rules: LadderNames },
): ParagraphView | null {
  if (row.id === null) return null
  const desk = isDesk(actor)
  const laddered = row.type !== 'title' && row.type !== 'heading'
  return {
    id: row.id,
    row,
    facts,
    rung: rungName(rules, row.state),
    steps: desk && laddered ? stepsOf(row, row.id, actor, { status, rules, structures: facts.structures ?? 0 }) : [],
    relabel: desk && laddered ? may(actor, 'relabel', { status }) : null,
    reopen: desk && row.state === 'agreed' ? may(actor, 'reopen', { status }) : null,
    correct: desk && status !== 'preparation' ? may(actor, 'correct', { status }) : null,
    voice: voiceOf(row, facts, actor, status),
  }
}

function stepsOf(
  row: OutlineRow,
  id: Pid,
  actor: Actor,
  { status, rules, structures }: { status: TextStatus; rules: LadderNames; structures: number },
): LadderStep[] {
  const target = (state: ParagraphState): ActTarget => ({
    status,
    state: row.state,
    // Only agreeing asks for a paragraph without open brackets; ad ref leaves them for the capital to see.
    openBrackets: state === 'agreed' ? row.open : 0,
    openStructures: state === 'agreed' ? structures : 0,
  })
  return STATES.map((state) => ({
    state,
    name: stepName(rules, state),
    current: state === row.state,
    permission: may(actor, 'setState', target(state)),
    wish: { act: 'setState', targets: [id], state },
  }))
}

/** A step's wish with where the meeting sits and whom agreement ad ref waits for. */
export function withForum({ wish, state }: LadderStep, forum: string, pending: readonly Principal[]): Wish {
  if (wish.act !== 'setState') return wish
  return { ...wish, ...(forum === '' ? {} : { forum }), ...(state === 'adref' && pending.length > 0 ? { pending: [...pending] } : {}) }
}

/** The codes in what somebody typed. */
export const codesIn = (typed: string): Principal[] => [
  ...new Set(
    typed
      .toUpperCase()
      .split(/[^A-Z0-9-]+/)
      .filter(Boolean),
  ),
]

/** Forums that have been named in the record, the last first. */
export function forumsIn(record: readonly RecordLine[]): string[] {
  const named = record.flatMap(({ entry, content }) => {
    const forum = entry.act === 'setState' ? content?.detail?.['forum'] : undefined
    return typeof forum === 'string' ? [forum] : []
  })
  return [...new Set(named.toReversed())]
}

const ADOPT: Omit<TextStep, 'permission'> = {
  wish: { act: 'adopt' },
  name: 'Adopt the text…',
  warns: 'An adopted text is closed to everybody. It changes only after it is reopened, with a reason.',
  sure: 'Adopt the text now',
}

const STEPS_OF: Readonly<Record<TextStatus, readonly Omit<TextStep, 'permission'>[]>> = {
  preparation: [
    {
      wish: { act: 'issue' },
      name: 'Issue the text…',
      warns: 'Once issued, nobody changes standing words unmarked, you included. Delegations can propose.',
      sure: 'Issue the text now',
    },
  ],
  issued: [
    {
      wish: { act: 'revise' },
      name: 'Name it the next revision…',
      warns:
        'The text as it stands becomes the next revision: its hash goes into the record under a signature, and changes count from here.',
      sure: 'Make it the next revision',
    },
    {
      wish: { act: 'agreeText' },
      name: 'Agree the text ad ref…',
      warns: 'The whole text is agreed ad referendum: it is closed to everybody until it is adopted or reopened, with a reason.',
      sure: 'Agree the text ad ref now',
    },
    ADOPT,
  ],
  silent: [],
  adref: [ADOPT],
  adopted: [],
}

/** Acts that the server can undo: decisions of the desk. */
const UNDOABLE: readonly string[] = [
  'decide',
  'keep',
  'remove',
  'fall',
  'withdraw',
  'setState',
  'relabel',
  'attribute',
  'group',
  'ungroup',
  'correct',
  'move',
  'split',
  'merge',
  'retype',
  'structure',
  'carry',
  'dropStructure',
  'withdrawStructure',
  'renumber',
  'offer',
  'adoptOffer',
  'fallOffer',
]

/** What the desk may do with the whole text; nulls for everyone else. */
export function textActions(
  actor: Actor,
  status: TextStatus,
  record: readonly RecordLine[],
  openBrackets: number,
  caveat = false,
  openStructures = 0,
): TextActions {
  if (actor.role !== 'chair' && actor.role !== 'secretariat') return { steps: [], reopen: null, caveat: null, undo: null }
  const undone = new Set(record.filter(({ entry }) => entry.act === 'undo').map(({ content }) => content?.detail?.['seq']))
  const last = decisions(record).findLast(({ entry }) => !undone.has(entry.seq))
  return {
    steps: STEPS_OF[status].map((step) => ({ ...step, permission: may(actor, step.wish.act, { status, openBrackets, openStructures }) })),
    reopen: isClosed(status) && status !== 'silent' ? may(actor, 'reopen', { status }) : null,
    caveat: { on: caveat, permission: may(actor, 'caveat', { status }) },
    undo: last === undefined ? null : { permission: may(actor, 'undo', { status }), seq: last.entry.seq, act: last.entry.act },
  }
}

/** The first entry of each undoable act: one act on several brackets leaves an entry for each, at one time. */
function decisions(record: readonly RecordLine[]): RecordLine[] {
  return record.filter(({ entry }, i) => {
    const before = record[i - 1]?.entry
    return UNDOABLE.includes(entry.act) && !(before !== undefined && before.at === entry.at && before.by.person === entry.by.person)
  })
}
