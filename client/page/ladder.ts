// What the desk may do with a paragraph and with the text as a whole: the ladder, labels, issue, undo.
import { may, type Actor, type ActTarget, type Permission } from '@chapeau/shared/policy'
import type { Pid } from '@chapeau/shared/ids'
import type { RecordLine } from '@chapeau/shared/protocol/api'
import type { ParagraphState, TextStatus } from '@chapeau/shared/text/meta'
import type { Wish } from '../connection/acts.ts'
import type { OutlineRow } from './outline.ts'

export interface LadderStep {
  readonly state: ParagraphState
  readonly name: string
  readonly current: boolean
  readonly permission: Permission
  readonly wish: Wish
}

export interface ParagraphView {
  readonly id: Pid
  readonly row: OutlineRow
  readonly steps: readonly LadderStep[]
  readonly relabel: Permission
  readonly reopen: Permission | null
}

/** An act on the whole text that takes two presses, for it cannot be undone. */
export interface TextStep {
  readonly wish: { readonly act: 'issue' | 'revise' | 'adopt' }
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
  readonly undo: { readonly permission: Permission; readonly seq: number; readonly act: string } | null
}

const STEPS: readonly { readonly state: ParagraphState; readonly name: string }[] = [
  { state: 'open', name: 'Open' },
  { state: 'parked', name: 'Park' },
  { state: 'adref', name: 'Agree ad ref' },
  { state: 'agreed', name: 'Agree' },
]

/** The ladder of one paragraph; null where there is none (titles, words before the first paragraph). */
export function paragraphView(row: OutlineRow, actor: Actor, status: TextStatus): ParagraphView | null {
  if (row.id === null || row.type === 'title' || row.type === 'heading') return null
  const id = row.id
  const target = (state: ParagraphState): ActTarget => ({
    status,
    state: row.state,
    // Only agreeing asks for a paragraph without open brackets; ad ref leaves them for the capital to see.
    openBrackets: state === 'agreed' ? row.open : 0,
  })
  return {
    id,
    row,
    steps: STEPS.map(({ state, name }) => ({
      state,
      name,
      current: state === row.state,
      permission: may(actor, 'setState', target(state)),
      wish: { act: 'setState', targets: [id], state },
    })),
    relabel: may(actor, 'relabel', { status }),
    reopen: row.state === 'agreed' ? may(actor, 'reopen', { status }) : null,
  }
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
      wish: { act: 'adopt' },
      name: 'Adopt the text…',
      warns: 'An adopted text is closed to everybody. It changes only after it is reopened, with a reason.',
      sure: 'Adopt the text now',
    },
  ],
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
]

/** What the desk may do with the whole text; nulls for everyone else. */
export function textActions(actor: Actor, status: TextStatus, record: readonly RecordLine[], openBrackets: number): TextActions {
  if (actor.role !== 'chair' && actor.role !== 'secretariat') return { steps: [], reopen: null, undo: null }
  const undone = new Set(record.filter(({ entry }) => entry.act === 'undo').map(({ content }) => content?.detail?.['seq']))
  const last = decisions(record).findLast(({ entry }) => !undone.has(entry.seq))
  return {
    steps: STEPS_OF[status].map((step) => ({ ...step, permission: may(actor, step.wish.act, { status, openBrackets }) })),
    reopen: status === 'adopted' ? may(actor, 'reopen', { status }) : null,
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
