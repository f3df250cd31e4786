// The gavel: one paragraph, or a range of them, before the whole room; what is pending on it, and its next rung.
import type { Principal } from '@chapeau/shared/ids'
import { may, type Actor, type Permission } from '@chapeau/shared/policy'
import { objectorsToClosing } from '@chapeau/shared/brackets/stands'
import { pendingOf, standsOf, type Meta, type ParagraphState, type TextStatus } from '@chapeau/shared/text/meta'
import type { Reading } from '@chapeau/shared/text/read'
import type { Wish } from '../connection/acts.ts'
import type { StandGroup } from './bracket.ts'
import { count } from './names.ts'
import type { OutlineRow } from './outline.ts'
import { factsOf, type InTheWay } from './paragraph.ts'
import { namesOfRungs, STATES, stepName, type LadderNames } from './rungs.ts'

/** What is under the gavel: the rows from one to another, both counted among those that have a ladder. */
export interface GavelRange {
  readonly from: number
  readonly to: number
}

export interface GavelStep {
  readonly state: ParagraphState
  readonly name: string
  /** All of them are there already. */
  readonly current: boolean
  readonly permission: Permission
  readonly wish: Wish
}

export interface GavelView {
  readonly rows: readonly OutlineRow[]
  /** `OP 3`, `OP 1 to OP 7`. */
  readonly place: string
  readonly rung: string
  readonly state: ParagraphState
  readonly forums: readonly string[]
  readonly pending: readonly Principal[]
  readonly brackets: readonly InTheWay[]
  readonly stands: readonly StandGroup[]
  readonly steps: readonly GavelStep[]
  /** The step that the one key takes; null where there is none left. */
  readonly next: GavelStep | null
}

export interface GavelInput {
  readonly reading: Reading
  /** What the room knows: the gavel is shown to it. */
  readonly meta: Meta
  readonly actor: Actor
  readonly status: TextStatus
  readonly rules: LadderNames
  /** Where the meeting sits; '' where nobody has said. */
  readonly forum: string
}

const HEIGHT: Readonly<Record<ParagraphState, number>> = { open: 0, parked: 0, adref: 1, agreed: 2 }
const ABOVE: readonly (ParagraphState | null)[] = ['adref', 'agreed', null]

/** Rows that can come under the gavel. */
export const gavelRows = (rows: readonly OutlineRow[]): OutlineRow[] =>
  rows.filter(({ id, type }) => id !== null && type !== 'title' && type !== 'heading')

/** Null where there is nothing under it. */
export function gavelView(all: readonly OutlineRow[], { from, to }: GavelRange, input: GavelInput): GavelView | null {
  const rows = all.slice(Math.max(0, Math.min(from, to)), Math.max(from, to) + 1)
  const [first] = rows
  if (first === undefined) return null
  const lowest = rows.reduce((least, { state }) => (HEIGHT[state] < HEIGHT[least] ? state : least), first.state)
  const same = rows.every(({ state }) => state === first.state)
  const facts = rows.map((row) => factsOf(row, input.reading, input.meta))
  const steps = STATES.map((state) => stepTo(state, rows, input))
  const above = ABOVE[HEIGHT[lowest]] ?? null
  return {
    rows,
    place: rows.length === 1 ? nameOf(first) : `${nameOf(first)} to ${nameOf(rows.at(-1)!)}`,
    rung: same ? namesOfRungs(input.rules)(first.state) : 'not all on one rung',
    state: same ? first.state : 'open',
    forums: [...new Set(facts.map(({ forum }) => forum).filter((forum) => forum !== ''))],
    pending: [...new Set(facts.flatMap(({ pending }) => pending))],
    brackets: facts.flatMap(({ brackets }) => brackets),
    stands: rows.length === 1 ? (facts[0]?.stands ?? []) : [],
    steps,
    next: steps.find(({ state }) => state === above) ?? null,
  }
}

/**
 * What a second press is told before the room: of the objectors only whom the room knows to object. What the desk alone was
 * told is on its own pane.
 */
export function beforeTheRoom(
  { rows }: GavelView,
  { reading, meta }: GavelInput,
  objectors: readonly Principal[],
  absent: readonly Principal[],
): string {
  const stands = standsOf(meta)
  const known = new Set(
    rows.flatMap(({ id, index }) => [...objectorsToClosing(reading, meta, index, stands), ...(id === null ? [] : pendingOf(meta, id))]),
  )
  const named = objectors.filter((code) => known.has(code))
  return [
    named.length === 0 ? '' : `${named.join(', ')} ${named.length === 1 ? 'objects' : 'object'}.`,
    named.length === objectors.length ? '' : 'Look at the paragraph’s pane first.',
    absent.length === 0 ? '' : `${count(absent.length, 'delegation')} not connected.`,
    'Press again to do it all the same.',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** The range after a step through the rows, or with `extend` one that grows or shrinks at its end. */
export function moved({ from, to }: GavelRange, step: 1 | -1, count: number, extend: boolean): GavelRange {
  const within = (n: number): number => Math.min(Math.max(n, 0), count - 1)
  if (extend) return { from, to: Math.max(from, within(to + step)) }
  const at = within((step === 1 ? Math.max(from, to) : Math.min(from, to)) + step)
  return { from: at, to: at }
}

function stepTo(state: ParagraphState, rows: readonly OutlineRow[], { actor, status, rules, forum }: GavelInput): GavelStep {
  const agreed = rows.find((row) => row.state === 'agreed')
  const openBrackets = state === 'agreed' ? rows.reduce((sum, { open }) => sum + open, 0) : 0
  const stuck = agreed !== undefined && state !== 'agreed'
  return {
    state,
    name: stepName(rules, state),
    current: rows.every((row) => row.state === state),
    permission: stuck
      ? { ok: false, rule: 'AU-6', message: `${nameOf(agreed)} is agreed. It changes only after it is reopened.` }
      : may(actor, 'setState', { status, openBrackets }),
    wish: {
      act: 'setState',
      targets: rows.flatMap(({ id }) => id ?? []),
      state,
      ...(forum === '' ? {} : { forum }),
    },
  }
}

function nameOf({ label, words, index }: OutlineRow): string {
  if (label !== '') return label
  return words === '' ? `paragraph ${index + 1} of the text` : `“${words.slice(0, 24)}…”`
}
